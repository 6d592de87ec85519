"""The course of a year as a small drawing: the expected total with its interval at each month's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from metrics.whatif.month_ends import MonthEnd
from pages.ui.draw.html import fill
from pages.ui.draw.multiples.plot import (
    Place,
    Plane,
    draw_layer,
    draw_text,
    join_places,
    make_area,
    make_dots,
    make_stroke,
)
from pages.ui.draw.multiples.year_bars import HEIGHT, TOP, Threshold, draw_grid, draw_thresholds, write_room
from words.language import Words

Month = tuple[date, date]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A row of numbers below the months: what they are, and one for each month that has one."""

    name: str
    numbers: dict[int, str]


@dataclass(frozen=True, slots=True)
class MonthSubject:
    """What is drawn: a course over its months, the days on which reports are due, and the plan's own thresholds."""

    course: Sequence[MonthEnd]
    months: Sequence[Month]
    reports: Sequence[tuple[date, str]] = ()
    thresholds: Sequence[Threshold] = ()
    rows: Sequence[MonthRow] = ()


def draw_month_plot(subject: MonthSubject, alt: str, words: Words) -> Markup:
    """Draw the course; `alt` tells it in words."""
    months = subject.months
    plane = Plane(len(months), 0.0, TOP, HEIGHT)
    inside = Markup().join(
        [
            *draw_grid(plane),
            *draw_thresholds(subject.thresholds, plane),
            *_reports(subject.reports, months, plane),
            *_course(subject.course, months, plane, words),
        ]
    )
    names = Markup().join(
        draw_text("tick", words.month(first), left=plane.x(place)) for place, (first, _) in enumerate(months)
    )
    return fill(
        '<div class="m-years-plot{}" role="img" aria-label="{}"><div class="m-plane" style="height:{}px">{}</div>'
        '<div class="m-ticks m-months" aria-hidden="true">{}</div>{}</div>',
        write_room(subject.thresholds),
        alt,
        HEIGHT,
        inside,
        names,
        Markup().join(_row(row, plane) for row in subject.rows),
    )


def find_column(day: date, months: Sequence[Month]) -> float:
    """Find where a day is among months, the end of a month in the middle of its column."""
    # What is known at a month's end stands at the month's name.
    place = next((n for n, (first, last) in enumerate(months) if first <= day <= last), len(months) - 1)
    first, last = months[place]
    return place - (last - day).days / ((last - first).days + 1)


def _course(
    course: Sequence[MonthEnd], months: Sequence[Month], plane: Plane, words: Words
) -> Iterator[Markup]:
    runs = [list(run) for known, run in groupby(course, key=lambda one: one.likely is not None) if known]
    lines: list[list[Place]] = []
    bands = ""
    for run in runs:
        edges = [
            (find_column(one.day, months), float(one.likely.low), float(one.likely.high))
            for one in run
            if one.likely
        ]
        bands += make_area(edges, plane) if len(edges) > 1 else ""
        lines.append([(find_column(one.day, months), float(one.likely.mean)) for one in run if one.likely])
    dots = [place for line in lines for place in line]
    yield draw_layer("band", plane, bands)
    yield draw_layer("run", plane, make_stroke(join_places(lines, plane), 2) + make_dots(dots, plane, 7))
    if course and (last := course[-1].likely):
        place = plane.x(find_column(course[-1].day, months))
        yield draw_text(
            "last-value", words.points(last.mean, decimals=0), left=place, top=plane.y(float(last.mean))
        )


def _reports(reports: Sequence[tuple[date, str]], months: Sequence[Month], plane: Plane) -> Iterator[Markup]:
    for day, name in reports:
        if months[0][0] <= day <= months[-1][1]:
            left = f"{plane.x(find_column(day, months)):.2f}"
            yield fill('<i class="m-report" style="left:{}%"></i>', left)
            yield fill('<span class="m-report-name" style="left:{}%">{}</span>', left, name)


def _row(row: MonthRow, plane: Plane) -> Markup:
    cells = Markup().join(
        draw_text("tick", number, left=plane.x(place)) for place, number in row.numbers.items()
    )
    return fill(
        '<p class="m-row-name" aria-hidden="true">{}</p><div class="m-ticks" aria-hidden="true">{}</div>',
        row.name,
        cells,
    )
