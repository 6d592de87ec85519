"""An institution through time: names, ministry areas and mergers, on each day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from metrics.access import PastArea, Resource
from metrics.plan.institution_history import (
    InstitutionChange,
    InstitutionHistory,
    InstitutionTerm,
    build_history,
    changes_nothing,
    find_area,
    find_areas_in_use,
    find_change_problems,
    find_resource,
    find_resources,
    find_successors,
)
from metrics.plan.model import Institution
from metrics.plan.terms import FIRST_DAY, LAST_DAY

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = Institution(id="a", name="Old", ministry_area="One")
D16, D17, D18, D19 = (date(year, 1, 1) for year in (2016, 2017, 2018, 2019))


def change(
    since: date,
    *,
    of: str = "a",
    name: str | None = None,
    area: str | None = None,
    into: str | None = None,
    origin: str | None = None,
    reason: str = "R",
) -> InstitutionChange:
    return InstitutionChange(of, since, MOMENT, reason, name, area, into, origin)


def histories(*changes: InstitutionChange, keys: str = "abc") -> dict[str, InstitutionHistory]:
    """Institutions a, b and c in areas A, B and C, with these changes."""
    first = {key: Institution(id=key, name=key, ministry_area=key.upper()) for key in keys}
    return {
        key: build_history(one, [c for c in changes if c.institution == key]) for key, one in first.items()
    }


def test_without_changes_there_is_one_term() -> None:
    assert build_history(FIRST).terms == (InstitutionTerm(FIRST_DAY, LAST_DAY, "Old", "One"),)


def test_a_new_name_and_a_new_area_hold_from_their_days_on_in_whatever_order_they_were_recorded() -> None:
    renamed, moved = change(D17, name="New"), change(D16, area="Two")
    expected = (
        InstitutionTerm(FIRST_DAY, date(2015, 12, 31), "Old", "One"),
        InstitutionTerm(D16, date(2016, 12, 31), "Old", "Two"),
        InstitutionTerm(D17, LAST_DAY, "New", "Two"),
    )
    assert build_history(FIRST, [renamed, moved]).terms == expected
    assert build_history(FIRST, [moved, renamed]).terms == expected
    found = build_history(FIRST, [renamed, moved])
    days = [date(1990, 1, 1), date(2015, 12, 31), D16, date(2016, 12, 31), D17, LAST_DAY]
    assert [found.on(day).name for day in days] == ["Old", "Old", "Old", "Old", "New", "New"]
    assert [found.on(day).ministry_area for day in days] == ["One", "One", "Two", "Two", "Two", "Two"]


def test_the_change_recorded_last_counts_and_can_take_another_back() -> None:
    wrong, right, back = change(D17, name="Nwe"), change(D17, name="New"), change(D17, name="Old")
    assert build_history(FIRST, [wrong, right]).on(D17).name == "New"
    assert build_history(FIRST, [wrong, back]).terms == build_history(FIRST).terms


def test_what_it_was_to_begin_with_can_be_corrected() -> None:
    corrected = build_history(FIRST, [change(FIRST_DAY, name="Correct")])
    assert corrected.terms == (InstitutionTerm(FIRST_DAY, LAST_DAY, "Correct", "One"),)


def test_a_change_that_says_what_holds_changes_nothing() -> None:
    history = build_history(FIRST, [change(D17, name="New"), change(D18, into="b")])
    same = [
        change(D16, name="Old"),
        change(D17, name="New"),
        change(D19, name="New"),
        change(D16, area="One"),
    ]
    other = [change(D16, name="New"), change(D17, name="Old"), change(D17, area="Two"), change(D17, into="b")]
    assert [changes_nothing(one, history) for one in same] == [True] * 4
    assert [changes_nothing(one, history) for one in other] == [False] * 4
    assert changes_nothing(change(D18, into="b"), history)
    assert not changes_nothing(change(D18, into="a"), history)
    assert changes_nothing(change(D17, into="a"), history)


def test_every_problem_of_a_change_is_told() -> None:
    wrong = change(D17, of="x", name=" ", area="\x00", into="y", reason="")
    found = [(p.code, p.place) for p in find_change_problems(wrong, histories())]
    assert found == [
        ("text_empty", "reason"),
        ("text_empty", "name"),
        ("not_understood", "ministry_area"),
        ("institution_unknown", "institution"),
        ("institution_unknown", "into"),
    ]
    assert list(find_change_problems(change(D17, name="New"), histories())) == []


def test_a_merger_in_a_circle_is_refused_also_one_that_closes_later() -> None:
    known = histories(change(D18, of="b", into="c"), change(D19, of="c", into="a"))
    found = list(find_change_problems(change(D17, into="b"), known))
    assert [(p.code, p.params) for p in found] == [("merger_in_circle", {"key": "b", "institution": "a"})]
    assert list(find_change_problems(change(D17, into="c", of="b"), known)) == []
    assert list(find_change_problems(change(D19, into="a"), known)) == []
    assert [p.code for p in find_change_problems(change(D17, into="b"), histories())] == []


def test_an_institution_that_was_merged_is_part_of_what_that_is_part_of() -> None:
    known = histories(change(D17, into="b"), change(D18, of="b", into="c"), change(D19, into="a"))
    assert find_successors(known, "a", date(2016, 12, 31)) == ()
    assert find_successors(known, "a", D17) == ("b",)
    assert find_successors(known, "a", D18) == ("b", "c")
    assert find_successors(known, "a", D19) == ()
    assert [find_area(known, "a", day) for day in (D16, D17, D18, D19)] == ["A", "B", "C", "A"]
    assert find_areas_in_use(known, D17) == {"b": "B", "c": "C"}
    assert find_areas_in_use(known, D19) == {"a": "A", "c": "C"}


def test_a_resource_has_the_area_of_the_day_and_those_left_with_their_days() -> None:
    known = histories(change(D17, area="B"), change(D18, area="A"), change(D19, area="C"))
    assert find_resource(known, "a", D16) == Resource("a", "A")
    left = PastArea("A", ((FIRST_DAY, date(2016, 12, 31)),))
    assert find_resource(known, "a", D17) == Resource("a", "B", (left,))
    # The area it has come back to is not one that it has left.
    between = PastArea("B", ((D17, date(2017, 12, 31)),))
    assert find_resource(known, "a", D18) == Resource("a", "A", (between,))
    twice = PastArea("A", ((FIRST_DAY, date(2016, 12, 31)), (D18, date(2018, 12, 31))))
    assert find_resource(known, "a", D19) == Resource("a", "C", (twice, between))
    assert find_resources(known, D17)[1:] == [Resource("b", "B"), Resource("c", "C")]


def test_a_merged_institution_follows_its_successor_when_that_moves() -> None:
    known = histories(change(D17, into="b"), change(D18, of="b", area="C"))
    left = (PastArea("A", ((FIRST_DAY, date(2016, 12, 31)),)), PastArea("B", ((D17, date(2017, 12, 31)),)))
    assert find_resource(known, "a", D18) == Resource("a", "C", left, ("b",))


days = st.dates(date(2010, 1, 1), date(2030, 12, 31))
changes = st.lists(
    st.builds(change, days, name=st.none() | st.sampled_from("xyz"), area=st.none() | st.sampled_from("XYZ")),
    max_size=8,
)


@given(changes)
def test_the_terms_cover_every_day_once_and_neighbours_differ(made: list[InstitutionChange]) -> None:
    terms = build_history(FIRST, made).terms
    assert (terms[0].since, terms[-1].until) == (FIRST_DAY, LAST_DAY)
    for before, after in pairwise(terms):
        assert after.since - before.until == timedelta(days=1)
        assert (before.name, before.ministry_area) != (after.name, after.ministry_area)


@given(changes, days, st.sampled_from("xyz"))
def test_a_name_holds_on_its_first_day_and_the_days_before_are_as_they_were(
    made: list[InstitutionChange], day: date, name: str
) -> None:
    before, after = build_history(FIRST, made), build_history(FIRST, [*made, change(day, name=name)])
    assert after.on(day).name == name
    assert changes_nothing(change(day, name=name), after)
    eve = day - timedelta(days=1)
    assert (before.on(eve).name, before.on(eve).ministry_area) == (
        after.on(eve).name,
        after.on(eve).ministry_area,
    )


def test_it_may_have_been_split_off_from_several_which_can_be_corrected() -> None:
    changes = [change(D18, origin="c"), change(D17, origin="b"), change(D19, origin="b")]
    assert build_history(FIRST, changes).origins == ((D17, "b"), (D18, "c"), (D19, "b"))
    corrected = build_history(FIRST, [*changes, change(D18, origin="a"), change(D19, origin="c")])
    assert corrected.origins == ((D17, "b"), (D19, "c"))
    assert corrected.terms == build_history(FIRST).terms
    assert changes_nothing(change(D17, origin="b"), corrected)
    assert not changes_nothing(change(D16, origin="b"), corrected)
    assert changes_nothing(change(D16, origin="a"), corrected)


def test_a_split_in_a_circle_or_from_what_is_unknown_is_refused() -> None:
    known = histories(change(D17, of="b", origin="a"), change(D19, of="c", origin="b"))
    found = list(find_change_problems(change(D16, origin="c"), known))
    assert [(p.code, p.place, p.params) for p in found] == [
        ("split_in_circle", "of", {"key": "c", "institution": "a"})
    ]
    assert [p.code for p in find_change_problems(change(D16, origin="x"), known)] == ["institution_unknown"]
    assert not list(find_change_problems(change(D16, of="c", origin="a"), known))
