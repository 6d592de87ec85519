"""The mail server's settings, and what it means when it refuses."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from metrics.errors import InvalidInput
from terminal import mail_server
from terminal.mail_server import MailServer, Undelivered, read_mail_server

NEEDED = {"MAALSTREG_SMTP_HOST": "mail.example", "MAALSTREG_SMTP_FROM": "maal@example.dk"}


def problems(**given: str) -> list[tuple[str, str]]:
    """Code and setting of everything wrong with settings."""
    with pytest.raises(InvalidInput) as refused:
        read_mail_server(NEEDED | {f"MAALSTREG_SMTP_{name}": value for name, value in given.items()})
    return [
        (problem.code, problem.place.removeprefix("MAALSTREG_SMTP_")) for problem in refused.value.problems
    ]


def test_what_is_left_out_is_the_usual_and_encrypted() -> None:
    assert read_mail_server(NEEDED) == MailServer(
        "mail.example", 587, "maal@example.dk", "", "", starttls=True
    )


def test_all_settings_are_read_without_the_spaces_around_them() -> None:
    given = {"PORT": " 25 ", "USER": "maal", "PASSWORD": "secret", "STARTTLS": "yes"}
    found = read_mail_server(NEEDED | {f"MAALSTREG_SMTP_{name}": value for name, value in given.items()})
    assert found == MailServer("mail.example", 25, "maal@example.dk", "maal", "secret", starttls=True)


def test_everything_wrong_is_told_at_once() -> None:
    assert problems(PORT="0", STARTTLS="maybe", USER="maal") == [
        ("mail_setting_missing", "PASSWORD"),
        ("between", "PORT"),
        ("one_of", "STARTTLS"),
    ]
    secret = {"USER": "maal", "PASSWORD": "x"}
    assert problems(**secret, STARTTLS="no") == [("password_in_the_open", "STARTTLS")]


@pytest.mark.parametrize("port", ["65536", "-1", "2,5", "²"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert problems(PORT=port) == [("between", "PORT")]


class Refusing:
    """A server that refuses what its recipient's name asks it to."""

    async def handle_RCPT(  # noqa: N802 - the library's own name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such\tuser"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        return "451 busy" if envelope.rcpt_tos == ["busy@cpr.dk"] else "250 OK"


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A refusing server on this machine."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    running = Controller(Refusing(), hostname="127.0.0.1", port=port)
    running.start()
    yield MailServer("127.0.0.1", port, "maal@example.dk", starttls=False)
    running.stop()


def mail(to: str) -> EmailMessage:
    """A mail to somebody."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "maal@example.dk", to, "x"
    return made


def test_a_mail_that_is_refused_leaves_the_connection_to_the_next(server: MailServer) -> None:
    said = []
    with mail_server.connect(server) as smtp:
        for to in ("nobody@cpr.dk", "busy@cpr.dk"):
            with pytest.raises(Undelivered) as refused:
                mail_server.hand_over(smtp, mail(to), server.sender, to)
            said.append(str(refused.value))
        mail_server.hand_over(smtp, mail("chief@cpr.dk"), server.sender, "chief@cpr.dk")
    assert said == ["550 no such user", "451 busy"]


def test_a_server_that_breaks_off_is_told_with_its_address(server: MailServer) -> None:
    with pytest.raises(InvalidInput) as refused, mail_server.connect(server):
        raise smtplib.SMTPServerDisconnected("gone")
    (problem,) = refused.value.problems
    assert (problem.code, problem.place) == ("mail_server_failed", f"127.0.0.1:{server.port}")
    assert problem.params == {"reason": "gone"}
