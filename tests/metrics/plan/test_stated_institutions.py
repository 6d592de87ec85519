"""What a plan's file states of institutions that are known: new, corrected, or against what is recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from metrics.plan.catalogue import Catalogue
from metrics.plan.institution_history import InstitutionChange, build_history
from metrics.plan.model import Institution, Plan, PlanFile
from metrics.plan.stated_institutions import (
    StatedInstitutions,
    compare_institutions,
    refuse_changes,
    update_institutions,
)
from metrics.plan.terms import FIRST_DAY, Stage
from tests.factories import compared, goal, indicator, plan, reads

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
KEY = plan().institution
FIRST = Institution(id=KEY, name="Old", ministry_area="One")


def day(year: int) -> date:
    return date(year, 1, 1)


def of_year(year: int, **changes: Any) -> Plan:
    return plan(id=f"plan-{year}", start=day(year), end=date(year, 12, 31), **changes)


def stating(year: int, name: str = "Old", area: str = "One", **changes: Any) -> PlanFile:
    """The file of a year's plan, in which its institution is called this and belongs there."""
    one = of_year(year, **changes)
    own = (FIRST.model_copy(update={"name": name, "ministry_area": area}),)
    return PlanFile.model_construct(
        **{field: getattr(one, field) for field in Plan.model_fields},
        institutions=own,
        indicators=(indicator(),),
        observations=(),
    )


def known(*changes: InstitutionChange) -> Catalogue:
    return Catalogue({KEY: FIRST}, {}, {KEY: build_history(FIRST, changes)})


def change(since: date, name: str | None = None, area: str | None = None) -> InstitutionChange:
    return InstitutionChange(KEY, since, MOMENT, "Plan", name, area)


def stated(file: PlanFile, *plans: Plan, catalogue: Catalogue | None = None) -> StatedInstitutions:
    return compare_institutions(file, catalogue or known(), plans, MOMENT)


def test_what_the_history_says_is_neither_new_nor_wrong() -> None:
    renamed = known(change(day(2018), name="New"))
    for file in (stating(2017), stating(2018, "New")):
        assert stated(file, of_year(2016), catalogue=renamed) == StatedInstitutions()


def test_another_area_is_a_move_from_the_first_day_of_the_plan() -> None:
    found = stated(stating(2018, area="Two"), of_year(2017))
    assert found == StatedInstitutions((change(day(2018), area="Two"),))
    both = stated(stating(2018, "New", "Two"), of_year(2017))
    assert both.changes == (change(day(2018), name="New"), change(day(2018), area="Two"))


def test_an_older_plan_under_an_older_name_leaves_the_newer_plans_what_they_are() -> None:
    found = stated(stating(2015, "Older"), of_year(2017), of_year(2018))
    assert found.changes == (change(FIRST_DAY, name="Older"), change(day(2017), name="Old"))
    between = stated(stating(2016, "Other"), of_year(2015), of_year(2017))
    assert between.changes == (change(day(2016), name="Other"), change(day(2017), name="Old"))
    history = build_history(FIRST, between.changes)
    assert [history.on(day(year)).name for year in (2015, 2016, 2017)] == ["Old", "Other", "Old"]


def test_a_name_of_another_time_is_refused_with_the_one_that_held() -> None:
    renamed = known(change(day(2018), name="New"))
    (problem,) = stated(stating(2019, "Old"), of_year(2016), catalogue=renamed).problems
    assert (problem.code, problem.place) == ("institution_named_otherwise", f"institutions[{KEY}].name")
    assert problem.params == {
        "key": KEY,
        "recorded": "New",
        "given": "Old",
        "start": day(2019),
        "since": day(2018),
    }
    (placed,) = stated(
        stating(2019, area="One"),
        of_year(2016),
        catalogue=known(change(day(2018), area="Two")),
    ).problems
    assert placed.code == "institution_placed_otherwise"


def test_what_a_signed_plan_of_the_same_day_says_stands() -> None:
    other = of_year(2017).model_copy(update={"id": "other"})
    assert [p.code for p in stated(stating(2017, "New"), other).problems] == ["institution_named_otherwise"]
    # And so does what this plan was signed with.
    assert [p.code for p in stated(stating(2017, "New"), of_year(2017)).problems] == [
        "institution_named_otherwise"
    ]


def test_what_only_drafts_use_is_corrected_for_all_time() -> None:
    draft = of_year(2017, stage=Stage.DRAFT)
    assert stated(stating(2017, "Correct"), draft).changes == (change(FIRST_DAY, name="Correct"),)
    moved = known(change(day(2016), area="Two"))
    found = stated(stating(2017, "Correct", "Three"), draft, catalogue=moved)
    assert found.changes == (change(FIRST_DAY, name="Correct"), change(day(2016), area="Three"))


def test_one_that_a_signed_plan_of_another_reads_is_not_only_of_drafts() -> None:
    benchmark = goal("1", compared("1.1", reads(institution=KEY)))
    reading = plan(benchmark, id="other", institution="other")
    assert stated(stating(2018, "New"), reading).changes == (change(day(2018), name="New"),)
    alone = plan(id="other", institution="other")
    assert stated(stating(2018, "New"), alone).changes == (change(FIRST_DAY, name="New"),)


def test_fictional_is_for_ever() -> None:
    file = stating(2018)
    file = file.model_copy(
        update={"institutions": (file.institutions[0].model_copy(update={"fictional": True}),)}
    )
    (problem,) = stated(file, of_year(2017)).problems
    assert (problem.code, problem.place) == ("definition_differs", f"institutions[{KEY}].fictional")


def test_a_new_institution_is_none_of_it() -> None:
    assert stated(stating(2018), catalogue=Catalogue({}, {})) == StatedInstitutions()


def test_changes_that_may_not_be_made_are_told_once_each_with_their_cure() -> None:
    file = stating(2016, "Other", "Two")
    found = stated(file, of_year(2015), of_year(2017))
    assert len(found.changes) == 4
    assert [(p.code, p.params["recorded"]) for p in refuse_changes(file, known(), found.changes)] == [
        ("institution_named_otherwise", "Old"),
        ("institution_placed_otherwise", "One"),
    ]


def test_a_plan_made_from_another_year_gets_the_names_of_its_own() -> None:
    renamed = known(change(day(2018), name="New"))
    assert update_institutions(stating(2018, "Old"), renamed).institutions[0].name == "New"
    assert update_institutions(stating(2017, "New"), renamed).institutions[0].name == "Old"
    never = stating(2018, "Never")
    assert update_institutions(never, renamed) == never
    assert update_institutions(never, Catalogue({}, {})) == never
