"""A real Postfix that asks the real milter at a unix socket, as docs/hooks/mail.md sets them up."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from courtesy.serve import Gate, load

from ..test_gate import CLEAN, RUDE
from .post import Sink, letter, send
from .postfix import MilterProcess, Postfix, demand

PAGE = (Path(__file__).parents[3] / "docs" / "hooks" / "mail.md").read_text(encoding="utf-8")
TOML = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
[SETTINGS] = [shown for shown in TOML if "[milter]" in shown and "[smtp]" not in shown and "[agents]" in shown]
[USE] = re.findall(r"^```\n(smtpd_milters.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


FAULTS = """
import time
from courtesy import Checker
from courtesy.serve.mail import milter
real, take = Checker.check, milter.Filter._take
def check(self, message):
    if "boom" in message.text:
        raise RuntimeError(message.text)
    if "slow" in message.text:
        time.sleep(4)
    return real(self, message)
def stumble(self, piece):
    if b"stumble" in piece:
        raise RuntimeError(piece)
    take(self, piece)
Checker.check, milter.Filter._take = check, stumble
"""


class Office:
    def __init__(self) -> None:
        self.sink = Sink()
        self.milters: dict[str, MilterProcess] = {}
        self.postfix: Postfix | None = None

    def open(self, folder: Path) -> None:
        patient = SETTINGS + "\n[policy]\ndeadline_ms = 30000\n"
        strict = patient + 'error = "block"\n'
        kinds = {
            "as-shown": (patient, ""),
            "strict": (strict + "\n[mail]\nheaders = true\n", ""),
            "holds": (strict + '\n[mail]\nblock = "hold"\n', ""),
            "open": (SETTINGS + "\n[policy]\ndeadline_ms = 1000\n", FAULTS),
            "closed": (SETTINGS + '\n[policy]\ndeadline_ms = 1000\non_failure = "closed"\n', FAULTS),
        }
        for name, how in kinds.items():
            self.milters[name] = MilterProcess(folder / name, *how)
        services = {name: _service(str(milter.socket)) for name, milter in self.milters.items()}
        services["tempfail"] = services["as-shown"].replace("=accept", "=tempfail")
        self.postfix = Postfix(folder, self.sink.port, services)
        self.postfix.start()
        for milter in self.milters.values():
            milter.wait()

    def send(self, name: str, *arguments: object) -> tuple[int, str]:
        return send(self.postfix.ports[name], *arguments)

    def close(self) -> None:
        if self.postfix is not None:
            self.postfix.stop()
        running = [milter for milter in self.milters.values() if milter.process.poll() is None]
        statuses = [milter.stop() for milter in running]
        self.sink.close()
        assert set(statuses) <= {0}


def _service(socket: str) -> str:
    """Turn the lines of the page for main.cf into options of one service."""
    shown = USE.replace("/run/courtesy/milter.sock", socket)
    pairs = [line.split("=", 1) for line in shown.splitlines() if "=" in line and not line.startswith("#")]
    return "\n".join(f"    -o {key.strip()}={value.strip()}" for key, value in pairs)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    demand()
    gate = Gate.from_settings(load(None, {}).gate)
    gate.warm()  # compile the lexicons once, and not in every process at the same time
    gate.close()
    folder = Path(tempfile.mkdtemp(prefix="mail-"))  # short enough for the name of a socket
    folder.chmod(0o755)
    made = Office()
    try:
        made.open(folder)
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("lang", RUDE)
def test_five_languages(office: Office, lang: str) -> None:
    code, words = office.send("strict", letter(RUDE[lang], Subject=f"rude {lang}"))
    assert (code, words.startswith("5.7.1 "), words.isascii()) == (550, True, True), words
    assert office.send("strict", letter(CLEAN[lang], Subject=f"clean {lang}"))[0] == 250
    received = office.sink.received(f"clean {lang}")
    assert received.get_payload(decode=True).decode().split() == CLEAN[lang].split()
    assert f"Subject: rude {lang}".encode() not in b"".join(content for _, _, content in office.sink.letters)


def test_a_second_try_goes_through(office: Office) -> None:
    code, words = office.send("as-shown", RUDE["en"])
    assert (code, "send it again" in words) == (550, True)
    time.sleep(1.1)  # [ask] after_seconds
    assert office.send("as-shown", RUDE["en"])[0] == 250


def test_customers_are_not_read(office: Office) -> None:
    assert office.send("strict", RUDE["en"], "maria@customer.test")[0] == 250


def test_headers_and_attachments(office: Office) -> None:
    message = letter(CLEAN["en"], X_Courtesy_Verdict="spoofed", Subject="marked")
    blob = os.urandom(300_000)
    message.add_attachment(blob, maintype="application", subtype="zip", filename="a.zip")
    assert office.send("strict", message)[0] == 250
    received = office.sink.received("marked")
    assert received.get_all("X-Courtesy-Verdict") in (["allow (clean)"], ["warn (findings)"])
    assert received["X-Courtesy-Score"].isdigit()
    [part] = [part for part in received.walk() if part.get_filename()]
    assert part.get_payload(decode=True) == blob


def test_held(office: Office) -> None:
    code, words = office.send("holds", RUDE["pl"], "held@shop.test")
    assert code == 250, words
    held = [json.loads(line) for line in office.postfix.held().splitlines()]
    assert [entry["queue_name"] for entry in held if entry["sender"] == "held@shop.test"] == ["hold"]


@pytest.mark.parametrize("fault", ["boom", "stumble", "slow"])
@pytest.mark.parametrize(("policy", "code"), [("open", 250), ("closed", 451)])
def test_failures_are_answered_by_policy(office: Office, fault: str, policy: str, code: int) -> None:
    assert office.send(policy, f"You idiot {fault}, stop writing.")[0] == code


def test_a_dead_milter(office: Office) -> None:
    assert office.send("tempfail", "You idiot, go away.")[0] == 550
    office.milters["as-shown"].stop(kill=True)
    assert office.send("as-shown", "You idiot, go home.")[0] == 250  # unread: that is what accept means
    assert office.send("tempfail", "You idiot, go home.")[0] == 451


def test_no_word_of_a_letter_in_the_logs(office: Office) -> None:
    for milter in office.milters.values():
        log = milter.log.read_text()
        assert "idiot" not in log
        assert "shop.test" not in log
        assert "Traceback" not in log
