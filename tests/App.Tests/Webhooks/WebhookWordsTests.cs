using App.Domain.Connections;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Endpoints;
using App.Ui;
using App.Webhooks;
using NodaTime;

namespace App.Tests.Webhooks;

public sealed class WebhookWordsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 18, 10, 30);

    private static readonly Viewer Viewer = Viewer.Nobody with { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] };

    [Fact]
    public void An_endpoint_nothing_was_sent_to_is_neither_well_nor_ill()
    {
        Assert.Equal((Tone.Idle, "Not used yet"), WebhookWords.State(Endpoint()));
        Assert.Equal("Nothing has been sent yet. Send a test, or wait until something happens.", Say(Endpoint()));
    }

    [Fact]
    public void What_arrived_in_the_end_is_not_called_failed()
    {
        Assert.Equal("All of the last 24 hours has arrived. 1 try failed and was made again.", Say(Endpoint() with { Hours = [new(Now, 1, 0), new(Now, 510, 1)] }));
        Assert.Equal("All of the last 24 hours has arrived, on the first try.", Say(Endpoint() with { Hours = [new(Now, 3, 0)] }));
        Assert.Equal("All of the last 24 hours has arrived.", Say(Endpoint() with { Hours = [new(Now, 3, 0)], Retried = 1 }));
    }

    [Theory]
    [InlineData(0, 0, 0, "Nothing sent in 24 hours")]
    [InlineData(511, 0, 0, "511 delivered in 24 hours")]
    [InlineData(511, 2, 1, "511 delivered, 2 failed in 24 hours. 1 waiting now.")]
    [InlineData(1200, 0, 1000, "1,200 delivered in 24 hours. 1,000 or more waiting now.")]
    [InlineData(0, 2, 0, "2 failed in 24 hours")]
    public void A_day_counts_deliveries_and_no_tries(long delivered, int failed, int waiting, string words) => Assert.Equal(
        words, WebhookWords.Day(Endpoint() with { Hours = [new(Now, delivered, 77)], Failed = failed, FailedLately = failed, Waiting = waiting }, Viewer));

    [Fact]
    public void A_day_without_events_says_when_the_last_delivery_arrived()
    {
        var quiet = Endpoint() with { LastDeliveryAt = Now - Duration.FromDays(2) };

        Assert.Equal((Tone.Ok, "Delivering"), WebhookWords.State(quiet));
        Assert.Equal("Nothing has happened in 24 hours. The last delivery arrived on Mon 11:30.", Say(quiet));
    }

    [Fact]
    public void An_endpoint_that_does_not_answer_says_since_when_and_what_is_tried_again()
    {
        var failing = Endpoint() with { FailingSince = Now - Duration.FromHours(1), Waiting = 2 };

        Assert.Equal((Tone.Warn, "Waiting"), WebhookWords.State(failing));
        Assert.Equal("Nothing has arrived since 10:30. 2 deliveries will be tried again.", Say(failing));
    }

    [Fact]
    public void Counts_that_stop_at_a_bound_say_so() => Assert.Equal(
        "1,000 deliveries or more are still to arrive.", Say(Endpoint() with { Waiting = EndpointView.MostCounted }));

    [Fact]
    public void A_paused_endpoint_says_since_when_and_that_nothing_is_lost()
    {
        var paused = Endpoint() with { Status = EndpointStatus.Paused, StatusSince = Now - Duration.FromMinutes(5), Waiting = 1 };

        Assert.Equal((Tone.Idle, "Paused"), WebhookWords.State(paused));
        Assert.Equal("Paused at 11:25. 1 delivery waits for it.", Say(paused));
    }

    [Fact]
    public void An_endpoint_switched_off_says_why_and_what_switches_it_on()
    {
        var off = Endpoint() with { Status = EndpointStatus.Disabled, StatusReason = "We tried 10 times over 3 days." };

        Assert.Equal((Tone.Bad, "Switched off"), WebhookWords.State(off));
        Assert.Equal("We tried 10 times over 3 days. What happens meanwhile waits until a test arrives.", Say(off));
    }

    [Fact]
    public void What_was_given_up_is_not_called_delivering()
    {
        var gave = Endpoint() with { LastDeliveryAt = Now, Failed = 2 };

        Assert.Equal((Tone.Warn, "Gave up on some"), WebhookWords.State(gave));
        Assert.Equal("2 deliveries did not arrive and will not be tried again by themselves.", Say(gave));
        Assert.Equal("1 delivery did not arrive and will not be tried again by itself. 3 deliveries are still to arrive.", Say(gave with { Failed = 1, Waiting = 3 }));
    }

    [Fact]
    public void All_in_all_everything_was_told_only_where_it_was()
    {
        var (well, paused) = (Endpoint() with { LastDeliveryAt = Now }, Endpoint() with { Name = "Payroll", Status = EndpointStatus.Paused });

        Assert.Equal("Everything that happened was told to your endpoint.", WebhookWords.Summary([well]));
        Assert.Equal("Everything that happened was told to your 2 endpoints.", WebhookWords.Summary([well, well]));
        Assert.Equal("Applicant system needs a look.", WebhookWords.Summary([well with { Failed = 1 }, paused]));
        Assert.Equal("2 endpoints need a look.", WebhookWords.Summary([well with { Failed = 1 }, well with { FailingSince = Now }]));
        Assert.Equal("Payroll is paused. What happens waits for it.", WebhookWords.Summary([well, paused with { Waiting = 1 }]));
        Assert.Equal("2 endpoints are paused. What happens waits for them.", WebhookWords.Summary([paused, paused]));
        Assert.Equal("Some of what happened is still to arrive.", WebhookWords.Summary([well with { Waiting = 1 }, well]));
    }

    [Theory]
    [InlineData(15, 7500.0, "Delivering")]
    [InlineData(15, 7600.0, "Slow")]
    [InlineData(30, 7600.0, "Delivering")]
    [InlineData(1, 1000.0, "Delivering")]
    [InlineData(1, 1001.0, "Slow")]
    [InlineData(1, null, "Delivering")]
    public void Answers_that_take_half_of_its_timeout_make_an_endpoint_slow(int timeout, double? median, string word) =>
        Assert.Equal(word, WebhookWords.State(Endpoint() with { LastDeliveryAt = Now, TimeoutSeconds = timeout, MedianMilliseconds = median }).Word);

    [Fact]
    public void A_slow_endpoint_says_what_that_means_and_what_to_do()
    {
        var slow = Endpoint() with { LastDeliveryAt = Now, TimeoutSeconds = 15, MedianMilliseconds = 9742, Waiting = 3 };

        Assert.Equal((Tone.Warn, "Slow"), WebhookWords.State(slow));
        Assert.Equal("It usually takes 9.7 s to answer, and after 15 s a try counts as failed. Let it answer first and do its work afterwards.", Say(slow));
        Assert.Equal("Applicant system needs a look.", WebhookWords.Summary([slow]));
        Assert.Equal("Waiting", WebhookWords.State(slow with { FailingSince = Now }).Word);
    }

    [Theory]
    [InlineData(DeliveryStatus.Waiting, 0, "It is sent as soon as its turn comes.")]
    [InlineData(DeliveryStatus.Waiting, 2, "The endpoint answered 503 Service Unavailable. We try again at 11:41, try 3 of 10.")]
    [InlineData(DeliveryStatus.Sending, 1, "It is being sent, try 2 of 10.")]
    [InlineData(DeliveryStatus.GaveUp, 10, "The endpoint answered 503 Service Unavailable. We tried 10 times. It will not be sent again by itself.")]
    public void A_delivery_says_what_happens_next(DeliveryStatus status, int tries, string sentence) => Assert.Equal(
        sentence, WebhookWords.Sentence(Delivery(status) with { Tries = tries, LastStatus = tries == 0 ? null : 503, NextTryAt = Now + Duration.FromMinutes(11) }, Endpoint(), Viewer, Now));

    [Theory]
    [InlineData(1, "It arrived at 11:30, on the first try, in 340 ms.")]
    [InlineData(3, "It arrived at 11:30, on try 3, in 340 ms.")]
    public void A_delivery_says_how_it_arrived(int tries, string sentence) => Assert.Equal(
        sentence, WebhookWords.Sentence(Delivery(DeliveryStatus.Delivered) with { Tries = tries, LastStatus = 204, LastMilliseconds = 340, TriedAt = Now }, Endpoint(), Viewer, Now));

    [Fact]
    public void What_waits_for_a_paused_endpoint_names_who_has_to_act()
    {
        var waiting = Delivery(DeliveryStatus.Waiting) with { Tries = 1, LastError = "No answer within 15 seconds.", NextTryAt = Now + Duration.FromMinutes(1) };

        Assert.Equal("No answer within 15 seconds. It waits until you resume this endpoint.", WebhookWords.Sentence(waiting, Endpoint() with { Status = EndpointStatus.Paused }, Viewer, Now));
        Assert.Equal("No answer within 15 seconds. It waits until a test arrives.", WebhookWords.Sentence(waiting, Endpoint() with { Status = EndpointStatus.Disabled }, Viewer, Now));
        Assert.Equal("It waits until you resume this endpoint.", WebhookWords.Sentence(Delivery(DeliveryStatus.Waiting), Endpoint() with { Status = EndpointStatus.Paused }, Viewer, Now));
    }

    [Theory]
    [InlineData(204, 300, "204, 300 ms")]
    [InlineData(503, 11_800, "503, 11.8 s")]
    [InlineData(null, 15_000, "no answer")]
    [InlineData(null, null, "–")]
    public void Answers_are_short(int? status, int? milliseconds, string words) => Assert.Equal(words, WebhookWords.Answer(status, milliseconds));

    [Theory]
    [InlineData(0, "No answer")]
    [InlineData(410, "410 Gone")]
    [InlineData(500, "500 Internal Server Error")]
    [InlineData(299, "299")]
    public void Statuses_have_names(int status, string name) => Assert.Equal(name, WebhookWords.StatusName(status));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(1.0, "100 %")]
    [InlineData(0.9999, "99.9 %")]
    [InlineData(0.9735, "97.3 %")]
    [InlineData(0.0, "0 %")]
    public void Almost_all_is_never_called_all(double? share, string words) => Assert.Equal(words, WebhookWords.Share(share));

    [Theory]
    [InlineData("0s", "At once, and not again.")]
    [InlineData("0s, 5s", "At once, then after 5 seconds.")]
    [InlineData("1m, 2h, 24h", "After 1 minute, then after 2 hours and 24 hours: 3 tries over 26 hours.")]
    public void A_schedule_is_said_in_words(string schedule, string words) => Assert.Equal(words, WebhookWords.Say(RetrySchedule.Parse(schedule).Value));

    [Fact]
    public void The_published_schedule_is_said_in_words() => Assert.Equal(
        "At once, then after 5 seconds, 5 minutes, 30 minutes, 2 hours, 5 hours, 10 hours, 14 hours, 20 hours and 24 hours: 10 tries over 3 days.", WebhookWords.Say(RetrySchedule.Published));

    [Theory]
    [InlineData("""{"a":{"b":"<ü>"}}""", "{\n  \"a\": {\n    \"b\": \"<ü>\"\n  }\n}")]
    [InlineData("not json", "not json")]
    [InlineData("""{"a":"\ud800"}""", """{"a":"\ud800"}""")]
    public void Only_json_is_broken_into_lines(string body, string pretty) => Assert.Equal(pretty, WebhookWords.Pretty(body).ReplaceLineEndings("\n"));

    private static string Say(EndpointView endpoint) => WebhookWords.Sentence(endpoint, Viewer, Now);

    private static DeliveryView Delivery(DeliveryStatus status) => new() { Id = Guid.Empty, EndpointId = Guid.Empty, MessageId = "msg_1", Type = "booking.created", At = Now, Status = status };

    private static EndpointView Endpoint() => new()
    {
        Id = Guid.Empty,
        Name = "Applicant system",
        Url = "https://ats.northwind.example/hooks",
        EventTypes = [],
        Connections = [],
        Filters = [],
        HeaderNames = [],
        Hours = [],
        Secrets = [],
    };
}
