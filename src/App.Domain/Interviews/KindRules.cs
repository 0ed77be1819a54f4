namespace App.Domain.Interviews;

/// <summary>Which kind an interview is: the first line that fits. A day of several parts and trial work come before what its parts are.</summary>
internal static class KindRules
{
    private static readonly (InterviewKind Kind, string Title, string Text)[] Lines =
    [
        (InterviewKind.Final, """
            final|finale|finales|finalist*|finalrunde*|letzte runde|letztes|letzter|last stage|last round|last step|last conversation|last interview|closing round|endrunde*|abschlussgespr*|entscheidungsgespr*|schlussgespr*|bar raiser|
            schlussrunde*|closing|endauswahl|abschliessendes|exec round|executive round|decision interview|decision call|decision stage|last one|last hurdle|final hurdle|meet the ceo|meet the owner*|meet the founder*|meet the trustees|
            meet the governors|meet the board|aufsichtsrat|last chat|third and last|round 4 of 4|round 3 of 3|stage 3 of 3|stage 4 of 4|stage 3 3|stage 4 4|step 4 of 4|step 3 of 3|runde 3 3|3 u letztes|vorstandsgespr*
            """, "bar raiser|final discussion|closing conversation|last conversation|third and last|last of three|entscheidungsgespraech|the family decides|preferred candidate|then vote|we vote|the board decides|decides by|es entscheiden|me or one other|down to two|two left|runde 3 3|stage 4 of 4|stage 3 of 3|round 3 of 3|step 3 of 3|step 4 of 4|last stage|letzte huerde|third and last stage|letzten gespraech|letzter schritt|last step|final step|final round|final stage|finale runde|endrunde|letzte runde|letzte stufe|step 5 5|step 4 4|step 3 3|stage 3 3"),
        (InterviewKind.Onsite, """
            trial shift*|trial day*|trial week*|work trial*|working interview*|probearbeit*|probetag*|probewoche*|probeschicht*|schnuppertag*|schnupper*|hospit*|taster day*|assessment center*|assessment centre*|assessment day*|
            assessment tag|hiring day*|recruiting day*|recruitment day*|casting day*|selection day*|auswahltag*|bewerbertag*|interview day*|superday*|super day|loop day|loop interview|interview loop|^ loop|onsite loop|virtual onsite|
            onsite tag|mitlaufen|kitchen trial|trial|try out|tryout*|onsite day|candidate visit|day 1|full day
            """, "tagesablauf|ganzer tag|one day in the workshop"),
        (InterviewKind.Panel, """
            panel*|*panel|panelist*|board interview|committee|*kommission|kommission|auswahlgremium*|gremium*|gemeinderat|stadtrat|kirchenvorstand|auswahlausschuss*|vorstand mav|berufung*|interview board|trustees|*ausschuss|pannel*|
            joint interview|zu viert|zu dritt|three of us|four of us|wir drei|gemeinsam|aac|3 interviewern|everyone meets|*gremium|panel of
            """, "panel of|panel members|auswahlkommission*|auswahlgremium*|berufungskommission*|findungskommission*|gremium*|gremiums|board of three|panel|3 interviewer*|drei interviewer*|four interviewers|three interviewers|trustees|search committee|selection committee|appointments committee|committee of|joint interview|stellen gemeinsam|fragen gemeinsam|gemeinsam fragen|bewusst gemeinsam|all in the one room|we ask in turn|sitzen am tisch|alle vier|alle drei|vier von uns|drei von uns|all three of|three on the panel|*ausschuss|lay chair"),
        (InterviewKind.Technical, """
            technical|technisches|technische|tech interview|tech chat|tech round|live coding*|livecoding*|coding*|pair programming*|pairing*|system design|systemdesign*|design interview|whiteboard*|take home*|takehome*|test assignment*|
            home assignment|test task*|testaufgabe*|probeaufgabe*|arbeitsprobe*|fachgespr*|fachvortrag*|fachinterview*|unterrichtsprobe*|lehrprobe*|probeunterricht*|probestunde*|probelektion*|probevorlesung*|probevortrag*|probeuebersetz*|
            teaching demo*|demo lesson|trial lesson|portfolio*|mappen*|case study*|case interview*|case presentation*|fallstudie*|skills assessment*|skills test*|code review*|debugging*|bench test*|research talk*|job talk*|exercise|
            live hacking*|mock demo|demo interview|work sample*|ti|audition*|vorsingen|probespiel*|trade test*|practical test|praxistest*|einstellungstest*|eignungstest*|tech *|ml design *|presents|presenting|presentation|praesentiert|
            praesentation|assignment|fallaufgabe*|case|sql|sys design|techn|cook test|sample sermon|bewerbungsvortrag*|fachfragen|mappe|test translation|*probe|weld test|typing test|excel test|typing excel|show portfolio|reel review|
            showreel*|hackerrank*|coderpad*|debug*|teach *|reel|homework|fachliche*|technik*|skills
            """, """
            pairing exercise|small design problem|technical conversation|technical interview|live exercise|code review|coding|whiteboard|case study|fallstudie|technikfragen|technische fragen|fachliche fragen|fachfragen|coderpad|hackerrank|
            screen share required|presents the|praesentiert|arbeitsproben zeigen|codility|pair programming|gemeinsam an ticket|lesson|probestunde|take home|test assignment|testaufgabe|level vor|homework|mystery box|test file|live coding|
            customizing aufgabe|research talk|job talk|probevortrag|lehrprobe|grey scene|slides max|presents his|presents her|20 min presentation|demo for us
            """),
        (InterviewKind.Hr, """
            hr interview*|hr gespr*|with human resources|human resources|values|culture|cultural*|people culture|people team|competency*|behavioural*|behavioral*|personalabteilung*|personalgespr*|personalinterview*|mit hr|hrbp|people chat|
            people interview|kultur*|konditionen|motivation fit|personnel|personalwesen|ownership|people conversation|people round|people partner|people s|mit personal|personalreferent*|werte*|teamfit|team fit
            """, "hr runde|gespraech mit der personalreferentin|conversation with our hr manager|fragen zu gehalt und arbeitszeit|hrbp|behavioural principles|personalreferentin zu|hr covers|hr bp|hr lady|me as a person|vom hr|von hr|nur mit hr|vom personalwesen|leiterin personal|values based|culture conversation"),
        (InterviewKind.Onsite, "vor ort|on site|onsite|in person|site visit|face to face|persoenliches|kommt zum|kommt zur", ""),
        (InterviewKind.PhoneScreen, """
            phone*|telephone*|telefon*|telef*|tel|screen*|prescreen*|telefonscreening*|recruiter*|headhunter*|intro|introduction|introductory|first call|first chat|initial*|exploratory*|kennenlern*|erstgespr*|erstinterview*|erstes|
            getting to know*|get to know*|ruft an|rings|call|calls|telefonat*|bewerbertelefonat*|recruiting call*|catch up*|quick chat|telephonic|anruf*|anrufen|beschnuppern|discovery chat|kurz sprechen|rueckruf*|ring|ringing|phones|
            erster austausch|erstes treffen|vorgespraech*|vorabgespr*|natter|kurzes gespraech|first conversation|talent*|ta|lass uns kennenlernen
            """, "she ll call you|calls me|ruft mich an|telefonisch|by phone|by telephone|will phone you|on your mobile|first telephone|rufen sie an|rufe dich an|recruiter screen|first contact|first chat|first conversation|first talk|preliminary|gespraech am telefon|erstkontakt|abklopfen|formal rounds|before i m invited|vorab kennenlernen|first informal|kurzes kennenlernen|erstes kennenlernen|initial call|intro call|short call|first time talking|first call"),
    ];

    private const int MostHrWords = 100;

    private static readonly string[] HumanResources = ["human", "resources"];
    private static readonly CueMatcher Titles = new(Lines.Select(l => l.Title));
    private static readonly CueMatcher Texts = new(Lines.Select(l => l.Text));

    private static readonly CueMatcher NoPlace = new(
    [
        "online|video*|videokonferenz|telefon*|phone|teams|zoom|webex|meet|skype|remote|virtual|virtuell|link|call|ms teams|gotomeet*|goto|hangouts|internet|www",
    ]);

    public static InterviewKind Of(InterviewText text, IReadOnlyList<string> title, IReadOnlyList<string> body, string? link)
    {
        var found = Titles.Match(["^", .. title, .. SaysHr(text.Title) ? HumanResources : []]) | Texts.Match(body);
        for (var i = 0; i < Lines.Length; i++)
        {
            if ((found & (1UL << i)) != 0)
            {
                return Lines[i].Kind;
            }
        }

        return link is null && IsPlace(text.Location) ? InterviewKind.Onsite : InterviewKind.Other;
    }

    /// <summary>"HR", and not the "Hr." before a name.</summary>
    public static bool SaysHr(string title) => Words.Of(title).Contains("hr") && title.Split([' ', '/', '(', ')', ',', '+', '&', ':', '-'], MostHrWords).Contains("HR", StringComparer.Ordinal);

    private static bool IsPlace(string? location) =>
        !string.IsNullOrWhiteSpace(location) && Words.Of(location) is { Count: > 0 } words && NoPlace.Match(words) == 0;
}
