"""A reader's session with a Streamlit server, over the same connection and messages as a browser's."""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

MOST_SECONDS = 30
MOST_BYTES = 2**26
RUNS_KEPT = 2  # how long a browser keeps a large message that was not sent again


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the script, as its reader saw it."""

    seconds: float
    sent: int
    html: str


class Session:
    """An open session. It keeps what a browser keeps: the address, the controls and what was sent before."""

    def __init__(self, url: str, query: str = "") -> None:
        self._socket: ClientConnection = connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=MOST_BYTES,
        )
        self._query, self._page = query, ""
        self._controls: dict[str, tuple[str, list[str]]] = {}
        self._chosen: dict[str, str] = {}
        self._hashes: dict[str, int] = {}
        self._runs = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def rerun(self) -> Run:
        """Ask for the page and wait until all of it has come."""
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._page
        kept = (name for name, seen in self._hashes.items() if self._runs - seen < RUNS_KEPT)
        asked.rerun_script.cached_message_hashes.extend(kept)
        states = (WidgetState(id=key, string_value=value) for key, value in self._chosen.items())
        asked.rerun_script.widget_states.widgets.extend(states)
        data = asked.SerializeToString()
        began = time.perf_counter()
        self._socket.send(data)
        size, html = 0, ""
        while True:
            got = self._socket.recv(timeout=MOST_SECONDS)
            if not isinstance(got, bytes):
                raise TypeError("a Streamlit server sends bytes only")
            size += len(got)
            message = ForwardMsg.FromString(got)
            if message.WhichOneof("type") == "script_finished":
                self._runs += 1
                return Run(time.perf_counter() - began, size, html)
            html += self._noted(message)

    def choose(self, label: str, place: int) -> Run:
        """Choose an option of a select box by its place, as a reader does."""
        key, options = self._controls[label]
        self._chosen[key] = options[place]
        return self.rerun()

    def _noted(self, message: ForwardMsg) -> str:
        """Keep what the next request must carry; return the HTML that came."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable or message.ref_hash:
            self._hashes[message.hash or message.ref_hash] = self._runs
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "selectbox":
                box = element.selectbox
                self._controls[box.label] = (box.id, list(box.options))
            return element.html.body
        return ""
