"""Office files: which kind it is, and that nothing in it runs, is fetched from elsewhere or swells when unpacked.

Word, Excel and PowerPoint write an archive in which lists tell what each part is and what it points at; so does
LibreOffice. Every part is unpacked within a limit, and what it begins with is believed more than what it is called.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from metrics.errors import InvalidInput, refuse
from metrics.report.evidence.evidence_file import MEDIA_TYPES, FileKind

PACKAGE, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
LARGEST_UNPACKED = 200_000_000  # bytes of all parts together
LARGEST_LISTS = 8_000_000  # bytes of the parts that tell of others
MOST_PARTS = 5_000
DEEPEST = 2  # a workbook behind a chart in a document, and none within that
PIECE = 65_536

TYPES, RELATIONS, MIME, MANIFEST = "[Content_Types].xml", ".rels", "mimetype", "META-INF/manifest.xml"
_MAIN: Mapping[str, FileKind] = {
    f"{MEDIA_TYPES[FileKind.DOCX]}.main+xml": FileKind.DOCX,
    f"{MEDIA_TYPES[FileKind.XLSX]}.main+xml": FileKind.XLSX,
    f"{MEDIA_TYPES[FileKind.PPTX]}.main+xml": FileKind.PPTX,
}
_OPEN = {MEDIA_TYPES[kind]: kind for kind in (FileKind.ODT, FileKind.ODS)}
_OPEN_MACROS = ("Basic/", "Scripts/")
_RUNNING, _FOREIGN = ("macro", "vba"), ("oleobject", "activex", "afchunk")
# What may lie elsewhere: where a link leads, and the workbook that a sheet was reckoned from.
_ELSEWHERE = frozenset({"hyperlink", "externallinkpath", "externallink"})
_OUTSIDE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f]")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError),
    *(OverflowError, struct.error, KeyError, ElementTree.ParseError),
)


@dataclass(slots=True)
class _Room:
    """What may still be unpacked of a file and of all that lies within it."""

    parts: int
    unpacked: int
    lists: int

    def take(self, parts: list[zipfile.ZipInfo], packed: int) -> None:
        """Take the room that an archive needs; refuse it where there is not so much, or its parts share their bytes."""
        self.parts -= len(parts)
        self.unpacked -= sum(part.file_size for part in parts)
        self.lists -= sum(part.file_size for part in parts if _is_list(part.filename))
        shares = sum(part.compress_size for part in parts) > packed
        if shares or min(self.parts, self.unpacked, self.lists) < 0:
            raise refuse("file_swells", "file")


def inspect_office(content: bytes) -> FileKind:
    """Return which kind of office file this is. Raises InvalidInput for what is none, or holds what is refused."""
    return _inspect(content, _Room(MOST_PARTS, LARGEST_UNPACKED, LARGEST_LISTS), 1)


def _inspect(content: bytes, room: _Room, depth: int) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            room.take(parts, len(content))
            _demand_inside(parts)
            lists = dict(_unpack(archive, parts, room, depth))
        return _judge(lists, {part.filename for part in parts})
    except InvalidInput:
        raise
    except _BROKEN as wrong:
        raise refuse("file_damaged", "file") from wrong


def _demand_inside(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any(_OUTSIDE.search(name) for name in names) or len({name.lower() for name in names}) < len(names):
        raise refuse("file_damaged", "file")
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("file_encrypted", "file")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise refuse("file_damaged", "file")


def _is_list(name: str) -> bool:
    return name in (TYPES, MIME, MANIFEST) or name.endswith(RELATIONS)


def _unpack(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], room: _Room, depth: int
) -> Iterator[tuple[str, bytes]]:
    """Unpack every part, and give those that tell of others; an archive within is looked at like the file itself."""
    for part in parts:
        with archive.open(part) as opened:
            piece = first = opened.read(PIECE)
            if first.startswith((OLD_OFFICE, *PROGRAMS)):
                raise refuse("file_embeds", "file")
            if _is_list(part.filename):
                yield part.filename, first + opened.read()
            elif first.startswith(PACKAGE):
                if depth >= DEEPEST:
                    raise refuse("file_embeds", "file")
                _inspect(first + opened.read(), room, depth + 1)
            while piece:  # to its end, where the archive's own sum is held against it
                piece = opened.read(PIECE)


def _judge(lists: Mapping[str, bytes], names: set[str]) -> FileKind:
    if TYPES in lists:
        types = [element.get("ContentType", "") for element in _read(lists[TYPES])]
        _refuse_types(types)
        for name, content in lists.items():
            if name.endswith(RELATIONS):
                _refuse_relations(content)
        kinds = {_MAIN[one] for one in types if one in _MAIN}
    else:
        if any(name.startswith(_OPEN_MACROS) for name in names):
            raise refuse("file_runs", "file")
        if b"encryption-data" in lists.get(MANIFEST, b""):
            raise refuse("file_encrypted", "file")
        told = lists.get(MIME, b"").decode("ascii", "replace").strip()
        kinds = {_OPEN[told]} if told in _OPEN else set()
    if len(kinds) != 1:
        raise refuse("file_kind_unknown", "file", allowed="PDF, PNG, JPEG, docx, xlsx, pptx, odt, ods")
    return kinds.pop()


def _refuse_types(types: list[str]) -> None:
    small = [one.lower() for one in types]
    if any(word in one for one in small for word in _RUNNING):
        raise refuse("file_runs", "file")
    if any(word in one for one in small for word in _FOREIGN):
        raise refuse("file_embeds", "file")


def _refuse_relations(content: bytes) -> None:
    for relation in _read(content):
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        if any(word in kind for word in _RUNNING):
            raise refuse("file_runs", "file")
        if kind == "control" or any(word in kind for word in _FOREIGN):
            raise refuse("file_embeds", "file")
        if relation.get("TargetMode", "").lower() == "external" and kind not in _ELSEWHERE:
            raise refuse("file_fetches", "file")


def _read(content: bytes) -> Iterator[ElementTree.Element]:
    """Read the elements of a list, which in an office file declares nothing of its own."""
    if b"<!" in content.replace(b"<!--", b"").replace(b"\0", b""):
        raise refuse("file_damaged", "file")
    return ElementTree.fromstring(content).iter()  # noqa: S314 - what it could do is refused above
