using App.Domain;
using App.Domain.Availability;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>A host as everything that decides about her time sees her.</summary>
/// <param name="Live">All that was answered just now, by calendar: of these the stored copy says nothing.</param>
internal sealed record HostPicture(HostFacts Facts, HostTime Time, IReadOnlyDictionary<Guid, IReadOnlyList<LiveEvent>> Live);

/// <summary>An event as its vendor just told it.</summary>
/// <param name="Subject">Its id where it is stored, else its key; empty where nobody asked which it is.</param>
internal sealed record LiveEvent(Guid Subject, EventRecord Event);

/// <summary>How much is to be read of what hosts have on.</summary>
/// <param name="Subjects">Which events, blocks and bookings they are.</param>
/// <param name="Except">A booking that does not count, nor its event.</param>
internal sealed record BusyDetail(bool Subjects = false, Guid? Except = null);

/// <summary>
/// Reads what hosts have on, each source as fresh as the setting wants it or asked live; one that can be neither is unknown, with the sentence that says why. The only reader of busy time.
/// </summary>
public sealed class ReadBusy(LiveReads live, Catalogue catalogue, IOptions<AvailabilityOptions> options)
{
    private const int AtOnce = 200;

    /// <summary>Enough for every decision about times within <paramref name="window"/>, buffers included. Live reads only outside a transaction.</summary>
    internal async Task<IReadOnlyList<HostPicture>> RunAsync(AppDbContext db, IReadOnlyList<Guid> members, Window window, BusyDetail detail, CancellationToken cancellationToken)
    {
        var now = db.Time.Now();
        var facts = await HostFacts.ReadAsync(db, members, cancellationToken);
        if (facts.Count == 0)
        {
            return [];
        }

        var margin = facts.Max(f => Duration.Max(f.Rules.BufferBefore, f.Rules.BufferAfter));
        var wide = new Window(window.Start - margin, window.End + margin);
        var sources = facts.Select(f => f.Calendars.Select(c => Check(c, now)).ToArray()).ToList();
        var answers = await ReadLiveAsync(db, facts, sources, wide, cancellationToken);
        var hosts = facts.Select((f, i) => new HostTime { MemberId = f.MemberId, Rules = f.Rules, Now = now, Busy = [], Sources = sources[i] }).ToList();
        var subjects = detail.Subjects || detail.Except is not null || facts.Any(f => f.HasOldEvents);
        var lives = facts.Select(_ => new Dictionary<Guid, IReadOnlyList<LiveEvent>>()).ToList();
        foreach (var ((h, s), events) in answers)
        {
            var calendar = facts[h].Calendars[s];
            lives[h][calendar.Id!.Value] = await NameAsync(db, calendar.Id.Value, events, subjects, cancellationToken);
            AddLive(hosts[h].Busy, calendar, s, lives[h][calendar.Id.Value], wide);
        }

        var stored = (from h in Enumerable.Range(0, facts.Count)
                      from s in Enumerable.Range(0, facts[h].Calendars.Count)
                      where facts[h].Calendars[s].Id is not null && !answers.ContainsKey((h, s))
                      select new StoredCalendar(facts[h].Calendars[s].Id!.Value, facts[h].Calendars[s].Kinds, h, s)).ToList();
        await BusyRows.ReadAsync(db, stored, hosts, wide, subjects, detail.Except, cancellationToken);
        if (subjects)
        {
            await OwnEvents.DropAsync(db, hosts, detail.Except, cancellationToken);
        }

        return [.. facts.Select((f, i) => new HostPicture(f, hosts[i], lives[i]))];
    }

    private Source Check(CalendarFacts calendar, Instant now) => new(calendar.Id, calendar.ConnectionId, calendar.Name, calendar.TrueUpTo, WhyUnknown(calendar, now));

    private string? WhyUnknown(CalendarFacts calendar, Instant now)
    {
        var provider = catalogue.Read(calendar.Provider);
        if (calendar.Id is null)
        {
            return provider.Category == Category.Calendar ? $"{provider.Name} ({calendar.AccountName}) was connected, and its calendars are not read yet." : null;
        }

        return calendar switch
        {
            { IsGone: true } => $"“{calendar.Name}” is no longer listed by {provider.Vendor}, so what is on there can't be known.",
            { Status: ConnectionStatus.NeedsReconnect } => $"“{calendar.Name}” can't be read until {provider.Name} is reconnected.",
            { Status: ConnectionStatus.Paused } => $"“{calendar.Name}” is not read while {provider.Name} is paused.",
            { TrueUpTo: null } => $"“{calendar.Name}” has not been read whole yet.",
            { TrueUpTo: { } upTo } when now - upTo > Duration.FromMinutes(options.Value.FreshMinutes) => $"“{calendar.Name}” was last known to be true {Ago(now - upTo)} ago.",
            _ => null,
        };
    }

    private static string Ago(Duration age) => age < Duration.FromHours(2) ? $"{(int)age.TotalMinutes} minutes" : age < Duration.FromDays(2) ? $"{(int)age.TotalHours} hours" : $"{age.Days} days";

    /// <summary>Asks for what is too old, and marks what was answered as known.</summary>
    private async Task<Dictionary<(int Host, int Source), IReadOnlyList<EventRecord>>> ReadLiveAsync(AppDbContext db, IReadOnlyList<HostFacts> facts, List<Source[]> sources, Window window, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(int, int), IReadOnlyList<EventRecord>>();
        var now = db.Time.Now();
        var places = (from h in Enumerable.Range(0, facts.Count)
                      from s in Enumerable.Range(0, facts[h].Calendars.Count)
                      where sources[h][s].Unknown is not null && MayAsk(facts[h].Calendars[s], now)
                      select (h, s)).ToList();
        if (places.Count == 0 || db.Database.CurrentTransaction is not null)
        {
            return known;
        }

        var requests = places.Select(p => (Host: facts[p.h], Calendar: facts[p.h].Calendars[p.s]))
            .Select(p => new LiveRequest(p.Host.OrganizationId, p.Calendar.Id!.Value, p.Calendar.ExternalId, p.Calendar.ConnectionId, p.Calendar.Provider, p.Host.Rules.Zone)).ToList();
        var answers = await live.ReadAsync(requests, window, cancellationToken);
        foreach (var ((h, s), answer) in places.Zip(answers))
        {
            if (answer.TryGet(out var events, out var failure))
            {
                known[(h, s)] = events;
                sources[h][s] = sources[h][s] with { TrueUpTo = now, Unknown = null };
            }
            else
            {
                sources[h][s] = sources[h][s] with { Unknown = $"{sources[h][s].Unknown} Asked just now: {failure.Reason}" };
            }
        }

        return known;
    }

    private static bool MayAsk(CalendarFacts calendar, Instant now) =>
        calendar is { Id: not null, IsGone: false, Status: ConnectionStatus.Active or ConnectionStatus.Error or ConnectionStatus.Pending } && (calendar.WaitUntil is null || calendar.WaitUntil <= now);

    /// <summary>Finds those that are stored by their keys.</summary>
    private static async Task<IReadOnlyList<LiveEvent>> NameAsync(
        AppDbContext db, Guid calendar, IReadOnlyList<EventRecord> events, bool subjects, CancellationToken cancellationToken)
    {
        if (!subjects)
        {
            return [.. events.Select(e => new LiveEvent(Guid.Empty, e))];
        }

        var ids = new Dictionary<Guid, Guid>();
        foreach (var keys in events.Select(e => EventRows.KeyOf(e.ExternalId).ToByteArray()).Chunk(AtOnce))
        {
            foreach (var row in await db.Events.Where(e => e.CalendarId == calendar && keys.Contains(EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey)))
                .Select(e => new { Key = EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey), e.Id }).ToListAsync(cancellationToken))
            {
                ids[new Guid(row.Key)] = row.Id;
            }
        }

        return [.. from e in events let key = EventRows.KeyOf(e.ExternalId) select new LiveEvent(ids.GetValueOrDefault(key, key), e)];
    }

    private static void AddLive(List<BusySpan> spans, CalendarFacts calendar, int source, IReadOnlyList<LiveEvent> events, Window window)
    {
        foreach (var (subject, e) in events)
        {
            if (window.Overlaps(e.Start, e.End) && BusyRule.Blocks(true, calendar.Kinds, e.Status, e.Transparency, e.Response, e.Type, e.StartDate is not null))
            {
                spans.Add(new BusySpan(e.Start, e.End, ReasonKind.Event, subject, source));
            }
        }
    }
}
