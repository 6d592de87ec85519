"""What a close keeps: plain values that stay as they were."""

from __future__ import annotations

import json
from datetime import date

from metrics.followup.outlook import find_outlook
from metrics.followup.thresholds import USUAL
from metrics.meeting.agenda import view_meeting
from metrics.meeting.meeting_document import freeze_meeting
from metrics.meeting.meeting_entries import FollowedEntry
from metrics.periods import Period
from tests.factories import catalogue, event, facts, goal, milestone, plan
from tests.meetings import AUGUST, line, steps

PLAN = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1", date(2017, 12, 31))))


def test_a_close_keeps_figures_statuses_and_what_was_captured_as_plain_values() -> None:
    known = facts(event("1.1", on=date(2017, 6, 20)), as_of=AUGUST, known_at=AUGUST)
    view = view_meeting(
        [find_outlook(PLAN, known, catalogue(), USUAL)], Period.parse("2017Q2"), lambda _: {}, lambda _: USUAL
    )
    course = steps("opened", "attended", words="Head, controller", absent="Chief")
    old = [FollowedEntry(line(1), line(2, "done", on=AUGUST)), FollowedEntry(line(3))]
    facts_of = {"plan-2017": {"plan_version": 1, "name": "I", "report": {"state": "open"}}}
    kept = freeze_meeting(course, view, [line(7), line(9)], old, facts_of)
    assert json.loads(json.dumps(kept)) == kept
    assert (kept["institution"], kept["area"], kept["quarter"]) == ("inst", "", "2017Q2")
    assert (kept["attended"], kept["absent"]) == ("Head, controller", "Chief")
    assert (kept["as_of"], kept["entries"]) == ("2017-08-01", [7, 9])
    assert kept["old"] == [{"entry": 1, "done": "2017-08-01"}, {"entry": 3, "done": None}]
    (frozen,) = kept["plans"]
    assert frozen["total"] == {"secured": "50", "open": "50", "lost": "0"}
    assert frozen["since"] == "2017-04-14"
    assert frozen["plan_version"] == 1
    assert (frozen["goals"][0]["number"], frozen["goals"][0]["status"]) == ("1", "met")
    assert frozen["goals"][0]["reasons"] == []


def test_a_meeting_without_plans_keeps_no_day() -> None:
    view = view_meeting([], Period.parse("2017Q2"), lambda _: {}, lambda _: USUAL)
    kept = freeze_meeting(steps("opened"), view, [], [], {})
    assert (kept["as_of"], kept["plans"], kept["attended"]) == (None, [], "")
