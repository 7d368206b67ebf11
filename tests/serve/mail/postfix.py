"""A real Postfix with a configuration, a queue and a log of its own; the system's own is not touched."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.shop.test
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
local_recipient_maps =
relayhost = [127.0.0.1]:{sink}
disable_dns_lookups = yes
smtp_host_lookup = native
smtpd_relay_restrictions = permit_mynetworks, reject
smtputf8_enable = yes
notify_classes =
bounce_queue_lifetime = 0
"""
MASTER = """\
postlog   unix-dgram n - n - 1 postlogd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
relay     unix - - n - - smtp
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
local     unix - n n - - local
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
"""


def demand() -> None:
    """Skip, or fail where everything is required, when Postfix or pymilter can't be had."""
    lacking = ""
    if not os.access("/usr/sbin/postfix", os.X_OK):
        lacking = "Postfix is not installed: apt-get install postfix"
    elif os.geteuid() != 0:
        lacking = "Postfix can't be started: only root can start a mail server of its own"
    else:
        try:
            import milter  # noqa: F401
        except ImportError:
            lacking = (
                "pymilter is not installed: apt-get install libmilter-dev gcc python3-dev, then pip install pymilter"
            )
    if lacking:
        if os.environ.get("CI") or os.environ.get("COURTESY_REQUIRE_ALL"):
            pytest.fail(lacking, pytrace=False)
        pytest.skip(lacking)


class MilterProcess:
    """``courtesy-milter`` as Postfix finds it; ``first`` is Python that is run before it."""

    def __init__(self, folder: Path, settings: str, first: str = "") -> None:
        folder.mkdir()
        shutil.chown(folder, group="postfix")
        folder.chmod(0o750)
        self.socket = folder / "milter.sock"
        path = folder / "courtesy-serve.toml"
        path.write_text(settings.replace("/run/courtesy/milter.sock", str(self.socket)), encoding="utf-8")
        self.log = folder / "log"
        code = f"import sys\n{first}\nfrom courtesy.serve.mail.program import milter_program\nmilter_program()"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code, "--config", str(path)], stdout=log, stderr=log, group="postfix"
            )

    def wait(self) -> None:
        wait_until(lambda: self.socket.exists() or self.process.poll() is not None, self.log)
        assert self.process.poll() is None, self.log.read_text()

    def stop(self, *, kill: bool = False) -> int:
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        return self.process.wait(30)


class Postfix:
    """``postfix -c FOLDER``, with one port for each way of using a milter."""

    def __init__(self, folder: Path, sink: int, services: dict[str, str]) -> None:
        self.folder = folder
        self.log = folder / "mail.log"
        (folder / "queue").mkdir()
        data = folder / "data"
        data.mkdir()
        shutil.chown(data, "postfix", "postfix")
        self.ports = dict(zip(services, _free(len(services)), strict=True))
        (folder / "main.cf").write_text(MAIN.format(folder=folder, sink=sink))
        lines = [f"127.0.0.1:{self.ports[name]} inet n - n - - smtpd\n{how}" for name, how in services.items()]
        (folder / "master.cf").write_text(MASTER + "\n".join(lines) + "\n")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*words], capture_output=True, text=True, timeout=60, check=False)

    def start(self) -> None:
        started = self.run("postfix", "-c", str(self.folder), "start")
        assert started.returncode == 0, started.stdout + started.stderr + self.told()

        def listening() -> bool:
            for port in self.ports.values():
                try:
                    socket.create_connection(("127.0.0.1", port), 10).close()
                except OSError:
                    return False
            return True

        wait_until(listening, self.log)

    def stop(self) -> None:
        self.run("postfix", "-c", str(self.folder), "stop")

    def held(self) -> str:
        return self.run("postqueue", "-c", str(self.folder), "-j").stdout

    def told(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""


def wait_until(true: object, log: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, log.read_text(errors="replace") if log.exists() else "nothing was logged"
        time.sleep(0.05)


def _free(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
