"""The note to the head on one page: what has moved, what is at risk, and what is asked, with the options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from export.papers.kinds.goal_tables import make_points, make_status, name_goal
from export.papers.kinds.paper_head import make_head
from export.papers.kinds.plan_paper import make_columns
from export.papers.paper import (
    Block,
    Paper,
    PaperCell,
    PaperColumn,
    PaperSection,
    PaperTable,
    Paragraph,
    TextTone,
)
from metrics.followup.asks import Ask
from metrics.followup.changes import GoalMove
from metrics.followup.concerns import Concern
from metrics.followup.outlook import Outlook
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperKind
from metrics.paper.note import MOST, find_note
from words import criteria
from words.flag import write_named_reason
from words.forecast import write_chances
from words.headline import write_headline, write_move
from words.language import Words, end_sentence
from words.standing import write_status


def make_note_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the note about a plan."""
    found = find_note([ground.outlook], ground)
    title = words.t("paper.note_title", plan=ground.score.plan.title)
    sections = [
        PaperSection("", (Paragraph(_write_lead(ground, words), TextTone.LEAD),)),
        PaperSection(words.t("paper.asked"), tuple(_make_asks(found.asks, ground, words))),
        PaperSection(words.t("paper.at_risk"), tuple(_make_concerns(found.concerns, words))),
        PaperSection(_name_moves(ground, words), tuple(make_moves(found.moved, ground, words))),
    ]
    return Paper(make_head(PaperKind.NOTE, ground, title, words), tuple(sections))


def _write_lead(ground: PaperGround, words: Words) -> str:
    score = ground.score
    owner = ground.catalogue.find_owner(score.plan).name
    if not score.totalled:
        return f"{owner}: {criteria.write_counts(score, words)}."
    return write_headline(ground.find_headline_of(ground.plan), owner, words)


def _make_asks(asks: Sequence[Ask], ground: PaperGround, words: Words) -> Iterator[Block]:
    if not asks:
        yield Paragraph(words.t("paper.none_asked"))
        return
    keys = ("page.goal", "overview.why", "paper.options")
    columns = (
        *make_columns(keys, (28, 44, 36), words),
        PaperColumn(words.t("overview.points"), 10, numeric=True),
    )
    rows = tuple(
        (
            PaperCell(name_goal(ask.goal), status=ask.goal.status, strong=True),
            PaperCell(_write_ask(ask, words)),
            PaperCell("\n".join(words.t(f"paper.option_{option}") for option in (ask.kind, "hold"))),
            make_points(ask.goal.points.open, ask.outlook.score.points.possible, words),
        )
        for ask in asks[:MOST]
    )
    yield PaperTable("", columns, rows)
    yield from tell_rest(len(asks), words)


def _write_ask(ask: Ask, words: Words) -> str:
    said = write_named_reason(ask.reason, ask.goal.goal, words, titled=True) if ask.reason else ""
    if ask.until:
        said = words.t("asked.runs_out", on=words.date(ask.until))
        said = said[:1].upper() + said[1:]
    return " ".join(end_sentence(one) for one in (said, write_chances(ask.goal.outcome, words)) if one)


def _make_concerns(concerns: Sequence[Concern], words: Words) -> Iterator[Block]:
    if not concerns:
        yield Paragraph(words.t("asked.none_at_risk"))
        return
    yield make_concern_table(concerns[:MOST], words)
    yield from tell_rest(len(concerns), words)


def make_concern_table(concerns: Sequence[Concern], words: Words, owners: Sequence[str] = ()) -> PaperTable:
    """Make the table of goals at risk or late, with why and by when; `owners` names the institution of each."""
    columns = (
        *((PaperColumn(words.t("paper.institution"), 22),) if owners else ()),
        *make_columns(("page.goal", "plan.status", "overview.why", "overview.due"), (26, 18, 40, 14), words),
        PaperColumn(words.t("overview.points"), 10, numeric=True),
    )
    rows = tuple(
        (
            *((PaperCell(owners[place]),) if owners else ()),
            PaperCell(name_goal(one.goal), strong=True),
            make_status(one.goal, one.outlook.score, words),
            PaperCell(write_named_reason(one.first, one.goal.goal, words, titled=True)),
            PaperCell(words.date_short(one.first.due), value=one.first.due),
            make_points(one.goal.points.open, one.outlook.score.points.possible, words),
        )
        for place, one in enumerate(concerns)
    )
    return PaperTable("", columns, rows)


def _name_moves(ground: PaperGround, words: Words) -> str:
    if ground.since is None:
        return words.t("paper.moved")
    return words.t("paper.moved_since", on=words.date(ground.since))


def make_moves(
    moved: Sequence[tuple[Outlook, GoalMove]], ground: PaperGround, words: Words
) -> Iterator[Block]:
    """Make the table of goals that have moved; a sentence where none has."""
    if not moved:
        yield Paragraph(words.t("paper.none_moved"))
        return
    columns = (
        *make_columns(("page.goal", "overview.before", "overview.now"), (28, 20, 20), words),
        PaperColumn(words.t("overview.moved"), 14, numeric=True),
        PaperColumn(words.t("overview.why"), 40),
    )
    rows = tuple(
        (
            PaperCell(name_goal(move.goal), strong=True),
            PaperCell(write_status(move.before, words, over=False), status=move.before),
            make_status(move.goal, outlook.score, words),
            PaperCell(write_move(move.points, outlook.score.points.possible, words, foreseen=True)),
            PaperCell(
                write_named_reason(move.reason, move.goal.goal, words, titled=True) if move.reason else ""
            ),
        )
        for outlook, move in moved[:MOST]
    )
    yield PaperTable("", columns, rows)
    yield from tell_rest(len(moved), words)


def tell_rest(count: int, words: Words) -> Iterator[Block]:
    """Tell that only the weightiest of many are shown; nothing where all are."""
    if count > MOST:
        said = words.t("paper.weightiest", shown=words.number(MOST), count=words.number(count))
        yield Paragraph(said, TextTone.NOTE)
