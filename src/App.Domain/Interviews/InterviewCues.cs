namespace App.Domain.Interviews;

/// <summary>
/// The words by which an interview is told, English and German, folded (ä = ae, ß = ss, no accents, lower case). A star stands for any ending or beginning: <c>bewerb*</c>,
/// <c>*interview</c>; a caret for the beginning of the title. Each group counts once, however many of its words are there; its weight is the logarithm of the odds it adds.
/// </summary>
internal static class InterviewCues
{
    /// <summary>Of an entry that says nothing: surely none.</summary>
    public const double Bias = -2.4;

    /// <summary>The title names an occupation, and not that of whom one meets.</summary>
    public const double WithOccupation = 1.8;

    /// <summary>"Scholarship interview", "interview outfit": an interview of a sort that is not known, or a thing for one.</summary>
    public const double OfUnknownSort = -1.7;

    public const double FromApplicantSystem = 1.2;
    public const double FromRecruiting = 0.8;
    public const double WithOutsider = 1.4;

    public static readonly CueGroup[] Groups = [.. CuesFor.Groups, .. CuesAgainst.Groups];

    /// <summary>Mail providers: whoever writes from one is a person, and her domain no company.</summary>
    public static readonly string[] MailProviders =
    [
        "gmail.com", "googlemail.com", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "hotmail.co.uk", "live.com", "live.de", "msn.com", "yahoo.com", "yahoo.de", "yahoo.co.uk", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me",
        "protonmail.com", "pm.me", "gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de", "posteo.de", "mailbox.org", "t-online.de", "freenet.de", "fastmail.com", "zoho.com", "hey.com", "tutanota.com", "mail.com", "btinternet.com", "bluewin.ch", "arcor.de", "mail.de", "email.de", "gmx.eu", "ymail.com", "rocketmail.com", "onet.pl", "wp.pl", "libero.it", "orange.fr", "laposte.net", "sky.com", "talktalk.net", "comcast.net", "bigpond.com", "vodafone.de", "1und1.de", "duck.com",
    ];

    /// <summary>Applicant systems and job boards send in a company's name.</summary>
    public static readonly string[] ApplicantSystems =
    [
        "greenhouse.io", "greenhouse-mail.io", "lever.co", "ashbyhq.com", "smartrecruiters.com", "personio.de", "personio.com", "workable.com", "workablemail.com", "teamtailor.com", "teamtailor-mail.com", "recruitee.com", "bamboohr.com", "myworkday.com",
        "workday.com", "icims.com", "jobvite.com", "breezy.hr", "softgarden.de", "softgarden.io", "rexx-systems.com", "onlyfy.jobs", "concludis.de", "d-vinci.de", "jobylon.com", "pinpointhq.com", "goodtime.io", "modernloop.io", "hirevue.com", "gem.com",
        "indeed.com", "indeedemail.com", "linkedin.com", "stepstone.de", "xing.com", "join.com", "cronofy.com", "karat.com", "codility.com", "hackerrank.com", "calendly.com", "recruitee.com", "zohorecruit.com", "bullhorn.com", "successfactors.com", "successfactors.eu", "eightfold.ai", "paradox.ai",
    ];

    /// <summary>Services that find a time send in anybody's name.</summary>
    public static readonly string[] Schedulers = ["calendly.com", "savvycal.com", "cal.com", "doodle.com", "youcanbook.me", "chilipiper.com", "hubspot.com", "cronofy.com", "calendar.google.com", "group.calendar.google.com", "zcal.co"];

    /// <summary>Names of mailboxes that hire.</summary>
    public static readonly string[] Recruiting =
        ["recruit*", "talent*", "bewerb*", "career*", "job", "jobs", "hiring", "hr", "people", "personal*", "karriere*", "candidate*", "vacanc*", "resourcing", "sourcing", "ta", "apply", "applications", "staffing", "graduate*", "interview*", "mobility", "ausbildung"];
}
