"""The keys of the catalogues that are put together at run time: how each family begins, and its known endings."""

from __future__ import annotations

from typing import get_args

from db.audit.exports import Export
from export.filing import journal_file
from metrics.access import Action, Role
from metrics.algebra.tree import Rule
from metrics.facts.decisions import WITH_FIGURE, DecisionKind
from metrics.facts.import_answer import Question
from metrics.facts.schema import EXPECTATIONS, EventKind
from metrics.followup.asks import AskKind
from metrics.followup.deadlines import Duty
from metrics.followup.risk import NOTICES, RiskRule
from metrics.foresight.forecast import Method, SilenceReason
from metrics.paper.kinds import Marking, PaperFormat, PaperKind
from metrics.periods import Frequency
from metrics.plan.criteria import TESTS
from metrics.plan.drafting.proposals import ProposalKind
from metrics.plan.terms import (
    Better,
    GoalKind,
    Operator,
    Over,
    Party,
    Precision,
    SeriesOwner,
    Stage,
    Unit,
    Weights,
    WrittenStage,
)
from metrics.report.course import ReportState, StepKind
from metrics.report.draft_fields import FIELDS
from metrics.report.explanations import ExplanationReason
from metrics.report.lines import Section
from metrics.report.pasted_rows import PastedFate
from metrics.report.personal_data import PersonalSign
from metrics.report.report_lines import CLAIMABLE
from metrics.score.plan_check import advice
from metrics.score.plan_check.answers import AnswerKind
from metrics.score.plan_check.guide import GuidePoint, Severity
from metrics.status import Status
from metrics.whatif.scenario import BasisPart, PartChange
from metrics.whatif.wanted_total import WantedSource
from pages.cycle.parts import entry_head, hand_in
from pages.cycle.parts.department import desk_sheet, receiving_forms
from pages.outlook.parts import subscription
from pages.outlook.parts.whatif.whatif_address import WhatIfQuestion
from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from pages.status.parts.areas.area_brief import Order
from pages.status.parts.areas.areas_first import Shown
from pages.status.parts.areas.late_beside import LateKind
from pages.status.parts.asked_lists import ListName
from pages.status.parts.institution import institution_sheet
from scripts.annual_families import ANNUAL_FAMILIES
from scripts.direction_families import DIRECTION_FAMILIES
from scripts.life_families import LIFE_FAMILIES
from words import audit_entry
from words.filing import document_line
from words.headline import BEHIND
from words.meetings import meeting_line
from words.readings import MOST_SPELT
from words.reports.declared_line import TEXTS

_PARTIES = ("editor.party.", "editor.sign_for_", "editor.signed_for_", "editor.signs_for_", "party.")
_AGREEING = ("proposal.agree_for_", "proposal.awaits_", "proposal.propose_for_")
FAMILIES: dict[str, list[str]] = {
    **{key: [*Party] for key in (*_PARTIES, *_AGREEING)},
    **{key: [*ProposalKind] for key in ("proposal.note_", "proposal.said_", "proposal.title_")},
    **{key: [*Frequency] for key in ("editor.frequency.", "risk.span_", "risk.spans_")},
    **{key: [*Unit] for key in ("unit.", "unit_name.")},
    **ANNUAL_FAMILIES,
    **DIRECTION_FAMILIES,
    **LIFE_FAMILIES,
    "action.": [action.value for action in Action],
    **{key: [name.value for name in ListName] for key in ("asked.title_", "asked.note_", "asked.none_")},
    "areas.show_": [*Shown],
    "areas.sort_": [*Order],
    "overview.late_": [*LateKind],
    "rule.": [rule.value for rule in RiskRule if rule not in NOTICES],
    "asked.option_": [kind.value for kind in AskKind],
    **{key: [] for key in ("bar.", "chart.", "spark.", "page.")},
    "flag_record.": [f"{where}{name}" for where in ("", "tried_") for name in ("caught", "falsely")],
    "calibration.": ["count", "foretold", "held", "sure", "sure_held", "doubted", "doubted_held"],
    **{
        key: [Duty.VALUE.value, Duty.MILESTONE.value, Duty.ASSESSMENT.value]
        for key in ("coming.by_", "coming.kind_")
    },
    "criterion.": [kind.value for kind in EventKind],
    "cli.deadlines_": [],
    **{key: [duty.value for duty in Duty] for key in ("deadline.", "ahead.kind_")},
    **{key: [kind.value for kind in DecisionKind] for key in ("decision.", "form.kind_", "record.decision_")},
    "editor.better.": [better.value for better in Better],
    "editor.field.": [],
    "editor.hint.": [],
    "editor.measure.": ["number", "last_year"],
    "editor.now_": [],
    **{
        key: [operator.name.lower() for operator in Operator] for key in ("editor.operator.", "why.operator.")
    },
    "editor.over.": [over.value for over in Over if over is not Over.WEIGHTED],
    "editor.owner.": [owner.value for owner in SeriesOwner],
    "editor.part.": [],
    "editor.place.": [],
    **{key: [rule.value for rule in Rule] for key in ("editor.rule.", "why.rule.")},
    "editor.test.": [*TESTS],
    "error.": [],
    **meeting_line.FAMILIES,
    **document_line.FAMILIES,
    "filed.column_": [*journal_file.COLUMN_KEYS],
    "filed.fact_": [*journal_file.FACT_KEYS],
    "journal.format_": [form.value for form in journal_file.ExtractFormat],
    "export.side_": ["actual", "reference", "aim"],
    "file.": ["older", "jump_up", "jump_down"],
    "institution.order_": [*institution_sheet.ORDERS],
    "form.points_": [kind.value for kind in WITH_FIGURE],
    "guide.": list(advice.RULES),
    "advice.severity_": [severity.value for severity in Severity],
    "advice.counted_": [severity.value for severity in Severity],
    "advice.point_": [point.value for point in GuidePoint],
    "advice.answer_": [kind.value for kind in AnswerKind],
    "headline.goals_": [status.value for status in BEHIND],
    "kind.": [kind.value for kind in GoalKind],
    "basis.": [*(frequency.value for frequency in Frequency), "milestone", "expectation", "reading"],
    "method.": [method.value for method in Method],
    "method_name.": [*(method.value for method in Method), "none"],
    "month.": [str(month) for month in range(1, 13)],
    "desk.": [delivery.value for delivery in desk_sheet.MARKS],
    "receiving.state_": ["open", "draft", "approved", "asked", "received"],
    "receiving.said_": [*TEXTS],
    "receiving.do_": [kind.value for kind in receiving_forms.ROW_STEPS],
    "report.fact_": ["higher", "lower", "same", "missed", "met"],
    "report.accept_": [question.value for question in Question],
    "report.because_": [reason.value for reason in ExplanationReason],
    "report.column_": ["figure", "entry", "beside", "status"],
    "report.done_": [kind.value for kind in hand_in.OWN],
    "report.expect_": [*(kind.value for kind in EXPECTATIONS), "met", "not_met"],
    "report.field_": sorted({name for names in FIELDS.values() for name in names}),
    "report.fate_": [fate.value for fate in PastedFate],
    "report.milestone_": [*(kind.value for kind in CLAIMABLE), "met", "not_met"],
    "report.personal_": [sign.value for sign in PersonalSign],
    "report.section_": [section.value for section in Section],
    "report.state_": [state.value for state in ReportState],
    "report.note_": [kind.value for kind in hand_in.FOLDED],
    **{key: [kind.value for kind in StepKind] for key in ("report.step_", "record.report_")},
    "report.told_": [kind.value for kind in entry_head.TOLD],
    "report.words_": [kind.value for kind in hand_in.OWN],
    "risk.own_": [EventKind.IN_DOUBT.value, EventKind.EXPECTED_NOT_MET.value, "number"],
    "silence.": [reason.value for reason in SilenceReason if reason is not SilenceReason.DEFINITION_CHANGED],
    "silence_since.": ["too_few_values", "too_few_years", "no_volume", "definition_changed"],
    "owed.by_": [Role.REPORTER.value, Role.CONTROLLER.value, Role.HEAD.value],
    "owed.count_": [duty.value for duty in Duty if duty is not Duty.REPORT],
    **{key: [weights.value for weights in Weights] for key in ("plan.weights_", "editor.weights.")},
    **{key: [kind.value for kind in PaperKind] for key in ("paper.kind_", "paper.file_")},
    "paper.option_": [*(kind.value for kind in AskKind), "hold"],
    "paper.format_": [form.value for form in PaperFormat],
    "paper.marking_": [marking.value for marking in Marking],
    "record.": [f"any_{name}" for name in ("person", "kind", "institution")],
    "record.backup_": ["proven"],
    "record.break_": ["add", "retract"],
    "record.did_": [*audit_entry.VERBS],
    "record.finding_": ["answered"],
    "record.file_": [what.value for what in Export],
    "record.indicator_": ["rename", "define", "own", "correct"],
    "record.institution_": ["rename", "move", "merge", "split"],
    "record.kind_": [*audit_entry.KINDS],
    "record.results_": ["import", "withdraw"],
    "record.scenario_": ["save", "change", "remove", "share", "unshare"],
    "numeral.": [str(count) for count in range(2, MOST_SPELT + 1)],
    "reads.over_": [over.value for over in Over],
    "reads.side_": ["value", "target", "reference", "tolerance", "partial_from", "steps", "expected"],
    "role.": [role.value for role in Role],
    "proposal.now_": [*Party, "agreed"],
    "proposal.since_": [ProposalKind.SUSPENSION.value, ProposalKind.RESUMPTION.value],
    "record.proposal_": [*ProposalKind, "withdrawn"],
    "record.signature_": [*(party.value for party in Party), "lapsed"],
    "scenario.how_": [how.value for how in PartChange],
    "scenario.part_": [part.value for part in BasisPart],
    "signing.": [*get_args(WrittenStage)],
    "precision.": [precision.value for precision in Precision],
    "stage.": [*(stage.value for stage in Stage), "discarded", "reopened", "settled"],
    "status.": [status.value for status in Status],
    "wanted.": [source.value for source in WantedSource if source is not WantedSource.READER],
    "whatif.ask_": [question.value for question in WhatIfQuestion],
    "whatif.line_": ["area", "wanted"],
    "whatif.linked_": ["apart", "chosen", "together"],
    "whatif.mode_": [mode.value for mode in SupposedMode],
    "subscription.step_": [*subscription.STEPS],
    "why.aim_": [],
    "why.assessed_": [],
    "why.empty_ratio_": [Status.MET.value, Status.NOT_MET.value],
}
