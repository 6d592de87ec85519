"""Who may do what: the whole table of roles and actions, and what a grant reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.access import (
    ALLOWED,
    FOR_DEPARTMENT,
    Action,
    Grant,
    PastArea,
    Permission,
    PermittedPart,
    Person,
    Refusal,
    Resource,
    Role,
    find_goals,
    find_own_institutions,
    find_permitted_institutions,
    find_permitted_parts,
    grant_all_roles,
    make_trial_reader,
    may,
    may_somewhere,
    read_goals,
    sort_goals,
)

DAY = date(2026, 11, 21)
OWN, NEIGHBOUR, OTHER = Resource("a", "one"), Resource("b", "one"), Resource("c", "two")
# What each role may, written out by hand: see, export, report; prepare, approve, share; receive, confirm, ask, except;
# draft, sign, sign for the department, decide, see the record, grant, delegate;
# meet, agree on minutes, read them.
WRITTEN = {
    Role.READER: "11. ... .... ....... ...",
    Role.REPORTER: "111 1.1 .... ....... ..1",
    Role.CHIEF: "111 111 .... 11....1 .11",
    Role.DEPUTY: "111 111 .... ....... ..1",
    Role.CONTROLLER: "111 ... 1111 1..1... 1.1",
    Role.DESK: "11. ... .11. ....... ...",
    Role.HEAD: "11. ... .... ..11... 1.1",
    Role.ADMINISTRATOR: "... ... .... .....1. ...",
    Role.AUDITOR: "11. ... .... ....1.. ...",
}
TABLE = {role: row.replace(" ", "") for role, row in WRITTEN.items()}
CELLS = [(role, action, TABLE[role][place] == "1") for role in Role for place, action in enumerate(Action)]

roles, actions = st.sampled_from(list(Role)), st.sampled_from(list(Action))
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
resources = st.sampled_from([OWN, NEIGHBOUR, OTHER, None])
grants = st.builds(
    Grant,
    role=roles,
    start=days,
    end=st.none() | days,
    institution=st.sampled_from([None, "a", "b", "c"]),
    area=st.sampled_from([None, "one", "two"]),
)


def person(*given: Grant) -> Person:
    return Person("somebody@example.dk", given)


def over(role: Role = Role.READER, institution: str | None = None, area: str | None = None) -> Grant:
    return Grant(role, date(2026, 1, 1), date(2026, 12, 31), institution, area)


@pytest.mark.parametrize(("role", "action", "allowed"), CELLS)
def test_each_role_may_do_what_the_table_says_and_nothing_else(
    role: Role, action: Action, allowed: bool
) -> None:
    reason = Refusal.GRANTED if allowed else Refusal.ROLE
    assert may(person(over(role)), action, OWN, DAY) == Permission(allowed, reason)


def test_the_table_has_every_role_and_every_action() -> None:
    assert set(TABLE) == set(ALLOWED) == set(Role)
    assert {len(row) for row in TABLE.values()} == {len(Action)}


@pytest.mark.parametrize(
    ("grant", "reached"),
    [
        (over(institution="a"), {"a"}),
        (over(area="one"), {"a", "b"}),
        (over(), {"a", "b", "c"}),
        (over(institution="c", area="one"), {"a", "b", "c"}),
    ],
)
def test_a_grant_reaches_its_institution_its_area_or_all(grant: Grant, reached: set[str]) -> None:
    assert find_permitted_institutions(person(grant), Action.SEE, [OWN, NEIGHBOUR, OTHER], DAY) == reached


@pytest.mark.parametrize(
    ("somebody", "reason"),
    [
        (None, Refusal.ANONYMOUS),
        (person(), Refusal.NO_GRANT),
        (person(over(institution="b")), Refusal.ELSEWHERE),
        (person(Grant(Role.READER, date(2025, 1, 1), date(2026, 11, 20))), Refusal.EXPIRED),
        (person(Grant(Role.READER, date(2026, 11, 22))), Refusal.EXPIRED),
        (person(over(Role.ADMINISTRATOR), over(institution="b")), Refusal.ROLE),
    ],
)
def test_a_refusal_says_why(somebody: Person | None, reason: Refusal) -> None:
    assert may(somebody, Action.SEE, OWN, DAY) == Permission(allowed=False, reason=reason)


def test_a_grant_holds_on_its_first_and_its_last_day() -> None:
    somebody = person(over())
    for day, allowed in (
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2025, 12, 31), False),
        (date(2027, 1, 1), False),
    ):
        assert may(somebody, Action.SEE, OWN, day).allowed is allowed


def test_what_belongs_to_no_institution_takes_a_grant_over_all() -> None:
    assert may(person(over(Role.AUDITOR)), Action.SEE_AUDIT, None, DAY).allowed
    assert not may(person(over(Role.AUDITOR, area="one")), Action.SEE_AUDIT, None, DAY).allowed


@given(st.lists(grants, max_size=4), grants, actions, resources, days)
def test_a_grant_more_takes_nothing_away_but_what_is_done_for_the_department_to_one_s_own_institution(
    held: list[Grant], more: Grant, action: Action, resource: Resource | None, day: date
) -> None:
    before = may(person(*held), action, resource, day)
    after = may(person(*held, more), action, resource, day)
    alone = may(person(more), action, resource, day)
    if action in FOR_DEPARTMENT and person(*held, more).works_in(resource, day):
        assert not after.allowed
    else:
        assert after.allowed == (before.allowed or alone.allowed)


OFFICES = [Role.CONTROLLER, Role.HEAD]


@pytest.mark.parametrize("own", [Role.CHIEF, Role.REPORTER])
@pytest.mark.parametrize(
    ("office", "action"), [(o, a) for o in OFFICES for a in sorted(FOR_DEPARTMENT) if a in ALLOWED[o]]
)
def test_whoever_leads_or_works_in_an_institution_does_nothing_to_it_for_the_department(
    own: Role, office: Role, action: Action
) -> None:
    both = person(over(office), over(own, institution="a"))
    assert may(both, action, OWN, DAY) == Permission(allowed=False, reason=Refusal.OTHER_PARTY)
    assert may(both, action, NEIGHBOUR, DAY).allowed
    assert not may(both, action, None, DAY).allowed
    assert find_permitted_institutions(both, action, [OWN, NEIGHBOUR, OTHER], DAY) == {"b", "c"}
    assert may(both, Action.REPORT, OWN, DAY).allowed


@pytest.mark.parametrize(("day", "allowed"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_a_role_in_an_institution_keeps_from_acting_for_the_department_as_long_as_it_lasts(
    day: date, allowed: bool
) -> None:
    until_july = Grant(Role.CHIEF, date(2026, 1, 1), date(2026, 6, 30), institution="a")
    moved = person(over(Role.HEAD), until_july)
    assert may(moved, Action.SIGN_FOR_DEPARTMENT, OWN, day).allowed is allowed


def test_a_role_in_the_institution_it_became_part_of_is_one_in_it() -> None:
    merged = Resource("a", "two", (), ("b",))
    both = person(over(Role.HEAD), over(Role.CHIEF, institution="b"))
    assert not may(both, Action.DECIDE, merged, DAY).allowed


def test_nobody_signs_for_both_parties_but_the_trial_and_whoever_has_the_machine() -> None:
    every = person(*(over(role) for role in Role))
    for_both = grant_all_roles("trial")
    signing = (Action.SIGN, Action.SIGN_FOR_DEPARTMENT)
    assert [may(every, action, OWN, DAY).allowed for action in signing] == [True, False]
    assert [may(for_both, action, OWN, DAY).allowed for action in signing] == [True, True]
    as_chief = grant_all_roles("trial", [Role.CHIEF])
    assert [may(as_chief, action, OWN, DAY).allowed for action in signing] == [True, False]


@pytest.mark.parametrize(("day", "allowed"), [(date(2026, 12, 31), True), (date(2027, 1, 1), False)])
def test_a_right_to_anything_at_all_ends_with_its_grant(day: date, allowed: bool) -> None:
    assert may_somewhere(person(over(institution="a")), Action.SEE, day) is allowed
    assert not may_somewhere(person(over(institution="a")), Action.SIGN, day)


# --- An institution that has moved --------------------------------------------------------------------------------

FIRST, SECOND = (date(2000, 1, 1), date(2016, 12, 31)), (date(2018, 1, 1), date(2018, 12, 31))
BETWEEN = (date(2017, 1, 1), date(2017, 12, 31))
MOVED = Resource("a", "two", (PastArea("one", (FIRST, SECOND)), PastArea("three", (BETWEEN,))))


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
@pytest.mark.parametrize("action", [Action.SEE, Action.SEE_AUDIT])
def test_the_area_it_is_in_has_all_of_it_and_the_one_it_left_what_that_had(
    role: Role, action: Action
) -> None:
    new, old = person(over(role, area="two")), person(over(role, area="one"))
    kept = PermittedPart(date(2018, 12, 31), (FIRST, SECOND))
    allowed = action in ALLOWED[role]
    assert find_permitted_parts(new, action, [MOVED], DAY) == ({"a": PermittedPart()} if allowed else {})
    assert find_permitted_parts(old, action, [MOVED], DAY) == ({"a": kept} if allowed else {})


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.SEE, Action.SEE_AUDIT}))
def test_the_area_it_left_does_nothing_to_it(action: Action) -> None:
    old = person(*(over(role, area="one") for role in Role))
    assert not may(old, action, MOVED, DAY).allowed
    assert find_permitted_parts(old, action, [MOVED], DAY) == {}


def test_where_somebody_works_they_act_for_no_department() -> None:
    both = person(over(institution="a", role=Role.CHIEF), over(area="one", role=Role.CONTROLLER))
    assert find_own_institutions(both, [OWN, NEIGHBOUR, OTHER], DAY) == {"a"}
    assert find_own_institutions(person(over(area="one", role=Role.CONTROLLER)), [OWN], DAY) == frozenset()
    assert find_own_institutions(person(over(institution="a", role=Role.CHIEF)), [OWN], DAY) == frozenset()


def test_a_grant_that_has_ended_and_nobody_reach_nothing_that_was_left() -> None:
    ended = person(over(area="one"))
    assert find_permitted_parts(ended, Action.SEE, [MOVED], date(2027, 1, 1)) == {}
    assert find_permitted_parts(None, Action.SEE, [MOVED], DAY) == {}
    assert find_permitted_parts(person(over(institution="b")), Action.SEE, [MOVED], DAY) == {}


def test_of_two_areas_left_both_count_and_a_grant_of_its_own_is_all_of_it() -> None:
    both = person(over(area="one"), over(area="three"))
    kept = PermittedPart(date(2018, 12, 31), (FIRST, BETWEEN, SECOND))
    assert find_permitted_parts(both, Action.SEE, [MOVED], DAY) == {"a": kept}
    own = person(over(area="one"), over(institution="a"))
    assert find_permitted_parts(own, Action.SEE, [MOVED], DAY) == {"a": PermittedPart()}


def test_a_part_holds_the_plans_that_have_a_day_in_its_time() -> None:
    part = PermittedPart(date(2018, 12, 31), (FIRST, SECOND))
    held = {year: part.holds(date(year, 1, 1), date(year, 12, 31)) for year in (1999, 2016, 2017, 2018, 2019)}
    assert held == {1999: False, 2016: True, 2017: False, 2018: True, 2019: False}
    assert part.holds(date(2016, 12, 31), date(2017, 12, 30))
    assert part.holds(date(1999, 2, 1), date(2000, 1, 1))
    assert PermittedPart().holds(date(2019, 1, 1), date(2019, 12, 31))


def test_those_of_a_successor_reach_what_became_part_of_it_and_not_the_other_way_round() -> None:
    merged, heir = Resource("a", "two", (), ("b", "c")), Resource("b", "two")
    for institution in "abc":
        assert may(person(over(institution=institution)), Action.SEE, merged, DAY).allowed
    assert not may(person(over(institution="a")), Action.SEE, heir, DAY).allowed


def test_a_trial_has_every_role_or_the_one_that_is_tried() -> None:
    assert {grant.role for grant in make_trial_reader("auditor").grants} == {Role.AUDITOR}
    assert make_trial_reader("auditor").key != make_trial_reader("chief").key
    for unknown in ("", "boss"):
        assert {grant.role for grant in make_trial_reader(unknown).grants} == set(Role)


def test_a_role_for_some_goals_reads_everything_and_acts_in_part_alone() -> None:
    narrow = replace(over(Role.REPORTER, institution="a"), goals=frozenset({"2.1"}))
    held = person(narrow)
    for action in Action:
        whole = may(held, action, OWN, DAY).allowed
        in_part = may(held, action, OWN, DAY, in_part=True).allowed
        assert whole == (action in {Action.SEE, Action.EXPORT})
        assert in_part == (whole or action is Action.PREPARE)
    assert find_goals(held, Action.PREPARE, OWN, DAY) == frozenset({"2.1"})
    assert find_goals(held, Action.PREPARE, NEIGHBOUR, DAY) == frozenset()
    assert find_goals(held, Action.SEE, OWN, DAY) is None
    assert find_permitted_institutions(held, Action.PREPARE, [OWN], DAY) == frozenset()
    assert find_permitted_institutions(held, Action.PREPARE, [OWN], DAY, in_part=True) == {"a"}
    assert not may_somewhere(held, Action.PREPARE, DAY)


def test_goals_add_up_and_a_role_for_all_of_them_counts_more() -> None:
    narrow = [replace(over(Role.DESK, institution="a"), goals=frozenset({goal})) for goal in ("1", "2.1")]
    assert find_goals(person(*narrow), Action.CONFIRM, OWN, DAY) == frozenset({"1", "2.1"})
    assert find_goals(person(*narrow, over(Role.CONTROLLER)), Action.CONFIRM, OWN, DAY) is None
    # Whoever works in the institution answers for no goal of the department's.
    both = person(*narrow, over(Role.REPORTER, institution="a"))
    assert not may(both, Action.CONFIRM, OWN, DAY, in_part=True).allowed


def test_goals_are_read_however_they_are_set_apart_and_sorted_by_their_numbers() -> None:
    assert read_goals(" 10.1, 2.1;2.10 3 ") == {"10.1", "2.1", "2.10", "3"}
    assert read_goals(" ") == frozenset()
    assert sort_goals({"10.1", "2.10", "2.9", "3", "2"}) == ["2", "2.9", "2.10", "3", "10.1"]
