"""A session with a Streamlit server, over the same connection and with the same messages as a browser's."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

MOST_SECONDS = 120  # where a machine has much else to do; nothing is measured by it
MOST_BYTES = 2**26
RUNS_KEPT = 2  # how long a browser keeps a large message that was not sent again
CONTROLS = ("selectbox", "date_input", "button", "slider", "text_input", "text_area")
GOES_ON = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the script: its seconds, the bytes sent and the HTML received."""

    seconds: float
    sent: int
    html: str


@dataclass(frozen=True, slots=True)
class Control:
    """A control on the page. `part` is the fragment that is redrawn alone when it changes."""

    id: str
    options: tuple[str, ...]
    part: str


class Browser:
    """What a browser keeps of a session: the address, the controls and the messages it was sent."""

    def __init__(self, query: str = "") -> None:
        self.query, self.page = query, ""
        self.pages: dict[str, str] = {}
        self.controls: dict[str, Control] = {}
        self._chosen: dict[str, WidgetState] = {}
        self._hashes: dict[str, int] = {}
        self._runs = 0

    def follow(self, path: str, query: str) -> None:
        """Follow a link: the address changes, and the previous page's controls are gone."""
        self.page, self.query = self.pages[path], query
        self.controls, self._chosen = {}, {}

    def choose(self, control: Control, place: int) -> None:
        """Choose an option of a select box by its place."""
        self._chosen[control.id] = WidgetState(id=control.id, string_value=control.options[place])

    def choose_day(self, control: Control, day: str) -> None:
        """Choose a day, written as 2026-11-21."""
        state = self._chosen[control.id] = WidgetState(id=control.id)
        state.string_array_value.data.append(day)

    def slide(self, control: Control, place: int) -> None:
        """Move a slider to one of its places."""
        state = self._chosen[control.id] = WidgetState(id=control.id)
        state.string_array_value.data.append(control.options[place])

    def write(self, control: Control, text: str) -> None:
        """Write in a text field."""
        self._chosen[control.id] = WidgetState(id=control.id, string_value=text)

    def request(self, *pressed: WidgetState, part: str = "") -> bytes:
        """Make the message that asks for the page, or a fragment of it, to be redrawn."""
        asked = BackMsg()
        rerun = asked.rerun_script
        rerun.query_string, rerun.page_script_hash, rerun.fragment_id = self.query, self.page, part
        kept = (name for name, seen in self._hashes.items() if self._runs - seen < RUNS_KEPT)
        rerun.cached_message_hashes.extend(kept)
        rerun.widget_states.widgets.extend([*self._chosen.values(), *pressed])
        data: bytes = asked.SerializeToString()
        return data

    def receive(self, message: ForwardMsg) -> Element | None:
        """Keep what the next request must carry; return the element that came."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable or message.ref_hash:
            self._hashes[message.hash or message.ref_hash] = self._runs
        if kind == "script_finished":
            self._runs += 1
        elif kind == "new_session":
            self.page = message.new_session.page_script_hash
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") in CONTROLS:
                self._keep_control(element, message.delta.fragment_id)
            return element
        return None

    def _keep_control(self, element: Element, part: str) -> None:
        """Keep a control, by the key the page gave it or else by its label."""
        found = getattr(element, str(element.WhichOneof("type")))
        key = found.id.split("-", 2)[-1]
        options = tuple(getattr(found, "options", ()))
        self.controls[found.label if key == "None" else key] = Control(found.id, options, part)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a connection of somebody who has signed in says: where the page is from, its token and its headers."""

    origin: str
    token: str
    headers: Mapping[str, str]


class Session:
    """An open session with a browser of its own."""

    def __init__(self, url: str, query: str = "", signed_in: SignedIn | None = None) -> None:
        self._socket: ClientConnection = connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            origin=signed_in.origin if signed_in else None,  # type: ignore[arg-type] # a name for str
            subprotocols=[Subprotocol("streamlit"), *([Subprotocol(signed_in.token)] if signed_in else [])],
            max_size=MOST_BYTES,
            additional_headers=signed_in.headers if signed_in else None,
        )
        self._browser = Browser(query)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def visit(self, path: str) -> None:
        """Follow a link to another page and keep the query."""
        query = self._browser.query
        self.rerun()
        self._browser.follow(path, query)

    def slide(self, name: str, place: int) -> Run:
        """Move a slider by its key; only its fragment is redrawn."""
        control = self._browser.controls[name]
        self._browser.slide(control, place)
        return self.rerun(control.part)

    def type(self, name: str, text: str) -> None:
        """Write in the last text field whose key ends with this name."""
        self._browser.write(self._find(name), text)

    def press(self, name: str) -> Run:
        """Press the last button whose key or label ends with this name, and wait for the whole answer."""
        return self.rerun("", WidgetState(id=self._find(name).id, trigger_value=True))

    def _find(self, name: str) -> Control:
        found = [key for key in self._browser.controls if key.endswith(name)]
        return self._browser.controls[found[-1]]

    def rerun(self, part: str = "", *pressed: WidgetState) -> Run:
        """Ask for the page, or a fragment of it, and wait for the whole answer."""
        data = self._browser.request(*pressed, part=part)
        began = time.perf_counter()
        self._socket.send(data)
        size, html = 0, ""
        while True:
            got = self._socket.recv(timeout=MOST_SECONDS)
            if not isinstance(got, bytes):
                raise TypeError("a Streamlit server sends bytes only")
            size += len(got)
            message = ForwardMsg.FromString(got)
            element = self._browser.receive(message)
            if message.WhichOneof("type") == "script_finished" and message.script_finished != GOES_ON:
                return Run(time.perf_counter() - began, size, html)
            html += element.html.body if element else ""

    def choose(self, control: str, place: int) -> Run:
        """Choose an option of a select box by its place, and wait for the whole answer."""
        self._browser.choose(self._browser.controls[control], place)
        return self.rerun()
