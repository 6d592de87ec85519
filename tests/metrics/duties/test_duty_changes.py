"""What differs between two versions of a plan of duties."""

from __future__ import annotations

from metrics.direction.document_changes import get_number
from metrics.duties.duty_changes import compare_duty_plans
from tests.duties import duty, duty_plan, unruled


def test_duties_that_are_new_gone_or_return_otherwise_are_told_by_their_number() -> None:
    before = duty_plan(duty("1.1"), unruled("1.2"), unruled("1.3")).bare
    after = duty_plan(duty("1.1", rule="FREQ=MONTHLY"), unruled("1.2"), unruled("1.4"), title="New").bare
    assert [(get_number(one.part), one.keys) for one in compare_duty_plans(before, after)] == [
        ("", ("title",)),
        ("1.1", ("rule",)),
        ("1.4", ()),
        ("1.3", ()),
    ]
    assert compare_duty_plans(before, before) == []
