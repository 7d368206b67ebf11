"""What the tests of real systems share: programs that have to be there, ports, waiting, and the settings of docs/hooks."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

T = TypeVar("T")

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
"""Seconds to wait for what always comes, only sometimes late."""

KIND = {
    "en": "Good morning, I have found your parcel and sent it on today. Is there anything else I can do for you?",
    "el": "Καλημέρα σας, βρήκα το δέμα σας και το έστειλα σήμερα. Μπορώ να βοηθήσω σε κάτι άλλο;",
    "pl": "Dzień dobry, znalazłam Pani paczkę i dzisiaj ją wysłałam. Czy mogę jeszcze w czymś pomóc?",
    "fa": "سلام، بسته‌ی شما را پیدا کردم و امروز فرستادم. کار دیگری هست که برایتان انجام بدهم؟",
    "fil": "Magandang araw po, nahanap ko na po ang package ninyo. May maitutulong pa po ba ako?",
}
RUDE = {
    "en": "What a pathetic excuse.",
    "el": "Είστε τελείως άσχετος.",
    "pl": "Nie zmyślaj, nikt ci tego nie obiecał.",
    "fa": "واقعاً بی‌شعورید.",
    "fil": "Ang bobo niyo naman.",
}
NOTICE = "This message may hurt its reader."
AGAIN = "If it is right as it is, send it again unchanged."
UNCHECKED = "could not be checked"


def needed(program: str, name: str, package: str) -> str:
    """Return the path of a program that a test can't do without."""
    path = shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin"]))
    return path or missing(f"{name} is not installed: apt-get install {package}")


def missing(sentence: str) -> NoReturn:
    """Say loudly that something can't be tested here: a failure where everything has to be there."""
    if os.environ.get("CI") or os.environ.get("COURTESY_REQUIRE_ALL"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def eventually(what: Callable[[], T], why: str, process: subprocess.Popen[str] | None = None) -> T:
    """Return what the function returns as soon as that is true. An `OSError` means: not yet."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = what()
        except OSError:
            found = None
        if found:
            return found
        assert process is None or process.poll() is None, f"the program ended: {why}"
        time.sleep(0.02)
    raise AssertionError(f"waited {PATIENCE:g} s in vain: {why}")


@contextmanager
def reserved_port() -> Iterator[int]:
    """Yield a port that nobody else gets, while servers that reuse addresses can listen there, one after the other."""
    with closing(socket.socket()) as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def shown(page: str, language: str) -> str:
    """Return what a page of docs/hooks shows in this language: the tests use it, so it is right."""
    text = (ROOT / "docs" / "hooks" / page).read_text(encoding="utf-8")
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return "\n".join(blocks)


def replaced(text: str, pairs: dict[str, str]) -> str:
    """Return a text with other words in it, each of which has to be there."""
    for old, new in pairs.items():
        assert old in text, f"{old!r} is not in: {text}"
        text = text.replace(old, new)
    return text


@contextmanager
def running(command: list[str], folder: Path, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """Run a server beside the test; its output goes to ``out`` in the folder."""
    with (folder / "out").open("a", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **environ}, text=True
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
