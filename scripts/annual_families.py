"""The keys of the year's settlement that are put together at run time, with their endings (`scripts.catalogues`)."""

from __future__ import annotations

from metrics.annual.analysis import AnalysisField
from metrics.annual.annual_course import AnnualAct
from metrics.annual.plan_changes import PlanChangeKind
from metrics.annual.stages import AnnualStage, AnnualStep, WaitReason
from metrics.facts.decisions import DecisionKind
from metrics.plan.terms import Party

ANNUAL_FAMILIES: dict[str, list[str]] = {
    **{
        key: [act.value for act in AnnualAct]
        for key in ("annual.do_", "annual.done_", "annual.means_", "record.annual_")
    },
    "annual.change_": [kind.value for kind in PlanChangeKind],
    **{key: [step.value for step in AnnualStep] for key in ("annual.coming_", "annual.step_", "annual.for_")},
    "annual.decide_": [DecisionKind.NEAR_MISS.value, DecisionKind.DEVIATION.value],
    "annual.field_": [field.value for field in AnalysisField],
    "annual.says_": [stage.value for stage in AnnualStage if stage is not AnnualStage.TO_COME],
    "annual.stage_": [stage.value for stage in AnnualStage],
    "annual.waits_": [reason.value for reason in WaitReason],
    **{key: [*Party] for key in ("annual.approved_by_", "annual.source_assessed_")},
}
