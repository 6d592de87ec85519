"""The engines that can count cases: Polars here, DuckDB here, or a Spark cluster."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import narwhals as nw
import polars as pl

from metrics.errors import refuse

SPARK_VARIABLE = "MAALSTREG_SPARK"
"""The address of a Spark Connect server, sc://…; without one Spark runs on this machine."""
SPARK_PORT = 15002  # of an address that names none
SPARK_SECONDS = 10.0  # to wait for its server; Spark itself would try for a quarter of an hour


class EngineName(StrEnum):
    """What counts the cases."""

    POLARS = "polars"
    DUCKDB = "duckdb"
    SPARK = "spark"


@contextmanager
def open_cases(
    files: Sequence[Path], engine: EngineName, environment: Mapping[str, str] = os.environ
) -> Iterator[nw.LazyFrame[Any]]:
    """Open Parquet files of cases in an engine. Raises InvalidInput (`package_missing`, `spark_away`)."""
    try:
        with _ENGINES[engine]([str(file) for file in files], environment) as native:
            yield nw.from_native(native)
    except ImportError as wrong:
        package = "pyspark" if engine is EngineName.SPARK else "duckdb"
        raise refuse("package_missing", "--engine", package=package) from wrong


@contextmanager
def _open_polars(files: list[str], _: Mapping[str, str]) -> Iterator[Any]:
    yield pl.scan_parquet(files)


@contextmanager
def _open_duckdb(files: list[str], _: Mapping[str, str]) -> Iterator[Any]:
    import duckdb  # noqa: PLC0415 - an extra

    with duckdb.connect() as connection:
        yield connection.read_parquet(files)


@contextmanager
def _open_spark(files: list[str], environment: Mapping[str, str]) -> Iterator[Any]:
    address = environment.get(SPARK_VARIABLE, "").strip()
    if address:
        _demand_answer(address)
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, and seconds to load

    builder = SparkSession.builder.appName("maalstreg")
    if address:
        builder = builder.remote(address)
    else:
        # On one machine the two hundred parts that Spark splits every group into cost more than they give.
        builder = builder.master("local[*]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.shuffle.partitions", str(os.cpu_count() or 1))
    session = builder.getOrCreate()
    try:
        yield session.read.parquet(*files)
    finally:
        session.stop()


def _demand_answer(address: str) -> None:
    """Demand that somebody listens at the address of a Spark Connect server. Raises InvalidInput (`spark_away`)."""
    # What follows the port may be a secret, so nothing of the address is told.
    try:
        found = urlsplit(address)
        if found.scheme != "sc":
            raise ValueError(found.scheme)
        place = found.hostname, found.port or SPARK_PORT  # a port that is no number is a ValueError
        socket.create_connection(place, timeout=SPARK_SECONDS).close()
    except (OSError, ValueError):
        raise refuse("spark_away", SPARK_VARIABLE) from None


_ENGINES: Mapping[EngineName, Callable[..., Any]] = {
    EngineName.POLARS: _open_polars,
    EngineName.DUCKDB: _open_duckdb,
    EngineName.SPARK: _open_spark,
}
