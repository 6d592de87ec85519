"""A unit that fails: who is mailed of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

import pytest
from aiosmtpd import handlers
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]
TELLER = (ROOT / "deploy" / "systemd" / "maalstreg-failed@.service").read_text("utf-8")
UNIT = "maalstreg-backup.service"


class Box(handlers.Message):
    """A mail server that keeps what it is handed."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.got.append(message)


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    """A mail server on this machine, and its port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    box = Box()
    running = Controller(box, hostname="127.0.0.1", port=port)
    running.start()
    yield box, port
    running.stop()


def tell(port: int, to: str) -> subprocess.CompletedProcess[str]:
    """Do what the unit does, with the settings of a machine whose mail server is here."""
    server = {"HOST": "127.0.0.1", "PORT": str(port), "FROM": "maal@example.dk", "STARTTLS": "no"}
    settings = {f"MAALSTREG_SMTP_{name}": value for name, value in server.items()}
    given = {**os.environ, **settings, "MAALSTREG_FAILURES_TO": to}
    command = [sys.executable, str(ROOT / "deploy" / "mail-failure"), UNIT]
    return subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)


def test_everybody_who_is_named_gets_a_mail_that_says_which_unit_failed(box: tuple[Box, int]) -> None:
    kept, port = box
    assert tell(port, "drift@example.dk, vagt@example.dk").returncode == 0
    assert [mail["To"] for mail in kept.got] == ["drift@example.dk", "vagt@example.dk"]
    for mail in kept.got:
        assert f"{UNIT} failed on {socket.gethostname()}" in str(make_header(decode_header(mail["Subject"])))
        assert f"--unit={UNIT}".encode() in mail.get_payload(decode=True)


def test_without_anybody_named_nobody_is_mailed_and_nothing_fails(box: tuple[Box, int]) -> None:
    kept, port = box
    assert tell(port, " ").returncode == 0
    assert kept.got == []


def test_a_mail_that_cannot_be_sent_fails_the_unit() -> None:
    assert tell(1, "drift@example.dk").returncode != 0


def test_the_unit_that_tells_mails_after_it_has_logged_and_may_reach_a_mail_server() -> None:
    logs, mails = (line for line in TELLER.splitlines() if line.startswith("ExecStart="))
    assert "tell-failure %i" in logs
    assert mails.endswith(
        "with-credentials /opt/maalstreg/.venv/bin/python /opt/maalstreg/deploy/mail-failure %i"
    )
    assert "PrivateNetwork" not in TELLER
    assert "RestrictAddressFamilies=AF_INET AF_INET6" in TELLER
