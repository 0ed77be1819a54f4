using System.Text;
using App.Sandbox.CalDav.Collections;
using App.Sandbox.Credentials;
using App.Sandbox.Hosting;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>The server: who asks, for what, by which method.</summary>
internal sealed class DavServer(HomeStore store, PropFind propFind, Reports reports, Resources resources, SandboxSettings settings, TokenSecrets secrets)
{
    private const string Scheme = "Basic ";
    private readonly HashSet<string> _seen = [];

    private CalDavSettings Settings => settings.For<CalDavSettings>(CalDavAccount.Vendor);

    public void Map(IEndpointRouteBuilder vendor)
    {
        vendor.Map("/.well-known/caldav", Redirect);
        vendor.Map("/{**path}", context => AnswerAsync(context));
    }

    /// <summary>Leads from the well-known path to the server (RFC 6764 §5).</summary>
    public static Task Redirect(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = SandboxUrls.Path(context.Request, $"/{CalDavAccount.Vendor}/");
        return Task.CompletedTask;
    }

    /// <summary>Whose password the request carries, right or wrong; for faults and the log.</summary>
    public static CalDavAccount? Claimed(HttpRequest request) => CalDavAccount.ByUserName(Credentials(request)?.Name);

    public bool HasConnected(string account)
    {
        lock (_seen)
        {
            return _seen.Contains(account);
        }
    }

    public static DavAnswer Unauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"MMCalDav\", charset=\"UTF-8\"";
        return new DavAnswer(StatusCodes.Status401Unauthorized);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var answer = Authenticate(context.Request) is { } account ? await AnswerAsync(context, account) : Unauthorized(context);
        await answer.WriteAsync(context, Settings.Prefixes);
    }

    private async Task<DavAnswer> AnswerAsync(HttpContext context, CalDavAccount account)
    {
        var target = DavTarget.Read((string?)context.Request.RouteValues["path"] ?? "", store);
        if (target.Owner is not null && target.Owner != account)
        {
            return DavAnswer.Forbidden;
        }

        var call = new DavCall(context, account, target, Settings);
        return context.Request.Method switch
        {
            "OPTIONS" => Options(context),
            "PROPFIND" => await propFind.AnswerAsync(call),
            "REPORT" => await reports.AnswerAsync(call),
            "GET" or "HEAD" => resources.Get(call),
            "PUT" => await resources.PutAsync(call),
            "DELETE" => resources.Delete(call),
            _ => DavAnswer.NotAllowed,
        };
    }

    private static DavAnswer Options(HttpContext context)
    {
        context.Response.Headers.Allow = "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, REPORT";
        return new DavAnswer(StatusCodes.Status200OK);
    }

    private CalDavAccount? Authenticate(HttpRequest request)
    {
        if (Credentials(request) is not { } given || CalDavAccount.ByUserName(given.Name) is not { } account || !account.Opens(given.Password, store.PasswordGeneration(account.Email)))
        {
            return null;
        }

        Remember(account, given.Password);
        return account;
    }

    /// <summary>A password that was used is a credential tests look for.</summary>
    private void Remember(CalDavAccount account, string password)
    {
        lock (_seen)
        {
            if (_seen.Add(password))
            {
                secrets.Remember(password);
            }

            _seen.Add(account.Email);
        }
    }

    private static (string Name, string Password)? Credentials(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var bytes = new byte[header.Length];
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : null;
    }
}
