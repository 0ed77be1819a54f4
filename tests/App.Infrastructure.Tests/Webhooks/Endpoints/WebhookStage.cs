using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Endpoints;

/// <summary>Alice is an Owner at Northwind and Bob a member there; Carol is an Owner at Fabrikam.</summary>
public abstract class WebhookStage(DatabaseProvider provider) : IAsyncLifetime
{
    public const string Url = "https://example.com/hook";

    protected World World { get; private set; } = null!;

    protected Actor Alice => World.Alice;

    protected Actor Carol => World.Carol;

    protected Actor Bob { get; private set; } = null!;

    /// <summary>A key of Alice's that reads only.</summary>
    protected Actor Reader { get; private set; } = null!;

    protected Instant Now => World.Time.Now();

    public virtual async Task InitializeAsync()
    {
        World = await World.BuildAsync(provider);
        await using var db = World.Get<AppDatabase>().ForSystem("test");
        foreach (var owner in await db.Members.ToListAsync())
        {
            owner.Role = Role.Owner;
        }

        var bob = db.Members.Add(new Member { Id = Guid.CreateVersion7(), OrganizationId = Alice.OrganizationId, Issuer = "test", Subject = "bob", Name = "Bob", TimeZone = "Etc/UTC", CreatedAt = Now }).Entity;
        var key = db.ApiKeys.Add(new ApiKey { Id = Guid.CreateVersion7(), OrganizationId = Alice.OrganizationId, MemberId = Alice.MemberId!.Value, Name = "Reader", Prefix = "ihk_", Hash = new byte[32], CreatedAt = Now }).Entity;
        await db.SaveChangesAsync();
        Bob = new Actor.Person(Alice.OrganizationId, bob.Id);
        Reader = new Actor.Key(Alice.OrganizationId, Alice.MemberId!.Value, key.Id, MayWrite: false);
    }

    public virtual async Task DisposeAsync()
    {
        if (World is not null)
        {
            await World.DisposeAsync();
        }
    }

    protected static EndpointInput Input(string name = "Hook", string url = Url) => new(name, url, [], [], []);

    protected async Task<CreatedEndpoint> CreateAsync(EndpointInput? input = null, Actor? actor = null) => (await World.Get<CreateEndpoint>().RunAsync(actor ?? Alice, input ?? Input(), null, default)).Value;

    protected async Task<EndpointView> ReadAsync(Guid id) => (await World.Get<ReadEndpoint>().RunAsync(Alice, id, default)).Value;

    protected Task<List<string>> LogAsync() => World.ReadAsync(db => db.Activities.OrderBy(a => a.At).ThenBy(a => a.Id).Select(a => a.Kind).ToListAsync());

    protected async Task WriteAsync(Func<AppDbContext, Task> write)
    {
        await using var db = World.Get<AppDatabase>().ForSystem("test");
        await write(db);
        await db.SaveChangesAsync();
    }

    /// <summary>So many with their messages, a second apart, the first first.</summary>
    protected async Task<List<Delivery>> DeliverAsync(Guid endpoint, int count = 1, DeliveryStatus status = DeliveryStatus.Delivered, Instant? from = null, string type = "endpoint.disabled", Guid? subject = null)
    {
        var start = from ?? Now - Duration.FromHours(1);
        var made = Enumerable.Range(0, count).Select(i => new Delivery
        {
            Id = Guid.CreateVersion7(),
            OrganizationId = Alice.OrganizationId,
            EndpointId = endpoint,
            MessageId = Guid.CreateVersion7(),
            Type = type,
            SubjectId = subject,
            At = start + Duration.FromSeconds(i),
            Status = status,
            Tries = 1,
            DueAt = status is DeliveryStatus.Waiting or DeliveryStatus.Sending ? Now + Duration.FromHours(1) : null,
            TriedAt = start + Duration.FromSeconds(i),
        }).ToList();
        await WriteAsync(db =>
        {
            db.Deliveries.AddRange(made);
            db.Messages.AddRange(made.Select(d => new Message { Id = d.MessageId, OrganizationId = d.OrganizationId, Type = type, At = d.At, Body = $$"""{"type":"{{type}}"}""", FannedAt = Now }));
            return Task.CompletedTask;
        });
        return made;
    }

    protected static void AssertField(string field, Failure? failure) => Assert.Equal([field], Assert.IsType<Failure.Invalid>(failure).Errors.Keys);
}
