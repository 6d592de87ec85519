"""What a close describes is what the pages show of the same moment."""

from __future__ import annotations

from datetime import date

from db.meetings import meeting_freezing, meeting_queries
from db.results import result_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.facts.schema import Event, EventKind
from tests.db.meetings.held import NOW, OWN, PLAN, QUARTER


def test_what_is_known_by_then_is_in_the_document(url: str) -> None:
    def describe() -> dict[str, str]:
        with open_reading(url, sees=EVERYTHING) as session:
            found = meeting_queries.read_meetings(session, OWN)
            document = meeting_freezing.describe_meeting(session, found, QUARTER, ["cpr"], NOW)
        (plan,) = document["plans"]
        assert (plan["plan"], plan["name"]) == (PLAN, "CPR-administrationen")
        return {leaf["number"]: leaf["status"] for goal in plan["goals"] for leaf in goal["criteria"]}

    assert describe()["1.2.1"] == "overdue_data"
    with open_writing(url, MACHINE) as session:
        met = Event(PLAN, "1.2.1", EventKind.MET, date(2017, 6, 1))
        result_commands.record_results(session, [], [met], NOW)
    assert describe()["1.2.1"] == "met"


def test_a_meeting_about_others_has_no_plans_of_this_one(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session:
        found = meeting_queries.read_meetings(session, OWN)
        assert meeting_freezing.describe_meeting(session, found, QUARTER, ["other"], NOW)["plans"] == []
