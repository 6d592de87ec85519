"""Messages over the WebSocket: what no page of ours needs is dropped before Streamlit sees it.

Streamlit takes any message from anybody who is connected, whether signed in or not: one of them empties the caches of
all readers, and another runs the download of whichever session it names the file of.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime

from service import figures, logs

DRAWING = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
ASKING = "backend_operation_request"
FILE = "deferred_file"


class Messages:
    """ASGI middleware that passes on the messages with which pages are drawn and their own files are fetched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on, without the messages that are dropped."""
        if scope["type"] != "websocket":
            return await self.app(scope, receive, send)
        told = False

        async def admit() -> Message:
            nonlocal told
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or is_admitted(message.get("bytes")):
                    return message
                figures.REFUSED.labels("message").inc()
                if not told:  # once a connection, or whoever sends them fills the log
                    told = True
                    logs.log_refusal("message_dropped")

        return await self.app(scope, admit, send)


def is_admitted(data: bytes | None) -> bool:
    """Return whether a message is one that pages use; what is no message is for Streamlit to end."""
    if not data:
        return True
    try:
        said = BackMsg.FromString(data)
    except DecodeError:
        return True
    kind = said.WhichOneof("type")
    if kind in DRAWING:
        return True
    if kind != ASKING or said.backend_operation_request.WhichOneof("payload") != FILE:
        return False
    asked = said.backend_operation_request
    return _is_own_file(asked.session_id, asked.deferred_file.file_id)


def _is_own_file(session: str, file: str) -> bool:
    """Return whether a file that is still to be made is offered in a session."""
    # Streamlit compares the session with that of the connection, and looks the file up without it.
    offered = Runtime.instance().media_file_mgr._deferred_ids_by_session
    return file in offered.get(session, ())
