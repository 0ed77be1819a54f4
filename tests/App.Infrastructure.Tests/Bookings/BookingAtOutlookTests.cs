using App.Domain.Bookings;
using App.Domain.Conflicts;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.OutlookCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>Steps at a vendor that alone names its events, on every database.</summary>
public abstract class BookingAtOutlookTests(DatabaseProvider provider) : BookingSuite(provider)
{
    private readonly OutlookVendor _vendor = new();
    private Instant _free;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await World.ConnectAndSyncAsync(_vendor.Provider);
        _free = await FindFreeAsync();
    }

    [SkippableFact]
    public async Task What_was_cancelled_after_a_first_try_that_failed_is_never_made()
    {
        var wire = new Wire { Answer = r => IsNew(r) ? new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable) : null };
        var hub = Hub(wire);
        var id = await BookAsync(Request(_free, Alice) with { Attendees = [new Attendee("priya@candidates.example")] });
        await RunStepsAsync(hub);
        Assert.Equal(StepStatus.Waiting, (await ReadAsync(id)).Steps[0].Status);

        (wire.Answer, _) = (null, Ok(await CancelAsync(id)));
        wire.Forget();
        await RunStepsAsync(hub);
        Assert.DoesNotContain(wire.Sent, IsNew);
        Assert.Equal((StepStatus.Undone, "Nothing was written."), ((await ReadAsync(id)).Steps[0].Status, (await ReadAsync(id)).Steps[0].Note));
    }

    [SkippableFact]
    public async Task What_was_cancelled_while_the_first_answer_was_lost_is_deleted()
    {
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync(Hub(new Wire { LosesAnswer = IsNew }));
        Assert.Null(await World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == id).Select(h => h.ExternalId).SingleAsync()));
        Ok(await CancelAsync(id));
        await RunStepsAsync();
        await World.SyncNowAsync();

        Assert.Equal((StepStatus.Undone, 0), ((await ReadAsync(id)).Steps[0].Status, await EventsAsync()));
    }

    [SkippableFact]
    public async Task A_meeting_that_the_host_added_moves_along()
    {
        var id = await BookAsync(Request(_free, Alice) with { Notes = "Second round." });
        await RunStepsAsync();
        await World.Control.Of(_vendor.Name).ChangeEventAsync(World.Email, "primary", await EventAsync(id), new { isOnlineMeeting = true, onlineMeetingProvider = "teamsForBusiness" });
        Ok(await MoveAsync(id, At(_free, 20)));
        await RunStepsAsync();
        await World.SyncNowAsync();

        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
        Assert.Equal(_free + Duration.FromMinutes(20), await World.ReadAsync(db => db.Events.Where(e => e.Title == "Interview Priya Nair").Select(e => e.End).SingleAsync()));
    }

    [SkippableFact]
    public async Task An_event_made_to_repeat_is_asked_about_and_its_series_is_never_deleted()
    {
        var id = await BookAsync(Request(_free, Alice) with { Time = At(_free, 60) });
        await RunStepsAsync();
        await SyncAndFollowAsync();
        await _vendor.RepeatAsync(World, await EventAsync(id), _free, 4);
        await SyncAndFollowAsync();
        Assert.Equal((BookingStatus.Confirmed, BookingMarks.Repeats), ((await ReadAsync(id)).Status, (await ReadAsync(id)).Marks));

        Ok(await CancelAsync(id));
        await RunStepsAsync();
        await World.SyncNowAsync();
        Assert.Equal(4, await EventsAsync());
    }

    [SkippableFact]
    public async Task An_event_that_a_pass_brought_before_its_answer_came_is_no_conflict()
    {
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync(Hub(new Wire { After = async r => await (IsNew(r) ? LookAsync() : Task.CompletedTask) }));
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
        await DetectAsync();

        Assert.Equal(0, await World.ReadAsync(db => db.Conflicts.CountAsync(c => c.State == ConflictState.Open && c.Start < _free + Duration.FromMinutes(30) && c.End > _free)));
    }

    private async Task LookAsync()
    {
        await World.SyncNowAsync();
        await DetectAsync();
    }

    private async Task DetectAsync()
    {
        while (await World.Get<DetectConflicts>().RunAsync(default))
        {
        }
    }

    private IServiceProvider Hub(Wire wire) => World.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire));

    private static bool IsNew(HttpRequestMessage request) => request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal);

    private Task<string> EventAsync(Guid booking) => World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == booking).Select(h => h.ExternalId!).SingleAsync());

    private Task<int> EventsAsync() => World.ReadAsync(db => db.Events.CountAsync(e => e.Title == "Interview Priya Nair"));
}

public sealed class BookingAtOutlookOnSqliteTests() : BookingAtOutlookTests(DatabaseProvider.Sqlite);

public sealed class BookingAtOutlookOnPostgreSqlTests() : BookingAtOutlookTests(DatabaseProvider.PostgreSql);
