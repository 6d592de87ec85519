"""What is refused of a PDF, however it is written."""

from __future__ import annotations

import pytest

from metrics.errors import InvalidInput
from metrics.report.evidence import pdf_inspection
from metrics.report.evidence.file_inspection import check_file
from tests import files
from tests.files import packed, pdf

ROOM = 1_000_000
BAD: dict[str, tuple[bytes, str]] = {
    "a PDF with a script": (pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "pdf_runs"),
    "a PDF with a script in disguise": (pdf(b"<< /S /J#61va#53cript >>"), "pdf_runs"),
    "a PDF with a packed script": (pdf(packed(b"<< /S /JavaScript >>")), "pdf_runs"),
    "a PDF that starts a program": (pdf(packed(b"<</S/Launch/F(cmd.exe)>>", told=b"/Obj#53tm")), "pdf_runs"),
    "a PDF that is packed otherwise": (
        pdf(packed(b"x", filtered=b"/LZWDecode").replace(b"x\x9c", b"!!")),
        "file_damaged",
    ),
    "a PDF that swells": (pdf(packed(bytes(ROOM + 1))), "file_swells"),
    "a locked PDF": (pdf(b"<< /Encrypt 5 0 R >>"), "file_encrypted"),
    "a PDF cut off": (files.PDF[:-8] + bytes(2_000), "file_damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_pdf_that_runs_something_or_hides_what_it_does_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_inspection, "LARGEST_UNPACKED", ROOM)
    content, code = BAD[name]
    with pytest.raises(InvalidInput) as refused:
        check_file("x.pdf", content)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_very_many_lists_are_refused_before_each_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_inspection, "MOST_LISTS", 10)
    with pytest.raises(InvalidInput, match="file_swells"):
        check_file("x.pdf", pdf(b"/ObjStm stream\n" * 11))


def test_what_only_looks_like_such_a_name_is_none() -> None:
    check_file("x.pdf", pdf(b"<< /JavaScripts /Launcher /Encryption (a /JS b) >>"))
