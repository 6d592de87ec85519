"""Many ministry areas as HTML: the goals with most at stake among all, and a row for each area, which opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from metrics.followup.concerns import Concern, find_concerns
from metrics.followup.outlook import Outlook
from pages.outlook.parts.area_risks import RiskBrief, WeighedGoal, choose_weightiest, rank_areas
from pages.outlook.parts.risk_sheet import draw_risks
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_skippable
from pages.ui.draw.writer import Writer
from words import criteria
from words.deadline import write_days
from words.language import Words


def draw_areas(
    areas: Sequence[RiskBrief], outlooks: Mapping[str, Outlook], as_of: date, owes: str, writer: Writer
) -> Markup:
    """Draw areas in brief, real ones apart from fictional ones; `outlooks` are those of the goals that weigh most."""
    kinds = ([one for one in areas if one.fictional is kind] for kind in (False, True))
    drawn = (_draw_kind(own, outlooks, as_of, owes, writer) for own in kinds if own)
    return Markup().join(drawn)


def _draw_kind(
    areas: Sequence[RiskBrief], outlooks: Mapping[str, Outlook], as_of: date, owes: str, writer: Writer
) -> Markup:
    words = writer.words
    badge = marks.draw_fictional(words, fictional=areas[0].fictional)
    lead = fill('<p class="m-lead">{}{}</p>', _write_all(areas, words), badge)
    chosen = [_find_concern(one, outlooks) for one in choose_weightiest(areas)]
    first = fill(
        '<div class="m-lookout m-weightiest">{}</div>',
        draw_risks(chosen, words.t("risk.weightiest"), writer),
    )
    return fill('<section class="m-area">{}{}{}</section>', lead, first, _table(areas, as_of, owes, writer))


def _find_concern(found: WeighedGoal, outlooks: Mapping[str, Outlook]) -> Concern:
    concerns = find_concerns([outlooks[found.plan.id]])
    return next(one for one in concerns if one.goal.goal.number == found.goal)


def _write_all(areas: Sequence[RiskBrief], words: Words) -> str:
    reports = [one.next_report for one in areas if one.next_report]
    parts = [
        words.n("overview.plans", sum(one.institutions for one in areas)),
        words.n("areas.areas", len(areas)),
        words.n("risk.goals_in_all", sum(one.at_risk for one in areas)),
        words.n("risk.late_in_all", sum(one.late for one in areas)),
    ]
    if reports:
        parts.append(words.t("overview.next", on=words.date(min(reports))))
    return " · ".join(parts)


def _table(areas: Sequence[RiskBrief], as_of: date, owes: str, writer: Writer) -> Markup:
    words = writer.words
    columns = [
        Column(words.t("overview.area")),
        Column(words.t("areas.institutions"), numeric=True),
        Column(words.t("risk.goals"), numeric=True),
        Column(words.t("risk.late"), numeric=True),
        Column(words.t("risk.next_due")),
        Column(words.t("areas.next_report")),
        Column(words.t("risk.owed"), numeric=True),
        Column(words.t("risk.weightiest")),
    ]
    rows = [_row(area, as_of, owes, writer) for area in rank_areas(areas)]
    return draw_skippable(
        columns, rows, words.t("areas.table"), words.t("table.skip"), classes="m-risk-areas"
    )


def _row(area: RiskBrief, as_of: date, owes: str, writer: Writer) -> list[Cell]:
    words = writer.words
    query = {"owes": owes} if owes else {}
    return [
        marks.draw_link(writer.link("risk", area=area.name, **query), area.name),
        words.number(area.institutions),
        _write_count(area.at_risk, words),
        _write_count(area.late, words),
        _write_day(area.next_due, as_of, words),
        words.date_short(area.next_report) if area.next_report else criteria.NOTHING,
        _write_count(area.owed, words),
        _draw_goal(area.weightiest[0], writer) if area.weightiest else criteria.NOTHING,
    ]


def _draw_goal(found: WeighedGoal, writer: Writer) -> Markup:
    """Draw the link to a goal, named by its institution and number."""
    owner = writer.catalogue.find_owner(found.plan).name
    name = writer.words.t("overview.goal", institution=owner, number=found.goal)
    return marks.draw_link(writer.link("goal", plan=found.plan.id, goal=found.goal), name)


def _write_day(due: date | None, as_of: date, words: Words) -> str:
    return f"{words.date_short(due)} · {write_days((due - as_of).days, words)}" if due else criteria.NOTHING


def _write_count(count: int, words: Words) -> str:
    return words.number(count) if count else criteria.NOTHING
