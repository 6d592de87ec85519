"""The archive of an erasure has what is erased, is never written over, and is gone where nothing was erased."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from db.audit.erase_commands import Replacement
from export.erasure_archive import keep_archive, make_archive
from metrics.errors import InvalidInput
from words.language import Words

ONE = Replacement("decisions", 1, "by", "Ann Holm, æøå", "sha256:0")


def test_it_has_every_text_where_it_stood_and_the_salt() -> None:
    made = make_archive([ONE], "salt", "Sag 12", [], Words("da"), files={"k": b"x"})
    with ZipFile(io.BytesIO(made)) as package:
        assert package.namelist() == ["erased.json", "audit.csv", "files/k"]
        assert package.read("files/k") == b"x"
        said = json.loads(package.read("erased.json"))
        assert package.read("audit.csv").startswith(b"\xef\xbb\xbf")
    assert said == {
        "reason": "Sag 12",
        "salt": "salt",
        "texts": [{"table": "decisions", "row": 1, "column": "by", "text": ONE.text, "instead": ONE.instead}],
    }


def test_its_digest_is_that_of_the_file_and_others_cannot_read_it(tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    with keep_archive(file, b"content") as digest:
        assert digest == f"sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    file.write_bytes(b"before")
    with pytest.raises(InvalidInput), keep_archive(file, b"content"):
        pass
    assert file.read_bytes() == b"before"


def test_it_is_removed_where_nothing_was_erased(tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    with pytest.raises(ZeroDivisionError), keep_archive(file, b"content"):
        raise ZeroDivisionError
    assert not file.exists()
