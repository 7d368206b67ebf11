"""A real Postfix that asks the real milter at a unix socket, as docs/hooks/mail.md sets them up."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from ..test_gate import CLEAN, RUDE
from .post import Sink, letter, send
from .postfix import MilterProcess, Postfix, demand

PAGE = (Path(__file__).parents[3] / "docs" / "hooks" / "mail.md").read_text(encoding="utf-8")
TOML = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
[SETTINGS] = [shown for shown in TOML if "[milter]" in shown and "[smtp]" not in shown and "[agents]" in shown]
[USE] = [shown for shown in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) if "smtpd_milters" in shown]

BOOM = "from courtesy import Checker\nChecker.check = lambda *_: 1 / 0"
SLOW = (
    "import time\nfrom courtesy import Checker\nChecker.check = lambda self, m: time.sleep(20 if 'x' in m.text else 0)"
)
STUMBLE = "from courtesy.serve.mail import milter\nmilter.Filter._take = lambda *_: 1 / 0"


class Office:
    def __init__(self, folder: Path) -> None:
        self.sink = Sink()
        patient = SETTINGS + "\n[policy]\ndeadline_ms = 30000\n"
        strict = patient + 'error = "block"\n'
        kinds = {
            "as-shown": (patient, ""),
            "strict": (strict, ""),
            "marks": (strict + "\n[mail]\nheaders = true\n", ""),
            "holds": (strict + '\n[mail]\nblock = "hold"\n', ""),
            "boom-open": (
                SETTINGS,
                BOOM.replace(
                    "lambda *_", "lambda self, m: None if 'Hello.' in m.text or len(m.text) < 20 else 1 / 0 #"
                ),
            ),
            "boom-closed": (SETTINGS + '\n[policy]\non_failure = "closed"\n', "X"),
            "slow-open": (SETTINGS + "\n[policy]\ndeadline_ms = 300\n", SLOW),
            "slow-closed": (SETTINGS + '\n[policy]\ndeadline_ms = 300\non_failure = "closed"\n', SLOW),
            "stumble-open": (SETTINGS, STUMBLE),
            "stumble-closed": (SETTINGS + '\n[policy]\non_failure = "closed"\n', STUMBLE),
            "dead": (SETTINGS, ""),
        }
        boom = "from courtesy import Checker\nreal = Checker.check\ndef check(self, m):\n    if 'x' in m.text: raise RuntimeError(m.text)\n    return real(self, m)\nChecker.check = check"
        kinds["boom-open"] = (SETTINGS, boom)
        kinds["boom-closed"] = (SETTINGS + '\n[policy]\non_failure = "closed"\n', boom)
        self.milters = {name: MilterProcess(folder / name, *how) for name, how in kinds.items()}
        services = {name: _service(str(milter.socket)) for name, milter in self.milters.items()}
        dead = services.pop("dead")
        services["dead-accept"] = dead
        services["dead-tempfail"] = dead.replace("=accept", "=tempfail")
        self.postfix = Postfix(folder, self.sink.port, services)
        self.postfix.start()
        for milter in self.milters.values():
            milter.wait()

    def send(self, name: str, *arguments: object) -> tuple[int, str]:
        return send(self.postfix.ports[name], *arguments)

    def close(self) -> None:
        self.postfix.stop()
        for milter in self.milters.values():
            if milter.process.poll() is None:
                assert milter.stop() == 0
        self.sink.close()


def _service(socket: str) -> str:
    """Turn the lines of the page for main.cf into options of one service."""
    shown = USE.replace("/run/courtesy/milter.sock", socket)
    pairs = [line.split("=", 1) for line in shown.splitlines() if "=" in line and not line.startswith("#")]
    return "\n".join(f"    -o {key.strip()}={value.strip()}" for key, value in pairs)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    demand()
    folder = Path(tempfile.mkdtemp(prefix="mail-"))  # short enough for the name of a socket
    folder.chmod(0o755)
    made = None
    try:
        made = Office(folder)
        yield made
    finally:
        if made is not None:
            made.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("lang", RUDE)
def test_five_languages(office: Office, lang: str) -> None:
    before = len(office.sink.letters)
    code, words = office.send("strict", RUDE[lang])
    assert (code, words.startswith("5.7.1 "), words.isascii()) == (550, True, True), words
    assert office.send("strict", CLEAN[lang])[0] == 250
    office.sink.wait_for(before + 1)
    received = message_from_bytes(office.sink.letters[-1][2])
    assert received.get_payload(decode=True).decode().split() == CLEAN[lang].split()
    assert len(office.sink.letters) == before + 1


def test_a_second_try_goes_through(office: Office) -> None:
    code, words = office.send("as-shown", RUDE["en"])
    assert (code, "send it again" in words) == (550, True)
    import time

    time.sleep(1.1)  # [ask] after_seconds
    assert office.send("as-shown", RUDE["en"])[0] == 250


def test_customers_are_not_read(office: Office) -> None:
    assert office.send("strict", RUDE["en"], "maria@customer.test")[0] == 250


def test_headers_and_attachments(office: Office) -> None:
    before = len(office.sink.letters)
    message = letter(CLEAN["en"], X_Courtesy_Verdict="spoofed")
    blob = os.urandom(300_000)
    message.add_attachment(blob, maintype="application", subtype="zip", filename="a.zip")
    assert office.send("marks", message)[0] == 250
    office.sink.wait_for(before + 1)
    received = message_from_bytes(office.sink.letters[-1][2])
    assert received.get_all("X-Courtesy-Verdict") in (["allow (clean)"], ["warn (findings)"])
    assert received["X-Courtesy-Score"].isdigit()
    [part] = [part for part in received.walk() if part.get_filename()]
    assert part.get_payload(decode=True) == blob


def test_held(office: Office) -> None:
    code, words = office.send("holds", RUDE["pl"], "held@shop.test")
    assert code == 250, words
    held = [json.loads(line) for line in office.postfix.held().splitlines()]
    assert [entry["queue_name"] for entry in held if entry["sender"] == "held@shop.test"] == ["hold"]


@pytest.mark.parametrize("fault", ["boom", "slow", "stumble"])
@pytest.mark.parametrize(("policy", "code"), [("open", 250), ("closed", 451)])
def test_failures_are_answered_by_policy(office: Office, fault: str, policy: str, code: int) -> None:
    assert office.send(f"{fault}-{policy}", "You idiot xxx, stop writing.")[0] == code


def test_a_dead_milter(office: Office) -> None:
    assert office.send("dead-accept", RUDE["en"])[0] == 550
    office.milters["dead"].stop(kill=True)
    assert office.send("dead-accept", RUDE["en"])[0] == 250  # unread: that is what accept means
    with pytest.raises(Exception, match="451|4\\.7\\.1"):
        code, words = office.send("dead-tempfail", RUDE["en"])
        raise AssertionError(f"{code} {words}")


def test_no_word_of_a_letter_in_the_logs(office: Office) -> None:
    for milter in office.milters.values():
        log = milter.log.read_text()
        assert "idiot" not in log
        assert "shop.test" not in log
        assert "Traceback" not in log
