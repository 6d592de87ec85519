"""The command that writes papers."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from db import session
from db.audit import chain
from db.scope import EVERYTHING
from tests.area_meetings import OTHERS, hold
from tests.fixtures.terminal import Run
from tests.papers import APPEALS

AS_OF = ("--as-of", "2026-11-20")


@pytest.mark.parametrize(
    ("form", "begins"), [("pdf", b"%PDF-1.7"), ("docx", b"PK"), ("xlsx", b"PK"), ("pptx", b"PK")]
)
def test_a_paper_is_written_in_each_format(stocked: Run, tmp_path: Path, form: str, begins: bytes) -> None:
    file = tmp_path / f"paper.{form}"
    done = stocked("paper", APPEALS, "--kind", "plan", "--format", form, *AS_OF, "-o", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Resultatplanens status er skrevet i {file}.\n"
    assert file.read_bytes().startswith(begins)


def test_a_paper_is_in_the_language_asked_for_and_as_pdf_where_nothing_is_said(
    stocked: Run, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    assert (
        stocked("paper", APPEALS, "--kind", "plan", "--lang", "en", *AS_OF, "-o", str(file)).returncode == 0
    )
    with pikepdf.open(BytesIO(file.read_bytes())) as pdf:
        assert str(pdf.Root.Lang) == "en"


@pytest.mark.parametrize(("kind", "entry"), [("plan", "export.paper"), ("note", "export.own_paper")])
def test_that_a_paper_left_is_in_the_audit(
    stocked: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, entry: str
) -> None:
    file = tmp_path / "paper.pdf"
    assert stocked("paper", APPEALS, "--kind", kind, *AS_OF, "-o", str(file)).returncode == 0
    with session.open_reading(f"sqlite:///{tmp_path / 'test.db'}", sees=EVERYTHING) as db:
        last = chain.read_entries(db)[-1]
    assert (last.action, last.subject) == (entry, APPEALS)


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        (("--kind", "minister"), "export.own_paper"),
        (("--kind", "public", "--format", "xlsx"), "export.paper"),
        (("--kind", "preread", "--format", "pptx", "--quarter", "2026Q3"), "export.paper"),
        (("--kind", "preread", "--quarter", "2026Q3", "--of-area"), "export.own_paper"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_papers_of_a_meeting_and_for_others_are_written_and_recorded_by_whom_they_are_for(
    stocked: Run, tmp_path: Path, asked: tuple[str, ...], entry: str
) -> None:
    file = tmp_path / "paper"
    done = stocked("paper", APPEALS, *asked, *AS_OF, "-o", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_bytes()[:2] in (b"PK", b"%P")
    with session.open_reading(f"sqlite:///{tmp_path / 'test.db'}", sees=EVERYTHING) as db:
        assert chain.read_entries(db)[-1].action == entry


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--kind", "minutes", "--quarter", "2026Q3"), "Mødet om 2026Q3 er ikke afsluttet"),
        (("--kind", "minutes", "--quarter", "2020Q3"), "Der er ingen plan at holde møde om"),
        (("--kind", "plan", "--of-area"), "Resultatplanens status er ikke om et møde."),
        (("--kind", "preread", "--quarter", "2026Q3", "--own-part"), "Mødemateriale er ikke et referat."),
        (("--kind", "plan", "--year", "2026"), "er ikke en opgørelse af et år"),
        (("--kind", "annual", "--year", "1999"), "1999"),
        (("--kind", "note", "--format", "xlsx"), "Notat til ledelsen findes ikke som xlsx."),
        (("--kind", "annual", "--format", "pptx"), "Årsopgørelse findes ikke som pptx."),
        (("--kind", "quarter"), "Papiret er for ét kvartal."),
        (("--kind", "plan", "--quarter", "2026Q3"), "Resultatplanens status er ikke for et enkelt kvartal."),
        (("--kind", "plan", "--lang", "de"), "Vælg mellem: da eller en."),
        (("--kind", "quarter", "--quarter", "2026Q4"), "Rapporten for 2026Q4 var ikke afleveret på den dag."),
    ],
)
def test_what_is_not_made_is_refused_in_words_and_nothing_is_written(
    stocked: Run, tmp_path: Path, asked: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "paper.pdf"
    done = stocked("paper", APPEALS, *asked, *AS_OF, "-o", str(file))
    assert done.returncode == 1
    assert said in done.stderr
    assert not file.exists()


def test_of_an_area_s_minutes_the_part_about_the_plan_s_institution_is_written(
    stocked: Run, tmp_path: Path
) -> None:
    url, file = f"sqlite:///{tmp_path / 'test.db'}", tmp_path / "part.docx"
    hold(url)
    asked = ("--kind", "minutes", "--format", "docx", "--quarter", "2026Q3", "--own-part")
    assert stocked("paper", APPEALS, *asked, "-o", str(file)).returncode == 0
    said = "".join(Document(str(file)).element.itertext())
    assert "Eget besluttet" in said
    assert not [other for other in OTHERS if other in said]
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert chain.read_entries(db)[-1].action == "export.paper"


@pytest.mark.parametrize("asked", [("--kind", "poem"), ("--kind", "plan", "--format", "odt"), ()])
def test_a_kind_or_a_format_that_is_not_there_is_a_wrong_call(
    ready: Run, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    assert ready("paper", "cpr-2017", *asked, "-o", str(tmp_path / "x")).returncode == 2


def test_the_paper_of_a_development_plan_is_written_and_recorded_and_of_a_yearly_plan_refused(
    stocked: Run, tmp_path: Path
) -> None:
    board, file = "eksempel-ankenaevn-udviklingsplan-2025", tmp_path / "paper.docx"
    asked = ("--kind", "direction", "--format", "docx", *AS_OF, "-o", str(file))
    done = stocked("paper", board, *asked)
    assert done.stdout == f"Udviklingsplanens status er skrevet i {file}.\n"
    assert file.read_bytes().startswith(b"PK")
    with session.open_reading(f"sqlite:///{tmp_path / 'test.db'}", sees=EVERYTHING) as db:
        last = chain.read_entries(db)[-1]
    assert (last.action, last.subject) == ("export.paper", board)
    assert stocked("paper", APPEALS, *asked).returncode == 1
    slides = stocked("paper", board, "--kind", "direction", "--format", "pptx", "-o", str(file))
    assert slides.returncode == 1
    assert stocked("paper", board, "--kind", "plan", "-o", str(file)).returncode == 1
