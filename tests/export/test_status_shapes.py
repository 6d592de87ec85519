"""The shapes of statuses, drawn in their tones."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from export.status_shapes import SHAPES, TONES, draw_shape
from metrics.status import Status


@pytest.mark.parametrize("status", Status)
def test_a_shape_is_drawn_in_its_tone_and_what_is_cut_out_stays_black(status: Status) -> None:
    drawn = draw_shape(status, "x")
    mask, _, body = drawn.rpartition("</mask>")
    assert ElementTree.fromstring(drawn).get("fill") == TONES[status][0]  # noqa: S314 - our own drawing
    assert "#000" not in body
    assert ("#000" in mask) is ("<mask" in SHAPES[status])


def test_two_shapes_in_one_drawing_cut_by_masks_of_their_own() -> None:
    assert 'id="m1"' in draw_shape(Status.MET, "1")
    assert "url(#m1)" in draw_shape(Status.MET, "1")
