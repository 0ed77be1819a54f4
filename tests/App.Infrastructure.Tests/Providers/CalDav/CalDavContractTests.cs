namespace App.Infrastructure.Tests.Providers.CalDav;

public sealed class CalDavReaderTests() : CalendarReaderTests(new CalDavVendor("caldav"));

public sealed class CalDavReaderTroubleTests() : CalendarReaderTroubleTests(new CalDavVendor("caldav"));

public sealed class CalDavAccountProbeTests() : AccountProbeTests(new CalDavVendor("caldav"));

public sealed class CalDavAccountOpenerTests() : AccountOpenerTests(new CalDavVendor("caldav"));

public sealed class AppleCalendarReaderTests() : CalendarReaderTests(new CalDavVendor("apple-calendar"));

public sealed class AppleCalendarReaderTroubleTests() : CalendarReaderTroubleTests(new CalDavVendor("apple-calendar"));

public sealed class AppleAccountProbeTests() : AccountProbeTests(new CalDavVendor("apple-calendar"));

public sealed class AppleAccountOpenerTests() : AccountOpenerTests(new CalDavVendor("apple-calendar"));

public sealed class CalDavWriterTests() : CalendarWriterTests(new CalDavVendor("caldav"));

public sealed class CalDavWriterTroubleTests() : CalendarWriterTroubleTests(new CalDavVendor("caldav"));

public sealed class AppleCalendarWriterTests() : CalendarWriterTests(new CalDavVendor("apple-calendar"));

public sealed class AppleCalendarWriterTroubleTests() : CalendarWriterTroubleTests(new CalDavVendor("apple-calendar"));
