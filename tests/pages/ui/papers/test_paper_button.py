"""A paper in Word is offered where it can be made, and else what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from export.papers.writers.word_template import VARIABLE
from tests.pages.conftest import Open, text
from tests.papers import APPEALS


@pytest.mark.usefixtures("database")
def test_a_word_template_that_cannot_be_used_is_told_in_place_of_the_button(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "skabelon.docx"
    broken.write_bytes(b"no archive")
    monkeypatch.setenv(VARIABLE, str(broken))
    said = text(open_page("plan", plan=APPEALS, as_of="2026-11-20", paper="plan", format="docx"))
    assert "Papiret kan ikke laves i Word. Kontakt systemadministratoren." in said
    assert "skabelon.docx er ikke en Word-skabelon, der kan bruges." in said
    other = text(open_page("plan", plan=APPEALS, as_of="2026-11-20", paper="plan", format="pdf"))
    assert "skabelon.docx" not in other
