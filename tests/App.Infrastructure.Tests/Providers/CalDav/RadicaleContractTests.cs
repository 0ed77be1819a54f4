namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>What holds of reading holds at a real server too.</summary>
public sealed class RadicaleReaderTests() : CalendarReaderTests(new RadicaleVendor())
{
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await ((RadicaleVendor)Vendor).DisposeAsync();
    }
}

/// <summary>What holds of writing holds at a real server too.</summary>
public sealed class RadicaleWriterTests() : CalendarWriterTests(new RadicaleVendor())
{
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await ((RadicaleVendor)Vendor).DisposeAsync();
    }
}
