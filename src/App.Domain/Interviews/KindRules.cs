namespace App.Domain.Interviews;

/// <summary>Which kind an interview is: the first line that fits. A day of several parts and trial work come before what its parts are.</summary>
internal static class KindRules
{
    private static readonly (InterviewKind Kind, string Title, string Text)[] Lines =
    [
        (InterviewKind.Final, """
            final|finale|finales|finalist*|finalrunde*|letzte runde|letztes|letzter|last stage|last round|last step|last conversation|last interview|closing round|endrunde*|abschlussgespr*|entscheidungsgespr*|schlussgespr*|bar raiser|schlussrunde*
            """, "bar raiser|letzten gespraech|letzter schritt|last step|final step|final round|final stage|finale runde|endrunde|letzte runde|letzte stufe|step 5 5|step 4 4|step 3 3|stage 3 3"),
        (InterviewKind.Onsite, """
            trial shift*|trial day*|trial week*|work trial*|working interview*|probearbeit*|probetag*|probewoche*|probeschicht*|schnuppertag*|schnupper*|hospit*|taster day*|assessment center*|assessment centre*|assessment day*|assessment tag|hiring day*|
            recruiting day*|recruitment day*|casting day*|selection day*|auswahltag*|bewerbertag*|interview day*|superday*|super day|loop day|loop interview|interview loop|^ loop|virtual onsite|onsite tag|onsite day|candidate visit|day 1|full day
            """, "tagesablauf|ganzer tag|one day in the workshop"),
        (InterviewKind.Panel, """
            panel*|*panel|panelist*|board interview|committee|*kommission*|auswahlgremium*|gremium*|gemeinderat|stadtrat|kirchenvorstand|auswahlausschuss*|vorstand mav|berufung*|interview board|trustees
            """, "panel of|panel members|auswahlkommission*|auswahlgremium*|berufungskommission*|findungskommission*|gremium*|gremiums|board of three|panel|3 interviewer*|drei interviewer*|four interviewers|three interviewers|trustees"),
        (InterviewKind.Technical, """
            technical|technisches|technische|tech interview|tech chat|tech round|live coding*|livecoding*|coding*|pair programming*|pairing*|system design|systemdesign*|design interview|whiteboard*|take home*|takehome*|test assignment*|home assignment|
            test task*|testaufgabe*|probeaufgabe*|arbeitsprobe*|fachgespr*|fachvortrag*|fachinterview*|unterrichtsprobe*|lehrprobe*|probeunterricht*|probestunde*|probelektion*|probevorlesung*|probevortrag*|probeuebersetz*|teaching demo*|demo lesson|
            trial lesson|portfolio*|mappen*|case study*|case interview*|case presentation*|fallstudie*|skills assessment*|skills test*|code review*|debugging*|bench test*|research talk*|job talk*|exercise|live hacking*|mock demo|demo interview|work sample*|
            ti|audition*|vorsingen|probespiel*|trade test*|practical test|praxistest*|einstellungstest*|eignungstest*|tech *|ml design *
            """, """
            pairing exercise|small design problem|technical conversation|technical interview|live exercise|code review|coding|whiteboard|case study|fallstudie|technikfragen|technische fragen|fachliche fragen|fachfragen|coderpad|hackerrank|
            screen share required|presents the|praesentiert|arbeitsproben zeigen|codility|pair programming|gemeinsam an ticket|lesson|probestunde|take home|test assignment|testaufgabe|level vor
            """),
        (InterviewKind.Hr, """
            hr interview*|hr gespr*|hr conversation|hr chat|hr call|hr runde|hr round|with hr|w hr|with human resources|human resources|values|culture|cultural*|people culture|people team|competency*|behavioural*|behavioral*|personalabteilung*|
            personalgespr*|personalinterview*|mit hr|mit personal|personalreferent*|werte*|teamfit|team fit
            """, "hr runde|gespraech mit der personalreferentin|conversation with our hr manager|fragen zu gehalt und arbeitszeit"),
        (InterviewKind.Onsite, "vor ort|on site|onsite|in person|site visit|face to face|persoenliches|kommt zum|kommt zur", ""),
        (InterviewKind.PhoneScreen, """
            phone*|telephone*|telefon*|telef*|tel|screen*|prescreen*|telefonscreening*|recruiter*|headhunter*|intro|introduction|introductory|first call|first chat|initial*|exploratory*|kennenlern*|erstgespr*|erstinterview*|erstes|getting to know*|
            get to know*|ruft an|rings|call|calls|telefonat*|bewerbertelefonat*|recruiting call*|catch up*|quick chat|kurzes gespraech|first conversation|talent*|ta|lass uns kennenlernen
            """, "she ll call you|calls me|ruft mich an|telefonisch|by phone|by telephone|will phone you|on your mobile|first telephone|rufen sie an|rufe dich an|recruiter screen|first contact"),
    ];

    private static readonly CueMatcher Titles = new(Lines.Select(l => l.Title));
    private static readonly CueMatcher Texts = new(Lines.Select(l => l.Text));

    private static readonly CueMatcher NoPlace = new(
    [
        "online|video*|videokonferenz|telefon*|phone|teams|zoom|webex|meet|skype|remote|virtual|virtuell|link|call|ms teams|gotomeet*|goto|hangouts|internet|www",
    ]);

    public static InterviewKind Of(InterviewText text, IReadOnlyList<string> title, IReadOnlyList<string> body, string? link)
    {
        var found = Titles.Match(["^", .. title]) | Texts.Match(body);
        for (var i = 0; i < Lines.Length; i++)
        {
            if ((found & (1UL << i)) != 0)
            {
                return Lines[i].Kind;
            }
        }

        return link is null && IsPlace(text.Location) ? InterviewKind.Onsite : InterviewKind.Other;
    }

    private static bool IsPlace(string? location) =>
        !string.IsNullOrWhiteSpace(location) && Words.Of(location) is { Count: > 0 } words && NoPlace.Match(words) == 0;
}
