"""A package is whole when every file is the one its manifest tells of; whatever is done to it is found."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from zipfile import ZipFile

import pytest

from export.filing.package_check import check_package

Files = dict[str, bytes]


def pack(files: Files, *, twice: str = "") -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
        if twice:
            with pytest.warns(UserWarning, match="Duplicate"):
                package.writestr(twice, b"other")
    return packed.getvalue()


def whole() -> Files:
    files = {"a.json": b"{}", "data/b.csv": b"x;y"}
    told = [{"path": path, "sha256": hashlib.sha256(one).hexdigest()} for path, one in files.items()]
    return {**files, "manifest.json": json.dumps({"files": told}).encode()}


def changed(change: Callable[[Files], object]) -> bytes:
    files = whole()
    change(files)
    return pack(files)


def codes(content: bytes, expected: str = "") -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in check_package(content, expected).problems]


def test_a_whole_package_has_nothing_wrong_and_tells_its_digest() -> None:
    content = pack(whole())
    found = check_package(content, hashlib.sha256(content).hexdigest().upper())
    assert (found.problems, found.files, found.digest) == ((), 2, hashlib.sha256(content).hexdigest())


def test_everything_that_was_done_to_it_is_found_at_once() -> None:
    def change(files: Files) -> None:
        files["a.json"] = b"{ }"
        del files["data/b.csv"]
        files["c.txt"] = b"new"

    assert codes(changed(change)) == [
        ("package_changed", "a.json"),
        ("package_file_missing", "data/b.csv"),
        ("package_extra", "c.txt"),
    ]
    assert codes(pack(whole(), twice="a.json")) == [
        ("package_twice", "a.json"),
        ("package_changed", "a.json"),
    ]


def test_a_package_whose_manifest_was_changed_too_is_not_the_one_on_record() -> None:
    known = hashlib.sha256(pack(whole())).hexdigest()
    files = whole()
    files["a.json"] = b"[]"
    told = json.loads(files["manifest.json"])
    told["files"][0]["sha256"] = hashlib.sha256(b"[]").hexdigest()
    files["manifest.json"] = json.dumps(told).encode()
    assert codes(pack(files)) == []
    assert codes(pack(files), known) == [("package_other", "")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no package",
        pack({"a.json": b"{}"}),
        pack({"manifest.json": b"{"}),
        pack({"manifest.json": b"[1]"}),
        pack({"manifest.json": b'{"files": [{"path": 1}]}'}),
        pack(whole())[:-30],
    ],
)
def test_what_is_no_whole_package_is_said_to_be_none(content: bytes) -> None:
    assert codes(content) == [("package_broken", "")]


def test_a_byte_that_was_turned_within_a_file_is_found() -> None:
    content = bytearray(pack(whole()))
    place = content.index(b"x;y")
    content[place] ^= 1
    assert ("package_changed", "data/b.csv") in codes(bytes(content))
