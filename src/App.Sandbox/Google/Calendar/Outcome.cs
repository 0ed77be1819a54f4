using System.Diagnostics.CodeAnalysis;

namespace App.Sandbox.Google.Calendar;

/// <summary>A value, or the refusal Google would answer.</summary>
internal readonly struct Outcome<T>
    where T : class
{
    private Outcome(T? value, GoogleError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public GoogleError? Error { get; }

    public bool Failed([NotNullWhen(true)] out GoogleError? error, [NotNullWhen(false)] out T? value)
    {
        (error, value) = (Error, Value);
        return error is not null;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(GoogleError error) => new(null, error);
}
