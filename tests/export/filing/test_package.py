"""The package has each document as PDF and data, every row with its columns described, and a manifest of it all."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest

from db.filing.archive_reading import Holding
from export.filing.package import make_package
from metrics.plan.terms import Party
from tests.db.filing.filed_years import hold


@pytest.fixture(scope="module")
def package(holding: Holding) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(make_package(holding))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def manifest(package: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(package["manifest.json"])
    return found


def test_the_same_content_gives_the_same_bytes_on_another_reading(played: str, holding: Holding) -> None:
    assert make_package(hold(played)) == make_package(holding)


def test_the_manifest_tells_of_every_file_and_no_moment_of_its_own(package: dict[str, bytes]) -> None:
    told = {one["path"]: (one["sha256"], one["size"]) for one in manifest(package)["files"]}
    assert told == {
        name: (hashlib.sha256(content).hexdigest(), len(content))
        for name, content in package.items()
        if name != "manifest.json"
    }
    assert "made" not in manifest(package)


def test_a_document_s_digest_is_that_of_its_file_and_its_pdf_says_it(package: dict[str, bytes]) -> None:
    documents = manifest(package)["documents"]
    kinds = ["plan", "exception", "return", "report", "question", "answer", "deviation", "minutes", "comment"]
    assert [one["kind"] for one in documents] == kinds
    for one in documents:
        data, paper = one["files"]
        assert hashlib.sha256(package[data]).hexdigest() == one["sha256"]
        with pikepdf.open(io.BytesIO(package[paper])) as opened:
            assert str(opened.docinfo["/Title"]) == one["title"]
    report = documents[3]
    assert report["numbers"] == {"department": None, "institution": "=2017-1"}
    assert (report["date"], report["from"]) == ("2017-07-10", "Institutionen")


def test_every_table_is_there_as_csv_and_json_and_every_column_is_described(
    package: dict[str, bytes],
) -> None:
    described = json.loads(package["data/kolonner.json"])
    tables = {one["tabel"] for one in described}
    assert {f"data/{table}.{end}" for table in tables for end in ("csv", "json")} < set(package)
    for table in tables:
        columns = [one["kolonne"] for one in described if one["tabel"] == table]
        heads = package[f"data/{table}.csv"].decode("utf-8-sig").splitlines()[0]
        assert heads == ";".join(columns)
    assert all(one["kolonnens_indhold"] and one["tabellens_indhold"] for one in described)
    values = [row["value"] for row in json.loads(package["data/maalinger.json"])]
    assert "78.9" in values
    assert ";78,9;" in package["data/maalinger.csv"].decode()


def test_what_was_typed_is_text_in_every_format(package: dict[str, bytes]) -> None:
    assert "'=Send en plan" in package["data/moedelinjer.csv"].decode()
    assert json.loads(package["data/moedelinjer.json"])[0]["text"] == "=Send en plan"
    assert "'=2017-1" in package["journal.csv"].decode()


def test_a_party_s_package_has_nothing_of_the_other_s_own(played: str) -> None:
    with ZipFile(io.BytesIO(make_package(hold(played, Party.DEPARTMENT)))) as opened:
        told = json.loads(opened.read("manifest.json"))
        everything = b"".join(opened.read(name) for name in opened.namelist() if not name.endswith(".pdf"))
    assert (told["parties"], told["documents_of_other_party_left_out"]) == (["department"], 1)
    assert "return" not in {one["kind"] for one in told["documents"]}
    assert b"Skriv mere om 1.2" not in everything
    assert b"=2017-1" not in everything


def test_it_can_be_read_as_a_file(tmp_path: Path, holding: Holding) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(make_package(holding))
    with ZipFile(file) as opened:
        assert opened.testzip() is None
        assert opened.read("LAESMIG.txt").decode().startswith("Arkivpakke for CPR-administrationen")
