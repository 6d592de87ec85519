"""A plan's texts are let go once a package of what is there now was made, or with a reason why there is none."""

from __future__ import annotations

import pytest

from db.filing import archive_commands
from db.session import open_writing
from metrics.access import Person
from metrics.errors import InvalidInput
from metrics.plan.terms import Party
from tests.db.filing.filed_years import PLAN, hold
from tests.db.meetings.held import BOTH, HEAD
from tests.db.recorded import record
from tests.db.reports.played import CHIEF

BY_ALL = Person("all", BOTH.grants, acts_for_both=True)


def test_an_archive_is_demanded_of_what_is_there_now_or_a_reason(url: str) -> None:
    def demand(without: str = "") -> list[str]:
        with open_writing(url, BY_ALL) as session:
            try:
                archive_commands.demand_archive(session, PLAN, without)
            except InvalidInput as refused:
                return [one.code for one in refused.problems]
        return []

    def archive(party: Party | None = None) -> None:
        with open_writing(url, BY_ALL) as session:
            archive_commands.record_archive(session, PLAN, party, "0" * 64, hold(url, party).content)

    assert demand() == ["archive_needed"]
    assert demand(" ") == ["archive_needed"]
    archive(Party.DEPARTMENT)
    assert demand() == ["archive_needed"]
    archive()
    assert demand() == []
    record(url, {})
    assert demand() == ["archive_old"]
    assert demand("Bevares ikke") == []
    archive()
    assert demand() == []


@pytest.mark.parametrize("by", [HEAD, CHIEF])
def test_the_whole_is_archived_by_nobody_who_is_of_one_party(url: str, by: Person) -> None:
    with open_writing(url, by) as session, pytest.raises(InvalidInput) as refused:
        archive_commands.record_archive(session, PLAN, None, "0" * 64, "0" * 64)
    assert [one.code for one in refused.value.problems] == ["not_permitted"]
    own = Party.DEPARTMENT if by is HEAD else Party.INSTITUTION
    with open_writing(url, by) as session:
        archive_commands.record_archive(session, PLAN, own, "0" * 64, "0" * 64)
