"""The words a results file may use beside the codes: headings, verdicts, precision, yes and no."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.facts.raw_row import COLUMNS
from metrics.facts.schema import EventKind
from metrics.plan.terms import Precision

ALIASES: Mapping[str, str] = {
    "indikator": "indicator",
    "nøgletal": "indicator",
    "periode": "period",
    "værdi": "value",
    "resultat": "value",
    "tæller": "numerator",
    "nævner": "denominator",
    "foreløbig": "provisional",
    "foreløbigt": "provisional",
    "bemærkning": "note",
    "kilde": "source",
    "registreret": "recorded",
    "undtaget": "exempt",
    "præcision": "precision",
    "valgt": "chosen",
    "ventes": "awaited",
}
"""Danish headings, by the column they stand for."""

INFORMATION = ("navn", "enhed", "seneste", "frist", "name", "unit", "latest", "due")
"""Columns that are there for people and are not read, in Danish and in English."""

EVENT_WORDS: Mapping[str, EventKind] = {
    "gennemført": EventKind.CLAIMED,
    "opfyldt": EventKind.MET,
    "ikke opfyldt": EventKind.NOT_MET,
    "forventes opfyldt": EventKind.EXPECTED_MET,
    "i tvivl": EventKind.IN_DOUBT,
    "usikker": EventKind.IN_DOUBT,
    "forventes ikke opfyldt": EventKind.EXPECTED_NOT_MET,
}
"""What may be said of a criterion, in Danish."""

PRECISION_WORDS: Mapping[str, Precision] = {
    "præcis": Precision.EXACT,
    "ca.": Precision.ABOUT,
    "cirka": Precision.ABOUT,
    "over": Precision.ABOVE,
    "mere end": Precision.ABOVE,
    "under": Precision.BELOW,
    "mindre end": Precision.BELOW,
    "mindst": Precision.AT_LEAST,
    "højst": Precision.AT_MOST,
}
"""How exact a value is, in Danish."""

YES = frozenset({"1", "true", "ja", "yes", "sand", "x"})
NO = frozenset({"", "0", "false", "nej", "no", "falsk"})
PROVISIONAL, FINAL = frozenset({"foreløbig", "foreløbigt"}), frozenset({"endelig", "endeligt"})
"""What may stand in the column of provisional values beside yes and no."""


def find_column(heading: str) -> str:
    """Return the column that a heading names; the heading itself, tidied, where it names none."""
    tidy = " ".join(heading.split())
    folded = tidy.casefold().rstrip(":")
    return ALIASES.get(folded) or (folded if folded in (*COLUMNS, *INFORMATION) else tidy)
