"""Asks an ASGI application in this process, and runs the real command in another."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class Answer:
    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def is_problem(self) -> bool:
        fits = self.headers["content-type"] == "application/problem+json" and self.json["status"] == self.status
        return fits and set(self.json) == {"type", "title", "status", "detail"}


async def ask_async(
    app: Any, method: str, url: str, body: bytes | list[bytes] = b"", headers: dict[str, str] | None = None
) -> Answer:
    """Ask once. A body in pieces ends with the last of them; ``None`` among them is a client that goes away."""
    pieces = list(body) if isinstance(body, list) else [body]
    parts = urlsplit(url)
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": parts.path, "raw_path": parts.path.encode(), "query_string": parts.query.encode(), "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if not pieces:
            await asyncio.sleep(3600)
        piece = pieces.pop(0)
        if piece is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    if not sent:
        return Answer(0, {}, b"")
    headers_out = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers_out, b"".join(message.get("body", b"") for message in sent[1:]))


def ask(
    app: Any, method: str, url: str, body: bytes | list[bytes] = b"", headers: dict[str, str] | None = None
) -> Answer:
    async def once() -> Answer:
        answer = await ask_async(app, method, url, body, headers)
        left = asyncio.all_tasks() - {asyncio.current_task()}  # slack_bolt goes on behind the answer
        if left:
            await asyncio.wait(left, timeout=10)
        return answer

    return asyncio.run(once())


def post(app: Any, url: str, data: Any, headers: dict[str, str] | None = None) -> Answer:
    body = data if isinstance(data, (bytes, list)) and not isinstance(data, dict) else json.dumps(data).encode()
    return ask(app, "POST", url, body, {"content-type": "application/json", **(headers or {})})


class Service:
    """``courtesy-serve`` as people run it, on a free port of this machine."""

    def __init__(self, folder: Path, settings: str = "", *arguments: str, **environ: str) -> None:
        path = folder / "serve.toml"
        path.write_text(settings, encoding="utf-8")
        command = [sys.executable, "-m", "courtesy.serve.http", "--config", str(path), "--port", "0", *arguments]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environ}, text=True
        )
        line = self.process.stdout.readline()
        self.port = int(line.strip().rpartition(":")[2]) if line else 0
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stderr:
            self.lines.append(line)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Service:
        end = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < end:
            try:
                if self.ask("GET", "/readyz").status == 200:
                    return self
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise AssertionError("the service did not come up: " + "".join(self.lines))

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Tell it to stop, and return its status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise
        self._reader.join(5)
        self.process.stdout.close()
        self.process.stderr.close()
        return self.process.returncode

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        request = urllib.request.Request(self.url + path, body, headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())

    def post(self, path: str, data: Any, headers: dict[str, str] | None = None) -> Answer:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        return self.ask("POST", path, body, {"content-type": "application/json", **(headers or {})})
