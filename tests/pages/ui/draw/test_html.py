"""What is filled into a template is escaped once, and never twice."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from pages.ui.draw.html import fill, quote_markdown
from tests.pages.drawing import HOSTILE, Reader


def test_text_is_escaped_also_within_an_attribute() -> None:
    read = Reader(fill('<b title="{}">{}</b>', HOSTILE, HOSTILE))
    assert (read.tags, read.values("title"), read.text) == (["b"], [HOSTILE], HOSTILE)


def test_html_stays_as_it_is() -> None:
    assert fill("<p>{}</p>", Markup("<i>a &amp; b</i>")) == "<p><i>a &amp; b</i></p>"


def test_a_brace_in_a_value_is_text() -> None:
    assert fill("<p>{}</p>", "{0}") == "<p>{0}</p>"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("1.1 Sager (i alt): 50 % - eller flere", "1.1 Sager (i alt): 50 % - eller flere"),
        (":red[r] :smile:", r"\:red\[r\] \:smile:"),
        ("[l](javascript:x)", r"\[l\](javascript\:x)"),
        ("*a* _b_ `c` $d$ ~e~ <i>", r"\*a\* \_b\_ \`c\` \$d\$ \~e\~ \<i>"),
        ("a\\*", r"a\\\*"),
    ],
)
def test_what_people_write_is_no_markdown(text: str, quoted: str) -> None:
    assert quote_markdown(text) == quoted
