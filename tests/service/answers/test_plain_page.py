"""A page of sentences, in which what people write is text."""

from __future__ import annotations

from service.answers.plain_page import write_plain_page
from words.language import Words


def test_what_is_said_is_text() -> None:
    page = write_plain_page("<b>", ["<script>"], ("<i>", '/"x'), Words("da"))
    assert "<b>" not in page
    assert "<script>" not in page
    assert '<a href="/&quot;x">&lt;i&gt;</a>' in page
