using App.Domain.Time;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>Instants as int64 microseconds since 1970: they compare, order and take Max on every database.</summary>
public sealed class InstantConverter() : ValueConverter<Instant, long>(
    v => ToMicroseconds(v),
    v => FromMicroseconds(v))
{
    public static long ToMicroseconds(Instant value) => value.ToUnixTimeTicks() / 10;

    public static Instant FromMicroseconds(long value) => Instant.FromUnixTimeTicks(value * 10);
}

/// <summary>Dates as yyyymmdd integers.</summary>
public sealed class LocalDateConverter() : ValueConverter<LocalDate, int>(
    v => ToNumber(v),
    v => FromNumber(v))
{
    public static int ToNumber(LocalDate value) => (value.Year * 10_000) + (value.Month * 100) + value.Day;

    public static LocalDate FromNumber(int value) => new(value / 10_000, value / 100 % 100, value % 100);
}

/// <summary>Local times as int64 microseconds since 1970, as if they were UTC: they compare and order among those of one zone.</summary>
public sealed class LocalDateTimeConverter() : ValueConverter<LocalDateTime, long>(
    v => ToMicroseconds(v),
    v => FromMicroseconds(v))
{
    public static long ToMicroseconds(LocalDateTime value) => InstantConverter.ToMicroseconds(value.InUtc().ToInstant());

    public static LocalDateTime FromMicroseconds(long value) => InstantConverter.FromMicroseconds(value).InUtc().LocalDateTime;
}
