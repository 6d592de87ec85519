"""What a plan file may say of the plan's life and of pay: refused with the place, all at once."""

from __future__ import annotations

import pytest

from db.plans import plan_file
from metrics.errors import InvalidInput
from metrics.plan.terms import Stage
from tests.db.plans.test_plan_file import GOOD

SIGNED = "[[signatures]]\n" + GOOD.split("[[signatures]]\n")[1].split("\n\n")[0]
UNSIGNED = GOOD.replace(SIGNED, "")
HEAD = 'source = "Planen"\n'


def signer(party: str) -> str:
    return f'{{ party = "{party}", organisation = "O", role = "R", on = 2017-06-01 }}'


BOTH = f"signatures = [{signer('department')}, {signer('institution')}]"
AMENDMENT = f'\n[[amendments]]\non = 2017-06-01\nreason = "Ny opgave"\n{BOTH}\n'


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(text)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def with_head(text: str, line: str) -> str:
    return text.replace(HEAD, f"{HEAD}{line}\n", 1)


def test_a_file_says_how_far_the_plan_has_come() -> None:
    stages = {
        Stage.SIGNED: GOOD,
        Stage.DRAFT: with_head(UNSIGNED, 'stage = "draft"'),
        Stage.PROPOSED: with_head(UNSIGNED, 'stage = "proposed"'),
        Stage.AMENDED: GOOD + AMENDMENT,
        Stage.SUSPENDED: GOOD + '\n[suspended]\nsince = 2017-03-01\nreason = "Omlagt"\n',
        Stage.CLOSED: GOOD + AMENDMENT + "\n[closed]\non = 2018-02-01\n",
    }
    for stage, text in stages.items():
        plan = plan_file.parse_plan(text)
        assert plan.life is stage
        assert plan_file.dump_plan(plan_file.parse_plan(plan_file.dump_plan(plan))) == plan_file.dump_plan(
            plan
        )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (with_head(GOOD, 'stage = "amended"'), [("not_allowed", "stage")]),
        (with_head(GOOD, 'stage = "draft"'), [("before_signing", "signatures")]),
        (with_head(UNSIGNED, 'stage = "draft"') + AMENDMENT, [("before_signing", "amendments")]),
        (
            with_head(UNSIGNED, 'stage = "proposed"') + AMENDMENT + "\n[closed]\non = 2018-02-01\n",
            [("before_signing", "amendments"), ("before_signing", "closed")],
        ),
        (
            GOOD + AMENDMENT.replace("on = 2017-06-01\nreason", "on = 2016-12-11\nreason"),
            [("amendment_before", "amendments[#1]")],
        ),
        (
            GOOD + AMENDMENT + AMENDMENT.replace("on = 2017-06-01\nreason", "on = 2017-05-31\nreason"),
            [("amendment_before", "amendments[#2]")],
        ),
        (
            GOOD + AMENDMENT.replace(f", {signer('institution')}", ""),
            [("signature_missing", "amendments[#1].signatures")],
        ),
        (GOOD + AMENDMENT.replace(BOTH, "signatures = []"), [("list_empty", "amendments[#1].signatures")]),
        (GOOD + "\n[closed]\non = 2017-12-31\n", [("closed_before_end", "closed.on")]),
        (GOOD + "\n[pay]\ncap = 0\n", [("out_of_range", "pay.cap")]),
        (GOOD + "\n[pay]\ncap = 101\n", [("out_of_range", "pay.cap")]),
        (GOOD + "\n[pay]\ncap = 10\nlinear = true\n", [("linear_without_table", "pay.linear")]),
        (
            GOOD + "\n[pay]\ncap = 10\ntable = [{ at = 80, share = 0.5 }, { at = 50, share = 1 }]\n",
            [("grade_not_rising", "pay.table")],
        ),
        (GOOD + '\n[pay]\ncap = 10\nplans = [{ plan = "plan-2017" }]\n', [("pay_plan_twice", "pay.plans")]),
        (
            GOOD.replace('weights = "given"', 'weights = "none"')
            .replace("weight = 60\n", "")
            .replace("weight = 40\n", "")
            + "\n[pay]\ncap = 10\n",
            [("pay_without_total", "pay")],
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(text: str, found: list[tuple[str, str]]) -> None:
    assert problems(text) == found


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (UNSIGNED, Stage.DRAFT),
        (GOOD, Stage.SIGNED),
        (with_head(UNSIGNED, 'issued_by = "Styrelsen"'), Stage.SIGNED),
        (with_head(UNSIGNED, 'stage = "signed"'), Stage.SIGNED),
        (with_head(UNSIGNED, 'stage = "draft"\nissued_by = "Styrelsen"'), Stage.DRAFT),
        (UNSIGNED + AMENDMENT, Stage.SIGNED),
        (with_head(UNSIGNED, "signatures = []"), Stage.DRAFT),
    ],
)
def test_a_file_that_nobody_signed_or_issued_is_a_draft_unless_it_says_otherwise(
    text: str, stage: Stage
) -> None:
    found = plan_file.parse_plan(text)
    assert found.stage is stage
    assert f'stage = "{stage}"\n' in plan_file.dump_plan(found)


def test_a_plan_kept_without_a_stage_is_signed() -> None:
    plan = plan_file.parse_plan(with_head(UNSIGNED, 'stage = "signed"')).plan
    kept = plan.model_dump_json(exclude_defaults=True)
    assert '"stage"' not in kept
    assert type(plan).model_validate_json(kept) == plan


def test_a_file_that_nobody_signed_says_nothing_of_what_happens_after_signing() -> None:
    assert problems(UNSIGNED + "\n[closed]\non = 2018-02-01\n") == [("before_signing", "closed")]
