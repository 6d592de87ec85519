"""HTML templates filled with values, which are escaped unless they are HTML themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape


def fill(template: str, *parts: object) -> Markup:
    """Fill in each `{}` of a template.

    >>> fill('<b title="{}">{}</b>', "a < b", Markup("<i>c</i>"))
    Markup('<b title="a &lt; b"><i>c</i></b>')
    """
    # `Markup.format` has a formatter written in Python, too slow for the hundreds of calls in each run.
    return Markup(template.format(*map(escape, parts)))  # noqa: S704 # the parts are escaped


def quote_css(text: str) -> Markup:
    r"""Quote a text as a string in a stylesheet that stands in the page.

    >>> quote_css('a "b" </style>')
    Markup('"a \\22 b\\22  \\3c /style\\3e "')
    """
    escaped = "".join(f"\\{ord(c):x} " if c in '"\\<>&\n\r' else c for c in text)
    return Markup(f'"{escaped}"')  # noqa: S704 # what could end the string or the sheet is written as its number


def quote_markdown(text: str) -> str:
    r"""Quote a text that people write, for a label or a message in which Streamlit would take it for Markdown.

    >>> quote_markdown("50 %: *[a](b)* :red[c]")
    '50 %: \\*\\[a\\](b)\\* \\:red\\[c\\]'
    """
    return re.sub(r"([\\`*_\[\]<$~]|:(?=\w))", r"\\\1", text)


Cell = str | Markup


Link = Callable[..., str]
"""Makes the address of a page that keeps the reader's day and language."""
