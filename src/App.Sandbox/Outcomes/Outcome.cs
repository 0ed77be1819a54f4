using System.Diagnostics.CodeAnalysis;

namespace App.Sandbox.Outcomes;

/// <summary>A value, or the refusal the vendor would answer.</summary>
internal readonly struct Outcome<T, TError>
    where T : class
    where TError : class
{
    private Outcome(T? value, TError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public TError? Error { get; }

    public bool Failed([NotNullWhen(true)] out TError? error, [NotNullWhen(false)] out T? value)
    {
        (error, value) = (Error, Value);
        return error is not null;
    }

    public static implicit operator Outcome<T, TError>(T value) => new(value, null);

    public static implicit operator Outcome<T, TError>(TError error) => new(null, error);
}
