"""A real Synapse, which asks the real service through ``synapse-http-antispam``, as docs/hooks/matrix.md sets them up."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ..http.client import Service
from .homeserver import Client, homeserver
from .real import AGAIN, KIND, NOTICE, RUDE, UNCHECKED, missing, replaced, reserved_port, shown

LANGUAGES = sorted(KIND)
SEALED = {
    "algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x", "device_id": "D", "sender_key": "k", "session_id": "s",
}  # fmt: skip


class Desk(NamedTuple):
    """An agent and a customer in one room, and a way to run the service that is asked about them."""

    policy: str
    agent: Client
    customer: Client
    serving: Callable[[str], Any]

    def refused(self, answer: tuple[int, Any], words: str) -> None:
        """Assert that the author was told why, and that the customer saw nothing."""
        status, data = answer
        assert status == 403, data
        assert data["errcode"] == "M_FORBIDDEN"
        assert words in data["error"]

    def arrived(self, answer: tuple[int, Any]) -> str:
        """Assert that the customer got it."""
        status, data = answer
        assert status == 200, data
        event: str = data["event_id"]
        assert event in [seen["event_id"] for seen in self.customer.sees()]
        return event

    def by_policy(self, answer: tuple[int, Any]) -> None:
        if self.policy == "open":
            self.arrived(answer)
        else:
            self.refused(answer, UNCHECKED)


@pytest.fixture(scope="module", params=["open", "closed"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    for module in ("synapse", "synapse_http_antispam"):
        if importlib.util.find_spec(module) is None:
            missing("Synapse is not installed: pip install matrix-synapse synapse-http-antispam")
    folder: Path = tmp_path_factory.mktemp("synapse")
    policy: str = request.param
    encrypted = "allow" if policy == "open" else "block"
    with ExitStack() as stack:
        port = stack.enter_context(reserved_port())
        changes = {"127.0.0.1:8080": f"127.0.0.1:{port}"}
        if policy == "closed":
            changes["check_event_for_spam: true"] = "check_event_for_spam: false"
        server = stack.enter_context(homeserver(folder, replaced(shown("matrix.md", "yaml"), changes)))
        agent, customer = server.client("desk-1"), server.client("anna")
        customer.joins(agent.opens_room())

        @contextmanager
        def serving(more: str = "") -> Iterator[Service]:
            """Run the service where the homeserver looks for it."""
            settings = shown("matrix.md", "toml") + "[ask]\nafter_seconds = 0\n"
            settings += (
                f'[policy]\non_failure = "{policy}"\nencrypted = "{encrypted}"\n{more or "deadline_ms = 20000"}\n'
            )
            with Service(folder, settings, "--port", str(port)) as service:
                yield service

        yield Desk(policy, agent, customer, serving)


@pytest.fixture(scope="module")
def service(desk: Desk) -> Iterator[Service]:
    with desk.serving("") as service:
        yield service


@pytest.mark.parametrize("lang", LANGUAGES)
class TestInEveryLanguage:
    def test_a_kind_message_arrives(self, desk: Desk, service: Service, lang: str) -> None:
        desk.arrived(desk.agent.says(KIND[lang]))

    def test_a_rude_one_is_refused_with_the_reason_and_goes_through_the_second_time(
        self, desk: Desk, service: Service, lang: str
    ) -> None:
        refused = desk.agent.says(RUDE[lang])
        desk.refused(refused, NOTICE)
        assert AGAIN in refused[1]["error"]
        assert RUDE[lang] not in [event["content"].get("body") for event in desk.customer.sees()]
        desk.arrived(desk.agent.says(RUDE[lang]))

    def test_rich_text_is_checked(self, desk: Desk, service: Service, lang: str) -> None:
        words = RUDE[lang].split(" ")
        rich = f"<p>{words[0]} <b>{' '.join(words[1:])}</b></p>"
        answer = desk.agent.says("ok", format="org.matrix.custom.html", formatted_body=rich)
        desk.refused(answer, NOTICE)

    def test_edits_are_checked(self, desk: Desk, service: Service, lang: str) -> None:
        event = desk.arrived(desk.agent.says(KIND[lang]))
        desk.refused(desk.agent.edits(event, RUDE[lang]), NOTICE)
        rich = f"<i>{RUDE[lang]}</i>"
        answer = desk.agent.edits(event, "ok", format="org.matrix.custom.html", formatted_body=rich)
        desk.refused(answer, NOTICE)
        desk.arrived(desk.agent.edits(event, KIND[lang] + " \N{WHITE SMILING FACE}"))

    def test_customers_may_say_what_they_like(self, desk: Desk, service: Service, lang: str) -> None:
        desk.arrived(desk.customer.says(RUDE[lang]))


def test_what_nobody_can_read_is_answered_by_its_own_setting(desk: Desk, service: Service) -> None:
    answer = desk.agent.sends(SEALED, "m.room.encrypted")
    if desk.policy == "open":
        desk.arrived(answer)
    else:
        desk.refused(answer, "Encrypted messages can't be checked")
    desk.arrived(desk.customer.sends(SEALED, "m.room.encrypted"))


def test_the_log_holds_no_message(desk: Desk, service: Service) -> None:
    desk.arrived(desk.agent.says(KIND["pl"]))
    desk.agent.says(RUDE["pl"])
    log = "".join(service.lines)
    assert '"via": "matrix"' in log
    assert "paczk" not in log
    assert "zmyślaj" not in log
    assert "desk-1" not in log


# These run the service anew, so they come after everything that shares one.


def test_a_check_that_takes_too_long_is_answered_by_the_policy(desk: Desk, service: Service) -> None:
    service.stop()
    with desk.serving("deadline_ms = 200\nmax_chars = 4000000\n[http]\nmax_body = 8000000") as slow:
        for lang in LANGUAGES:
            occupied = slow.post("/v1/check", {"text": f"{KIND['en']} " * 20_000, "sender": "@desk-2:example.org"})
            assert occupied.json["cause"] == "timeout"  # and it goes on for seconds
            desk.by_policy(desk.agent.says(KIND[lang]))
    assert sum('"via": "matrix"' in line and '"cause": "timeout"' in line for line in slow.lines) == len(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_service_the_homeserver_decides(desk: Desk, service: Service, lang: str) -> None:
    service.stop()
    answer = desk.agent.says(RUDE[lang])
    if desk.policy == "open":
        desk.arrived(answer)
    else:
        assert answer[0] == 403
        assert "Failed to connect" in answer[1]["error"]
