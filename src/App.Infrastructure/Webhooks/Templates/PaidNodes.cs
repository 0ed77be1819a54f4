using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace App.Infrastructure.Webhooks.Templates;

/// <summary>A value that is paid for each time it is looked at.</summary>
internal sealed class Paid(Expression inner) : Expression
{
    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var value = await inner.EvaluateAsync(context);
        ((TemplateRun)context).Look(value);
        return value;
    }
}

/// <summary>The numbers from one to another; paid for before they are made.</summary>
internal sealed class PaidRange(Expression from, Expression to) : Expression
{
    public const int Most = 1_000;

    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var first = (await from.EvaluateAsync(context)).ToNumberValue();
        var count = (await to.EvaluateAsync(context)).ToNumberValue() - first + 1;
        if (count > Most)
        {
            throw new TemplateException($"A range in it has more than {Most:N0} numbers.");
        }

        ((TemplateRun)context).Spend(1 + Math.Max(0, (long)count));
        return new ArrayValue([.. Enumerable.Range(0, Math.Max(0, (int)count)).Select(i => (FluidValue)NumberValue.Create(first + i))]);
    }
}

/// <summary>Whether a text or list has another in it, which takes as long as both are.</summary>
internal sealed class PaidContains(Expression left, Expression right) : Expression
{
    public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var run = (TemplateRun)context;
        var (whole, part) = (await left.EvaluateAsync(context), await right.EvaluateAsync(context));
        run.SpendText(run.Look(whole) * (1 + (run.Look(part) / 8)));
        return BooleanValue.Create(whole.Contains(part));
    }
}

internal sealed class PaidText(Statement inner, int length) : Statement
{
    public override ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        ((TemplateRun)context).SpendText(length);
        return inner.WriteToAsync(writer, encoder, context);
    }
}

/// <summary>What stands between braces. Text is escaped as JSON has it; lists and objects would be written without, so they aren't.</summary>
internal sealed class PaidOutput(Expression expression) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        ((TemplateRun)context).Spend(1);
        var value = await expression.EvaluateAsync(context);
        if (value.Type is FluidValues.Array or FluidValues.Dictionary)
        {
            throw new TemplateException("Lists and objects are put in by “| json” alone.");
        }

        await value.WriteToAsync(writer, encoder, context.CultureInfo);
        return Completion.Normal;
    }
}
