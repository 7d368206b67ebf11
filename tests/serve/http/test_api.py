"""The JSON interface: what it answers, what it refuses and how, and what it never says."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.names import CHECKS
from courtesy.serve import load
from courtesy.serve.http.answers import RefusalError
from courtesy.serve.http.app import create_app
from courtesy.serve.http.intake import read_json
from courtesy.serve.http.logs import JsonLines

from .client import ask, ask_async, post
from .conftest import HOOKS

ROOT = Path(__file__).parents[3]

# ---------------------------------------------------------------------------------------------------------- /v1/check


@pytest.mark.parametrize(
    ("text", "action", "cause"),
    [("fine", "allow", "clean"), ("cold", "warn", "findings"), ("rude", "block", "findings"), ("", "allow", "empty")],
)
def test_one_message(app: Any, text: str, action: str, cause: str) -> None:
    answer = post(app, "/v1/check", {"text": text})
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert (answer.json["action"], answer.json["cause"]) == (action, cause)
    assert ("report" in answer.json) == bool(text)
    assert "id" not in answer.json


@pytest.mark.parametrize("ident", ["m1", 7, 1.5, True, None])
def test_an_id_comes_back(app: Any, ident: object) -> None:
    assert post(app, "/v1/check", {"id": ident, "text": "fine"}).json["id"] == ident


def test_many_messages_in_order(app: Any) -> None:
    messages = [{"id": number, "text": text} for number, text in enumerate(["fine", "rude", "cold", "boom"])]
    results = post(app, "/v1/check", {"messages": messages}).json["results"]
    assert [(result["id"], result["action"], result["cause"]) for result in results] == [
        (0, "allow", "clean"), (1, "block", "findings"), (2, "warn", "findings"), (3, "allow", "error"),
    ]  # fmt: skip
    assert post(app, "/v1/check", {"messages": []}).json == {"results": []}


def test_many_messages_share_the_deadline(app_with: Callable[..., Any]) -> None:
    app = app_with(deadline=0.3)
    started = time.monotonic()
    results = post(app, "/v1/check", {"messages": [{"text": "slow"}] * 10}).json["results"]
    assert time.monotonic() - started < 2
    assert {result["cause"] for result in results} <= {"timeout", "overload"}


def test_all_settings_of_a_message(app: Any) -> None:
    message = {
        "text": "fine", "html": "<b>rude</b>", "sender": "ana", "room": "r", "metadata": {"role": "agent"},
        "lang": "tl", "channel": "email", "formality": "formal", "can_rewrite": True,
    }  # fmt: skip
    assert post(app, "/v1/check", message).json["action"] == "block"
    seen = app.gate.checker.seen[0]
    assert (seen.lang, seen.channel, seen.formality) == ("fil", "email", "formal")
    assert post(app, "/v1/check", {**dict.fromkeys(message), "text": "fine", "can_rewrite": False}).status == 200


def test_a_second_try_goes_through(app: Any) -> None:
    message = {"text": "rude", "sender": "ana", "room": "r"}
    first, second = (post(app, "/v1/check", message).json for _ in range(2))
    assert (first["action"], first["ask"], second["action"], second["cause"]) == ("block", True, "warn", "confirmed")


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        ([], "the body must be an object"),
        ("rude", "the body must be an object"),
        ({}, "text: must be a text"),
        ({"text": 5}, "text: must be a text"),
        ({"text": None}, "text: must be a text"),
        ({"text": "x", "txet": "y"}, "txet: unknown key; did you mean 'text'?"),
        ({"text": "x", "lang": "xx"}, "lang: "),
        ({"text": "x", "channel": "fax"}, "channel: must be one of chat, email"),
        ({"text": "x", "formality": "very"}, "formality: must be one of"),
        ({"text": "x", "sender": ["a"]}, "sender: must be a text"),
        ({"text": "x", "sender": "a" * 1025}, "sender: may have 1024 characters"),
        ({"text": "x", "metadata": {"a": 1}}, "metadata: must be an object whose values are texts"),
        ({"text": "x", "can_rewrite": "yes"}, "can_rewrite: must be true or false"),
        ({"text": "x", "id": {}}, "id: must be a text, a number"),
        ({"messages": {}}, "messages: must be a list"),
        ({"messages": [], "text": "x"}, "messages: must be the only key"),
        ({"messages": [{"text": "x"}] * 101}, "messages: may be 100 at once"),
        ({"messages": [{"text": "x"}, {"text": "x", "lang": "xx"}]}, "messages[1].lang: "),
        ({"messages": [5]}, "messages[0] must be an object"),
    ],
)
def test_wrong_requests_name_the_key(app: Any, data: object, detail: str) -> None:
    answer = post(app, "/v1/check", json.dumps(data).encode())
    assert answer.status == 422
    assert answer.is_problem
    assert answer.json["detail"].startswith(detail)
    assert app.gate.checker.seen == []


# ----------------------------------------------------------------------------------------- bodies that can't be read


@pytest.mark.parametrize(
    ("body", "headers", "status", "detail"),
    [
        (b"", {}, 400, "not JSON"),
        (b"{", {}, 400, "not JSON"),
        (b'{"text": NaN}', {}, 400, "NaN"),
        (b'{"text": "\xff\xfe"}', {}, 400, "not UTF-8 (byte 10)"),
        ('{"text": "x"}'.encode("utf-16"), {}, 400, "not UTF-8"),
        (b"[" * 100_000, {}, 400, "nested deeper than 32"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, {}, 400, "nested deeper than 32"),
        (b'{"text": ' + b"9" * 5000 + b"}", {}, 400, "not JSON"),
        (b"x" * 2_000_000, {}, 413, "may have 1048576 bytes"),
        (b"x" * 30, {"content-encoding": "gzip"}, 400, "not gzip"),
        (gzip.compress(b'{"text": "x"}')[:-9], {"content-encoding": "gzip"}, 400, "cut off"),
        (gzip.compress(b'{"text": "x"}') + b"more", {"content-encoding": "gzip"}, 400, "follows"),
        (gzip.compress(b" " * 100_000_000, 1), {"content-encoding": "gzip"}, 413, "1048576 bytes"),
        (zlib.compress(b"{}"), {"content-encoding": "deflate"}, 415, "gzip or none"),
        (b'{"text": "x"}', {"content-type": "text/plain"}, 415, "application/json"),
        (b"text=x", {"content-type": "application/x-www-form-urlencoded"}, 415, "application/json"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_bodies_that_cannot_be_read(app: Any, body: bytes, headers: dict[str, str], status: int, detail: str) -> None:
    started = time.monotonic()
    answer = post(app, "/v1/check", body, headers)
    assert answer.status == status
    assert answer.is_problem
    assert detail in answer.json["detail"]
    assert time.monotonic() - started < 5
    assert app.gate.checker.seen == []


def test_gzip_is_read(app: Any) -> None:
    body = gzip.compress(json.dumps({"text": "rude"}).encode())
    assert post(app, "/v1/check", body, {"content-encoding": "gzip"}).json["action"] == "block"


def test_a_body_in_pieces(app: Any) -> None:
    assert post(app, "/v1/check", [b'{"te', b'xt": "ru', b'de"}']).json["action"] == "block"


def test_a_body_that_never_ends(app_with: Callable[..., Any]) -> None:
    app = app_with("[http]\nmax_body = 1024\n")
    pieces = [b"x" * 1000] * 10_000
    answer = post(app, "/v1/check", pieces)
    assert answer.status == 413
    assert answer.headers["connection"] == "close"


def test_a_slow_body(app_with: Callable[..., Any]) -> None:
    app = app_with("[http]\nbody_seconds = 0.1\n")

    async def slow() -> Any:
        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0.03)
            return {"type": "http.request", "body": b" ", "more_body": True}

        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {
            "type": "http", "method": "POST", "path": "/v1/check", "raw_path": b"/v1/check", "query_string": b"",
            "root_path": "", "scheme": "http", "headers": [(b"content-type", b"application/json")],
        }  # fmt: skip
        await app(scope, receive, send)
        return sent

    sent = asyncio.run(slow())
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]


def test_a_client_that_goes_away_is_no_failure(app: Any, caplog: pytest.LogCaptureFixture) -> None:
    body: Any = [b"{", None]
    assert post(app, "/v1/check", body).status == 0
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_half_a_surrogate_pair_is_answered(app: Any) -> None:
    answer = post(app, "/v1/check", rb'{"id": "\ud800", "text": "rude \ud83d"}')
    assert answer.status == 200
    assert answer.json["id"] == "\ud800"


def test_a_number_of_any_size_is_given_back(app: Any) -> None:
    assert post(app, "/v1/check", b'{"id": 123456789012345678901234567890, "text": "Hello"}').json["id"] == (
        123456789012345678901234567890
    )


@given(st.recursive(st.none() | st.text('[]{}"\\', max_size=6), lambda x: st.lists(x, max_size=3), max_leaves=20))
def test_depth_is_measured_outside_of_texts(data: object) -> None:
    def depth(value: object) -> int:
        return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0

    body = json.dumps(data).encode()
    deep = depth(data)
    assert read_json(body, max(deep, 1)) == data
    if deep > 1:
        with pytest.raises(RefusalError, match="deeper"):
            read_json(body, deep - 1)


@pytest.mark.parametrize("body", [b'"' + rb"\"" * 500_000 + b"[" * 50, b"[" + b'"\\\\",' * 200_000, b"[],{}" * 200_000])
def test_measuring_takes_no_time(body: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(RefusalError):
        read_json(body, 32)
    assert time.monotonic() - started < 2


# ------------------------------------------------------------------------------------------------------ who may ask

TOKENS = '[http]\ntokens = ["one", "two"]\n'


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("Bearer one", 200), ("bearer two", 200), ("Bearer three", 401), ("one", 401), ("Basic one", 401), ("", 401),
        ("Bearer", 401), ("Bearer ónè", 401),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/v1/check", "/v1/checks"])
def test_bearer_tokens(app_with: Callable[..., Any], path: str, value: str, status: int) -> None:
    app = app_with(TOKENS)
    headers = {"authorization": value, "content-type": "application/json"}
    answer = ask(app, "GET" if path.endswith("s") else "POST", path, b'{"text": "fine"}', headers)
    assert answer.status == status
    if status == 401:
        assert answer.is_problem
        assert answer.headers["www-authenticate"] == "Bearer"


def test_nobody_reads_a_strangers_body(app_with: Callable[..., Any]) -> None:
    assert post(app_with(TOKENS), "/v1/check", b"x" * 5_000_000).status == 401


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/openapi.json"])
def test_open_pages(app_with: Callable[..., Any], path: str) -> None:
    assert ask(app_with(TOKENS), "GET", path).status == 200


def test_no_browser_may_ask_unless_told_so(app_with: Callable[..., Any]) -> None:
    headers = {"origin": "https://shop.example.org", "access-control-request-method": "POST"}
    assert "access-control-allow-origin" not in ask(app_with(), "OPTIONS", "/v1/check", b"", headers).headers
    app = app_with('[http]\ncors_origins = ["https://shop.example.org"]\n')
    allowed = ask(app, "OPTIONS", "/v1/check", b"", headers)
    assert allowed.status == 200
    assert allowed.headers["access-control-allow-origin"] == "https://shop.example.org"
    assert "access-control-allow-credentials" not in allowed.headers
    other = ask(app, "OPTIONS", "/v1/check", b"", {**headers, "origin": "https://evil.example.org"})
    assert "access-control-allow-origin" not in other.headers
    answer = post(app, "/v1/check", {"text": "x"}, {"origin": "https://shop.example.org"})
    assert answer.headers["access-control-allow-origin"] == "https://shop.example.org"
    wrong = post(app, "/v1/check", {"txet": "x"}, {"origin": "https://shop.example.org"})
    assert (wrong.status, wrong.headers["access-control-allow-origin"]) == (422, "https://shop.example.org")


# -------------------------------------------------------------------------------------------------- other endpoints


def test_the_list_of_checks(app: Any) -> None:
    checks = ask(app, "GET", "/v1/checks").json["checks"]
    assert [check["check"] for check in checks] == list(CHECKS)
    assert {check["scope"] for check in checks} == {"message", "conversation"}
    polish = ask(app, "GET", "/v1/checks?ui_lang=pl").json["checks"]
    assert polish[0]["why"] != checks[0]["why"]
    assert ask(app, "GET", "/v1/checks?ui_lang=xx").status == 422


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nothing", 404), ("GET", "/v1/check", 405), ("PUT", "/healthz", 405)]
)
def test_wrong_paths_and_methods(app: Any, method: str, path: str, status: int) -> None:
    answer = ask(app, method, path)
    assert answer.status == status
    assert answer.is_problem
    if status == 405:
        assert answer.headers["allow"]


def test_ready_only_between_start_and_stop(app_with: Callable[..., Any]) -> None:
    app = app_with()

    async def life() -> list[int]:
        events: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        said: asyncio.Queue[str] = asyncio.Queue()

        async def send(message: dict[str, str]) -> None:
            said.put_nowait(message["type"])

        running = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}}, events.get, send))
        statuses = [(await ask_async(app, "GET", "/readyz")).status]
        events.put_nowait({"type": "lifespan.startup"})
        assert await said.get() == "lifespan.startup.complete"
        statuses.append((await ask_async(app, "GET", "/readyz")).status)
        events.put_nowait({"type": "lifespan.shutdown"})
        assert await said.get() == "lifespan.shutdown.complete"
        statuses.append((await ask_async(app, "GET", "/readyz")).status)
        await running
        return statuses

    assert asyncio.run(life()) == [503, 200, 503]


def test_a_stuck_worker_is_not_ready(app_with: Callable[..., Any]) -> None:
    app = app_with(deadline=0.02)
    assert not app.gate.worker.stuck(0.1)
    post(app, "/v1/check", {"text": "slow"})
    time.sleep(0.25)
    assert app.gate.worker.stuck(0.2)
    app.gate.checker.release.set()
    end = time.monotonic() + 5
    while app.gate.worker.stuck(0) and time.monotonic() < end:
        time.sleep(0.01)
    assert not app.gate.worker.stuck(0)


def test_metrics_count_without_texts(app_with: Callable[..., Any]) -> None:
    app = app_with(HOOKS)
    for text in ("fine", "rude", "boom"):
        post(app, "/v1/check", {"text": text, "sender": "ana@example.org"})
    post(app, "/hooks/openim/wrong-secret/x", {})
    ask(app, "GET", "/somewhere/secret")
    ask(app, "GET", "/courtesy.js")
    page = ask(app, "GET", "/metrics").body.decode()
    assert 'courtesy_verdicts_total{action="block",cause="findings",via="api"} 1.0' in page
    assert 'courtesy_verdicts_total{action="allow",cause="error",via="api"} 1.0' in page
    assert 'courtesy_findings_total{check="rudeness",lang="en"} 1.0' in page
    assert 'courtesy_requests_total{route="/v1/check",status="200"} 3.0' in page
    assert 'courtesy_requests_total{route="/hooks/openim/{token}/{command}",status="401"} 1.0' in page
    assert 'courtesy_requests_total{route="other",status="404"} 1.0' in page
    assert 'courtesy_requests_total{route="/courtesy.js",status="200"} 1.0' in page
    assert "courtesy_requests_in_flight 1.0" in page
    for word in ("secret", "ana@", '"rude"'):
        assert word not in page


def test_logs_are_json_and_hold_no_text(app_with: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    app = app_with(HOOKS)
    with caplog.at_level(logging.DEBUG):
        for text in ("fine Kowalska", "rude Kowalska", "boom Kowalska", "cold Kowalska"):
            post(app, "/v1/check", {"text": text, "sender": "ana@example.org", "room": "room-9"})
        post(app, "/v1/check?secret=Kowalska", b'{"text": "Kowalska"')
        post(app, "/hooks/openim/Kowalska/x", {})
        ask(app, "GET", "/Kowalska")
    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("courtesy")]
    parsed = [json.loads(line) for line in lines]
    assert {line["event"] for line in parsed} == {"verdict", "request"}
    assert {"via", "action", "cause", "ms", "lang", "checks"} <= set(parsed[0])
    assert [line["level"] for line in parsed if line.get("cause") == "error"] == ["warning"]
    for word in ("Kowalska", "ana@", "room-9"):
        assert not [line for line in lines if word in line]


def test_a_failure_inside_is_answered_and_logged_without_its_words(
    app: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("rude words")

    monkeypatch.setattr("courtesy.serve.http.api.outgoing", fail)
    answer = post(app, "/v1/check", {"text": "x"})
    assert answer.status == 500
    assert answer.is_problem
    line = JsonLines().format(next(record for record in caplog.records if record.levelno == logging.ERROR))
    assert "rude" not in line + answer.body.decode()
    assert json.loads(line)["error"] == "RuntimeError"
    assert "test_api.py" in json.loads(line)["place"]


# -------------------------------------------------------------------------------------------------- conversations

BLUNT = "You idiot, we will send it by Tuesday."
CONVERSATION = {
    "id": "c1",
    "turns": [
        {"from": "customer", "at": "2026-05-04T09:00:00+02:00", "text": "My order 4711 is late."},
        {"from": "agent", "author": "Piotr", "at": "2026-05-04T10:00:00+02:00", "text": BLUNT},
        {"from": "agent", "author": "Piotr", "at": "2026-05-04T10:05:00+02:00", "text": BLUNT},
    ],
}


@pytest.fixture(scope="module")
def real_app() -> Iterator[Any]:
    settings = load(None, {"COURTESY_SERVE_POLICY_DEADLINE_MS": "60000", "COURTESY_SERVE_ASK_AFTER_SECONDS": "0"})
    gate = settings.gate.gate()
    gate.warm()
    yield create_app(settings, gate)
    gate.close()


def test_conversations(real_app: Any) -> None:
    answer = post(real_app, "/v1/conversation", CONVERSATION)
    assert answer.status == 200, answer.body
    assert (answer.json["id"], answer.json["action"]) == ("c1", "block")
    assert {"rudeness", "canned-reply"} <= {finding["check"] for finding in answer.json["report"]["findings"]}
    assert [promise["state"] for promise in answer.json["report"]["commitments"]] == ["open"]
    again = post(real_app, "/v1/conversation", CONVERSATION).json
    assert (again["action"], again["cause"]) == ("warn", "confirmed")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"turns": 5}, "turns must be a list"),
        ({"turns": []}, "turns must be a list of at least one turn"),
        ({"turns": CONVERSATION["turns"][:1]}, "no turn is from 'agent'"),
        ({"turns": [{"from": "agent", "text": "Hi", "at": "today"}]}, "turns[0].at"),
        ({"channel": "fax"}, "channel"),
        ({"lang": "xx"}, "lang"),
    ],
)
def test_wrong_conversations(real_app: Any, change: dict[str, Any], words: str) -> None:
    answer = post(real_app, "/v1/conversation", {**CONVERSATION, **change})
    assert answer.status == 422
    assert words in answer.json["detail"]


def test_the_description_has_the_report_of_the_documentation(app: Any) -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))["$defs"]
    described = ask(app, "GET", "/openapi.json").json["components"]["schemas"]["Report"]["properties"]
    assert set(described) == set(schema["report"]["properties"]) - {"id", "file"}
    for plural in ("markers", "findings", "commitments"):
        assert set(described[plural]["items"]["properties"]) == set(schema[plural[:-1]]["properties"])
        assert set(described[plural]["items"]["required"]) == set(schema[plural[:-1]]["required"])
