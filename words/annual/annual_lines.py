"""The rows of the annual table in words: what was expected and reached, how far it was fulfilled, and from where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.annual.annual_table import AnnualPart, AnnualRow, AnnualTable
from metrics.annual.plan_changes import PlanChange, PlanChangeKind
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Milestone, Within
from metrics.plan.model import Plan
from metrics.plan.terms import Unit
from metrics.score.scoring import CriterionScore
from words.cases.origin_line import write_source
from words.criteria import (
    NOTHING,
    find_indicator,
    write_last_year,
    write_result,
    write_target,
    write_value,
)
from words.language import Words
from words.signing import write_role
from words.standing import write_status
from words.verdict import name_series_owner


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A test of a goal in words; `before` is the result of the year before."""

    number: str
    criterion: str
    expected: str
    reached: str
    before: str
    source: str


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A goal of the annual table in words; `reference` tells where part 2 has it, and is empty where it has not."""

    number: str
    title: str
    weight: str
    parts: tuple[WrittenPart, ...]
    fulfilment: str
    points: str
    reference: str


def write_rows(table: AnnualTable, catalogue: Catalogue, words: Words) -> list[WrittenRow]:
    """Write every goal of an annual table."""
    return [write_row(row, table, catalogue, words) for row in table.rows]


def write_row(row: AnnualRow, table: AnnualTable, catalogue: Catalogue, words: Words) -> WrittenRow:
    """Write one goal of an annual table."""
    goal, possible = row.found, table.score.points.possible
    counted = goal.goal.scored and bool(goal.weight)
    return WrittenRow(
        row.number,
        goal.goal.title,
        words.points(goal.weight, possible) if counted else words.t("plan.outside"),
        tuple(_write_part(part, table.plan, catalogue, words) for part in row.parts),
        write_fulfilment(row, words),
        _write_points(row, table, words) if counted else NOTHING,
        words.t("annual.see_part_two", goal=row.number) if row.analysed else "",
    )


def write_fulfilment(row: AnnualRow, words: Words) -> str:
    """Write how far a goal is fulfilled: as it is decided or, where figures are provisional, as they say."""
    if row.is_preliminary:
        told = write_status(row.preliminary.status, words, over=True).lower()
        return words.t("annual.preliminarily", status=told)
    return write_status(row.found.status, words, over=True)


def write_total(table: AnnualTable, words: Words) -> str:
    """Write the total of the year in one sentence: points reached, and what is not decided yet."""
    points = table.decided or table.score.points
    if not table.score.totalled:
        return words.t("plan.no_total")
    key = "annual.total_open" if points.open else "annual.total"
    return words.t(
        key,
        reached=words.points(points.secured, points.possible),
        possible=words.points(points.possible),
        open=words.points(points.open, points.possible),
    )


def write_preliminary_total(table: AnnualTable, words: Words) -> str:
    """Write what the total comes to if every figure that is told is final; empty where it is the same."""
    told, now = table.preliminary.points, table.score.points
    if not table.score.totalled or told == now:
        return ""
    return words.t("annual.total_preliminary", reached=words.points(told.secured, told.possible))


def write_beside_total(table: AnnualTable, words: Words) -> list[str]:
    """Write the computed total beside a decided one, and the total by the plan as it was signed."""
    lines, possible = [], table.score.points.possible
    if table.decided:
        computed = words.points(table.score.points.secured, possible)
        lines.append(words.t("annual.computed", points=computed))
    if table.original:
        lines.append(words.t("annual.original", points=words.points(table.original.points.secured, possible)))
    return lines


def write_change(change: PlanChange, words: Words) -> str:
    """Write a change of the plan: what, from when, why, and when and by whom it was agreed."""
    key = f"annual.change_{change.kind}"
    said = words.t(key, since=words.date(change.since), goal=change.goal or "", reason=change.reason)
    if change.kind is PlanChangeKind.WITHDRAWN or not change.agreed:
        return said
    parties = words.list([f"{write_role(one, words)}, {one.organisation}" for one in change.signatures])
    return f"{said} {words.t('annual.agreed_by', on=words.date(change.agreed), parties=parties)}"


def _write_part(part: AnnualPart, plan: Plan, catalogue: Catalogue, words: Words) -> WrittenPart:
    leaf = part.found
    before = NOTHING
    if part.trend:
        _, before = write_last_year(part.trend, plan, words, catalogue)
    return WrittenPart(
        leaf.criterion.number,
        leaf.criterion.title,
        write_target(leaf, plan, catalogue, words),
        _write_reached(leaf, plan, catalogue, words),
        before,
        words.list(list(dict.fromkeys(_list_sources(part, plan, catalogue, words)))) or NOTHING,
    )


def _write_reached(leaf: CriterionScore, plan: Plan, catalogue: Catalogue, words: Words) -> str:
    """Write what was reached; of what is held against a budget its deviation, which is what was asked for."""
    trace, test, reached = leaf.trace, leaf.criterion.within, write_result(leaf, plan, catalogue, words)
    if trace is None or test is None or trace.reference is None or trace.distance is None:
        return reached
    series = find_indicator(leaf.criterion, plan.institution, catalogue)
    if series is None or not trace.reference.inputs or trace.reference.value is None:
        return reached
    limit = trace.target.value if trace.target else None
    unit = Unit.PERCENT if test.relative else series.unit
    distance = words.value(trace.distance, unit, words.decimals_apart(trace.distance, limit, 1))
    against = write_value(trace.reference.value, series, words)
    return words.t("annual.reached_within", distance=distance, reached=reached, against=against)


def _list_sources(part: AnnualPart, plan: Plan, catalogue: Catalogue, words: Words) -> Iterator[str]:
    """List where a test's result is from: what was said with its figures, or else who gives them or decides."""
    match part.found.criterion.test:
        case Compare() | Within():
            read = part.found.trace.actual.inputs if part.found.trace and part.found.trace.actual else ()
            told = [said for given in read if (said := write_source(given.observation, words))]
            if told:
                yield from told
            elif series := find_indicator(part.found.criterion, plan.institution, catalogue):
                owner = name_series_owner(series.owner, series.source, words)
                yield owner[:1].upper() + owner[1:]
        case Milestone():
            yield words.t("annual.source_milestone")
        case Assessment() as test:
            yield words.t(f"annual.source_assessed_{test.by}")
        case None:
            return


def _write_points(row: AnnualRow, table: AnnualTable, words: Words) -> str:
    points, possible = row.found.points, table.score.points.possible
    whole = words.points(row.found.weight, possible)
    if row.accepted:
        return words.t("annual.points", points=whole, whole=whole)
    if points.open and not row.is_preliminary:
        return words.t("annual.points_open", open=words.points(points.open, possible), whole=whole)
    told = row.preliminary.points if row.is_preliminary else points
    return words.t("annual.points", points=words.points(told.secured, possible), whole=whole)
