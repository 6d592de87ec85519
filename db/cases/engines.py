"""The engines that can count cases: Polars here, DuckDB here, or a Spark cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from metrics.errors import refuse

SPARK_VARIABLE = "MAALSTREG_SPARK"
"""The address of a Spark Connect server, sc://…; without one Spark runs on this machine."""


class EngineName(StrEnum):
    """What counts the cases."""

    POLARS = "polars"
    DUCKDB = "duckdb"
    SPARK = "spark"


@contextmanager
def open_cases(
    files: Sequence[Path], engine: EngineName, environment: Mapping[str, str] = os.environ
) -> Iterator[nw.LazyFrame[Any]]:
    """Open Parquet files of cases in an engine. Raises InvalidInput (`package_missing`)."""
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
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, and seconds to load

    address = environment.get(SPARK_VARIABLE, "").strip()
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


_ENGINES: Mapping[EngineName, Callable[..., Any]] = {
    EngineName.POLARS: _open_polars,
    EngineName.DUCKDB: _open_duckdb,
    EngineName.SPARK: _open_spark,
}
