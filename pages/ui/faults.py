"""What a reader meets when something fails: words and a number, never a traceback."""

from __future__ import annotations

import logging
import secrets

import streamlit as st
from markupsafe import Markup

from pages.ui import address, marks, paths

logger = logging.getLogger("maalstreg")


def report(error: Exception) -> bool:
    """Tell the reader in plain words that something failed, and the log what; both carry the same number."""
    number = f"{secrets.randbelow(10**6):06d}"
    logger.error("error %s", number, exc_info=error)
    said = address.words()
    st.html(
        Markup('<div class="m-error" role="alert"><h2>{}</h2><p>{}</p><p>{}</p></div>').format(
            said.t("error.title"),
            said.t("error.unexpected", number=number),
            marks.link(paths.path("overview", {}, said.lang), said.t("error.back")),
        )
    )
    return True
