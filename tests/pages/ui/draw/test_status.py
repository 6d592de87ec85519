"""A status is never without its word."""

from __future__ import annotations

import pytest

from metrics.status import Status
from pages.ui.draw.status import draw_status
from tests.pages.drawing import DA, Reader


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("show_word", [True, False])
def test_a_status_is_never_without_its_word(status: Status, show_word: bool) -> None:
    assert DA.t(f"status.{status}") in Reader(draw_status(status, DA, show_word=show_word)).text


def test_a_label_replaces_the_word() -> None:
    assert Reader(draw_status(Status.MET, DA, label="Mål 2.1: opfyldt")).text == "Mål 2.1: opfyldt"
