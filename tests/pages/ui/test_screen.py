"""What is put on the page: HTML as it is, and sentences escaped."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import text


def test_blocks_are_put_on_the_page_in_one_go_and_hold_their_place_where_they_are_empty() -> None:
    def script() -> None:
        from markupsafe import Markup

        from pages.ui import screen

        screen.draw(Markup("<p>a</p>"), "", Markup("<p>b</p>"))
        screen.draw("", Markup())
        screen.draw()

    at = AppTest.from_function(script).run()
    assert [block.proto.body for block in at.get("html")] == ["<p>a</p><p>b</p>"]
    assert [element.type for element in at.main.children.values()] == ["html", "empty", "empty"]


def test_a_sentence_is_text() -> None:
    def script() -> None:
        from pages.ui import screen

        screen.say("<script>")

    html = text(AppTest.from_function(script).run())
    assert html == '<p class="m-notice" role="status">&lt;script&gt;</p>'
