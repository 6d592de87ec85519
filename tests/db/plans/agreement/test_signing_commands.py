"""A plan is signed by each party with its own sign-in, or after a document both had signed; on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.audit import chain
from db.plans import indicator_commands, institution_commands, plan_commands, plan_queries
from db.plans.agreement import signing_commands
from db.results import series_breaks
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.access import Grant, Person, Role, grant_all_roles
from metrics.errors import InvalidInput, Problem
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import InstitutionChange
from metrics.plan.model import Plan, Signature
from metrics.plan.terms import Party, Stage
from metrics.plan.versions import find_lapsed_signatures
from scripts.cluster import SUPERUSER
from tests.db.recorded import counts, exported, imported, source
from tests.fixtures.databases import DatabaseOf, as_role

KEY = "cpr-2021"
MEASURED = "budgetafvigelse-grundbudget-mio"
DRAFT = source(2021).model_copy(update={"stage": Stage.DRAFT, "signatures": ()})
NOW = datetime(2020, 12, 11, 12, tzinfo=UTC)
DEPARTMENT, INSTITUTION = Party.DEPARTMENT, Party.INSTITUTION


def holding(key: str, *grants: Grant) -> Person:
    return Person(key, grants)


LONG_AGO = date(2020, 1, 1)
OVER_CPR = {role: Grant(role, LONG_AGO, institution="cpr") for role in Role}
CHIEF = holding("chief@cpr.dk", OVER_CPR[Role.CHIEF])
HEAD = holding("head@im.dk", Grant(Role.HEAD, LONG_AGO))
BOTH = holding("both@im.dk", Grant(Role.HEAD, LONG_AGO), OVER_CPR[Role.CHIEF])


def write_first(url: str) -> None:
    imported(url, DRAFT)


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """A draft."""
    return database_of(write_first)


def sign(url: str, by: Person, party: Party, reason: str | None = None, now: datetime = NOW) -> bool:
    with open_writing(url, by) as session:
        number = plan_queries.read_newest_number(session, KEY)
        return signing_commands.sign_plan(session, KEY, number, party, reason, now)


def refusal(url: str, by: Person, party: Party, reason: str | None = None) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        sign(url, by, party, reason)
    return list(refused.value.problems)


def newest(url: str) -> Plan:
    with open_reading(url, sees=EVERYTHING) as session:
        return plan_queries.read_plan(session, KEY)


def own(party: Party, on: date = date(2020, 12, 11)) -> Signature:
    names = {DEPARTMENT: "Social- og Indenrigsministeriet", INSTITUTION: "CPR-administrationen"}
    role = Role.HEAD if party is DEPARTMENT else Role.CHIEF
    return Signature(party=party, organisation=names[party], signed_as=role, on=on)


@pytest.mark.parametrize("first", Party)
def test_a_plan_that_one_party_has_signed_is_a_draft_until_the_other_has_too(url: str, first: Party) -> None:
    by = {INSTITUTION: CHIEF, DEPARTMENT: HEAD}
    (second,) = set(Party) - {first}
    assert sign(url, by[first], first) is False
    assert newest(url) == DRAFT.plan
    with open_reading(url, sees=EVERYTHING) as session:
        assert plan_queries.read_versions(session)[-1].signatures == (own(first),)
    assert sign(url, by[second], second, now=NOW + timedelta(days=4)) is True
    later = {first: date(2020, 12, 11), second: date(2020, 12, 15)}
    signed = newest(url)
    assert (signed.life, signed.document_date) == (Stage.SIGNED, date(2020, 12, 15))
    assert signed.signatures == tuple(own(party, later[party]) for party in Party)
    assert signed.goals == DRAFT.goals


def test_who_signed_stands_on_the_record_and_is_sealed(url: str) -> None:
    sign(url, CHIEF, INSTITUTION)
    sign(url, HEAD, DEPARTMENT)
    with open_reading(url, sees=EVERYTHING) as session:
        assert [(entry.actor, entry.action, entry.subject) for entry in chain.read_entries(session)][1:] == [
            (CHIEF.key, "signature.institution", KEY),
            (HEAD.key, "signature.department", KEY),
            (HEAD.key, "plan.signed", KEY),
        ]
        assert chain.find_chain_problems(session) == []
    with open_engine(as_role(SUPERUSER, url)).begin() as anybody:
        columns = 'plan_id, number + 1, party, role, organisation, "on", reason, person, recorded_at'
        names = columns.replace(" + 1", "")
        anybody.execute(
            text(f"INSERT INTO plan_signatures ({names}) SELECT {columns} FROM plan_signatures WHERE id = 1")  # noqa: S608
        )
    with open_reading(url, sees=EVERYTHING) as session:
        assert [found.code for found in chain.find_chain_problems(session)] == ["audit_unrecorded"]


def test_a_change_of_the_draft_makes_the_signature_lapse_and_the_record_says_so(url: str) -> None:
    sign(url, HEAD, DEPARTMENT)
    with open_writing(url, MACHINE) as session:
        plan_commands.change_plan(session, KEY, title="Resultatplan 2021, rettet")
    with open_reading(url, sees=EVERYTHING) as session:
        versions = plan_queries.read_versions(session)
        assert find_lapsed_signatures(versions) == (own(DEPARTMENT),)
        assert [entry.action for entry in chain.read_entries(session)][-2:] == [
            "plan.draft",
            "signature.lapsed",
        ]
    assert sign(url, CHIEF, INSTITUTION) is False
    assert newest(url).stage is Stage.DRAFT


def define(url: str, since: date, by: Person = MACHINE) -> None:
    change = IndicatorChange("cpr", MEASURED, since, NOW, "R", definition="Noget andet")
    with open_writing(url, by) as session:
        indicator_commands.change_indicator(session, change)


def test_a_definition_that_is_changed_makes_the_signature_over_it_lapse(url: str) -> None:
    sign(url, HEAD, DEPARTMENT)
    define(url, date(2021, 1, 1), CHIEF)
    with open_reading(url, sees=EVERYTHING) as session:
        assert find_lapsed_signatures(plan_queries.read_versions(session)) == (own(DEPARTMENT),)
        assert [entry.action for entry in chain.read_entries(session)][-2:] == [
            "indicator.define",
            "signature.lapsed",
        ]
        assert chain.find_chain_problems(session) == []
    assert [sign(url, CHIEF, INSTITUTION), sign(url, HEAD, DEPARTMENT)] == [False, True]


def test_a_definition_from_after_the_plan_s_last_day_or_of_a_signed_plan_touches_no_signature(
    url: str,
) -> None:
    sign(url, HEAD, DEPARTMENT)
    define(url, date(2022, 1, 1))
    assert sign(url, CHIEF, INSTITUTION) is True
    define(url, date(2021, 7, 1))
    assert newest(url).life is Stage.SIGNED
    with open_reading(url, sees=EVERYTHING) as session:
        assert plan_queries.read_newest_number(session, KEY) == 2


def test_a_series_of_another_institution_is_changed_by_whoever_may_draft_the_plan_that_is_signed_over_it(
    url: str,
) -> None:
    """The draft is the neighbour's and reads the average of the state; on PostgreSQL its policies are asked too."""
    change = IndicatorChange("staten", "sygefravaer", date(2021, 1, 1), NOW, "R", definition="Noget andet")
    owner = holding("x@staten.dk", Grant(Role.CHIEF, LONG_AGO, institution="staten"))
    controller = holding("c@im.dk", Grant(Role.CONTROLLER, LONG_AGO))
    sign(url, HEAD, DEPARTMENT)
    before = counts(url)
    with pytest.raises(InvalidInput) as refused, open_writing(url, owner) as session:
        indicator_commands.change_indicator(session, change)
    assert [(p.code, p.params) for p in refused.value.problems] == [
        ("signed_by_others", {"institutions": ["cpr"]})
    ]
    assert counts(url) == before
    with open_writing(url, controller) as session:
        assert indicator_commands.change_indicator(session, change)
        assert find_lapsed_signatures(plan_queries.read_versions(session)) == (own(DEPARTMENT),)


def test_a_break_or_another_name_of_the_institution_changes_nothing_of_what_was_signed(url: str) -> None:
    sign(url, HEAD, DEPARTMENT)
    with open_writing(url, MACHINE) as session:
        series_breaks.record_break(session, ("cpr", MEASURED), date(2021, 1, 1), "N", now=NOW)
        for change in ({"name": "CPR"}, {"ministry_area": "Digitaliseringsministeriet"}):
            made = InstitutionChange("cpr", date(2021, 1, 1), NOW, "R", **change)
            assert institution_commands.change_institution(session, made)
    assert newest(url) == DRAFT.plan
    assert sign(url, CHIEF, INSTITUTION) is True
    assert own(DEPARTMENT) in newest(url).signatures


def test_a_draft_that_is_saved_as_it_was_keeps_its_signature(url: str) -> None:
    sign(url, HEAD, DEPARTMENT)
    assert imported(url, DRAFT) == [False]
    assert sign(url, CHIEF, INSTITUTION) is True


@pytest.mark.parametrize(
    ("by", "party"),
    [
        (CHIEF, DEPARTMENT),
        (HEAD, INSTITUTION),
        (BOTH, DEPARTMENT),
        (holding("r@cpr.dk", Grant(Role.HEAD, LONG_AGO), OVER_CPR[Role.REPORTER]), DEPARTMENT),
        (holding("c@im.dk", Grant(Role.CONTROLLER, LONG_AGO)), DEPARTMENT),
        (holding("x@tilsyn.dk", Grant(Role.CHIEF, LONG_AGO, institution="tilsyn")), INSTITUTION),
    ],
)
def test_nobody_signs_for_a_party_they_do_not_sign_for(url: str, by: Person, party: Party) -> None:
    assert [problem.code for problem in refusal(url, by, party)] == ["not_permitted"]


def test_one_person_never_signs_for_both_though_their_role_has_changed_between(url: str) -> None:
    moved = holding(CHIEF.key, Grant(Role.HEAD, LONG_AGO))
    sign(url, CHIEF, INSTITUTION)
    assert [problem.code for problem in refusal(url, moved, DEPARTMENT)] == ["one_person_for_both"]
    names = 'plan_id, number, party, role, organisation, "on", person, recorded_at'
    for_both = names.replace("party, role", "'department', 'head'")
    with (
        pytest.raises(DBAPIError, match=r"uq_plan_signatures_person|UNIQUE|recorded rows"),
        open_engine(as_role(SUPERUSER, url)).begin() as anybody,
    ):
        anybody.execute(text(f"INSERT INTO plan_signatures ({names}) SELECT {for_both} FROM plan_signatures"))  # noqa: S608


def test_the_trial_signs_for_both_parties(url: str) -> None:
    trial = grant_all_roles("trial")
    assert [sign(url, trial, party) for party in Party] == [False, True]


def test_a_party_signs_a_version_once(url: str) -> None:
    sign(url, CHIEF, INSTITUTION)
    (problem,) = refusal(url, CHIEF, INSTITUTION)
    assert (problem.code, problem.params["day"]) == ("party_has_signed", date(2020, 12, 11))


def test_a_version_that_is_not_the_newest_is_not_signed(url: str) -> None:
    with pytest.raises(InvalidInput) as refused, open_writing(url, CHIEF) as session:
        signing_commands.sign_plan(session, KEY, 2, INSTITUTION, None, NOW)
    assert [problem.code for problem in refused.value.problems] == ["plan_changed_since"]


def test_a_signed_plan_is_signed_no_more(url: str) -> None:
    sign(url, CHIEF, INSTITUTION)
    sign(url, HEAD, DEPARTMENT)
    assert [problem.code for problem in refusal(url, CHIEF, INSTITUTION)] == ["plan_is_signed"]


def test_a_plan_without_a_department_is_signed_by_the_institution_alone(database_url: str) -> None:
    imported(database_url, DRAFT.model_copy(update={"department": None}))
    assert [p.code for p in refusal(database_url, HEAD, DEPARTMENT)] == ["not_a_party"]
    assert sign(database_url, CHIEF, INSTITUTION) is True
    assert newest(database_url).signatures == (own(INSTITUTION),)


def test_a_plan_whose_targets_of_its_own_year_are_provisional_is_signed_with_a_reason(
    database_url: str,
) -> None:
    draft = source(2021, ("2021, number = 90", "2021, number = 90, provisional = true"))
    imported(database_url, draft.model_copy(update={"stage": Stage.PROPOSED, "signatures": ()}))
    (problem,) = refusal(database_url, CHIEF, INSTITUTION, "  ")
    assert (problem.code, problem.params["goals"]) == ("reason_for_provisional", ["1.1"])
    assert sign(database_url, CHIEF, INSTITUTION, " Niveauet fastlægges i marts. ") is False
    assert sign(database_url, HEAD, DEPARTMENT, "Enig.") is True
    reasons = [signature.reason for signature in newest(database_url).signatures]
    assert reasons == ["Enig.", "Niveauet fastlægges i marts."]


def test_a_file_that_says_it_was_signed_is_nobody_s_to_bring_in_who_signs_in(url: str) -> None:
    signed = source(2021)
    for by in (CHIEF, HEAD, BOTH):
        with pytest.raises(InvalidInput) as refused, open_writing(url, by) as session:
            plan_commands.import_plan(session, signed, NOW)
        assert [problem.code for problem in refused.value.problems] == ["not_permitted"]


def test_a_signature_stands_for_what_was_signed_and_for_nothing_else(url: str) -> None:
    sign(url, HEAD, DEPARTMENT)
    forged = DRAFT.model_copy(
        update={"title": "Andet", "stage": Stage.SIGNED, "signatures": (own(DEPARTMENT), own(INSTITUTION))}
    )
    with pytest.raises(InvalidInput) as refused, open_writing(url, CHIEF) as session:
        plan_commands.import_plan(session, forged, NOW)
    assert [problem.code for problem in refused.value.problems] == ["not_permitted"]


def test_a_file_that_says_signed_and_names_nobody_signs_nothing_over_a_signature(url: str) -> None:
    sign(url, HEAD, DEPARTMENT)
    unsigned = DRAFT.model_copy(update={"stage": Stage.SIGNED})
    with pytest.raises(InvalidInput) as refused:
        imported(url, unsigned)
    assert [problem.code for problem in refused.value.problems] == ["signature_missing", "signature_missing"]
    with pytest.raises(InvalidInput) as refused:
        imported(url, unsigned.model_copy(update={"signatures": (own(DEPARTMENT),)}))
    assert [problem.code for problem in refused.value.problems] == ["reason_for_one_party"]
    assert newest(url).stage is Stage.DRAFT
    assert sign(url, CHIEF, INSTITUTION) is True


def test_a_plan_that_was_signed_here_comes_out_as_it_went_in(url: str) -> None:
    sign(url, CHIEF, INSTITUTION)
    sign(url, HEAD, DEPARTMENT)
    once = exported(url, KEY)
    assert once.count('signed_as = "') == 2
    assert "chief@cpr.dk" not in once


# --- After a document -----------------------------------------------------------------------------------------------

ELSEWHERE = tuple(
    Signature(party=party, organisation="O", role="R", on=date(2020, 12, 12), document="2020-4711")
    for party in Party
)


def register(url: str, *signatures: Signature, one_party: bool = False) -> list[str]:
    try:
        with open_writing(url, MACHINE) as session:
            signing_commands.register_document(session, DRAFT, signatures, one_party=one_party, now=NOW)
    except InvalidInput as refused:
        return [problem.code for problem in refused.problems]
    return []


def test_a_document_both_have_signed_is_registered_with_its_number(url: str) -> None:
    assert register(url, *ELSEWHERE) == []
    signed = newest(url)
    assert (signed.signatures, signed.document_date) == (ELSEWHERE, date(2020, 12, 12))


def test_a_document_of_one_party_needs_to_say_so_and_a_reason(url: str) -> None:
    (first, _) = ELSEWHERE
    assert register(url, first) == ["signature_missing"]
    assert register(url, first, one_party=True) == ["reason_for_one_party"]
    assert register(url, one_party=True) == ["signature_missing", "signature_missing"]
    given = first.model_copy(update={"reason": "Kun departementet har skrevet under."})
    assert register(url, given, one_party=True) == []
    assert newest(url).signatures == (given,)
