"""Where contents are kept outside of the database: a folder, and what speaks as S3 does."""

from __future__ import annotations

import re
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from db.evidence import evidence_store
from db.evidence.evidence_store import STORE_VARIABLE, EvidenceStore, FolderStore, find_store
from metrics.errors import InvalidInput


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as it takes to keep, fetch and remove an object."""

    objects: dict[str, bytes]

    def do_PUT(self) -> None:
        self.objects[self.path] = self.rfile.read(int(self.headers["content-length"]))
        self._answer(200)

    def do_GET(self) -> None:
        content = self.objects.get(self.path)
        self._answer(404 if content is None else 200, content or b"")

    def do_POST(self) -> None:
        keys = re.findall(r"<Key>(.*?)</Key>", self.rfile.read(int(self.headers["content-length"])).decode())
        for key in keys:
            self.objects.pop(f"/bucket/{key}", None)
        gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode())

    def _answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("etag", '"x"')
        self.send_header("last-modified", "Sun, 29 Nov 2026 12:00:00 GMT")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture(params=["folder", "s3"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EvidenceStore]:
    if request.param == "folder":
        yield FolderStore(tmp_path)
        return
    Bucket.objects = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), Bucket) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        said = {
            "ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
            "ACCESS_KEY_ID": "x",
            "SECRET_ACCESS_KEY": "x",
            "REGION": "eu-north-1",
            "ALLOW_HTTP": "true",
        }
        for name, value in said.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        found = find_store({STORE_VARIABLE: "s3://bucket/bilag"})
        assert found is not None
        yield found
        server.shutdown()


def test_a_content_is_kept_fetched_and_removed(store: EvidenceStore) -> None:
    assert store.get("a") is None
    store.put("a", b"content")
    assert store.get("a") == b"content"
    store.remove("a")
    store.remove("a")
    assert store.get("a") is None


def test_a_content_goes_where_what_it_belongs_to_fails(store: EvidenceStore) -> None:
    keys: list[str] = []

    def fail() -> None:
        with evidence_store.keep_content(store, b"content") as key:
            assert store.get(key) == b"content"
            keys.append(key)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store.get(keys[0]) is None


def test_a_file_in_the_folder_is_for_the_server_alone_and_never_written_over(tmp_path: Path) -> None:
    FolderStore(tmp_path).put("a", b"x")
    (kept,) = tmp_path.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("said", "code"),
    [("files", "store_unknown"), ("/nowhere/at/all", "store_away"), ("ftp://x", "store_unknown")],
)
def test_a_store_that_is_none_is_told_at_once(said: str, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        find_store({STORE_VARIABLE: said})


def test_without_a_setting_it_is_the_database() -> None:
    assert find_store({}) is find_store({STORE_VARIABLE: "database"}) is None


def test_a_lost_folder_is_told_and_is_not_an_empty_one(tmp_path: Path) -> None:
    lost = FolderStore(tmp_path / "gone")
    with pytest.raises(InvalidInput, match="store_away"):
        lost.get("a")
    with pytest.raises(InvalidInput, match="store_away"):
        lost.put("a", b"x")
