"""The editor reads what its reader may draft or sign, and a plan's version as its file."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.access import Grant, Person, Role
from pages.admin.parts import editor_reads

TODAY = date(2026, 11, 21)


def plans_of(role: Role) -> tuple[set[str], bool]:
    """The plans somebody is shown, and whether they may change the institution's drafts."""
    somebody = Person("a@example.dk", (Grant(role, date(2020, 1, 1), institution="cpr"),))
    held = editor_reads.read_planned(somebody, TODAY)
    drafted = editor_reads.find_drafted(held, somebody, TODAY)
    return {version.plan.id for version in held.newest}, "cpr" in drafted


@pytest.mark.usefixtures("read_only")
def test_only_plans_the_reader_may_draft_or_sign_are_there() -> None:
    every = {"cpr-2017", "cpr-2021"}
    assert plans_of(Role.CHIEF) == plans_of(Role.CONTROLLER) == (every, True)
    assert plans_of(Role.HEAD) == (every, False)
    assert plans_of(Role.READER) == (set(), False)


@pytest.mark.usefixtures("read_only")
def test_a_version_comes_with_the_definitions_its_goals_read() -> None:
    file = editor_reads.read_plan_file("cpr-2017", 1)
    assert (file.id, file.year) == ("cpr-2017", 2017)
    assert "klagesager-rettidigt" in {indicator.id for indicator in file.indicators}
