"""The rows of a report that cannot be written in."""

from __future__ import annotations

from pages.cycle.parts import entry_text
from tests.pages.cycle.filling import MILESTONE, STOCK, read_draft, write_as_colleague
from words.language import Words


def test_what_was_typed_stands_there_as_text(database: str) -> None:
    write_as_colleague(STOCK, "value", "133")
    write_as_colleague(STOCK, "precision", "ca.")
    write_as_colleague(STOCK, "chosen", "ja")
    write_as_colleague(MILESTONE, "status", "claimed")
    report = read_draft()
    lines = {line.key: line for line in report.lines}
    stock = entry_text.draw_line(lines[STOCK], report, Words("da"))
    said = ("Tal: <b>133</b>", "Præcision: <b>ca.</b>", "<br>valgt blandt flere kilder")
    assert [one for one in said if one not in stock] == []
    assert "<b>Gennemført</b>" in entry_text.draw_line(lines[MILESTONE], report, Words("da"))
    assert "ikke udfyldt" in entry_text.draw_line(lines["goal:1.1"], report, Words("da"))
