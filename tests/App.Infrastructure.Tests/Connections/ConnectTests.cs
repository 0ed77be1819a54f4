using System.Globalization;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Connections;

/// <summary>Connecting an account, on every database.</summary>
public abstract class ConnectTests(DatabaseProvider provider) : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.BuildAsync(provider);

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Consent_makes_a_connection_with_its_calendars()
    {
        var attempt = await _world.ConnectAsync();
        Assert.Equal(AttemptStatus.Completed, attempt.Status);
        var connection = await _world.ConnectionAsync(attempt.ConnectionId!.Value);
        Assert.Equal((ConnectionStatus.Active, World.Email), (connection.Status, connection.AccountName));
        Assert.Empty(attempt.Missing);
        Assert.Equal(3, await _world.ReadAsync(db => db.Calendars.CountAsync()));
    }

    [SkippableFact]
    public async Task Saying_no_creates_nothing_and_says_so()
    {
        var answer = await _world.AnswerAsync(await _world.RefuseAsync());
        var attempt = (await _world.Get<ReadAttempt>().RunAsync(_world.Alice, answer.AttemptId!.Value, default)).Value;
        Assert.Equal((AttemptStatus.Failed, ConnectProblem.AccessDenied), (attempt.Status, attempt.FailureCode));
        await AssertNothingConnectedAsync();
    }

    [SkippableTheory]
    [InlineData(null, ConnectProblem.StateMissing)]
    [InlineData("", ConnectProblem.StateMissing)]
    [InlineData("made-up", ConnectProblem.StateUnknown)]
    public async Task A_state_that_is_not_ours_is_refused(string? state, string problem)
    {
        Assert.Equal(new AuthorizationAnswer(null, problem), await _world.AnswerAsync(new AuthorizationCallback(state, "code", null)));
        await AssertNothingConnectedAsync();
    }

    [SkippableFact]
    public async Task A_state_is_good_once()
    {
        var callback = await _world.AllowAsync();
        var first = await _world.AnswerAsync(callback);
        Assert.Null(first.Problem);
        Assert.Equal(new AuthorizationAnswer(first.AttemptId, ConnectProblem.StateSpent), await _world.AnswerAsync(callback));
        Assert.Equal(1, await _world.ReadAsync(db => db.Connections.CountAsync()));
    }

    [SkippableFact]
    public async Task A_state_ends_after_ten_minutes()
    {
        var callback = await _world.AllowAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(ConnectProblem.StateExpired, (await _world.AnswerAsync(callback)).Problem);
        await AssertNothingConnectedAsync();
    }

    [SkippableFact]
    public async Task A_state_of_another_member_is_refused_and_stays_hers()
    {
        var callback = await _world.AllowAsync();
        Assert.Equal(ConnectProblem.StateOtherMember, (await _world.AnswerAsync(callback, _world.Carol)).Problem);
        await AssertNothingConnectedAsync();
        Assert.Null((await _world.AnswerAsync(callback)).Problem);
    }

    [SkippableFact]
    public async Task A_refused_code_creates_nothing()
    {
        var callback = await _world.AllowAsync();
        var answer = await _world.AnswerAsync(callback with { Code = "made-up" });
        Assert.Equal(ConnectProblem.CodeRefused, (await ReadAsync(answer)).FailureCode);
        await AssertNothingConnectedAsync();
    }

    [SkippableFact]
    public async Task A_vendor_that_is_down_creates_nothing()
    {
        var callback = await _world.AllowAsync();
        await _world.Control.AddFaultAsync(new { kind = "tokenDown" });
        Assert.Equal(ConnectProblem.ProviderDown, (await ReadAsync(await _world.AnswerAsync(callback))).FailureCode);
        await AssertNothingConnectedAsync();
    }

    [SkippableFact]
    public async Task Without_lasting_access_nothing_is_connected()
    {
        await _world.Control.AddFaultAsync(new { kind = "noRefreshToken" });
        Assert.Equal(ConnectProblem.NoRefreshToken, (await ReadAsync(await _world.AnswerAsync(await _world.AllowAsync()))).FailureCode);
        await AssertNothingConnectedAsync();
    }

    [SkippableFact]
    public async Task An_unticked_permission_connects_and_says_what_will_not_work()
    {
        var attempt = await _world.ConnectAsync(scopes: ["openid", "email", "https://www.googleapis.com/auth/calendar.calendarlist.readonly"]);
        Assert.Equal([("https://www.googleapis.com/auth/calendar.events.readonly", true), ("https://www.googleapis.com/auth/calendar.events", false)], attempt.Missing.Select(s => (s.Scope, s.Required)));
        var view = (await _world.Get<ListConnections>().ReadAsync(_world.Alice, attempt.ConnectionId!.Value, default)).Value;
        Assert.Equal(attempt.Missing, view.Missing);

        await _world.SyncDueAsync();
        var standing = (await _world.Get<ListConnections>().ReadAsync(_world.Alice, view.Id, default)).Value.Standing(_world.Time.Now(), DateTimeZone.Utc, CultureInfo.InvariantCulture);
        Assert.Equal((Tone.Warn, "Not allowed", Fix.Allow), (standing.Tone, standing.Word, standing.Fix));
        Assert.StartsWith(view.Missing[0].Without, standing.Sentence, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Without_the_permission_to_write_everything_is_read_and_writing_asks_for_it()
    {
        var scopes = _world.Get<Catalogue>().Read("google-calendar").Scopes;
        var attempt = await _world.ConnectAsync(scopes: scopes.Where(s => s.Required).Select(s => s.Scope));
        Assert.Equal("https://www.googleapis.com/auth/calendar.events", Assert.Single(attempt.Missing).Scope);
        Assert.All(await _world.SyncDueAsync(), r => Assert.True(r.IsOk));
        var standing = (await _world.Get<ListConnections>().ReadAsync(_world.Alice, attempt.ConnectionId!.Value, default)).Value.Standing(_world.Time.Now(), DateTimeZone.Utc, CultureInfo.InvariantCulture);
        Assert.Equal((Tone.Ok, "In step"), (standing.Tone, standing.Word));
        Assert.EndsWith("Nothing can be written into your calendars: you did not allow it.", standing.Sentence, StringComparison.Ordinal);

        var writer = _world.Hub.GetRequiredKeyedService<ICalendarWriter>("google-calendar");
        var draft = new EventDraft { Title = "Interview", Time = new EventTime.WholeDays(new LocalDate(2026, 1, 20), new LocalDate(2026, 1, 21)) };
        var calendar = (await _world.PrimaryAsync()).ExternalId;
        var refused = await _world.Get<Grants>().UseAsync(attempt.ConnectionId.Value, (grant, ct) => writer.CreateAsync(grant, calendar, Guid.CreateVersion7(), draft, ct), default);
        Assert.Equal(WriteRefusal.ScopeMissing, refused.Failure?.Code);
    }

    [SkippableFact]
    public async Task Connecting_an_account_again_revives_its_connection()
    {
        var first = await _world.ConnectAsync();
        var second = await _world.ConnectAsync();
        Assert.Equal(first.ConnectionId, second.ConnectionId);
        Assert.True(second.Revived);
    }

    [SkippableFact]
    public async Task Another_account_than_before_is_asked_about_and_never_merged()
    {
        var first = (await _world.ConnectAsync()).ConnectionId!.Value;
        var other = await _world.ConnectAsync("alice.private@gmail.example", revive: first);
        Assert.Equal((AttemptStatus.OtherAccount, World.Email), (other.Status, other.ExpectedAccount));
        Assert.Equal(1, await _world.ReadAsync(db => db.Connections.CountAsync()));

        Assert.True((await _world.Get<ConfirmAccount>().RunAsync(_world.Alice, other.Id, accept: true, default)).IsOk);
        Assert.Equal([World.Email, "alice.private@gmail.example"], await _world.ReadAsync(db => db.Connections.OrderBy(c => c.CreatedAt).Select(c => c.AccountName).ToListAsync()));
    }

    [SkippableFact]
    public async Task A_question_about_another_account_can_be_answered_with_no()
    {
        var first = (await _world.ConnectAsync()).ConnectionId!.Value;
        var other = await _world.ConnectAsync("alice.private@gmail.example", revive: first);
        Assert.True((await _world.Get<ConfirmAccount>().RunAsync(_world.Alice, other.Id, accept: false, default)).IsOk);
        Assert.Equal(1, await _world.ReadAsync(db => db.Connections.CountAsync()));
        Assert.Null(await _world.ReadAsync(db => db.Attempts.Where(a => a.Id == other.Id).Select(a => a.SealedTokens).SingleAsync()));
    }

    [SkippableFact]
    public async Task Tokens_held_through_an_outage_become_a_connection_later()
    {
        var callback = await _world.AllowAsync();
        await _world.Control.AddFaultAsync(new { kind = "error500", operation = "userinfo" });
        var answer = await _world.AnswerAsync(callback);
        Assert.Equal(AttemptStatus.TokensHeld, (await ReadAsync(answer)).Status);

        await _world.Control.ClearFaultsAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(3));
        await _world.Get<FinishAuthorizations>().RunAsync(default);
        Assert.Equal(AttemptStatus.Completed, (await ReadAsync(answer)).Status);
    }

    [SkippableFact]
    public async Task Disconnecting_deletes_what_was_stored_and_ends_access_at_the_vendor()
    {
        var id = await _world.ConnectAndSyncAsync();
        var ended = (await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, id, null, default)).Value;
        Assert.True(ended.Revoked);
        Assert.Equal((0, 0, 0, 0), await _world.ReadAsync(async db => (await db.Grants.CountAsync(), await db.Calendars.CountAsync(), await db.Events.CountAsync(), await db.Cursors.CountAsync())));
        Assert.Contains("connection.disconnected", await _world.ReadAsync(db => db.Activities.Select(a => a.Kind).ToListAsync()));
        Assert.Equal(id, (await _world.ConnectAsync()).ConnectionId);
    }

    [SkippableFact]
    public async Task Someone_of_another_organization_finds_nothing()
    {
        var id = await _world.ConnectAndSyncAsync();
        Assert.Equal("not_found", (await _world.Get<ListConnections>().ReadAsync(_world.Carol, id, default)).Failure?.Code);
        Assert.Equal("not_found", (await _world.Get<DisconnectConnection>().RunAsync(_world.Carol, id, null, default)).Failure?.Code);
        Assert.Equal("not_found", (await _world.Get<PauseConnection>().RunAsync(_world.Carol, id, null, default)).Failure?.Code);
        Assert.Empty((await _world.Get<ListConnections>().RunAsync(_world.Carol, new ConnectionQuery(), default)).Value.Items);
    }

    private async Task<AttemptView> ReadAsync(AuthorizationAnswer answer) => (await _world.Get<ReadAttempt>().RunAsync(_world.Alice, answer.AttemptId!.Value, default)).Value;

    private async Task AssertNothingConnectedAsync() =>
        Assert.Equal((0, 0), await _world.ReadAsync(async db => (await db.Connections.CountAsync(), await db.Grants.CountAsync())));
}

public sealed class ConnectOnSqliteTests() : ConnectTests(DatabaseProvider.Sqlite);

public sealed class ConnectOnPostgreSqlTests() : ConnectTests(DatabaseProvider.PostgreSql);
