using System.Globalization;
using App.Domain;
using App.Domain.Webhooks;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>What the last try of a delivery was answered with: a class of HTTP statuses, one status, or nothing.</summary>
/// <param name="Least">Lowest status; 0: there was no answer.</param>
/// <param name="Most">Highest status.</param>
public readonly record struct AnswerFilter(int Least, int Most)
{
    /// <summary>Tried, and not answered.</summary>
    public const string None = "none";

    private static readonly Failure Unreadable = new Failure.Invalid("answer", "Enter a class such as 4xx, a status such as 503, or none.");

    public static Result<AnswerFilter> Parse(string text) => text switch
    {
        None => new AnswerFilter(0, 0),
        [>= '1' and <= '9' and var first, 'x' or 'X', 'x' or 'X'] => new AnswerFilter((first - '0') * 100, ((first - '0') * 100) + 99),
        [>= '1' and <= '9', >= '0' and <= '9', >= '0' and <= '9'] when int.Parse(text, CultureInfo.InvariantCulture) is var status => new AnswerFilter(status, status),
        _ => Unreadable,
    };

    public IQueryable<Delivery> Narrow(IQueryable<Delivery> rows)
    {
        var (least, most) = (Least, Most);
        return least == 0 ? rows.Where(d => d.LastStatus == null && d.LastMilliseconds != null) : rows.Where(d => d.LastStatus >= least && d.LastStatus <= most);
    }
}
