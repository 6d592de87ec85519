"""Institutions against a threshold, as HTML: how many may stay under, each one's chance, and which goals help most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from metrics.plan.model import Plan
from metrics.plan.terms import Unit
from metrics.whatif.department import DepartmentView, find_likely_count
from pages.outlook.parts.scenarios.scenario_sheet import NOTHING, write_mean_between
from pages.outlook.parts.whatif.likelihood import write_chance_of
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.headline import write_below
from words.language import Words

MOST_HELPS = 5
_LEAST = 1e-9  # a smaller rise is rounding error


def draw_department(found: DepartmentView, plans: Mapping[str, Plan], writer: Writer) -> Markup:
    """Draw everything about the institutions of these plans, one plan of each."""
    words = writer.words
    names = {key: writer.catalogue.find_owner(plan).name for key, plan in plans.items()}
    return Markup().join(
        [
            _counts(found, words),
            _left_out(found, names, words),
            _institutions(found, names, writer),
            _helps(found, plans, names, writer),
        ]
    )


def _counts(found: DepartmentView, words: Words) -> Markup:
    """Draw how likely each number of institutions under the threshold is, unlinked beside fully linked."""
    known = len(found.outlooks) - len(found.apart.silent)
    if not known:
        return Markup()
    columns = [
        Column(words.t("department.under")),
        Column(words.t("department.apart")),
        Column(words.t("department.together")),
    ]
    cases = [dict(case.chances) for case in (found.apart, found.together)]
    bars = [_chances([case.get(count, 0.0) for count in range(known + 1)], words) for case in cases]
    rows = [
        [words.n("department.count", count), *cells] for count, cells in enumerate(zip(*bars, strict=True))
    ]
    share = words.value(100 * found.share, Unit.PERCENT)
    figure, said = write_below(find_likely_count(found.apart), known, 100 * found.share, words)
    caption = words.t("department.counts", share=share)
    table = draw_table(columns, rows, caption, show_caption=True)
    return fill('<p class="m-figure"><b>{}</b> {}</p>{}', figure, said, table)


def _chances(of_each: Sequence[float], words: Words) -> list[Markup]:
    """Draw the chances of all that can happen, each in figures and as the filled part of a bar."""
    return [_chance(p, text) for p, text in zip(of_each, words.likelihoods(of_each), strict=True)]


def _chance(p: float, text: str) -> Markup:
    parts = Markup().join(
        fill('<span class="m-{}" style="flex-grow:{}"></span>', kind, f"{share:.4f}")
        for kind, share in (("secured", p), ("lost", 1 - p))
        if share > 0
    )
    return fill('{} <span class="m-bar" aria-hidden="true">{}</span>', text, parts)


def _left_out(found: DepartmentView, names: Mapping[str, str], words: Words) -> Markup:
    """Name the institutions that are not counted, and why."""
    silent = [names[key] for key in found.apart.silent]
    without = [name for key, name in names.items() if key not in found.outlooks]
    lines = [
        words.t(key, names=words.list(of))
        for key, of in (("department.silent", silent), ("department.no_total", without))
        if of
    ]
    return Markup().join(fill("<p>{}</p>", line) for line in lines)


def _institutions(found: DepartmentView, names: Mapping[str, str], writer: Writer) -> Markup:
    words = writer.words
    columns = [
        Column(words.t("department.institution")),
        Column(words.t("scenario.expected"), numeric=True),
        Column(
            words.t("department.reaches", share=words.value(100 * found.share, Unit.PERCENT)), numeric=True
        ),
    ]
    rows: list[Sequence[Cell]] = []
    for key, name in names.items():
        outlook = found.outlooks.get(key)
        wanted = found.share * outlook.possible if outlook else found.share
        said = (
            (write_mean_between(outlook, words), write_chance_of(outlook, wanted, words))
            if outlook
            else (NOTHING, NOTHING)
        )
        rows.append([marks.draw_link(writer.link("whatif", plan=key), name), *said])
    return draw_table(columns, rows, words.t("department.institutions"), show_caption=True)


def _helps(
    found: DepartmentView, plans: Mapping[str, Plan], names: Mapping[str, str], writer: Writer
) -> Markup:
    words = writer.words
    rows = list(_helping(found, plans, names, writer))
    if not rows:
        return Markup()
    columns = [
        Column(words.t("page.goal")),
        Column(words.t("department.institution")),
        Column(words.t("department.rise"), numeric=True),
    ]
    return draw_table(columns, rows, words.t("department.helps"), show_caption=True)


def _helping(
    found: DepartmentView, plans: Mapping[str, Plan], names: Mapping[str, str], writer: Writer
) -> Iterator[list[Cell]]:
    words = writer.words
    for one in found.helps[:MOST_HELPS]:
        if one.rise > _LEAST:
            goal = plans[one.plan].goal(one.goal)
            href = writer.link("goal", plan=one.plan, goal=one.goal)
            rise = words.t("department.more", number=words.number(round(one.rise, 9), 2))
            yield [marks.draw_link(href, f"{goal.number} {goal.title}"), names[one.plan], rise]
