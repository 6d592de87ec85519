"""What the words of a plan tell the plan check. It looks for words and understands none, so it asks for little."""

from __future__ import annotations

import re

from metrics.plan.model import Plan
from metrics.plan.terms import Addition

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SEVERAL_YEARS = re.compile(
    r"flerårig|årrække|de (?:næste|kommende) (?:\w+ )?år\b|over (?:flere|\w+) år\b|frem mod|på (?:længere )?sigt",
    re.I,
)
_DIALOGUE = re.compile(r"dialog|\bmøde|\w+møde|drøft", re.I)
_STAFF = re.compile(r"medarbejder|personale|\bansatte", re.I)
_PICTURE = re.compile(r"målbillede", re.I)
_AGAIN = re.compile(r"følge[sr]? op|opfølg|evaluer|status|gennemgå", re.I)
_PAY = re.compile(r"resultatløn|engangsvederlag", re.I)
_PAY_RESTS = re.compile(r"beregne|afgørende|udmål", re.I)
_ALL_PARTS = re.compile(r"\balle (?:dele|delelementer|delmål)\b", re.I)
_EVERY_QUARTER = re.compile(r"hvert kvartal|kvartalsvis", re.I)
_LEGALITY = re.compile(
    r"\bGDPR\b|databeskyttelse|persondata|lovkrav|efterlevelse|overholdelse af (?:lov|regler)|legalitet", re.I
)
_SECURITY = re.compile(r"\bit-sikkerhed|informationssikkerhed|cyber|\blogning\b|penetrationstest", re.I)
_VAGUE = re.compile(
    r"\b(centrale dele|relevante|væsentlige|særligt kritiske|passende|i videst muligt omfang)\b", re.I
)
_LATER = re.compile(
    r"efter (?:handleplanen|planen)|i overensstemmelse med (?:handle)?planen|\baftal(?:te|t|es)\b", re.I
)
_GOES_ON = re.compile(r"fortsæt", re.I)
_ACTIVITY = re.compile(
    r"\b(?:antal |gennemførte? |afholdte? |udgivne )(?:\w+ )?\w*(?:besøg|møder|kurser|kampagner|publikationer|"
    r"konferencer|aktiviteter|kontroller|inspektioner|rapporter|analyser)\b",
    re.I,
)
_NUMBERED = re.compile(r"(?:^|\s)(\d{1,2})\. (?=\D)")
_AMONG = re.compile(r"\b[Bb]l\.a\. ([^.]+)")


def names_other_years(text: str, year: int) -> bool:
    """Tell whether a text looks beyond one year: it names another, or speaks of several."""
    return bool(_SEVERAL_YEARS.search(text)) or any(int(found) != year for found in _YEAR.findall(text))


def find_later_years(text: str, year: int) -> list[int]:
    """Find the years after one in which a text says that something goes on."""
    return (
        sorted({int(found) for found in _YEAR.findall(text)} - set(range(year + 1)))
        if _GOES_ON.search(text)
        else []
    )


def read_picture(plan: Plan) -> str | None:
    """Read the strategic picture that is the plan's own; None where there is none, or it was added here."""
    return None if Addition.PICTURE in plan.added else plan.strategic_picture


def read_terms(plan: Plan) -> list[str]:
    """Read what the plan says of itself outside its goals, as paragraphs."""
    said = (read_picture(plan), plan.reporting.note, plan.scoring.note, *plan.notes)
    return [text for text in said if text]


def mentions_dialogue(plan: Plan) -> bool:
    """Tell whether the plan speaks of a meeting or a dialogue about it."""
    return any(_DIALOGUE.search(text) for text in read_terms(plan))


def mentions_staff(plan: Plan) -> bool:
    """Tell whether the plan speaks of the staff outside its goals."""
    return any(_STAFF.search(text) for text in read_terms(plan))


def follows_picture_up(plan: Plan) -> bool:
    """Tell whether the plan says that its strategic picture is followed up."""
    return any(_PICTURE.search(text) and _AGAIN.search(text) for text in read_terms(plan))


def rests_pay_on_total(plan: Plan) -> bool:
    """Tell whether the chief's pay rests on fulfilment, by a rule or by the plan's words."""
    return plan.pay is not None or any(_PAY.search(text) and _PAY_RESTS.search(text) for text in plan.notes)


def asks_for_all_parts(plan: Plan) -> bool:
    """Tell whether the plan says of all its goals that every part is needed."""
    return any(_ALL_PARTS.search(text) for text in read_terms(plan))


def speaks_of_every_quarter(plan: Plan) -> bool:
    """Tell whether the plan's words on reports speak of every quarter."""
    return bool(_EVERY_QUARTER.search(plan.reporting.note or ""))


def is_about_legality(title: str) -> bool:
    """Tell whether a goal's title speaks of keeping the law."""
    return bool(_LEGALITY.search(title))


def is_about_security(title: str) -> bool:
    """Tell whether a goal's title speaks of the security of information."""
    return bool(_SECURITY.search(title))


def find_vague_extent(title: str) -> str | None:
    """Find the words by which a title leaves open how much is asked for; None where it does not."""
    found = _VAGUE.search(title)
    return found[0] if found else None


def leaves_content_open(title: str) -> bool:
    """Tell whether a title refers to what a plan or an agreement is yet to say."""
    return bool(_LATER.search(title))


def counts_activity(title: str) -> bool:
    """Tell whether a title counts what is done: visits, meetings, courses and the like."""
    return bool(_ACTIVITY.search(title))


def count_elements(text: str) -> int:
    """Count the elements that a text lists, by numbers or after "bl.a."; 0 where it lists none."""
    numbered = 0
    for found in _NUMBERED.findall(text):
        numbered += int(found) == numbered + 1
    among = _AMONG.search(text)
    if not among:
        return numbered
    bare = re.sub(r"\([^)]*\)", "", among[1])
    return max(numbered, len(re.split(r",| og ", bare)))
