"""Each reader sees the documents that their party has, and the numbers it gave."""

from __future__ import annotations

from tests.pages.conftest import Open
from tests.pages.cycle.parts.journal.filed import PLAN, see, show, titles

PAY = "Beslutning om resultatløn"


def test_what_is_decided_on_pay_is_seen_by_those_alone_who_decide(open_page: Open) -> None:
    assert PAY in titles(show(open_page, "head", institution="eksempel-ankenaevn"))
    for role in ("reader", "reporter", "chief", "auditor", "desk"):
        assert PAY not in see(show(open_page, role, institution="eksempel-ankenaevn"))


def test_a_party_has_a_column_for_its_own_number_and_a_reader_none(open_page: Open) -> None:
    own, theirs = "Institutionens j.nr.", "Departementets j.nr."
    for role, shown in (("chief", {own}), ("head", {theirs}), ("reader", set()), ("auditor", set())):
        said = see(show(open_page, role, plan=PLAN))
        assert {one for one in (own, theirs) if one in said} == shown


def test_the_page_is_read_in_english(open_page: Open) -> None:
    said = see(show(open_page, "controller", plan=PLAN, lang="en"))
    assert "3 documents are sent or final. 2 lack the department's journal number." in said
    assert "Amendment to the plan (plan version 2)" in said
