"""A draft's goals, of which those with something typed that is not saved are marked."""

from __future__ import annotations

from tests.pages.admin.conftest import named, plain
from tests.pages.conftest import Open


def test_the_goal_with_something_typed_is_marked_and_no_other(draft: Open) -> None:
    assert "ikke gemt i planen" not in plain(draft())
    named(draft(goal="2.1").text_input, "Titel").set_value("Andet").run()
    assert plain(draft()).count("ikke gemt i planen") == 1
