"""Facts of institutions, each known by itself, are joined to what is known of all."""

from __future__ import annotations

from datetime import date

from metrics.facts.facts import FactHistory
from metrics.facts.joined_facts import join_facts, join_histories
from metrics.periods import find_day_end
from tests.factories import broken, event, event_frame, observation_frame, result

DAY = date(2018, 1, 1)
NORTH = [result("2016", "4", owner="north"), result("2017", "5", owner="north")]
SOUTH = [result("2017", "6", owner="south")]
SAID = [event("1.1", "met", date(2017, 6, 1), plan="of-north")]
BREAKS = [broken(date(2017, 1, 1), institution="south")]


def test_what_is_known_of_each_is_together_what_is_known_of_all() -> None:
    parts = {
        "south": FactHistory.of(observation_frame(SOUTH), event_frame([]), breaks=BREAKS),
        "north": FactHistory.of(observation_frame(NORTH), event_frame(SAID)),
    }
    whole = FactHistory.of(observation_frame([*NORTH, *SOUTH]), event_frame(SAID), breaks=BREAKS)
    assert join_histories(parts) == whole
    moment = DAY, find_day_end(DAY)
    known = join_facts([part.known(*moment) for part in parts.values()], *moment)
    assert known == whole.known(*moment)
    assert {owner: len(values) for (owner, _), values in known.series.items()} == {"north": 2, "south": 1}


def test_of_nobody_nothing_is_known() -> None:
    nothing = join_facts([], DAY, find_day_end(DAY))
    assert (nothing.as_of, nothing.series, nothing.events) == (DAY, {}, {})
    assert join_histories({}) == FactHistory((), (), (), ())
