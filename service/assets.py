"""Static files with immutable addresses, sent compressed: our own and those Streamlit ships."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
OWN_FILES = ("maalstreg.css", "ui.js", "favicon.svg", "favicon.png")
_COMPRESSED = {".js", ".css", ".svg", ".json", ".map"}


@dataclass(frozen=True)
class Asset:
    """A file that never changes under its address; its compressed form is made on first use."""

    content: Path | bytes
    media_type: str

    @cached_property
    def plain(self) -> bytes:
        """The uncompressed bytes."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    @cached_property
    def small(self) -> bytes:
        """The bytes compressed with gzip."""
        return gzip.compress(self.plain, 6, mtime=0)

    @property
    def version(self) -> str:
        """A short digest of the content for the address, so that a new version has a new one."""
        return hashlib.sha256(self.plain).hexdigest()[:12]


def read_own_asset(name: str, stylesheet: str) -> Asset:
    """Read one of our own files; `stylesheet` is put before the content of the CSS file."""
    content = (STATIC / name).read_bytes()
    if name.endswith(".css"):
        content = stylesheet.encode() + content
    return Asset(content, find_media_type(Path(name)))


def find_streamlit_assets() -> dict[str, Asset]:
    """Find Streamlit's scripts and styles by their address."""
    root = find_streamlit_static()
    found = (path for path in (root / "static").rglob("*") if path.suffix in _COMPRESSED)
    return {f"/{path.relative_to(root).as_posix()}": Asset(path, find_media_type(path)) for path in found}


def find_streamlit_static() -> Path:
    """Find the folder of the files Streamlit ships for browsers."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise RuntimeError("Streamlit is not installed")
    return Path(spec.origin).parent / "static"


def find_media_type(path: Path) -> str:
    """Return the media type a file is sent as."""
    # Not from the operating system's table, which differs from machine to machine.
    kind = mimetypes.MimeTypes().guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if path.suffix in {".js", ".css"} else kind


COMPRESSIBLE = {find_media_type(Path(f"x{suffix}")) for suffix in _COMPRESSED} | {"text/html; charset=utf-8"}
