"""The kinds of papers, their formats, and whom each is for."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import OF_INSTITUTION, Action, Grant, Person, Resource, Role, may
from metrics.errors import InvalidInput
from metrics.paper.kinds import (
    FORMATS,
    OF_A_QUARTER,
    OF_NO_PLAN,
    OWN_PAPERS,
    Marking,
    PaperFormat,
    PaperKind,
    check_combination,
    find_marking,
    is_own_paper,
)

DAY = date(2026, 11, 20)
WHERE = Resource("cpr", "ministry")


def codes(kind: PaperKind, form: PaperFormat, quarter: str | None) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        check_combination(kind, form, quarter)
    return [one.code for one in refused.value.problems]


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind not in OF_NO_PLAN])
def test_every_kind_is_made_as_pdf_and_word_and_in_no_format_that_is_not_listed(kind: PaperKind) -> None:
    quarter = "2026Q3" if kind in OF_A_QUARTER else None
    assert FORMATS[kind][:2] == (PaperFormat.PDF, PaperFormat.WORD)
    for form in PaperFormat:
        if form in FORMATS[kind]:
            check_combination(kind, form, quarter)
        else:
            assert codes(kind, form, quarter) == ["paper_format"]


def test_a_quarterly_report_needs_its_quarter_and_nothing_else_has_one() -> None:
    assert codes(PaperKind.QUARTER, PaperFormat.PDF, None) == ["paper_quarter_needed"]
    assert codes(PaperKind.MINUTES, PaperFormat.PDF, None) == ["paper_quarter_needed"]
    assert codes(PaperKind.PLAN, PaperFormat.PDF, "2026Q3") == ["paper_quarter_unused"]


def test_a_meeting_alone_is_about_a_whole_area() -> None:
    check_combination(PaperKind.MINUTES, PaperFormat.PDF, "2026Q3", of_area=True)
    with pytest.raises(InvalidInput, match="paper_area_unused"):
        check_combination(PaperKind.QUARTER, PaperFormat.PDF, "2026Q3", of_area=True)


def test_an_institution_has_its_part_of_minutes_alone() -> None:
    check_combination(PaperKind.MINUTES, PaperFormat.PDF, "2026Q3", own_part=True)
    with pytest.raises(InvalidInput, match="paper_part_unused"):
        check_combination(PaperKind.PREREAD, PaperFormat.PDF, "2026Q3", own_part=True)


def test_a_year_is_made_of_no_plan_and_an_area_s_is_the_department_s() -> None:
    for form in PaperFormat:
        assert codes(PaperKind.WHEEL, form, None) == ["paper_of_no_plan"]
    assert find_marking(PaperKind.WHEEL) is Marking.SHARED
    assert is_own_paper(PaperKind.WHEEL, of_area=True)


def test_what_the_department_writes_for_itself_is_never_marked_as_shared() -> None:
    assert find_marking(PaperKind.NOTE) is Marking.MINISTER
    assert find_marking(PaperKind.AREA) is Marking.INTERNAL
    assert find_marking(PaperKind.MINISTER) is Marking.MINISTER
    own = {kind for kind in PaperKind if is_own_paper(kind)}
    assert own == {PaperKind.NOTE, PaperKind.MINISTER, PaperKind.AREA}
    of_area = {kind for kind in PaperKind if is_own_paper(kind, of_area=True)} - own
    assert of_area == {PaperKind.PREREAD, PaperKind.MINUTES, PaperKind.WHEEL}


@pytest.mark.parametrize("role", sorted(OF_INSTITUTION))
@pytest.mark.parametrize("other", [None, Role.CONTROLLER, Role.HEAD, Role.READER, Role.AUDITOR])
def test_nobody_of_the_institution_has_the_right_to_what_is_not_shared(
    role: Role, other: Role | None
) -> None:
    own = Grant(role, date(2020, 1, 1), institution="cpr")
    above = [Grant(other, date(2020, 1, 1), area="ministry")] if other else []
    assert not may(Person("x", (own, *above)), OWN_PAPERS, WHERE, DAY).allowed
    assert may(Person("x", (own, *above)), Action.EXPORT, WHERE, DAY).allowed
