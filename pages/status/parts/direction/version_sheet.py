"""The versions of a development plan as HTML: what each changed in the one before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.document_changes import compare_directions
from metrics.periods import find_danish_day
from pages.ui.draw.html import fill
from words.directions.change_line import write_changes
from words.language import Words


def draw_versions(versions: Sequence[DirectionVersion], words: Words) -> Markup:
    """Draw what changed with each version, the newest first; nothing of a plan that has one alone."""
    if len(versions) < 2:
        return Markup()
    told = [([words.t("change.first")], versions[0])]
    for before, after in pairwise(versions):
        changes = compare_directions(before.document, after.document)
        told.append((write_changes(changes, (before.document.period, after.document.period), words), after))
    items = Markup().join(_version(lines, version, words) for lines, version in reversed(told))
    return fill(
        '<h2>{}</h2><details class="m-details"><summary>{}</summary>{}</details>',
        words.t("change.title"),
        words.t("change.count", count=len(versions)),
        items,
    )


def _version(lines: Sequence[str], version: DirectionVersion, words: Words) -> Markup:
    day = words.date(find_danish_day(version.recorded_at))
    return fill(
        "<h3>{}</h3><ul>{}</ul>",
        words.t("change.version", number=version.number, day=day),
        Markup().join(fill("<li>{}</li>", line) for line in lines),
    )
