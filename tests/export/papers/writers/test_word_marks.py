"""The shapes of statuses in Word."""

from __future__ import annotations

import docx

from export.papers.writers.word_marks import WordMarks
from metrics.status import Status


def test_a_shape_is_brought_once_and_each_has_a_number_of_its_own_and_is_not_read_aloud() -> None:
    document, marks = docx.Document(), WordMarks()
    for status in (Status.MET, Status.MET, Status.AT_RISK):
        marks.add(document.add_paragraph(), status)
    shapes = list(document.inline_shapes)
    properties = [shape._inline.docPr for shape in shapes]
    assert [one.get("descr") for one in properties] == ["", "", ""]
    assert [one.get("id") for one in properties] == ["10001", "10002", "10003"]
    parts = {shape._inline.graphic.graphicData.pic.blipFill.blip.embed for shape in shapes}
    assert len(parts) == 2
