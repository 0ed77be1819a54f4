using System.Text;

namespace App.Infrastructure.Webhooks.Delivering;

internal static class MessageTemplates
{
    public static MadeBody Make(string template, byte[] message) => new(Encoding.UTF8.GetString(message), null);
}
