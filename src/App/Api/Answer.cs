using System.Reflection;
using System.Text.Json;
using App.Domain;
using Microsoft.AspNetCore.Http.Metadata;

namespace App.Api;

/// <summary>What an endpoint answers: a body, or the problem a failure is.</summary>
/// <typeparam name="T">The body, as the document describes it.</typeparam>
public class Answer<T> : IResult, IEndpointMetadataProvider
{
    private readonly Result<T> _result;

    internal Answer(Result<T> result) => _result = result;

    /// <summary>The version of a single resource; it begins the ETag.</summary>
    internal long? Version { get; init; }

    /// <summary>Headers beside the body.</summary>
    internal Action<T, HttpResponse>? Headers { get; init; }

    protected virtual int Status => StatusCodes.Status200OK;

    public static implicit operator Answer<T>(Failure failure) => new(failure);

    public static implicit operator Answer<T>(T body) => new(Result.Ok(body));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Produces(builder, StatusCodes.Status200OK);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (!_result.TryGet(out var body, out var failure))
        {
            return Problems.WriteAsync(httpContext, failure);
        }

        Headers?.Invoke(body, httpContext.Response);
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.StatusCode = Status;
        return Status == StatusCodes.Status204NoContent ? Task.CompletedTask : WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options));
    }

    private Task WriteAsync(HttpContext context, byte[] body)
    {
        if (Version is { } version && EntityTag.Write(context, version, body))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        (context.Response.ContentType, context.Response.ContentLength) = ("application/json; charset=utf-8", body.Length);
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    protected static void Produces(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(T) == typeof(Done) ? typeof(void) : typeof(T), typeof(T) == typeof(Done) ? [] : ["application/json"]));
}

/// <summary>It is made.</summary>
public sealed class Created<T> : Answer<T>, IEndpointMetadataProvider
{
    internal Created(Result<T> result)
        : base(result)
    {
    }

    protected override int Status => StatusCodes.Status201Created;

    public static implicit operator Created<T>(Failure failure) => new(failure);

    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Produces(builder, StatusCodes.Status201Created);
}

/// <summary>It is taken on and goes on in the background.</summary>
public sealed class Accepted<T> : Answer<T>, IEndpointMetadataProvider
{
    internal Accepted(Result<T> result)
        : base(result)
    {
    }

    protected override int Status => StatusCodes.Status202Accepted;

    public static implicit operator Accepted<T>(Failure failure) => new(failure);

    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Produces(builder, StatusCodes.Status202Accepted);
}

/// <summary>It is done, and there is nothing to say about it.</summary>
public sealed class Nothing : Answer<Done>, IEndpointMetadataProvider
{
    internal Nothing(Result<Done> result)
        : base(result)
    {
    }

    protected override int Status => StatusCodes.Status204NoContent;

    public static implicit operator Nothing(Failure failure) => new(failure);

    public static new void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Produces(builder, StatusCodes.Status204NoContent);
}

/// <summary>Turns results of use cases into answers.</summary>
internal static class Answers
{
    public static Answer<TBody> ToAnswer<T, TBody>(this Result<T> result, Func<T, TBody> body) => new(result.Select(body));

    /// <summary>Of a single resource: its version begins the ETag.</summary>
    public static Answer<TBody> ToAnswer<T, TBody>(this Result<T> result, Func<T, TBody> body, Func<T, long> version) =>
        new(result.Select(body)) { Version = result.IsOk ? version(result.Value) : null };

    public static Nothing ToNothing<T>(this Result<T> result) => new(result.Select(_ => default(Done)));

    public static Accepted<TBody> ToAccepted<T, TBody>(this Result<T> result, Func<T, TBody> body) => new(result.Select(body));

    public static Created<TBody> ToCreated<T, TBody>(this Result<T> result, Func<T, TBody> body) => new(result.Select(body));
}
