"""The log: one JSON object a line on standard error, for whatever gathers a server's logs.

It holds nothing of persons and nothing of what plans say. Our own lines have a fixed set of fields. Of the lines of
libraries only the sentence with its places left open is kept, and of an error its kind and where it happened: what
stands in those places, and what an error says, may be anything.
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
    """All that a line of ours may say. None of it can hold what a person wrote or is called."""

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


class JsonLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        fields = record.__dict__.get(FIELDS)
        if fields is None:
            said |= {"event": "library", "logger": record.name, "text": _sentence(record.msg)}
        else:
            said |= {"event": record.msg, **fields}
        if record.exc_info and record.exc_info[1]:
            said["error"] = list(_errors(record.exc_info[1]))
        return json.dumps(said, ensure_ascii=False)


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the time, not to what it was when the handler was made."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)
        self.setFormatter(JsonLine())

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """Where lines go."""
        return sys.stderr


def start_logging() -> None:
    """Bring the lines of everything in this process into one form. Calling it again changes nothing."""
    root = logging.getLogger()
    if not any(isinstance(handler, StandardError) for handler in root.handlers):
        root.addHandler(StandardError())
    OWN.setLevel(logging.INFO)
    # Streamlit gives each of its loggers a handler of its own; those that come later too.
    streamlit.logger.setup_formatter = _without_handlers
    for name in list(logging.root.manager.loggerDict):
        if name != OWN.name:
            _without_handlers(logging.getLogger(name))
    sys.excepthook = _uncaught
    threading.excepthook = lambda said: _uncaught(said.exc_type, said.exc_value, said.exc_traceback)


def log_event(name: str, /, **fields: Unpack[LogFields]) -> None:
    """Log that something happened."""
    OWN.info(name, extra={FIELDS: fields})


def log_refusal(name: str, /, **fields: Unpack[LogFields]) -> None:
    """Log that somebody was refused something."""
    OWN.warning(name, extra={FIELDS: fields})


def log_failure(name: str, error: BaseException, /, **fields: Unpack[LogFields]) -> None:
    """Log that something went wrong that should not: what kind of error, and where."""
    OWN.error(name, exc_info=error, extra={FIELDS: fields})


def _without_handlers(logger: logging.Logger) -> None:
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    logger.propagate = True
    logger.setLevel(max(logger.level, FROM_LIBRARIES))


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
        log_failure("uncaught", error.with_traceback(trace))


def _sentence(said: object) -> str:
    """The first line of what a library says, with its places left open, and without what looks private."""
    first = str(said).strip().splitlines()[:1]
    return _PRIVATE.sub("…", first[0]) if first else ""


def _errors(error: BaseException | None) -> Iterator[dict[str, object]]:
    """An error and those that led to it: the kind, and the files and lines, innermost last."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
        places = [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        yield {"kind": type(error).__qualname__, "at": places}
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _place(filename: str) -> str:
    """A file within the program or a library, without the folders above it."""
    path = Path(filename)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index("site-packages") + 1 :]) if "site-packages" in parts else path.name
