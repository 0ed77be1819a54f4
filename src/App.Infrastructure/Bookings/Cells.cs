using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings;

/// <summary>Takes and gives back the cells of hosts, inside the caller's transaction.</summary>
internal static class Cells
{
    private static readonly string[] Columns = ["HostId", "Cell", "BookingId", "OrganizationId"];

    /// <summary>Rows of one statement: the fewest parameters any database takes are 2,100.</summary>
    private const int MostRows = 500;

    /// <summary>Takes what is free of the cells that a time touches, in (host, cell) order; nothing is an error.</summary>
    /// <returns>How many were taken; fewer than <see cref="Count"/>: another booking has one.</returns>
    public static async Task<int> TakeAsync(AppDbContext db, Booking booking, IEnumerable<Guid> hosts, CancellationToken cancellationToken)
    {
        var (first, after) = TimeGrid.CellsOf(new Window(booking.Start, booking.End));
        var cells = from host in hosts.Order() from cell in Enumerable.Range(0, (int)(after - first)) select (host, first + cell);
        var taken = 0;
        foreach (var chunk in cells.Chunk(MostRows))
        {
            taken += await db.Writing!.ExecuteAsync(db.Dialect.InsertRowsIfAbsent("BookingCells", Columns, ["HostId", "Cell"], chunk.Length), Parameters(chunk, booking), cancellationToken);
        }

        return taken;
    }

    public static Task ReleaseAsync(AppDbContext db, Guid bookingId, CancellationToken cancellationToken) =>
        db.BookingCells.Where(c => c.BookingId == bookingId).ExecuteDeleteAsync(cancellationToken);

    public static int Count(Booking booking, int hosts)
    {
        var (first, after) = TimeGrid.CellsOf(new Window(booking.Start, booking.End));
        return (int)(after - first) * hosts;
    }

    private static IEnumerable<(string, object?)> Parameters((Guid Host, long Cell)[] rows, Booking booking) => rows.SelectMany((row, n) => new (string, object?)[]
    {
        ($"HostId{n}", row.Host), ($"Cell{n}", row.Cell), ($"BookingId{n}", booking.Id), ($"OrganizationId{n}", booking.OrganizationId),
    });
}
