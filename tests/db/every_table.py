"""A row in every table that is only added to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from db import area_thresholds, models
from db.annual import annual_commands
from db.annual.annual_commands import AnnualRequest
from db.audit import chain
from db.filing import journal_commands, note_commands
from db.filing.journal_commands import NumberRequest
from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from db.people import calendar_keys, rights
from db.plans import (
    decision_commands,
    definitions,
    indicator_commands,
    institution_commands,
    plan_queries,
    scenarios,
)
from db.plans.agreement import answer_commands, proposal_commands
from db.plans.agreement.answer_commands import AnswerRequest
from db.reports import step_commands
from db.reports.step_commands import StepRequest
from db.results import result_commands, series_breaks
from db.session import MACHINE, open_writing
from metrics.access import Grant, Role
from metrics.annual.analysis import AnalysisField, make_line
from metrics.annual.annual_course import AnnualAct
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.schema import Event, EventKind, Result
from metrics.meeting.meeting_course import MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from metrics.plan.drafting.proposals import ProposalKind, ProposedChange
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.institution_history import InstitutionChange
from metrics.plan.model import Closing
from metrics.plan.terms import Party
from metrics.report.course import StepKind
from metrics.report.draft_fields import FieldChange
from metrics.score.plan_check.answers import AnswerKind
from metrics.whatif.scenario import ScenarioBasis, ScenarioDraft
from scripts.cluster import OWNER
from tests.db.recorded import NOW, imported, source
from tests.fixtures.databases import as_role

JUNE = date(2017, 6, 1)
CLOSED = Closing(on=date(2018, 1, 31), reason="R")


def fill_every_table(url: str) -> None:
    """Add a signed plan, a closed one, and a row to every other table, all of them on record."""
    imported(url, source(), source().model_copy(update={"id": "closed", "closed": CLOSED}))
    event = Event("cpr-2017", "1.2.1", EventKind.MET, JUNE)
    with open_writing(url, MACHINE) as session:
        change = ProposedChange(ProposalKind.SUSPENSION, "R", JUNE)
        proposal_commands.propose_step(session, "cpr-2017", 1, change, Party.DEPARTMENT, NOW)
        who = {"party": "institution", "role": "chief", "organisation": "CPR", "person": ""}
        session.add(models.PlanSignature(plan_id=1, number=1, **who, on=JUNE, recorded_at=NOW))
        result_commands.record_results(
            session, [Result("cpr", "klagesager-rettidigt", "2017", Decimal(91))], [event], NOW
        )
        decision = Decision("cpr-2017", DecisionKind.TOTAL, date(2018, 1, 31), "R", "W", points=Decimal(50))
        decision_commands.record_decision(session, decision, NOW)
        rights.grant_role(session, "chief@example.dk", Grant(Role.CHIEF, JUNE, institution="cpr"))
        area = definitions.read_catalogue(session).institutions["cpr"].ministry_area
        area_thresholds.set_threshold(session, area, "likely", Decimal(70), "R")
        calendar_keys.create_key(session, "chief@example.dk")
        draft = ScenarioDraft("If 2.1 fails", {"set": "2.1-not_met"})
        scenarios.save_scenario(session, "cpr-2017", draft, ScenarioBasis(1, JUNE, {}))
        series_breaks.record_break(session, ("cpr", "klagesager-rettidigt"), JUNE, "N")
        indicator_commands.change_indicator(
            session, IndicatorChange("cpr", "klagesager-rettidigt", JUNE, NOW, "R", name="N")
        )
        institution_commands.change_institution(
            session, InstitutionChange("cpr", date(2018, 1, 1), NOW, "R", name="CPR")
        )
        late = StepRequest("cpr-2017", "2017Q4", StepKind.EXCEPTED, "R", until=date(2018, 3, 1))
        step_commands.take_step(session, late, NOW)
        subject, quarter = MeetingSubject("cpr"), "2017Q4"
        opened = MeetingRequest(subject, quarter, MeetingStepKind.OPENED)
        meeting_commands.take_meeting_step(session, opened, NOW)
        meeting_commands.capture_entry(session, subject, MeetingEntry(quarter, EntryKind.NOTE, "N"), NOW)
        for goal in plan_queries.read_plan(session, "cpr-2017").goals:
            said = FieldChange(make_line(goal.number), AnalysisField.WHY, "W")
            annual_commands.save_analysis(session, "cpr-2017", [said], NOW)
        annual_commands.take_annual_act(session, AnnualRequest("cpr-2017", AnnualAct.APPROVED), NOW)
        numbers = NumberRequest(Party.INSTITUTION, {"plan-1": "2017-1"})
        journal_commands.give_numbers(session, numbers, NOW)
        answered = AnswerRequest("cpr-2017", "unsigned", "", AnswerKind.KEPT, "R")
        answer_commands.answer_finding(session, answered, NOW)
        note_commands.file_note(session, "cpr-2017", {"sections": []}, NOW)
    with open_writing(as_role(OWNER, url), MACHINE) as session:
        session.add(models.Erasure(entry=1, name="plans", before="a", after="b"))
        chain.record_entry(session, "audit.noted", "x")
