using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Interviews;
using App.Infrastructure.Notifications;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Organizations;

/// <summary>The use cases of organizations on an empty database of their own, with a clock that stands.</summary>
public sealed class House : IAsyncDisposable
{
    public const string IssuerUrl = "https://id.example";

    private readonly ServiceProvider _services;
    private readonly string? _file;

    private House(ServiceProvider services, string? file) => (_services, _file) = (services, file);

    public ManualTime Time => (ManualTime)Get<TimeProvider>();

    public AppDatabase Database => Get<AppDatabase>();

    public RecordedMail Mail => (RecordedMail)Get<IMailer>();

    public RecordedHooks Hooks => Get<RecordedHooks>();

    public static async Task<House> BuildAsync(DatabaseProvider provider, params (string Key, string Value)[] settings)
    {
        var (connection, file) = await EmptyDatabase.CreateAsync(provider);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new ManualTime())
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(new Seals(new EphemeralDataProtectionProvider()))
            .AddSingleton<Catalogue>()
            .AddSingleton<RecordedHooks>()
            .AddSingleton<IMemberLeaving>(sp => sp.GetRequiredService<RecordedHooks>())
            .AddSingleton<ITimeZoneChanged>(sp => sp.GetRequiredService<RecordedHooks>())
            .AddSingleton<IProviderCredentialsProbe>(sp => sp.GetRequiredService<RecordedHooks>())
            .AddAppDatabase(provider, connection)
            .AddOrganizations()
            .AddInterviews()
            .AddReminders()
            .AddSingleton<ListNotifications>()
            .Configure<AppOptions>(o => o.PublicUrl = new Uri("https://hub.example"))
            .AddSingleton<PublicUrl>()
            .AddSingleton<IMailer, RecordedMail>();
        return new House(services.BuildServiceProvider(), file);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<Result<Member>> SignInAsync(string name, string? email = null, bool verified = true, string? token = null) =>
        await Get<SignInMember>().RunAsync(new Identity(IssuerUrl, name, email ?? $"{name}@northwind.example", verified, name), token, default);

    /// <summary>Signs somebody in who gets in, as the actor she is then.</summary>
    public async Task<Actor.Person> EnterAsync(string name, string? email = null, string? token = null)
    {
        var member = (await SignInAsync(name, email, token: token)).Value;
        return new Actor.Person(member.OrganizationId, member.Id);
    }

    /// <summary>Invites somebody and lets her in.</summary>
    public async Task<Actor.Person> JoinAsync(Actor by, string name, Role role)
    {
        await InviteAsync(by, $"{name}@northwind.example", role);
        return await EnterAsync(name);
    }

    public async Task<string> InviteAsync(Actor by, string email, Role role = Role.Member)
    {
        var invited = (await Get<InviteMember>().RunAsync(by, email, role, new Uri("https://hub.example/"), default)).Value;
        return invited.Link.Segments[^1];
    }

    public async Task<T> ReadAsync<T>(Func<AppDbContext, Task<T>> read)
    {
        await using var db = Database.ForSystem("test");
        return await read(db);
    }

    public Task<Member> MemberAsync(Actor actor) => ReadAsync(db => db.Members.SingleAsync(m => m.Id == actor.MemberId));

    public Task<List<string>> ActivityAsync() => ReadAsync(db => db.Activities.OrderBy(a => a.At).Select(a => a.Kind).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_file is not null)
        {
            SqliteConnection.ClearAllPools();
            File.Delete(_file);
        }
    }
}
