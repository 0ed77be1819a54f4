using System.Text.RegularExpressions;
using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;

namespace App.Infrastructure.Webhooks.Templates;

/// <summary>Rewrites a template so that whatever it does is paid for (<see cref="TemplateRun"/>), and refuses what is not offered.</summary>
internal sealed class TemplateBounds(string text) : AstRewriter
{
    private const int Deepest = 120;

    private int _depth;

    public override Statement? Visit(Statement? statement) => Deeper(statement, base.Visit);

    public override Expression? Visit(Expression? expression) => Deeper(expression, base.Visit);

    protected override Expression VisitLiteralExpression(LiteralExpression literalExpression) => new Paid(literalExpression);

    protected override Expression VisitMemberExpression(MemberExpression memberExpression) =>
        new Paid(new MemberExpression([.. memberExpression.Segments.Select(s => s is IndexerSegment indexer ? new IndexerSegment(Visit(indexer.Expression)) : s)]));

    protected override Expression VisitRangeExpression(RangeExpression rangeExpression) => new PaidRange(Visit(rangeExpression.From)!, Visit(rangeExpression.To)!);

    protected override Expression VisitContainsBinaryExpression(ContainsBinaryExpression containsBinaryExpression) =>
        new PaidContains(Visit(containsBinaryExpression.Left)!, Visit(containsBinaryExpression.Right)!);

    protected override Expression VisitFilterExpression(FilterExpression filterExpression) =>
        TemplateFilters.Names.Contains(filterExpression.Name) ? base.VisitFilterExpression(filterExpression) : throw Unknown(filterExpression.Name);

    protected override Statement VisitForStatement(ForStatement forStatement) =>
        forStatement.OffsetIsContinue ? throw new TemplateException("A loop can't continue another one (“offset: continue”).") : base.VisitForStatement(forStatement);

    protected override Statement VisitOutputStatement(OutputStatement outputStatement) => new PaidOutput(Visit(outputStatement.Expression)!);

    protected override Statement VisitTextSpanStatement(TextSpanStatement textSpanStatement) => new PaidText(textSpanStatement, textSpanStatement.Text.Length);

    protected override Statement VisitRawStatement(RawStatement rawStatement) => new PaidText(rawStatement, rawStatement.Text.Length);

    public override Expression VisitOtherExpression(Expression expression) => throw new TemplateException("It has something in it that is not offered.");

    public override Statement VisitOtherStatement(Statement statement) => throw new TemplateException("It has something in it that is not offered.");

    private T? Deeper<T>(T? node, Func<T?, T?> visit)
        where T : class
    {
        if (++_depth > Deepest)
        {
            throw new TemplateException("It is nested too deeply, or has too many filters or conditions in one place.");
        }

        var visited = visit(node);
        _depth--;
        return visited;
    }

    private TemplateException Unknown(string filter)
    {
        var found = Regex.Match(text, $@"\|\s*(?<name>{Regex.Escape(filter)})\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var before = found.Success ? text[..found.Groups["name"].Index] : "";
        return new TemplateException(found.Success ? $"There is no filter “{filter}” at ({before.Count(c => c == '\n') + 1}:{before.Length - before.LastIndexOf('\n')})" : $"There is no filter “{filter}”.");
    }
}
