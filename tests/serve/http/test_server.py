"""The command as people run it: settings, hostile clients, stopping, and everything that its description allows."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from courtesy._version import __version__

from ..test_gate import CLEAN, RUDE
from .client import Service
from .conftest import HOOKS
from .dialects import Matrix, Stream, Twilio

SETTINGS = f"""
[checker]
ui_lang = "en"
[policy]
deadline_ms = 20000
[ask]
after_seconds = 0
[http]
tokens = ["tok"]
head_seconds = 0.5
body_seconds = 0.5
max_connections = 40
log_level = "debug"
{HOOKS}
"""
TOKEN = {"authorization": "Bearer tok"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(tmp_path_factory.mktemp("service"), SETTINGS) as running:
        yield running
        assert running.stop() == 0


@pytest.fixture(autouse=True)
def alive(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test did to the service, the next client is answered."""
    yield
    if "service" in request.fixturenames:
        running: Service = request.getfixturevalue("service")
        assert running.post("/v1/check", {"text": "Hello."}, TOKEN).status == 200


def connect(service: Service, data: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", service.port), 10)
    connection.sendall(data)
    return connection


def everything(connection: socket.socket) -> bytes:
    """Read until the other side closes."""
    pieces = []
    while True:
        try:
            piece = connection.recv(65536)
        except ConnectionResetError:
            break
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces)


def until_body(connection: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"}"):
        answer += connection.recv(65536)
    return answer


HEAD = b"POST /v1/check HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer tok\r\nContent-Type: application/json\r\n"


# -------------------------------------------------------------------------------------------------------- at work


@pytest.mark.parametrize("lang", RUDE)
def test_five_languages(service: Service, lang: str) -> None:
    rude = service.post("/v1/check", {"text": RUDE[lang]}, TOKEN).json
    assert (rude["action"], rude["report"]["lang"]) == ("block", lang)
    assert service.post("/v1/check", {"text": CLEAN[lang]}, TOKEN).json["action"] == "allow"


def test_health_and_description(service: Service) -> None:
    assert service.ask("GET", "/healthz").json == {"status": "ok"}
    assert service.ask("GET", "/readyz").json == {"status": "ready"}
    assert service.ask("GET", "/openapi.json").json["info"]["version"] == __version__
    assert b"process_resident_memory_bytes" in service.ask("GET", "/metrics").body


@pytest.mark.parametrize("dialect", [Matrix(), Stream(), Twilio()], ids=lambda one: type(one).__name__)
def test_hooks(service: Service, dialect: Matrix | Stream | Twilio) -> None:
    def verdict(text: str) -> str:
        path, body, headers = dialect.ask(text)
        return dialect.verdict(service.ask("POST", path, body, headers))[0]

    assert [verdict(CLEAN["pl"]), verdict(RUDE["pl"]), verdict(RUDE["pl"])] == ["allow", "block", "allow"]


def test_nothing_heavy_comes_with_the_library() -> None:
    code = (
        "import sys, courtesy; courtesy.check('Hello.', lang='en');"
        "print(*[name for name in sys.modules if name.startswith(('courtesy.serve', 'starlette', 'uvicorn', 'asyncio'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == [], done.stderr


# ------------------------------------------------------------------------------------------------- hostile clients


def test_large_bodies_are_refused_and_the_client_hears_it(service: Service) -> None:
    answer = service.post("/v1/check", b"x" * 10_000_000, TOKEN)
    assert answer.status == 413
    assert answer.is_problem


def test_gzip_bombs(service: Service) -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 200_000_000, 1), 1)
    assert (
        service.post("/v1/check", gzip.compress(b"\0" * 200_000_000, 1), {**TOKEN, "content-encoding": "gzip"}).status
        == 413
    )
    assert service.post("/v1/check", bomb, {**TOKEN, "content-encoding": "gzip"}).status in (400, 413)


@pytest.mark.parametrize(
    "body",
    [b"[" * 900_000, b'{"a":' * 150_000, b'{"text": "\xff"}', b"\0" * 1000, b'{"text": "' + b"\\ud800" * 1000 + b'"}'],
    ids=["lists", "objects", "not UTF-8", "zeros", "surrogates"],
)
def test_garbage(service: Service, body: bytes) -> None:
    answer = service.post("/v1/check", body, TOKEN)
    assert answer.status == (200 if b"ud800" in body else 400)


@pytest.mark.parametrize(
    "data",
    [
        b"\r\n\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200,
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nnothex\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"X-Long: " + b"y" * 500_000,
        b"GET /" + b"a" * 500_000,
    ],
    ids=["empty", "no path", "TLS", "two lengths", "bad chunk", "negative", "bad path", "long header", "long path"],
)
def test_what_is_not_http(service: Service, data: bytes) -> None:
    with closing(connect(service)) as connection:
        try:
            connection.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            return
        answer = everything(connection)
        assert answer == b"" or re.match(rb"HTTP/1.1 4\d\d ", answer), answer[:100]


def test_slow_heads_are_cut_off(service: Service) -> None:
    connections = [connect(service, b"POST /v1/check HTTP/1.1\r\nHost: x\r\n") for _ in range(30)]
    started = time.monotonic()
    cut = 0
    while time.monotonic() - started < 5 and cut < len(connections):
        assert service.post("/v1/check", {"text": "Hello."}, TOKEN).status == 200
        cut = 0
        for connection in connections:
            try:
                connection.sendall(b"X: y\r\n")
            except OSError:
                cut += 1
        time.sleep(0.1)
    for connection in connections:
        connection.close()
    assert cut == len(connections)


def test_silent_connections_are_cut_off(service: Service) -> None:
    with closing(connect(service)) as connection:
        started = time.monotonic()
        assert everything(connection) == b""
        assert time.monotonic() - started < 5


def test_a_slow_second_head_is_cut_off_too(service: Service) -> None:
    with closing(connect(service, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")) as connection:
        assert b"200 OK" in until_body(connection)
        time.sleep(0.7)  # idle between requests for longer than a head may take
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200 OK" in until_body(connection)
        connection.sendall(b"GET /heal")
        assert everything(connection) == b""


def test_slow_bodies_are_refused(service: Service) -> None:
    with closing(connect(service, HEAD + b"Content-Length: 1000\r\n\r\n{")) as connection:
        for _ in range(3):
            time.sleep(0.1)
            connection.sendall(b" ")
        answer = everything(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in answer.lower()


def test_clients_that_go_away(service: Service) -> None:
    for data in (HEAD + b"Content-Length: 1000\r\n\r\n{", HEAD + b'Content-Length: 16\r\n\r\n{"text": "rude"}', HEAD):
        for _ in range(10):
            connect(service, data).close()


def test_too_many_connections(service: Service) -> None:
    held = [connect(service) for _ in range(60)]
    answers = []
    for connection in held:
        try:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            answers.append(connection.recv(65536)[:12])
        except OSError:
            answers.append(b"")
        connection.close()
    assert b"HTTP/1.1 503" in answers
    assert b"HTTP/1.1 200" in answers
    time.sleep(0.2)


def test_requests_in_a_row_on_one_connection(service: Service) -> None:
    body = b'{"text": "You idiot."}'
    one = HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body
    last = one.replace(b"Host: x\r\n", b"Host: x\r\nConnection: close\r\n")
    with closing(connect(service, one * 9 + last)) as connection:
        answers = everything(connection)
    assert answers.count(b'"action":"block"') == 10


def test_the_log_holds_no_text(service: Service) -> None:
    service.post("/v1/check", {"text": "You idiot, Kowalska.", "sender": "ana@example.org"}, TOKEN)
    service.post("/hooks/openim/Kowalska-secret/x", {"content": "x"})
    service.ask("GET", "/Kowalska?Kowalska=1")
    with closing(connect(service, b"Kowalska\r\n\r\n")) as connection:
        everything(connection)
    time.sleep(0.2)
    lines = list(service.lines)
    assert [json.loads(line) for line in lines]
    assert not [line for line in lines if "Kowalska" in line or "ana@" in line or "tok" in line.split('"')]
    assert any(json.loads(line).get("checks") == ["rudeness"] for line in lines)


# -------------------------------------------------------------------------------------------------------- stopping


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(tmp_path: Path, how: int) -> None:
    with Service(tmp_path, "[http]\nstop_seconds = 5\n") as running:
        with (
            closing(connect(running, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")) as idle,
            closing(connect(running, b"GET /")),
        ):
            idle.recv(65536)
            started = time.monotonic()
            running.process.send_signal(how)
            running.process.wait(20)
            assert time.monotonic() - started < 10
        assert running.stop() == 0
        assert any("shutdown complete" in line for line in running.lines)


def test_whoever_was_asking_is_answered_first(tmp_path: Path) -> None:
    body = b'{"text": "You idiot."}'
    head = HEAD + b"Content-Length: %d\r\n\r\n" % len(body)
    with Service(tmp_path) as running, closing(connect(running, head + body[:5])) as asking:
        end = time.monotonic() + 10
        while b"courtesy_requests_in_flight 2.0" not in running.ask("GET", "/metrics").body:
            assert time.monotonic() < end
        running.process.send_signal(signal.SIGTERM)
        while not any("Shutting down" in line for line in list(running.lines)):
            assert time.monotonic() < end
            time.sleep(0.01)
        asking.sendall(body[5:])
        answer = everything(asking)
        assert running.stop() == 0
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'"action":"block"' in answer


# --------------------------------------------------------------------------------------------------- wrong settings


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "courtesy.serve.http", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, **environ})


def test_settings_are_checked_before_anything_starts(tmp_path: Path) -> None:
    path = tmp_path / "serve.toml"
    path.write_text(SETTINGS)
    done = run("--config", str(path), "--check-config")
    assert (done.returncode, done.stdout, done.stderr) == (0, "the settings are right\n", "")
    assert run("--version").stdout == f"courtesy-serve {__version__}\n"


@pytest.mark.parametrize(
    ("toml", "environ", "words"),
    [
        ("[http]\nprot = 1\n", {}, "http.prot: unknown key; did you mean 'port'?"),
        ("[http]\nport = 70000\n", {}, "must be a whole number from 0 to 65535"),
        ("[http]\nhost = '0.0.0.0'\n", {}, "http.tokens must be set to listen on 0.0.0.0"),
        ("[http]\nhost = '192.0.2.1'\ntokens = ['t']\n", {}, "192.0.2.1"),
        ("[checker]\nlang = 'xx'\n", {}, "xx"),
        ("[twilio]\nauth_token = 't'\n", {}, "twilio.url must be set"),
        ("", {"COURTESY_SERVE_HTTP_PROT": "1"}, "COURTESY_SERVE_HTTP_PROT; did you mean 'COURTESY_SERVE_HTTP_PORT'?"),
        ("", {"COURTESY_SERVE_POLICY_ON_FAILURE": "ajar"}, "unknown value 'ajar'; known: open, closed"),
    ],
)
def test_mistakes_are_told_in_one_line(tmp_path: Path, toml: str, environ: dict[str, str], words: str) -> None:
    path = tmp_path / "serve.toml"
    path.write_text(toml)
    done = run("--config", str(path), **environ)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.startswith("courtesy-serve: ")
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        done = run("--port", str(port))
    assert done.returncode == 2
    assert done.stderr.startswith(f"courtesy-serve: 127.0.0.1:{port}: ")


def test_the_file_can_be_named_by_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "serve.toml"
    path.write_text("[http]\nprot = 1\n")
    assert "http.prot" in run(COURTESY_SERVE=str(path)).stderr


# ------------------------------------------------------------------------------------------- what is described

SCHEMATHESIS = """
seed = 7
[phases.fuzzing]
generation.max-examples = 20
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 422]
"""


def test_everything_that_the_description_allows(tmp_path: Path) -> None:
    """Schemathesis finds no status, header or body that the description doesn't have."""
    (tmp_path / "schemathesis.toml").write_text(SCHEMATHESIS)
    with Service(tmp_path, '[http]\ntokens = ["tok"]\n[policy]\ndeadline_ms = 20000\n') as running:
        command = [
            Path(sys.executable).parent / "schemathesis", "run", f"{running.url}/openapi.json",
            "--header", "Authorization: Bearer tok", "--no-color", "--workers", "1",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "6 selected / 6 total" in done.stdout
