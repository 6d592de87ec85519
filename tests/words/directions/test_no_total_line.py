"""The line above a plan without a total in a terminal."""

from __future__ import annotations

from metrics.plan.model import Institution
from words.directions.no_total_line import write_no_total
from words.language import Words


def test_it_says_whose_plan_it_is_and_marks_fictional_figures() -> None:
    owner = Institution(id="o", name="Styrelsen", ministry_area="Area")
    line = write_no_total(owner, "Plan 2026", "duty.no_total", Words("da"))
    assert line == f"Styrelsen, Plan 2026. {Words('da').t('duty.no_total')}"
    marked = owner.model_copy(update={"fictional": True})
    assert (
        write_no_total(marked, "Plan 2026", "duty.no_total", Words("da"))
        == f"{line}  [{Words('da').t('word.fictional')}]"
    )
