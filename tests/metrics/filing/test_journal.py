"""The journal has every document with the newest number of each party, and finds what is asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from metrics.filing.filed_document import Audience, FiledKind
from metrics.filing.journal import (
    LONGEST_NUMBER,
    JournalEntry,
    JournalQuery,
    find_number_problems,
    make_entries,
    make_extract,
    select_entries,
)
from metrics.plan.terms import Party
from tests.filed import AT, document, given

OWN, DEPARTMENT = Party.INSTITUTION, Party.DEPARTMENT


def test_of_the_numbers_of_a_party_the_last_one_counts_and_an_empty_one_is_none() -> None:
    (entry,) = make_entries([document()], [given(OWN, "1"), given(DEPARTMENT, "2"), given(OWN, "3")])
    assert (entry.find_number(OWN), entry.find_number(DEPARTMENT)) == ("3", "2")
    (taken,) = make_entries([document()], [given(OWN, "1"), given(OWN, "")])
    assert taken.is_missing(OWN)


def test_a_number_that_stands_in_the_document_counts_until_another_is_given_or_it_is_taken_back() -> None:
    stated = document(stated=((OWN, "2017-1"),))
    assert JournalEntry(stated).find_number(OWN) == "2017-1"
    assert not JournalEntry(stated).is_missing(OWN)
    assert JournalEntry(stated).is_missing(DEPARTMENT)
    assert JournalEntry(stated, {OWN: given(OWN, "")}).is_missing(OWN)


def test_a_party_misses_no_number_of_what_it_has_not_got() -> None:
    internal = JournalEntry(document(audience=Audience.INSTITUTION))
    assert (internal.is_missing(OWN), internal.is_missing(DEPARTMENT)) == (True, False)


def test_a_document_is_changed_when_it_says_something_else_than_when_it_was_numbered() -> None:
    entry = JournalEntry(document(), {OWN: given(OWN, "1", digest="e" * 64)})
    assert entry.is_changed
    assert not JournalEntry(document(), {OWN: given(OWN, "", digest="e" * 64)}).is_changed


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (JournalQuery(), ["a", "b"]),
        (JournalQuery(plan="cpr-2018"), ["b"]),
        (JournalQuery(institution="cpr"), ["a", "b"]),
        (JournalQuery(institution="other"), []),
        (JournalQuery(since=date(2017, 7, 11)), ["b"]),
        (JournalQuery(since=date(2017, 7, 10), until=date(2017, 7, 10)), ["a"]),
        (JournalQuery(until=date(2017, 7, 9)), []),
        (JournalQuery(missing=OWN), ["b"]),
        (JournalQuery(missing=DEPARTMENT), ["a", "b"]),
        (JournalQuery(area="Area"), []),
    ],
)
def test_what_is_asked_for_is_found_both_days_included(wanted: JournalQuery, found: list[str]) -> None:
    documents = [
        document(key="b", at=AT + timedelta(days=1), plans=("cpr-2018",)),
        document(key="a"),
    ]
    entries = make_entries(documents, [given(OWN, "1", "a")])
    assert [one.document.key for one in select_entries(entries, wanted)] == found


def test_an_extract_leaves_out_what_is_internal_and_what_is_not_agreed_and_counts_it() -> None:
    documents = [
        document(key="a"),
        document(key="b", kind=FiledKind.RETURN, audience=Audience.INSTITUTION),
        document(key="c", kind=FiledKind.MINUTES, audience=Audience.MEETING, is_draft=True),
        document(key="d", kind=FiledKind.MINUTES, audience=Audience.MEETING),
        document(key="e", kind=FiledKind.RETURN, audience=Audience.INSTITUTION),
    ]
    extract = make_extract(make_entries(documents, []))
    assert [one.document.key for one in extract.entries] == ["a", "d"]
    assert extract.left_out == {"minutes": 1, "return": 2}


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("2017-1", []),
        ("x" * LONGEST_NUMBER, []),
        ("x" * (LONGEST_NUMBER + 1), ["text_too_long"]),
        ("2017\x00", ["not_understood"]),
        ("", ["journal_same"]),
    ],
)
def test_what_is_wrong_with_a_number(number: str, codes: list[str]) -> None:
    found = find_number_problems(JournalEntry(document()), OWN, number, "number")
    assert [one.code for one in found] == codes


def test_the_other_party_s_own_document_gets_no_number_and_the_same_one_is_not_given_twice() -> None:
    internal = JournalEntry(document(audience=Audience.DEPARTMENT))
    assert [one.code for one in find_number_problems(internal, OWN, "1", "")] == ["journal_of_other"]
    numbered = JournalEntry(document(), {OWN: given(OWN, "1")})
    assert [one.code for one in find_number_problems(numbered, OWN, "1", "")] == ["journal_same"]
    assert [one.code for one in find_number_problems(numbered, OWN, "", "")] == []
