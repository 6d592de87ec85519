"""Grants on both databases: given, taken back, and refused with everything wrong at once."""

from __future__ import annotations

from datetime import date

import pytest

from db.audit import chain
from db.people import rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Action, Grant, Resource, Role, grant_all_roles, may
from metrics.errors import InvalidInput
from tests.cases import text_of
from tests.db.recorded import by_both, imported
from tests.fixtures.databases import DatabaseOf

DAY = date(2026, 11, 21)
CPR = Resource("cpr", "Social- og Indenrigsministeriet")


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(imported)


def give(url: str, person: str, given: Grant) -> int:
    with open_writing(url, grant_all_roles("admin@example.dk")) as session:
        return rights.grant_role(session, person, given)


def allowed(url: str, person: str, action: Action) -> bool:
    with open_reading(url, sees=EVERYTHING) as session:
        return may(rights.read_person(session, person), action, CPR, DAY).allowed


def test_a_grant_counts_for_its_person_however_the_address_is_written(url: str) -> None:
    give(url, " Chief@CPR.dk ", Grant(Role.CHIEF, DAY, institution="cpr"))
    assert allowed(url, "chief@cpr.DK", Action.SIGN)
    assert not allowed(url, "chief@cpr.dk", Action.DECIDE)
    assert not allowed(url, "other@cpr.dk", Action.SEE)


def test_a_role_taken_back_is_gone_at_once_and_both_are_audited(url: str) -> None:
    number = give(url, "chief@cpr.dk", Grant(Role.CHIEF, DAY, area=CPR.area))
    assert allowed(url, "chief@cpr.dk", Action.SEE)
    with open_writing(url, MACHINE) as session:
        rights.revoke_grant(session, number)
    assert not allowed(url, "chief@cpr.dk", Action.SEE)
    with open_reading(url, sees=EVERYTHING) as session:
        said = [(e.actor, e.action, e.subject) for e in chain.read_entries(session)][-2:]
        assert chain.find_chain_problems(session) == []
    assert said == [("admin@example.dk", "grant.chief", "chief@cpr.dk"), ("", "revoke.chief", "chief@cpr.dk")]


def test_a_role_is_taken_back_once(url: str) -> None:
    number = give(url, "chief@cpr.dk", Grant(Role.CHIEF, DAY))
    with open_writing(url, MACHINE) as session:
        rights.revoke_grant(session, number)
    with pytest.raises(InvalidInput) as refused, open_writing(url, MACHINE) as session:
        rights.revoke_grant(session, number)
    assert [p.code for p in refused.value.problems] == ["grant_unknown"]


def test_nobody_takes_from_themselves_the_last_right_to_give_roles(url: str) -> None:
    """Another administrator may, and so may they once they hold another such role today."""
    own = give(url, "own@min.dk", Grant(Role.ADMINISTRATOR, DAY))
    give(url, "own@min.dk", Grant(Role.ADMINISTRATOR, DAY, area=CPR.area))
    with open_reading(url, sees=EVERYTHING) as session:
        themselves = rights.read_person(session, "own@min.dk")
    with pytest.raises(InvalidInput) as refused, open_writing(url, themselves) as session:
        rights.revoke_grant(session, own)
    assert [p.code for p in refused.value.problems] == ["own_last_right"]
    second = give(url, "own@min.dk", Grant(Role.ADMINISTRATOR, DAY))
    with open_writing(url, themselves) as session:
        rights.revoke_grant(session, own)
    with open_writing(url, grant_all_roles("admin@example.dk")) as session:
        rights.revoke_grant(session, second)
    with open_reading(url, sees=EVERYTHING) as session:
        assert [given.area for _, given in rights.read_grants(session)] == [CPR.area]


@pytest.mark.parametrize(
    "person", ["chief", "chief@", "c" * 65 + "@cpr.dk", "chief\0@cpr.dk", "chief\ud800@cpr.dk"]
)
def test_a_role_is_given_to_an_address_that_can_be_kept(url: str, person: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        give(url, person, Grant(Role.READER, DAY))
    assert [p.code for p in refused.value.problems] == ["address_needed"]


def test_everything_wrong_with_a_grant_is_told_at_once_and_nothing_is_kept(url: str) -> None:
    wrong = Grant(Role.READER, DAY, date(2026, 1, 1), institution="nope", area="nowhere")
    with pytest.raises(InvalidInput) as refused:
        give(url, "x", wrong)
    assert [(p.code, p.place) for p in refused.value.problems] == [
        ("address_needed", "person"),
        ("institution_unknown", "institution"),
        ("area_unknown", "area"),
        ("one_scope", "area"),
        ("dates_out_of_order", "until"),
    ]
    with open_reading(url, sees=EVERYTHING) as session:
        assert rights.read_grants(session) == []


def test_a_role_may_be_given_for_one_day(url: str) -> None:
    give(url, "chief@cpr.dk", Grant(Role.CHIEF, DAY, DAY, institution="cpr"))
    assert allowed(url, "chief@cpr.dk", Action.SIGN)


def test_a_deputy_stands_in_for_the_chief_until_a_day(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        give(url, "deputy@cpr.dk", Grant(Role.DEPUTY, DAY, institution="cpr"))
    assert [(p.code, p.place) for p in refused.value.problems] == [("delegation_without_end", "until")]
    give(url, "deputy@cpr.dk", Grant(Role.DEPUTY, DAY, DAY, institution="cpr"))
    assert allowed(url, "deputy@cpr.dk", Action.APPROVE)
    assert not allowed(url, "deputy@cpr.dk", Action.SIGN)


def test_what_is_of_several_institutions_takes_a_right_to_each(url: str) -> None:
    imported(url, by_both(text_of("35")))
    give(url, "chief@cpr.dk", Grant(Role.CHIEF, date(2017, 1, 1), institution="cpr"))
    with open_reading(url, sees=EVERYTHING) as session:
        chief = rights.read_person(session, "chief@cpr.dk")
    with open_writing(url, chief) as session:
        rights.demand_right(session, Action.REPORT, "cpr")
        with pytest.raises(InvalidInput) as refused:
            rights.demand_right(session, Action.REPORT, "cpr", "naevn")
    assert [p.code for p in refused.value.problems] == ["not_permitted"]


def test_a_role_for_some_goals_is_kept_with_them_and_permits_less(url: str) -> None:
    goals = frozenset({"1.2", "2.1"})
    give(url, "desk@dep.dk", Grant(Role.DESK, DAY, institution="cpr", goals=goals))
    with open_reading(url, sees=EVERYTHING) as session:
        (held,) = rights.read_person(session, "desk@dep.dk").grants
        assert chain.find_chain_problems(session) == []
    assert held.goals == goals
    assert allowed(url, "desk@dep.dk", Action.SEE)
    assert not allowed(url, "desk@dep.dk", Action.CONFIRM)


def test_goals_are_of_one_institution_and_of_a_role_that_takes_them(url: str) -> None:
    for given, codes in (
        (Grant(Role.CHIEF, DAY, institution="cpr", goals=frozenset({"1.2"})), ["goals_of_role"]),
        (Grant(Role.REPORTER, DAY, goals=frozenset({"1.2"})), ["goals_need_institution"]),
        (Grant(Role.REPORTER, DAY, institution="cpr", goals=frozenset({"1.2", "9"})), ["goals_unknown"]),
    ):
        with pytest.raises(InvalidInput) as wrong:
            give(url, "x@dep.dk", given)
        assert [one.code for one in wrong.value.problems] == codes
