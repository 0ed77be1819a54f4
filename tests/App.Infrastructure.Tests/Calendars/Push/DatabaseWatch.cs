using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace App.Infrastructure.Tests.Calendars.Push;

/// <summary>Counts what the database of one world is asked, by whatever process of the product.</summary>
internal sealed class DatabaseWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string _database;
    private readonly List<IDisposable> _subscriptions = [];
    private int _commands;

    public DatabaseWatch(World world)
    {
        _database = world.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString()!)).GetAwaiter().GetResult();
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Commands => Volatile.Read(ref _commands);

    public void Forget() => Volatile.Write(ref _commands, 0);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandEventData asked && value.Key == RelationalEventId.CommandExecuting.Name && asked.Context?.Database.GetConnectionString() == _database)
        {
            Interlocked.Increment(ref _commands);
        }
    }

    public void OnCompleted()
    {
        // It goes on as long as the test does.
    }

    public void OnError(Exception error) => throw error;

    public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
}
