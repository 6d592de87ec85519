"""What a minister may be asked about: what is lost first, then the largest weight, and no more than half a page."""

from __future__ import annotations

from pathlib import Path

from metrics.paper.questions import MOST_ASKED, find_asked_goals
from metrics.status import Status
from tests.papers import example_ground


def test_lost_goals_come_before_those_at_risk_and_quiet_ones_are_left_out(sqlite_filled: Path) -> None:
    for plan in ("eksempel-tilsyn-2026", "eksempel-ankenaevn-2026", "eksempel-register-2026"):
        outlook = example_ground(sqlite_filled, plan).outlook
        found = find_asked_goals(outlook)
        assert 0 < len(found) <= MOST_ASKED
        lost = [one.goal.status in (Status.NOT_MET, Status.OUT_OF_REACH) for one in found]
        assert lost == sorted(lost, reverse=True)
        quiet = {Status.MET, Status.ON_TRACK, Status.NOT_DUE, Status.UNKNOWN, Status.WITHDRAWN}
        assert not quiet & {one.goal.status for one in found}
        for one in found:
            leaves = list(one.goal.leaves())
            same = [leaf for leaf in leaves if leaf.status is one.goal.status]
            assert one.leaf == (same or leaves)[0]
