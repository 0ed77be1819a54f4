using System.Security.Cryptography;
using System.Text;
using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.IcsFeed;

/// <summary>Reads a feed once, so that what is wrong with its address is said at once.</summary>
internal sealed class IcsFeedOpener(IcsFeedApi api, AddressGuard guard) : IAccountOpener
{
    private const string Field = "url";

    public async Task<Result<OpenedAccount>> OpenAsync(AccountInput input, CancellationToken cancellationToken)
    {
        if (TypedAddress.Read(input.Url) is not { } url)
        {
            return new Failure.Invalid(Field, "Must be the address of a calendar feed, such as https://example.com/calendar.ics.");
        }

        if (!guard.IsSafe(url))
        {
            return new Failure.Invalid(Field, TypedAddress.Unsafe(url).Reason);
        }

        var secret = new AccountSecret { Url = url };
        var grant = new Grant(Guid.CreateVersion7(), IcsFeedProvider.Key, secret.Write(), null, 0);
        var read = await api.GetAsync(grant, known: null, cancellationToken);
        if (!read.TryGet(out var answer, out var failure))
        {
            return failure is Failure.Rejected rejected ? new Failure.Invalid(Field, rejected.Reason) : failure;
        }

        return FeedText.Read(answer.Body ?? []).TryGet(out var feed, out failure)
            ? new OpenedAccount(new Account(IdOf(url), NameOf(feed, url)), (secret with { Title = NameOf(feed, url) }).Write())
            : new Failure.Invalid(Field, $"What {url.Host} has at that address is no calendar that can be read.");
    }

    /// <summary>The address may be a secret: the account is known by its digest.</summary>
    internal static string IdOf(Uri url) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)));

    private static string NameOf(FeedText feed, Uri url) => VendorText.Cut(feed.Name) is { Length: > 0 } name ? $"{name} ({url.Host})" : url.Host;
}
