"""The SMTP server for reminders: its settings from the environment, connecting, and sending."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage

from metrics.errors import InvalidInput, Problem, refuse

PREFIX = "MAALSTREG_SMTP_"
SETTINGS = ("HOST", "PORT", "FROM", "USER", "PASSWORD", "STARTTLS")
DEFAULT_PORT = 587
LAST_PORT = 65_535
SWITCH = {"yes": True, "no": False}
TIMEOUT = 30  # seconds for each answer of the server


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is sent through and whom it is from. `starttls` encrypts the connection before a login."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    starttls: bool = True


class Undelivered(Exception):
    """A mail that the server refused. Others may still go through."""


def read_mail_server(environment: Mapping[str, str]) -> MailServer:
    """Read the server from the environment. Raises InvalidInput with everything missing or wrong."""
    given = {name: environment.get(PREFIX + name, "").strip() for name in SETTINGS}
    port, starttls = given["PORT"] or str(DEFAULT_PORT), given["STARTTLS"] or "yes"
    needed = {"HOST": True, "FROM": True, "USER": given["PASSWORD"], "PASSWORD": given["USER"]}
    found = [
        Problem("mail_setting_missing", PREFIX + name) for name in needed if needed[name] and not given[name]
    ]
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LAST_PORT):
        found.append(Problem("between", f"{PREFIX}PORT", {"least": 1, "most": LAST_PORT}))
    if starttls not in SWITCH:
        found.append(Problem("one_of", f"{PREFIX}STARTTLS", {"allowed": ", ".join(SWITCH)}))
    elif given["PASSWORD"] and not SWITCH[starttls]:
        found.append(Problem("password_in_the_open", f"{PREFIX}STARTTLS"))
    if found:
        raise InvalidInput(found)
    return MailServer(
        given["HOST"], int(port), given["FROM"], given["USER"], given["PASSWORD"], SWITCH[starttls]
    )


@contextmanager
def connect(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Connect to the server, encrypted and logged in as the settings say.

    Raises InvalidInput (`mail_server_failed`) when the server does not answer, disconnects or refuses.
    """
    try:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        try:
            if server.starttls:
                smtp.starttls(context=ssl.create_default_context())
            if server.user:
                smtp.login(server.user, server.password)
            yield smtp
        finally:
            with suppress(OSError):
                smtp.quit()
    except OSError as wrong:  # as are smtplib's own errors
        raise refuse(
            "mail_server_failed", f"{server.host}:{server.port}", reason=_describe_error(wrong)
        ) from wrong


def hand_over(smtp: smtplib.SMTP, message: EmailMessage, sender: str, to: str) -> None:
    """Send one mail. Raises Undelivered if this mail is refused, OSError if none can be sent."""
    try:
        smtp.send_message(message, from_addr=sender, to_addrs=[to])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError) as wrong:
        raise Undelivered(_describe_error(wrong)) from wrong


def _describe_error(wrong: OSError) -> str:
    """Describe what the server or the network reported, in one line."""
    if isinstance(wrong, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(wrong.recipients.values()))
        return f"{code} {_join_lines(text)}"
    if isinstance(wrong, smtplib.SMTPResponseException):
        return f"{wrong.smtp_code} {_join_lines(wrong.smtp_error)}"
    return wrong.strerror or str(wrong) or type(wrong).__name__


def _join_lines(text: bytes | str) -> str:
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(shown.split())
