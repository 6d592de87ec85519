"""The findings of the plan check as HTML: what each is about, its weight and place in the guide, and its answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from metrics.plan.model import Plan
from metrics.score.plan_check.answers import AnsweredFinding, FindingAnswer
from metrics.score.plan_check.guide import SOURCES, Severity
from pages.ui.draw import marks
from pages.ui.draw.html import Cell, fill
from pages.ui.draw.table import Column, draw_table
from pages.ui.draw.writer import Writer
from words.goals.finding_line import write_answer, write_given, write_severity, write_source
from words.language import Words
from words.problems import describe_finding


def draw_findings(findings: Sequence[AnsweredFinding], plan: Plan, writer: Writer, lead: str) -> Markup:
    """Draw the findings about a plan as a table, under how many there are; in words where there is none."""
    words = writer.words
    title = fill('<h2 class="m-section">{}</h2>', words.t("editor.remarks"))
    if not findings:
        return title + fill('<p class="m-none">{}</p>', words.t("editor.no_remarks"))
    rows = [
        [
            _draw_place(one.finding.place, plan, writer),
            _draw_finding(one, words),
            _draw_answer(one, words),
        ]
        for one in findings
    ]
    columns = [
        Column(words.t("editor.remark_on")),
        Column(words.t("editor.remark")),
        Column(words.t("advice.answer")),
    ]
    table = draw_table(columns, rows, words.t("editor.remarks"), classes="m-remarks")
    said = f"{lead} {write_count(findings, words)}"
    return title + marks.draw_lead(said) + table


def draw_answers(
    answered: Sequence[AnsweredFinding], lost: Sequence[FindingAnswer], plan: Plan, writer: Writer
) -> Markup:
    """Draw what was answered about a plan before it was signed; of what is `lost` the finding reads otherwise now."""
    words = writer.words
    rows: list[list[Cell]] = [
        [_draw_place(one.finding.place, plan, writer), _draw_finding(one, words), _draw_answer(one, words)]
        for one in answered
    ]
    for answer in lost:
        point = words.t(f"advice.point_{SOURCES[answer.rule].point}")
        place: Cell = answer.place or words.t("editor.remark_on_plan")
        rows.append([place, words.t("advice.then", point=point), write_given(answer, words)])
    columns = [Column(words.t(key)) for key in ("editor.remark_on", "editor.remark", "advice.answer")]
    title = words.t("advice.given")
    table = draw_table(columns, rows, title, classes="m-remarks")
    return (
        fill('<h2 class="m-section">{}</h2>', title) + marks.draw_lead(words.t("advice.given_note")) + table
    )


def write_count(findings: Sequence[AnsweredFinding], words: Words) -> str:
    """Write how many findings there are of each weight, and how many are answered."""
    counts = Counter(one.source.severity for one in findings)
    each = [
        f"{words.number(counts[weight])} {words.t(f'advice.counted_{weight}')}"
        for weight in Severity
        if counts[weight]
    ]
    answered = sum(one.answer is not None for one in findings)
    return words.t(
        "advice.count",
        each=words.list(each),
        answered=words.number(answered),
        all=words.number(len(findings)),
    )


def _draw_finding(found: AnsweredFinding, words: Words) -> Markup:
    weight = fill("{}", write_severity(found, words))
    if found.source.severity is Severity.IMPORTANT:
        weight = fill("<strong>{}</strong>", weight)
    said = describe_finding(found.finding, words)
    return fill("{}<small>{} · {}</small>", said, weight, write_source(found, words))


def _draw_answer(found: AnsweredFinding, words: Words) -> Markup:
    """Draw an answer; that there is none is told quietly."""
    return fill("{}" if found.answer or found.outdated else "<small>{}</small>", write_answer(found, words))


def _draw_place(place: str, plan: Plan, writer: Writer) -> Cell:
    """Draw the goal or test that is remarked on, as a link to the goal; or that it is the plan as a whole."""
    if not place:
        return writer.words.t("editor.remark_on_plan")
    goal = next(
        goal.number for goal in plan.goals if place in {goal.number, *(leaf.number for leaf in goal.leaves())}
    )
    return marks.draw_link(writer.link("goal", plan=plan.id, goal=goal), place)
