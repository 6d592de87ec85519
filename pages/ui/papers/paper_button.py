"""The button that has a paper made; where the ministry's Word template cannot be used, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from os import environ

from export.papers.writers.word_template import read_template
from metrics.errors import InvalidInput
from metrics.paper.kinds import PaperFormat
from pages.ui import downloads, widgets
from pages.ui.downloads import OfferedFile
from words.language import Words


def offer_paper(
    label: str, form: PaperFormat, file: OfferedFile, make: Callable[[], bytes], words: Words
) -> None:
    """Show the button. A file that fails once it is asked for could not be told why."""
    if form is PaperFormat.WORD:
        try:
            read_template(environ)
        except InvalidInput as wrong:
            widgets.show_refused(wrong.problems, {}, words, "paper.no_template")
            return
    downloads.offer_file(label, file, make)
