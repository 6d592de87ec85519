"""Saved what-ifs as HTML: what one says, whether its basis still stands, and several beside the official position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from metrics.algebra.distribution import ONE, ZERO
from metrics.errors import Problem
from metrics.plan.model import Goal
from metrics.whatif.assumptions import find_assumed_series
from metrics.whatif.prospects import Prospects
from metrics.whatif.scenario import BasisChange, BasisPart, Scenario, ScenarioBasis, compare_basis
from metrics.whatif.whatif import Suppositions, WhatIf
from pages.outlook.parts.whatif.likelihood import write_between, write_chance
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.language import Words
from words.problems import describe_problem

MOST_CHANGES = 10  # listed one by one
NOTHING, NOT_ALIKE, MINUS = "–", "≠", "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """A named what-if to be compared with others."""

    name: str
    changes: Suppositions
    found: WhatIf


def draw_scenario(scenario: Scenario, words: Words, *, own: bool) -> Markup:
    """Draw a saved what-if: its name, owner, date and note."""
    about = words.t(
        "scenario.own" if own else "scenario.of_another",
        person=scenario.person,
        at=words.moment(scenario.saved_at),
        date=words.date(scenario.basis.as_of),
    )
    lines = Markup("<br>").join(scenario.draft.note.splitlines())
    note = fill("<p>{}</p>", lines) if lines else Markup()
    return fill(
        '<div class="m-notice" role="status"><b>{}</b><p>{}</p>{}</div>', scenario.draft.name, about, note
    )


def draw_stale(scenario: Scenario, now: ScenarioBasis, writer: Writer) -> Markup:
    """Draw what has changed in the plan or the facts since it was saved; nothing where nothing has."""
    words = writer.words
    found = compare_basis(scenario.basis, now)
    if not found:
        return Markup()
    title = words.n("scenario.stale", len(found))
    if scenario.basis.version != now.version:
        versions = {"before": scenario.basis.version, "now": now.version}
        title = f"{title} {words.t('scenario.versions', **versions)}"
    lines = [write_change(one, writer) for one in found[:MOST_CHANGES]]
    if more := len(found) - len(lines):
        lines.append(words.t("scenario.more", count=words.number(more)))
    return marks.draw_problems(title, lines)


def write_change(one: BasisChange, writer: Writer) -> str:
    """Write one change of the basis."""
    words = writer.words
    name = one.place.name
    if one.place.part in {BasisPart.RESULT, BasisPart.DEFINITION}:
        owner, _, series = name.partition("/")
        known = writer.catalogue.indicators.get((owner, series))
        name = known.name if known else name
    return words.t(
        "scenario.changed",
        what=words.t(f"scenario.part_{one.place.part}", name=name),
        how=words.t(f"scenario.how_{one.how}"),
    )


def draw_left_out(found: Sequence[Problem], words: Words) -> Markup:
    """Draw the suppositions that no longer apply, with reasons; nothing where all of them do."""
    if not found:
        return Markup()
    lines = list(dict.fromkeys(describe_problem(problem, words) for problem in found))
    return marks.draw_problems(words.n("scenario.left_out", len(lines)), lines)


def draw_comparison(
    official: ComparedCase,
    cases: Sequence[ComparedCase],
    wanted: Fraction,
    writer: Writer,
) -> Markup:
    """Draw what-ifs beside the official position, marking what differs from it and what is supposed."""
    words = writer.words
    columns = [
        Column(words.t("scenario.measure")),
        Column(words.t("scenario.official")),
        *(Column(case.name) for case in cases),
    ]
    rows = [
        *_totals(official, cases, wanted, words),
        *_goals(official, cases, writer),
    ]
    return draw_table(columns, rows, words.t("scenario.compared"), show_caption=True, classes="m-cases")


def _totals(
    official: ComparedCase, cases: Sequence[ComparedCase], wanted: Fraction, words: Words
) -> Iterator[list[Cell]]:
    every = [official, *cases]
    if not official.found.changed.totalled:
        return
    possible = official.found.changed.points.possible
    for part in ("secured", "open", "lost"):
        points: list[Fraction] = [getattr(case.found.changed.points, part) for case in every]
        texts = [words.points(value, possible) for value in points]
        apart = [_apart(value - points[0], words) for value in points]
        yield [words.t(f"bar.{part}"), *map(_with, texts, apart)]
    outlooks = [case.found.outlook for case in every]
    means = [write_mean_between(outlook, words) for outlook in outlooks]
    yield [words.t("scenario.expected"), *_marked(means)]
    label = words.t("scenario.reaches", points=words.points(wanted, possible))
    yield [label, *_marked([write_chance_of(outlook, wanted, words) for outlook in outlooks])]


def write_mean_between(outlook: Prospects | None, words: Words) -> str:
    """Write the mean total in points, or its bounds while a goal has no forecast."""
    if outlook is None:
        return NOTHING
    least, most = (words.points(mean, outlook.possible, 1) for mean in outlook.expected_between())
    return write_between(least, most, words)


def write_chance_of(outlook: Prospects | None, wanted: Fraction, words: Words) -> str:
    """Write the chance of so many points, or its bounds while a goal has no forecast."""
    if outlook is None:
        return NOTHING
    return write_chance(outlook.reaching(wanted), words)


def _marked(texts: Sequence[str]) -> list[Cell]:
    """Mark the texts that differ from the first."""
    return [_with(text, "" if text == texts[0] else NOT_ALIKE) for text in texts]


def _with(text: str, mark: str) -> Cell:
    return fill("<span><b>{}</b>{}</span>", text, marks.draw_badge(mark)) if mark else text


def _apart(points: Fraction, words: Words) -> str:
    """Write a difference in points with its sign; nothing where there is none."""
    if not points:
        return ""
    return f"{'+' if points > 0 else MINUS}{words.points(abs(points))}"


def _goals(official: ComparedCase, cases: Sequence[ComparedCase], writer: Writer) -> Iterator[list[Cell]]:
    """Yield a row for each goal that any of the what-ifs supposes something about."""
    words = writer.words
    for scored in official.found.official.goals:
        goal = scored.goal
        said = [list(_supposed(goal, case, writer)) for case in cases]
        if any(said):
            now = draw_status(scored.status, words)
            texts = [_with("; ".join(one), words.t("scenario.set")) if one else now for one in said]
            yield [f"{goal.number} {goal.title}", now, *texts]


def _supposed(goal: Goal, case: ComparedCase, writer: Writer) -> Iterator[str]:
    """Write what a what-if supposes about a goal and its criteria."""
    words = writer.words
    changes, plan = case.changes, case.found.changed.plan
    if goal.number in changes.credits:
        credit = changes.credits[goal.number]
        named = {ONE: "status.met", ZERO: "status.not_met"}.get(credit)
        yield words.t(named) if named else words.t("scenario.partly", share=words.percent(credit))
    if goal.number in changes.likelihoods:
        yield words.t("scenario.likely", p=words.percent(changes.likelihoods[goal.number]))
    for leaf in goal.leaves():
        number = leaf.number
        if number in changes.values and (of := find_assumed_series(leaf, plan)):
            yield f"{number}: {words.value(changes.values[number], writer.catalogue.indicators[of.series].unit)}"
        if number in changes.days:
            yield f"{number}: {words.date_short(changes.days[number])}"
