"""The editor's forms: each shows a part of a plan, and returns it as changed. None of them knows the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.model import Indicator, Institution
from metrics.outcome import Rule
from metrics.periods import Frequency
from metrics.readings import Catalogue
from metrics.terms import Better, GoalKind, Operator, Over, Party, Unit, Weights
from pages.ui import draft
from pages.ui.draft import Data
from pages.ui.fields import Fields
from pages.ui.i18n import Words

NEW = "+"  # no id can be this
QUARTERS = (1, 2, 3, 4)
_OVER = [over for over in Over if over is not Over.WEIGHTED]
_WEIGHTS_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """What the forms of one plan choose from: its year, owner, and the definitions there are."""

    year: int
    institution: str
    catalogue: Catalogue

    def indicators(self, owner: str) -> dict[str, Indicator]:
        """The indicators of an institution by id."""
        return {key: found for (of, key), found in self.catalogue.indicators.items() if of == owner}

    def with_definitions(self, data: Data) -> Data:
        """The plan with the definition of every known indicator that its tests have come to use."""
        there = {(row.get("institution"), row.get("id")) for row in data.get("indicators", ())}
        used = [
            (test[side].get("institution", self.institution), test[side].get("indicator"))
            for goal in data["goals"]
            for criterion in goal.get("criteria", ())
            for test in (criterion.get("compare"), criterion.get("within"))
            for side in ("value", "reference")
            if test and side in test
        ]
        lacking = [
            key for key in dict.fromkeys(used) if key in self.catalogue.indicators and key not in there
        ]
        added = [self.catalogue.indicators[key] for key in lacking]
        rows = [found.model_dump(exclude_defaults=True, exclude_none=True) for found in added]
        return {**data, "indicators": [*data.get("indicators", ()), *rows]}


def new_plan(fields: Fields, institutions: Mapping[str, Institution]) -> tuple[Data, Data, str]:
    """A plan's head, whose it is, and the title of its first goal."""
    words = fields.words
    head: Data = {}
    owner: Data = {}
    first: Data = {}
    left, right = st.columns(2)
    with left:
        fields.text(head, "title")
    with right:
        fields.text(head, "id", hint=True)
    chosen: Data = {}
    with left:
        fields.choice(
            chosen,
            "institution",
            ["", *institutions, NEW],
            lambda key: institutions[key].name if key in institutions else words.t(_UNCHOSEN[key]),
        )
    with right:
        fields.text(head, "department")
    with left:
        fields.day(head, "start")
    with right:
        fields.day(head, "end")
    fields.text(first, "first_goal", hint=True)
    with st.expander(words.t("editor.new_institution")):
        inner = fields.below("institution")
        inner.text(owner, "id", hint=True)
        inner.text(owner, "name")
        inner.text(owner, "ministry_area")
    key = chosen.get("institution", "")
    if key in institutions:
        owner = institutions[key].model_dump(exclude_defaults=True)
    return head, owner if key else {}, first.get("first_goal", "")


_UNCHOSEN = {"": "editor.choose", NEW: "editor.new_institution_below"}


def head(fields: Fields, data: Data) -> Data:
    """What a plan says of itself, how it is reported, and how its goals weigh."""
    words, changed = fields.words, deepcopy(data)
    left, right = st.columns(2)
    with left:
        fields.text(changed, "title")
        fields.day(changed, "start")
        fields.day(changed, "document_date")
    with right:
        fields.text(changed, "department")
        fields.day(changed, "end")
        fields.text(changed, "source")
    fields.text(changed, "strategic_picture", lines=5)
    st.header(words.t("plan.reports"), anchor=False)
    draft.put(changed, "reporting", _reporting(fields.below("reporting"), changed.get("reporting", {})), {})
    st.header(words.t("plan.rule"), anchor=False)
    scoring = changed.setdefault("scoring", {})
    left, right = st.columns(2)
    with left:
        fields.choice(
            scoring,
            "weights",
            list(Weights),
            lambda code: words.t(f"editor.weights.{code}"),
            default=Weights.EQUAL,
        )
    with right:
        scoring.setdefault("possible", 100)
        fields.number(scoring, "possible")
    given = scoring.get("weights") == Weights.GIVEN
    if data.get("scoring", {}).get("weights") != Weights.GIVEN:
        st.caption(words.t("editor.weights_unused"))
    weights(fields.below("weights"), changed["goals"], used=given)
    return changed


def _reporting(fields: Fields, reporting: Data) -> Data:
    words = fields.words
    before = list(reporting.get("quarters", QUARTERS))
    columns = st.columns(5, vertical_alignment="bottom")
    chosen = []
    for quarter, column in zip(QUARTERS, columns, strict=False):
        with column:
            ticked: Data = {"on": quarter in before}
            fields.below(str(quarter)).flag(ticked, "on", label=words.t("editor.quarter", quarter=quarter))
            chosen += [quarter] if ticked.get("on") else []
    with columns[-1]:
        fields.whole(reporting, "days", 14)
    if chosen != before:
        draft.put(reporting, "quarters", chosen, list(QUARTERS))
        if not chosen:
            reporting["quarters"] = []
    return reporting


def weights(fields: Fields, goals: Sequence[Data], *, used: bool) -> None:
    """The weight of each scored goal; all at once, since they must add up. Left out where they are not used."""
    scored = [goal for goal in goals if goal.get("scored", True)]
    for first in range(0, len(scored), _WEIGHTS_A_ROW):
        columns = st.columns(_WEIGHTS_A_ROW)
        for goal, column in zip(scored[first : first + _WEIGHTS_A_ROW], columns, strict=False):
            with column:
                number = goal.get("number", "")
                label = fields.words.t("editor.weight_of", number=number)
                typed = fields.below(number).number(goal, "weight", label=label)
                if not typed or not used:
                    goal.pop("weight", None)
    total = sum(
        (Decimal(goal["weight"]) for goal in scored if isinstance(goal.get("weight"), int | Decimal)),
        Decimal(0),
    )
    if used:
        st.caption(fields.words.t("editor.weights_sum", total=fields.words.number(total)))


def goal(fields: Fields, changed: Data, scope: Scope, milestones: Sequence[str]) -> list[Data]:
    """A goal with its criteria, changed in place; the definition of a new indicator where one is used."""
    words = fields.words
    _numbered(fields, changed)
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    with left:
        fields.text(changed, "group")
    with middle:
        kinds = ["", *GoalKind]
        fields.choice(changed, "kind", kinds, lambda code: words.t(f"kind.{code}") if code else "–")
    with right:
        fields.flag(changed, "scored", default=True)
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    with left:
        rules = lambda code: words.t(f"editor.rule.{code}")  # noqa: E731
        fields.choice(changed, "rule", list(Rule), rules, default=Rule.ALL)
    with middle:
        fields.whole(changed, "k")
    fields.text(changed, "note", lines=2)
    kept = []
    for place, criterion in enumerate(changed["criteria"]):
        with st.container(border=True):
            removed = _criterion(fields.below(f"c{place}"), criterion, changed, scope, milestones)
        kept += [] if removed else [criterion]
    changed["criteria"] = kept
    measured = [c for c in kept if draft.test_of(c) in draft.MEASURED]
    return _new_indicator(fields.below("indicator"), measured, scope) if measured else []


def _numbered(fields: Fields, table: Data) -> None:
    left, right = st.columns([1, 5])
    with left:
        fields.text(table, "number")
    with right:
        fields.text(table, "title")


def _criterion(fields: Fields, criterion: Data, goal: Data, scope: Scope, milestones: Sequence[str]) -> bool:
    """One criterion, changed in place; whether it is to be removed."""
    words, kind = fields.words, draft.test_of(criterion)
    assert kind is not None
    name = words.t(f"editor.test.{kind}")
    st.subheader(words.t("editor.criterion", number=criterion["number"], kind=name), anchor=False)
    _numbered(fields, criterion)
    _TESTS[kind](fields, criterion[kind], scope, [m for m in milestones if m != criterion["number"]])
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        fields.text(criterion, "note")
    with right:
        if goal.get("rule") == Rule.SUM:
            criterion.setdefault("weight", 1)
            fields.number(criterion, "weight")
    return fields.ticked("remove", words.t("editor.remove_criterion"))


def _compare(fields: Fields, test: Data, scope: Scope, _milestones: Sequence[str]) -> None:
    columns = st.columns([6, 4, 3, 3, 3], vertical_alignment="bottom")
    with columns[0]:
        unit = _indicator(fields, test["value"], "indicator", scope)
    with columns[1]:
        _over(fields, test["value"])
    with columns[2]:
        signs = {sign.value: sign.name.lower() for sign in Operator}
        fields.choice(
            test, "operator", list(signs), lambda sign: fields.words.t(f"editor.operator.{signs[sign]}")
        )
    _target(fields, test, "target", (scope.year, unit), columns[3:])


def _within(fields: Fields, test: Data, scope: Scope, _milestones: Sequence[str]) -> None:
    words = fields.words
    left, right = st.columns([4, 3], vertical_alignment="bottom")
    with left:
        unit = _indicator(fields, test["value"], "indicator", scope)
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
        number = draft.number_of(reference, scope.year) or {"number": 0}
        typed = fields.number(number, "number", name="reference_number", unit=unit)
        if not typed:
            number["number"] = 0
    if key := chosen.get("reference"):
        kept = reference if "indicator" in reference else {}
        test["reference"] = {**kept, "indicator": key}
    elif "indicator" in reference:
        test["reference"] = number
    share = words.t("unit_name.percent") if test.get("relative") else unit
    _target(fields, test, "tolerance", (scope.year, share), [columns[2], columns[4]])
    with columns[3]:
        fields.flag(test, "relative")


def _milestone(fields: Fields, test: Data, _scope: Scope, milestones: Sequence[str]) -> None:
    left, right, _ = st.columns([2, 3, 3], vertical_alignment="bottom")
    with left:
        fields.day(test, "due")
    with right:
        none = fields.words.t("editor.depends_on_none")
        fields.choice(test, "depends_on", ["", *milestones], lambda number: number or none)


def _assessed(fields: Fields, test: Data, _scope: Scope, _milestones: Sequence[str]) -> None:
    left, right, _ = st.columns([2, 3, 3], vertical_alignment="bottom")
    with left:
        fields.day(test, "due")
    with right:
        party = lambda code: fields.words.t(f"editor.party.{code}")  # noqa: E731
        fields.choice(test, "by", list(Party), party, default=Party.DEPARTMENT)


_TESTS = {"compare": _compare, "within": _within, "milestone": _milestone, "assessed": _assessed}


def _indicator(fields: Fields, reading: Data, key: str, scope: Scope) -> str:
    """Which indicator is read; the name of its unit."""
    words, known = fields.words, scope.indicators(reading.get("institution", scope.institution))
    before = reading.get(key, "")
    fields.choice(
        reading,
        key,
        ["", *known, NEW],
        lambda code: known[code].name if code in known else words.t(_NO_INDICATOR[code]),
    )
    reading.setdefault(key, "")
    found = known.get(before)
    return words.t(f"unit_name.{found.unit}") if found else ""


_NO_INDICATOR = {"": "editor.choose", NEW: "editor.new_indicator_below"}


def _over(fields: Fields, reading: Data) -> None:
    shown = lambda code: fields.words.t(f"editor.over.{code}")  # noqa: E731
    fields.choice(reading, "over", _OVER, shown, default=Over.LAST)


def _target(
    fields: Fields, test: Data, side: str, of: tuple[int, str], columns: Sequence[DeltaGenerator]
) -> None:
    """A target of a year in a unit, in a step of its own where it is provisional; in two columns."""
    year, unit = of
    table = draft.number_of(test[side], year)
    assert table is not None
    mark: Data = {"provisional": bool(table.get("provisional"))}
    with columns[0]:
        fields.number(table, "number", name=side, unit=unit)
    with columns[1]:
        fields.below(side).flag(mark, "provisional")
    draft.set_number(test[side], year, table["number"], provisional=bool(mark.get("provisional")))


def _new_indicator(fields: Fields, measured: Sequence[Data], scope: Scope) -> list[Data]:
    """A definition that any of the criteria can choose; returned where one does."""
    words, row = fields.words, {"institution": scope.institution}
    with st.expander(words.t("editor.new_indicator")):
        st.caption(words.t("editor.new_indicator_note"))
        left, right = st.columns(2)
        with left:
            fields.text(row, "name")
            fields.choice(row, "unit", list(Unit), lambda code: words.t(f"unit_name.{code}"))
            fields.choice(
                row,
                "better",
                list(Better),
                lambda code: words.t(f"editor.better.{code}"),
                default=Better.HIGHER,
            )
        with right:
            fields.text(row, "id", hint=True)
            fields.whole(row, "decimals", 1)
            frequency = lambda code: words.t(f"editor.frequency.{code}")  # noqa: E731
            fields.choice(row, "frequency", list(Frequency), frequency, default=Frequency.YEAR)
        fields.text(row, "definition", lines=2)
    readings = [c[kind]["value"] for c in measured for kind in draft.MEASURED if kind in c]
    chosen = [reading for reading in readings if reading.get("indicator") == NEW]
    for reading in chosen:
        reading["indicator"] = row.get("id", "")
    return [row] if chosen else []


def signatures(fields: Fields, department: str, institution: str) -> list[dict[str, Any]]:
    """Who signs for each party, and the day they share."""
    day: Data = {}
    with st.columns([2, 5])[0]:
        fields.day(day, "on")
    signed = []
    for party, organisation in ((Party.DEPARTMENT, department), (Party.INSTITUTION, institution)):
        row: Data = {"party": party.value, "organisation": organisation, **day}
        left, right = st.columns(2)
        inner = fields.below(party)
        words = fields.words
        with left:
            inner.text(
                row,
                "organisation",
                label=words.t("editor.organisation", party=words.t(f"editor.party.{party}")),
            )
        with right:
            inner.text(row, "role", label=words.t("editor.role", party=words.t(f"editor.party.{party}")))
        signed.append(row)
    return signed


def as_text(fields: Fields, text: str, words: Words) -> str:
    """The part of a plan file that forms cannot show, as text."""
    return str(st.text_area(words.t("editor.goal_text"), text, height=480, key=f"{fields.place}|text") or "")
