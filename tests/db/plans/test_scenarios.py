"""What-ifs that are kept: one's own to change, another's to open by its key, and nothing of the plan is touched."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from db import models
from db.audit import chain
from db.plans import scenarios
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.upgrade import migrate
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.periods import find_danish_day
from metrics.whatif.scenario import BasisPart, BasisPlace, Scenario, ScenarioBasis, ScenarioDraft
from scripts.cluster import APPLICATION, OWNER, SUPERUSER
from tests.db.migrations.test_migrations import alembic
from tests.db.recorded import imported
from tests.fixtures.databases import DatabaseOf, as_role

LONG_AGO = date(2020, 1, 1)
TODAY = find_danish_day(datetime.now(UTC))
PLAN = "cpr-2017"
DRAFT = ScenarioDraft("If 2.1 fails", {"set": "2.1-not_met", "correlation": "0.3"}, "A note\non two lines")
BASIS = ScenarioBasis(
    1, date(2017, 5, 1), {BasisPlace(BasisPart.GOAL, "2.1"): "ab", BasisPlace(BasisPart.PLAN): "cd"}
)


def reader(key: str, institution: str = "cpr", end: date | None = None) -> Person:
    return Person(key, (Grant(Role.READER, LONG_AGO, end, institution=institution),))


ANNE, BO = reader("anne@cpr.dk"), reader("bo@cpr.dk")
STRANGER = reader("stranger@example.dk", institution="eksempel-ankenaevn")
GONE = reader(ANNE.key, end=TODAY - timedelta(days=1))


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(imported)


def saved(url: str, draft: ScenarioDraft = DRAFT, by: Person = ANNE) -> str:
    with open_writing(url, by) as session:
        return scenarios.save_scenario(session, PLAN, draft, BASIS)


def own(url: str, person: Person = ANNE) -> list[Scenario]:
    with open_reading(url, sees=EVERYTHING) as session:
        return scenarios.read_own_scenarios(session, PLAN, person, TODAY)


def opened(url: str, key: str, person: Person) -> Scenario | None:
    with open_reading(url, sees=EVERYTHING) as session:
        return scenarios.read_scenario(session, key, person, TODAY)


def share(url: str, key: str, by: Person = ANNE, *, shared: bool = True) -> None:
    with open_writing(url, by) as session:
        scenarios.share_scenario(session, key, shared=shared)


def refused(no: InvalidInput) -> list[tuple[str, str]]:
    return [(p.code, p.place) for p in no.problems]


def rows(url: str, *, but: frozenset[str] = frozenset()) -> dict[str, list[tuple[object, ...]]]:
    with open_engine(as_role(SUPERUSER, url)).connect() as connection:
        return {
            table: sorted(tuple(map(str, row)) for row in connection.execute(text(f"SELECT * FROM {table}")))  # noqa: S608
            for table in models.Base.metadata.tables
            if table not in but
        }


def test_what_was_kept_comes_back_as_it_was(url: str) -> None:
    key = saved(url)
    (found,) = own(url)
    assert (found.key, found.plan, found.person) == (key, PLAN, ANNE.key)
    assert (found.draft, found.basis) == (DRAFT, BASIS)
    assert len(key) == 22


def test_what_is_not_shared_opens_to_its_maker_alone(url: str) -> None:
    key = saved(url)
    (found,) = own(url)
    assert not found.shared
    assert opened(url, key, ANNE) == found
    for person in (BO, STRANGER, MACHINE):
        assert opened(url, key, person) is None
        assert own(url, person) == []


def test_what_is_taken_back_opens_to_its_maker_alone_again_and_a_change_leaves_it_as_it_is(url: str) -> None:
    key = saved(url)
    share(url, key)
    with open_writing(url, ANNE) as session:
        scenarios.replace_scenario(session, key, ScenarioDraft("Renamed", {"set": "2.1-met"}), BASIS)
    found = opened(url, key, BO)
    assert found
    assert (found.draft.name, found.shared) == ("Renamed", True)
    share(url, key, shared=False)
    share(url, key, shared=False)  # once more records nothing
    assert opened(url, key, BO) is None
    assert [one.draft.name for one in own(url)] == ["Renamed"]
    with open_reading(url, sees=EVERYTHING) as session:
        assert [(e.actor, e.action, e.subject) for e in chain.read_entries(session)][-4:] == [
            (ANNE.key, "scenario.save", PLAN),
            (ANNE.key, "scenario.share", PLAN),
            (ANNE.key, "scenario.change", PLAN),
            (ANNE.key, "scenario.unshare", PLAN),
        ]
        assert chain.find_chain_problems(session) == []


def test_a_key_of_what_is_shared_opens_it_to_whoever_may_see_the_plan_and_to_nobody_else(url: str) -> None:
    key = saved(url)
    share(url, key)
    found = opened(url, key, BO)
    assert found
    assert found.draft == DRAFT
    assert own(url, BO) == []
    for person in (STRANGER, GONE, Person("nobody@example.dk")):
        assert opened(url, key, person) is None
        assert own(url, person) == []
    for wrong in ("", key[:-1], key.swapcase(), "'; DROP TABLE plans", "%"):
        assert opened(url, wrong, ANNE) is None


def test_a_change_is_a_further_row_under_the_same_key(url: str) -> None:
    first, second = saved(url), saved(url, ScenarioDraft("Other", {"set": "1.1-met"}))
    again = ScenarioDraft("Renamed", {"set": "2.1-met"})
    with open_writing(url, ANNE) as session:
        scenarios.replace_scenario(session, first, again, BASIS)
    assert [(s.key, s.draft.name) for s in own(url)] == [(first, "Renamed"), (second, "Other")]
    with open_engine(as_role(SUPERUSER, url)).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM scenarios")) == 3


def test_a_removed_one_opens_no_more_and_gives_its_name_free(url: str) -> None:
    key = saved(url)
    with open_writing(url, ANNE) as session:
        scenarios.remove_scenario(session, key)
    assert own(url) == []
    assert opened(url, key, ANNE) is None
    with pytest.raises(InvalidInput) as no, open_writing(url, ANNE) as session:
        scenarios.remove_scenario(session, key)
    assert refused(no.value) == [("scenario_unknown", "")]
    assert saved(url) != key


@pytest.mark.parametrize("key_of", ["theirs", "none"])
def test_anothers_is_neither_changed_nor_removed_and_the_answer_is_that_of_no_such_key(
    url: str, key_of: str
) -> None:
    key = saved(url) if key_of == "theirs" else "x" * 22
    before = rows(url)
    for by in (BO, STRANGER):
        with pytest.raises(InvalidInput) as no, open_writing(url, by) as session:
            scenarios.replace_scenario(session, key, DRAFT, BASIS)
        assert refused(no.value) == [("scenario_unknown", "")]
        with pytest.raises(InvalidInput) as no, open_writing(url, by) as session:
            scenarios.remove_scenario(session, key)
        assert refused(no.value) == [("scenario_unknown", "")]
        with pytest.raises(InvalidInput) as no:
            share(url, key, by)
        assert refused(no.value) == [("scenario_unknown", "")]
    assert rows(url) == before


def test_who_may_not_see_the_plan_keeps_nothing_of_it_and_changes_nothing_kept_before(url: str) -> None:
    key = saved(url)
    before = rows(url)
    with pytest.raises(InvalidInput) as no:
        saved(url, by=STRANGER)
    assert refused(no.value) == [("not_permitted", "cpr")]
    with pytest.raises(InvalidInput) as no, open_writing(url, GONE) as session:
        scenarios.replace_scenario(session, key, DRAFT, BASIS)
    assert refused(no.value) == [("not_permitted", "cpr")]
    with pytest.raises(InvalidInput) as no, open_writing(url, GONE) as session:
        scenarios.remove_scenario(session, key)
    assert refused(no.value) == [("not_permitted", "cpr")]
    with pytest.raises(InvalidInput) as no, open_writing(url, ANNE) as session:
        scenarios.save_scenario(session, "cpr-1999", DRAFT, BASIS)
    assert refused(no.value) == [("plan_unknown", "plan")]
    assert rows(url) == before


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(url: str) -> None:
    saved(url)
    before = rows(url)
    for draft, problems in (
        (
            ScenarioDraft(" ", {}, "x" * 4001),
            [("text_empty", "name"), ("text_too_long", "note"), ("nothing_supposed", "choices")],
        ),
        (ScenarioDraft("IF  2.1 fails ", {"set": "x"}), [("scenario_exists", "name")]),
        (
            ScenarioDraft("x" * 81, {"set": "x" * 4000}),
            [("text_too_long", "name"), ("text_too_long", "choices")],
        ),
        (
            ScenarioDraft("a\x00b", {"set": "x"}, "\x07"),
            [("not_understood", "name"), ("not_understood", "note")],
        ),
    ):
        with pytest.raises(InvalidInput) as no:
            saved(url, draft)
        assert refused(no.value) == problems
    assert rows(url) == before
    assert saved(url, DRAFT, by=BO)  # the name is taken for its person alone


def test_to_keep_change_and_remove_is_audited_and_touches_no_other_table(url: str) -> None:
    own_tables = frozenset({"scenarios", "audit_entries"})
    before = rows(url, but=own_tables)
    key = saved(url)
    with open_writing(url, ANNE) as session:
        scenarios.replace_scenario(session, key, ScenarioDraft("Other", {"set": "1.1-met"}), BASIS)
        scenarios.remove_scenario(session, key)
    assert rows(url, but=own_tables) == before
    with open_reading(url, sees=EVERYTHING) as session:
        assert [(e.actor, e.action, e.subject) for e in chain.read_entries(session)][-3:] == [
            (ANNE.key, "scenario.save", PLAN),
            (ANNE.key, "scenario.change", PLAN),
            (ANNE.key, "scenario.remove", PLAN),
        ]
        assert chain.find_chain_problems(session) == []


@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("by", "person"), [(ANNE, "bo@cpr.dk"), (STRANGER, STRANGER.key), (GONE, GONE.key), (MACHINE, ANNE.key)]
)
def test_postgresql_takes_it_in_ones_own_name_alone_and_of_a_plan_one_may_see(
    url: str, by: Person, person: str
) -> None:
    row = text(
        "INSERT INTO scenarios (key, plan_id, person, name, note, choices, version, as_of, digests, removed,"
        " recorded_at) SELECT 'x', id, :person, 'x', '', '{}', 1, '2017-01-01', '[]', false, now() FROM plans"
    )
    with open_writing(url, ANNE) as session:
        session.execute(row, {"person": ANNE.key})
    with pytest.raises(ProgrammingError, match="row-level security"), open_writing(url, by) as session:
        session.execute(row, {"person": person})


def test_what_an_older_program_saved_stays_open_to_whoever_has_its_link(url: str) -> None:
    key = saved(url)
    owner = as_role(OWNER, url)
    with alembic(owner) as config:
        command.downgrade(config, "0017")
    migrate(owner, "" if owner == url else APPLICATION)
    found = opened(url, key, BO)
    assert found
    assert found.shared
    with open_reading(url, sees=EVERYTHING) as session:
        assert scenarios.read_shared_scenarios(session, BO, TODAY) == []  # nobody chose to share it
    share(url, key, shared=False)
    assert opened(url, key, BO) is None
    assert opened(url, saved(url, ScenarioDraft("New", {"set": "1.1-met"})), BO) is None


@pytest.mark.parametrize("key", ["", "unknown", "\0", "\ud800", "x" * 5000])
def test_a_key_that_nobody_was_given_opens_nothing(url: str, key: str) -> None:
    saved(url)
    assert opened(url, key, ANNE) is None


def test_those_shared_by_choice_are_listed_to_whoever_may_see_the_plan_and_no_others(url: str) -> None:
    kept, first, last = (saved(url, ScenarioDraft(name, {"set": "2.1-met"})) for name in "ABC")
    with open_writing(url, ANNE) as session:
        for key in (first, last):
            scenarios.share_scenario(session, key, shared=True)

    def listed(person: Person, plan: str | None = PLAN) -> list[str]:
        with open_reading(url, sees=EVERYTHING) as session:
            return [one.key for one in scenarios.read_shared_scenarios(session, person, TODAY, plan)]

    assert listed(BO) == listed(ANNE, None) == [last, first]
    assert kept not in listed(ANNE)
    assert listed(STRANGER) == listed(BO, "other") == []
    share(url, last, shared=False)
    assert listed(BO) == [first]
