"""Reminders over a real mail server on this machine: who gets what, never twice, and what a server can do wrong."""

from __future__ import annotations

import email
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

from db import models
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading
from terminal import mail_server
from tests.db.meetings.held import capture, close, take
from tests.fixtures.terminal import Run, results

CHIEF, CONTROLLER, BAD = "chief@cpr.dk", "controller@sim.dk", "bad@cpr.dk"
MAUNDY_THURSDAY = "2017-04-13"
OK = "250 OK"


@dataclass
class Box:
    """A mail server's box, and what it answers to a recipient and to a mail."""

    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    to: Callable[[str], str] = lambda _: OK
    taken: Callable[[], str] = lambda: OK

    async def handle_RCPT(  # noqa: N802 - the library's own name
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.to(address)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: object, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.taken()
        if answer == OK:
            said = email.message_from_bytes(envelope.original_content or b"", policy=default)
            assert isinstance(said, EmailMessage)
            self.mails += [(to, said) for to in envelope.rcpt_tos]
        return answer

    @property
    def to_whom(self) -> list[str]:
        return [to for to, _ in self.mails]


def serve(box: Box, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Controller:
    found = Controller(box, hostname="127.0.0.1", port=free_port(), **settings)
    found.start()
    configured(monkeypatch, PORT=str(found.port))
    return found


def configured(monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
    given = {"HOST": "127.0.0.1", "FROM": "Målstreg <maal@example.dk>", "STARTTLS": "no", **changes}
    for name, value in given.items():
        monkeypatch.setenv(f"MAALSTREG_SMTP_{name}", value)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """A server that takes everything without encryption."""
    made = Box()
    server = serve(made, monkeypatch)
    yield made
    server.stop()


@pytest.fixture
def people(ready: Run) -> Run:
    """A chief of the institution and a controller over its area."""
    grant(ready, CHIEF, "chief", "--institution", "cpr")
    grant(ready, CONTROLLER, "controller", "--area", "Social- og Indenrigsministeriet")
    return ready


def grant(run: Run, person: str, role: str, *scope: str) -> None:
    assert run("user", "grant", person, role, *scope, "--from", "2016-01-01").returncode == 0


def sent(url: str) -> list[tuple[str, str, int]]:
    with open_reading(url, sees=EVERYTHING) as session:
        rows = session.query(models.SentReminder).order_by(models.SentReminder.id)
        return [(row.person, row.deadline, row.step) for row in rows]


def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.db'}"


def test_the_chief_is_told_of_the_report_in_one_mail_with_both_days(
    people: Run, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_OIDC_PUBLIC_URL", "https://maal.example/")
    done = people("remind", "--on", MAUNDY_THURSDAY)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 mail sendt.\n", "")
    ((to, said),) = box.mails
    assert (to, said["To"], said["Subject"]) == (CHIEF, CHIEF, "Målstreg: 1 frist")
    assert said["From"] == "Målstreg <maal@example.dk>"
    assert said["Auto-Submitted"] == "auto-generated"
    plain, html = (part.get_content() for part in said.iter_parts())
    assert "CPR-administrationen: Afrapportering for 1. kvartal 2017" in plain
    assert "Frist: 14. april 2017 (sidste arbejdsdag 12. april 2017), 1 dag tilbage" in plain
    assert "https://maal.example/indberetning?plan=cpr-2017&quarter=2017Q1" in plain.split()
    link = "https://maal.example/indberetning?plan=cpr-2017&amp;quarter=2017Q1"
    assert f'<a href="{link}">CPR-administrationen: Afrap' in html
    assert CHIEF not in plain + html


def test_a_claimed_milestone_is_the_controllers_and_a_confirmed_one_nobodys(
    people: Run, box: Box, tmp_path: Path
) -> None:
    day = "2017-06-29"
    claimed = results(tmp_path, "cpr,cpr-2017:1.2.1,2017-06-28,claimed", "cpr,cpr-2017:1.2.2,2017-06-28,met")
    assert people("results", "import", claimed).returncode == 0
    assert people("remind", "--on", day).returncode == 0
    told = {to: said.get_body(("plain",)).get_content() for to, said in box.mails}  # type: ignore[union-attr]
    assert "Bekræftelse: Kortlægning af de mest udbredte fejl" in told[CONTROLLER]
    assert "Kortlægning" not in told[CHIEF]
    assert "Afrapportering for 2. kvartal 2017" in told[CHIEF]


def test_nothing_is_sent_twice_and_each_step_once(people: Run, box: Box, tmp_path: Path) -> None:
    counts = []
    for day in (
        "2017-03-12",
        "2017-03-13",
        "2017-03-14",
        "2017-04-05",
        "2017-04-11",
        "2017-04-12",
        "2017-04-14",
    ):
        assert people("remind", "--on", day).returncode == 0
        counts.append(len(box.mails))
    assert counts == [0, 1, 1, 2, 3, 3, 3]  # counted to Wednesday 12 April
    report = "cpr-2017/report/2017-01-01/2017-03-31"
    assert sent(database(tmp_path)) == [(CHIEF, report, step) for step in (30, 7, 1)]
    assert box.to_whom == [CHIEF] * 3
    assert people("remind", "--on", "2017-04-14").stdout == "Der er intet at minde om.\n"


def test_what_is_late_is_told_of_one_day_after_and_not_once_delivered(
    people: Run, box: Box, tmp_path: Path
) -> None:
    def milestones() -> list[tuple[str, int]]:
        found = [(thing, step) for _, thing, step in sent(database(tmp_path)) if "milestone/1.2" in thing]
        return [(thing[-5:], step) for thing, step in found if step < 0]

    assert people("remind", "--on", "2017-07-01").returncode == 0
    assert milestones() == [("1.2.1", -1), ("1.2.2", -1)]
    done = results(tmp_path, "cpr,cpr-2017:1.2.2,2017-06-30,met")
    assert people("results", "import", done).returncode == 0
    assert people("remind", "--on", "2017-07-07").returncode == 0
    assert milestones()[2:] == [("1.2.1", -7)]
    assert people("remind", "--on", "2017-07-30").returncode == 0
    assert milestones()[3:] == [("1.2.1", -30)]


def test_a_role_taken_back_ends_the_reminders(people: Run, box: Box) -> None:
    assert people("user", "revoke", "1").returncode == 0
    assert people("remind", "--on", MAUNDY_THURSDAY).returncode == 0
    assert box.mails == []


def test_a_dry_run_prints_and_sends_and_keeps_nothing(people: Run, box: Box, tmp_path: Path) -> None:
    done = people("remind", "--dry-run", "--on", MAUNDY_THURSDAY, lang="en")
    assert done.stdout.startswith(f"{CHIEF}: Målstreg: 1 deadline\n\nThese deadlines")
    assert done.stdout.endswith("\n1 mail would be sent.\n")
    assert (box.mails, sent(database(tmp_path))) == ([], [])


@pytest.mark.parametrize("answer", ["550 no such user", "450 try again later"])
def test_one_bad_address_does_not_stop_the_others_and_is_tried_again(
    people: Run, box: Box, tmp_path: Path, answer: str
) -> None:
    for person in (BAD, "a,b@cpr.dk"):
        grant(people, person, "reporter", "--institution", "cpr")
    box.to = lambda address: answer if address == BAD else OK
    done = people("remind", "--on", MAUNDY_THURSDAY)
    assert (done.returncode, done.stdout) == (1, "1 mail sendt.\n")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["a,b@cpr.dk", BAD]
    assert answer in done.stderr
    assert [person for person, *_ in sent(database(tmp_path))] == box.to_whom == [CHIEF]
    box.to = lambda _: OK
    people("remind", "--on", MAUNDY_THURSDAY)
    assert box.to_whom == [CHIEF, BAD]


def test_a_server_that_refuses_a_mail_leaves_it_for_the_next_run(
    people: Run, box: Box, tmp_path: Path
) -> None:
    box.taken = lambda: "451 busy"
    done = people("remind", "--on", MAUNDY_THURSDAY)
    assert (done.returncode, "451 busy" in done.stderr) == (1, True)
    assert sent(database(tmp_path)) == []
    box.taken = lambda: OK
    assert people("remind", "--on", MAUNDY_THURSDAY).returncode == 0
    assert box.to_whom == [CHIEF]


def test_a_server_that_does_not_answer_or_is_not_there_is_told_in_words(
    people: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_server, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configured(monkeypatch, PORT=str(silent.getsockname()[1]))
        slow = people("remind", "--on", MAUNDY_THURSDAY)
    configured(monkeypatch, PORT=str(free_port()))
    absent = people("remind", "--on", MAUNDY_THURSDAY)
    for done in (slow, absent):
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert "Mailserveren tager ikke imod (" in done.stderr
    assert sent(database(tmp_path)) == []


def test_two_that_run_at_once_send_each_mail_once(people: Run, box: Box, tmp_path: Path) -> None:
    code = f"import cli, sys; sys.argv = ['maalstreg', 'remind', '--on', '{MAUNDY_THURSDAY}']; cli.main()"
    root = Path(mail_server.__file__).parents[1]

    def started(_: int) -> int:
        return subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode

    with ThreadPoolExecutor() as others:
        assert list(others.map(started, range(3))) == [0, 0, 0]
    assert box.to_whom == [CHIEF]
    assert len(sent(database(tmp_path))) == 1


def test_one_that_is_killed_while_it_sends_does_not_send_again(people: Run, box: Box, tmp_path: Path) -> None:
    def killed() -> str:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail_server, "hand_over", lambda *_: killed())
        assert people("remind", "--on", MAUNDY_THURSDAY).returncode == 130
    assert [person for person, *_ in sent(database(tmp_path))] == [CHIEF]
    people("remind", "--on", MAUNDY_THURSDAY)
    assert box.mails == []


def test_mail_goes_encrypted_and_signed_in_and_to_a_known_server_alone(
    people: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext"
    subprocess.run(
        [*command.split(), "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    seen: list[tuple[bytes, bytes]] = []

    def signed_in(_server: object, session: Session, _envelope: object, _how: str, data: Any) -> AuthResult:
        seen.append((data.login, data.password))
        return AuthResult(success=session.ssl is not None and data.password == b"secret", handled=False)

    box = Box()
    server = serve(
        box,
        monkeypatch,
        tls_context=context,
        require_starttls=True,
        authenticator=signed_in,
        auth_required=True,
    )
    configured(monkeypatch, PORT=str(server.port), STARTTLS="yes", USER="maal", PASSWORD="secret")  # noqa: S106
    try:
        stranger = people("remind", "--on", MAUNDY_THURSDAY)
        assert (stranger.returncode, seen) == (1, [])
        assert "certificate" in stranger.stderr.lower()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert people("remind", "--on", MAUNDY_THURSDAY).returncode == 0
        assert (seen, box.to_whom) == ([(b"maal", b"secret")], [CHIEF])
        monkeypatch.setenv("MAALSTREG_SMTP_PASSWORD", "wrong")
        wrong = people("remind", "--on", "2017-06-29")
        assert (wrong.returncode, "535" in wrong.stderr, "wrong" in wrong.stderr) == (1, True, False)
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, ["HOST", "FROM"]),
        ({"HOST": "h"}, ["FROM"]),
        ({"HOST": "h", "FROM": "f@x.dk", "USER": "u"}, ["PASSWORD"]),
        ({"HOST": "h", "FROM": "f@x.dk", "PASSWORD": "p"}, ["USER"]),
        ({"HOST": "h", "FROM": "f@x.dk", "PORT": "mail"}, ["PORT"]),
        ({"HOST": "h", "FROM": "f@x.dk", "PORT": "65536"}, ["PORT"]),
        ({"HOST": "h", "FROM": "f@x.dk", "STARTTLS": "maybe"}, ["STARTTLS"]),
        ({"HOST": "h", "FROM": "f@x.dk", "USER": "u", "PASSWORD": "p", "STARTTLS": "no"}, ["STARTTLS"]),
    ],
)
def test_settings_that_are_half_set_or_wrong_are_told_in_words(
    people: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: dict[str, str], named: list[str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"MAALSTREG_SMTP_{name}", value)
    done = people("remind", "--on", MAUNDY_THURSDAY)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [f"MAALSTREG_SMTP_{n}" for n in named]
    assert sent(database(tmp_path)) == []


def test_an_open_action_of_a_meeting_is_told_to_its_owner_s_side_once_and_not_when_it_is_done(
    people: Run, box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_OIDC_PUBLIC_URL", "https://maal.example/")
    url, long_after = database(tmp_path), date(2100, 1, 1)
    take(url, MACHINE, "opened")
    said = {"owner": "Institutionens chef", "due": long_after, "plan": "cpr-2017", "goal": "2.1"}
    action = capture(url, MACHINE, "action", "Send en <b>plan</b>", **said)
    close(url, MACHINE)
    assert people("remind", "--on", "2099-12-28").stdout == "1 mail sendt.\n"
    ((to, mail),) = box.mails
    assert to == CHIEF
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert "CPR-administrationen: Opgave fra kvartalsmødet om mål 2.1: Send en <b>plan</b>" in plain
    assert "Ansvarlig: Institutionens chef" in plain
    assert "https://maal.example/kvartalsmoede?institution=cpr&quarter=2017Q2" in plain.split()
    assert "Send en &lt;b&gt;plan&lt;/b&gt;" in html
    assert people("remind", "--on", "2099-12-28").stdout == "Der er intet at minde om.\n"
    take(url, MACHINE, "reopened", "Den er udført")
    capture(url, MACHINE, "done", about=action.number, on=date(2017, 8, 1))
    assert people("remind", "--on", "2099-12-31").stdout == "Der er intet at minde om.\n"


def test_open_actions_stand_in_the_calendar_of_the_terminal(people: Run, tmp_path: Path) -> None:
    url = database(tmp_path)
    take(url, MACHINE, "opened")
    capture(url, MACHINE, "action", "Send en plan", owner="Chef", due=date(2100, 1, 1))
    close(url, MACHINE)
    calendar = people("deadlines", "--from", "2099-12-28", "--ics")
    assert "SUMMARY:CPR-administrationen: Opgave fra kvartalsmødet: Send en plan" in calendar.stdout
    assert "DTSTART;VALUE=DATE:21000101" in calendar.stdout
    earlier = people("deadlines", "--from", "2099-01-01", "--ics")
    assert "Send en plan" not in earlier.stdout
