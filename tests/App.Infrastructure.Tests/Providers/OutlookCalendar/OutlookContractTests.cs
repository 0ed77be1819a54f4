namespace App.Infrastructure.Tests.Providers.OutlookCalendar;

public sealed class OutlookCalendarReaderTests() : CalendarReaderTests(new OutlookVendor());

public sealed class OutlookCalendarReaderTroubleTests() : CalendarReaderTroubleTests(new OutlookVendor());

public sealed class OutlookAccountProbeTests() : AccountProbeTests(new OutlookVendor());

public sealed class OutlookCalendarWriterTests() : CalendarWriterTests(new OutlookVendor());

public sealed class OutlookCalendarWriterTroubleTests() : CalendarWriterTroubleTests(new OutlookVendor());

public sealed class OutlookCalendarWatcherTests() : CalendarWatcherTests(new OutlookVendor());

public sealed class OutlookChannelRenewerTests() : ChannelRenewerTests(new OutlookVendor());

public sealed class OutlookWebhookReceiverTests() : SignalReceiverTests(new OutlookVendor());
