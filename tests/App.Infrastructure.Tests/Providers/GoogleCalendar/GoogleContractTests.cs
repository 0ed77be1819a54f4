namespace App.Infrastructure.Tests.Providers.GoogleCalendar;

public sealed class GoogleCalendarReaderTests() : CalendarReaderTests(new GoogleVendor());

public sealed class GoogleCalendarReaderTroubleTests() : CalendarReaderTroubleTests(new GoogleVendor());

public sealed class GoogleAccountProbeTests() : AccountProbeTests(new GoogleVendor());

public sealed class GoogleCalendarWriterTests() : CalendarWriterTests(new GoogleVendor());

public sealed class GoogleCalendarWriterTroubleTests() : CalendarWriterTroubleTests(new GoogleVendor());

public sealed class GoogleCalendarWatcherTests() : CalendarWatcherTests(new GoogleVendor());

public sealed class GoogleWebhookReceiverTests() : SignalReceiverTests(new GoogleVendor());
