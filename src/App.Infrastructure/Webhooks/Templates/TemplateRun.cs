using Fluid;
using Fluid.Values;

namespace App.Infrastructure.Webhooks.Templates;

/// <summary>
/// One rendering, with what it may still spend. Looking at a value costs 1 and more the longer it is, so that the same number bounds loops, comparisons, copies and filters; all of
/// it takes some milliseconds.
/// </summary>
internal sealed class TemplateRun : TemplateContext
{
    public const int MostText = 128 * 1024;
    public const int MostWork = 200_000;

    private const int CharactersPerStep = 16;
    private const int MostSteps = 20_000;
    private const int MostScopes = 60;

    private static readonly TemplateOptions Settings = Configure();

    private int _left = MostWork;

    public TemplateRun(TemplateModel model)
        : base(model.Root, Settings, allowModelMembers: false) => Now = () => model.At;

    public void Spend(long steps)
    {
        if (steps > _left)
        {
            throw new TemplateException("It takes too many steps.");
        }

        _left -= (int)steps;
    }

    public void SpendText(long characters) => Spend(1 + (characters / CharactersPerStep));

    /// <summary>Pays for looking at a value.</summary>
    /// <returns>Its characters.</returns>
    public long Look(FluidValue value)
    {
        var characters = Characters(value);
        return characters <= MostText ? characters : throw new TemplateException($"A text or list in it grows beyond {MostText / 1024} KB.");
    }

    private long Characters(FluidValue value)
    {
        if (value.Type is FluidValues.Array or FluidValues.Dictionary)
        {
            Spend(1);
            return value.Enumerate(this).Sum(v => 1 + Characters(v));
        }

        var length = value.Type == FluidValues.String && value.ToObjectValue() is string text ? text.Length : 0;
        SpendText(length);
        return length;
    }

    private static TemplateOptions Configure()
    {
        var options = new TemplateOptions
        {
            MaxSteps = MostSteps,
            MaxRecursion = MostScopes,
            StrictFilters = true,
            TimeZone = TimeZoneInfo.Utc,
            MemberAccessStrategy = new DefaultMemberAccessStrategy(),
            Captured = Bounded,
            Assigned = Bounded,
        };
        TemplateFilters.Bound(options.Filters);
        return options;
    }

    private static ValueTask<FluidValue> Bounded(string name, FluidValue value, TemplateContext context)
    {
        ((TemplateRun)context).Look(value);
        return new ValueTask<FluidValue>(value);
    }
}
