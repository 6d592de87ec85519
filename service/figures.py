"""Metrics for Prometheus, about the process and never about a person.

They are served on a port of their own on the loopback address, and only if that port is set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from db import copy_proofs, models, session
from db.failures import does_answer
from db.scope import EVERYTHING
from metrics.errors import refuse
from service.answers import last_fill

PORT_VARIABLE = "MAALSTREG_METRICS_PORT"
LOOPBACK = "127.0.0.1"
LARGEST_PORT = 65_535

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "maalstreg_requests", "Requests answered, by what they asked for.", ["route", "status"], registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "maalstreg_request_seconds", "How long a request took to answer.", ["route"], registry=REGISTRY
)
RUN_SECONDS = Histogram(
    "maalstreg_run_seconds", "How long a page, or a part of one, took to draw.", ["what"], registry=REGISTRY
)
SESSIONS = Gauge("maalstreg_sessions", "Browsers that are connected now.", registry=REGISTRY)
REFUSED = Counter("maalstreg_refused", "What was refused.", ["what"], registry=REGISTRY)
DATABASE = Gauge("maalstreg_database_answers", "1 if the database answers, 0 if not.", registry=REGISTRY)
RECORD = Gauge("maalstreg_record_entries", "Entries in the sealed record; never fewer.", registry=REGISTRY)
COPY_AGE = Gauge(
    "maalstreg_copy_age_seconds",
    "Age of the newest copy that was proven; NaN if none was.",
    registry=REGISTRY,
)
FILL_AGE = Gauge(
    "maalstreg_areas_age_seconds",
    "How long ago this process last knew today's areas to be kept; NaN if it never did.",
    registry=REGISTRY,
)


def read_port(environment: Mapping[str, str]) -> int | None:
    """Read the port to serve figures on; None if they are off. Raises InvalidInput (`port_needed`)."""
    given = environment.get(PORT_VARIABLE, "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= LARGEST_PORT):
        raise refuse("port_needed", PORT_VARIABLE, value=given)
    return int(given)


@contextmanager
def serve_figures(at: int | None, url: Callable[[], str]) -> Iterator[None]:
    """Serve the figures of the process and of the database at `url` on a loopback port, if one is given."""
    if at is None:
        yield
        return
    DATABASE.set_function(lambda: float(does_answer(url())))
    RECORD.set_function(lambda: count_entries(url()))
    COPY_AGE.set_function(lambda: find_copy_age(url()))
    FILL_AGE.set_function(find_fill_age)
    server, thread = start_http_server(at, LOOPBACK, REGISTRY)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def count_entries(url: str) -> float:
    """Count the entries of the audit; NaN if the database does not answer."""
    try:
        with session.open_reading(url, sees=EVERYTHING) as db:
            return float(db.scalar(select(func.count()).select_from(models.AuditEntry)) or 0)
    except SQLAlchemyError:
        return float("nan")


def find_fill_age() -> float:
    """Find how many seconds ago this process last knew today's areas to be kept; NaN if it never did."""
    age = last_fill.find_age()
    return float("nan") if age is None else age.total_seconds()


def find_copy_age(url: str) -> float:
    """Find the age in seconds of the newest proven copy; NaN if there is none or the database does not answer."""
    try:
        with session.open_reading(url, sees=EVERYTHING) as db:
            proven = copy_proofs.find_newest_proof(db)
    except SQLAlchemyError:
        proven = None
    return float("nan") if proven is None else (datetime.now(UTC) - proven).total_seconds()
