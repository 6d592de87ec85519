"""Where the content of files is kept: in the database, or by a setting in a folder or with S3.

Outside of the database each content is an object of its own, named by its key and never written over.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from metrics.errors import refuse

STORE_VARIABLE = "MAALSTREG_EVIDENCE_STORE"
IN_DATABASE, S3 = "database", "s3://"
KEY_BYTES = 16

logger = logging.getLogger("maalstreg")


class EvidenceStore(Protocol):
    """A place outside of the database. Each raises InvalidInput (`store_away`) where it cannot be reached."""

    @property
    def place(self) -> str:
        """Where it is, for whoever makes copies."""

    def put(self, key: str, content: bytes) -> None:
        """Keep a content."""

    def get(self, key: str) -> bytes | None:
        """Fetch a content; None where there is none."""

    def remove(self, key: str) -> None:
        """Remove a content, if it is there."""


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A folder of this machine, or one that all servers share. It has to be there: a lost mount is no empty folder."""

    folder: Path

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    def put(self, key: str, content: bytes) -> None:
        """Keep a content, on the disk before it has its name."""
        draft = self.folder / f".{key}"
        try:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:  # noqa: PTH123 - a descriptor
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            draft.rename(self.folder / key)
        except OSError as wrong:
            draft.unlink(missing_ok=True)
            raise refuse("store_away", self.place, reason=wrong.strerror) from wrong

    def get(self, key: str) -> bytes | None:
        """Fetch a content; None where there is none."""
        try:
            return (self.folder / key).read_bytes()
        except FileNotFoundError:
            if self.folder.is_dir():
                return None
            raise refuse("store_away", self.place, reason="") from None
        except OSError as wrong:
            raise refuse("store_away", self.place, reason=wrong.strerror) from wrong

    def remove(self, key: str) -> None:
        """Remove a content, if it is there."""
        try:
            (self.folder / key).unlink(missing_ok=True)
        except OSError as wrong:
            raise refuse("store_away", self.place, reason=wrong.strerror) from wrong


class ObjectStore:
    """S3, or what speaks like it; who may use it and where it is comes from the variables that AWS's own tools read."""

    def __init__(self, address: str) -> None:
        self.place = address
        try:
            from obstore import exceptions, store  # noqa: PLC0415 - an extra, and slow to load
        except ImportError as wrong:
            raise refuse("package_missing", STORE_VARIABLE, package="obstore") from wrong
        self._failed: type[Exception] = exceptions.BaseError
        self._missing: type[Exception] = exceptions.NotFoundError
        try:
            self._objects = store.from_url(address)
        except self._failed as wrong:
            raise refuse("store_away", address, reason=_shorten(wrong)) from wrong

    def put(self, key: str, content: bytes) -> None:
        """Keep a content."""
        try:
            self._objects.put(key, content)
        except self._failed as wrong:
            raise refuse("store_away", self.place, reason=_shorten(wrong)) from wrong

    def get(self, key: str) -> bytes | None:
        """Fetch a content; None where there is none."""
        try:
            return bytes(self._objects.get(key).bytes())
        except (self._missing, FileNotFoundError):
            return None
        except self._failed as wrong:
            raise refuse("store_away", self.place, reason=_shorten(wrong)) from wrong

    def remove(self, key: str) -> None:
        """Remove a content, if it is there."""
        try:
            self._objects.delete(key)
        except (self._missing, FileNotFoundError):
            pass
        except self._failed as wrong:
            raise refuse("store_away", self.place, reason=_shorten(wrong)) from wrong


def find_store(environment: Mapping[str, str] = os.environ) -> EvidenceStore | None:
    """Find where contents are kept outside of the database; None where they are kept in it.

    Raises InvalidInput (`store_unknown`, `store_away`, `package_missing`).
    """
    said = environment.get(STORE_VARIABLE, "").strip()
    if said in ("", IN_DATABASE):
        return None
    if said.startswith(S3):
        return ObjectStore(said)
    folder = Path(said)
    if not folder.is_absolute():
        raise refuse("store_unknown", STORE_VARIABLE, value=said)
    if not folder.is_dir():
        raise refuse("store_away", said, reason="")
    return FolderStore(folder)


@contextmanager
def keep_content(store: EvidenceStore | None, content: bytes) -> Iterator[str]:
    """Keep a content where it belongs and give its new key. Outside of the database it goes where the block fails."""
    key = token_hex(KEY_BYTES)
    if store is None:
        yield key
        return
    store.put(key, content)
    try:
        yield key
    except BaseException:
        forget_content(store, key)
        raise


def forget_content(store: EvidenceStore, key: str) -> None:
    """Remove a content that no row knows any more; what cannot be removed is logged and left."""
    try:
        store.remove(key)
    except Exception:  # what was done already stands, whatever becomes of this
        logger.exception("the content of a file that was removed is still there: %s", key)


def _shorten(wrong: Exception) -> str:
    return str(wrong).split("\n", 1)[0][:200]
