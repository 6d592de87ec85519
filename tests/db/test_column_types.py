"""What the tables store comes back as it was: decimals digit by digit, moments in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from db import models
from db.scope import EVERYTHING
from db.session import open_engine, open_reading
from scripts.cluster import SUPERUSER
from tests.db.recorded import facts, imported, record
from tests.fixtures.databases import as_role

DIGITS = [
    "91",
    "91.50",
    "0.1",
    "0.30",
    "-0.000000001",
    "1000000000000000",
    "999999999999999.999999999",
    "0",
    "0.00",
]


FIRST = 1950  # a year in which no plan has figures


def test_decimals_are_kept_digit_by_digit(database_url: str) -> None:
    imported(database_url)
    record(database_url, *({"period": str(year), "value": text} for year, text in enumerate(DIGITS, FIRST)))
    with open_reading(database_url, sees=EVERYTHING) as session:
        query = select(models.Observation.value).where(models.Observation.period < "1990")
        kept = session.scalars(query.order_by(models.Observation.id)).all()
    assert [f"{value:f}" for value in kept] == DIGITS
    series = facts(database_url).series["cpr", "klagesager-rettidigt"]
    assert [o.value for o in series if o.period.text < "1990"] == [Decimal(text) for text in DIGITS]


def test_a_moment_comes_back_as_the_same_moment_in_utc(database_url: str) -> None:
    """Also where the database server keeps another time than ours."""
    with open_engine(as_role(SUPERUSER, database_url)).begin() as connection:
        if connection.dialect.name == "postgresql":
            name = connection.engine.url.database
            connection.execute(text(f"ALTER DATABASE {name} SET timezone TO 'Asia/Tokyo'"))
    open_engine(database_url).dispose()
    imported(database_url)
    moment = datetime(2018, 1, 31, 23, 59, 59, 123456, tzinfo=UTC)
    record(database_url, {"period": "2018"}, now=moment)
    newest = facts(database_url).series["cpr", "klagesager-rettidigt"][-1]
    assert (newest.recorded_at, newest.recorded_at.utcoffset()) == (moment, moment.utcoffset())


def test_a_moment_without_a_time_zone_is_refused(database_url: str) -> None:
    with pytest.raises(Exception, match="time zone"):
        imported(database_url, now=datetime(2018, 1, 1))  # noqa: DTZ001
