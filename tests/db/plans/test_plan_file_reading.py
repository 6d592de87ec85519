"""Plan files as files: missing, empty, too large, or in another coding."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.plans import plan_file
from metrics.errors import InvalidInput
from tests.db.plans.test_plan_file import GOOD


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "plan.toml"
    path.write_bytes(data)
    return path


def codes(path: Path) -> list[tuple[str, str, object]]:
    with pytest.raises(InvalidInput) as refused:
        plan_file.read_plan(path)
    return [(p.code, p.place, p.params.get("line")) for p in refused.value.problems]


def test_a_file_in_utf_8_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        assert plan_file.read_plan(written(tmp_path, GOOD.encode(encoding))).department == "Departementet"


def test_a_file_in_latin_1_names_the_line_it_breaks_on(tmp_path: Path) -> None:
    line = GOOD[: GOOD.index("Milepæle")].count("\n") + 1
    assert codes(written(tmp_path, GOOD.encode("latin-1"))) == [("file_not_utf8", "plan.toml", line)]


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(tmp_path: Path, data: bytes) -> None:
    assert codes(written(tmp_path, data)) == [("file_empty", "plan.toml", None)]


def test_a_file_that_is_not_there_and_a_folder_are_missing_files(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        assert codes(path) == [("file_missing", str(path), None)]


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, b"")
    with path.open("r+b") as file:
        file.truncate(200_000_000)
    assert codes(path) == [("file_too_large", "plan.toml", None)]


def test_the_largest_file_allowed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(GOOD.encode())
    monkeypatch.setattr(plan_file, "LARGEST_FILE", size)
    assert plan_file.read_plan(written(tmp_path, GOOD.encode())).id == "plan-2017"
    monkeypatch.setattr(plan_file, "LARGEST_FILE", size - 1)
    assert codes(written(tmp_path, GOOD.encode())) == [("file_too_large", "plan.toml", None)]
