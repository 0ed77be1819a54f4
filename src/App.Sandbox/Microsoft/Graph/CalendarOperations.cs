using System.Text.Json.Nodes;
using App.Sandbox.Microsoft.Mailbox;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>The person and the calendars of the mailbox.</summary>
internal sealed class CalendarOperations(MailboxStore store, Paging paging)
{
    public GraphAnswer Me(GraphCall call)
    {
        var person = call.Account.Person;
        return new JsonObject
        {
            ["@odata.context"] = $"{call.Root}/$metadata#users/$entity",
            ["displayName"] = person.Name,
            ["givenName"] = person.GivenName,
            ["surname"] = person.FamilyName,
            ["mail"] = call.Account.Email,
            ["userPrincipalName"] = call.Account.Email,
            ["id"] = call.Account.ObjectId,
        };
    }

    public GraphAnswer List(GraphCall call)
    {
        var calendars = store.Of(call.Account.Email).Where(c => !c.Info.Deleted).Select(c => Write(c, call.Account)).ToList();
        return paging.Page(call, "Collection(calendar)", calendars);
    }

    public GraphAnswer Get(GraphCall call)
    {
        if (store.Find(call.Account.Email, call.Route("calendarId")) is not { } calendar)
        {
            return GraphError.ItemNotFound;
        }

        var shown = Write(calendar, call.Account);
        shown.Insert(0, "@odata.context", $"{call.Root}/$metadata#users('{call.Account.ObjectId}')/calendars/$entity");
        return shown;
    }

    public static JsonObject Write(GraphCalendar calendar, MicrosoftAccount account)
    {
        var info = calendar.Info;
        var providers = account.IsPersonal ? new JsonArray() : new JsonArray("teamsForBusiness");
        return new JsonObject
        {
            ["id"] = info.Id,
            ["name"] = info.Name,
            ["color"] = info.Color,
            ["hexColor"] = "",
            ["isDefaultCalendar"] = info.IsDefault,
            ["changeKey"] = GraphCalendar.ChangeKey(info.Incarnation, 0),
            ["canShare"] = info.IsDefault,
            ["canViewPrivateItems"] = true,
            ["canEdit"] = info.CanEdit,
            ["allowedOnlineMeetingProviders"] = providers,
            ["defaultOnlineMeetingProvider"] = account.IsPersonal ? "unknown" : "teamsForBusiness",
            ["isTallyingResponses"] = info.IsDefault,
            ["isRemovable"] = !info.IsDefault,
            ["owner"] = new JsonObject { ["name"] = account.Person.Name, ["address"] = account.Email },
        };
    }
}
