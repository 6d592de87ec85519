"""The editor reads what its reader may draft or sign, and a plan's version as its file."""

from __future__ import annotations

from datetime import date

import pytest

from db import session
from db.plans import plan_commands, plan_queries
from metrics.access import Grant, Person, Role
from pages.admin.parts import editor_reads
from tests.pages.drawing import DA, EN, writer
from words.language import Words

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


def test_the_list_of_plans_is_kept_until_something_is_written(database: str) -> None:
    somebody = Person("a@example.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"),))

    def read(words: Words = DA, *, may_draft: bool = True) -> str:
        held = editor_reads.read_planned(somebody, TODAY)
        drafted = editor_reads.find_drafted(held, somebody, TODAY) if may_draft else frozenset[str]()
        return editor_reads.read_list(held, drafted, writer(held.catalogue, words))

    first = read()
    assert read() is first
    assert first not in (read(EN), read(may_draft=False))
    title = "Et andet navn"
    with session.open_writing(database, session.MACHINE) as db:
        given = plan_queries.read_plan_file(db, "cpr-2021")
        draft = given.model_copy(update={"id": "cpr-2022", "title": title, "observations": ()})
        plan_commands.import_plan(db, draft)
    assert title in read()
