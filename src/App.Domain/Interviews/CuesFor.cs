namespace App.Domain.Interviews;

/// <summary>What names an interview, and what it is about; see <see cref="InterviewCues"/> for how they are written.</summary>
internal static class CuesFor
{
    public static readonly CueGroup[] Groups =
    [
        new("talk named", CueScope.Title, 2.6, """
            bew gespraech*|vorst gespraech*|vs gespraech*|v gespraech|bg gespraech|rueckruf bewerbung|bewerbung telefonat|bewerbung gespraech|bewerbung termin|vorstellungsgespr*|bewerbungsgespr*|bewerbergespr*|bewerberinnengespr*|
            auswahlgespr*|einstellungsgespr*|eignungsgespr*|kandidatengespr*|bewerbertelefonat*|bewerberrunde*|bewerberinterview*|jobinterview*|job interview*|telefoninterview*|phone interview*|telephone interview*|video interview*|
            videointerview*|panel interview*|interview panel*|technical interview*|tech interview*|technisches interview|technisches gespraech|final interview*|finales interview|first interview*|initial interview*|second interview*|
            third interview*|on site interview*|onsite interview*|group interview*|hr interview*|competency interview*|behavioural interview*|behavioral interview*|values interview*|culture interview*|coding interview*|design interview*|
            case interview*|screening interview*|in person interview*|face to face interview*|partner interview*|board interview*|projektinterview*|erstinterview*|zweitinterview*|fachinterview*|kurzinterview*|personalinterview*|
            folgegespraech*|bewerbungstermin*|bewerbungsrunde*|vorstellungstermin*|vorstellungsrunde bewerber*|auswahlrunde*|jobgespraech*|praktikumsgespraech*|ausbildungsgespraech*|team interview*|peer interview*|hiring panel*|
            executive interview*|exec interview*|loop interview*|follow up interview*|walk in interview*|internal interview*|azubi interview*|panelinterview*|fachrunde*|fachliches gespraech|bewerbungs call|bewerbungscall*|bewerbercall*|
            zweittermin|zweitgespraech*|drittgespraech*|zweites gespraech|drittes gespraech|letztes gespraech|finales gespraech|berufungskommission*|berufungsvortrag*|berufungsverfahren*|berufungsgespr*|i v|bewerbigs*|vorstelligs*|f2f|
            int f2f|final int|1st int|2nd int|vorstandsgespr*|kulturgespr*|wertegespr*|gruppengespr*|schlussrunde*|interviewtermin|job chat|job call|kennenlerncall*|kennenlerngespr*|stellengespr*|lehrstellengespr*|anstellungsgespr*|
            aufnahmetest ausbildung|hiring interview*|role interview*|interview board|interview number|bewerbervorstellung*|bewerberpraesentation*|jobvorstellung*|zweitvorstellung*|videovorstellung*|videobewerbung*|
            stakeholder interview candidate*|sondierungsgespr*|orientierungsgespr*|karrieregespr*|einzelassessment*|potenzialanalyse*|vorauswahlgespr*|vertiefungsgespr*|matchinggespr*|matching gespraech|bewerbercafe|speedrecruiting|
            anstellungspruefung*|berufungskolloqu*|probelehrveranst*|lehrvortrag*|hearing w*|kandidatenhearing|eignungsdiagnost*|online assessment|chemistry meeting|chemistry call|chemistry chat|fit interview*|registration interview*|
            agency registration|preselection*|selection interview*|promotion interview*|progression interview*|structured interview*|virtual interview*|zoom interview*|teams interview*|skype interview*|speed interview*|lunch interview*|
            breakfast interview*|einstiegsgespr*|traineegespr*|werkstudentengespr*|volontariatsgespr*|promotionsgespraech betreuung|stellenbesetzung*|nachfolgegespr*|nachfolge gespraech
            """),
        new("interview said", CueScope.Title, 2.6, "interview*|*interview|*interviews|interveiw*|inteview*|intervew*|intreview*|interiew*|itw|vg|vgs"),
        new("screen", CueScope.Title, 2.6, """
            phone screen*|telephone screen*|recruiter screen*|recruiting screen*|recruiter call*|recruiter chat|recruiting call*|recruiting gespraech*|talent screen*|ta screen*|ta call|hr screen*|hr call|screening call*|screen call|
            personaler*|personalerin|personalbuero|recruiting telefonat|recruiting termin|prescreen*|pre screen*|initial screen*|screening gespraech*|telefonscreening*|video screen*|headhunter call*|headhunter gespraech*|technical screen*|
            tech screen*|tech chat|technical chat|technical call|hiring manager*|talent call|talent chat|call with recruiter|chat with recruiter|personaler ruft|personalerin ruft|call mit recruiter*|hiring call|applicant call|
            candidate call|candidate screen*|candidate chat|hiring chat|screening mit|screening with|zoom screen*|hr bit|call with hr|call with talent|telephone shortlisting|shortlisting interview*|recruitment call*|agency call|ta chat|
            talent intro|personalchef*|recruiterin|recruiter gespraech*|recruiter telefonat|headhunterin|sourcer call|hiring team|people team chat|fit call|fit chat|vibe check|screening telefonat*|telefonische vorauswahl|vorabgespraech*|
            vorab call|vorab telefonat|pre interview call|pre selection call|qualification call candidate|recruiter intro|recruiter sync with candidate|recruiter touchpoint|recruiter catch up|talent acquisition|ta intro
            """),
        new("screening word", CueScope.Title, 1.2, "screening|screen"),
        new("first talk", CueScope.Title, 1.4, """
            intro call*|introductory call*|intro chat*|introductory chat*|intro by phone|intro|introduction call|introduction|first call|first chat|first conversation|initial call|initial chat|initial conversation|initial telephone|
            exploratory c*|kennenlern*|erstgespraech*|erstes gespraech|erstkontakt*|erstes treffen|getting to know*|get to know*|telefonat*|telefontermin*|telefongespraech*|phone call|telephone call|ruft an|rings|quick call|call about|
            call re|chat about|informal chat|informal call|coffee chat|vorgespraech*|personalgespr*|beschnuppern|erster austausch|first contact|meet greet|hr gespraech*|hr conversation|hr chat|meeting with human resources|meeting with hr|
            w hr|with hr|mit hr|intro zoom*|kennenlernkaffee|telefoninfo|natter about|word about|talk about|talk w|phone w|ring w|ringing me|ruft mich|meldet sich|sprechen wegen|reden wegen|telefonieren wegen|tel mit|tel m|anruf von|
            anruf mit|call from|chat re|talk re|ring re|first word|first talk|first zoom|hallo sagen|say hello|hi from|sondierung*|informeller austausch|informal conversation|informal meeting|kurzer austausch|virtual coffee|
            virtueller kaffee|career chat|karrierechat|orientation chat|exploratory|telefonisch*|rueckruf*|ruft zurueck|call back|callback|phone
            """),
        new("talk", CueScope.Title, 0.5, "gespraech*|videogespraech*|videocall*|video call*|call|chat|conversation|telefonat*|meeting with|treffen mit|termin bei|*gespraech|*gespraeche|*telefonat|*runde|zoom w|zoom with|zoom mit|teams mit|skype mit|facetime|natter|word with|coffee with|coffee w|kaffee mit|meet|treffen|meeting|sitdown|sit down|pop in|drop in|besuch bei"),
        new("later round", CueScope.Title, 1.4, """
            final round*|finale runde|finalrunde*|last round|letzte runde|closing round|last stage|final stage|last step|final chat|last conversation|final conversation|final call|final meeting|2nd round|second round|first round|1st round|
            round 1|round one|runde 1|erste runde|1 runde|r1|r2|r3|round 2|round two|round 3|round three|3rd round|third round|runde 2|runde 3|2 runde|3 runde|zweite runde|dritte runde|endrunde*|abschlussgespraech*|entscheidungsgespr*|loop|
            virtual onsite|onsite|on site|vor ort|superday*|super day|follow up conversation|onsite tag|meet the owner|meet the founder*|meet the team|meet the ceo|teil 2|stufe 2|stage 2|endgespraech*|abschlussrunde*|
            gespraech mit geschaeftsfuehrung|gespraech mit gf|meet the board|chat with ceo|chat with the ceo|call with founder|stage two|stage three|stage 3|stufe 3|3 gespraech|2 gespraech|2 termin|bar raiser|cultural fit*|culture fit*|
            cultural add|team fit|kennenlernen team|next stage|next round|next step|naechste runde|naechster schritt|weiteres gespraech|last chat|last hurdle|final hurdle|second chat|second call|second meeting|second talk|zweiter termin|
            zweites treffen|decision call|meet the governors|meet the trustees|meet the partners|meet the chair|back to|nochmal zu|rueckrunde|2te runde|2 vg|2 interview|zweite|stage 4|stage 5|step 2|step 3|schlussgespraech*|vorstandsrunde*|
            chefrunde|gf runde|ceo round|founder round|founder chat|ceo chat|vp round|leadership round|exec round|owner round|partner round|director chat
            """),
        new("skill shown", CueScope.Title, 2.1, """
            live coding*|livecoding*|live case*|homework|demo lecture|sample class|sample lecture|chalk talk|teaching session|teaching sample|teaching test|code pairing|coding interview|tech interview|take home review|coding round*|
            coding challenge*|coding exercise*|coding test*|coding session*|coding task*|pair programming*|pairing*|system design|systemdesign*|whiteboard*|take home*|takehome*|test assignment*|home assignment|test task*|testaufgabe*|
            probeaufgabe*|arbeitsprobe*|fachgespraech*|fachvortrag*|unterrichtsprobe*|lehrprobe*|probeunterricht*|probestunde*|probelektion*|probevorlesung*|probevortrag*|probeuebersetz*|probepredigt*|teaching demo*|lesson observation|
            demo lesson|trial lesson|sample lesson|portfolio review*|portfolio presentation*|portfolio walk*|portfoliopraesentation*|mappenpraesentation*|case study|case presentation*|fallstudie*|skills assessment*|skills test*|
            technical assessment*|technical test*|technical round*|2nd technical|second technical|technical task*|technical deep dive|code review exercise|debugging interview|bench test*|research talk*|job talk*|live exercise*|
            exercise live|exercise|live hacking*|mock demo|work sample*|ti|audition*|vorsprechen|vorsingen|probespiel*|probedirigat*|demo class|business case|case gespraech*|assignment review|challenge review|homework review|
            code challenge*|coding kata interview|architecture interview|technical presentation|tech task|tech test|typing test|trade test*|practical test|praxistest*|reel review|showreel*|show portfolio|mappe zeigen|mappe|portfolio|
            hackerrank*|coderpad*|codility*|codesignal*|typing excel|excel test|sql test|sql stats|debug this|debug session|demo your|show your|weld test*|welding test*|schweissprobe*|fahrprobe*|kochprobe*|uebersetzungsprobe*|sprechprobe*|
            schreibprobe*|textprobe*|arbeitsproben|zinken test|probeschnitt*|probestueck*|probekochen*|probebacken|vorkochen|cook off|cook test|baking test|driving test for|driver assessment|road test|teach 30|teach 20|teach 45|teach a|
            micro teaching|microteach*|teaching slot|guest lecture for|presentation task|presentation round|task review|case round|case discussion|fallbesprechung bewerb*|fachkolloquium|probedienst|live sql|live task|live test|ml design|
            ml round|stats interview|design task|design exercise|design challenge|logiktest|wissenstest|sprachtest|test fuer bewerb*|in tray exercise|mock call|role play for|teach back|observed lesson|screen test|screentest|casting*|
            demo teach*|trial class|whiteboarding|portfolio chat|portfolio talk|portfolio session|portfolio deep dive|architecture deep dive|design deep dive|take home debrief|take home discussion|case debrief|skills demo|logic test|
            aptitude test*|psychometric*|sprachprobe*|praxisprobe*|backprobe*|probeflechten|probefrisieren|probehaarschnitt|modellhaarschnitt|haircut test|knife skills|latte art|cupping|tasting test|lab exercise|simulator*|simulation|
            in basket|postkorb*|rollenspiel kandidat*|unterrichtsbesuch bewerb*|vorspiel|vorspielen|vortanzen|vorlesen probe|probetext|probeartikel|probeheft|probelesen|probemoderation|probesendung|fachliche runde|fachrunde|fachteil|
            tech teil|technik gespraech|technikgespr*|code walkthrough|code review with candidate|debugging
            """),
        new("work on trial", CueScope.Title, 2.4, """
            trial shift*|work trial*|working interview*|probearbeiten|probearbeit|probearbeitstag*|probeschicht*|assessment center*|assessment centre*|superday*|super day|auswahlverfahren*|auswahltag*|bewerbertag*|
            besetzungsverfahren*|stellenbesetzungsverfahren*|einstellungsverfahren*|berufungsverfahren*|taster day*|trial day*|trial week*|probewoche*|
            kitchen trial*|bar trial*|salon trial*|paid trial|unpaid trial|trial evening|trial morning|trial session|trial run for|tryout day|mitlaufen|tag mitarbeiten|mitarbeiten auf probe|zur probe|reinschnuppern|
            shadow shift|shadow day|ride along|on trial|trial shifts|schnupperwoche*|probeeinsatz*|probedienst*|probeabend*|probenachmittag*|
            test day|working day|trial half day|half day trial|probemonat|schnuppern|schnuppertage|probearbeits*|einsatzprobe|probemitarbeit*|mitarbeitstag
            """),
        new("trial work", CueScope.Title, 1.9, """
            probetag*|schnuppertag*|schnupperarbeit*|schnupperlehre*|schnupperpraktikum*|hospitation*|hospitier*|assessment|ac|assessment tag|assessment day*|hiring day*|recruiting day*|recruiting tag|recruitment day*|casting day*|
            selection day*|selection centre*|bewerbungstag*|selection panel*|selection committee*|auswahlkommission*|auswahlpanel*|auswahlgremium*|interview day*|hiring event*|job trial*|try out|tryout*|skills day|recruitment event|
            selection event|auswahlseminar*|einstellungstest*|eignungstest*|vorstellung*|vorstellen*|candidate visit*|site visit|ac day|trial|trials|schnuppere*|schnuppern|stage|stagiaire*|walk in
            """),
        new("candidate", CueScope.Title, 2.4, "candidate*|applicant*|bewerber*|kandidat*|finalist*|interviewee*|favorit|favoritin|shortlisted|applicants|anwaerter*"),
        new("candidate in text", CueScope.Text, 1.2, "candidate*|applicant*|bewerber*|kandidat*|finalist*|interviewee*|shortlisted|shortlist|on the list|favorit|favoritin|anwaerter*|contender*|two left|three left|noch im rennen|letzte zwei|letzte drei|engere auswahl|engeren auswahl"),
        new("application", CueScope.Title, 1.4, "application|applications|applied|bewerbung|bewerbungs*|beworben|applying|put in for|bewirb*|beworbene|bewerbig*|your cv|my cv|application for|initiativbewerbung*"),
        new("application in text", CueScope.Text, 1.2, """
            application|applied|applying|bewerbung|bewerbungs*|beworben|interest in the position|interest in the role|your cv|your resume|lebenslauf|cv|resume|werdegang|anschreiben|zeugnisse|bewerbungsunterlagen|arbeitsproben|motivation|
            put in for|bewerbig*|applied on|applied via|applied through|indeed|stepstone|my application|your application|his application|her application|bewerber*|initiativ|references ready|originals|passport photos|
            passport photo|cv attached|cv in|lebenslauf dabei|zeugnis*
            """),
        new("role", CueScope.Title, 0.6, "role|position|opening|vacancy|post|job|jobs|stelle|*stelle|req|als|hiring|gig|m w d|w m d|m f d|f m d|d m w|m w x|m f x|all genders|lehrstell*|lehrstelle|ausbildung|ausbildungsplatz|spot|gig|vacancy re|minijob*|nebenjob*|ferienjob|aushilfsjob|festanstellung|contract seat|seat|promotion board|internal move|interner wechsel"),
        new("role in text", CueScope.Text, 1.0, """
            role|position|opening|vacancy|job|stelle|*stelle|req|post|full time|part time|fixed term|vollzeit|teilzeit|unbefristet|befristet|kennziffer|stellenausschreibung|referenznummer|m w d|w m d|m f d|f m d|all genders|
            spot|lehrstell*|ausbildung|apprenticeship|traineeship|internship|praktikum|minijob*|nebenjob*|teilzeitjob|pensum|std woche|stunden woche|h woche|hours a week|days a week|permanent|maternity cover|
            elternzeitvertretung*|vertretung|festanstellung|quereinstieg|einstieg|positions|job ad|ad said|advert|inserat|ausgeschrieben*|salary band|grade|band 5|band 6|band 7|e9|e11|e13|tvoed|tv l|efz
            """),
        new("occupation in text", CueScope.Text, 1.2, Occupations.All),
        new("interview in text", CueScope.Text, 1.5, "interview|interviews|interviewer*|interviewed|*interview|kennenlerngespr*|vorstellungsgespr*|bewerbungsgespr*|gespraechspartner*|einzelgespraech*|einzelinterview*|interviewing|interview panel|interviewen|bewerbungsgespraech*|vorstellen|vorstellung|fachgespraech|erstgespraech|zweitgespraech|erstes gespraech|zweites gespraech|first conversation|second conversation|erste runde"),
        new("hiring in text", CueScope.Text, 1.2, """
            hiring|recruiting|recruiter*|recruitment|talent team|talent acquisition|talent partner|head of talent|people team|people culture|people and culture|hr business partner|hiring manager|personalabteilung|personalreferent*|
            personalleitung|personalerin|personaler|bewerbungsprozess*|auswahlprozess*|auswahlverfahren*|auswahlkommission*|auswahlgremium*|scorecard|step 2|step 3|step 4|step 5|stage|stufe|first round|second round|next round|notice period|
            kuendigungsfrist*|gehaltsvorstellung*|gehaltswunsch|eintrittstermin|salary expectation*|right to work|wechselmotivation|mutual fit|probetag|trial day|before they decide|bevor sie zusagen|bewertungsbogen|feedbackbogen|
            make a decision|get to know you|mehr ueber dich|mehr ueber sie|more about you|hear about you|question sheet|headhunter|your profile|dein profil|panel|assessors|gremium*|personalrat|betriebsrat|eckdaten|
            personnel|personalwesen|personalchef*|vom hr|von hr|hr person|hr lady|their hr|with hr|mit hr|selection committee|search committee|appointments committee|governors|trustees|set questions|group task|
            group exercise|one to one|in tray|assessment day|they liked|before they choose|before they decide|they choose|they ll choose|will decide|entscheiden dann|entscheidung faellt|waehlt im anschluss|
            reserved in his name|reserved in her name|last word|ins team pass*|team passe|passt ins team|ob es passt|ob s passt|if it fits|fits the team|good fit|chemistry|bauchgefuehl|would start|could start|can start|
            start asap|anfangen|einstellen|einstellung|lohnvorstell*|stundenlohn|lohn|wages|pay rate|day rate|tagessatz|hourly rate|salary|salary wish|salary range|eingruppierung|verfuegbarkeit|verfuegbar ab|wechselgrund|
            wechselmotiv*|why us|why me|warum wir|warum ich|strengen und schwaechen|staerken|strengths|weaknesses|tell me about yourself|about myself|ueber mich|ueber sich|informal word|longlist|shortlist|stage 1|stage 2|
            stage 3|stage 4|of 3 stages|round 1|round 2|round 3|1 of 3|2 of 3|3 of 3|1 of 2|2 of 2|1 2|2 2|1 3|2 3|3 3|3 4|4 4|
            interviewers|meet your future|future colleagues|future team|kuenftige kollegen|zukuenftige kolleg*|hiring process|interview process|next steps|naechste schritte|coding exercise|live coding|competency based|
            values based|star method|recruitment team|talent advisor|talent manager|sourcer|people partner|hrbp|hr business|hr team|kandidatenprofil|candidate profile|profile attached|unterlagen anbei|unterlagen im anhang|
            mappe anbei|cv anbei|cv im anhang|resume attached
            """),
        new("what one brings and asks", CueScope.Text, 0.9, """
            dress code|smart dress|business attire|business outfit|bring your id|bring id|proof of id|ask for|report to reception|reception|right to work|dbs|portfolio|night shift*|shifts|hourly|wage|pay|salary|gehalt|availability|
            start date|eintritt|eintrittsdatum|arbeitszeiten|schichtmodell|schicht|kuendigungsfrist*|probezeit|ausschreibung|inserat|wir suchen|sie suchen|unterlagen|perso|ausweis|rundgang|your background|your experience|tell us about|
            tell me about|about yourself|walk me through|walk us through|walks us through|get to know|kennenlernen|lernst du|lernen sie|fragen zu|fragen zum|fragen an|rueckfragen|your questions|for your questions|questions for us|mappe|
            gespraech mit|danach gespraech|anschliessend gespraech|the owner|the manager|chefin|der chef|inhaber*|meister|manager is|she calls|he calls|they call|ruft an|melden bei|bei frau|bei herrn|scenario questions|competency questions|
            expect questions|they ask|they ll ask|fragen werden|wear black|black shoes|steel toe*|safety shoes|sicherheitsschuhe|arbeitskleidung|wear|apron|knives|bring knives|messer|messerset|own tools|werkzeug|fuehrerschein|fahrerkarte|
            driving licence|licence|p schein|packed lunch|ask at|sign in at|melde dich|melden sie sich|pfoertner|empfang|counter|passport|visa to work|car park|parking space|your career|your cv|ihren werdegang|deinen werdegang|why you want|
            what draws|why this|what are you looking for|was sie suchen|wechselgruende|notice|earliest start|fruehester|work permit|arbeitserlaubnis|arbeitsproben|referenzen mitbringen|zeugnisse mitbringen|diploma|certificates|approbation|
            fuehrungszeugnis|gesundheitszeugnis|impfnachweis
            """),
    ];
}
