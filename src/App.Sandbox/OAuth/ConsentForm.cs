using App.Sandbox.Pages;

namespace App.Sandbox.OAuth;

/// <summary>One account to choose, and one permission to read or to untick.</summary>
internal sealed record ConsentAccount(string Email, string Note, bool IsChosen);

internal sealed record ConsentScope(string Scope, string Words, bool CanUntick);

/// <summary>The form on which a person chooses an account and what to allow.</summary>
internal static class ConsentForm
{
    public static Html Of(string action, string title, AuthorizationRequest request, IEnumerable<ConsentAccount> accounts, IEnumerable<ConsentScope> scopes)
    {
        var permissions = scopes.ToList();
        var mayChoose = permissions.Exists(s => s.CanUntick);
        return Html.Of(
            $"""
            <form class="card consent" method="post" action="{action}">
              {SandboxPage.Hidden(request.Carried)}
              <h1>{title}</h1>
              <p><strong>{request.ClientName}</strong> asks for access. You can take it back at any time.</p>
              <fieldset><legend>Choose an account</legend>{Html.Join(accounts.Select(Account))}</fieldset>
              <fieldset><legend>{(mayChoose ? $"Choose what {request.ClientName} may do" : $"What {request.ClientName} may do")}</legend>{Html.Join(permissions.Select(Scope))}</fieldset>
              <div class="actions">
                <button class="outlined" name="decision" value="cancel" formnovalidate>Cancel</button>
                <button class="filled" name="decision" value="allow">Allow</button>
              </div>
            </form>
            """);
    }

    private static Html Account(ConsentAccount account) => Html.Of(
        $"""
        <label class="choice">
          <input type="radio" name="account" value="{account.Email}" required{Html.If(account.IsChosen, new Html(" checked"))}>
          <span><strong>{account.Email}</strong><span class="meta">{account.Note}</span></span>
        </label>
        """);

    private static Html Scope(ConsentScope scope) => Html.Of(
        $"""
        <label class="choice">
          {(scope.CanUntick
            ? Html.Of($"""<input type="checkbox" name="granted" value="{scope.Scope}" checked>""")
            : new Html("""<input type="checkbox" checked disabled>"""))}
          <span><strong>{scope.Words}</strong><span class="meta">{scope.Scope}</span></span>
        </label>
        """);
}
