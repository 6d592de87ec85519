"""The form of a criterion: what kind of test it is, and what that asks for."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.algebra.tree import Rule
from metrics.plan.terms import Operator, Over, Party
from pages.admin.parts import draft, editor_sheet
from pages.admin.parts.draft import Data
from pages.admin.parts.forms import indicator_forms, line_fields, target_forms
from pages.admin.parts.forms.fields import FormFields
from pages.admin.parts.forms.form_scope import FormScope
from pages.ui import screen

NEW = "+"  # no id can be this
_OVER = [over for over in Over if over is not Over.WEIGHTED]


def draw_number_and_title(fields: FormFields, table: Data) -> None:
    """Draw the inputs for a number and a title."""
    left, right = st.columns([1, 5])
    with left:
        fields.text(table, "number")
    with right:
        fields.text(table, "title")


def draw_note(text: str) -> None:
    """Draw a sentence that explains an input, or hold its place."""
    # Streamlit's own captions are too pale to read.
    screen.draw(editor_sheet.draw_note(text))


def draw_criterion_form(
    fields: FormFields, criterion: Data, goal: Data, scope: FormScope, milestones: Sequence[str]
) -> bool:
    """Draw the form of a criterion, changing it in place; return whether it is to be removed."""
    words, kind = fields.words, draft.find_test(criterion)
    assert kind is not None
    heading = st.container()
    draw_number_and_title(fields, criterion)
    columns = st.columns([3, 6], vertical_alignment="bottom")
    with columns[0]:
        picked = fields.pick("test", kind, editor_sheet.ADDED, lambda code: words.t(f"editor.test.{code}"))
    draft.change_test(criterion, picked, scope.year, scope.end)
    with columns[1]:
        fields.text(criterion, "note")
    name = words.t(f"editor.test.{picked}")
    heading.subheader(
        words.t("editor.criterion", number=criterion.get("number", ""), kind=name), anchor=False
    )
    others = [number for number in milestones if number != criterion.get("number")]
    with screen.hold_place():
        _TESTS[picked](fields.below(picked), criterion[picked], scope, others)
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with right:
        if goal.get("rule") == Rule.SUM:
            criterion.setdefault("weight", 1)
            fields.number(criterion, "weight")
    with left:
        return fields.ticked("remove", words.t("editor.remove_criterion"))


def _compare(fields: FormFields, test: Data, scope: FormScope, _milestones: Sequence[str]) -> None:
    columns, below = st.columns([6, 4, 3, 3, 3], vertical_alignment="bottom"), st.container()
    with columns[0]:
        unit = _indicator(fields, test["value"], scope, below)
    with columns[1]:
        _over(fields, test["value"])
    with columns[2]:
        signs = {sign.value: sign.name.lower() for sign in Operator}
        fields.choice(
            test, "operator", list(signs), lambda sign: fields.words.t(f"editor.operator.{signs[sign]}")
        )
    more = st.expander(fields.words.t("editor.more"))
    with more:
        measure = target_forms.pick_measure(fields, test)
    target_forms.draw_target(fields, test, measure, (scope.year, unit), columns[3:])
    with more:
        target_forms.draw_more(fields, test, measure, (scope.year, unit))


def _within(fields: FormFields, test: Data, scope: FormScope, _milestones: Sequence[str]) -> None:
    words = fields.words
    (left, right), below = st.columns([4, 3], vertical_alignment="bottom"), st.container()
    with left:
        unit = _indicator(fields, test["value"], scope, below)
    with right:
        _over(fields, test["value"])
    columns = st.columns([6, 4, 3, 3, 3], vertical_alignment="bottom")
    reference = test.setdefault("reference", {"number": 0})
    with columns[0]:
        chosen = {"reference": reference.get("indicator", "")}
        own = scope.indicators(reference.get("institution", scope.institution))
        fields.choice(
            chosen,
            "reference",
            ["", *own],
            lambda key: own[key].name if key else words.t("editor.a_number"),
        )
    with columns[1]:
        number = draft.find_number(reference, scope.year) or {"number": 0}
        typed = fields.number(number, "number", name="reference_number", unit=unit)
        if not typed:
            number["number"] = 0
    if key := chosen.get("reference"):
        kept = reference if "indicator" in reference else {}
        test["reference"] = {**kept, "indicator": key}
    elif "indicator" in reference:
        test["reference"] = number
    share = words.t("unit_name.percent") if test.get("relative") else unit
    target_forms.draw_number(fields, test, "tolerance", (scope.year, share), [columns[2], columns[4]])
    with columns[3]:
        fields.flag(test, "relative")


def _milestone(fields: FormFields, test: Data, _scope: FormScope, milestones: Sequence[str]) -> None:
    left, right, _ = st.columns([2, 3, 3], vertical_alignment="bottom")
    with left:
        fields.day(test, "due")
    with right:
        none = fields.words.t("editor.depends_on_none")
        fields.choice(test, "depends_on", ["", *milestones], lambda number: number or none)


def _assessed(fields: FormFields, test: Data, _scope: FormScope, _milestones: Sequence[str]) -> None:
    left, right, _ = st.columns([2, 3, 3], vertical_alignment="bottom")
    with left:
        fields.day(test, "due")
    with right:
        fields.choice(
            test,
            "by",
            list(Party),
            lambda code: fields.words.t(f"editor.party.{code}"),
            default=Party.DEPARTMENT,
        )
    line_fields.draw_scale(fields, test)


_TESTS = {"compare": _compare, "within": _within, "milestone": _milestone, "assessed": _assessed}


def _indicator(fields: FormFields, reading: Data, scope: FormScope, below: DeltaGenerator) -> str:
    """Draw the choice of an indicator, and `below` the form of a new one; return the name of its unit."""
    words, known = fields.words, scope.indicators(reading.get("institution", scope.institution))
    fields.choice(
        reading,
        "indicator",
        ["", *known, NEW],
        lambda code: known[code].name if code in known else words.t(_NO_INDICATOR[code]),
    )
    chosen = reading.setdefault("indicator", "")
    if chosen == NEW:
        with below.container(border=True):
            taken = {*known, *(row["id"] for row in scope.new)}
            row, told = indicator_forms.draw_new_indicator(fields.below("new"), scope, taken)
        scope.new.append(row)
        scope.told.extend(told)
        reading["indicator"] = row["id"]
        return words.t(f"unit_name.{row['unit']}")
    return words.t(f"unit_name.{known[chosen].unit}") if chosen in known else ""


_NO_INDICATOR = {"": "editor.choose", NEW: "editor.new_indicator_below"}


def _over(fields: FormFields, reading: Data) -> None:
    reading.setdefault("over", Over.LAST.value)
    fields.choice(reading, "over", _OVER, lambda code: fields.words.t(f"editor.over.{code}"))
