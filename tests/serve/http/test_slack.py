"""Slack: signed bodies through slack_bolt, against a Web API that listens on this machine."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest

from courtesy import Checker
from courtesy.serve import Gate, load
from courtesy.serve.http.app import create_app
from courtesy.serve.memory import SecondTries
from courtesy.serve.policy import Policy

from ..test_gate import CLEAN, RUDE
from .client import Answer, ask
from .dialects import Slack

SLACK = Slack()


class WebApi:
    """Answers what the app calls, and remembers it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.fails: set[str] = set()
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"] or 0)).decode()
                is_json = "json" in (self.headers["content-type"] or "")
                data = json.loads(raw or "{}") if is_json else dict(parse_qsl(raw))
                method = self.path.partition("?")[0].rpartition("/")[2]
                assert self.headers["authorization"] == "Bearer xoxb-1"
                if method != "auth.test":
                    api.calls.append((method, data))
                answer: dict[str, Any] = {
                    "ok": method not in api.fails,
                    "team_id": "T1",
                    "user_id": "UB",
                    "bot_id": "B1",
                }
                if method in api.fails:
                    answer["error"] = "not_in_channel"
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def settings(self) -> str:
        url = f"http://127.0.0.1:{self.server.server_port}/api/"
        return f'[slack]\nsigning_secret = "slack-secret"\nbot_token = "xoxb-1"\napi_url = "{url}"\n'

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def api() -> Iterator[WebApi]:
    web = WebApi()
    yield web
    web.close()


@pytest.fixture
def hooked(app_with: Callable[..., Any], api: WebApi) -> Callable[..., Any]:
    def make(**more: object) -> Any:
        return app_with(api.settings, **more)

    return make


def send(app: Any, asked: tuple[str, bytes, dict[str, str]]) -> Answer:
    path, body, headers = asked
    return ask(app, "POST", path, body, headers)


def say(app: Any, text: str, **more: Any) -> tuple[str, str]:
    return SLACK.verdict(send(app, SLACK.ask(text, **more)))


def test_the_command_posts_what_passes(hooked: Callable[..., Any], api: WebApi) -> None:
    app = hooked()
    assert say(app, "fine &amp; good") == ("allow", "fine &amp; good")
    assert app.gate.checker.seen[-1].text == "fine & good"
    assert api.calls == []


def test_the_command_tells_the_author_alone_what_is_wrong(hooked: Callable[..., Any], api: WebApi) -> None:
    app = hooked()
    action, notice = say(app, "rude")
    assert action == "block"
    assert "Why rudeness." in notice
    assert say(app, "rude")[0] == "allow"  # the second time
    assert api.calls == []


def test_a_warning_is_whispered(hooked: Callable[..., Any], api: WebApi) -> None:
    assert say(hooked(), "cold") == ("allow", "cold")
    [(method, data)] = api.calls
    assert (method, data["channel"], data["user"]) == ("chat.postEphemeral", "C7", "U1")
    assert "Why coldness." in data["text"]


def test_rewriting(hooked: Callable[..., Any]) -> None:
    app = hooked(policy=Policy(rewrite=["en.*"]))
    assert say(app, "a cheap &lt;RMA&gt;") == ("allow", "a affordable &lt;return&gt;")


def test_the_command_alone_opens_a_window(hooked: Callable[..., Any], api: WebApi) -> None:
    answer = send(hooked(), SLACK.ask(" "))
    assert (answer.status, answer.body) == (200, b"")
    [(method, data)] = api.calls
    view = data["view"] if isinstance(data["view"], dict) else json.loads(data["view"])
    assert (method, data["trigger_id"], view["callback_id"], view["private_metadata"]) == (
        "views.open", "t1", "courtesy_say", "C7",
    )  # fmt: skip
    assert len(view["title"]["text"]) <= 24
    assert view["blocks"][0]["element"]["multiline"] is True


def test_the_window_stays_open_with_the_reason(hooked: Callable[..., Any], api: WebApi) -> None:
    app = hooked()
    answer = send(app, SLACK.submit("rude")).json
    assert answer["response_action"] == "errors"
    assert "Why rudeness." in answer["errors"]["message"]
    assert api.calls == []
    again = send(app, SLACK.submit("rude"))
    assert (again.status, again.body) == (200, b"")
    assert [method for method, _ in api.calls] == ["chat.postMessage"]


def test_the_window_posts_what_passes(hooked: Callable[..., Any], api: WebApi) -> None:
    app = hooked()
    assert send(app, SLACK.submit("fine")).body == b""
    [(method, data)] = api.calls
    assert (method, data["channel"], data["text"]) == ("chat.postMessage", "C7", "fine\n— <@U1>")
    assert send(app, SLACK.submit("cold")).body == b""
    assert [method for method, _ in api.calls[1:]] == ["chat.postMessage", "chat.postEphemeral"]


def test_the_window_says_when_slack_does_not_take_it(hooked: Callable[..., Any], api: WebApi) -> None:
    api.fails.add("chat.postMessage")
    answer = send(hooked(), SLACK.submit("fine")).json
    assert answer["response_action"] == "errors"
    assert "Slack did not take it" in answer["errors"]["message"]


@pytest.mark.parametrize(("on_failure", "action"), [("open", "allow"), ("closed", "block")])
@pytest.mark.parametrize("text", ["boom", "slow", "x" * 2000])
def test_failures_are_answered_by_the_policy(
    hooked: Callable[..., Any], api: WebApi, on_failure: str, action: str, text: str
) -> None:
    app = hooked(on_failure=on_failure, deadline=0.05, max_chars=1000)
    assert say(app, text)[0] == action
    answer = send(app, SLACK.submit(text))
    assert ("errors" in answer.body.decode()) == (action == "block")
    assert len(api.calls) == (action == "allow")


@pytest.mark.parametrize("lang", RUDE)
def test_five_languages(api: WebApi, tmp_path: Any, lang: str) -> None:
    path = tmp_path / "serve.toml"
    path.write_text(api.settings)
    gate = Gate(Checker(ui_lang=lang), ui_lang=lang, deadline=30, memory=SecondTries(after=0))
    app = create_app(load(str(path), {}), gate)
    assert say(app, CLEAN[lang])[0] == "allow"
    action, notice = say(app, RUDE[lang])
    assert action == "block"
    assert Checker(ui_lang=lang).check(RUDE[lang]).findings[0].message in notice
    send(app, SLACK.ask(""))
    view = api.calls[-1][1]["view"]
    assert len((view if isinstance(view, dict) else json.loads(view))["title"]["text"]) <= 24
    gate.close()


def test_forged_and_replayed_requests_are_refused(hooked: Callable[..., Any], api: WebApi) -> None:
    app = hooked()
    path, body, headers = SLACK.ask("rude")
    signature = headers["x-slack-signature"]
    forged = [
        SLACK.ask("rude", secret="other"),
        SLACK.ask("rude", age=301),
        SLACK.ask("rude", age=-301),
        (path, body.replace(b"rude", b"fine"), headers),
        (path, body, {**headers, "x-slack-signature": signature[:-1] + "x"}),
        (path, body, {key: value for key, value in headers.items() if key != "x-slack-signature"}),
        (path, body, {key: value for key, value in headers.items() if key != "x-slack-request-timestamp"}),
    ]
    for asked in forged:
        assert send(app, asked).status == 401
    assert app.gate.checker.seen == []
    assert api.calls == []
    assert send(app, SLACK.ask("fine", age=290)).status == 200


@pytest.mark.parametrize("stamp", ["soon", "", "1e9"])
def test_a_time_that_is_none(hooked: Callable[..., Any], stamp: str) -> None:
    path, body, headers = SLACK.ask("rude")
    assert send(hooked(), (path, body, {**headers, "x-slack-request-timestamp": stamp})).status == 401


@pytest.mark.parametrize("body", [b"", b"\xff", b"payload=%7B", b"payload=5", b"payload=[]", b"x=1", b"[" * 5000])
def test_garbled_bodies(hooked: Callable[..., Any], body: bytes) -> None:
    assert 400 <= send(hooked(), SLACK.raw(body)).status < 500


def test_too_large_a_body(hooked: Callable[..., Any]) -> None:
    assert send(hooked(), SLACK.ask("rude " * 300_000)).status == 413


def test_the_app_logs_no_texts(hooked: Callable[..., Any], api: WebApi, caplog: pytest.LogCaptureFixture) -> None:
    api.fails.add("views.open")
    app = hooked()
    with caplog.at_level(logging.DEBUG, logger="courtesy"):
        say(app, "boom Kowalska")
        send(app, SLACK.submit("rude Kowalska"))
        assert send(app, SLACK.ask("")).status == 500
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("courtesy")]
    assert "a Slack listener failed" in lines
    assert not [line for line in lines if "Kowalska" in line]
