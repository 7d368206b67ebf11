"""A real IRC server, a real WeeChat that is typed into through its fifo, and a customer who listens."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

from .real import PATIENCE, eventually, reserved_port, running

CHANNEL = "#help"


@contextmanager
def irc_server(program: str, folder: Path) -> Iterator[int]:
    """Run ngIRCd and yield its port."""
    with reserved_port() as port:
        pass  # ngIRCd can't share a port with its holder, so it is let go just before
    (folder / "ircd.conf").write_text(
        f"[Global]\nName = irc.example.org\nInfo = test\nListen = 127.0.0.1\nPorts = {port}\nMotdPhrase = hello\n"
        "[Options]\nDNS = no\nIdent = no\nPAM = no\n[Limits]\nMaxPenaltyTime = 0\n"
    )
    with running([program, "-n", "-f", str(folder / "ircd.conf")], folder) as process:

        def listens() -> bool:
            socket.create_connection(("127.0.0.1", port), PATIENCE).close()
            return True

        eventually(listens, "ngIRCd comes up", process)
        yield port


class Customer:
    """Somebody else in the channel."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._file = self._socket.makefile("r", encoding="utf-8", newline="\r\n")
        self.send("NICK anna", "USER anna 0 * :Anna", f"JOIN {CHANNEL}")
        self.waits(" 366 ")

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def send(self, *lines: str) -> None:
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def waits(self, words: str) -> str:
        """Return the next line with these words."""
        for line in self._file:
            if line.startswith("PING"):
                self.send("PONG" + line[4:].strip())
            if words in line:
                return line.rstrip("\r\n")
        raise AssertionError("the server closed the connection")

    def hears(self) -> str:
        """Return the words of the next message, wherever it was sent."""
        return self.waits(" PRIVMSG ").split(" :", 1)[1]


class WeeChat:
    """WeeChat without a screen: keys are pressed through its fifo, and what it shows is read from its logs."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.buffer = f"irc.desk.{CHANNEL}"
        self._shown = 0
        self._pipe: TextIO | None = None

    def does(self, line: str, buffer: str = "core.weechat") -> None:
        """Give one line to a buffer, as if it had been typed and entered there."""
        if (
            self._pipe is None
        ):  # it stays open: what is written while WeeChat sees the end of the one before would be lost
            [fifo] = self.home.glob("weechat_fifo_*")
            self._pipe = fifo.open("w", encoding="utf-8")
        self._pipe.write(f"{buffer} *{line}\n")
        self._pipe.flush()

    def close(self) -> None:
        if self._pipe is not None:
            self._pipe.close()

    def types(self, text: str) -> None:
        """Put text into the input line of the channel, letter by letter as it were."""
        self.does(f"/input insert {text}", self.buffer)

    def presses_enter(self) -> None:
        self.does("/input return", self.buffer)

    def log(self, buffer: str | None = None) -> str:
        path = self.home / "logs" / f"{buffer or self.buffer}.weechatlog"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def input_line(self) -> str:
        """Return what stands in the input line of the channel."""
        self._shown += 1
        mark = f"LINE{self._shown}["
        self.does(f"/eval /print -core {mark}${{buffer.input_buffer}}]END", self.buffer)
        eventually(lambda: "]END" in self.log("core.weechat").partition(mark)[2], "WeeChat tells its input line")
        return self.log("core.weechat").partition(mark)[2].partition("]END")[0]


@contextmanager
def weechat(program: str, folder: Path, port: int, *commands: str) -> Iterator[WeeChat]:
    """Run WeeChat, logged in as ana and in the channel, and give it commands."""
    home = folder / "weechat"
    first = [
        "/set logger.file.flush_delay 0",
        "/set irc.server_default.anti_flood_prio_high 0",
        "/set irc.server_default.anti_flood_prio_low 0",
        f"/server add desk 127.0.0.1/{port} -nicks=ana -autojoin={CHANNEL}",
        "/connect desk",
    ]
    command = [program, "--dir", str(home), "--stdout"]
    for line in first:
        command += ["--run-command", line]
    with running(command, folder, LC_ALL="C.UTF-8") as process:
        it = WeeChat(home)
        eventually(lambda: "has joined" in it.log(), "WeeChat joins", process)
        with closing(it):
            for line in commands:
                it.does(line)
            yield it
