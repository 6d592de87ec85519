"""The state that a process holds is read on from, by every version that is asked for."""

from __future__ import annotations

from pages.ui.data_version import find_version
from pages.ui.kept.held_state import read_state_at
from tests.pages.conftest import record


def test_a_later_version_shares_what_nothing_was_added_to_and_an_earlier_one_is_the_newest(
    database: str,
) -> None:
    earlier = find_version(database)
    before = read_state_at(database, earlier)
    assert read_state_at(database, earlier) is before
    record(database, ("cpr", "sygefravaer", "2020-10/2021-09", "6.5"))
    after = read_state_at(database, find_version(database))
    assert after.newest == find_version(database)[1:] != before.newest
    assert [key for key, part in after.parts.items() if part is not before.parts[key]] == ["cpr"]
    assert read_state_at(database, earlier).parts == after.parts
