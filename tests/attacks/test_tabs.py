"""The connection that pages have, used by whoever writes its messages by hand: no browser is needed for that."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from metrics.access import Role
from tests.cookies import cookie
from tests.fixtures.services import HOST, PUBLIC, Service, open_tab

OWN, OTHERS = "CPR-administrationen", "Styrelsen for Borgertilsyn"
NOT_YOURS = "Du har ikke adgang til siden. Kontakt systemadministratoren for adgang."
ENDED = "Din pålogning er udløbet"
PLAN = "plan=eksempel-tilsyn-2026"
FORGED = ("", "0" * 32, "../../etc/passwd", "pages/admin/audit.py", "\0", "x" * 5000)


def make_message(page: str = "", name: str = "", part: str = "") -> bytes:
    """A message as nobody's browser would send it."""
    made = BackMsg()
    asked = made.rerun_script
    asked.page_script_hash, asked.page_name, asked.fragment_id, asked.query_string = page, name, part, PLAN
    data: bytes = made.SerializeToString()
    return data


def test_a_reader_of_one_institution_is_shown_no_other_s_plans(service: Service) -> None:
    person = "asks@cpr.dk"
    service.grant(person)
    with open_tab(service, service.signed_in(person)) as tab:
        assert OWN in tab.ask()
        for page, query in (
            *((page, PLAN) for page in ("plan", "maal", "hvad-nu-hvis")),
            ("plan", f"{PLAN}&lang=en&as_of=2026-06-30&known_at=2026-06-30"),
            ("institution", "institution=eksempel-tilsyn"),
            ("risiko", "institution=eksempel-tilsyn"),
            ("overblik", "area=Digitaliserings- og Borgerministeriet (opdigtet)"),
            ("udvikling", "institution=eksempel-tilsyn"),
        ):
            assert OTHERS not in tab.visit(page, query), (page, query)


def test_a_role_in_the_address_is_nobody_s_where_people_sign_in(service: Service) -> None:
    person = "climbs@cpr.dk"
    service.grant(person)
    for role in (Role.AUDITOR, Role.CONTROLLER, Role.ADMINISTRATOR):
        with open_tab(service, service.signed_in(person), f"role={role}") as tab:
            assert OTHERS not in tab.ask()
            for page in ("spor", "planer"):
                assert NOT_YOURS in tab.visit(page, f"role={role}")


def test_a_page_one_may_not_open_stays_shut_however_it_is_asked_for(service: Service) -> None:
    person, auditor, told = "forges@cpr.dk", "auditor@cpr.dk", "on.record@cpr.dk"
    for one in (person, told):
        service.grant(one)
    service.grant(auditor, Role.AUDITOR, None)
    with open_tab(service, service.signed_in(auditor)) as tab:
        tab.ask()
        pages = dict(tab.browser.pages)
        assert told in tab.visit("spor", "")
    with open_tab(service, service.signed_in(person)) as tab:
        tab.ask()
        for page in (pages["spor"], pages["planer"], *FORGED):
            said = tab.send(make_message(page, FORGED[2]))
            assert told not in said
            assert "root:" not in said
        assert NOT_YOURS in tab.send(make_message(pages["spor"]))


def test_a_part_that_was_never_offered_draws_nothing_of_others(service: Service) -> None:
    person = "parts@cpr.dk"
    service.grant(person)
    with open_tab(service, service.signed_in(person)) as tab:
        tab.ask()
        page = tab.browser.page
        for part in ("x", "0" * 32, "../x", "\0"):
            tab.socket.send(make_message(page, part=part))
        said = "".join(tab.ask() for _ in range(3))
        assert OWN in said
        assert OTHERS not in said


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"https://{HOST}.evil.example", "http://[", ""]
)
def test_no_other_site_opens_a_connection(service: Service, origin: str) -> None:
    service.grant("origin@cpr.dk")
    with pytest.raises(InvalidStatus), open_tab(service, service.signed_in("origin@cpr.dk"), origin=origin):
        pass


def test_nobody_takes_over_another_s_session(service: Service) -> None:
    person, other = "kept@cpr.dk", "taker@cpr.dk"
    service.grant(person)
    service.grant(other, institution="eksempel-tilsyn")
    with open_tab(service, service.signed_in(person)) as tab:
        assert OWN in tab.ask()
        assert tab.session
        for cookies in ({}, service.signed_in(other)):
            with open_tab(service, cookies, session=tab.session) as taken:
                assert OWN not in taken.ask()
        assert OWN in tab.ask()
    for cookies in (
        {},
        service.signed_in(other),
    ):  # nor once its owner has gone, when it could be taken up again
        with open_tab(service, cookies, session=tab.session) as taken:
            assert OWN not in taken.ask()


def test_messages_that_no_page_sends_move_nothing(service: Service) -> None:
    person = "stays@cpr.dk"
    service.grant(person)
    with open_tab(service, service.signed_in(person)) as tab, open_tab(service, {}) as nobody:
        tab.ask()
        for said in (
            {"debug_shutdown_runtime": True},
            {"debug_disconnect_websocket": True},
            {"set_run_on_save": True},
            {"clear_cache": True},
            {"backend_operation_request": {"request_id": "1", "install_skills": {}}},
        ):
            nobody.socket.send(BackMsg(**said).SerializeToString())
        assert OWN not in nobody.ask()
        assert OWN in tab.ask()
    assert service.ask("/api/ready").status_code == 200


def test_a_sign_out_at_one_process_holds_in_a_tab_at_the_other(service: Service) -> None:
    person = "elsewhere@cpr.dk"
    service.grant(person)
    _, cookies = service.sign_in(person)
    with open_tab(service, cookies, at=1) as tab:
        assert OWN in tab.ask()
        service.ask("/auth/logout", cookies, method="POST")
        said = tab.ask()
        assert ENDED in said
        assert OWN not in said


def test_whoever_has_not_signed_in_is_told_of_no_page(service: Service) -> None:
    with open_tab(service, {}, PLAN) as tab:
        said = tab.ask()
        assert "Log på" in said
        assert OTHERS not in said
        assert tab.browser.pages == {}


def test_a_cookie_that_the_service_did_not_make_opens_nothing(service: Service) -> None:
    person = "sealed@cpr.dk"
    service.grant(person)
    ((name, value),) = service.signed_in(person).items()
    for made in (
        cookie("z" * 40, person, PUBLIC),
        service.signed_in(person, origin="https://elsewhere.example.dk"),
        {name: ("B" if value[0] == "A" else "A") + value[1:]},
        {name: value[:-2]},
        {name: value.partition(".")[0]},
    ):
        with open_tab(service, made) as tab:
            said = tab.ask()
            assert "Log på" in said
            assert OWN not in said
