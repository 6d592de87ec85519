"""The shapes of statuses in a Word document: each picture is brought once, and repeated where it is needed again."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from export.papers.drawing.typesetter import set_picture
from export.status_shapes import draw_shape
from metrics.status import Status

_SIZE = 2.7
_DOTS_PER_INCH = 400
_FIRST_NUMBER = 10_001
"""Of the repeated pictures; those that Word's library numbers begin at 1."""


class WordMarks:
    """The shapes that a document has so far."""

    def __init__(self) -> None:
        self._drawn: dict[Status, Any] = {}
        self._numbers = count(_FIRST_NUMBER)

    def add(self, line: Paragraph, status: Status) -> None:
        """Add the shape of a status to a line; it is not read aloud, since its word stands beside it."""
        run = line.add_run()
        if status not in self._drawn:
            # To look up a free number for every picture takes longer than all else.
            shape = run.add_picture(BytesIO(_draw(status)), width=Mm(_SIZE))
            shape._inline.docPr.set("descr", "")
            self._drawn[status] = run._r.find(qn("w:drawing"))
        else:
            run._r.append(deepcopy(self._drawn[status]))
        properties = run._r.find(f".//{qn('wp:docPr')}")
        properties.set("id", str(next(self._numbers)))


@cache
def _draw(status: Status) -> bytes:
    body = draw_shape(status)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16">{body}</svg>'
    )
    return set_picture(drawing, _SIZE, _DOTS_PER_INCH)
