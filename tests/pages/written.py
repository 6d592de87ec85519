"""What is written of a plan's total and of its goals: read from HTML as drawn, from a spreadsheet, and from JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tests.pages.drawing import plain
from words.criteria import NOTHING
from words.goals.point_parts import write_together
from words.language import Words

PARTS = ("secured", "open", "lost")
NUMBER = r"\d+(?:[.,]\d+)*"
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WrittenTotal:
    """The secured, open and lost points, the expected total and its interval or bounds; empty where none is written."""

    points: tuple[str, ...]
    expected: str = ""
    between: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The total of a plan, None where it has none, and how likely each open goal is that is foreseen."""

    total: WrittenTotal | None
    likelihoods: Mapping[str, str]
    exact: tuple[str, ...] = ()
    """The expected total, or its bounds, with one decimal."""
    unforeseen: bool = False
    """Nothing is foreseen of any open point: the bounds say no more than the points do."""

    @property
    def headline(self) -> WrittenTotal | None:
        """The total as a headline writes it, which says in words where nothing is foreseen."""
        return WrittenTotal(self.total.points) if self.total and self.unforeseen else self.total


def write_answer(score: Document, outlook: Document, words: Words, *, over: bool) -> Answer:
    """Write the answer that the terminal gives in JSON; once the year is `over`, nothing may be foreseen in it."""
    likely = {
        goal["number"]: _plain(words.likelihood(goal["p_met"], undecided=not judged["lost"]))
        for goal, judged in zip(outlook["goals"], score["goals"], strict=True)
        if judged["credit"] is None and goal["p_met"] is not None
    }
    assert not (over and likely)
    total, ahead = score["total"], outlook["total"]
    possible = total["possible"]
    if possible is None:
        assert ahead["expected"] is None
        return Answer(None, likely)
    # JSON has whole numbers and floats; what a float stands for has a small denominator.
    exact_parts = [Fraction(total[part]).limit_denominator(10**6) for part in PARTS]
    points = tuple(write_together(exact_parts, words))
    if over or not total["open"]:
        assert ahead["expected"] is None or not total["open"]
        return Answer(WrittenTotal(points), likely)
    ends = ahead["interval"] or ahead["expected_between"]
    low, high = (words.points(end, possible, decimals=0) for end in ends)
    if ahead["expected"] is None:
        exact = tuple(words.points(end, possible, 1) for end in ends)
        unforeseen = ends == [total["secured"], total["secured"] + total["open"]]
        between = words.t("headline.bounds", low=low, high=high)
        return Answer(WrittenTotal(points, "", between), likely, exact, unforeseen)
    mean = words.points(ahead["expected"], possible, decimals=0)
    between = words.t("headline.between", low=low, high=high)
    return Answer(
        WrittenTotal(points, mean, between), likely, (words.points(ahead["expected"], possible, 1),)
    )


def read_headline(html: str, words: Words) -> WrittenTotal | None:
    """Read the headline of a plan; None where there is none."""
    found = re.search(r'<section class="m-headline">.*?</section>', html, re.DOTALL)
    if not found:
        return None
    said = re.search(r'<p class="m-figure"><b>(.*?)</b> (.*?)</p><p class="m-none">(.*?)</p>', found[0])
    assert said
    figure, of_what, below = (plain(text) for text in said.groups())
    (points,) = _find_points(found[0], words)
    shown = re.search(r'<span class="m-figures".*', found[0], re.DOTALL)
    assert shown
    assert tuple(re.findall(r"<b>(.*?)</b>", shown[0])) == points
    if not _find_said("headline.expected", of_what, words, possible=NUMBER):
        return WrittenTotal(points)
    if between := _find_said("headline.interval", below, words, between=f"{NUMBER}.{NUMBER}"):
        return WrittenTotal(points, figure, between[0]["between"])
    return WrittenTotal(points, "", figure)


def read_standing(html: str, words: Words) -> Iterator[tuple[str, WrittenTotal | None]]:
    """Read the rows of the overview's tables: each plan with its total; the headline above where it is of one plan."""
    for section in html.split('<section class="m-area"')[1:]:
        tables = re.findall(r'<table[^>]*m-standing">.*?<tbody.*?</table>', section, re.DOTALL)
        rows = [row for table in tables for row in _split_rows(table)]
        for row in rows:
            yield _find_plan(row), _read_standing_row(row, words)
        if len(rows) == 1 and (first := read_headline(section, words)):
            yield f"{_find_plan(rows[0])}, headline", first


def _read_standing_row(row: str, words: Words) -> WrittenTotal | None:
    figure, between = (plain(cell) for cell in _split_cells(row)[1:3])
    points = _find_points(row, words)
    if not points:
        assert figure == between == NOTHING
        return None
    if points[0][1] == "0":
        assert (figure, between) == (points[0][0], "")
        return WrittenTotal(points[0])
    if between == words.t("headline.unsettled_short"):
        return WrittenTotal(points[0])
    # What the mean lies between stands in place of the figure.
    return (
        WrittenTotal(points[0], "", figure)
        if between == NOTHING
        else WrittenTotal(points[0], figure, between)
    )


def read_resting(html: str, words: Words) -> Iterator[tuple[str, str, str]]:
    """Read the overview's lines on plans that are over: plan, which part of its points, and how many."""
    for line in re.findall(r"<li>.*?</li>", html, re.DOTALL):
        for part, key in (("open", "overview.rest_open"), ("secured", "overview.rest_settled")):
            for said in _find_said(key, plain(line), words, **dict.fromkeys((part, "possible"), NUMBER)):
                yield _find_plan(line), part, said[part]


def read_plan_list(html: str, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Read the points of each plan in the list of an institution's plans."""
    title = words.t("institution.plans")
    table = html[html.index(f">{title}</caption>") :].split("</table>", 1)[0]
    for row in _split_rows(table):
        yield _find_plan(row), tuple(plain(cell) for cell in _split_cells(row)[-3:])


def read_goal_rows(html: str, words: Words) -> dict[str, str]:
    """Read how likely each goal is from the rows of a plan's page, or from the goals of a what-if."""
    blocks = [*_split_rows(html), *re.findall(r'<div class="m-supposed">.*?</div>', html, re.DOTALL)]
    found = {_find_goal(block): find_likelihood(block, words) for block in blocks if "&amp;goal=" in block}
    return {goal: said for goal, said in found.items() if said}


def find_likelihood(html: str, words: Words) -> str | None:
    """Find the likelihood of being met in full that is written first; None where there is none."""
    text, any_p = plain(html), _list_likelihoods(words)
    found = [
        said
        for key, names in (("chance.met", ("p",)), ("chance.met_in_part", ("p", "partly")))
        for said in _find_said(key, text, words, **dict.fromkeys(names, any_p))
    ]
    return min(found, key=lambda said: said.start())["p"] if found else None


def read_foreseen(html: str, words: Words) -> str | None:
    """Read how likely a goal is from its own page, where lines on single tests of several begin with their number."""
    title = f'<section class="m-foreseen"><h2>{words.t("foresight.title")}</h2>'
    lines = html.split(title, 1)[1].split("</section>", 1)[0].split("<li>") if title in html else []
    own = (line for line in lines if not re.match(r"\d[\w.]*: ", plain(line)))
    return next((said for line in own if (said := find_likelihood(line, words))), None)


def read_cards(html: str, words: Words) -> Iterator[tuple[str, str, str]]:
    """Read the cards of an institution's goals that state a likelihood: plan, goal and likelihood."""
    for card in re.findall(r"<li><h3>.*?</li>", html, re.DOTALL):
        for said in _find_said("multiples.likelihood", plain(card), words, p=_list_likelihoods(words)):
            yield _find_plan(card), _find_goal(card), said["p"]


def read_goal_points(html: str, words: Words) -> tuple[str, ...] | None:
    """Read the points of a goal from its own page; None where it does not count."""
    said = _find_said("goal.points", plain(html), words, weight=NUMBER, **dict.fromkeys(PARTS, NUMBER))
    return said[0].group(*PARTS) if said else None


def read_supposed(html: str, words: Words) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Read the points of both bars of a what-if, and its expected total or the bounds on it."""
    text = plain(html)
    means = _find_said("outlook.expected", text, words, points=NUMBER)
    bounds = _find_said("outlook.silent", text, words, numbers=".*?", least=NUMBER, most=NUMBER)
    ends = tuple(said[name] for said in bounds for name in ("least", "most"))
    return _find_points(html, words), (means[0]["points"],) if means else ends


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """The goals of a spreadsheet: points and likelihood of each, and the rows below them."""

    points: Mapping[str, tuple[Any, ...]]
    likelihoods: Mapping[str, str]
    total: tuple[Any, ...] | None
    expected: str


def read_sheet(content: bytes, words: Words) -> WrittenSheet:
    """Read the sheet of goals of a spreadsheet."""
    sheet = load_workbook(BytesIO(content), read_only=True)[words.t("export.goals")]
    rows: list[list[Any]] = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
    (head,) = sheet.iter_rows(min_row=3, max_row=3, values_only=True)
    at = head.index(words.t("export.likelihood"))
    goals = [row for row in rows if row[at]]
    below = [row for row in rows if not row[0]]
    return WrittenSheet(
        {row[0]: tuple(row[3:6]) for row in goals},
        {row[0]: _plain(row[at]) for row in goals if row[at] != NOTHING},
        tuple(below[0][3:6]) if below else None,
        below[1][6] if len(below) > 1 else "",
    )


def _find_points(html: str, words: Words) -> list[tuple[str, ...]]:
    """Find the points that bars state."""
    names = dict.fromkeys(("possible", *PARTS), NUMBER)
    text = _plain(unescape(html))
    return [said.group(*PARTS) for said in _find_said("bar.sentence", text, words, **names)]


def _find_said(key: str, text: str, words: Words, **patterns: str) -> list[re.Match[str]]:
    """Find a sentence of the catalogue in a text, with what stands in its places."""
    places = {name: f"<{name}>" for name in ("possible", *PARTS, *patterns)}
    pattern = re.escape(_plain(words.t(key, **places)))
    for name, form in patterns.items():
        pattern = pattern.replace(f"<{name}>", f"(?P<{name}>{form})", 1)
    return list(re.finditer(pattern, text))


def _list_likelihoods(words: Words) -> str:
    texts = [words.likelihood(p, undecided=True) for p in (0.0, 1.0)] + list(words.percents())
    return "|".join(re.escape(_plain(text)) for text in sorted(texts, key=len, reverse=True))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _split_rows(html: str) -> Sequence[str]:
    rows: list[str] = re.findall(r"<tr[^>]*>.*?</tr>", html, re.DOTALL)
    return [row for row in rows if "<td" in row]


def _split_cells(row: str) -> Sequence[str]:
    cells: list[str] = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
    return cells


def _find_plan(html: str) -> str:
    found = re.search(r"[?;&]plan=([\w-]+)", html)
    assert found, html
    return found[1]


def _find_goal(html: str) -> str:
    found = re.search(r"&amp;goal=([\w.-]+)", html)
    assert found, html
    return found[1]
