"""What each table and column of an archive holds, in Danish, as whoever opens it in many years will read it.

The package has one language, as a results file has its headings: it is no screen that is read in another.
"""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[str, tuple[str, str]] = {
    "plan_versions": ("planversioner", "Planens tekst i hver version. En version ændres aldrig."),
    "plan_signatures": ("underskrifter", "Underskrifter på udkast og forslag, givet i Målstreg."),
    "plan_proposals": (
        "forslag",
        "Forslag om at ændre den underskrevne plan, også dem der ikke blev til noget.",
    ),
    "finding_answers": ("plantjek", "Svar på plantjekkets bemærkninger, hvert med sin begrundelse."),
    "indicators": ("serier", "De måleserier, planens mål aflæses i."),
    "indicator_changes": ("serieaendringer", "Ændringer af seriernes navn, definition og ansvarlige."),
    "breaks": ("databrud", "Dage, fra hvilke en serie måles på en ny måde."),
    "observations": ("maalinger", "Alle værdier i serierne. En rettelse er en ny række."),
    "events": (
        "haendelser",
        "Hvad der er sagt om planens milepæle og vurderinger, og hvad der er forventet.",
    ),
    "report_steps": ("rapporttrin", "Trin med kvartalsrapporterne og det, hvert trin fastholdt."),
    "decisions": (
        "beslutninger",
        "Beslutninger om planens opgørelse, accepterede afvigelser og resultatløn.",
    ),
    "meeting_steps": ("moedetrin", "Trin med kvartalsmøderne og det, afslutningen af hvert møde fastholdt."),
    "meeting_entries": ("moedelinjer", "Det, der blev noteret på kvartalsmøderne, linje for linje."),
    "annual_acts": ("aarsopgoerelse", "Parternes godkendelse af årsopgørelsen og det, der blev godkendt."),
    "filed_notes": ("notater", "Notater til departementets ledelse, som de så ud, da de blev journalført."),
    "settled_parts": ("opgoerelsesdele", "Planens endelige opgørelse, mål for mål, da planen blev lukket."),
    "journal_numbers": (
        "journalnumre",
        "Parternes journalnumre. Det seneste for et dokument og en part gælder.",
    ),
}
"""The Danish name of each table, as its files are called, and what it holds."""

COLUMNS: Mapping[tuple[str, str], str] = {
    ("", "about"): "Nummeret (id) på den linje, denne siger noget om.",
    ("", "absent"): "Hvem der var fraværende, ved rolle eller navn.",
    (
        "",
        "act",
    ): "Hvad der blev gjort: approved (godkendt), agreed (tiltrådt) eller returned (sendt tilbage).",
    (
        "",
        "afterwards",
    ): "Om opgørelsen blev lavet efter, at planen var lukket (true/1) eller ved lukningen (false/0).",
    ("", "area"): "Ministerområdet, når mødet handlede om et helt område. Ellers tomt.",
    ("", "awaited"): "Den dag, værdien ventes, når den ikke foreligger endnu.",
    ("", "backfilled"): "Om værdien er registreret senere end den blev kendt (efterregistreret).",
    ("", "better"): "Om højere (higher), lavere (lower) eller tæt på (near) er bedst.",
    ("", "by"): "Hvem der besluttede, som rolle eller navn.",
    ("", "chosen"): "Om værdien er valgt blandt flere i kilden.",
    ("", "criterion"): "Nummeret på det kriterium i planen, rækken handler om.",
    (
        "",
        "cases",
    ): "Reglen, som tallene tælles efter i en sagsliste, som JSON. Tom tekst i en ændring: ingen regel.",
    ("", "decimals"): "Antal decimaler, værdier vises med.",
    ("", "decision_id"): "Nummeret (id) på den beslutning, linjen blev registreret med.",
    ("", "definition"): "Hvad serien måler, i ord.",
    ("", "denominator"): "Nævneren, når værdien er en andel.",
    ("", "digest"): "SHA-256 af dokumentets indhold, da nummeret blev givet.",
    ("", "document"): "Det fastholdte indhold som JSON.",
    ("", "due"): "Fristen som dato.",
    ("", "end"): "Sidste dag i perioden.",
    ("", "entered_at"): "Hvornår rækken kom i databasen (UTC).",
    ("", "exempt"): "Den del af nævneren, der er holdt ude.",
    ("", "frequency"): "Hvor ofte serien måles.",
    ("", "goal"): "Nummeret på det mål i planen, rækken handler om.",
    ("", "id"): "Rækkens nummer i databasen. Andre rækker henviser til det.",
    ("", "indicator"): "Seriens nøgle.",
    ("", "institution"): "Institutionens nøgle.",
    ("", "kind"): "Hvad rækken er, som kode.",
    ("", "known_at"): "Det tidspunkt, opgørelsen bygger på viden fra (UTC).",
    ("", "least"): "Den mindste del af fuld opfyldelse (0 til 1) som brøk.",
    ("", "lost"): "Tabte point som brøk.",
    ("", "most"): "Den største del af fuld opfyldelse (0 til 1) som brøk.",
    ("", "name"): "Seriens navn.",
    ("", "note"): "Bemærkning.",
    ("", "number"): "Nummeret på målet eller kriteriet; for planen som helhed er det planens egen del.",
    ("", "numerator"): "Tælleren, når værdien er en andel.",
    ("", "on"): "Den dag, rækken gælder eller blev besluttet.",
    ("", "only_rises"): "Om seriens niveau kun kan stige.",
    ("", "open"): "Point, der udestod, som brøk.",
    ("", "organisation"): "Den organisation, der er skrevet under for.",
    (
        "",
        "original",
    ): "Om delen er opgjort efter planens oprindelige tekst (true/1) eller den ændrede (false/0).",
    (
        "",
        "origin",
    ): "Den sagsliste, tallet er talt af, som JSON: regelversion, antal sager og filens SHA-256.",
    ("", "owner"): "Hvem der svarer for opgaven, som rolle eller navn.",
    ("", "party"): "Parten: department (departementet) eller institution (institutionen).",
    ("", "period"): "Perioden: et år, et kvartal (2017Q3), en måned eller en dag.",
    ("", "person"): "Hvem der gjorde det, ved adresse.",
    ("", "points"): "Point eller procent, der blev besluttet.",
    ("", "precision"): "Om værdien er nøjagtig (exact) eller kun kendt som en grænse.",
    ("", "proposal_id"): "Nummeret (id) på det forslag, der er skrevet under på. Tomt for et udkast.",
    ("", "provisional"): "Om værdien er foreløbig.",
    ("", "quarter"): "Kvartalet, for eksempel 2017Q3, eller dagen for en rapport uden for kvartalerne.",
    ("", "reason"): "Begrundelsen.",
    ("", "recorded_at"): "Hvornår rækken var kendt (UTC).",
    ("", "reports"): "Om en værdi er periodens egen eller årets til og med perioden.",
    ("", "retracted"): "Om databruddet er taget tilbage.",
    ("", "revokes"): "Nummeret (id) på den beslutning, denne tilbagekalder.",
    ("", "role"): "Den rolle, det blev gjort i.",
    ("", "rows"): "Nøglerne på de linjer i rapporten, trinnet handler om, som JSON.",
    ("", "secured"): "Opnåede point som brøk.",
    ("", "since"): "Den dag, ændringen gælder fra.",
    ("", "source"): "Hvor værdien stammer fra.",
    (
        "",
        "stage",
    ): "Stadiet: draft (udkast), proposed (forslag), signed (underskrevet), closed (lukket) m.fl.",
    ("", "start"): "Første dag i perioden.",
    ("", "status"): "Status ved opgørelsen som kode.",
    ("", "text"): "Linjens tekst.",
    ("", "trace"): "Hvorfor kriteriet blev opgjort, som det blev, som JSON.",
    ("", "unit"): "Seriens enhed.",
    ("", "until"): "Den dag, der er givet frist til, eller afvigelsen er accepteret til.",
    ("", "value"): "Værdien. Tom, når den er givet som tæller og nævner.",
    ("", "version"): "Nummeret på den version af planen, der lukkede den.",
    ("", "withdrawn"): "Om værdien er taget tilbage.",
    ("", "year"): "Det år i en flerårig plan, rækken handler om. Tomt for en plan over ét år.",
    ("", "word"): "Det ord, der blev brugt, når vurderingen gives i ord.",
    ("", "words"): "Hvad der blev skrevet med.",
    ("annual_acts", "number"): "Nummeret på den version af planen, der blev godkendt efter.",
    ("events", "ends"): "Sidste dag, det der udløste en pligt, gælder. Tom for andre hændelser.",
    (
        "events",
        "occurrence",
    ): "Den gang, pligten forfaldt, som hændelsen handler om. Tom for andre hændelser.",
    ("events", "value"): "Det tal, kriteriet ventes at ende på.",
    (
        "indicator_changes",
        "owner",
    ): "Hvem der giver værdierne: institutionen, departementet eller en central kilde.",
    ("finding_answers", "digest"): "SHA-256 af bemærkningen, som den lød, da den blev besvaret.",
    (
        "finding_answers",
        "kind",
    ): "Svaret: kept (planen fastholdes), changing (planen rettes) eller unfounded (passer ikke her).",
    (
        "finding_answers",
        "place",
    ): "Nummeret på det mål eller delmål, bemærkningen gælder. Tomt for hele planen.",
    ("finding_answers", "rule"): "Den regel i plantjekket, bemærkningen følger af.",
    ("indicators", "owner"): "Hvem der giver værdierne: institutionen, departementet eller en central kilde.",
    ("indicators", "source"): "Hvor værdierne sædvanligvis stammer fra.",
    ("journal_numbers", "document"): "Dokumentets nøgle, som i journal.csv.",
    ("journal_numbers", "number"): "Journalnummeret. Tomt, når det tidligere nummer er taget tilbage.",
    (
        "meeting_steps",
        "on",
    ): "Den dag, mødet er planlagt til, eller sidste dag for bemærkninger til referatet.",
    ("plan_proposals", "number"): "Nummeret på den version af planen, forslaget gælder.",
    ("plan_signatures", "number"): "Nummeret på den version af planen, der er skrevet under på.",
    ("plan_versions", "document"): "Planens fulde tekst som JSON.",
    ("plan_versions", "number"): "Versionens nummer, fra 1.",
    ("report_steps", "due"): "Planens egen frist for rapporten.",
    ("report_steps", "end"): "Kvartalets sidste dag.",
    ("report_steps", "until"): "Den nye frist, når fristen er udsat.",
    (
        "settled_parts",
        "kind",
    ): "Om rækken er om hele planen (total), et mål (goal) eller et kriterium (criterion).",
    ("settled_parts", "on"): "Den dag, planen blev lukket.",
}
"""What a column holds: of one table or, where no table is named, of every table that has it."""


def describe_column(table: str, column: str) -> str:
    """Describe a column of a table in Danish."""
    return COLUMNS.get((table, column)) or COLUMNS["", column]
