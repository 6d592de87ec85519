"""The archive of an erasure: what was there, and the audit until then, as a file that is never written over."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from db.audit.chain import ChainEntry
from db.audit.erase_commands import Replacement
from export.audit_file import write_csv
from metrics.errors import refuse
from words.audit_entry import RecordNames
from words.language import Words


def make_archive(
    found: Sequence[Replacement],
    salt: str,
    why: str,
    entries: Sequence[ChainEntry],
    words: Words,
    *,
    files: Mapping[str, bytes],
) -> bytes:
    """Make an archive: `erased.json` has every text and where it stood, `audit.csv` the audit as it was.

    `files` are the files that went with reports, by their keys.
    """
    texts = {"reason": why, "salt": salt, "texts": [asdict(one) for one in found]}
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("erased.json", json.dumps(texts, ensure_ascii=False, indent=1))
        package.writestr("audit.csv", write_csv(entries, RecordNames({}, {}), words))
        for key, content in files.items():
            package.writestr(f"files/{key}", content)
    return file.getvalue()


@contextmanager
def keep_archive(file: Path, content: bytes) -> Iterator[str]:
    """Write an archive to the disk and give its digest. It is removed again where the block fails.

    Raises InvalidInput (`file_there`).
    """
    if file.exists():
        raise refuse("file_there", str(file))
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:  # noqa: PTH123 - a descriptor
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        yield f"sha256 {hashlib.sha256(content).hexdigest()}"
    except BaseException:
        file.unlink(missing_ok=True)
        raise
