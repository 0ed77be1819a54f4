namespace App.Domain.Connections;

/// <summary>Opens an account by what a member typed: a password, a key or an address.</summary>
public interface IAccountOpener
{
    /// <summary>
    /// Tries it live; changes nothing at the vendor. What she can mend is <see cref="Failure.Invalid"/> and names the field and the cause (<c>url</c>,
    /// <c>userName</c>, <c>password</c>); what passes by itself is <see cref="Failure.Unavailable"/>.
    /// </summary>
    Task<Result<OpenedAccount>> OpenAsync(AccountInput input, CancellationToken cancellationToken);
}

/// <summary>What a member typed; null where the provider has no such field, or she left it empty.</summary>
public sealed record AccountInput(string? Url, string? UserName, string? Password)
{
    public override string ToString() => "AccountInput";
}

/// <summary>An account that answered.</summary>
/// <param name="Secret">What <see cref="Grant.Secret"/> will be.</param>
public sealed record OpenedAccount(Account Account, string Secret)
{
    public override string ToString() => $"OpenedAccount of {Account.Name}";
}
