"""The form of a criterion with its test, and of a new indicator that it may need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.algebra.tree import Rule
from metrics.periods import Frequency
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import PlanPart, SeriesKey
from metrics.plan.model import Indicator
from metrics.plan.terms import Better, Operator, Over, Party, Unit
from pages.admin.parts import draft, editor_sheet
from pages.admin.parts.draft import Data
from pages.admin.parts.fields import FormFields
from pages.ui import screen

NEW = "+"  # no id can be this
_OVER = [over for over in Over if over is not Over.WEIGHTED]


@dataclass(frozen=True, slots=True)
class FormScope:
    """What the forms of a plan choose from: its year, its owner and the known definitions."""

    year: int
    institution: str
    catalogue: Catalogue

    def indicators(self, owner: str) -> dict[str, Indicator]:
        """Return the indicators of an institution by id."""
        return {key: found for (of, key), found in self.catalogue.indicators.items() if of == owner}

    def with_definitions(self, data: Data) -> Data:
        """Return the plan with the definitions of everything known that its goals refer to."""
        known = self.catalogue
        used = {key for key in _read(data["goals"], self.institution) if key in known.indicators}
        owners = {owner for owner, _ in used}
        indicators = [known.indicators[key] for key in sorted(used)]
        institutions = [known.institutions[owner] for owner in sorted(owners)]
        return {
            **data,
            "indicators": _joined(data.get("indicators", []), indicators, "institution", "id"),
            "institutions": _joined(data["institutions"], institutions, "id"),
        }


def _read(part: object, institution: str) -> Iterator[SeriesKey]:
    """Yield every series that the data refers to, at any depth and whatever its shape."""
    if isinstance(part, dict):
        owner = part.get("institution", institution)
        yield from (
            (owner, part[name])
            for name in ("indicator", "weight")
            if isinstance(part.get(name), str) and isinstance(owner, str)
        )
    below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for inner in below:
        yield from _read(inner, institution)


def _joined(rows: Sequence[Data], known: Sequence[PlanPart], *names: str) -> list[Data]:
    """Return the rows followed by the known definitions that are not among them."""
    there = {tuple(row.get(name) for name in names) for row in rows}
    missing = [part for part in known if tuple(getattr(part, name) for name in names) not in there]
    return [*rows, *(part.model_dump(exclude_defaults=True, exclude_none=True) for part in missing)]


def draw_number_and_title(fields: FormFields, table: Data) -> None:
    """Draw the inputs for a number and a title."""
    left, right = st.columns([1, 5])
    with left:
        fields.text(table, "number")
    with right:
        fields.text(table, "title")


def draw_note(text: str) -> None:
    """Draw a sentence that explains an input."""
    # Streamlit's own captions are too pale to read.
    screen.draw(editor_sheet.draw_note(text))


def draw_criterion_form(
    fields: FormFields, criterion: Data, goal: Data, scope: FormScope, milestones: Sequence[str]
) -> bool:
    """Draw the form of a criterion, changing it in place; return whether it is to be removed."""
    words, kind = fields.words, draft.find_test(criterion)
    assert kind is not None
    name = words.t(f"editor.test.{kind}")
    st.subheader(words.t("editor.criterion", number=criterion["number"], kind=name), anchor=False)
    draw_number_and_title(fields, criterion)
    _TESTS[kind](fields, criterion[kind], scope, [m for m in milestones if m != criterion["number"]])
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        fields.text(criterion, "note")
    with right:
        if goal.get("rule") == Rule.SUM:
            criterion.setdefault("weight", 1)
            fields.number(criterion, "weight")
    return fields.ticked("remove", words.t("editor.remove_criterion"))


def _compare(fields: FormFields, test: Data, scope: FormScope, _milestones: Sequence[str]) -> None:
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


def _within(fields: FormFields, test: Data, scope: FormScope, _milestones: Sequence[str]) -> None:
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
    _target(fields, test, "tolerance", (scope.year, share), [columns[2], columns[4]])
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


_TESTS = {"compare": _compare, "within": _within, "milestone": _milestone, "assessed": _assessed}


def _indicator(fields: FormFields, reading: Data, key: str, scope: FormScope) -> str:
    """Draw the choice of an indicator; return the name of its unit."""
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


def _over(fields: FormFields, reading: Data) -> None:
    reading.setdefault("over", Over.LAST.value)
    fields.choice(reading, "over", _OVER, lambda code: fields.words.t(f"editor.over.{code}"))


def _target(
    fields: FormFields, test: Data, side: str, of: tuple[int, str], columns: Sequence[DeltaGenerator]
) -> None:
    """Draw a year's target in two columns: its number with the unit, and whether it is provisional."""
    year, unit = of
    table = draft.find_number(test[side], year)
    assert table is not None
    mark: Data = {"provisional": bool(table.get("provisional"))}
    with columns[0]:
        fields.number(table, "number", name=side, unit=unit)
    with columns[1]:
        fields.below(side).flag(mark, "provisional")
    draft.set_number(test[side], year, table["number"], provisional=bool(mark.get("provisional")))


def draw_new_indicator(fields: FormFields, measured: Sequence[Data], scope: FormScope) -> list[Data]:
    """Draw the form of a new indicator; return its definition if any of the criteria chose it."""
    words, row = fields.words, {"institution": scope.institution}
    with st.expander(words.t("editor.new_indicator")):
        draw_note(words.t("editor.new_indicator_note"))
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
            fields.choice(
                row,
                "frequency",
                list(Frequency),
                lambda code: words.t(f"editor.frequency.{code}"),
                default=Frequency.YEAR,
            )
        fields.text(row, "definition", lines=2)
    readings = [c[kind]["value"] for c in measured for kind in draft.MEASURED if kind in c]
    chosen = [reading for reading in readings if reading.get("indicator") == NEW]
    for reading in chosen:
        reading["indicator"] = row.get("id", "")
    return [row] if chosen else []
