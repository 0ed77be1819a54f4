namespace App.Infrastructure.Tests.Providers.CalDav;

public sealed class CalDavReaderTests() : CalendarReaderTests(new CalDavVendor("caldav"));

public sealed class CalDavAccountProbeTests() : AccountProbeTests(new CalDavVendor("caldav"));

public sealed class CalDavAccountOpenerTests() : AccountOpenerTests(new CalDavVendor("caldav"));

public sealed class AppleCalendarReaderTests() : CalendarReaderTests(new CalDavVendor("apple-calendar"));

public sealed class AppleAccountProbeTests() : AccountProbeTests(new CalDavVendor("apple-calendar"));

public sealed class AppleAccountOpenerTests() : AccountOpenerTests(new CalDavVendor("apple-calendar"));
