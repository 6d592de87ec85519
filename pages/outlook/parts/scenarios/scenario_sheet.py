"""Saved what-ifs as HTML: what one says, whether its basis still stands, and several beside the official position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from metrics.algebra.distribution import ONE, ZERO
from metrics.errors import Problem
from metrics.plan.model import Goal
from metrics.status import Status
from metrics.whatif.assumptions import find_assumed_series
from metrics.whatif.prospects import Prospects, Span
from metrics.whatif.scenario import BasisChange, BasisPart, Scenario, ScenarioBasis, compare_basis
from metrics.whatif.whatif import Suppositions, WhatIf
from pages.outlook.parts.whatif.likelihood import write_chance_of, write_mean
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.language import Real, Words
from words.problems import describe_problem

MOST_CHANGES = 10  # listed one by one
NOTHING, MINUS = "–", "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """A named what-if to be compared with others."""

    name: str
    changes: Suppositions
    found: WhatIf


def draw_scenario(scenario: Scenario, who: str, words: Words, *, own: bool) -> Markup:
    """Draw a saved what-if: its name, owner as `who`, date and note."""
    about = words.t(
        "scenario.own" if own else "scenario.of_another",
        person=who,
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
    wanted: Sequence[Fraction],
    statuses: Mapping[str, Status],
    writer: Writer,
) -> Markup:
    """Draw what-ifs beside the official position, with how far each is from it and what is supposed.

    `wanted` are the totals whose likelihoods are compared, `statuses` those of the goals in the plan's list.
    """
    words = writer.words
    columns = [
        Column(words.t("scenario.measure")),
        Column(words.t("scenario.official")),
        *(Column(case.name) for case in cases),
    ]
    rows = [
        *_totals(official, cases, wanted, words),
        *_goals(official, cases, statuses, writer),
    ]
    return draw_table(columns, rows, words.t("scenario.compared"), show_caption=True, classes="m-cases")


def _totals(
    official: ComparedCase, cases: Sequence[ComparedCase], wanted: Sequence[Fraction], words: Words
) -> Iterator[list[Cell]]:
    every = [official, *cases]
    if not official.found.changed.totalled:
        return
    possible = official.found.changed.points.possible
    for part in ("secured", "open", "lost"):
        points: list[Fraction] = [getattr(case.found.changed.points, part) for case in every]
        texts = [words.points(value, possible) for value in points]
        apart = [write_difference(value - points[0], 1, words) for value in points]
        yield [words.t(f"bar.{part}"), *map(_with, texts, apart)]
    outlooks = [case.found.outlook for case in every]
    means = [outlook.expected if outlook else None for outlook in outlooks]
    texts = [write_mean_between(outlook, words) for outlook in outlooks]
    yield [words.t("scenario.expected"), *map(_with, texts, _apart(means, 1, "", words))]
    unit = words.t("scenario.percentage_points")
    for total in wanted:
        label = words.t("scenario.reaches", points=words.points(total, possible))
        chances = [100 * least if least == most else None for least, most in _reaching(outlooks, total)]
        texts = [_write_reaching(outlook, total, words) for outlook in outlooks]
        yield [label, *map(_with, texts, _apart(chances, 0, unit, words))]


def _reaching(outlooks: Sequence[Prospects | None], wanted: Fraction) -> list[Span]:
    return [outlook.reaching(wanted) if outlook else (0.0, 1.0) for outlook in outlooks]


def _write_reaching(outlook: Prospects | None, wanted: Fraction, words: Words) -> str:
    return NOTHING if outlook is None else write_chance_of(outlook, wanted, words)


def write_mean_between(outlook: Prospects | None, words: Words) -> str:
    """Write the mean total in points, or its bounds while a goal has no forecast."""
    return NOTHING if outlook is None else write_mean(outlook, words)


def _apart(values: Sequence[float | None], decimals: int, unit: str, words: Words) -> list[str]:
    """Write how far each value is from the first; nothing where one of the two is not known."""
    first = values[0]
    found = [
        "" if value is None or first is None else write_difference(value - first, decimals, words)
        for value in values
    ]
    return [f"{text} {unit}".strip() if text else "" for text in found]


def _with(text: str, mark: str) -> Cell:
    return fill("<span><b>{}</b>{}</span>", text, marks.draw_badge(mark)) if mark else text


def write_difference(value: Real, decimals: int, words: Words) -> str:
    """Write a difference with its sign; nothing where it is none, or rounds to none."""
    exact = Fraction(value).limit_denominator(10**9)  # a sum of floats misses a whole number by little
    places = 0 if exact.denominator == 1 else decimals
    text = words.number(abs(exact), places)
    if text == words.number(0, places):
        return ""
    return f"{'+' if exact > 0 else MINUS}{text}"


def _goals(
    official: ComparedCase, cases: Sequence[ComparedCase], statuses: Mapping[str, Status], writer: Writer
) -> Iterator[list[Cell]]:
    """Yield a row for each goal that any of the what-ifs supposes something about."""
    words = writer.words
    for scored in official.found.official.goals:
        goal = scored.goal
        said = [list(_supposed(goal, case, writer)) for case in cases]
        if any(said):
            now = statuses[goal.number]
            texts = [
                _set(goal, case, now, one, words) if one else draw_status(now, words)
                for case, one in zip(cases, said, strict=True)
            ]
            yield [f"{goal.number} {goal.title}", draw_status(now, words), *texts]


def _set(goal: Goal, case: ComparedCase, now: Status, said: Sequence[str], words: Words) -> Cell:
    """Draw the status that a what-if gives a goal, or that of the list while it decides none, and the figures."""
    scored = case.found.changed.goal(goal.number)
    status = draw_status(now if scored.outcome.credit is None else scored.status, words)
    figures = "; ".join(text for text in said if text)
    return fill("<span>{}{} {}</span>", status, marks.draw_badge(words.t("scenario.set")), figures)


def _supposed(goal: Goal, case: ComparedCase, writer: Writer) -> Iterator[str]:
    """Write what a what-if supposes about a goal and its criteria; empty for what its status says."""
    words = writer.words
    changes, plan = case.changes, case.found.changed.plan
    if goal.number in changes.credits:
        credit = changes.credits[goal.number]
        yield "" if credit in (ONE, ZERO) else words.t("scenario.partly", share=words.percent(credit))
    if goal.number in changes.likelihoods:
        yield words.t("scenario.likely", p=words.likelihood(changes.likelihoods[goal.number]))
    for leaf in goal.leaves():
        number = leaf.number
        if number in changes.values and (of := find_assumed_series(leaf, plan)):
            yield f"{number}: {words.value(changes.values[number], writer.catalogue.indicators[of.series].unit)}"
        if number in changes.days:
            yield f"{number}: {words.date_short(changes.days[number])}"
