"""Engines that are not there, and Spark on another machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from bench.servers import find_free_port
from db.cases.engines import SPARK_VARIABLE, EngineName, open_cases
from metrics.cases.case_checks import count_checked
from metrics.cases.case_counts import DAY
from metrics.errors import InvalidInput
from metrics.plan.cases.case_rule import CaseRule

START_SECONDS = 180


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


@pytest.mark.parametrize(
    "address", ["sc://127.0.0.1:{}", "spark://127.0.0.1:1", "sc://127.0.0.1:x", "127.0.0.1"]
)
def test_a_spark_that_does_not_answer_is_told_at_once_without_its_address(
    tmp_path: Path, address: str
) -> None:
    with socket.socket() as nobody:  # bound, but nobody listens
        nobody.bind(("127.0.0.1", 0))
        said = {SPARK_VARIABLE: address.format(nobody.getsockname()[1]) + "/;token=secret"}
        with (
            pytest.raises(InvalidInput) as away,
            open_cases([tmp_path / "x.parquet"], EngineName.SPARK, said),
        ):
            pass
    assert [(one.code, one.place, one.params) for one in away.value.problems] == [
        ("spark_away", SPARK_VARIABLE, {})
    ]


@pytest.fixture(scope="module")
def spark_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Spark Connect server on this machine, which comes with pyspark."""
    home = Path(pytest.importorskip("pyspark").__file__).parent
    port, log = find_free_port(), tmp_path_factory.mktemp("spark") / "log"
    script = [str(home / "sbin" / "start-connect-server.sh"), "--master", "local[2]"]
    settings = ["--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.ui.enabled=false"]
    said = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_NO_DAEMONIZE": "1",
        "SPARK_LOG_DIR": str(log.parent),
    }
    with log.open("wb") as out:
        server = subprocess.Popen(
            ["/bin/bash", *script, *settings], env=said, stdout=out, stderr=out, start_new_session=True
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_open(port):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
        yield f"sc://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


@pytest.mark.spark
def test_a_spark_connect_server_counts_and_finds_wrong_what_polars_does(
    tmp_path: Path, spark_address: str
) -> None:
    day, early = date(2026, 6, 15), date(2026, 1, 31)
    rows = [
        (early, day, "a", 1.25),
        (day, day, "b", None),
        (early, None, "a", 2.0),
        (date(1850, 1, 1), day, "c", 7.0),
    ]
    schema = {"start": pl.Date, "end": pl.Date, "kind": pl.String, "hours": pl.Float64}
    files = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for file, part in zip(files, (rows[:2], rows[2:]), strict=True):
        pl.DataFrame(part, schema, orient="row").write_parquet(file)
    rule = CaseRule.model_validate(
        {
            "period_by": "end",
            "where": [{"column": "kind", "among": ["a", "b", "c"]}],
            "exempt": [{"column": "kind", "among": ["b"]}],
            "numerator": {"within": {"start": "start", "end": "end", "months": 5}, "sum": "hours"},
        }
    )

    def count(engine: EngineName) -> dict[object, dict[str, int]]:
        with open_cases(files, engine, {SPARK_VARIABLE: spark_address}) as cases:
            days = count_checked(cases, rule, date(2026, 11, 30)).collect().rows(named=True)
        return {row[DAY]: {name: int(row[name] or 0) for name in row if name != DAY} for row in days}

    wanted = count(EngineName.POLARS)
    assert set(wanted) == {day, None}
    for _ in range(2):  # a connection that was ended is made anew
        assert count(EngineName.SPARK) == wanted


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_several_files_are_one_list(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.parquet" for n in (1, 2)]
    for number, file in enumerate(files):
        pl.DataFrame({"n": [number]}).write_parquet(file)
    for engine in (EngineName.POLARS, EngineName.DUCKDB):
        with open_cases(files, engine) as cases:
            assert sorted(cases.collect()["n"].to_list()) == [0, 1]
