"""A real Prosody with our module, which asks the real service, as docs/hooks/prosody.md sets them up."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest

from ..http.client import Service
from .real import KIND, NOTICE, ROOT, RUDE, UNCHECKED, eventually, needed, replaced, reserved_port, running, shown
from .xmpp import CLIENT, STANZAS, Client

LANGUAGES = sorted(KIND)
ROOM = "help@rooms.example.org"
OMEMO = "<encrypted xmlns='eu.siacs.conversations.axolotl'/>"

BASE = """
run_as_root = true
daemonize = false
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
log = {{ {{ levels = {{ min = "info" }}; to = "console" }} }}
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {port} }}
s2s_ports = {{}}
modules_enabled = {{ "disco"; "roster"; "saslauth" }}
modules_disabled = {{ "s2s" }}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
"""


class Desk(NamedTuple):
    """An agent, a customer, and a colleague, logged in; and a way to run the service that is asked about them."""

    policy: str
    agent: Client
    customer: Client
    serving: Callable[..., Any]
    port: int

    def arrives(self, to: str, text: str, kind: str = "chat", more: str = "") -> None:
        self.agent.says(to, text, kind, more)
        heard = self.customer.hears()
        assert heard.findtext(f"{CLIENT}body") == text
        if kind == "groupchat":
            assert self.agent.hears().findtext(f"{CLIENT}body") == text

    def is_refused(self, to: str, text: str, words: str, kind: str = "chat", more: str = "") -> ET.Element:
        """Send, and see that the author is told why, and that the next thing the customer hears is something else."""
        self.agent.says(to, text, kind, more, ident="refused")
        answer = self.agent.hears()
        assert answer.get("type") == "error"
        assert answer.get("id") == "refused"
        assert words in (answer.findtext(f".//{STANZAS}text") or "")
        self.agent.says(self.customer.jid, "", "chat", "<marker xmlns='urn:example:marker'/>")
        marker = "{urn:example:marker}marker"
        heard = self.customer.waits(lambda it: it.find(marker) is not None or it.find(f"{CLIENT}body") is not None)
        assert heard.find(marker) is not None
        error = answer.find(f"{CLIENT}error")
        assert error is not None
        return error

    def by_policy(self, to: str, text: str, kind: str = "chat") -> None:
        if self.policy == "open":
            self.arrives(to, text, kind)
        else:
            error = self.is_refused(to, text, UNCHECKED, kind)
            assert error.get("type") == "wait"
            assert error.find(f"{STANZAS}resource-constraint") is not None

    def to(self, where: str) -> tuple[str, str]:
        """Return the address and the type of messages to the customer alone, to a client of theirs, or to the room."""
        return {
            "bare": (self.customer.jid, "chat"), "full": (self.customer.full, "chat"), "room": (ROOM, "groupchat"),
            "room-private": (f"{ROOM}/anna", "chat"),
        }[where]  # fmt: skip


@pytest.fixture(scope="module", params=["open", "closed"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    program = needed("prosody", "Prosody", "prosody")
    folder: Path = tmp_path_factory.mktemp("prosody")
    policy: str = request.param
    accounts = folder / "data" / "example%2eorg" / "accounts"
    accounts.mkdir(parents=True)
    for name in ("desk-1", "anna"):
        (accounts / f"{name.replace('-', '%2d')}.dat").write_text('return { ["password"] = "secret" };\n')
    with ExitStack() as stack:
        asked = stack.enter_context(reserved_port())
        with reserved_port() as port:
            pass  # Prosody can't share a port with its holder, so it is let go just before
        changes = {
            "127.0.0.1:8080": f"127.0.0.1:{asked}",
            "/opt/courtesy/hooks/prosody": str(ROOT / "hooks" / "prosody"),
        }
        if policy == "closed":
            changes |= {'"open"': '"closed"', '"allow"': '"block"'}
        config = BASE.format(folder=folder, port=port) + replaced(shown("prosody.md", "lua"), changes)
        (folder / "prosody.cfg.lua").write_text(config)
        process = stack.enter_context(running([program, "-F", "--config", str(folder / "prosody.cfg.lua")], folder))

        def logs_in(name: str) -> Client:
            return Client(port, f"{name}@example.org", "secret")

        agent = stack.enter_context(closing(eventually(lambda: logs_in("desk-1"), "Prosody comes up", process)))
        customer = stack.enter_context(closing(logs_in("anna")))

        @contextmanager
        def serving(more: str = "deadline_ms = 20000") -> Iterator[Service]:
            settings = shown("prosody.md", "toml") + "[ask]\nafter_seconds = 0\n"
            with Service(
                folder, f'{settings}[policy]\non_failure = "{policy}"\n{more}\n', "--port", str(asked)
            ) as service:
                yield service

        agent.joins(ROOM, "desk")
        opens(agent)
        customer.joins(ROOM, "anna")
        yield Desk(policy, agent, customer, serving, asked)


def opens(owner: Client) -> None:
    """Take a new room as it is; until then nobody else may come in."""
    form = "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query>"
    owner.send(f"<iq type='set' id='open' to='{ROOM}'>{form}</iq>")
    owner.waits(lambda stanza: stanza.get("id") == "open")


@pytest.fixture(scope="module")
def service(desk: Desk) -> Iterator[Service]:
    with desk.serving() as service:
        yield service


WHERE = ["bare", "full", "room", "room-private"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("where", WHERE)
def test_kind_words_arrive_and_rude_ones_need_a_second_try(desk: Desk, service: Service, where: str, lang: str) -> None:
    to, kind = desk.to(where)
    desk.arrives(to, KIND[lang], kind)
    error = desk.is_refused(to, RUDE[lang], NOTICE, kind)
    assert error.get("type") == "modify"
    assert error.find(f"{STANZAS}not-acceptable") is not None
    desk.arrives(to, RUDE[lang], kind)


def test_what_could_be_kinder_is_sent_and_told(desk: Desk, service: Service) -> None:
    desk.arrives(desk.customer.jid, "Send me the invoice.")
    told = desk.agent.hears()
    assert told.get("type") == "headline"
    assert told.get("from") == "example.org"
    assert "Send me the" in (told.findtext(f"{CLIENT}body") or "")


@pytest.mark.parametrize("where", WHERE)
def test_rich_text_and_every_body_are_checked(desk: Desk, service: Service, where: str) -> None:
    to, kind = desk.to(where)
    number = WHERE.index(where) + 1  # the same words to the same reader would be a second try
    rich = f"<body xmlns='http://www.w3.org/1999/xhtml'><p>{number}. What a <b>pathetic</b> excuse.</p></body>"
    desk.is_refused(to, "ok", NOTICE, kind, f"<html xmlns='http://jabber.org/protocol/xhtml-im'>{rich}</html>")
    second = f"<body xml:lang='pl'>{number}. {escape(RUDE['pl'])}</body>"
    desk.is_refused(to, KIND["en"], NOTICE, kind, second)
    edit = "<replace xmlns='urn:xmpp:message-correct:0' id='m'/>"
    desk.is_refused(to, f"{number}. Are you deaf? The desk is on the left.", NOTICE, kind, edit)


def test_customers_may_say_what_they_like(desk: Desk, service: Service) -> None:
    desk.customer.says(desk.agent.jid, RUDE["en"])
    assert desk.agent.hears().findtext(f"{CLIENT}body") == RUDE["en"]


def test_what_nobody_can_read_is_answered_by_its_own_setting(desk: Desk, service: Service) -> None:
    if desk.policy == "open":
        desk.arrives(desk.customer.jid, "I sent you an encrypted message.", more=OMEMO)
    else:
        error = desk.is_refused(desk.customer.jid, "", "Encrypted messages can't be checked", more=OMEMO)
        assert error.find(f"{STANZAS}policy-violation") is not None


def test_what_says_nothing_passes_without_a_question(desk: Desk, service: Service) -> None:
    before = service.ask("GET", "/metrics").body.count(b"courtesy_verdicts_total")
    desk.agent.says(desk.customer.jid, "", "chat", "<composing xmlns='http://jabber.org/protocol/chatstates'/>")
    desk.customer.waits(lambda stanza: stanza.find("{http://jabber.org/protocol/chatstates}composing") is not None)
    assert service.ask("GET", "/metrics").body.count(b"courtesy_verdicts_total") == before


# These stop the service, so they come after everything that shares it.


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("where", WHERE)
def test_without_the_service_the_policy_of_the_module_holds(
    desk: Desk, service: Service, where: str, lang: str
) -> None:
    service.stop()
    to, kind = desk.to(where)
    desk.by_policy(to, RUDE[lang], kind)


def test_a_service_that_never_answers_is_given_up(desk: Desk, service: Service) -> None:
    service.stop()
    with socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        silent.bind(("127.0.0.1", desk.port))
        silent.listen()
        desk.by_policy(desk.customer.jid, KIND["en"])


def test_an_answer_that_is_none_is_no_yes(desk: Desk, service: Service) -> None:
    class Wrong(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"[]")

        def log_message(self, *_: object) -> None:
            return

    service.stop()
    with http.server.HTTPServer(("127.0.0.1", desk.port), Wrong) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        desk.by_policy(desk.customer.jid, KIND["en"])
        server.shutdown()
