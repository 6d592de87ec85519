"""A note that was filed says on file what it said when it was sent."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.filing.document_rows import make_document
from export.filing.filed_paper import FilingGround, make_filed_paper
from export.filing.kept_note import freeze_note, make_note_sections
from export.papers.kinds import note_paper
from export.papers.paper import Bullets, Paper, PaperSection, PaperTable
from metrics.facts.fact_history import FactHistory
from metrics.filing.filed_document import FiledKind
from metrics.filing.journal import JournalEntry
from metrics.paper.kinds import Marking
from tests.papers import APPEALS, MADE, example_ground
from words.language import Words


def plain(section: PaperSection) -> PaperSection:
    """A section whose cells have nothing but what is kept of them."""
    return replace(
        section,
        blocks=tuple(
            replace(block, rows=tuple(tuple(replace(cell, value=None) for cell in row) for row in block.rows))
            if isinstance(block, PaperTable)
            else block
            for block in section.blocks
        ),
    )


@pytest.mark.parametrize("lang", ["da", "en"])
def test_it_says_what_it_said_in_the_language_it_was_sent_in(sqlite_filled: Path, lang: str) -> None:
    ground, words = example_ground(sqlite_filled), Words(lang)
    kept = json.loads(json.dumps(freeze_note(ground, words)))
    moment, *told = make_note_sections(kept, Words("da"))
    sent = note_paper.make_note_paper(ground, words).sections
    assert told == [plain(section) for section in sent]
    assert any(isinstance(block, PaperTable) for section in sent for block in section.blocks)
    (said,) = moment.blocks
    assert "Status pr. 20. november 2026, som det var kendt" in str(said).replace("\u00a0", " ")


def test_on_file_it_is_marked_as_advice_to_the_department(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    said = {"plan": APPEALS, "person": "head@example.dk", "role": "head"}
    found = make_document(
        FiledKind.NOTE,
        1,
        {**said, "document": freeze_note(ground, Words("da"))},
        owners=("eksempel-ankenaevn",),
        plans=(APPEALS,),
        at=MADE,
    )
    of_file = FilingGround(tuple(ground.versions[APPEALS]), ground.catalogue, FactHistory((), (), (), ()))
    paper = make_filed_paper(found, JournalEntry(found.document), of_file, Words("da"))
    assert (paper.head.title, paper.head.marking) == ("Notat til ledelsen", Marking.MINISTER)
    assert "head@example.dk" in str(paper.sections[0])
    assert [section.title for section in paper.sections[2:]][1:3] == ["Til beslutning", "I risiko"]


def test_what_is_known_today_is_known_as_of_the_hour_it_was_made(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, day=date(2026, 11, 30))
    assert freeze_note(ground, Words("da"))["known_at"] == MADE.isoformat()


def test_what_no_note_has_is_not_kept_in_part(sqlite_filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ground = example_ground(sqlite_filled)
    whole = note_paper.make_note_paper(ground, Words("da"))
    other = Paper(whole.head, (PaperSection("", (Bullets(("x",)),)),))
    monkeypatch.setattr("export.filing.kept_note.make_note_paper", lambda *_: other)
    with pytest.raises(TypeError, match="Bullets"):
        freeze_note(ground, Words("da"))
