"""Cases kept with S3, or what speaks like it: fetched to this machine, one object or all below a folder's name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from metrics.errors import refuse

ADDRESSES = ("s3://", "file://", "memory://")


def is_object_address(text: str) -> bool:
    """Return whether a text is the address of an object."""
    return text.startswith(ADDRESSES)


def fetch_objects(address: str, folder: Path, store: Any = None) -> Path:
    """Fetch an object, or every object below a name that ends with a slash; return the file or the folder.

    Who may read it and where it is comes from the variables that AWS's own tools read. Raises InvalidInput:
    `package_missing`, `store_away`, `file_missing`.
    """
    try:
        from obstore import exceptions  # noqa: PLC0415 - an extra, and slow to load
        from obstore.store import from_url  # noqa: PLC0415
    except ImportError as wrong:
        raise refuse("package_missing", address, package="obstore") from wrong
    bucket, name = _split_address(address)
    if not name:
        raise refuse("file_missing", address)
    try:
        objects = store or from_url(bucket)
        if not name.endswith("/"):
            return _fetch(objects, name, folder / PurePosixPath(name).name)
        found = [one["path"] for batch in objects.list(name) for one in batch]
        into = folder / "objects"
        into.mkdir()
        for number, path in enumerate(found):
            # Two below different folders may have the same name.
            flat = path.removeprefix(name).replace("/", "_")
            _fetch(objects, path, into / (f"{number}_{flat}" if (into / flat).exists() else flat))
    except (exceptions.NotFoundError, FileNotFoundError) as wrong:
        raise refuse("file_missing", address) from wrong
    except exceptions.BaseError as wrong:
        raise refuse("store_away", address, reason=str(wrong).split("\n", 1)[0][:200]) from wrong
    return into


def _split_address(address: str) -> tuple[str, str]:
    """Split an address into that of its bucket, or root, and the name within."""
    scheme, _, rest = address.partition("://")
    if scheme == "s3":
        bucket, _, name = rest.partition("/")
        return f"s3://{bucket}", name
    return f"{scheme}:///", rest.lstrip("/")


def _fetch(objects: Any, name: str, into: Path) -> Path:
    with into.open("xb") as out:
        for part in objects.get(name).stream():
            out.write(bytes(part))
    return into
