namespace App.Domain.Interviews;

/// <summary>What else it may be, and a few that stand beside both; see <see cref="InterviewCues"/> for how they are written.</summary>
internal static class CuesAgainst
{
    public static readonly CueGroup[] Groups =
    [
        new("things of another day", CueScope.Title, -1.8, """
            court|media|police|research study|studie|study|article|artikel|*blatt|*kurier|*anzeiger|*funk|studium|panel study|welfare|exit|magazin*|blog|thesis|dissertation|courier|herald|sickness|fernsehen|mayor|buergermeister*|hotel|
            haircut|shirt|tie|blazer|schuhe|results|babysitter|scoping|ergebnis*|rota|roster|scoring|contract talk|reference|unterschrift*|expo|gala|award|awards|congress|networking|announcement|booth|messe|lift|aufzug*|oper|musical|
            elevator|uebergabe|premiere*|circus|zirkus*|abnahme|ballett|anprobe*|smear|integration|connector|vote|voting|jury|wettbewerb*|competition|contest|delivery|lieferung|hay|heizung*|boiler|meter|zaehler*|ablesung|heating|website|
            homepage|relaunch|shop relaunch|seo|branding|logo|fotoshooting|shooting|photo shoot|video dreh|dreh|broadband|internet anschluss|telekom|glasfaser|router|engineer visit|technician visit|technikertermin|man|repair man|repairman|
            settling in|eingewoehnung*|nursery place|krippe|kindergarten*|playgroup|spielgruppe|tutoring|homework help|parents evening|pta meeting|teacher meeting|sprechstunde|office hours|lab meeting|group meeting|journal club|supervision|
            supervisor meeting|train 7|train|bus|parking|taxi|sitter|dry cleaning|reinigung abholen|cvs|cv|resume|anschreiben|cover letter|linkedin|xing profil|portfolio update|update portfolio|website update|leetcode|star stories|
            question list|notes|notizen|reminder|erinnerung|todo|update|wochen*|quarterly|monthly|monatlich*|woechentlich*|weekly|daily|jour|steuer*|erbrecht|audience|sit in|kollegin|kollege|kolleginnen|colleague|engagement|foerder*|
            ehrenamt*|betriebsrat*|betriebsversammlung|hausarzt|kinderarzt|zahn*|physio|osteo*|massage|nachbarn|nachbarin|hochzeit*|taufe|trauung|beerdigung|grant|grants|planning permission|bauamt|finanzamt|hauptversammlung|
            generalversammlung|mitgliederversammlung|agm|quiz|cup|league|liga|turnier*|match|derby|theater|theatre trip|cinema trip|vernissage|lesung|workshopreihe
            """),
        new("those who hire", CueScope.Title, 0.8, """
            personnel|personalchef*|personalwesen|personalabteilung*|personalbuero|personalerin|personaler|personalleit*|personaldienst*|zeitarbeit*|staffing|human resources|recruiter*|recruiting|headhunter*|talent|hiring|people team|
            people culture|head of people|chefin|chef|inhaber*|owner|founder*|gruender*|big boss|boss|head of dept|head of department|matron|governors|trustees|board|vorstand*|gemeinderat*|pfarrgemeinder*|kirchenvorstand*|geschaeftsfuehr*|
            directors|selection|appointments
            """),
        new("rank", CueScope.Title, 0.6, "senior|junior|sr|jr|deputy|chief|asst|assistant|lead|leitende|leitender|leitung|stellv*|stv|band 5|band 6|band 7|grade|level 1|level 2|ii|iii|efz|staff|principal|head|trainee|graduate|apprentice|azubi"),
        new("rank in text", CueScope.Text, 0.6, "senior|junior|sr|jr|deputy|chief|assistant|leitende|leitender|stellv*|efz|tvoed|trainee|graduate|apprentice|azubi"),
        new("called off in text", CueScope.Text, -2.5, """
            frozen|nothing happening|has declined|have declined|hat abgelehnt|hat abgesagt|abgesagt|withdrawing|withdrawn|withdrew|zurueckgezogen|doesn t want|no longer interested|position filled|role filled|role is filled|stelle besetzt|
            faellt aus|entfaellt|findet nicht statt|won t happen|not happening|cancelled|canceled|storniert|nicht mehr interessiert|pulled out|took another job|anderes angebot angenommen|
            stay in bed|called it off|on hold|hiring freeze|einstellungsstopp
            """),
        new("two names", CueScope.Title, 0.6, "<>|×"),

        new("about an interview", CueScope.Title, -2.5, """
            for interview|for the interview|for my interview|for * interview|for interviews|after interview|after the interview|after * interview|before interview|before the interview|about the interview|about interview|
            fuers *|fuer das interview|fuer interview|fuer interviews|fuer vorstellungsgespr*|fuer bewerbungsgespr*|fuer das vorstellungsgespr*|fuer das bewerbungsgespr*|nach dem *|vor dem *|nach interview|vor interview|ueber interview*|
            before * interview|outfit for *|shoes for *
            """),
        new("many at once", CueScope.Title, -1, "candidates|applicants|kandidaten|bewerberinnen|bewerbungen|interviews|bewerbungsgespraeche|vorstellungsgespraeche|telefoninterviews|gespraeche"),
        new("called off", CueScope.Title, -8, """
            cancelled|canceled|cancellation|abgesagt*|declined|abgelehnt|storniert*|entfaellt|faellt aus|ausgefallen|called off|withdrawn|zurueckgezogen|hinfaellig|void|~~|
            off|doch nicht|findet nicht statt|fallen aus|nicht mehr|no longer|cxl|cnx|scrapped|postponed indefinitely|entfallen|gecancelt|gestrichen|absage|withdrew|withdraws|on ice
            """),
        new("other talks", CueScope.Title, -5, """
            podcast*|radio interview*|radiointerview*|tv interview*|interview mit radio|interview for the blog|blog interview|blog post|reportage|on air|live interview|interviewreihe|interview series|media interview*|press call|
            video interview with the founder*|testimonial*|kundenstory|success story|customer story|feature interview|homestory|podcastaufnahme|press interview*|presseinterview*|pressegespraech*|pressetermin|newsletter interview|
            oral history|zeitzeug*|interview w author|interview with author|autoreninterview*|zeitungsinterview*|customer interview*|user interview*|client interview*|kundeninterview*|nutzerinterview*|nutzerbefragung*|anwenderinterview*|
            stakeholder interview*|stakeholderinterview*|probanden*|user research|user test*|usability*|ux interview*|ux research|ux study|diary study|discovery interview*|problem interview*|buyer interview*|win loss*|churn interview*|
            persona|personas|studienteilnahme|forschungsinterview*|feldforschung|seminararbeit|semesterarbeit|research interview*|experten interview*|experteninterview*|expertinneninterview*|expert interview*|expert call|witness*|zeugen*|
            deposition|court hearing|disciplinary hearing|grievance|disciplinary|investigation interview*|exit interview*|exit call|abschiedsgespr*|trennungsgespr*|beurteilungsgespr*|ma gespraech*|personalgespraech jaehrlich|mid year|
            year end|exit gespraech*|austrittsgespr*|offboarding*|stay interview*|performance interview*|performance review*|appraisal*|annual review*|jahresgespr*|mitarbeitergespr*|mitarbeiterinnengespr*|feedbackgespr*|entwicklungsgespr*|
            perspektivgespr*|probezeitgespr*|zielgespr*|zielvereinbarung*|rueckkehrgespr*|krankenrueckkehr*|bem gespraech*|gehaltsgespr*|kuendigungsgespr*|kritikgespr*|visa|visum*|consulate*|konsulat*|botschaft|embassy|global entry|
            nexus interview|auslaenderbehoerde|auslaenderamt|citizenship*|einbuergerung*|naturali*|asylum|asyl*|immigration|green card|school interview*|school admission*|university admission*|admission interview*|admissions*|studienplatz*|
            aufnahmegespr*|oxford interview|med school|medical school|hochschulauswahl*|studienberatung*|studieninfo*|studienstiftung|scholarship*|stipendi*|kitaplatz*|landlord*|vermieter*|wohnungsbesichtigung*|mietinteressent*|nachmieter*|
            mietwohnung|hausverwaltung|wohnung|wg gesucht|house share|flat viewing|flat interview|casting wg|wg casting*|wg zimmer|mitbewohner*|flatmate*|housemate*|mortgage*|benefits interview|jobcentre|jobcenter|job centre|arbeitsamt|
            arbeitsagentur|agentur fuer arbeit|loan interview*|kreditgespr*|bankgespraech*|informational*|alumni|fireside*|keynote*|behind the scenes|documentary|dokumentar*|video shoot|drehtermin*|focus group*|fokusgruppe*|marktforschung*|
            befragung*|panel befragung*|surveys|umfrage*|masterarbeit*|bachelorarbeit*|adoption*|police interview|vernehmung*|media training|medientraining*|elterngespr*|lehrergespr*|beratungsgespr*|verkaufsgespr*|kundengespr*|arztgespr*|
            anamnesegespr*|aufklaerungsgespr*|therapiegespr*|trauergespr*|taufgespr*|traugespr*|vorsorgegespr*|hilfeplangespr*|personalentwicklungsgespr*|chat with my manager|foster*|pflegefamilie*|pflegeeltern*|adoptiv*|
            insurance interview|insurance call|uni interview*|college interview*|sixth form*|sixthform*|eignungsgespraech hochschule|eignungsgespraech studium|auswahlgespraech studium|masterplatz|doktorarbeit interview|journalism*|
            buergermeister*|tagblatt|tageblatt|gazette|tribune|radio|tv|zdf|srf|bbc|lokalradio*|medienanfrage|presse interview|interview der woche|interview for article|kolumne|youtube|video podcast|vlog|livestream*|abmahnung*|grievance*|
            supervision|supervisions*|einzelgespraech mitarb*|one on one|1on1|one to one|skip level|return to work|wiedereingliederung*|trennung*|aufhebung*|standortgespr*|lernentwicklungsgespr*|entlassgespr*|erziehungsgespr*|kirchengespr*|
            bedarfsgespr*|sales interview|client intake|housing interview|tenancy interview|tenants|nachmieter|besichtigungstermin|mitbewohnerin|esta|interview at embassy|universal credit|job coach|jobcoach|berufsberatung*|careers adviser|
            careers advisor|oral history*|zeitzeugen*|polizei vernehmung|gerichtstermin|anhoerung vor gericht|probation officer|social worker visit|jugendamt|hausbesuch|census|paid study|beta test*|market research|exit int
            """),
        new("to do", CueScope.Title, -3.2, """
            ^ send|^ write|^ buy|^ book|^ prepare|^ submit|^ update|^ ask|^ read|^ print|^ finish|^ draft|^ iron|^ pick up|^ order|^ reply|^ chase|^ collect|^ decide|^ compare|^ set up|^ schedule|^ arrange|^ find|^ research|^ think about|
            ^ look up|^ learn|^ email|^ e mail|^ cancel|^ pack|^ drive|^ travel|^ return|^ remember|^ fill|^ complete|^ confirm|^ review notes|^ dry run|^ invite|^ bring|^ check|
            *buchen|*vorbereiten|*schicken|abholen|kaufen|buegeln|ausdrucken|drucken|nachfassen|lesen|ueben|klaeren|schreiben|pruefen|sichten|planen|abstimmen|freigeben|formulieren|abgeben|einreichen|aussortieren|reservieren|organisieren|
            bestellen|ausfuellen|einladen|vereinbaren|koordinieren|nachlesen|recherchieren|ueberarbeiten|aktualisieren|erstellen|besorgen|packen|nicht vergessen|anrufen wegen|
            *sammeln|^ collect|^ sift|^ score|^ screen cvs|^ iron|^ choose|^ practise|^ practice|^ call back|^ follow up with|^ chase up|^ get haircut|^ haircut|*raussuchen|*heraussuchen|*abholen|*besorgen|*anschauen|
            *durchgehen|*fertig machen|*nachreichen|*absagen|*bestaetigen|^ study for|^ revise|^ post|^ publish|^ approve|^ sign
            """),
        new("other talks in text", CueScope.Text, -3, """
            podcast|episode|listeners|reporter|press release|record with consent|mit einwilligung|gutschein|voucher|transkription*|about page|tuition|visum|mortgage|landlord|vermieter|mieterselbstauskunft|
            schufa|payslips|exit questionnaire|resturlaub|engagement programme|goals for next year|self assessment|on stage|publikum|not hiring|photo credit|naturalisation|schulplatz|reception class|research participants|probandin|proband|
            mic|microphone|headphones|mikro|mikrofon|aufnahme laeuft|erscheint|wird gedruckt|zitat*|freigabe der zitate|quotes|sendung|beitrag fuer|beitrag ueber|prototyp*|klickdummy|prototype|think aloud|incentive|
            einverstaendniserklaerung|consent form|participants|respondents|aufenthaltstitel|biometric*|fingerprint*|personal statement|ucas|predicted grades|kaltmiete|warmmiete|kaution|deposit|policy number|schadennummer|
            claim number|versichertenkarte|ueberweisung|befund*|symptom*|blutwerte|nuechtern|naps|allergies|eingewoehnung|goals|objectives|zielerreichung|jahresrueckblick|leistungsbeurteilung|resignation|last day|leaver|
            austritt|loss adjuster|cover story|feature on|portraet ueber|op ed|home office|bamf|semester|seminar paper|hausarbeit|bachelor thesis|master thesis|studienteilnehmer*
            """),
        new("around", CueScope.Title, -4, """
            *pipeline|*vorbereitungen|*leitfaden|*briefing|interviewfeedback|bewerberfeedback|feedbackbogen|bewertungsbogen|beobachterkonferenz|beobachterschulung|interviewerschulung|interviewschulung|bewerbungsschulung|interviewtermine|
            interviewplan|bewerberuebersicht|kandidatenuebersicht|bewerberliste|kandidatenliste|stellenbriefing|rueckmeldung|feedback form|candidate feedback|candidate list|prep|preps|pre brief|prebrief|pre interview|preparation|prepare*|
            preparing|vorbereit*|*vorbereitung|ueben|probe vorstellungsgespr*|probegespraech*|uebungsgespr*|mock interview*|mock vorstellungsgespr*|interview practice|practice interview*|practise interview*|debrief*|de brief|
            nachbesprechung*|nachbereitung*|wash up|wrap up|recap|huddle|auswertung*|entscheidungsrunde*|decision meeting|hiring decision|bewerberauswahl|kandidatenauswahl|candidate review|candidates review|candidate ranking|shortlisting|
            shortlist review|vorauswahl*|bewertungsrunde|feedbackrunde*|interviewer sync|interviewer meeting|interviewer huddle|interviewer briefing|interviewer pool|calibration|interview feedback|feedback an|scorecard*|rubric*|calibrat*|
            kalibrier*|interview training*|interviewer training*|interviewertraining*|interviewtraining*|interviewing 101|lunch learn|dry run|probelauf|generalprobe|rollenspiel|role play|interview questions|interviewfragen|fragenpool|
            bias training|unconscious bias|interviewing skills|interview skills|bewerberseminar|bewerbungsseminar|bewerbungsworkshop|bewerbungstipps|bewerbungscheck|cv check|cv update|lebenslauf|application deadline|bewerbungsfrist|
            bewerbungsschluss|question bank*|fragenkatalog*|frageliste*|leitfaden*|interview tips|cv workshop|bewerbungstraining*|bewerbungscoaching*|bewerbungsmappe*|bewerbungsunterlagen*|bewerbungsfoto*|career coach*|karrierecoach*|
            keep free|freihalten|frei halten|interview slots|zeitfenster|puffer|buffer|reserviert|reserved for|time for interviews|zeit fuer|no interviews|no meetings|keine interviews|blocked|blocker*|blockiert|geblockt|interview schedule|
            interview scheduling|interviewplanung*|terminfindung*|terminkoordination*|pipeline*|hiring sync|recruiting sync|hiring update|hiring plan*|hiring review|hiring strategy|headcount|stellenplan*|personalplanung*|recruiting update|
            recruiting strategie*|recruiting meeting|talent review|recruiting kickoff|hiring kickoff|kickoff stelle|role kickoff|role kick off|employer branding|careers page|karriereseite|recruiting tool|interview tool|interview software|
            interview process|interviewprozess*|hiring process review|recruitingprozess|recruiting prozess|recruiting weekly|hiring committee|committee sync|jour fixe*|intake*|anforderungsprofil*|stellenprofil*|job description*|
            stellenbeschreibung*|stellenanzeige*|stellenausschreibung*|job ad|job ads|job posting*|outfit|anzug*|krawatte*|thank you note*|thank you mail|thank you email|thank you card|thank you letter|dankesmail*|dankes*|anreise*|hinfahrt|
            rueckfahrt|fahrt zum|fahrt zu|zug zum|zug nach|ice nach|flug nach|flug zum|flight to|train to|drive to|travel to|hotel for|hotel fuer|parkplatz|hemd|hemden|bluse|before my interview|before interview|vor dem interview|
            vor dem gespraech|after interview|nach dem gespraech|post interview|overdue|ueberfaellig*|ausfuellen|abschicken|einreichen|post mortem|postmortem|lessons learned|abgleich*|bewerbermanagement*|bewerbungsmanagement*|rejection*|
            we regret*|absage an*|absagen*|happy hour|confirm * interviewers|parking reimbursement|absprache*|bewerbersichtung*|bewerbungen sichten|cv review*|cv screening*|resume review*|longlist*|role briefing|briefing stelle|job market|
            bewerberlage|sift|sifts|sifting|cv sift*|paper sift*|nachgespraech*|auswahlsitzung*|sitzung nach|bewerbersichtung|rota swap|dienstplan*|longlisting|shortlist*|interviewer tandem|interviewer shadow*|shadow interviewer|
            interview shadow*|candidate experience|diversity hiring|interview kit*|interview guide*|question set*|fragen sammeln|fragen fuers|ausschreibung*|stellenausschreibung|anzeige schalten|req approval|sourcing session|sourcing call|
            hiring manager intake|kick off role|role scoping|vacancy sign off|bahn nach|bahn zu|anfahrt|fahrt nach|bus to|taxi to|airbnb|sitter for|kinderbetreuung|hold free|focus time|fokuszeit|ruhe vor|pep talk|good luck|daumen druecken|
            viel erfolg|decision due|rueckmeldung bis|waiting for|warten auf|hear back|bescheid|^ scorecard|bewerbungsgespraeche fuehren|gespraeche fuehren|interviews fuehren|agg konform|^ hold interviews|go thru cvs|go through cvs|
            go through applications|bewerbungen durch*|candidate prep|kandidatenvorbereitung|kandidatenbriefing|client briefing|debriefing|vacancy briefing|intake call|intake meeting|briefing call role|interview debrief
            """),
        new("around in text", CueScope.Text, -3.5, """
            no candidate*|no candidates|keine kandidat*|candidates assigned yet|noch keine kandidat*|please do not book|ich uebe|i practise|i practice|practise my|practice my|feedback form|all scorecards|scorecards must be|hire no hire|
            einstellen ja nein|facilitator|for ta people|recruiting may use|please respect|do not join|see the new invite|bring a printed cv|wer fuehrt die gespraeche|not a real interview|scorecards before|
            behavioural questions star stories|keine kandidaten|no candidates in|only interviewers|was lief gut|what went well|reihung|rangliste|ranken|score independently|where to source|sourcing plan|abfahrt|train leaves|umstieg|
            sitzplatz|letztes jahr war|ich soll ueben|practice with|practising with|uebt mit mir|asks me the questions|stellt mir fragen zur uebung|cheat sheet|flashcards|karteikarten|checklist|checkliste|spesen|reimburse*|quittung*|
            must haves advert|agree must haves|names to follow|whoever comes through|fuer alle fuehrungskraefte|all hiring managers|teilnahmeliste|has own entry|separate entry|eigener eintrag|eigener termin|long list to short list|
            long list|run through his|run through her|before he meets|before she meets|tell him not to|tell her not to
            """),
        new("afterwards", CueScope.Title, -4.5, """
            offer|offers|offer call*|compensation talk|compensation discussion|comp discussion|comp talk|counter offer|zusage*|absage*|angebot*|vertragsangebot*|vertragsgespr*|vertragsunterzeichnung*|arbeitsvertrag*|contract signing|
            salary negotiation*|negotiation*|gehaltsverhandlung*|verhandlung*|reference call*|reference check*|referenzgespr*|referenzcheck*|referenzanruf*|referenzen|references|medical exam*|medical check*|medical for|medical appointment|
            occupational health|amtsarzt*|gesundheitszeugnis|gesundheitscheck|tauglichkeit*|pre employment*|betriebsarzt*|einstellungsuntersuchung*|background check*|onboarding*|first day|erster tag|erster arbeitstag|start day|welcome day|
            welcome session|welcome welcome induction|new starter*|new hire*|neue kollegin|neuer kollege|einfuehrungstag|willkommen*|probezeitende|buddy|einarbeitung*|signing|drug test*|ref check*|ref call*|referenz*|salary talk|
            salary discussion|salary review|pay talk|gehaltsthema|gehaltsrunde|gehalt klaeren|gehalt nachverhandeln|counteroffer|offer chat|offer discussion|offer review|verbal offer|contract review|old manager|former manager|
            former employer|ex chef|ehemalige*|dbs check|security clearance|sicherheitsueberpruefung|startgespraech|first week|erste woche|induction*|einfuehrung*|probezeit*|betriebsaerzt*|arbeitsmedizin*|vorsorgeuntersuchung
            """),
        new("afterwards in text", CueScope.Text, -3, "offer letter|written offer|said yes|contract already|would you rehire|angebot vorzustellen|drug screen|start of employment|vertrag unterschrieben|referenz*|rehire|would she rehire|would he rehire|wieder einstellen|austrittsgrund|his counter|her counter|joining bonus|sign on bonus|signing bonus|accept the offer|we offer|unser angebot|angebot besprechen|offer details|verbal offer|terms of the offer|start am|welcome pack|laptop abholen|laptop pickup|badge photo|it setup|zugangsdaten|gesamtpaket|benefits overview"),
        new("fairs", CueScope.Title, -4, """
            recruiting event|recruitment fair|recruitment drive|career night|career event|karriereabend|karrieretag*|karriere event|absolventenmesse|absolvententag|campus day|campus event|hackathon|insight day|job shadowing|
            schuelerpraktikum|schuelertag|berufetag|ausbildungsboerse*|azubi messe|azubitag|speed dating|job fair*|career fair*|careers fair*|recruiting fair*|recruiting messe|jobmesse*|karrieremesse*|ausbildungsmesse*|berufsmesse*|
            firmenkontaktmesse*|hochschulmesse*|jobboerse*|career day*|careers day*|careers evening|careers talk|open day*|open house*|tag der offenen*|girls day*|boys day*|girlsday*|boysday*|zukunftstag*|berufsinfo*|berufsorientierung*|
            infotag*|infoabend*|info session|information session|besuchergruppe*|meetup*|meet up|podium*|panel discussion*|paneldiskussion*|panel talk|expert panel|advisory panel|solar panel*|control panel*|panel sitzung|panel at|
            panel moderation|panel auf|podium|conference talk|konferenz*|symposium*|election debate|wahlkampf*|wahlabend*|wahlveranstaltung*|kandidatur*|kandidatenvorstellung*|buergermeisterkandidat*|hustings|ama|town hall|roundtable*|
            round table*|stammtisch*|panel will *|*boerse|lehrstellenboerse|speeddating|*speeddating|stand der|*messe|messestand|recruiting stand|taster day sixth*|open evening|jobtag|jobbus|nacht der ausbildung|nacht der bewerber|
            absolventenfeier|preisverleihung|graduation|alumni*|netzwerktreffen|*kongress
            """),
        new("other senses", CueScope.Title, -4, """
            therapie*|erstgespraech coach*|erstgespraech *anwalt|erstgespraech *anwaeltin|erstgespraech *arzt|erstgespraech *aerztin|erstgespraech *berater|erstgespraech *beraterin|erstgespraech *therapeut|erstgespraech *therapeutin|
            erstgespraech *psychologin|erstgespraech heilpraktiker*|erstgespraech *praxis|erstgespraech paar*|erstgespraech anwalt*|erstgespraech architekt*|erstgespraech kunde*|erstgespraech arzt*|erstgespraech berat*|
            erstgespraech psycho*|erstgespraech ernaehrung*|darmkrebs*|brustkrebs*|sehtest|hoertest|blutabnahme|hautkrebs*|health screening*|mammogra*|vorsorge*|screening of|film screening*|filmscreening*|rechtsberatung*|nachbar*|
            neighbours|neighbors|tagesmutter*|babysitter*|elternabend*|klavierstunde*|klavierunterricht|gitarrenstunde*|gitarrenunterricht|tanzschule|tanzkurs|reitstunde*|schwimmkurs|kita eingewoehnung|release candidate*|rc 1|rc1|
            application server|application deployment|application upgrade|seed round|series a|funding round|finanzierungsrunde*|fragerunde|laufrunde|skatrunde|gassirunde|round of|cup final|finale schauen|champions league|world cup|
            final exam|final presentation|final report|final review|final check|final sign off|final walkthrough|final rehearsal|final draft|final cut|feedback loop|loop in|kunden onsite|customer onsite|onsite workshop|onsite meeting|
            onsite customer|onsite with|on site meeting|on site inspection|vor ort termin kunde|needs assessment|self assessment|assessment report|vendor assessment|supplier assessment|tax assessment|technical review|tech review|
            code freeze|design review|architecture review|portfolio review with|investment portfolio|project portfolio|sanctions screening|kyc|eye screening|vision screening|tb screening|buchvorstellung*|theatervorstellung*|
            kinovorstellung*|projektvorstellung*|ergebnisvorstellung*|konzeptvorstellung*|vorstellung der ergebnisse|vorstellung ergebnisse|vorstellung konzept|vorstellung projekt*|vorstellung neues|vorstellung neuer|vorstellung des neuen|
            vorstellung quartal*|kennenlernen mit eltern|kennenlernen kita|kennenlernen schule|kennenlernen nachbar*|kennenlernen kolleg*|kennenlernen neue|kennenlernen mit den|kennenlernen der|kennenlernen eltern|kennenlernen der eltern|
            kennenlerntreffen|kennenlernnachmittag|kennenlernabend|kennenlern abend|kennenlern brunch|team kennenlernen mittag|viva|oral exam|thesis defence|thesis defense|fussball*|lieferant*|security assessment*|risk assessment*|
            impact assessment*|pen test*|partner program*|partnerschaft*|kooperation*|discovery call*|sales pitch|demo call|product tour|lead qualification|kundenprojekt*|bake off*|rfc|klausurtagung*|team event*|teamevent*|
            vorstellungsrunde*|vorstellung neue*|vorstellung der neuen|stellt sich vor|produktvorstellung*|product demo*|pedal|dating|date night|puppy|welpe*|besichtigung*|schnupperstunde*|schnupperkurs*|probetraining*|probefahrt*|
            probeabo*|probeessen*|generalprobe*|chorprobe*|bandprobe*|cervical|mammography|screening termin|ultraschall|tuev|endabnahme|bauabnahme|speech therapy|logopaedie|act 2|akt 1|akt 2|orchesterprobe*|theaterprobe*|vorstellung 19|
            vorstellung 20|vorstellung um|vendor call|onsite maintenance|on site maintenance|on site support|site audit|corona test|schwangerschaft*|allergietest|drogentest|fahrpruefung|fuehrerschein*|driving lesson|fahrstunde*|
            klassenfahrt|blood test|eye test|hearing test|stress test|load test|smoke test|ab test|a b test|unit test*|integration test*|regression test*|test plan|test drive|probe*essen|kleiderprobe|hauptprobe*|stellprobe*|tonprobe*|
            saengerprobe*|orchester probe|registerprobe*|feueralarm*|alarmprobe*|raeumungsuebung|fire drill|change advisory|advisory board|board meeting|board papers|aufsichtsratssitzung|vorstandssitzung|gesellschafterversammlung|
            cab meeting|steering committee|lenkungsausschuss|closing the loop|engagement survey|erbrecht|mandant*|testament|kollegiale|unterricht 6a|hospitation bei kolleg*|hospitation kolleg*|unterrichtsbesuch|bursary|grant interview|
            stipend|rotary|charity|vor ort termin wartung|ortstermin|site survey|surveyor visit|wocheninfo|team update|liquiditaet|forecast|inventur|semifinal*|halbfinale|quiz final|finale abstimmung kunde|tenant screening|
            security screening|movie screening|kinoabend|hautscreening|neugeborenen*|damage assessment|maturity assessment|cloud assessment|care assessment|carers assessment|physio assessment|home assessment visit|panel install*|
            panel beaters|panel show|vorstellung jahresabschluss|vorstellung betriebsrat*|vorstellung beim hausarzt|vorstellung kinderarzt|vorstellung tool|vorstellung roadmap|vorstellung zahlen|vorstellung quartals*|kennenlernen hebamme|
            kennenlernen kunde*|kennenlernen neuer kunde|kennenlernen nachbarn|erstgespraech steuer*|erstgespraech hochzeit*|erstgespraech finanz*|erstgespraech coaching|erstgespraech hebamme|erstgespraech logo*|erstgespraech physio*|
            erstgespraech kueche*|schnuppertag fitness*|schnuppertag kita*|schnuppertag golf*|schnuppertag schule|schnuppertag gymnasium|schnuppertag hund*|probestunde klavier|probestunde gitarre|probestunde tanz*|probestunde yoga|
            probeschlafen|probewohnen|probealarm|probebetrieb|probedruck|probebohrung|tech debt|tech sync|hr policy|hr sync|recruiting budget|release candidates|position paper|positionspapier|role based|rollenkonzept|rollen und rechte|
            bewerbung foerdermittel|bewerbung kita*|bewerbung wohnung|bewerbung kulturhauptstadt|visa application|mortgage application|planning application|grant application|loan application|job costing|job ticket|cron job|print job|
            batch job
            """),
        new("other senses in text", CueScope.Text, -1.5, """
            kostenlos|registrations|prospects|bant|partnership|pen test|open criticals|agentur|eingewoehnung|fasting|blood pressure|krankenkasse|stellt sich kurz vor|abholung|brotdose|umsatzprognose|gate code|audience questions|webinar|
            livestreamed|sourcing stack|audience|interviewed for the paper|foto fuer|photo for|zeitungsartikel|loss adjuster|smear|safe box|fostering|studienplatz|head of year|
            tutor group|umzugs*|kita|trainingsplan|generalprobe|i ll say no|agreed lines|talking points|mein buch|my book|pressemitteilung|kein job|no job|not a job|not hiring|
            bales|kostenvoranschlag|quote for|meter reading|ablesung|ablesen|boiler|heizung|homepage|relaunch|website|seo|proposal|contract renewal|invoice|rechnung|spare part*|ersatzteil*|techniker kommt|
            technician between|purchase order|rfp|rfq|pricing|lizenz*|licence fee|upsell|trial version|testversion|abo|newsletter|fundraising|donors|spenden*|sponsor*
            """),
        new("whom one hires oneself", CueScope.Title, -1.4, """
            *photographer|*fotograf|*fotografin|architekt*|architect|*anwalt|*anwaeltin|lawyer|solicitor for|arzt|aerztin|*arzt|*aerztin|doctor|gp|hebamme*|midwife|therapeut*|*therapeut|*therapeutin|therapist|psychologe|psychologin|coach|
            trainer|tutor|klavierlehrer*|gitarrenlehrer*|yogalehrer*|reitlehrer*|fahrlehrer*|nachhilfe*|nanny|tagesmutter*|gaertner*|gardener|landscaper|plumber|electrician|elektriker*|klempner*|handwerker*|maler|cleaner|reinigungskraft|
            putzhilfe|decorator|caterer|makler|maklerin|estate agent|broker|adviser|advisor|steuerberater*|anlageberater*|finanzberater*|bankberater*|versicherungsvertreter*|accountant|vet|tierarzt|tieraerztin|dentist|zahnarzt*|friseur*|
            trauredner*|hochzeitsplaner*|wedding planner|dj
            """),
        new("children and clubs", CueScope.Text, -1.5, "tochter|sohn|elternteil|geschwister|turnbeutel|trinkflasche|sportsachen|badehose|mitglied werden|vereins*|jugendgruppe|our daughter|our son|pupils and parents|kids club"),
        new("busy with something else", CueScope.Title, -2.2, """
            training*|practice|practise|workshop*|feedback|schulung*|coaching|mock|sync|weekly|scheduling|planning|planen|planung*|sourcing*|briefing*|slots|block|kick off|kickoff*|webinar*|unterlagen*|absage*|rollout*|auswertung*|
            abstimmung*|deadline*|frist*|suit|zug|fahrt*|taxi|train to|flight*|flug nach|hotel buchen|book hotel|write|schreiben|send|submit*|ats|demo|how his|how her|todo|travel expenses|coffee|lunch|drinks|party
            """),
        new("business as usual", CueScope.Title, -1, """
            summit*|tenant*|fernseh*|newsletter*|rundfunk*|press|presse|magazine|magazin|zeitung*|lokalzeitung*|tageszeitung*|mieter*|gericht*|cancer*|krebs*|studie|recap|shirt|shoes|dress|promotion|council|insurance claim|fellowship|
            journalist*|reporter*|grundschule*|maintenance|kino*|cinema*|kampagne*|supplier*|conference*|election*|release*|deployment*|golf|invoice*|rechnung*|contract|vertrag*|quote|tax|steuer*|garden*|garten*|kitchen|kueche|moebel|
            umzug*|moving|repair*|reparatur*|review*|retro|customer*|client*|kunde*|kunden*|sales call|sales demo|prospect*|partnership*|vendor*|agency|agentur*|pitch*|investor*|architecture|api|roadmap*|sprint*|standup*|stand up|offsite*|
            quarterly*|budget*|audit*|wartung*|steuerberat*|notar*|arzt|arzttermin*|praxis|therapy|gym|fitness*|film*|music|musik*|band|school|schule|gymnasium|klasse|klausur*|exam*|pruefung*|sport*|eltern*|verein*|forum*|speaker*|flat|
            loan|bank|hund*|dog|baby|kids|mum|dad|mama|papa|oma|opa|birthday|geburtstag*|concert*|konzert*|urlaub*|holiday*|vet|plumber*|handwerker*|neues team
            """),
    ];
}
