"""``courtesy-smtp`` and ``courtesy-milter``: read the settings that every program of ours reads, and stand in the way of mail."""

from __future__ import annotations

import argparse
import asyncio
import gc
import ipaddress
import os
import re
import signal
import sys
from typing import TYPE_CHECKING

from courtesy._version import __version__
from courtesy.errors import CourtesyError, OptionError
from courtesy.serve.gate import Gate
from courtesy.serve.http.logs import log_verdict, set_up
from courtesy.serve.mail.settings import MailSettings, MilterSettings, SmtpSettings
from courtesy.serve.settings import PREFIX, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from courtesy.serve.mail.desk import Desk
    from courtesy.serve.mail.proxy import Proxy
    from courtesy.serve.settings import Settings

    Run = Callable[[Settings, bool], None]


def smtp_program() -> None:
    """Run ``courtesy-smtp`` and leave with its status."""
    sys.exit(main("courtesy-smtp", "Reads mail on its way to the next server, and stops what would hurt.", smtp))


def milter_program() -> None:
    """Run ``courtesy-milter`` and leave with its status."""
    sys.exit(main("courtesy-milter", "Tells Postfix or Sendmail which mail would hurt, before they take it.", milter))


def main(name: str, about: str, run: Run, arguments: Sequence[str] | None = None) -> int:
    """Run until told to stop. Return 0 then, and 2 with one line on standard error when the settings are wrong."""
    parser = argparse.ArgumentParser(
        prog=name,
        description=about,
        epilog=f"Settings can also be given as environment variables: {PREFIX}SMTP_PORT=10025. See docs/hooks/mail.md.",
    )
    parser.add_argument("--config", metavar="FILE", default=os.environ.get("COURTESY_SERVE"), help="a TOML file")
    parser.add_argument(
        "--check-config", action="store_true", help="read the settings, say whether they are right, and stop"
    )
    parser.add_argument("--version", action="version", version=f"{name} {__version__}")
    given = parser.parse_args(arguments)
    try:
        run(load(given.config), given.check_config)
    except CourtesyError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 2
    if given.check_config:
        print("the settings are right")
    return 0


def smtp(settings: Settings, only_check: bool) -> None:
    """Run the proxy."""
    own = settings.section(SmtpSettings)
    _demand_trust(own)
    try:
        from courtesy.serve.mail.proxy import Proxy
    except ImportError as error:
        raise OptionError(f"the proxy needs more: pip install 'courtesy-check[mail]' ({error})") from None
    proxy = Proxy(_desk(settings), own)
    if not only_check:
        _ready(proxy.desk, own.log_level)
        asyncio.run(_listen(proxy))


def milter(settings: Settings, only_check: bool) -> None:
    """Run the milter."""
    own = settings.section(MilterSettings)
    if not re.fullmatch(r"0?[0-7]{3}", own.mode):
        raise OptionError(f"milter.mode: must be written like '0660', not {own.mode!r}")
    try:
        from courtesy.serve.mail.milter import serve
    except ImportError as error:
        raise OptionError(f"the milter needs more: pip install 'courtesy-check[milter]' ({error})") from None
    if not only_check:  # libmilter waits for these in a thread of its own; no thread of ours may catch them before it
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
    desk = _desk(settings)
    if not only_check:
        _ready(desk, own.log_level)
        print(f"courtesy-milter: {own.socket}", flush=True)
        serve(desk, own.socket, own.mode)
        desk.close()


def _desk(settings: Settings) -> Desk:
    try:
        from courtesy.serve.mail.desk import Desk
    except ImportError as error:
        raise OptionError(f"mail needs more: pip install 'courtesy-check[mail]' ({error})") from None
    gate = Gate.from_settings(settings.gate, log_verdict)
    return Desk.from_settings(gate, settings.gate, settings.section(MailSettings))


def _ready(desk: Desk, log_level: str) -> None:
    set_up(log_level)
    desk.gate.warm()
    gc.collect()
    gc.freeze()  # the lexicons stay for good


async def _listen(proxy: Proxy) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    host, port = await proxy.start()
    print(f"courtesy-smtp: {f'[{host}]' if ':' in host else host}:{port}", flush=True)
    await stop.wait()
    await proxy.stop()
    proxy.desk.close()


def _demand_trust(own: SmtpSettings) -> None:
    """Raise `OptionError` when strangers could send mail through this machine, which the next server trusts."""
    try:
        local = ipaddress.ip_address(own.host).is_loopback
    except ValueError:
        local = own.host == "localhost"
    if not (local or own.anonymous):
        raise OptionError(
            f"smtp.host: whoever reaches {own.host} could send mail through this proxy, which asks for no password; "
            "set smtp.anonymous to true if a firewall keeps strangers out"
        )
