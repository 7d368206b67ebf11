"""An application around a gate whose checker knows a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from courtesy.serve import load
from courtesy.serve.http.app import create_app

from ..fakes import gates

HOOKS = """
[matrix]
token = "matrix-token"
[stream]
secret = "stream-secret-of-thirty-two-bytes-or-more"
[ably]
token = "ably-token"
[cometchat]
user = "comet"
password = "chat"
[twilio]
auth_token = "twilio-token"
url = "https://hooks.example.org/hooks/twilio?tenant=1"
[openim]
token = "openim-token"
"""


@pytest.fixture
def app_with(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Make applications: the first argument is settings in TOML, the others go to the gate."""
    with ExitStack() as stack:

        def make(toml: str = "", **more: object) -> Any:
            path = tmp_path / "serve.toml"
            path.write_text(toml, encoding="utf-8")
            gate = stack.enter_context(contextmanager(gates)(**more))
            app = create_app(load(str(path), {}), gate)
            app.gate = gate
            return app

        yield make


@pytest.fixture
def app(app_with: Callable[..., Any]) -> Any:
    return app_with()
