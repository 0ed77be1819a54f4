using System.Diagnostics.CodeAnalysis;

namespace App.Domain;

/// <summary>The outcome of anything that can fail for a reason people or programs act on. Exceptions mean bugs or cancellation.</summary>
public readonly record struct Result<T>
{
    private readonly T? _value;

    internal Result(T value) => _value = value;

    internal Result(Failure failure) => Failure = failure;

    /// <summary>Why there is no value; null when there is one.</summary>
    public Failure? Failure { get; }

    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsOk => Failure is null;

    /// <summary>The value. Reading it of a failure is a bug.</summary>
    public T Value => Failure is null ? _value! : throw new InvalidOperationException($"There is no value: {Failure.Code}.");

    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Failure? failure)
    {
        (value, failure) = (_value, Failure);
        return failure is null;
    }

    public TOut Match<TOut>(Func<T, TOut> ok, Func<Failure, TOut> failed)
    {
        ArgumentNullException.ThrowIfNull(ok);
        ArgumentNullException.ThrowIfNull(failed);
        return Failure is null ? ok(_value!) : failed(Failure);
    }

    public Result<TOut> Select<TOut>(Func<T, TOut> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Failure is null ? new Result<TOut>(map(_value!)) : new Result<TOut>(Failure);
    }

    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Failure failure) => new(failure);
}

/// <summary>Makes results where the compiler can't convert by itself (interfaces).</summary>
public static class Result
{
    public static Result<T> Ok<T>(T value) => new(value);

    public static Result<Done> Done => new(default(Done));
}

/// <summary>The value of something that only had to happen.</summary>
public readonly record struct Done;
