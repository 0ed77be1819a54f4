using System.Text;
using Microsoft.Extensions.Options;

namespace App.Sandbox.Credentials;

/// <summary>How a token request proved which client sent it.</summary>
internal enum ClientProof
{
    Good,
    UnknownClient,
    WrongSecret,
}

/// <summary>Client id and secret, in the form or by Basic (RFC 6749 §2.3.1).</summary>
internal sealed class ClientAuthentication(IOptions<SandboxOptions> options)
{
    public bool IsKnown(string? clientId) => clientId == options.Value.ClientId;

    public (ClientProof Proof, string ClientId) Judge(HttpRequest request, IFormCollection form)
    {
        var (id, secret) = FromBasic(request) ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        if (!IsKnown(id))
        {
            return (ClientProof.UnknownClient, id);
        }

        return (secret == options.Value.ClientSecret ? ClientProof.Good : ClientProof.WrongSecret, id);
    }

    private static (string Id, string Secret)? FromBasic(HttpRequest request)
    {
        const string scheme = "Basic ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[scheme.Length..], bytes, out var length))
        {
            return ("", "");
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
