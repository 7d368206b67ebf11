"""``courtesy-serve``: reads its settings, and serves until it is told to stop."""

from __future__ import annotations

import argparse
import gc
import ipaddress
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from courtesy._version import __version__
from courtesy.errors import CourtesyError, OptionError
from courtesy.serve.http.settings import HttpSettings
from courtesy.serve.settings import PREFIX, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.serve.settings import Settings


def program() -> None:
    """Run the command and leave with its status."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Serve until told to stop. Return 0 then, and 2 with one line on standard error when the settings are wrong."""
    parser = argparse.ArgumentParser(
        prog="courtesy-serve",
        description="Answers, before a message is sent, whether to send it: HTTP, JSON, and the webhooks of chat systems.",
        epilog=f"Settings can also be given as environment variables: {PREFIX}HTTP_PORT=8080. See docs/hooks/.",
    )
    parser.add_argument("--config", metavar="FILE", default=os.environ.get("COURTESY_SERVE"), help="a TOML file")
    parser.add_argument("--host", metavar="ADDRESS", help="listen here (127.0.0.1)")
    parser.add_argument("--port", metavar="N", help="listen here (8080); 0: any that is free")
    parser.add_argument(
        "--check-config", action="store_true", help="read the settings, say whether they are right, and stop"
    )
    parser.add_argument("--version", action="version", version=f"courtesy-serve {__version__}")
    given = parser.parse_args(arguments)
    try:
        settings = load(given.config, _environment(given))
        http = settings.section(HttpSettings)
        _demand_tokens(http)
        return serve(settings, http, only_check=given.check_config)
    except CourtesyError as error:
        print(f"courtesy-serve: {error}", file=sys.stderr)
        return 2


def serve(settings: Settings, http: HttpSettings, *, only_check: bool = False) -> int:
    """Serve with these settings. Raises a `CourtesyError` when they can't be used."""
    try:
        import uvicorn

        from courtesy.serve.http.app import create_app
        from courtesy.serve.http.protocol import bounded
    except ImportError as error:
        raise OptionError(f"the service needs more: pip install 'courtesy-check[serve]' ({error})") from None
    from courtesy.serve.gate import Gate
    from courtesy.serve.http.logs import set_up

    gate = Gate.from_settings(settings.gate)
    app = create_app(settings, gate)
    if only_check:
        print("the settings are right")
        return 0
    set_up(http.log_level)
    gate.warm()
    gc.collect()
    gc.freeze()  # the lexicons stay for good; going through them again and again would hold up messages
    config = uvicorn.Config(
        app,
        http=bounded(http.head_seconds),
        loop="asyncio",  # uvloop, where it is there, leaves some of many busy connections waiting for seconds
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=http.max_connections + 1,  # uvicorn counts the one that asks
        backlog=2048,
        timeout_keep_alive=http.idle_seconds,
        timeout_graceful_shutdown=http.stop_seconds,
    )
    server = uvicorn.Server(config)
    with _bound(http) as listening:
        host, port = listening.getsockname()[:2]
        print(f"courtesy-serve: http://{f'[{host}]' if ':' in host else host}:{port}", flush=True)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stopped)
        server.run([listening])
    return 0 if server.started else 1


def _stopped(*_: object) -> None:
    """Do nothing: the server raises the signal that it stopped for once more, and having stopped well is a success."""


def _environment(given: argparse.Namespace) -> dict[str, str]:
    """Return the environment, with what the command line says in its place."""
    environ = dict(os.environ)
    for name in ("host", "port"):
        value = getattr(given, name)
        if value is not None:
            environ[f"{PREFIX}HTTP_{name}".upper()] = value
    return environ


def _demand_tokens(http: HttpSettings) -> None:
    """Raise `OptionError` when strangers could ask and nothing says that they may."""
    try:
        local = ipaddress.ip_address(http.host).is_loopback
    except ValueError:
        local = http.host == "localhost"
    if not (local or http.tokens or http.anonymous):
        raise OptionError(
            f"http.tokens must be set to listen on {http.host}, where others can ask; or set http.anonymous to true"
        )


def _bound(http: HttpSettings) -> socket.socket:
    """Return a socket that is bound, so that a port that is taken is an error in one line."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(http.host, http.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise OptionError(f"http.host: {http.host}: {error.strerror or error}") from None
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise OptionError(f"{http.host}:{http.port}: {error.strerror or error}") from None
    return listening
