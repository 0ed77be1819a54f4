namespace App.Domain.Interviews;

/// <summary>
/// The words by which an interview is told, English and German, folded (ä = ae, ß = ss, no accents, lower case). A star stands for any ending or beginning: <c>bewerb*</c>,
/// <c>*interview</c>; a caret for the beginning of the title. Each group counts once, however many of its words are there; its weight is the logarithm of the odds it adds.
/// </summary>
internal static class InterviewCues
{
    /// <summary>Of an entry that says nothing: surely none.</summary>
    public const double Bias = -2.3;

    /// <summary>The title names an occupation, and not that of whom one meets.</summary>
    public const double WithOccupation = 1.8;

    /// <summary>"Scholarship interview", "interview outfit": an interview of a sort that is not known, or a thing for one.</summary>
    public const double OfUnknownSort = -1.7;

    public const double FromApplicantSystem = 1.2;
    public const double FromRecruiting = 0.8;
    public const double WithOutsider = 1.4;

    public static readonly CueGroup[] Groups =
    [
        new("talk named", CueScope.Title, 2.6, """
            vorstellungsgespr*|bewerbungsgespr*|bewerbergespr*|bewerberinnengespr*|auswahlgespr*|einstellungsgespr*|eignungsgespr*|kandidatengespr*|bewerbertelefonat*|bewerberrunde*|bewerberinterview*|
            jobinterview*|job interview*|telefoninterview*|phone interview*|telephone interview*|video interview*|videointerview*|panel interview*|interview panel*|technical interview*|tech interview*|
            technisches interview|technisches gespraech|final interview*|finales interview|first interview*|initial interview*|second interview*|third interview*|on site interview*|onsite interview*|group interview*|
            hr interview*|competency interview*|behavioural interview*|behavioral interview*|values interview*|culture interview*|coding interview*|design interview*|case interview*|screening interview*|
            in person interview*|face to face interview*|partner interview*|board interview*|projektinterview*|erstinterview*|zweitinterview*|fachinterview*|kurzinterview*|personalinterview*|
            folgegespraech*|bewerbungstermin*|bewerbungsrunde*|vorstellungstermin*|vorstellungsrunde bewerber*|auswahlrunde*|jobgespraech*|praktikumsgespraech*|ausbildungsgespraech*|team interview*|peer interview*|hiring panel*|executive interview*|
            exec interview*|loop interview*|follow up interview*|walk in interview*|internal interview*|azubi interview*|panelinterview*|fachrunde*|fachliches gespraech|bewerbungs call|bewerbungscall*|bewerbercall*|zweittermin|zweitgespraech*|drittgespraech*|zweites gespraech|drittes gespraech|letztes gespraech|finales gespraech|berufungskommission*|berufungsvortrag*|berufungsverfahren*|berufungsgespr*
            """),
        new("interview said", CueScope.Title, 2.6, "interview*|*interview|*interviews|interveiw*|inteview*|intervew*|intreview*|interiew*|itw|vg|vgs"),
        new("screen", CueScope.Title, 2.6, """
            phone screen*|telephone screen*|recruiter screen*|recruiting screen*|recruiter call*|recruiter chat|recruiting call*|recruiting gespraech*|talent screen*|ta screen*|ta call|hr screen*|hr call|
            screening call*|screen call|prescreen*|pre screen*|initial screen*|screening gespraech*|telefonscreening*|video screen*|headhunter call*|headhunter gespraech*|technical screen*|tech screen*|
            tech chat|technical chat|technical call|hiring manager*|talent call|talent chat|call with recruiter|chat with recruiter|personaler ruft|personalerin ruft|call mit recruiter*|hiring call|applicant call|candidate call|candidate screen*|candidate chat|hiring chat|screening mit|screening with
            """),
        new("screening word", CueScope.Title, 1.2, "screening|screen"),
        new("first talk", CueScope.Title, 1.4, """
            intro call*|introductory call*|intro chat*|introductory chat*|intro by phone|intro|introduction call|introduction|first call|first chat|first conversation|initial call|initial chat|initial conversation|
            initial telephone|exploratory c*|kennenlern*|erstgespraech*|erstes gespraech|erstkontakt*|erstes treffen|getting to know*|get to know*|telefonat*|telefontermin*|telefongespraech*|phone call|telephone call|
            ruft an|rings|quick call|call about|call re|chat about|informal chat|informal call|coffee chat|vorgespraech*|personalgespr*|beschnuppern|erster austausch|first contact|meet greet|hr gespraech*|hr conversation|hr chat|meeting with human resources|meeting with hr
            """),
        new("talk", CueScope.Title, 0.5, "gespraech*|videogespraech*|videocall*|video call*|call|chat|conversation|telefonat*|meeting with|treffen mit|termin bei"),
        new("later round", CueScope.Title, 1.4, """
            final round*|finale runde|finalrunde*|last round|letzte runde|closing round|last stage|final stage|last step|final chat|last conversation|final conversation|final call|final meeting|2nd round|second round|
            round 2|round two|round 3|round three|3rd round|third round|runde 2|runde 3|2 runde|3 runde|zweite runde|dritte runde|endrunde*|abschlussgespraech*|entscheidungsgespr*|loop|virtual onsite|onsite|on site|vor ort|
            superday*|super day|follow up conversation|onsite tag|meet the owner|meet the founder*|meet the team|meet the ceo|teil 2|stufe 2|stage 2|endgespraech*|abschlussrunde*|gespraech mit geschaeftsfuehrung|gespraech mit gf|meet the board|chat with ceo|chat with the ceo|call with founder|stage two|stage three|stage 3|stufe 3|3 gespraech|2 gespraech|2 termin|bar raiser|cultural fit*|culture fit*|cultural add|team fit|kennenlernen team
            """),
        new("skill shown", CueScope.Title, 2.6, """
            live coding*|livecoding*|coding round*|coding challenge*|coding exercise*|coding test*|coding session*|coding task*|pair programming*|pairing*|system design|systemdesign*|whiteboard*|take home*|takehome*|
            test assignment*|home assignment|test task*|testaufgabe*|probeaufgabe*|arbeitsprobe*|fachgespraech*|fachvortrag*|unterrichtsprobe*|lehrprobe*|probeunterricht*|probestunde*|probelektion*|probevorlesung*|
            probevortrag*|probeuebersetz*|probepredigt*|teaching demo*|lesson observation|demo lesson|trial lesson|sample lesson|portfolio review*|portfolio presentation*|portfolio walk*|portfoliopraesentation*|
            mappenpraesentation*|case study|case presentation*|fallstudie*|skills assessment*|skills test*|technical assessment*|technical test*|technical round*|2nd technical|second technical|technical task*|technical deep dive|
            code review exercise|debugging interview|bench test*|research talk*|job talk*|live exercise*|exercise live|exercise|live hacking*|mock demo|work sample*|ti|audition*|vorsprechen|vorsingen|probespiel*|probedirigat*|demo class|business case|case gespraech*|assignment review|challenge review|homework review|code challenge*|coding kata interview|architecture interview|technical presentation|tech task|tech test|typing test|trade test*|practical test|praxistest*
            """),
        new("trial work", CueScope.Title, 1.9, """
            trial shift*|trial day*|trial week*|work trial*|working interview*|probearbeit*|probetag*|probewoche*|probeschicht*|schnuppertag*|schnupperarbeit*|schnupperlehre*|schnupperpraktikum*|hospitation*|hospitier*|
            taster day*|assessment center*|assessment centre*|assessment tag|assessment day*|hiring day*|recruiting day*|recruiting tag|recruitment day*|casting day*|selection day*|selection centre*|auswahltag*|auswahlverfahren*|
            bewerbertag*|bewerbungstag*|selection panel*|selection committee*|auswahlkommission*|auswahlpanel*|auswahlgremium*|interview day*|hiring event*|job trial*|try out|tryout*|skills day|recruitment event|selection event|auswahlseminar*|einstellungstest*|eignungstest*|vorstellung*|vorstellen*|candidate visit*|site visit
            """),
        new("candidate", CueScope.Title, 1.6, "candidate*|applicant*|bewerber*|kandidat*|finalist*|interviewee*"),
        new("candidate in text", CueScope.Text, 1.2, "candidate*|applicant*|bewerber*|kandidat*|finalist*|interviewee*"),
        new("application", CueScope.Title, 1.4, "application|applications|applied|bewerbung|bewerbungs*|beworben|applying"),
        new("application in text", CueScope.Text, 1.2, """
            application|applied|applying|bewerbung|bewerbungs*|beworben|interest in the position|interest in the role|your cv|your resume|lebenslauf|cv|resume|werdegang|anschreiben|zeugnisse|bewerbungsunterlagen|arbeitsproben|motivation
            """),
        new("role", CueScope.Title, 1.0, "role|position|opening|vacancy|post|job|jobs|stelle|*stelle|req|als|hiring|gig|m w d|w m d|m f d|f m d|d m w|m w x|m f x|all genders"),
        new("role in text", CueScope.Text, 1.0, """
            role|position|opening|vacancy|job|stelle|*stelle|req|post|full time|part time|fixed term|vollzeit|teilzeit|unbefristet|befristet|kennziffer|stellenausschreibung|referenznummer|m w d|w m d|m f d|f m d|all genders
            """),
        new("occupation in text", CueScope.Text, 1.2, Occupations.All),
        new("interview in text", CueScope.Text, 1.5, "interview|interviews|interviewer*|interviewed|*interview|kennenlerngespr*|vorstellungsgespr*|bewerbungsgespr*|gespraechspartner*|einzelgespraech*|einzelinterview*"),
        new("hiring in text", CueScope.Text, 1.2, """
            hiring|recruiting|recruiter*|recruitment|talent team|talent acquisition|talent partner|head of talent|people team|people culture|people and culture|hr business partner|hiring manager|personalabteilung|personalreferent*|
            personalleitung|personalerin|personaler|bewerbungsprozess*|auswahlprozess*|auswahlverfahren*|auswahlkommission*|auswahlgremium*|scorecard|step 2|step 3|step 4|step 5|stage|stufe|first round|second round|next round|notice period|
            kuendigungsfrist*|gehaltsvorstellung*|gehaltswunsch|eintrittstermin|salary expectation*|right to work|wechselmotivation|mutual fit|probetag|trial day|before they decide|bevor sie zusagen|bewertungsbogen|feedbackbogen|
            make a decision|get to know you|mehr ueber dich|mehr ueber sie|more about you|hear about you|question sheet|headhunter|your profile|dein profil|panel|assessors|gremium*|personalrat|betriebsrat|eckdaten
            """),
        new("what one brings and asks", CueScope.Text, 0.9, """
            dress code|smart dress|business attire|business outfit|bring your id|bring id|proof of id|ask for|report to reception|reception|right to work|dbs|portfolio|night shift*|shifts|hourly|wage|pay|salary|gehalt|availability|start date|eintritt|
            eintrittsdatum|arbeitszeiten|schichtmodell|schicht|kuendigungsfrist*|probezeit|ausschreibung|inserat|wir suchen|sie suchen|unterlagen|perso|ausweis|rundgang|your background|your experience|tell us about|tell me about|about yourself|
            walk me through|walk us through|walks us through|get to know|kennenlernen|lernst du|lernen sie|fragen zu|fragen zum|fragen an|rueckfragen|your questions|for your questions|questions for us|mappe|gespraech mit|danach gespraech|anschliessend gespraech|
            the owner|the manager|chefin|der chef|inhaber*|meister|manager is|she calls|he calls|they call|ruft an|melden bei|bei frau|bei herrn
            """),
        new("two names", CueScope.Title, 0.6, "<>|×"),

        new("about an interview", CueScope.Title, -2.5, """
            for interview|for the interview|for my interview|for * interview|for interviews|after interview|after the interview|after * interview|before interview|before the interview|about the interview|about interview|
            fuers *|fuer das interview|fuer interview|fuer interviews|fuer vorstellungsgespr*|fuer bewerbungsgespr*|fuer das vorstellungsgespr*|fuer das bewerbungsgespr*|nach dem *|vor dem *|nach interview|vor interview|ueber interview*
            """),
        new("many at once", CueScope.Title, -1, "interviews|bewerbungsgespraeche|vorstellungsgespraeche|telefoninterviews|gespraeche"),
        new("called off", CueScope.Title, -8, """
            cancelled|canceled|cancellation|abgesagt*|declined|abgelehnt|storniert*|entfaellt|faellt aus|ausgefallen|called off|withdrawn|zurueckgezogen|hinfaellig|void|~~
            """),
        new("other talks", CueScope.Title, -5, """
            podcast*|radio interview*|radiointerview*|tv interview*|fernseh*|rundfunk*|interview mit radio|interview for the blog|blog interview|blog post|reportage|on air|live interview|interviewreihe|interview series|
            media interview*|press call|youtube|video interview with the founder*|testimonial*|kundenstory|success story|customer story|feature interview|homestory|podcastaufnahme|press interview*|presseinterview*|pressegespraech*|pressetermin|journalist interview|newsletter*|oral history|zeitzeug*|interview w author|
            interview with author|autoreninterview*|zeitungsinterview*|customer interview*|user interview*|client interview*|kundeninterview*|nutzerinterview*|nutzerbefragung*|anwenderinterview*|stakeholder interview*|stakeholderinterview*|
            probanden*|user research|user test*|usability*|ux interview*|ux research|ux study|diary study|discovery interview*|problem interview*|buyer interview*|win loss*|churn interview*|persona|personas|studienteilnahme|forschungsinterview*|feldforschung|seminararbeit|
            semesterarbeit|research interview*|experten interview*|experteninterview*|expertinneninterview*|expert interview*|expert call|witness*|zeugen*|deposition|hearing|grievance|disciplinary|investigation interview*|exit interview*|exit call|abschiedsgespr*|trennungsgespr*|beurteilungsgespr*|ma gespraech*|personalgespraech jaehrlich|mid year|year end|360|exit gespraech*|austrittsgespr*|offboarding*|
            stay interview*|performance interview*|performance review*|appraisal*|annual review*|jahresgespr*|mitarbeitergespr*|mitarbeiterinnengespr*|feedbackgespr*|entwicklungsgespr*|perspektivgespr*|probezeitgespr*|zielgespr*|
            zielvereinbarung*|rueckkehrgespr*|krankenrueckkehr*|bem gespraech*|gehaltsgespr*|kuendigungsgespr*|kritikgespr*|visa*|visum*|consulate*|konsulat*|botschaft|embassy|global entry|nexus interview|auslaenderbehoerde|auslaenderamt|border|citizenship*|einbuergerung*|naturali*|asylum|asyl*|immigration|green card|
            school interview*|school admission*|university admission*|admission interview*|admissions*|studienplatz*|aufnahmegespr*|oxford interview|med school|medical school|hochschulauswahl*|studienberatung*|studieninfo*|erasmus|studienstiftung|scholarship*|stipendi*|kitaplatz*|landlord*|vermieter*|wohnungsbesichtigung*|mietinteressent*|nachmieter*|mietwohnung|hausverwaltung|wohnung|wg gesucht|house share|flat viewing|flat interview|tenant*|letting agent|casting wg|wg casting*|wg zimmer|
            mitbewohner*|flatmate*|housemate*|mortgage*|benefits interview|jobcentre|jobcenter|job centre|arbeitsamt|arbeitsagentur|agentur fuer arbeit|loan interview*|kreditgespr*|bankgespraech*|informational*|alumni|fireside*|keynote*|behind the scenes|documentary|dokumentar*|video shoot|drehtermin*|focus group*|fokusgruppe*|
            marktforschung*|befragung*|panel befragung*|survey|surveys|umfrage*|masterarbeit*|bachelorarbeit*|adoption*|police interview|vernehmung*|media training|medientraining*|elterngespr*|lehrergespr*|beratungsgespr*|verkaufsgespr*|
            kundengespr*|arztgespr*|anamnesegespr*|aufklaerungsgespr*|therapiegespr*|trauergespr*|taufgespr*|traugespr*|vorsorgegespr*|hilfeplangespr*|personalentwicklungsgespr*|chat with my manager
            """),
        new("to do", CueScope.Title, -3.2, """
            ^ send|^ write|^ buy|^ book|^ prepare|^ submit|^ update|^ ask|^ read|^ print|^ finish|^ draft|^ iron|^ pick up|^ order|^ reply|^ chase|^ collect|^ decide|^ discuss|^ compare|^ set up|^ schedule|^ arrange|^ find|^ research|^ think about|
            ^ look up|^ learn|^ email|^ e mail|^ cancel|^ pack|^ drive|^ travel|^ return|^ remember|^ fill|^ complete|^ confirm|^ review notes|^ dry run|^ invite|^ bring|^ check|
            *buchen|*vorbereiten|*schicken|abholen|kaufen|buegeln|ausdrucken|drucken|nachfassen|lesen|ueben|klaeren|schreiben|pruefen|sichten|planen|abstimmen|freigeben|formulieren|abgeben|einreichen|aussortieren|reservieren|organisieren|
            bestellen|ausfuellen|einladen|vereinbaren|koordinieren|nachlesen|recherchieren|ueberarbeiten|aktualisieren|erstellen|besorgen|packen|nicht vergessen|anrufen wegen
            """),
        new("other talks in text", CueScope.Text, -3, """
            podcast|episode|listeners|reporter|press release|newsletter|record with consent|mit einwilligung|gutschein|voucher|incentive|transkription*|about page|tuition|visum|passport|reisepass|mortgage|landlord|vermieter|mieterselbstauskunft|
            schufa|payslips|exit questionnaire|resturlaub|engagement programme|goals for next year|self assessment|museum|on stage|audience|publikum|not hiring|photo credit|naturalisation|schulplatz|reception class|research participants|probandin|proband
            """),
        new("around", CueScope.Title, -4, """
            prep|preps|pre brief|prebrief|pre interview|preparation|prepare*|preparing|vorbereit*|*vorbereitung|ueben|probe vorstellungsgespr*|probegespraech*|uebungsgespr*|mock interview*|mock vorstellungsgespr*|interview practice|practice interview*|practise interview*|debrief*|de brief|
            nachbesprechung*|nachbereitung*|wash up|wrap up|recap|huddle|auswertung*|entscheidungsrunde*|decision meeting|hiring decision|bewerberauswahl|kandidatenauswahl|candidate review|candidates review|candidate ranking|shortlist*|vorauswahl*|bewertungsrunde|feedbackrunde*|
            interviewer sync|interviewer meeting|interviewer huddle|interviewer briefing|interviewer pool|calibration|interview feedback|feedback an|scorecard*|rubric*|calibrat*|kalibrier*|interview training*|interviewer training*|interviewertraining*|interviewtraining*|interviewing 101|lunch learn|
            dry run|probelauf|generalprobe|rollenspiel|role play|interview questions|interviewfragen|fragenpool|bias training|unconscious bias|interviewing skills|interview skills|bewerberseminar|bewerbungsseminar|bewerbungsworkshop|bewerbungstipps|bewerbungscheck|
            cv check|cv update|lebenslauf|application deadline|bewerbungsfrist|bewerbungsschluss|question bank*|fragenkatalog*|frageliste*|leitfaden*|interview tips|cv workshop|bewerbungstraining*|bewerbungscoaching*|bewerbungsmappe*|bewerbungsunterlagen*|bewerbungsfoto*|career coach*|karrierecoach*|keep free|freihalten|frei halten|
            interview slots|zeitfenster|puffer|buffer|reserviert|reserved for|time for interviews|zeit fuer|no interviews|no meetings|keine interviews|blocked|blocker*|blockiert|geblockt|interview schedule|interview scheduling|interviewplanung*|terminfindung*|terminkoordination*|pipeline*|hiring sync|recruiting sync|hiring update|hiring plan*|hiring review|hiring strategy|headcount|stellenplan*|stellenbesetzung*|personalplanung*|recruiting update|recruiting strategie*|recruiting meeting|talent review|recruiting kickoff|hiring kickoff|
            kickoff stelle|role kickoff|role kick off|employer branding|careers page|karriereseite|recruiting tool|interview tool|interview software|interview process|interviewprozess*|hiring process review|recruitingprozess|recruiting prozess|
            recruiting weekly|hiring committee|committee sync|jour fixe*|intake*|anforderungsprofil*|stellenprofil*|job description*|stellenbeschreibung*|stellenanzeige*|stellenausschreibung*|job ad|job ads|job posting*|outfit|anzug*|krawatte*|
            thank you*|dankesmail*|dankes*|anreise*|hinfahrt|rueckfahrt|fahrt zum|fahrt zu|zug zum|zug nach|ice nach|flug nach|flug zum|flight to|train to|drive to|travel to|hotel for|hotel fuer|parkplatz|hemd|hemden|bluse|
            before my interview|before interview|vor dem interview|vor dem gespraech|after interview|nach dem gespraech|post interview|overdue|ueberfaellig*|ausfuellen|abschicken|einreichen|post mortem|postmortem|lessons learned|abgleich*|bewerbermanagement*|bewerbungsmanagement*|rejection*|we regret*|absage an*|absagen*|
            happy hour|confirm * interviewers|parking reimbursement|absprache*|bewerbersichtung*|bewerbungen sichten|cv review*|cv screening*|resume review*|shortlisting|longlist*|role briefing|briefing stelle|job market|bewerberlage
            """),
        new("around in text", CueScope.Text, -3.5, """
            no candidate*|no candidates|keine kandidat*|candidates assigned yet|noch keine kandidat*|please do not book|ich uebe|i practise|i practice|practise my|practice my|feedback form|all scorecards|scorecards must be|hire no hire|einstellen ja nein|
            facilitator|for ta people|recruiting may use|please respect|do not join|see the new invite|bring a printed cv|wer fuehrt die gespraeche|not a real interview|scorecards before|behavioural questions star stories
            """),
        new("afterwards", CueScope.Title, -4.5, """
            offer|offers|offer call*|compensation talk|compensation discussion|comp discussion|comp talk|counter offer|zusage*|absage*|angebot*|vertragsangebot*|vertragsgespr*|vertragsunterzeichnung*|arbeitsvertrag*|contract signing|salary negotiation*|negotiation*|gehaltsverhandlung*|verhandlung*|reference call*|reference check*|referenzgespr*|
            referenzcheck*|referenzanruf*|referenzen|references|medical exam*|medical check*|medical for|medical appointment|occupational health|amtsarzt*|gesundheitszeugnis|gesundheitscheck|tauglichkeit*|pre employment*|betriebsarzt*|einstellungsuntersuchung*|background check*|onboarding*|first day|erster tag|erster arbeitstag|start day|welcome day|welcome session|welcome lunch|welcome coffee|induction|new starter*|new hire*|neue kollegin|neuer kollege|einfuehrungstag|willkommen*|probezeitende|buddy|einarbeitung*|signing|drug test*
            """),
        new("afterwards in text", CueScope.Text, -3, "offer letter|written offer|said yes|contract already|would you rehire|the package|onboarding|angebot vorzustellen|drug screen|start of employment|vertrag unterschrieben"),
        new("fairs", CueScope.Title, -4, """
            recruiting event|recruitment fair|recruitment drive|career night|career event|karriereabend|karrieretag*|karriere event|absolventenmesse|absolvententag|campus day|campus event|hackathon|insight day|job shadowing|schuelerpraktikum|schuelertag|berufetag|
            ausbildungsboerse*|azubi messe|azubitag|speed dating|job fair*|career fair*|careers fair*|recruiting fair*|recruiting messe|jobmesse*|karrieremesse*|ausbildungsmesse*|berufsmesse*|firmenkontaktmesse*|hochschulmesse*|jobboerse*|career day*|careers day*|careers evening|careers talk|
            open day*|open house*|tag der offenen*|girls day*|boys day*|girlsday*|boysday*|zukunftstag*|berufsinfo*|berufsorientierung*|infotag*|infoabend*|info session|information session|besuchergruppe*|meetup*|meet up|podium*|
            panel discussion*|paneldiskussion*|panel talk|expert panel|advisory panel|solar panel*|control panel*|panel sitzung|panel at|panel moderation|panel auf|podium|conference talk|konferenz*|summit*|symposium*|election debate|wahlkampf*|wahlabend*|wahlveranstaltung*|kandidatur*|kandidatenvorstellung*|buergermeisterkandidat*|hustings|ama|town hall|roundtable*|round table*|stammtisch*|panel will *
            """),
        new("other senses", CueScope.Title, -4, """
            therapie*|erstgespraech coach*|erstgespraech anwalt*|erstgespraech architekt*|erstgespraech kunde*|erstgespraech arzt*|erstgespraech berat*|erstgespraech psycho*|erstgespraech ernaehrung*|darmkrebs*|brustkrebs*|sehtest|hoertest|blutabnahme|hautkrebs*|health screening*|mammogra*|vorsorge*|screening of|film screening*|filmscreening*|rechtsberatung*|nachbar*|neighbours|neighbors|tagesmutter*|babysitter*|elternabend*|
            klavierstunde*|klavierunterricht|gitarrenstunde*|gitarrenunterricht|tanzschule|tanzkurs|reitstunde*|schwimmkurs|kita eingewoehnung|release candidate*|rc 1|rc1|application server|application deployment|application upgrade|seed round|series a|funding round|
            finanzierungsrunde*|fragerunde|laufrunde|skatrunde|gassirunde|round of|cup final|finale schauen|champions league|world cup|final exam|final presentation|final report|final review|final check|final sign off|final walkthrough|final rehearsal|final draft|
            final cut|feedback loop|loop in|kunden onsite|customer onsite|onsite workshop|onsite meeting|onsite customer|onsite with|on site meeting|on site inspection|vor ort termin kunde|needs assessment|self assessment|assessment report|vendor assessment|
            supplier assessment|tax assessment|technical review|tech review|code freeze|design review|architecture review|portfolio review with|investment portfolio|project portfolio|sanctions screening|kyc|eye screening|vision screening|tb screening|
            buchvorstellung*|theatervorstellung*|kinovorstellung*|projektvorstellung*|ergebnisvorstellung*|konzeptvorstellung*|vorstellung der ergebnisse|vorstellung ergebnisse|vorstellung konzept|vorstellung projekt*|vorstellung neues|vorstellung neuer|
            vorstellung des neuen|vorstellung quartal*|kennenlernen mit eltern|kennenlernen eltern|kennenlernen der eltern|kennenlerntreffen|kennenlernnachmittag|kennenlernabend|kennenlern abend|kennenlern brunch|team kennenlernen mittag|viva|oral exam|thesis defence|thesis defense|fussball*|lieferant*|security assessment*|risk assessment*|impact assessment*|pen test*|
            partner program*|partnerschaft*|kooperation*|discovery call*|sales pitch|demo call|product tour|lead qualification|kundenprojekt*|bake off*|rfc|klausurtagung*|team event*|teamevent*|vorstellungsrunde*|vorstellung neue*|vorstellung der neuen|stellt sich vor|produktvorstellung*|product demo*|
            pedal|dating|date night|puppy|welpe*|besichtigung*|wochenende|schnupperstunde*|schnupperkurs*|probetraining*|probefahrt*|probeabo*|probeessen*|generalprobe*|chorprobe*|bandprobe*
            """),
        new("other senses in text", CueScope.Text, -1.5, """
            kostenlos|registrations|prospects|bant|partnership|pen test|open criticals|agentur|eingewoehnung|patient*|fasting|blood pressure|krankenkasse|stellt sich kurz vor|parents|abholung|brotdose|umsatzprognose|gate code|audience questions|webinar
            """),
        new("busy with something else", CueScope.Title, -2.2, """
            training*|practice|practise|workshop*|feedback|schulung*|coaching|mock|sync|weekly|scheduling|planning|planen|planung*|sourcing*|briefing*|slots|block|kick off|kickoff*|webinar*|reminder*|unterlagen*|absage*|rollout*|auswertung*|
            abstimmung*|deadline*|frist*|suit|zug|bahn|fahrt*|taxi|train to|flight*|flug nach|hotel buchen|book hotel|write|schreiben|send|submit*|ats|demo|how his|how her|todo|travel expenses|coffee|kaffee|lunch|dinner|drinks|party
            """),
        new("business as usual", CueScope.Title, -2, """
            press|presse|magazine|magazin|zeitung*|lokalzeitung*|tageszeitung*|mieter*|gericht*|cancer*|krebs*|studie|recap|shirt|shoes|dress|promotion|council|insurance claim|fellowship|journalist*|reporter*|grundschule*|maintenance|kino*|cinema*|kampagne*|supplier*|conference*|election*|release*|deployment*|golf|invoice*|rechnung*|contract|vertrag*|quote|tax|steuer*|garden*|garten*|kitchen|kueche|moebel|umzug*|moving|repair*|reparatur*|
            review*|retro|customer*|client*|kunde*|kunden*|sales call|sales demo|prospect*|partnership*|vendor*|agency|agentur*|pitch*|investor*|architecture|api|roadmap*|sprint*|standup*|stand up|offsite*|quarterly*|budget*|audit*|wartung*|
            steuerberat*|notar*|arzt|arzttermin*|praxis|therapy|gym|fitness*|film*|music|musik*|band|school|schule|gymnasium|klasse|klausur*|exam*|pruefung*|sport*|eltern*|verein*|forum*|speaker*|flat|loan|bank|hund*|dog|baby|kids|mum|dad|
            mama|papa|oma|opa|birthday|geburtstag*|concert*|konzert*|urlaub*|holiday*|vet|plumber*|handwerker*|neues team
            """),
    ];

    /// <summary>Mail providers: whoever writes from one is a person, and her domain no company.</summary>
    public static readonly string[] MailProviders =
    [
        "gmail.com", "googlemail.com", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "hotmail.co.uk", "live.com", "live.de", "msn.com", "yahoo.com", "yahoo.de", "yahoo.co.uk", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me",
        "protonmail.com", "pm.me", "gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de", "posteo.de", "mailbox.org", "t-online.de", "freenet.de", "fastmail.com", "zoho.com", "hey.com", "tutanota.com", "mail.com", "btinternet.com", "bluewin.ch", "arcor.de",
    ];

    /// <summary>Applicant systems and job boards send in a company's name.</summary>
    public static readonly string[] ApplicantSystems =
    [
        "greenhouse.io", "greenhouse-mail.io", "lever.co", "ashbyhq.com", "smartrecruiters.com", "personio.de", "personio.com", "workable.com", "workablemail.com", "teamtailor.com", "teamtailor-mail.com", "recruitee.com", "bamboohr.com", "myworkday.com",
        "workday.com", "icims.com", "jobvite.com", "breezy.hr", "softgarden.de", "softgarden.io", "rexx-systems.com", "onlyfy.jobs", "concludis.de", "d-vinci.de", "jobylon.com", "pinpointhq.com", "goodtime.io", "modernloop.io", "hirevue.com", "gem.com",
        "indeed.com", "indeedemail.com", "linkedin.com", "stepstone.de", "xing.com", "join.com",
    ];

    /// <summary>Services that find a time send in anybody's name.</summary>
    public static readonly string[] Schedulers = ["calendly.com", "savvycal.com", "cal.com", "doodle.com", "youcanbook.me", "chilipiper.com", "hubspot.com", "cronofy.com", "calendar.google.com", "group.calendar.google.com", "zcal.co"];

    /// <summary>Names of mailboxes that hire.</summary>
    public static readonly string[] Recruiting =
        ["recruit*", "talent*", "bewerb*", "career*", "job", "jobs", "hiring", "hr", "people", "personal*", "karriere*", "candidate*", "vacanc*", "resourcing", "sourcing", "ta", "apply", "applications", "staffing", "graduate*", "interview*", "mobility", "ausbildung"];
}
