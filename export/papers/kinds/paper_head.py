"""The head of a paper in words: what it is, whose, as of when, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from export.papers.paper import PaperHead
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import OF_A_MEETING, PaperKind, find_marking
from metrics.periods import find_danish_day
from words.language import Words
from words.moment import write_moment


@dataclass(frozen=True, slots=True)
class KeptMoment:
    """What a paper of something kept says instead of the moment asked about: its version, its day, and when known."""

    version: str
    day: str
    known: str


def make_head(
    kind: PaperKind, ground: PaperGround, title: str, words: Words, kept: KeptMoment | None = None
) -> PaperHead:
    """Make the head of a paper about a plan, its institution or its area."""
    owner, facts = ground.catalogue.find_owner(ground.score.plan), ground.facts
    known = kept.known if kept else words.date(find_danish_day(facts.known_at))
    of_area = ground.is_of_area(kind)
    marking = find_marking(kind, of_area=of_area)
    marked = words.t(f"paper.marking_{marking}")
    version = kept.version if kept else words.t("paper.version", number=ground.version)
    day = kept.day if kept else words.date(facts.as_of)
    said = (
        words.t("moment.day", date=day)
        if kept
        else write_moment(facts.as_of, find_danish_day(facts.known_at), ground.today, words)
    )
    labels = (
        (words.t("paper.institution"), owner.name),
        (words.t("paper.area"), ground.area),
        (words.t("paper.plan"), ground.score.plan.title),
        (words.t("paper.as_of"), day),
        (words.t("paper.known"), known),
        (words.t("paper.marking"), marked),
    )
    without = {words.t("paper.institution"), words.t("paper.plan")} if of_area else set()
    if ground.meeting and kind in OF_A_MEETING and len(ground.meeting.view.plans) > 1:
        without.add(words.t("paper.plan"))
    return PaperHead(
        kind,
        words.lang,
        title,
        words.t(f"paper.kind_{kind}"),
        "" if of_area else owner.name,
        ground.area,
        said,
        known,
        "" if of_area and not kept else version,
        words.t("paper.made", at=words.moment(ground.made)),
        marking,
        marked,
        words.t("word.fictional") if _is_fictional(ground, of_area=of_area) else "",
        words.t("paper.page"),
        words.t("paper.of"),
        tuple(pair for pair in labels if pair[0] not in without and pair[1]),
    )


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the head of a paper that is of no yearly plan says: whose it is, its version, and its moment.

    `institution` or `area` is empty where it is of the other alone; `version` where it has none.
    """

    title: str
    institution: str
    area: str
    version: str
    as_of: date
    known_at: datetime
    today: date
    made: datetime
    fictional: bool


def make_document_head(kind: PaperKind, facts: DocumentFacts, words: Words) -> PaperHead:
    """Make the head of a paper that is of no yearly plan: a development plan's, or that of a year."""
    known = find_danish_day(facts.known_at)
    marking = find_marking(kind, of_area=not facts.institution)
    marked = words.t(f"paper.marking_{marking}")
    labels = (
        (words.t("paper.institution"), facts.institution),
        (words.t("paper.area"), facts.area),
        (words.t("paper.as_of"), words.date(facts.as_of)),
        (words.t("paper.known"), words.date(known)),
        (words.t("paper.marking"), marked),
    )
    return PaperHead(
        kind,
        words.lang,
        facts.title,
        words.t(f"paper.kind_{kind}"),
        facts.institution,
        facts.area,
        write_moment(facts.as_of, known, facts.today, words),
        words.date(known),
        facts.version,
        words.t("paper.made", at=words.moment(facts.made)),
        marking,
        marked,
        words.t("word.fictional") if facts.fictional else "",
        words.t("paper.page"),
        words.t("paper.of"),
        tuple(pair for pair in labels if pair[1]),
    )


def _is_fictional(ground: PaperGround, *, of_area: bool) -> bool:
    """Tell whether figures are made up: those of the institution, or of any in the area."""
    owner, catalogue = ground.catalogue.find_owner(ground.score.plan), ground.catalogue
    if not of_area:
        return owner.fictional
    day = ground.facts.as_of
    return any(
        catalogue.find_owner(plan).fictional
        for plan in ground.agreed
        if catalogue.find_area(plan, day) == ground.area
    )
