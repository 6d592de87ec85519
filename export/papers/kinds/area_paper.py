"""A ministry area as a paper: its running plans, worst first, the goals at risk, and what has moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from export.papers.chart import BarChart
from export.papers.kinds.goal_tables import make_parts, make_status, name_goal
from export.papers.kinds.headline_part import make_plan_bar
from export.papers.kinds.note_paper import make_concern_table
from export.papers.kinds.paper_head import make_head
from export.papers.kinds.plan_paper import make_columns
from export.papers.kinds.trend_charts import name_series
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
from metrics.followup.outlook import Outlook
from metrics.paper.ground import PaperGround
from metrics.paper.kinds import PaperKind
from metrics.paper.note import NoteContent, find_note
from metrics.whatif.headline import Headline, rank_headlines
from words import criteria, headline
from words.flag import write_named_reason
from words.language import Words
from words.standing import write_status


def make_area_paper(ground: PaperGround, words: Words) -> Paper:
    """Make the paper of the ministry area of a plan."""
    outlooks = list_running(ground)
    found = {one.score.plan.id: ground.find_headline_of(one.score.plan.id) for one in outlooks}
    ranked = {plan: found[plan] for plan in rank_headlines(found)}
    note = find_note(outlooks, ground)
    sections = [
        PaperSection("", tuple(_make_lead(outlooks, ranked, ground, words))),
        PaperSection(words.t("overview.standing"), (_make_plans(ranked, ground, words),)),
        PaperSection(words.t("paper.at_risk"), tuple(_make_risks(note, ground, words))),
        PaperSection(_name_moves(ground, words), tuple(_make_moves(note, ground, words))),
    ]
    return Paper(make_head(PaperKind.AREA, ground, ground.area, words), tuple(sections))


def list_running(ground: PaperGround) -> list[Outlook]:
    """List the outlooks of the signed plans that run in the area on the day."""
    return [ground.outlooks[plan.id] for plan in ground.list_running()]


def _make_lead(
    outlooks: Sequence[Outlook], ranked: Mapping[str, Headline], ground: PaperGround, words: Words
) -> Iterator[Block]:
    goals = sum(len(one.score.goals) for one in outlooks)
    owners = {one.score.plan.institution for one in outlooks}
    counts = (words.n("overview.plans", len(owners)), words.n("overview.goals", goals))
    yield Paragraph(" · ".join(counts), TextTone.LEAD)
    totalled = {plan: one for plan, one in ranked.items() if one.score.totalled}
    if not totalled:
        return
    bars = tuple(make_plan_bar(one, name_owner(plan, ground), words) for plan, one in totalled.items())
    most = max(float(one.points.possible) for one in totalled.values())
    alt = " ".join(
        headline.write_headline(one, name_owner(plan, ground), words) for plan, one in totalled.items()
    )
    yield BarChart("", "", alt, bars, most, in_rows=True, names=name_series(words))


def name_owner(plan: str, ground: PaperGround) -> str:
    """Name the institution of a plan, marked where its figures are made up."""
    owner = ground.catalogue.find_owner(ground.outlooks[plan].score.plan)
    return owner.name


def _make_plans(ranked: Mapping[str, Headline], ground: PaperGround, words: Words) -> PaperTable:
    columns = (
        *make_columns(
            ("paper.institution", "headline.expected_short", "headline.change"), (34, 30, 16), words
        ),
        *(PaperColumn(words.t(f"bar.{part}"), 11, numeric=True) for part in ("secured", "open", "lost")),
        PaperColumn(words.t("paper.behind"), 36),
    )
    rows = []
    for plan, found in ranked.items():
        figure, of_what = headline.write_figure(found, words)
        between = (
            (words.t("headline.interval", between=headline.write_between(found, words)),)
            if found.expected
            else ()
        )
        p = found.points
        points = make_parts(p, words)
        rows.append(
            (
                PaperCell(name_owner(plan, ground), notes=(found.score.plan.title,), strong=True),
                PaperCell(f"{figure} {of_what}".strip(), notes=between),
                PaperCell(headline.write_change(found, words)),
                *(points if found.score.totalled else [PaperCell(criteria.NOTHING)] * 3),
                PaperCell("\n".join(headline.write_behind(found, words))),
            )
        )
    return PaperTable("", columns, tuple(rows))


def _make_risks(note: NoteContent, ground: PaperGround, words: Words) -> Iterator[Block]:
    if not note.concerns:
        yield Paragraph(words.t("asked.none_at_risk"))
        return
    owners = [name_owner(one.outlook.score.plan.id, ground) for one in note.concerns]
    yield make_concern_table(note.concerns, words, owners)


def _name_moves(ground: PaperGround, words: Words) -> str:
    since = ground.since_in_area
    return words.t("paper.moved_since", on=words.date(since)) if since else words.t("paper.moved")


def _make_moves(note: NoteContent, ground: PaperGround, words: Words) -> Iterator[Block]:
    if not note.moved:
        yield Paragraph(words.t("paper.none_moved"))
        return
    keys = ("paper.institution", "page.goal", "overview.before", "overview.now")
    columns = (
        *make_columns(keys, (24, 26, 20, 20), words),
        PaperColumn(words.t("overview.moved"), 14, numeric=True),
        PaperColumn(words.t("overview.why"), 34),
    )
    rows = tuple(
        (
            PaperCell(name_owner(outlook.score.plan.id, ground)),
            PaperCell(name_goal(move.goal), strong=True),
            PaperCell(write_status(move.before, words, over=False), status=move.before),
            make_status(move.goal, outlook.score, words),
            PaperCell(headline.write_move(move.points, outlook.score.points.possible, words, foreseen=True)),
            PaperCell(
                write_named_reason(move.reason, move.goal.goal, words, titled=True) if move.reason else ""
            ),
        )
        for outlook, move in note.moved
    )
    yield PaperTable("", columns, rows)
