"""The editor reads what its reader may draft, and a plan's version as its file."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.admin.parts import editor_reads

TODAY = date(2026, 11, 21)


def plans_of(role: Role) -> set[str]:
    somebody = Person("a@example.dk", (Grant(role, date(2020, 1, 1), institution="cpr"),))
    return {version.plan.id for version in editor_reads.read_changeable(somebody, TODAY).newest}


@pytest.mark.usefixtures("read_only")
def test_only_plans_the_reader_may_draft_are_there() -> None:
    assert plans_of(Role.CHIEF) == {"cpr-2017", "cpr-2021"}
    assert plans_of(Role.READER) == set()


@pytest.mark.usefixtures("read_only")
def test_a_version_comes_with_the_definitions_its_goals_read() -> None:
    file = editor_reads.read_plan_file("cpr-2017", 1)
    assert (file.id, file.year) == ("cpr-2017", 2017)
    assert "klagesager-rettidigt" in {indicator.id for indicator in file.indicators}
