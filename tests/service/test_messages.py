"""What comes over the WebSocket: the messages that pages need, and none of the others that Streamlit would take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from starlette.testclient import TestClient
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import server
from service import figures
from service.messages import is_admitted

KEPT: list[dict[str, Any]] = [
    {"app_heartbeat": True},
    {"stop_script": True},
    {"rerun_script": {"query_string": "lang=en"}},
]
DROPPED: list[dict[str, Any]] = [
    {"clear_cache": True},
    {"set_run_on_save": True},
    {"load_git_info": True},
    {"debug_disconnect_websocket": True},
    {"debug_shutdown_runtime": True},
    {"file_urls_request": {"request_id": "1", "file_names": ["a"]}},
    {"backend_operation_request": {"request_id": "1", "install_skills": {}}},
    {"backend_operation_request": {"request_id": "1", "dismiss_skills_nudge": {}}},
    {"backend_operation_request": {"request_id": "1", "dataframe_chunk": {}}},
    {"backend_operation_request": {"request_id": "1"}},
]


def message(said: dict[str, Any]) -> bytes:
    made = BackMsg(**said)
    data: bytes = made.SerializeToString()
    return data


def name(said: dict[str, Any]) -> str:
    return "-".join(said)


@pytest.mark.parametrize("said", KEPT, ids=name)
def test_what_draws_a_page_comes_through(said: dict[str, Any]) -> None:
    assert is_admitted(message(said))


@pytest.mark.parametrize("said", DROPPED)
def test_everything_else_is_dropped(said: dict[str, Any]) -> None:
    assert not is_admitted(message(said))


def test_a_message_of_a_kind_that_is_yet_to_come_is_dropped() -> None:
    assert not is_admitted(bytes([0xFA, 0x3F, 0x00]))  # field 1023, which BackMsg does not have


@pytest.mark.parametrize("data", [None, b"", b"\xff\xff\xff"])
def test_what_is_no_message_is_left_to_streamlit_to_end(data: bytes | None) -> None:
    assert is_admitted(data)


def test_every_kind_of_message_is_decided_on() -> None:
    """Whoever upgrades Streamlit decides here what a new kind is for."""
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert kinds == {kind for said in (*KEPT, *DROPPED) for kind in said}


@pytest.fixture
def session_id(client: TestClient) -> Iterator[str]:
    """A session in which a file is on offer."""
    assert server.app._runtime
    manager = server.app._runtime.media_file_mgr
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.runtime.media_file_manager._get_session_id", lambda: "own")
        manager.add_deferred(lambda: b"x", "text/plain", "place", file_name="a.txt")
        yield "own"
    manager.clear_session_refs("own")


def test_a_file_is_made_for_the_session_it_is_offered_in_alone(session_id: str) -> None:
    assert server.app._runtime
    (file,) = server.app._runtime.media_file_mgr._deferred_ids_by_session[session_id]

    def ask(session: str) -> bool:
        asked: dict[str, Any] = {"request_id": "1", "session_id": session, "deferred_file": {"file_id": file}}
        return is_admitted(message({"backend_operation_request": asked}))

    assert ask(session_id)
    assert not ask("another")
    assert not ask("")


def test_nobody_empties_the_caches_of_all_readers(client: TestClient) -> None:
    made = []

    @st.cache_data
    def make() -> int:
        made.append(1)
        return 1

    def refused() -> float:
        return figures.REGISTRY.get_sample_value("maalstreg_refused_total", {"what": "message"}) or 0

    make()
    before = refused()
    with client.websocket_connect("/_stcore/stream", subprotocols=["streamlit"]) as connected:
        for _ in range(2):
            connected.send_bytes(message({"clear_cache": True}))
        connected.send_bytes(message({"app_heartbeat": True}))
        while not ForwardMsg.FromString(connected.receive_bytes()).heartbeat_ack:
            pass
    make()
    assert (len(made), refused() - before) == (1, 2)
