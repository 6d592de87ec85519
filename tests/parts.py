"""Pressing a control of a part as a browser does, which has only that part redrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner


def find_parts(at: AppTest) -> list[str]:
    """The parts a page has made, in the order it drew them, but for the empty one that every page begins with."""
    return list(at._fragment_storage._fragments)[1:]


def redraw_part(at: AppTest, part: str) -> AppTest:
    """Run one part of a page by itself; what is then in the tree is what was sent, without what stood before."""
    whole = LocalScriptRunner.request_rerun

    def of_part(runner: LocalScriptRunner, asked: RerunData) -> bool:
        runner._requests = ScriptRequests()  # it begins with a wish for the whole page, which any other joins
        return whole(runner, replace(asked, fragment_id=part, fragment_id_queue=[part]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LocalScriptRunner, "request_rerun", of_part)
        return at.run()
