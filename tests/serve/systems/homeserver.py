"""A real Synapse on this machine, and as much of a Matrix client as the tests need."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .real import eventually, reserved_port, running

_SECRET = "registration"


class Homeserver:
    def __init__(self, port: int) -> None:
        self.port = port

    def call(self, method: str, path: str, data: Any = None, token: str = "") -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, None if data is None else json.dumps(data), headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read() or b"{}")

    def client(self, name: str) -> Client:
        """Register somebody, as ``register_new_matrix_user`` does."""
        _, answer = self.call("GET", "/_synapse/admin/v1/register")
        words = [answer["nonce"], name, "password", "notadmin"]
        mac = hmac.new(_SECRET.encode(), "\0".join(words).encode(), hashlib.sha1).hexdigest()
        user = {"nonce": answer["nonce"], "username": name, "password": "password", "admin": False, "mac": mac}
        status, answer = self.call("POST", "/_synapse/admin/v1/register", user)
        assert status == 200, answer
        return Client(self, answer["access_token"])


class Client:
    """Somebody who is logged in."""

    def __init__(self, homeserver: Homeserver, token: str) -> None:
        self._homeserver = homeserver
        self._token = token
        self.room = ""

    def call(self, method: str, path: str, data: Any = None) -> tuple[int, Any]:
        return self._homeserver.call(method, f"/_matrix/client/v3/{path}", data, self._token)

    def opens_room(self) -> str:
        status, answer = self.call("POST", "createRoom", {"preset": "public_chat"})
        assert status == 200, answer
        self.room = answer["room_id"]
        return self.room

    def joins(self, room: str) -> None:
        status, answer = self.call("POST", f"join/{quote(room)}", {})
        assert status == 200, answer
        self.room = room

    def sends(self, content: dict[str, Any], kind: str = "m.room.message") -> tuple[int, Any]:
        return self.call("PUT", f"rooms/{quote(self.room)}/send/{kind}/{secrets.token_hex(8)}", content)

    def says(self, body: str, **more: Any) -> tuple[int, Any]:
        return self.sends({"msgtype": "m.text", "body": body, **more})

    def edits(self, event: str, body: str, **more: Any) -> tuple[int, Any]:
        new = {"msgtype": "m.text", "body": body, **more}
        relation = {"rel_type": "m.replace", "event_id": event}
        return self.says(f"* {body}", **{"m.new_content": new, "m.relates_to": relation})

    def sees(self) -> list[dict[str, Any]]:
        """Return the last events of the room, the newest first."""
        status, answer = self.call("GET", f"rooms/{quote(self.room)}/messages?dir=b&limit=50")
        assert status == 200, answer
        events: list[dict[str, Any]] = answer["chunk"]
        return events


@contextmanager
def homeserver(folder: Path, modules: str) -> Iterator[Homeserver]:
    """Run a homeserver called example.org, with the ``modules`` of the page about Synapse."""
    with reserved_port() as reserved:
        pass  # Twisted can't share a port with its holder, so it is let go just before
    base = {
        "server_name": "example.org",
        "pid_file": str(folder / "pid"),
        "listeners": [
            {
                "port": reserved, "type": "http", "tls": False, "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "key"),
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "registration_shared_secret": _SECRET,
        "macaroon_secret_key": "macaroon",
        "form_secret": "form",
        "rc_message": {"per_second": 1000, "burst_count": 1000},
        "rc_registration": {"per_second": 1000, "burst_count": 1000},
    }  # fmt: skip
    (folder / "homeserver.yaml").write_text(json.dumps(base))  # JSON is YAML
    (folder / "modules.yaml").write_text(modules)
    command = [sys.executable, "-m", "synapse.app.homeserver", "-c", "homeserver.yaml", "-c", "modules.yaml"]
    subprocess.run([*command, "--generate-keys"], cwd=folder, check=True, capture_output=True, timeout=120)
    with running(command, folder) as process:
        found = Homeserver(reserved)
        eventually(lambda: found.call("GET", "/_matrix/client/versions"), "Synapse comes up", process)
        yield found
