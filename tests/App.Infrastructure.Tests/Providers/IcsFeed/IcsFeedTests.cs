using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.IcsFeed;
using App.Infrastructure.Tests.Providers.CalDav;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Tests.Providers.IcsFeed;

/// <summary>A feed on a server of its own, on every database.</summary>
public abstract class IcsFeedTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Secret = "private-6f1c2e";

    private readonly List<int> _answers = [];
    private World _world = null!;
    private WebApplication _server = null!;
    private string _text = Ics.Calendar(Ics.VEvent("A", "Shift", "20260115T100000", "RRULE:FREQ=WEEKLY;COUNT=4"), Ics.VEvent("B", "Fair", "20260120T100000"));
    private string? _tag = "\"1\"";
    private bool _saysUnchanged;

    private string Url => $"{_server.Urls.First()}/{Secret}/basic.ics";

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapGet($"/{Secret}/basic.ics", AnswerAsync);
        _server.MapGet("/moved", () => TypedResults.Redirect($"/{Secret}/basic.ics"));
        _server.MapGet("/page", () => "<html>Sign in</html>");
        await _server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableTheory]
    [InlineData("\"1\"", StatusCodes.Status304NotModified)]
    [InlineData(null, StatusCodes.Status200OK)]
    public async Task An_unchanged_feed_costs_one_request_and_a_changed_one_is_read_whole(string? tag, int unchanged)
    {
        _tag = tag;
        Assert.True((await OpenAsync(Url)).IsOk);
        Assert.Equal(5, Assert.Single(await _world.SyncDueAsync()).Value.Added);
        _answers.Clear();

        _text = _text.Replace("DTSTAMP:20260101T000000Z", "DTSTAMP:20260112T090000Z", StringComparison.Ordinal);
        var quiet = Assert.Single(await _world.SyncNowAsync()).Value;
        Assert.Equal((1, false), (quiet.Calls, quiet.Full));
        Assert.Equal([unchanged], _answers);

        (_text, _tag) = (Ics.Calendar(Ics.VEvent("B", "Trade fair", "20260120T110000")), tag is null ? null : "\"2\"");
        var changed = Assert.Single(await _world.SyncNowAsync()).Value;
        Assert.Equal((0, 1, 4), (changed.Added, changed.Changed, changed.Deleted));
        Assert.Equal("Trade fair", await _world.ReadAsync(db => db.Events.Select(e => e.Title).SingleAsync()));
    }

    [SkippableFact]
    public async Task A_server_that_says_unasked_that_nothing_has_changed_has_said_nothing()
    {
        _tag = null;
        Assert.True((await OpenAsync(Url)).IsOk);
        _saysUnchanged = true;
        Assert.IsType<Failure.Unavailable>(Assert.Single(await _world.SyncDueAsync()).Failure);

        _saysUnchanged = false;
        Assert.Equal(5, Assert.Single(await _world.SyncNowAsync()).Value.Added);

        _saysUnchanged = true;
        Assert.IsType<Failure.Unavailable>(Assert.Single(await _world.SyncNowAsync()).Failure);
        Assert.IsType<Failure.Unavailable>(Assert.Single(await _world.SyncNowAsync(full: true)).Failure);
        Assert.Equal(5, await _world.ReadAsync(db => db.Events.CountAsync()));
    }

    [SkippableFact]
    public async Task It_is_read_only_and_its_address_is_nowhere_in_the_clear()
    {
        Assert.True((await OpenAsync(_server.Urls.First() + "/moved")).IsOk);
        Assert.True((await OpenAsync(Url)).IsOk);

        var calendars = await _world.ReadAsync(db => db.Calendars.ToListAsync());
        var connections = await _world.ReadAsync(db => db.Connections.ToListAsync());
        var activities = await _world.ReadAsync(db => db.Activities.Select(a => a.Text).ToListAsync());

        Assert.All(calendars, c => Assert.False(c.IsWritable));
        Assert.DoesNotContain(Secret, string.Join('\n', connections.SelectMany(c => new[] { c.AccountId, c.AccountName }).Concat(calendars.Select(c => c.Name + c.ExternalId)).Concat(activities)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_is_no_feed_is_named()
    {
        foreach (var (path, words) in new[] { ("/page", "no calendar"), ("/nothing", "no feed") })
        {
            var refused = Assert.IsType<Failure.Invalid>((await OpenAsync(_server.Urls.First() + path)).Failure);
            Assert.Contains(words, Assert.Single(refused.Errors["url"]), StringComparison.Ordinal);
        }

        Assert.IsType<Failure.Invalid>((await OpenAsync("not an address")).Failure);
        Assert.IsType<Failure.Invalid>((await OpenAsync("https://user:secret@example.com/a.ics")).Failure);
    }

    private Task<Result<ConnectedAccount>> OpenAsync(string url) => _world.OpenAsync(IcsFeedProvider.Key, new AccountInput(url, null, null));

    private async Task AnswerAsync(HttpContext context)
    {
        var unchanged = _saysUnchanged || (_tag is not null && context.Request.Headers.IfNoneMatch == _tag);
        context.Response.StatusCode = unchanged ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        _answers.Add(context.Response.StatusCode);
        if (_tag is not null)
        {
            context.Response.Headers.ETag = _tag;
        }

        if (!unchanged)
        {
            context.Response.ContentType = "text/calendar";
            await context.Response.WriteAsync(_text);
        }
    }
}

public sealed class IcsFeedOnSqliteTests() : IcsFeedTests(DatabaseProvider.Sqlite);

public sealed class IcsFeedOnPostgreSqlTests() : IcsFeedTests(DatabaseProvider.PostgreSql);
