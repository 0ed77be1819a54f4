using System.Globalization;
using App.Domain;
using App.Infrastructure.Availability.Blocks;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Availability;

/// <summary>What the dialog opens with: time to block, or a time of a block that is there, perhaps already dragged elsewhere.</summary>
/// <param name="Block">As it is stored; null: a new one.</param>
/// <param name="Occurrence">Which of its times was picked.</param>
/// <param name="Start">On the clocks of <see cref="Zone"/>.</param>
/// <param name="End">Likewise.</param>
/// <param name="Zone">The block's own, or the viewer's.</param>
/// <param name="Shown">How long the picked time lasts by the clock on the wall, as it is stored; null: a new block.</param>
public sealed record BlockWish(BlockView? Block, LocalDateTime? Occurrence, LocalDateTime Start, LocalDateTime End, string Zone, Period? Shown = null)
{
    public Guid? BlockId => Block?.Id;

    public bool Repeats => Block?.Rule is not null;

    /// <summary>The end was left as far from the start as it is: it moves along, and a block that lasts over a night of the clocks' change keeps its length.</summary>
    public bool KeepsLength(LocalDateTime start, LocalDateTime end) => Length(start, end).Equals(Shown);

    public static BlockWish New(LocalDateTime start, LocalDateTime end, Viewer viewer) => new(null, null, start, end, viewer.Zone.Id);

    /// <summary>A time of a block, moved to where it was dragged.</summary>
    public static BlockWish Of(BlockView block, BlockSpanView span, Viewer viewer, LocalDateTime? start = null, LocalDateTime? end = null)
    {
        var zone = Domain.Time.Clock.ZoneOrUtc(block.TimeZone);
        LocalDateTime In(Instant at) => at.InZone(zone).LocalDateTime;
        return new(block, span.Occurrence, In(start is { } s ? Domain.Time.Clock.At(s, viewer.Zone) : span.Start), In(end is { } e ? Domain.Time.Clock.At(e, viewer.Zone) : span.End), block.TimeZone, Length(In(span.Start), In(span.End)));
    }

    private static Period Length(LocalDateTime start, LocalDateTime end) => Period.Between(start, end, PeriodUnits.Minutes);
}


/// <summary>Blocks time, changes and deletes what was blocked.</summary>
public partial class BlockDialog
{
    private static readonly (Scope Scope, string Words)[] ScopeWords = [(Scope.One, "Only this one"), (Scope.Following, "This one and all that follow"), (Scope.All, "All of them")];

    private bool _deleting;
    private Scope _scope;
    private string _title = "";
    private DateOnly? _date;
    private TimeOnly? _time;
    private DateOnly? _endDate;
    private TimeOnly? _endTime;
    private Repeat _repeat;
    private DateOnly? _until;
    private string _own = "";

    private enum Scope
    {
        One,
        Following,
        All,
    }

    [Parameter, EditorRequired] public BlockWish Wish { get; set; } = null!;

    [Inject] private CreateBlock CreateBlock { get; set; } = null!;

    [Inject] private ChangeBlock ChangeBlock { get; set; } = null!;

    [Inject] private DeleteBlock DeleteBlock { get; set; } = null!;

    private string Heading => Wish.Block is null ? "Block time" : _deleting ? $"Delete “{Wish.Block.Title}”?" : "Blocked time";

    /// <summary>Of the time the dialog opened with.</summary>
    private string Explained => Urls.Explain(Domain.Time.Clock.At(Wish.Start, Viewer.Zone), Domain.Time.Clock.At(Wish.End, Viewer.Zone), null);

    private string When => $"{Viewer.Day(Wish.Start.Date)}, {Wish.Start.ToString("HH:mm", CultureInfo.InvariantCulture)} – {Wish.End.ToString("HH:mm", CultureInfo.InvariantCulture)}";

    private string BookInstead => Urls.NewBookingAt(Domain.Time.Clock.At(Wish.Start, Viewer.Zone), Domain.Time.Clock.At(Wish.End, Viewer.Zone));

    protected override void OnInitialized()
    {
        _title = Wish.Block?.Title ?? "Blocked";
        (_date, _time) = (Wish.Start.Date.ToDateOnly(), Wish.Start.TimeOfDay.ToTimeOnly());
        (_endDate, _endTime) = (Wish.End.Date.ToDateOnly(), Wish.End.TimeOfDay.ToTimeOnly());
        var repeat = BlockRepeat.Of(Wish.Block?.Rule);
        (_repeat, _until, _own) = (repeat.Repeat, repeat.Until?.ToDateOnly(), repeat.Own);
    }

    /// <summary>The end moves along with the day.</summary>
    private void MoveDate(ChangeEventArgs e)
    {
        var before = _date;
        _date = DateOnly.TryParseExact((string?)e.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (before is { } from && _date is { } to && _endDate is { } end)
        {
            _endDate = end.AddDays(to.DayNumber - from.DayNumber);
        }
    }

    /// <summary>A block of Monday to Friday that began on a Saturday would claim that too.</summary>
    private void KeepToRepeat()
    {
        if (_date is { } day && _endDate is { } end)
        {
            var first = new BlockRepeat(_repeat).Earliest(LocalDate.FromDateOnly(day)).ToDateOnly();
            (_date, _endDate) = (first, end.AddDays(first.DayNumber - day.DayNumber));
        }
    }

    private Task SaveAsync() => SubmitAsync(async cancellationToken =>
    {
        if (!At(_date, _time, "start").TryGet(out var start, out var missing) || !At(_endDate, _endTime, "end").TryGet(out var end, out missing))
        {
            return missing;
        }

        var rule = new BlockRepeat(_repeat, _until is { } day ? LocalDate.FromDateOnly(day) : null, _own).ToRule();
        return Wish.Block is { } block
            ? (await ChangeBlock.RunAsync(Actor, block.Id, Change(block, start, end, rule), Part, block.Version, cancellationToken)).Failure
            : (await CreateBlock.RunAsync(Actor, new BlockInput(_title, start, end, Wish.Zone, rule), cancellationToken)).Failure;
    });

    private Task DeleteAsync() => SubmitAsync(async cancellationToken =>
        (await DeleteBlock.RunAsync(Actor, Wish.BlockId!.Value, Part, Wish.Block!.Version, cancellationToken)).Failure);

    private BlockPart? Part => Wish is { Repeats: true, Occurrence: { } occurrence } && _scope != Scope.All ? new(occurrence, _scope == Scope.Following) : null;

    /// <summary>All of a block begins with its first: it moves by as much as the one that was picked.</summary>
    private BlockChange Change(BlockView block, LocalDateTime start, LocalDateTime end, string rule)
    {
        var keeps = Wish.KeepsLength(start, end);
        if (Part is { } part)
        {
            return new BlockChange(_title, start, keeps ? null : end, Rule: part.Following ? Changed(block, rule) : null);
        }

        var first = Wish.Occurrence is { } picked ? block.Start + Period.Between(picked, start, PeriodUnits.Minutes) : start;
        return new BlockChange(_title, first, keeps ? null : first + Period.Between(start, end, PeriodUnits.Minutes), Rule: rule);
    }

    /// <summary>A rule that was left alone is split as it is, its count with it.</summary>
    private static string? Changed(BlockView block, string rule) => rule == BlockRepeat.Of(block.Rule).ToRule() ? null : rule;

    private static Result<LocalDateTime> At(DateOnly? date, TimeOnly? time, string field) => date is { } d && time is { } t
        ? LocalDate.FromDateOnly(d).At(LocalTime.FromTimeOnly(t))
        : new Failure.Invalid(field, "Choose a day and a time.");
}
