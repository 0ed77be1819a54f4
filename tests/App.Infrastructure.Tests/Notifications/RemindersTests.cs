using App.Domain;
using App.Domain.Bookings;
using App.Domain.Interviews;
using App.Domain.Notifications;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Notifications;
using App.Infrastructure.Tests.Interviews;
using App.Infrastructure.Tests.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;

namespace App.Infrastructure.Tests.Notifications;

/// <summary>Reminders of bookings and interviews, on every database.</summary>
public abstract class RemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private Instant Now => House.Time.Now();

    [SkippableFact]
    public async Task Everyone_is_reminded_a_day_an_hour_and_a_quarter_before()
    {
        var (_, diary) = await AliceAsync();
        await diary.BookAsync("Talk with Acme", Now + Duration.FromHours(30));

        Assert.Equal(
            ["15:00 “Talk with Acme” begins in 1 day: Tue 16:00.", "14:00 “Talk with Acme” begins in 1 h: 16:00.", "14:45 “Talk with Acme” begins in 15 min: 16:00."],
            await ToldWhileAsync(Duration.FromHours(31)));
    }

    [SkippableFact]
    public async Task An_event_that_is_an_interview_reminds_and_another_does_not()
    {
        var (_, diary) = await AliceAsync();
        await diary.AddEventAsync("Vorstellungsgespräch Nordwind GmbH", Now + Duration.FromHours(2));
        await diary.AddEventAsync("Lunch with Nora", Now + Duration.FromHours(2));

        Assert.Equal(["Nordwind", "Nordwind"], (await ToldWhileAsync(Duration.FromHours(3))).Select(t => t.Split(' ')[2]));
    }

    [SkippableFact]
    public async Task What_is_moved_reminds_of_its_new_beginning_and_what_is_cancelled_of_none()
    {
        var (_, diary) = await AliceAsync();
        var (moved, cancelled) = (await diary.BookAsync("Moved", Now + Duration.FromHours(2)), await diary.BookAsync("Cancelled", Now + Duration.FromHours(2)));
        await MinuteAsync();
        await diary.MoveBookingAsync(moved, Now + Duration.FromHours(4));
        await diary.CancelBookingAsync(cancelled);

        Assert.Equal(["“Moved” begins in 1 h: 14:01.", "“Moved” begins in 15 min: 14:01."], (await ToldWhileAsync(Duration.FromHours(5))).Select(t => t[6..]));
    }

    [SkippableFact]
    public async Task A_hold_reminds_once_it_is_taken_up()
    {
        var (_, diary) = await AliceAsync();
        var hold = await diary.BookAsync("Held", Now + Duration.FromHours(1), status: BookingStatus.Held);
        await MinuteAsync();
        Assert.Empty(await TextsAsync());

        await diary.ConfirmAsync(hold);
        await MinuteAsync();
        Assert.Equal(["“Held” begins in 58 min: 11:00."], await TextsAsync());
    }

    [SkippableFact]
    public async Task After_a_time_of_silence_the_nearest_is_told_alone_and_what_is_long_over_not_at_all()
    {
        var (_, diary) = await AliceAsync();
        await diary.BookAsync("Long over", Now + Duration.FromHours(2));
        await diary.BookAsync("Begun", Now + Duration.FromMinutes(350));
        await diary.BookAsync("Soon", Now + Duration.FromMinutes(370));
        House.Time.Advance(TimeSpan.FromHours(6));
        await MinuteAsync();

        Assert.Equal(["“Begun” has begun: 15:50.", "“Soon” begins in 9 min: 16:10."], (await TextsAsync()).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task What_is_booked_at_short_notice_reminds_at_the_next_moment_there_is()
    {
        var (_, diary) = await AliceAsync();
        await diary.BookAsync("In half an hour", Now + Duration.FromMinutes(30));
        await diary.BookAsync("In a moment", Now + Duration.FromMinutes(5));

        Assert.Equal(["09:00 “In a moment” begins in 5 min: 10:05.", "09:15 “In half an hour” begins in 15 min: 10:30."], await ToldWhileAsync(Duration.FromHours(1)));
    }

    [SkippableFact]
    public async Task Two_nodes_tell_once()
    {
        var (_, diary) = await AliceAsync();
        for (var i = 0; i < 20; i++)
        {
            await diary.BookAsync($"Talk {i}", Now + Duration.FromMinutes(10));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TickAsync()));
        await TickAsync();
        Assert.Equal(20, await House.ReadAsync(db => db.Notifications.CountAsync()));
        Assert.Equal(60, await House.ReadAsync(db => db.Reminders.CountAsync()));
    }

    [SkippableFact]
    public async Task The_nearer_reminder_takes_the_place_of_the_one_before()
    {
        var (alice, diary) = await AliceAsync();
        await diary.BookAsync("Talk", Now + Duration.FromMinutes(60));
        await ToldWhileAsync(Duration.FromMinutes(50));
        Assert.Equal(["“Talk” begins in 15 min: 11:00."], (await House.Get<ListNotifications>().RunAsync(alice, default)).Value.Select(n => n.Text));

        await ToldWhileAsync(Duration.FromHours(2));
        Assert.Empty((await House.Get<ListNotifications>().RunAsync(alice, default)).Value);
    }

    [SkippableFact]
    public async Task A_reminder_of_her_own_is_told_beside_the_usual_ones_and_moves_with_its_booking()
    {
        var (alice, diary) = await AliceAsync();
        var booking = await diary.BookAsync("Talk", Now + Duration.FromHours(6));
        var own = (await House.Get<AddReminder>().RunAsync(alice, new Occasion(OccasionKind.Booking, booking), 30, default)).Value;
        Assert.Equal(own, (await House.Get<AddReminder>().RunAsync(alice, new Occasion(OccasionKind.Booking, booking), 30, default)).Value);
        await diary.MoveBookingAsync(booking, Now + Duration.FromHours(3));

        Assert.Equal(["in 1 h", "in 30 min", "in 15 min"], (await ToldWhileAsync(Duration.FromHours(4))).Select(t => t.Split("begins ")[1].Split(':')[0]));
    }

    [SkippableFact]
    public async Task A_reminder_taken_back_is_not_told()
    {
        var (alice, diary) = await AliceAsync();
        var lunch = await diary.AddEventAsync("Lunch with Nora", Now + Duration.FromHours(2));
        var own = (await House.Get<AddReminder>().RunAsync(alice, new Occasion(OccasionKind.Event, lunch), 5, default)).Value;
        await MinuteAsync();
        Assert.True((await House.Get<DeleteReminder>().RunAsync(alice, own.Id, default)).IsOk);

        Assert.Empty(await ToldWhileAsync(Duration.FromHours(3)));
        Assert.Empty((await House.Get<ListReminders>().RunAsync(alice, new ReminderQuery(), default)).Value.Items);
    }

    [SkippableFact]
    public async Task Her_settings_say_when_and_where()
    {
        var (alice, diary) = await AliceAsync();
        await diary.BookAsync("Talk", Now + Duration.FromHours(2));
        var settings = House.Get<ChangeReminderSettings>();
        Assert.Equal([15, 60, 1440], (await settings.ReadAsync(alice, default)).Value.Minutes);

        var changed = (await settings.RunAsync(alice, new ReminderSettingsChange([45, 45, 5], ByMail: false), 0, default)).Value;
        Assert.Equal([5, 45], changed.Minutes);
        Assert.IsType<Failure.Stale>((await settings.RunAsync(alice, new ReminderSettingsChange([1]), 0, default)).Failure);
        Assert.Contains("minutes", Assert.IsType<Failure.Invalid>((await settings.RunAsync(alice, new ReminderSettingsChange([-1]), null, default)).Failure).Errors.Keys);
        Assert.Equal(["in 45 min", "in 5 min"], (await ToldWhileAsync(Duration.FromHours(3))).Select(t => t.Split("begins ")[1].Split(':')[0]));
        Assert.Equal(0, await House.ReadAsync(db => db.Reminders.CountAsync(r => r.MailDueAt != null)));
    }

    [SkippableFact]
    public async Task Nobody_is_reminded_of_what_is_anothers()
    {
        var (alice, diary) = await AliceAsync();
        var bob = await House.JoinAsync(alice, "bob", Domain.Organizations.Role.Member);
        var booking = await diary.BookAsync("Talk", Now + Duration.FromHours(2));

        Assert.IsType<Failure.NotFound>((await House.Get<AddReminder>().RunAsync(bob, new Occasion(OccasionKind.Booking, booking), 5, default)).Failure);
        await ToldWhileAsync(Duration.FromHours(2));
        Assert.Equal(0, await House.ReadAsync(db => db.Notifications.CountAsync(n => n.MemberId == bob.Id)));
    }

    [SkippableFact]
    public async Task A_mail_follows_by_a_real_server_however_late_it_comes_up()
    {
        var (_, diary) = await AliceAsync();
        var port = Ports.Free();
        var mail = Mailing(port);
        await diary.BookAsync("Talk\r\nBcc: everyone@example.org", Now + Duration.FromMinutes(15));
        await TickAsync();
        await mail.RunAsync(default);
        Assert.Single(await TextsAsync());
        Assert.Equal(1, await House.ReadAsync(db => db.Reminders.CountAsync(r => r.MailDueAt != null && r.MailTries == 1)));

        await using var server = await SmtpServer.StartAsync(port);
        House.Time.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(mail.RunAsync(default), Mailing(port).RunAsync(default));
        await mail.RunAsync(default);
        await server.UntilTakenAsync(1);

        Assert.Equal(1, server.Taken);
        Assert.StartsWith("“Talk Bcc: everyone@example.org” begins in 13 min: 10:15.", server.LastText, StringComparison.Ordinal);
        Assert.Contains("https://hub.example/bookings/", server.LastText, StringComparison.Ordinal);
        Assert.Contains("To: alice@northwind.example", server.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", server.Heard, StringComparison.Ordinal);
        Assert.Equal(1, await House.ReadAsync(db => db.Reminders.CountAsync(r => r.MailedAt != null && r.MailDueAt == null)));
    }

    [SkippableFact]
    public async Task A_mail_that_never_goes_through_is_given_up_an_hour_after_the_beginning()
    {
        var (_, diary) = await AliceAsync();
        var mail = Mailing(Ports.Free());
        await diary.BookAsync("Talk", Now + Duration.FromMinutes(15));
        await TickAsync();
        for (var minute = 0; minute < 100; minute++)
        {
            await mail.RunAsync(default);
            House.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Single(await TextsAsync());
        var reminder = await House.ReadAsync(db => db.Reminders.SingleAsync(r => r.Status == ReminderStatus.Sent));
        Assert.Equal((null, null), (reminder.MailDueAt, reminder.MailedAt));
        Assert.InRange(reminder.MailTries, 5, 12);
    }

    private MailReminders Mailing(int port)
    {
        var options = Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, From = "Hub <hub@example.org>", UseTls = false });
        return new MailReminders(House.Database, new SmtpMailer(options, NullLogger<SmtpMailer>.Instance), House.Get<PublicUrl>(), House.Time, NullLogger<MailReminders>.Instance);
    }

    private async Task<(Actor.Person Alice, Diary Diary)> AliceAsync()
    {
        var alice = await House.EnterAsync("alice");
        await using var db = House.Database.ForSystem("test");
        await db.Members.ExecuteUpdateAsync(s => s.SetProperty(m => m.TimeZone, "Europe/Berlin"));
        return (alice, new Diary(House, alice));
    }

    private async Task TickAsync()
    {
        await House.Get<LayOutReminders>().RunAsync(default);
        await House.Get<SendReminders>().RunAsync(default);
    }

    private async Task MinuteAsync()
    {
        House.Time.Advance(TimeSpan.FromMinutes(1));
        await TickAsync();
    }

    /// <summary>Lets the job run every five minutes for so long; what was told in that time, each with the time it was told at.</summary>
    private async Task<List<string>> ToldWhileAsync(Duration time)
    {
        var (since, until) = (Now, Now + time);
        while (Now <= until)
        {
            await TickAsync();
            House.Time.Advance(TimeSpan.FromMinutes(5));
        }

        var told = await House.ReadAsync(db => db.Notifications.Where(n => n.CreatedAt >= since && n.Kind == Notification.ReminderKind).OrderBy(n => n.CreatedAt).ToListAsync());
        return [.. told.Select(n => $"{n.CreatedAt.ToString("HH:mm", null)} {n.Text}")];
    }

    private Task<List<string>> TextsAsync() => House.ReadAsync(db => db.Notifications.Where(n => n.Kind == Notification.ReminderKind).Select(n => n.Text).ToListAsync());
}

public sealed class RemindersOnSqliteTests() : RemindersTests(DatabaseProvider.Sqlite);

public sealed class RemindersOnPostgreSqlTests() : RemindersTests(DatabaseProvider.PostgreSql);
