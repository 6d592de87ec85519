"""Names of files: what is taken out of them, and what every name is afterwards."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.report.evidence.evidence_file import FileKind
from metrics.report.evidence.file_names import LONGEST_NAME, SUFFIXES, clean_file_name

TURNED, HIDDEN = "\u202e", "\u200b"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Referat, møde 3.pdf", "Referat, møde 3.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ann\\kvittering.PDF", "kvittering.pdf"),
        ("program.exe", "program.exe.pdf"),
        (f"faktura{TURNED}fdp.exe", "fakturafdp.exe.pdf"),
        (f"a{HIDDEN}b\r\nSet-Cookie: x\x00.pdf", "ab Set-Cookie_ x.pdf"),
        ('a"b<c>|d?.pdf', "a_b_c__d_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("aux", "_aux.pdf"),
        (".pdf", "bilag.pdf"),
        ("...", "bilag.pdf"),
        ("", "bilag.pdf"),
        ("A\u030a.pdf", "Å.pdf"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_left_without_what_deceives(name: str, clean: str) -> None:
    assert clean_file_name(name, FileKind.PDF) == clean


def test_a_picture_keeps_either_ending() -> None:
    assert clean_file_name("a.jpeg", FileKind.JPEG) == "a.jpeg"
    assert clean_file_name("a.png", FileKind.JPEG) == "a.png.jpg"


@given(st.text(), st.sampled_from(FileKind))
def test_every_name_can_stand_anywhere_and_ends_as_its_kind(name: str, kind: FileKind) -> None:
    clean = clean_file_name(name, kind)
    assert clean.endswith(SUFFIXES[kind])
    assert len(clean) <= LONGEST_NAME + 1
    assert not {"/", "\\", '"', ":", "<"} & set(clean)
    assert all(unicodedata.category(sign)[0] != "C" for sign in clean)
    assert clean.strip(" .") == clean
    assert clean_file_name(clean, kind) == clean
