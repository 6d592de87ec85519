"""A ministry's own Word template: its styles, its page, and its header and footer with the logo are used as they are.

What stands in its body is left out. Styles that it lacks are brought.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from export.papers.writers.word_styles import NEEDED, set_styles
from metrics.errors import refuse

VARIABLE = "MAALSTREG_WORD_TEMPLATE"
MOST_BYTES = 10_000_000
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_UNREADABLE = (
    PackageNotFoundError,
    BadZipFile,
    SyntaxError,
    KeyError,
    ValueError,
    IndexError,
    AttributeError,
)


def read_template(environment: Mapping[str, str]) -> bytes | None:
    """Read the template that is set; None where none is.

    Raises InvalidInput (`template_missing`, `template_large`, `template_macros`, `template_broken`).
    """
    given = environment.get(VARIABLE, "").strip()
    if not given:
        return None
    try:
        content = Path(given).read_bytes()
    except OSError as wrong:
        raise refuse("template_missing", VARIABLE, file=given) from wrong
    if len(content) > MOST_BYTES:
        raise refuse("template_large", VARIABLE, file=given, most=MOST_BYTES // 1_000_000)
    open_template(content, "da", given)
    return content


def open_template(content: bytes, lang: str, name: str = VARIABLE) -> Document:
    """Open a template without its body, and with every style that a paper needs; `name` is what it is called.

    Raises InvalidInput (`template_macros`, `template_broken`).
    """
    try:
        document = docx.Document(BytesIO(_make_document(content, name)))
        body = document.element.body
        for one in list(body):
            if one is not body.sectPr:
                body.remove(one)
        page = document.sections[0]
        assert page.page_width is not None
        _bring_styles(document, lang)
    except (*_UNREADABLE, AssertionError) as wrong:
        raise refuse("template_broken", VARIABLE, file=name) from wrong
    return document


def _make_document(content: bytes, name: str) -> bytes:
    """Return a template (.dotx) as the document that it would make; a document as it is."""
    with ZipFile(BytesIO(content)) as given:
        types = given.read(_TYPES).decode("utf-8")
        if "macroEnabled" in types or "vbaProject" in types:
            raise refuse("template_macros", VARIABLE, file=name)
        if _MAIN.format("template") not in types:
            return content
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as kept:
            changed = types.replace(_MAIN.format("template"), _MAIN.format("document")).encode()
            for part in given.namelist():
                kept.writestr(part, changed if part == _TYPES else given.read(part))
    return made.getvalue()


def _bring_styles(document: Document, lang: str) -> None:
    """Bring each style that the template lacks, as papers without a template have it."""
    missing = [name for name in NEEDED if name not in document.styles]
    if not missing:
        return
    usual = docx.Document()
    set_styles(usual, lang)
    known = {style.style_id for style in document.styles}
    for name in missing:
        brought = deepcopy(usual.styles[name].element)
        for tag in ("w:basedOn", "w:next", "w:link"):
            for link in brought.findall(qn(tag)):
                if link.get(qn("w:val")) not in known:
                    brought.remove(link)
        for numbered in brought.findall(f".//{qn('w:numPr')}"):
            numbered.getparent().remove(numbered)  # the list that it counts in is not in the template
        document.styles.element.append(brought)
