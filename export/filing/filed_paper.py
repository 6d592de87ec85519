"""A document of the journal as a paper: what it says as it was kept, in words, and nothing that came after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from export.filing.kept_note import make_note_sections
from export.filing.kept_sections import make_annual_sections, make_minutes_sections, make_settlement_sections
from export.papers.kinds.plan_paper import make_columns
from export.papers.kinds.report_sections import make_report_sections
from export.papers.paper import (
    Block,
    Bullets,
    Paper,
    PaperCell,
    PaperHead,
    PaperSection,
    PaperTable,
    Paragraph,
    TextTone,
)
from metrics.access import Role
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.fact_history import FactHistory
from metrics.filing.filed_document import Content, DocumentContent, FiledDocument, FiledKind
from metrics.filing.journal import JournalEntry
from metrics.paper.kinds import Marking, PaperKind
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion
from metrics.score.scoring import CriterionScore, score_plan
from words import criteria
from words.decision import write_what
from words.filing.document_line import write_sender, write_subject, write_title
from words.language import Words
from words.reports.step_line import write_person
from words.signing import write_signatures


@dataclass(frozen=True, slots=True)
class FilingGround:
    """What the documents of a plan are told with: its versions, the definitions, and what was known when."""

    versions: tuple[PlanVersion, ...]
    catalogue: Catalogue
    history: FactHistory

    @property
    def plan(self) -> Plan:
        """The newest version of the plan."""
        return self.versions[-1].plan

    def find_plan(self, number: int) -> Plan:
        """Find what the plan said in a version; the newest where there is none of that number."""
        return next((one.plan for one in self.versions if one.number == number), self.plan)

    def find_plan_at(self, moment: datetime) -> Plan:
        """Find what the plan said at a moment."""
        known = [one.plan for one in self.versions if one.recorded_at <= moment]
        return known[-1] if known else self.versions[0].plan


Make = Callable[[DocumentContent, FilingGround, Words], list[PaperSection]]


def make_filed_paper(
    found: DocumentContent, entry: JournalEntry, ground: FilingGround, words: Words
) -> Paper:
    """Make the paper of a document: its facts, what was written with it, and what it keeps."""
    facts = PaperSection("", tuple(_make_facts(found, words)))
    sections = [facts, *SECTIONS.get(found.document.kind, _make_nothing)(found, ground, words)]
    return Paper(_make_head(found, entry, ground, words), tuple(one for one in sections if one.blocks))


def _make_head(found: DocumentContent, entry: JournalEntry, ground: FilingGround, words: Words) -> PaperHead:
    document, owner = found.document, ground.catalogue.find_owner(ground.plan)
    day, title = words.date(document.on), write_title(document, words)
    marking = Marking.SHARED
    if document.audience.is_internal:
        # Advice to the head is the same on file as when it was sent.
        marking = Marking.MINISTER if document.kind is FiledKind.NOTE else Marking.INTERNAL
    marked = words.t(f"paper.marking_{marking}")
    titles = {ground.plan.id: ground.plan.title}
    numbers = [
        (words.t(f"filed.number_of_{party}"), entry.find_number(party)) for party in document.audience.parties
    ]
    labels = (
        (words.t("paper.institution"), "" if document.area else owner.name),
        (words.t("filed.subject"), write_subject(document, titles, words)),
        (words.t("filed.on"), day),
        (words.t("filed.from"), write_sender(document, words)),
        *numbers,
        (words.t("filed.digest"), document.digest),
        (words.t("paper.marking"), marked),
    )
    return PaperHead(
        PaperKind.PLAN,
        words.lang,
        title,
        words.t("page.journal"),
        document.area or owner.name,
        ground.catalogue.find_area(ground.plan, document.on),
        words.t("moment.day", date=day),
        day,
        document.key,
        words.t("filed.kept", at=words.moment(document.at)),
        marking,
        marked,
        words.t("word.fictional") if owner.fictional else "",
        words.t("paper.page"),
        words.t("paper.of"),
        tuple(pair for pair in labels if pair[1]),
    )


def _make_facts(found: DocumentContent, words: Words) -> Iterator[Block]:
    """Say who did it, until when, and what was written with it."""
    said = found.said
    if said.get("person") and said.get("role"):
        who = write_person(said["person"], Role(said["role"]), words)
        yield Paragraph(words.t("filed.by", who=who, at=words.moment(found.document.at)), TextTone.LEAD)
    if found.document.kind is FiledKind.EXCEPTION and said.get("until"):
        yield Paragraph(words.t("filed.until", until=words.date(date.fromisoformat(said["until"]))))
    if found.document.words:
        yield Paragraph(found.document.words)


def _make_nothing(_: DocumentContent, __: FilingGround, ___: Words) -> list[PaperSection]:
    return []


def _make_kept_report(found: DocumentContent, ground: FilingGround, words: Words) -> list[PaperSection]:
    kept: Content | None = found.said["document"]
    if kept is None:
        return []
    return make_report_sections(kept, ground.find_plan(kept["plan_version"]), ground.catalogue, words)


def _make_rows(found: DocumentContent, _: FilingGround, words: Words) -> list[PaperSection]:
    """Make the list of the goals that a letter is about."""
    goals = found.document.goals
    if not goals:
        return []
    text = words.t("filed.goals", goals=words.list(list(goals)))
    return [PaperSection(words.t("filed.about"), (Paragraph(text),))]


def _make_letter(found: DocumentContent, ground: FilingGround, words: Words) -> list[PaperSection]:
    return [*_make_rows(found, ground, words), *_make_kept_report(found, ground, words)]


def _make_decision(found: DocumentContent, ground: FilingGround, words: Words) -> list[PaperSection]:
    decided = _read_decision(found.document, found.said)
    plan = ground.find_plan_at(found.document.at)
    facts = (
        words.t("filed.decided", what=write_what(decided, plan, words)),
        words.t("filed.decided_by", by=decided.by, on=words.date(decided.on)),
    )
    return [PaperSection(words.t("course.decision"), (Bullets(facts),))]


def _read_decision(document: FiledDocument, said: Mapping[str, Any]) -> Decision:
    return Decision(
        said["plan"],
        DecisionKind(said["kind"]),
        date.fromisoformat(said["on"]),
        said["by"],
        said["reason"],
        said["goal"],
        None if said["points"] is None else Decimal(said["points"]),
        date.fromisoformat(said["until"]) if said["until"] else None,
        said["revokes"],
        document.at,
    )


def _make_plan(found: DocumentContent, ground: FilingGround, words: Words) -> list[PaperSection]:
    """Make the sections of a plan as a version of it says: what it is, who signed, and each goal with its tests."""
    plan = ground.find_plan(found.document.version)
    facts = ground.history.known(max(found.document.on, plan.start), found.document.at)
    score = score_plan(plan, facts, ground.catalogue)
    rows = [
        row
        for goal in score.goals
        for row in (
            (
                PaperCell(goal.goal.number, strong=True),
                PaperCell(goal.goal.title, strong=True),
                PaperCell(words.points(goal.weight, plan.scoring.possible) if goal.weight else ""),
                PaperCell(),
            ),
            *(row for leaf in goal.criteria for row in _list_tests(leaf, plan, ground.catalogue, words, 1)),
        )
    ]
    keys = ("export.number", "export.title", "plan.weight", "export.target")
    table = PaperTable("", make_columns(keys, (10, 60, 14, 36), words), tuple(rows))
    span = f"{words.t('plan.year')}: {words.date(plan.start)} – {words.date(plan.end)}"
    signed = [f"{words.t('plan.signed')}: {line}" for line in write_signatures(plan, words)]
    issued = [f"{words.t('plan.signed')}: {plan.issued_by}"] if plan.issued_by else []
    picture = (Paragraph(plan.strategic_picture),) if plan.strategic_picture else ()
    about = (*picture, Bullets((span, *signed, *issued, *plan.notes)))
    return [PaperSection(words.t("paper.about"), about), PaperSection(words.t("plan.caption"), (table,))]


def _list_tests(
    found: CriterionScore, plan: Plan, catalogue: Catalogue, words: Words, depth: int
) -> Iterator[tuple[PaperCell, ...]]:
    target = criteria.write_target(found, plan, catalogue, words)
    title = PaperCell(found.criterion.title, depth=depth)
    yield (PaperCell(found.criterion.number), title, PaperCell(), PaperCell(target))
    for child in found.criteria:
        yield from _list_tests(child, plan, catalogue, words, depth + 1)


def _make_settlement(found: DocumentContent, ground: FilingGround, words: Words) -> list[PaperSection]:
    plan = ground.find_plan(found.document.version)
    return make_settlement_sections(found.said["parts"], plan, words)


def _make_annual(found: DocumentContent, ground: FilingGround, words: Words) -> list[PaperSection]:
    kept = found.said["document"]
    if not kept:
        return []
    return make_annual_sections(kept, ground.find_plan(kept["plan_version"]), ground.catalogue, words)


def _make_minutes(found: DocumentContent, _: FilingGround, words: Words) -> list[PaperSection]:
    return make_minutes_sections(found.said["document"], found.said["lines"], words)


def _make_note(found: DocumentContent, _: FilingGround, words: Words) -> list[PaperSection]:
    return make_note_sections(found.said["document"], words)


SECTIONS: Mapping[FiledKind, Make] = {
    **dict.fromkeys((FiledKind.PLAN, FiledKind.AMENDMENT, FiledKind.REOPENING), _make_plan),
    FiledKind.SETTLEMENT: _make_settlement,
    **dict.fromkeys((FiledKind.PRELIMINARY, FiledKind.REPORT, FiledKind.RECEIPT), _make_kept_report),
    **dict.fromkeys((FiledKind.QUESTION, FiledKind.ANSWER), _make_letter),
    **dict.fromkeys((FiledKind.DEVIATION, FiledKind.DECISION, FiledKind.PAY), _make_decision),
    FiledKind.ANNUAL: _make_annual,
    FiledKind.MINUTES: _make_minutes,
    FiledKind.NOTE: _make_note,
}
"""What makes the sections of each kind beyond its facts; another kind is its words alone."""
