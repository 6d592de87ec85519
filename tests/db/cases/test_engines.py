"""Engines that are not installed."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

from db.cases.engines import EngineName, open_cases
from metrics.errors import InvalidInput


@pytest.mark.parametrize("engine", [EngineName.DUCKDB, EngineName.SPARK])
def test_an_engine_that_is_not_installed_is_told_by_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: EngineName
) -> None:
    package = {EngineName.DUCKDB: "duckdb", EngineName.SPARK: "pyspark"}[engine]
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InvalidInput) as missing, open_cases([tmp_path / "x.parquet"], engine):
        pass
    assert [(one.code, one.params) for one in missing.value.problems] == [
        ("package_missing", {"package": package})
    ]


def test_several_files_are_one_list(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.parquet" for n in (1, 2)]
    for number, file in enumerate(files):
        pl.DataFrame({"n": [number]}).write_parquet(file)
    for engine in (EngineName.POLARS, EngineName.DUCKDB):
        with open_cases(files, engine) as cases:
            assert sorted(cases.collect()["n"].to_list()) == [0, 1]
