"""A real WeeChat with our script on a real IRC server, as docs/hooks/weechat.md sets them up."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ..http.client import Service
from .ircnet import CHANNEL, Customer, WeeChat, irc_server, weechat
from .real import AGAIN, KIND, NOTICE, ROOT, RUDE, eventually, needed, replaced, reserved_port, shown

LANGUAGES = sorted(KIND)


class Desk(NamedTuple):
    """An agent's WeeChat and a customer in one channel, and a way to run the service that is asked."""

    policy: str
    agent: WeeChat
    customer: Customer
    serving: Callable[..., Any]
    port: int

    def says(self, text: str) -> None:
        self.agent.types(text)
        self.agent.presses_enter()

    def arrives(self, text: str) -> None:
        """See that it is the next thing the customer hears, and that the input line is empty."""
        assert self.customer.hears() == text
        assert self.agent.input_line() == ""

    def is_held(self, text: str, *words: str) -> None:
        """See that the text is back in the input line, and the reason in the buffer."""
        eventually(lambda: self.agent.input_line() == text, "the text is back")
        for some in words:
            assert some in self.agent.log()
        assert f"\tana\t{text}" not in self.agent.log()

    def forgets(self) -> None:
        self.agent.does("/input delete_line", self.agent.buffer)
        eventually(lambda: self.agent.input_line() == "", "the input line is empty")


@pytest.fixture(scope="module", params=["open", "closed"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    ircd = needed("ngircd", "ngIRCd", "ngircd")
    program = needed("weechat-headless", "WeeChat", "weechat-headless weechat-plugins weechat-python")
    folder: Path = tmp_path_factory.mktemp("weechat")
    policy: str = request.param
    with ExitStack() as stack:
        asked = stack.enter_context(reserved_port())
        changes = {
            "127.0.0.1:8080": f"127.0.0.1:{asked}",
            "/opt/courtesy/hooks/weechat": str(ROOT / "hooks" / "weechat"),
        }
        if policy == "closed":
            changes['on_failure "open"'] = 'on_failure "closed"'
        commands = replaced(shown("weechat.md", "weechat"), changes).splitlines()
        port = stack.enter_context(irc_server(ircd, folder))
        customer = stack.enter_context(closing(Customer(port)))
        agent = stack.enter_context(weechat(program, folder, port, *commands))
        eventually(lambda: "warnings" in agent.log("core.weechat"), "the script is loaded and set")

        @contextmanager
        def serving() -> Iterator[Service]:
            settings = f'[ask]\nafter_seconds = 0\n[policy]\non_failure = "{policy}"\ndeadline_ms = 1000\n'
            with Service(folder, settings, "--port", str(asked)) as service:
                yield service

        yield Desk(policy, agent, customer, serving, asked)


@pytest.fixture(scope="module")
def service(desk: Desk) -> Iterator[Service]:
    with desk.serving() as service:
        yield service


@pytest.mark.parametrize("lang", LANGUAGES)
def test_kind_words_are_said_and_rude_ones_held_until_enter_is_pressed_again(
    desk: Desk, service: Service, lang: str
) -> None:
    desk.says(KIND[lang])
    desk.arrives(KIND[lang])
    desk.says(RUDE[lang])
    desk.is_held(RUDE[lang], NOTICE, AGAIN)
    desk.agent.presses_enter()
    desk.arrives(RUDE[lang])


def test_what_was_held_can_be_written_anew(desk: Desk, service: Service) -> None:
    desk.says("Are you deaf? The desk is on the left.")
    desk.is_held("Are you deaf? The desk is on the left.")
    desk.forgets()
    desk.says(KIND["en"])
    desk.arrives(KIND["en"])


@pytest.mark.parametrize(
    "line", ["/me thinks: what a pathetic excuse", f"/msg {CHANNEL} What a pathetic excuse!", "/msg anna Pathetic excuse, what a pathetic excuse."]
)  # fmt: skip
def test_commands_that_others_read_are_checked(desk: Desk, service: Service, line: str) -> None:
    desk.agent.does(line, desk.agent.buffer)
    desk.is_held(line, NOTICE)
    desk.agent.presses_enter()
    assert "pathetic excuse" in desk.customer.hears()


def test_other_commands_and_buffers_are_not(desk: Desk, service: Service) -> None:
    desk.agent.does("/print -core What a pathetic excuse.", desk.agent.buffer)
    eventually(lambda: "What a pathetic excuse." in desk.agent.log("core.weechat"), "the command was run")


def test_what_could_be_kinder_is_sent_and_told(desk: Desk, service: Service) -> None:
    desk.says("Send me the invoice.")
    desk.arrives("Send me the invoice.")
    assert "\u201cSend me the" in desk.agent.log()


# These stop the service, so they come after everything that shares it.


def by_policy(desk: Desk, text: str) -> None:
    desk.says(text)
    if desk.policy == "open":
        desk.arrives(text)
        eventually(lambda: "the message was sent unchecked" in desk.agent.log(), "the author is told")
    else:
        desk.is_held(text, "could not be checked")
        desk.agent.presses_enter()
        desk.is_held(text)
        desk.forgets()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_service_the_policy_of_the_script_holds(desk: Desk, service: Service, lang: str) -> None:
    service.stop()
    by_policy(desk, f"1. {RUDE[lang]}")


def test_a_service_that_never_answers_is_given_up(desk: Desk, service: Service) -> None:
    service.stop()
    with socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        silent.bind(("127.0.0.1", desk.port))
        silent.listen()
        by_policy(desk, "2. " + KIND["en"])
