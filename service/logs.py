"""The log: one JSON object a line on standard error.

It holds nothing about persons and nothing from plans. Our own lines have a fixed set of fields. Of a library's line
only the message template is kept, and of an error its type and traceback locations, because arguments and error
messages may contain anything.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO, TypedDict, Unpack

import streamlit.logger

ROOT = Path(__file__).resolve().parent.parent
OWN = logging.getLogger("maalstreg")
FIELDS = "maalstreg_fields"
FROM_LIBRARIES = logging.WARNING
MOST_FRAMES = 40
_PRIVATE = re.compile(r"\S+@\S+|\?\S+|\d+\.\d+\.\d+\.\d+|[0-9a-fA-F:]*::[0-9a-fA-F:]*|'[^']*'|\"[^\"]*\"")


class LogFields(TypedDict, total=False):
    """The fields of our own lines. None can hold what a person wrote or is called."""

    request: str
    method: str
    route: str
    path: str
    status: int
    seconds: float
    number: str
    action: str
    reason: str
    version: str
    plans: int


class JsonLine(logging.Formatter):
    """Formats a log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        fields = record.__dict__.get(FIELDS)
        if fields is None:
            said |= {"event": "library", "logger": record.name, "text": _strip_private(record.msg)}
        else:
            said |= {"event": record.msg, **fields}
        if record.exc_info and record.exc_info[1]:
            said["error"] = list(_describe_errors(record.exc_info[1]))
        return json.dumps(said, ensure_ascii=False)


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to the current standard error, not to the one at the time the handler was made."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(JsonLine())

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """The stream lines are written to."""
        return sys.stderr


def start_logging() -> None:
    """Log everything in this process in the same form. A second call changes nothing."""
    root = logging.getLogger()
    if not any(isinstance(handler, StandardError) for handler in root.handlers):
        root.addHandler(StandardError())
    OWN.setLevel(logging.INFO)
    # Streamlit gives each of its loggers a handler of its own, including those created later.
    streamlit.logger.setup_formatter = _remove_handlers
    for name in list(logging.root.manager.loggerDict):
        if name != OWN.name:
            _remove_handlers(logging.getLogger(name))
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda said: _log_uncaught(said.exc_type, said.exc_value, said.exc_traceback)


def log_event(name: str, /, **fields: Unpack[LogFields]) -> None:
    """Log that something happened."""
    OWN.info(name, extra={FIELDS: fields})


def log_refusal(name: str, /, **fields: Unpack[LogFields]) -> None:
    """Log that a request was refused."""
    OWN.warning(name, extra={FIELDS: fields})


def log_risk(name: str, /, **fields: Unpack[LogFields]) -> None:
    """Log that something is not set up as it should be."""
    OWN.warning(name, extra={FIELDS: fields})


def log_failure(name: str, error: BaseException, /, **fields: Unpack[LogFields]) -> None:
    """Log an unexpected error: its type, and where it happened."""
    OWN.error(name, exc_info=error, extra={FIELDS: fields})


def _remove_handlers(logger: logging.Logger) -> None:
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = True
    logger.setLevel(max(logger.level, FROM_LIBRARIES))


def _log_uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if error is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
        log_failure("uncaught", error.with_traceback(trace))


def _strip_private(said: object) -> str:
    """Return the first line of a message template without what looks private."""
    first = str(said).strip().splitlines()[:1]
    return _PRIVATE.sub("…", first[0]) if first else ""


def _describe_errors(error: BaseException | None) -> Iterator[dict[str, object]]:
    """Describe an error and its causes: type, and files and lines, innermost last."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
        places = [f"{_shorten_path(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        yield {"kind": type(error).__qualname__, "at": places}
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _shorten_path(filename: str) -> str:
    """Return a file's path within the program or a library, without the folders above."""
    path = Path(filename)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index("site-packages") + 1 :]) if "site-packages" in parts else path.name
