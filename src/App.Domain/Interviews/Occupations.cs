namespace App.Domain.Interviews;

/// <summary>What people are called by their work, English and German; see <see cref="InterviewCues"/> for how they are written.</summary>
internal static class Occupations
{
    private static readonly CueMatcher WithWhom = new(["mit|with|w|beim|vom|zum|zur|our|dem|der|meinem|meiner|my"]);
    private static readonly Lazy<CueMatcher> Matcher = new(() => new CueMatcher([All]));

    /// <summary>Where the first occupation stands that is not of whom one meets ("with the manager"); null where none does.</summary>
    public static int? Position(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (Matcher.Value.MatchAt(words, i) != 0 && (i == 0 || WithWhom.MatchAt(words, i - 1) == 0))
            {
                return i;
            }
        }

        return null;
    }

    public const string All = """
        engineer*|developer*|programmer*|architect|analyst*|scientist*|designer*|manager*|consultant*|director*|officer*|administrator*|coordinator*|assistant*|associate*|specialist*|representative*|executive*|supervisor*|nurse|nurses|
        doctor|physician*|therapist*|physiotherap*|pharmacist*|dentist*|paramedic*|carer*|caregiver*|midwife|teacher*|lecturer*|professor*|professur*|*professur|tutor*|researcher*|postdoc*|phd|doctoral|accountant*|auditor*|bookkeeper*|
        controller*|cashier*|clerk*|secretary|receptionist*|paralegal*|solicitor*|lawyer*|barrister*|attorney*|counsel|trainee*|intern|interns|internship*|apprentice*|graduate*|baker|chef|cook|waiter*|waitress*|barista*|bartender*|
        sommelier*|butcher*|florist*|gardener*|tailor|carpenter*|joiner|electrician*|plumber|mechanic|mechanics|technician*|welder*|machinist*|operator*|driver*|courier*|pilot*|dispatcher*|handler|picker|packer|foreman|leader|lead|vp|cto|
        cfo|ceo|coo|president|principal|buyer|planner|producer|editor|writer|copywriter*|translator*|photographer*|librarian*|curator*|crew|steward*|guard|cleaner*|janitor*|caretaker*|host|hostess*|salesperson*|merchandiser*|marketer*|
        recruiter*|strategist*|trader|broker*|underwriter*|adjuster*|surveyor*|geologist*|chemist|biologist*|physicist*|statistician*|mathematician*|bioinformatician*|tester*|sre|devops|qa|dba|instructor*|coach|trainer|practitioner*|worker|
        workers|firefighter*|entwickler*|*entwickler|*entwicklerin|*entwicklung|ingenieur*|*ingenieur|*ingenieurin|techniker*|*techniker|*technikerin|berater*|*berater|*beraterin|leiter|leiterin|*leiter|*leiterin|leitung|*leitung|referent*|
        *referent|*referentin|assistent*|assistenz*|*assistent|*assistentin|*assistenz|sachbearbeiter*|*sachbearbeiter|*sachbearbeiterin|kaufmann|kauffrau|kaufleute|*kaufmann|*kauffrau|*kaufleute|pfleger*|*pfleger|*pflegerin|pflegefach*|
        pflegekraft|pflegehelfer*|*schwester|fachkraft*|*fachkraft|fachangestellte*|*fachangestellte|*fachangestelltein|*verkaeufer|*verkaeuferin|verkaeufer*|fahrer|fahrerin|*fahrer|*fahrerin|meister|meisterin|*meister|*meisterin|
        *mechaniker|*mechanikerin|mechatroniker*|installateur*|*installateur|*installateurin|elektroniker*|elektriker*|schlosser*|schreiner|schreinerin|tischler|tischlerin|baecker|baeckerin|*baecker|koch|koechin|konditor*|metzger*|
        fleischer*|friseur*|maler|malerin|maurer*|dachdecker*|gaertner*|landwirt*|winzer*|*bauer|*monteur|monteur*|*planer|*planerin|makler|maklerin|drogist*|apotheker*|aerztin|*arzt|*aerztin|hebamme*|erzieher*|*erzieher|lehrer*|*lehrer|
        *lehrerin|lehrkraft*|*lehrkraft|dozent*|sozialarbeiter*|sozialpaedagog*|logopaed*|ergotherap*|psychologe|psychologin|redakteur*|*redakteur|*redakteurin|lektor|lektorin|lektorat|uebersetzer*|dolmetscher*|volontaer*|volontariat*|
        praktikant*|praktikum*|werkstudent*|azubi*|auszubildende*|ausbildungsplatz*|lehrling*|lehrstelle*|doktorand*|*anwaerter|*anwaerterin|jurist*|*jurist|*juristin|rechtsanwalt*|anwaltin|buchhalter*|*buchhalter|*buchhalterin|disponent*|
        lagerist*|logistiker*|kellermeister*|rezeptionist*|kellner*|hotelfach*|flugbegleiter*|zugbegleiter*|kapitaen*|kommissar*|polizist*|sekretaer*|*manager|*managerin|teamlead*|filialleitung|*vertrieb|*innendienst|*aussendienst|
        kaemmerer*|laborant*|*laborant|*laborantin|chemikant*|grafiker*|owner|scrum master|head of|ranger|*keeper|brewer|roaster|optician*|optometrist*|radiographer*|sonographer*|hygienist*|veterinarian*|psychologist*|counsellor*|
        counselor*|advisor*|adviser*|agent|estimator*|inspector*|investigator*|detective*|constable*|captain|deckhand*|roofer*|painter*|decorator*|plasterer*|bricklayer*|fitter|fitters|installer*|fabricator*|cnc|forklift|porter|concierge|
        housekeeper*|stylist*|hairdresser*|barber|beautician*|lifeguard*|farmhand*|forester*|arborist*|landscaper*|interpreter*|animator*|illustrator*|videographer*|musician*|violinist*|cellist*|actor|actress|dancer*|pastor*|vicar|
        chaplain*|warden*|archivist*|registrar*|headteacher*|economist*|actuary|actuarial|quant|meteorologist*|ecologist*|hydrologist*|epidemiologist*|*ologist|surgeon*|anaesthetist*|salesman|sales rep|sdr|bdr|csm|frontend|backend|
        fullstack|full stack|swe|dev|reporter|journalist|*fuehrer|*fuehrerin|geschaeftsfuehr*|*spezialist|*spezialistin|*koordinator|*koordinatorin|koordinator*|*administrator|*administratorin|*architekt|*architektin|architekt*|*designer|
        *designerin|*consultant|*analyst|*analystin|*engineer|*developer|*paedagoge|*paedagogin|*therapeut|*therapeutin|therapeut*|*optiker|*optikerin|*akustiker|*wissenschaftler|*wissenschaftlerin|*forscher|*forscherin|*chemiker|*physiker|
        *biologe|*biologin|*informatiker|*informatikerin|*mathematiker|*inspektor|*beamter|*beamtin|*pruefer|*prueferin|*sprecher|*sprecherin|*fotograf|*fotografin|*moderator|*moderatorin|*musiker|schauspieler*|zusteller*|kommissionierer*|
        lokfuehrer*|servicekraft*|*servicekraft|*kraft|*kraefte|kuechenhilfe|buerohilfe|*fachwirt|*fachwirtin|*betriebswirt|*florist|*floristin|foerster*|mfa|zfa|pta|mta|fsj|hiwi|bufdi|*waerter|naeher*|*naeher|*naeherin|naeherin|schneider*|
        kurierfahrer*|bediener*|*bediener|*bedienerin|schweisser*|*schweisser|*schweisserin|zerspanungs*|*zeichner|*zeichnerin|bauzeichner*|kosmetiker*|*masseur|podolog*|*schaffner|schichtfuehrer*|vorarbeiter*|polier|kantor*|organist*|
        pfarrer*|kuester*|*gestalter|*gestalterin|gestalter*|*helfer|*helferin|helfer|aushilfe*|*expertin|*experte|bibliothekar*|*bibliothekar|*bibliothekarin|hausmeister*|reinigungskraft*|*wart|*wartin|*arbeiter|*arbeiterin|werker*|
        facharbeiter*|geselle*|*geselle|*gesellin|bauleiter*|*sekretaer|*sekretaerin|*direktor|*direktorin|*gutachter|*gutachterin|gutachter*|*agent|*agentin|*buchhaendler|*buchhaendlerin|educator*|*kontrolleur|*kontrolleurin|
        *vollzugsdienst|*einkaeufer|*einkaeuferin|*controller|*controllerin|*reiniger|*reinigerin|*padagoge|*sanitaeter|*sanitaeterin|*betreuer|*betreuerin|betreuer*|*begleiter|*begleiterin|*trainer|*trainerin|*baeuerin|*dirigent|
        *regisseur|*disponent|*disponentin|*logistiker|*planungs|*therapie|*vertreter|*vertreterin|*haendler|*haendlerin|*makler|*maklerin|*assistenzkraft|*hilfe|*aushilfe|*fraeser|*dreher|*lackierer|*lackiererin|*faerber|*brauer|*maeler|
        *schneider|*schneiderin|*binder|*drucker|*druckerin|*richter|*anwalt|*anwaeltin|*notar|*notarin|*trompete|*geige|*oboe|seller*|surgeon|elf|launcher|auctioneer*|valuer*|appraiser*|assessor*|evaluator*|assembler*|finisher*|polisher*|
        grinder*|cutter*|sewer|moulder*|caster*|smith|weaver*|dyer*|knitter*|technologist*|nutritionist*|toxicologist*|staff nurse|bookseller*|buchhaendler*|mesner*|sakristan*|modist*|conductor|stillman|distiller*|verger|hausverwalter*|
        *verwalter|*verwalterin|carross*|nanny|nannies|au pair|groomer*|*milker|milker|jillaroo|jackaroo|negotiator|declarant|*fachfrau|*fachmann|fachfrau|fachmann|fachperson*|deputy head|head teacher|headmaster|oboist*|trumpeter|pianist*|
        korrepetitor*|dishwasher|spueler*|spuelkraft|line cook|commis|pastry|cabin crew|stable hand|farm hand|stablehand|farmhand|groom|jockey|saddler*|blacksmith*|farrier*|shepherd*|shearer*|skipper*|bosun|miner|driller*|rigger*|
        scaffolder*|glazier*|tiler*|stonemason*|thatcher*|upholsterer*|cabinetmaker*|cabinet maker|luthier*|jeweller*|goldsmith*|goldschmied*|uhrmacher*|watchmaker*|glassblower*|bookbinder*|buchbinder*|sattler*|polsterer*|raumausstatter*|
        fliesenleger*|stuckateur*|zimmerer*|zimmermann|ofenbauer*|glaser*|schornsteinfeger*|kaminkehrer*|hufschmied*|tierpfleger*|imker*|justiziar*|syndikus*|referendar*|richterin|staatsanwalt*|steuerfach*|wirtschaftspruefer*|fluglots*|
        matros*|lotse*|spengler*|sanitaerinst*|klempner*|kaelteanlagen*|anlagenmechan*|industriemechan*|werkzeugmach*|feinwerk*|orthopaed*|zahntechn*|augenoptik*|hoerakustik*|drucker|mediengestalt*|mediengestalter*|kaufm*|kfm|pflegehilfe|
        altenpfleg*|krankenpfleg*|notfallsanitaeter*|rettungssanit*|sanitaeter*|heilerzieh*|kinderpfleg*|tagesmutter|erziehungs*|schulbegleit*|schulsozial*|streetwork*|jugendreferent*|kirchenmusik*|diakon*|gemeindereferent*|
        pastoralreferent*|museumspaedagog*|theaterpaedagog*|dramaturg*|regie*|buehnen*|maskenbild*|requisit*|kameramann|kamerafrau|tontechn*|veranstaltungstechn*|croupier*|barkeeper*|barchef*|souschef*|sous chef|kuechenchef*|jungkoch|
        beikoch|patissier*|hausdame|zimmermaedchen|nachtportier|animateur*|reiseleit*|bergfuehr*|skilehr*|bademeister*|fitnesstrain*|yogalehr*|personal trainer|platzwart|greenkeeper*|zahnmediz*|arzthelf*|praxismanag*|kodierfach*|clinical|
        biomedical|radiology|sales manager|account exec*|account manager|customer success|product owner|product manager|product designer|project manager|programme manager|site manager|office manager|stage manager|community manager|
        data engineer|data scientist|data analyst|data steward|ux|ui|ux designer|game writer|technical writer|level designer|3d artist|artist|concept artist|sound designer|gaffer|grip|researcher|postgraduate|research associate|
        teaching assistant|lecturer|dean|provost|bursar|invigilator*|school secretary|dinner lady|lollipop|crossing guard|bus driver|tram driver|train driver|lkw|trucker*|hgv|van driver|delivery|rider|postman|postie|brieftraeger*|paketbot*|
        lagerkraft|lagerhelf*|gabelstap*|stapelfahr*|staplerfahr*|kranfuehr*|baggerfahr*|strassenbau*|tiefbau*|hochbau*|vermess*|bautechn*|statiker*|haustechn*|gebaeude*|facility|mechatron*|solarteur*|windkraft*|netzmeist*|wassermeist*|
        klaer*|abfall*|stadtrein*|chief executive|chief of staff|chair of|trustee|governor|treasurer|company secretary|geschaeftsleit*|prokurist*|abteilungsleit*|teamleit*|gruppenleit*|bereichsleit*|marktleit*|filialleit*|restaurantleit*|
        schichtleit*|stationsleit*|pflegedienstleit*|kitaleit*|schulleit*|rektor*|dekan*|vikar*|imam|rabbi|kaplan|bestatter*|undertaker*|embalmer*|gaertn*|baumpfleg*|forstwirt*|tierarzthelf*|vet nurse|veterinary|zoo keeper|zookeeper|
        dog walker|hundefris*|brauer*|maelzer*|kelter*|kaeser*|cheesemaker*|milchtechn*|muller|confectioner*|chocolatier*|seamstress*|dressmaker*|pattern cutter|schnittmach*|textil*|modedesign*|*verkaufer|promoter*|telesales|call centre|
        call center|callcenter|customer service|kundenberat*|kundenservice|kundenbetreu*|empfangs*|telefonist*|schreibkraft|buerokraft|office junior|office clerk|data entry|payroll|lohnbuch*|lohn gehalt|sachbearb*|verwaltungs*|
        standesbeamt*|amtsleit*|bauamt*|rechtspfleg*|justizfach*|vollzugs*|zollbeamt*|zoelln*|soldat*|feuerwehrm*|feuerwehrfr*|security guard|doorman|tuersteher*|detektiv*|bodyguard|night porter|sdet|ml engineer|mlops|sysadmin*|
        systemadmin*|netzwerk*|it support|helpdesk|service desk|first level|second level|scrum*|agile coach|embedded|firmware|verification|asic|fpga|quants|structurer|sales assistant|shop assistant|shop floor|shelf stacker|till|stockroom|
        warehouse|warehouse operative|operative|operatives|labourer*|hod carrier|electrician s mate|mate s|plant operator|process operator|quality inspector|lab tech*|lab assistant|phlebotom*|dietitian*|dietician*|osteopath*|chiropod*|
        podiatr*|orthoptist*|audiolog*|speech therap*|occupational therap*|support worker|care assistant|hca|health visitor|ward sister|ward manager|matron|registrar|foundation doctor|locum|oberarzt|oberaerztin|assistenzarzt*|chefarzt*|
        chefaerzt*|facharzt*|weiterbildungsassist*|psychotherap*|heilpraktik*|physio*|mtra|mtla|ota|ata
        """;
}
