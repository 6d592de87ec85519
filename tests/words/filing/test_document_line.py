"""A document says what it is, what it is about in short, and whom it is from, in both languages."""

from __future__ import annotations

import pytest

from metrics.filing.filed_document import Audience, FiledKind
from metrics.filing.journal import JournalExtract
from tests.filed import document
from words.filing.document_line import SHORT, write_left_out, write_sender, write_subject, write_title
from words.language import Words

DA, EN = Words("da"), Words("en")
TITLES = {"cpr-2017": "Resultatplan 2017"}


@pytest.mark.parametrize(
    ("said", "da", "en"),
    [
        (
            {},
            "Kvartalsrapport for 2. kvartal 2017, afleveret (version 1)",
            "Report for Q2 2017, handed in (version 1)",
        ),
        ({"kind": FiledKind.PLAN, "quarter": ""}, "Underskrevet resultatplan", "Signed plan"),
        (
            {"kind": FiledKind.MINUTES, "is_draft": True},
            "Udkast til referat af kvartalsmødet om 2. kvartal 2017 (version 1)",
            "Draft minutes of the quarterly meeting about Q2 2017 (version 1)",
        ),
    ],
)
def test_a_title_says_what_it_is(said: dict[str, object], da: str, en: str) -> None:
    one = document(**said)
    assert (write_title(one, DA), write_title(one, EN)) == (da, en)


def test_a_subject_is_the_plan_the_goals_and_the_words_in_short() -> None:
    one = document(goals=("2.1", "3"), words="Hvornår\n er  det?")
    assert write_subject(one, TITLES, DA) == "Resultatplan 2017 · mål 2.1 og 3 · Hvornår er det?"
    long = write_subject(document(words="x" * 500), {}, DA)
    assert long == f"cpr-2017 · {'x' * (SHORT - 1)}…"
    assert write_subject(document(area="Ministeriet"), TITLES, DA) == "Ministeriet"


def test_the_sender_is_a_party_or_both() -> None:
    assert write_sender(document(), DA) == "Institutionen"
    assert write_sender(document(kind=FiledKind.PLAN), EN) == "Both parties"


def test_what_is_left_out_is_counted_by_what_it_is() -> None:
    assert write_left_out(JournalExtract([], {}), DA) == "Ingen dokumenter er udeladt."
    said = write_left_out(JournalExtract([], {"minutes": 1, "return": 2}), DA)
    assert said.startswith("3 dokumenter er udeladt som interne: referater, der ikke er godkendt")
    assert said.endswith("og returneringer i institutionen (2).")
    assert document(audience=Audience.SHARED).audience.is_internal is False
