using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace App.Infrastructure.Tests.Calendars.Push;

/// <summary>Counts what the database of one world is asked, by whatever process of the product.</summary>
internal sealed class DatabaseWatch : IDisposable
{
    private static readonly ConcurrentDictionary<string, DatabaseWatch> Watches = [];

    private readonly string _database;
    private int _commands;

    public DatabaseWatch(World world)
    {
        _database = world.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString()!)).GetAwaiter().GetResult();
        Watches[_database] = this;
    }

    public int Commands => Volatile.Read(ref _commands);

    public void Forget() => Volatile.Write(ref _commands, 0);

    public void Dispose() => Watches.TryRemove(_database, out _);

    // Before the first context is made: one that found nobody listening doesn't look again for a second, and contexts live on in their pool.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Listen() => DiagnosticListener.AllListeners.Subscribe(new Sources());
#pragma warning restore CA2255

    private static void Count(CommandEventData asked)
    {
        if (!Watches.IsEmpty && asked.Context?.Database.GetConnectionString() is { } database && Watches.TryGetValue(database, out var watch))
        {
            Interlocked.Increment(ref watch._commands);
        }
    }

    private abstract class Observer<T> : IObserver<T>
    {
        public abstract void OnNext(T value);

        public void OnCompleted()
        {
            // It goes on as long as the process does.
        }

        public void OnError(Exception error) => throw error;
    }

    private sealed class Sources : Observer<DiagnosticListener>
    {
        public override void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                value.Subscribe(new Events(), name => name == RelationalEventId.CommandExecuting.Name);
            }
        }
    }

    private sealed class Events : Observer<KeyValuePair<string, object?>>
    {
        public override void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandEventData asked)
            {
                Count(asked);
            }
        }
    }
}
