"""The kinds of papers, their formats, and whom each is for."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import OF_INSTITUTION, Action, Grant, Person, Resource, Role, may
from metrics.errors import InvalidInput
from metrics.paper.kinds import (
    FORMATS,
    OWN_PAPERS,
    Marking,
    PaperFormat,
    PaperKind,
    check_combination,
    find_marking,
)

DAY = date(2026, 11, 20)
WHERE = Resource("cpr", "ministry")


def codes(kind: PaperKind, form: PaperFormat, quarter: str | None) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        check_combination(kind, form, quarter)
    return [one.code for one in refused.value.problems]


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_is_made_as_pdf_and_word_and_in_no_format_that_is_not_listed(kind: PaperKind) -> None:
    quarter = "2026Q3" if kind is PaperKind.QUARTER else None
    assert FORMATS[kind][:2] == (PaperFormat.PDF, PaperFormat.WORD)
    for form in PaperFormat:
        if form in FORMATS[kind]:
            check_combination(kind, form, quarter)
        else:
            assert codes(kind, form, quarter) == ["paper_format"]


def test_a_quarterly_report_needs_its_quarter_and_nothing_else_has_one() -> None:
    assert codes(PaperKind.QUARTER, PaperFormat.PDF, None) == ["paper_quarter_needed"]
    assert codes(PaperKind.PLAN, PaperFormat.PDF, "2026Q3") == ["paper_quarter_unused"]


def test_what_the_department_writes_for_itself_is_never_marked_as_shared() -> None:
    assert find_marking(PaperKind.NOTE) is Marking.MINISTER
    assert find_marking(PaperKind.AREA) is Marking.INTERNAL
    shared = {kind for kind in PaperKind if find_marking(kind) is Marking.SHARED}
    assert shared == {PaperKind.PLAN, PaperKind.QUARTER, PaperKind.INSTITUTION, PaperKind.ANNUAL}


@pytest.mark.parametrize("role", sorted(OF_INSTITUTION))
@pytest.mark.parametrize("other", [None, Role.CONTROLLER, Role.HEAD, Role.READER, Role.AUDITOR])
def test_nobody_of_the_institution_has_the_right_to_what_is_not_shared(
    role: Role, other: Role | None
) -> None:
    own = Grant(role, date(2020, 1, 1), institution="cpr")
    above = [Grant(other, date(2020, 1, 1), area="ministry")] if other else []
    assert not may(Person("x", (own, *above)), OWN_PAPERS, WHERE, DAY).allowed
    assert may(Person("x", (own, *above)), Action.EXPORT, WHERE, DAY).allowed
