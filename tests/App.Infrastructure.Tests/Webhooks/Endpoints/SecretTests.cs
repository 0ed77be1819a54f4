using App.Domain;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Endpoints;

/// <summary>Secrets are rotated, revealed and ended; on every database.</summary>
public abstract class SecretTests(DatabaseProvider provider) : WebhookStage(provider)
{
    [SkippableFact]
    public async Task Rotating_lets_both_sign_until_the_grace_time_is_over()
    {
        var made = await CreateAsync();
        World.Time.Advance(TimeSpan.FromMinutes(1));

        var next = (await RotateAsync(made.Id, Duration.FromHours(24))).Value;

        Assert.Equal([next.Secret, made.Secret], await RevealAsync(made.Id));
        Assert.NotEqual(next.Secret, made.Secret);
        Assert.Equal(2, (await ReadAsync(made.Id)).Version); // Who sends reads the secrets anew.
        World.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal([next.Secret], await RevealAsync(made.Id));
    }

    [SkippableFact]
    public async Task Without_grace_the_one_before_ends_at_once()
    {
        var made = await CreateAsync();

        var next = (await RotateAsync(made.Id, Duration.Zero)).Value;

        Assert.Equal([next.Secret], await RevealAsync(made.Id));
    }

    [SkippableFact]
    public async Task No_more_than_five_sign_at_a_time()
    {
        var made = await CreateAsync();
        for (var i = 0; i < 4; i++)
        {
            World.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.True((await RotateAsync(made.Id, Duration.FromDays(7))).IsOk);
        }

        Assert.Equal(5, (await RevealAsync(made.Id)).Count);
        Assert.Equal("too_many_secrets", (await RotateAsync(made.Id, Duration.FromHours(1))).Failure!.Code);
        Assert.True((await RotateAsync(made.Id, Duration.Zero)).IsOk);
        Assert.Equal(5, (await RevealAsync(made.Id)).Count);
    }

    [SkippableFact]
    public async Task A_grace_time_is_at_most_a_week()
    {
        var made = await CreateAsync();

        AssertField("grace", (await RotateAsync(made.Id, Duration.FromHours(169))).Failure);
        AssertField("grace", (await RotateAsync(made.Id, Duration.FromHours(-1))).Failure);
    }

    [SkippableFact]
    public async Task Revealing_leaves_a_line_in_the_log_without_the_secret()
    {
        var made = await CreateAsync();

        await RevealAsync(made.Id);

        var line = await World.ReadAsync(db => db.Activities.SingleAsync(a => a.Kind == "webhook.secret_revealed"));
        Assert.Equal("Alice Keller revealed the secret of the webhook endpoint “Hook”.", line.Text);
        Assert.DoesNotContain(made.Secret, (line.Detail ?? "") + line.By, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_former_one_can_be_ended_early_and_the_one_in_use_never()
    {
        var made = await CreateAsync();
        World.Time.Advance(TimeSpan.FromMinutes(1));
        var next = (await RotateAsync(made.Id, Duration.FromDays(1))).Value;
        var former = (await ReadAsync(made.Id)).Secrets[1].Id;

        Assert.IsType<Failure.NotFound>((await World.Get<EndSecret>().RunAsync(Carol, made.Id, former, default)).Failure);
        Assert.Equal("secret_in_use", (await World.Get<EndSecret>().RunAsync(Alice, made.Id, next.Id, default)).Failure!.Code);
        Assert.True((await World.Get<EndSecret>().RunAsync(Alice, made.Id, former, default)).IsOk);
        Assert.IsType<Failure.NotFound>((await World.Get<EndSecret>().RunAsync(Alice, made.Id, former, default)).Failure);

        Assert.Equal([next.Secret], await RevealAsync(made.Id));
        Assert.Equal(3, (await ReadAsync(made.Id)).Version);
    }

    [SkippableFact]
    public async Task Where_the_key_ring_is_lost_nothing_is_revealed_and_the_endpoint_is_still_read()
    {
        var made = await CreateAsync(Input() with { Headers = new Dictionary<string, string> { ["X-A"] = "b" } });
        World.LoseKeyRing();
        var hub = World.NewHub();

        Assert.IsType<Failure.Unavailable>((await hub.GetRequiredService<RevealSecrets>().RunAsync(Alice, made.Id, default)).Failure);
        Assert.Null((await hub.GetRequiredService<ReadEndpoint>().RunAsync(Alice, made.Id, default)).Value.HeaderNames);
    }

    private Task<Result<RevealedSecret>> RotateAsync(Guid id, Duration grace) => World.Get<RotateSecret>().RunAsync(Alice, id, grace, default);

    private async Task<List<string>> RevealAsync(Guid id) => [.. (await World.Get<RevealSecrets>().RunAsync(Alice, id, default)).Value.Select(s => s.Secret)];
}

public sealed class SecretOnSqliteTests() : SecretTests(DatabaseProvider.Sqlite);

public sealed class SecretOnPostgreSqlTests() : SecretTests(DatabaseProvider.PostgreSql);
