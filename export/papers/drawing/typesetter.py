"""The typesetter: what is set in which typeface, and which signs that has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

TYPEFACE = "Source Sans 3"
MISSING = "□"
"""Stands for a sign that the typeface does not have: an accessible PDF may hold no other."""

_PACKAGE = "fontpkg_source_sans_3"


def set_pdf(template: bytes, inputs: Mapping[str, str], made: int) -> bytes:
    """Set a template with its inputs as a tagged PDF after PDF/UA-1; `made` is the moment in seconds since 1970."""
    found = _make_compiler().compile(
        template, format="pdf", pdf_standards="ua-1", sys_inputs=dict(inputs), timestamp=made
    )
    assert isinstance(found, bytes)
    return found


def set_picture(svg: str, width_mm: float, dots_per_inch: int) -> bytes:
    """Set a drawing as a PNG."""
    template = (
        b"#set page(width: auto, height: auto, margin: 0pt)\n"
        b'#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1mm)'
    )
    inputs = {"svg": svg, "width": f"{width_mm:g}"}
    found = _make_compiler().compile(template, format="png", ppi=dots_per_inch, sys_inputs=inputs)
    assert isinstance(found, bytes)
    return found


def _make_compiler() -> typst.Compiler:
    # One for each paper, since several may be made at once. It reads no other folder than that of the typeface.
    return typst.Compiler(root=str(_find_folder()), font_paths=_fonts(), ignore_system_fonts=True)


def cover_text(text: str) -> str:
    """Put a box in the place of every sign that the typeface does not have."""
    covered = find_covered_signs()
    return "".join(sign if ord(sign) in covered or sign == "\n" else MISSING for sign in text)


@cache
def find_covered_signs() -> frozenset[int]:
    """Find the signs that both the upright and the italic have."""
    faces = [TTFont(path, lazy=True).getBestCmap() for path in sorted(_find_folder().glob("*.ttf"))]
    return frozenset.intersection(*(frozenset(face) for face in faces))


def _find_folder() -> Path:
    """Find the folder of the typeface."""
    found = find_spec(_PACKAGE)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "files"


@cache
def _fonts() -> typst.Fonts:
    # Neither the machine's own typefaces nor those of typst: a paper looks the same wherever it is made.
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_find_folder())]
    )
