using System.Text.RegularExpressions;
using App.Domain.Webhooks;
using App.Infrastructure.Json;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>What every filter must be.</summary>
internal static partial class FilterCheck
{
    private const string Field = "filters";

    public static void Check(IReadOnlyList<PayloadFilter> filters, FieldErrors errors)
    {
        if (filters.Count > PayloadFilter.MostFilters)
        {
            errors.Add(Field, $"Use at most {PayloadFilter.MostFilters}.");
        }
        else if (filters.Select(Wrong).FirstOrDefault(w => w is not null) is { } wrong)
        {
            errors.Add(Field, wrong);
        }
    }

    private static string? Wrong(PayloadFilter filter) => filter switch
    {
        { Field: null or { Length: 0 or > PayloadFilter.MostField } } => $"Name the field of each in 1 to {PayloadFilter.MostField} characters.",
        _ when !Path().IsMatch(filter.Field) => "Name fields as names below data, separated by dots: booking.kind.",
        _ when !Enum.IsDefined(filter.Operator) => "Choose how the field is compared.",
        { Operator: FilterOperator.Exists or FilterOperator.Missing, Values.Count: > 0 } => "Whether a field is there takes no values.",
        { Operator: FilterOperator.In or FilterOperator.NotIn, Values.Count: 0 or > PayloadFilter.MostValues } => $"Give 1 to {PayloadFilter.MostValues} values to compare with.",
        _ when filter.Values.Any(v => v is null || v.Length > PayloadFilter.MostValue) => $"Use at most {PayloadFilter.MostValue} characters for a value.",
        _ when filter.Values.Any(v => v.Contains('\0', StringComparison.Ordinal) || !v.IsWhole()) => "Leave out NUL and halves of characters in values.",
        _ => null,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();
}
