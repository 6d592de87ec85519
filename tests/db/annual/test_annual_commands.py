"""What is typed of the analysis, and the approval by both parties, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from db import models
from db.annual import annual_commands
from db.audit import chain
from db.plans import plan_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Role
from metrics.annual.analysis import CHOSEN, AnalysisField, make_line
from metrics.annual.annual_course import AnnualAct
from metrics.errors import InvalidInput, Problem
from metrics.plan.model import Closing, Signature
from metrics.plan.terms import Party
from metrics.report.draft_fields import FieldChange
from tests.db.annual.annual_years import NOW, PLAN, act, fill_year, person, read, write, write_all
from tests.db.recorded import record
from tests.fixtures.databases import DatabaseOf

APPROVED, AGREED, RETURNED, COMPARED = AnnualAct
REPORTER, CHIEF, CONTROLLER, HEAD = Role.REPORTER, Role.CHIEF, Role.CONTROLLER, Role.HEAD


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(fill_year)


def problems(url: str, role: Role, what: AnnualAct, words: str = "", now: datetime = NOW) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        act(url, role, what, words, now)
    return list(refused.value.problems)


def codes(url: str, role: Role, what: AnnualAct, words: str = "", now: datetime = NOW) -> set[str]:
    return {one.code for one in problems(url, role, what, words, now)}


def test_a_field_is_saved_with_who_and_counts_its_version_up(url: str) -> None:
    write(url, REPORTER, "2.1", "For få hænder")
    draft = write(url, CHIEF, "2.1", "For få medarbejdere", 1)
    field = draft.fields[make_line("2.1"), AnalysisField.WHY]
    assert (field.text, field.person, field.version) == ("For få medarbejdere", "chief@example.dk", 2)
    assert read(url, REPORTER).ground.texts["2.1"] == {AnalysisField.WHY: "For få medarbejdere"}


def test_nobody_writes_over_what_they_have_not_seen(url: str) -> None:
    write(url, REPORTER, "2.1", "Én")
    with pytest.raises(InvalidInput) as refused:
        write(url, CHIEF, "2.1", "To")
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["text"]) == ("field_changed_since", "Én")


def test_all_that_is_wrong_is_told_and_nothing_is_saved(url: str) -> None:
    changes = [
        FieldChange(make_line("9.9"), AnalysisField.WHY, "x"),
        FieldChange(make_line("2.1"), "verdict", "x"),
        FieldChange(make_line("2.1"), AnalysisField.WHY, "x" * 4001),
        FieldChange(make_line("2.1"), AnalysisField.EVENTS, "kept?"),
    ]
    with pytest.raises(InvalidInput) as refused, open_writing(url, person(url, CHIEF)) as session:
        annual_commands.save_analysis(session, PLAN, changes, NOW)
    assert [one.code for one in refused.value.problems] == [
        "field_not_there",
        "field_not_there",
        "text_too_long",
    ]
    assert not read(url, CHIEF).draft.begun


def test_the_draft_is_the_institution_s_alone_until_it_is_approved(url: str) -> None:
    write_all(url)
    assert read(url, CONTROLLER).ground.texts == {}
    act(url, CHIEF, APPROVED)
    assert read(url, CONTROLLER).ground.texts["2.1"] == {AnalysisField.WHY: "For få hænder"}


def test_a_goal_that_is_chosen_is_analysed_though_nothing_asks_for_it(url: str) -> None:
    record(url, {"value": "91"}, now=NOW - timedelta(hours=1))
    assert "2.1" not in [row.number for row in read(url, REPORTER).table.analysed]
    write(url, REPORTER, "2.1", "ja", field=CHOSEN)
    assert "2.1" in [row.number for row in read(url, REPORTER).table.analysed]


@pytest.mark.parametrize("role", [CONTROLLER, HEAD, Role.READER])
def test_only_the_institution_writes(url: str, role: Role) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(url, role, "2.1", "x")
    assert [one.code for one in refused.value.problems] == ["not_permitted"]


def test_every_goal_that_is_not_explained_is_named_at_once(url: str) -> None:
    write(url, REPORTER, "2.1", "For få hænder")
    found = problems(url, CHIEF, APPROVED)
    assert [(one.code, one.place) for one in found] == [
        ("annual_analysis_missing", goal) for goal in ("1.1", "1.2", "2.2", "2.3", "3.1", "3.2")
    ]


def test_both_parties_approve_each_by_its_own_role_on_the_record(url: str) -> None:
    write_all(url)
    first, second = act(url, CHIEF, APPROVED, " Enig "), act(url, HEAD, AGREED)
    assert (first.role, first.words, first.person, second.role) == (CHIEF, "Enig", "chief@example.dk", HEAD)
    course = read(url, CONTROLLER).course
    assert (course.approved, course.agreed) == (first, second)
    with open_reading(url, sees=EVERYTHING) as session:
        last = chain.read_entries(session)[-2:]
        assert [(one.actor, one.action) for one in last] == [
            ("chief@example.dk", "annual.approved"),
            ("head@example.dk", "annual.agreed"),
        ]
        assert [one.rows["annual_acts"][:2] for one in last] == [(1, 1), (2, 2)]
        assert chain.find_chain_problems(session) == []


def test_nobody_does_the_other_party_s_part(url: str) -> None:
    write_all(url)
    assert codes(url, HEAD, APPROVED) == {"not_permitted"}
    assert codes(url, REPORTER, APPROVED) == {"not_permitted"}
    act(url, CHIEF, APPROVED)
    for role in (CHIEF, CONTROLLER):
        assert codes(url, role, AGREED) == {"not_permitted"}
        assert codes(url, role, RETURNED, "x") == {"not_permitted"}


def test_the_table_is_compared_with_the_finance_act_by_those_who_report(url: str) -> None:
    said = "§ 10.11.01: målene stemmer"
    assert codes(url, REPORTER, COMPARED) == {"text_empty"}
    act(url, REPORTER, COMPARED, said)
    done = act(url, CONTROLLER, COMPARED, said)
    assert (done.role, done.words, done.document) == (CONTROLLER, said, None)
    assert read(url, HEAD).course.compared == done
    for role in (HEAD, Role.READER):
        assert codes(url, role, COMPARED, said) == {"not_permitted"}


def test_it_is_sent_back_with_a_reason_and_approved_anew(url: str) -> None:
    write_all(url)
    assert codes(url, HEAD, RETURNED) == {"text_empty", "annual_not_approved"}
    act(url, CHIEF, APPROVED)
    act(url, HEAD, RETURNED, "Skriv mere om 2.1")
    assert codes(url, HEAD, AGREED) == {"annual_not_approved"}
    act(url, CHIEF, APPROVED)
    assert act(url, HEAD, AGREED).number == 4


def test_figures_that_have_changed_have_to_be_approved_again(url: str) -> None:
    write_all(url)
    act(url, CHIEF, APPROVED)
    assert codes(url, CHIEF, APPROVED) == {"annual_unchanged"}
    record(url, {"value": "88"}, now=NOW)
    later = NOW + timedelta(hours=1)
    assert codes(url, HEAD, AGREED, now=later) == {"annual_figures_changed"}
    act(url, CHIEF, APPROVED, now=later)
    act(url, HEAD, AGREED, now=later)


def test_nothing_is_done_before_the_year_is_over(url: str) -> None:
    early = datetime(2017, 12, 31, 12, tzinfo=UTC)
    assert codes(url, CHIEF, APPROVED, now=early) == {"annual_year_not_over"}
    change = FieldChange(make_line("2.1"), AnalysisField.WHY, "x")
    with pytest.raises(InvalidInput) as refused, open_writing(url, person(url, CHIEF)) as session:
        annual_commands.save_analysis(session, PLAN, [change], early)
    assert [one.code for one in refused.value.problems] == ["annual_year_not_over"]


def close(url: str) -> None:
    with open_writing(url, person(url, HEAD)) as session:
        closing = Closing(on=date(2018, 2, 20), reason="Resten måles ikke")
        plan_commands.change_plan(session, PLAN, NOW, closed=closing)


def test_what_was_approved_is_kept_with_the_closed_settlement_and_lapses_when_it_is_opened_again(
    url: str,
) -> None:
    write_all(url)
    act(url, CHIEF, APPROVED)
    act(url, HEAD, AGREED)
    close(url)
    closed = read(url, CHIEF)
    assert closed.course.agreed
    assert closed.ground.texts["2.1"] == {AnalysisField.WHY: "For få hænder"}
    assert codes(url, CHIEF, APPROVED) == {"plan_closed"}
    with pytest.raises(InvalidInput) as refused:
        write(url, CHIEF, "2.1", "Andet", 1)
    assert [one.code for one in refused.value.problems] == ["plan_closed"]
    signed = [Signature(party=party, organisation="O", role="R", on=date(2018, 2, 20)) for party in Party]
    with open_writing(url, MACHINE) as session:
        plan_commands.reopen_plan(session, PLAN, date(2018, 2, 20), "En fejl", signed, NOW)
    opened = read(url, CHIEF)
    assert (len(opened.course.acts), opened.course.standing) == (2, ())
    assert opened.ground.texts["2.1"] == {AnalysisField.WHY: "For få hænder"}


def test_later_figures_change_nothing_of_a_closed_settlement(url: str) -> None:
    write_all(url)
    act(url, CHIEF, APPROVED)
    close(url)
    before = read(url, CONTROLLER)
    told = {"recorded": "2018-03-20"}
    record(
        url, {"value": "95", **told}, {"period": "2016", "value": "80", **told}, now=NOW + timedelta(days=30)
    )
    after = read(url, CONTROLLER, NOW + timedelta(days=60))
    for one in (before, after):
        row = one.table.find_row("2.1")
        assert row
        assert row.found.outcome.credit == 0
        assert row.parts[0].facts.before == before.table.rows[2].parts[0].facts.before


def test_a_row_is_written_once(url: str) -> None:
    write_all(url)
    act(url, CHIEF, APPROVED)
    with open_reading(url, sees=EVERYTHING) as session:
        (row,) = session.scalars(select(models.AnnualActRow)).all()
        assert (row.act, row.role, row.number) == ("approved", "chief", 1)
        assert row.document
        assert "For få hænder" in row.document
