"""That nothing is outside the matrix of roles, and what the matrix alone does not show of who may do what."""

from __future__ import annotations

import inspect
from datetime import date
from decimal import Decimal
from importlib import import_module
from pkgutil import walk_packages

import pytest
from streamlit.testing.v1 import AppTest

import db
from db import area_thresholds, copy_proofs, initial, queries, session
from db.annual import annual_queries, annual_reading
from db.audit import chain, entry_authors, erase_commands, erasures, exports, search, unknown_rows
from db.cases import case_commands
from db.directions import direction_queries, document_commands, document_queries, due_queries, duty_queries
from db.evidence import evidence_check, evidence_commands, evidence_erasure, evidence_queries
from db.filing import (
    archive_commands,
    archive_data,
    archive_reading,
    document_rows,
    extract_reading,
    filing_queries,
    meeting_documents,
    note_documents,
    plan_documents,
    report_documents,
)
from db.location import ROOT
from db.meetings import (
    commitment_queries,
    meeting_commands,
    meeting_freezing,
    meeting_papers,
    meeting_queries,
)
from db.people import calendar_keys, rights, sent_reminders, sign_ins
from db.plans import (
    decision_queries,
    definitions,
    file_definitions,
    institution_queries,
    plan_commands,
    plan_queries,
    scenarios,
    settlement_commands,
    settlement_queries,
)
from db.plans.agreement import (
    finding_queries,
    proposal_queries,
    proposal_records,
    signature_queries,
    signing_commands,
)
from db.reports import (
    desk_reading,
    draft_commands,
    paper_reading,
    receipts,
    report_imports,
    report_queries,
    report_reading,
    sheet_commands,
)
from db.results import import_ground, past_loads, result_commands, result_queries
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from db.state import asked_before, bounded_rows, institution_parts, kept_areas, whole_state
from db.typed import typed_fields
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.plan.model import DocumentResult
from metrics.plan.terms import Stage
from pages.ui import reader, saving
from tests import attempts, matrix
from tests.attempts import PLAN, decide
from tests.matrix import ELSEWHERE as CPR
from tests.matrix import OWN as OTHER
from tests.pages.conftest import Open, text

NO_ACCESS = "Du har ikke adgang til siden. Kontakt systemadministratoren for adgang."
ASKED = {
    meeting_commands.list_members,
    *(
        plan_commands.expect_version,
        rights.read_grants,
        rights.read_person,
        rights.demand_right,
        rights.has_right,
        rights.may_person,
        rights.pick_right,
        rights.find_grant_problems,
        exports.may_export,
        unknown_rows.find_unknown_rows,
        area_thresholds.read_threshold_settings,
    ),
    *(
        scenarios.read_own_scenarios,
        scenarios.read_shared_scenarios,
        scenarios.read_scenario,
        calendar_keys.has_open_key,
        calendar_keys.find_holder,
    ),
    sent_reminders.select_unsent,
    typed_fields.read_typed,
    copy_proofs.find_newest_proof,
    past_loads.read_past,
    erasures.read_steps,
    result_commands.answer_file,
    result_commands.demand_telling_right,
    result_commands.read_told_catalogue,
    case_commands.read_case_rules,
}
"""What changes nothing, and can therefore be asked by anybody in the code."""
QUESTIONS = {
    *(commitment_queries, meeting_freezing, meeting_papers, meeting_queries),
    *(
        chain,
        entry_authors,
        decision_queries,
        definitions,
        institution_queries,
        plan_queries,
        queries,
        result_queries,
    ),
    *(
        search,
        session,
        settlement_queries,
        signature_queries,
        finding_queries,
        report_queries,
        report_reading,
    ),
    *(evidence_check, evidence_queries, desk_reading, paper_reading, receipts, proposal_queries),
    *(annual_queries, annual_reading, direction_queries, document_queries, duty_queries),
    *(filing_queries, archive_reading, extract_reading, archive_data, document_rows),
    *(plan_documents, report_documents, meeting_documents, note_documents),
    *(due_queries, import_ground, institution_parts, whole_state, asked_before, bounded_rows),
}
"""Modules that hold nothing but such questions, and the writing of the audit itself."""
WITHOUT_A_ROLE = {sign_ins.record_sign_in, sign_ins.record_sign_out}
"""What anybody may say of themselves."""
THE_MACHINES_OWN = {
    initial.load_initial,
    initial.load_example,
    settlement_commands.settle_closed_plans,
    sent_reminders.note_sent,
    sent_reminders.forget_sent,
    unknown_rows.acknowledge_rows,
    copy_proofs.record_proof,
    kept_areas.replace_kept,
    signing_commands.register_document,
    archive_commands.demand_archive,
    erase_commands.find_person,
    erase_commands.find_texts_of_plans,
    erase_commands.erase_texts,
    evidence_erasure.read_contents_of_plans,
    evidence_erasure.erase_files_of_plans,
}
"""What nobody does who signs in: the terminal alone has it. Who may acknowledge is tried in test_unknown_rows.py."""


PARTS = {
    document_commands.import_document,
    document_commands.add_statement,
    *(result_commands.add_rows, draft_commands.save_fields_of, report_imports.fill_drafts),
    *(draft_commands.save_fields_on, evidence_commands.read_open_report, rights.add_grant),
    *(draft_commands.keep_field, sheet_commands.read_open_report, typed_fields.forget_plan),
    draft_commands.replace_rows,
    *(proposal_records.add_proposal, proposal_records.renew_proposal, proposal_records.withdraw_proposal),
    *(file_definitions.bring_definitions, file_definitions.add_definitions, file_definitions.demand_rights),
    *(file_definitions.compare_institutions, file_definitions.compare_indicators),
    *(file_definitions.find_unread_values, file_definitions.read_own_catalogue),
}
"""What commands are made of, which demand the right themselves before they call it."""


def person(role: Role, institution: str = CPR) -> Person:
    return Person("somebody@example.dk", (Grant(role, date(2020, 1, 1), institution=institution),))


def test_every_command_has_a_row() -> None:
    """A function of `db` that is given a session is a command, unless it is said above to be none."""
    rooms = (found.name for found in walk_packages(db.__path__, "db."))
    modules = [import_module(name) for name in rooms if "migrations" not in name]
    given_a_session = {
        function
        for module in set(modules) - QUESTIONS
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and name[0] != "_"
        if "session" in inspect.signature(function).parameters
    }
    assert set(attempts.COMMANDS) == set(matrix.COMMANDS)
    tried = {function for function, _ in attempts.COMMANDS.values()}
    assert given_a_session == tried | ASKED | WITHOUT_A_ROLE | THE_MACHINES_OWN | PARTS


def test_somebody_without_a_sign_in_sees_a_button_and_nothing_else(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "find_reader", lambda: None)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    at.query_params["plan"] = "cpr-2017"
    at.run()
    assert [button.label for button in at.button] == ["Log på"]
    assert "CPR" not in text(at)
    assert "m-banner" not in text(at)


def test_a_role_taken_back_shows_nothing_at_the_next_click(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    with open_writing(database, MACHINE) as session:
        number = rights.grant_role(
            session, "chief@cpr.dk", Grant(Role.CHIEF, date(2020, 1, 1), institution=CPR)
        )

    def current() -> Person:
        with open_reading(database, sees=EVERYTHING) as session:
            return rights.read_person(session, "chief@cpr.dk")

    monkeypatch.setattr(reader, "find_reader", current)
    at = open_page("plan", plan="cpr-2017")
    assert "CPR-administrationen" in text(at)
    with open_writing(database, MACHINE) as session:
        rights.revoke_grant(session, number)
    at.run()
    assert "CPR-administrationen" not in text(at)
    assert NO_ACCESS in text(at)


@pytest.mark.parametrize(
    ("role", "offered"), [(Role.HEAD, True), (Role.CONTROLLER, True), (Role.CHIEF, False)]
)
def test_the_form_for_decisions_stands_only_before_those_who_decide(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, role: Role, offered: bool
) -> None:
    monkeypatch.setattr(reader, "find_reader", lambda: person(role))
    at = open_page("plan", plan="cpr-2017")
    assert bool(at.expander) is offered


def test_in_the_trial_a_role_can_be_tried_and_stays_in_the_links(open_page: Open) -> None:
    html = text(open_page("overview", role="reader"))
    assert "Prøveversion uden pålogning" in html
    assert "role=reader" in html[html.index('href="/plan?plan=') :]
    assert NO_ACCESS in text(open_page("risk", role="administrator"))
    assert "CPR-administrationen" in text(open_page("overview", role="boss"))


def test_what_was_refused_is_on_record_and_undone(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "find_reader", lambda: person(Role.READER))
    with open_reading(database, sees=EVERYTHING) as session:
        before = len(chain.read_entries(session))
    found = saving.write_change(decide(CPR))
    assert [p.code for p in found] == ["not_permitted"]
    with open_reading(database, sees=EVERYTHING) as session:
        entries = chain.read_entries(session)[before:]
        assert [(e.actor, e.action, e.subject) for e in entries] == [
            ("somebody@example.dk", "refused.decide", CPR)
        ]
        assert chain.find_chain_problems(session) == []
        assert all(decision.plan != "cpr-2017" for decision in decision_queries.read_decisions(session))


def test_values_and_definitions_of_others_do_not_come_in_with_ones_own_plan(database: str) -> None:
    """A plan's file may bring what its tests read, but only of institutions its author may write for."""
    with open_reading(database, sees=EVERYTHING) as session:
        own, other = (plan_queries.read_plan_file(session, PLAN[key]) for key in (CPR, OTHER))
    series = other.indicators[0]
    value = DocumentResult(institution=OTHER, indicator=series.id, period="2001", value=Decimal(1))
    foreign: dict[str, dict[str, object]] = {
        "values": {"observations": (value,)},
        "series": {
            "observations": (),
            "indicators": (*own.indicators, series.model_copy(update={"id": "new"})),
        },
        "institution": {
            "observations": (),
            "institutions": (*own.institutions, other.institutions[0].model_copy(update={"id": "new"})),
        },
    }
    changes = {"id": "cpr-x", "stage": Stage.DRAFT, "signatures": (), "amendments": ()}
    for brought in foreign.values():
        plan = own.model_copy(update={**changes, **brought})
        with pytest.raises(InvalidInput) as refused, open_writing(database, person(Role.CHIEF)) as session:
            plan_commands.import_plan(session, plan)
        assert [p.code for p in refused.value.problems] == ["not_permitted"]
    plan = own.model_copy(update={**changes, "observations": ()})
    with open_writing(database, person(Role.CHIEF)) as session:
        assert plan_commands.import_plan(session, plan)
