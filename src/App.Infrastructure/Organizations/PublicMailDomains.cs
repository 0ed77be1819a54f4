using System.Collections.Frozen;

namespace App.Infrastructure.Organizations;

/// <summary>Domains where anyone can get an address: sharing one makes nobody a colleague.</summary>
internal static class PublicMailDomains
{
    private static readonly FrozenSet<string> Whole = FrozenSet.Create(
        StringComparer.Ordinal,
        "gmail.com", "googlemail.com", "outlook.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com", "mail.com", "email.com",
        "proton.me", "protonmail.com", "protonmail.ch", "pm.me", "tutanota.com", "tuta.com", "tuta.io", "fastmail.com", "fastmail.fm", "hey.com",
        "zoho.com", "zohomail.com", "zohomail.eu", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "rambler.ru", "ukr.net", "qq.com", "foxmail.com",
        "163.com", "126.com", "sina.com", "naver.com", "daum.net", "hanmail.net", "rediffmail.com", "web.de", "freenet.de", "t-online.de", "posteo.de",
        "mailbox.org", "arcor.de", "gmx.net", "gmx.org", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "libero.it", "virgilio.it",
        "tiscali.it", "seznam.cz", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "abv.bg", "comcast.net", "verizon.net", "att.net", "sbcglobal.net",
        "cox.net", "charter.net", "bellsouth.net", "btinternet.com", "sky.com", "virginmedia.com", "bigpond.com", "uol.com.br", "bol.com.br", "terra.com.br");

    // These run under many country domains.
    private static readonly FrozenSet<string> Names = FrozenSet.Create(StringComparer.Ordinal, "yahoo", "hotmail", "live", "outlook", "gmx", "yandex", "ymail", "rocketmail", "mailinator");

    public static bool Contains(string domain) => Whole.Contains(domain) || Names.Contains(domain[..Math.Max(0, domain.IndexOf('.', StringComparison.Ordinal))]);
}
