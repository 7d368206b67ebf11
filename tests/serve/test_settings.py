"""Settings: what may stand in the file and the environment, and the one line that says what is wrong."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from courtesy import Conversation, Turn
from courtesy.errors import CourtesyError, OptionError
from courtesy.serve import load
from courtesy.serve.settings import AgentsSettings, AskSettings, CheckerSettings, PolicySettings


def write(folder: Path, text: str) -> str:
    path = folder / "serve.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_defaults() -> None:
    settings = load(None, {})
    assert settings.section(PolicySettings) == PolicySettings()
    policy = settings.gate.policy
    assert (policy.error, policy.on_failure, policy.deadline_ms) == ("ask", "open", 800)


def test_a_file(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [checker]
        lang = "pl"
        lexicons = ["ours"]
        [policy]
        on-failure = "closed"
        checks = ["jargon=allow"]
        [ask]
        minutes = 5
        [agents]
        patterns = ["@agent-*:example.org"]
        """,
    )
    settings = load(path, {})
    assert settings.section(CheckerSettings).lexicons == (str(tmp_path / "ours"),)
    assert settings.section(PolicySettings).on_failure == "closed"
    assert settings.section(AskSettings).minutes == 5
    assert settings.section(AgentsSettings).patterns == ("@agent-*:example.org",)


def test_limits_of_conversations_reach_the_checker(tmp_path: Path) -> None:
    turns = (
        Turn("customer", "Where is my parcel?", at=datetime(2026, 5, 4, 9, tzinfo=UTC)),
        Turn("agent", "It is in Patras.", at=datetime(2026, 5, 4, 10, tzinfo=UTC)),
    )
    for text, slow in (("[conversation]\nreply_within = 'PT2H'\n", False), ("", True)):
        gate = load(write(tmp_path, text), {}).gate.gate()
        report = gate.checker.check_conversation(Conversation(turns))
        assert ("slow-reply" in {finding.check for finding in report.findings}) is slow
        gate.close()


def test_the_environment_wins(tmp_path: Path) -> None:
    path = write(tmp_path, '[policy]\nerror = "block"\nwarning = "allow"\n')
    environ = {"COURTESY_SERVE_POLICY_ERROR": "warn", "COURTESY_SERVE_AGENTS_SENDERS": "ana, ben,", "HOME": "/"}
    settings = load(path, environ)
    assert settings.section(PolicySettings).error == "warn"
    assert settings.section(PolicySettings).warning == "allow"
    assert settings.section(AgentsSettings).senders == ("ana", "ben")


def test_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    path = write(tmp_path, '[ask]\nkey_file = "key"\n')
    assert load(path, {}).section(AskSettings).key == "s3cret"
    assert load(path, {"COURTESY_SERVE_ASK_KEY": "other"}).section(AskSettings).key == "other"
    environ = {"COURTESY_SERVE_ASK_KEY_FILE": str(tmp_path / "key")}
    assert load(None, environ).section(AskSettings).key == "s3cret"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[polcy]\n", "unknown section [polcy]; did you mean 'policy'?"),
        ("lang = 'pl'\n", "'lang' stands outside of every section"),
        ("[policy]\neror = 'ask'\n", "policy.eror: unknown key; did you mean 'error'?"),
        ("[policy]\nerror = 'refuse'\n", "policy.error: unknown value 'refuse'; known: allow, warn, ask, block"),
        ("[policy]\nerror = 3\n", "policy.error: must be a text, not 3"),
        ("[policy]\ndeadline_ms = 0\n", "policy.deadline_ms: must be a whole number from 10 to 60000, not 0"),
        ("[policy]\ndeadline_ms = true\n", "policy.deadline_ms: must be a whole number"),
        ("[policy]\nrewrite = [1]\n", "policy.rewrite: must be a list of texts, not [1]"),
        ("[ask]\nminutes = nan\n", "ask.minutes: must be a number from 0.01 to 1440, not nan"),
        ("[ask]\nkey = 5\n", "ask.key: must be a text, not int"),
        ("[ask]\nkey_file = 'nowhere'\n", "ask.key_file: nowhere: No such file"),
        ("[policy\n", "serve.toml: "),
    ],
)
def test_mistakes_in_a_file(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(OptionError) as error:
        load(write(tmp_path, text), {})
    assert words in str(error.value)
    assert "serve.toml" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"COURTESY_SERVE_POLICY_EROR": "ask"}, "did you mean 'COURTESY_SERVE_POLICY_ERROR'?"),
        ({"COURTESY_SERVE_POLICY_MIN_SCORE": "many"}, "must be a whole number from 0 to 100, not 'many'"),
        ({"COURTESY_SERVE_POLICY_ERROR": ""}, "unknown value ''"),
    ],
)
def test_mistakes_in_the_environment(environ: dict[str, str], words: str) -> None:
    with pytest.raises(OptionError) as error:
        load(None, environ)
    assert words in str(error.value)
    assert next(iter(environ)) in str(error.value)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(OptionError, match="No such file"):
        load("/nowhere/serve.toml", {})


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "serve.toml").write_bytes(b"\xff")
    with pytest.raises(OptionError, match="is not UTF-8"):
        load(str(tmp_path / "serve.toml"), {})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[policy]\nchecks = ['jargn=allow']\n", "unknown check 'jargn'; did you mean 'jargon'?"),
        ("[policy]\nchecks = ['jargon=refuse']\n", "unknown rule 'refuse'"),
        ("[policy]\nchecks = ['jargon']\n", "policy.checks: must be written like 'jargon=allow', not 'jargon'"),
        ("[conversation]\nreply_within = '4h'\n", "conversation.reply_within"),
        ("[conversation]\ntime_zone = 'Athens'\n", "conversation.time_zone: 'Athens' is no IANA time zone"),
        ("[conversation]\nbusiness_hours = ['9-17']\n", "must be written like 'mon-fri=09:00-17:00', not '9-17'"),
        ("[conversation]\nbusiness_hours = ['mon=17-9']\n", "conversation.business_hours: 'mon': '17-9' can't be read"),
        ("[agents]\nmetadata = ['agent']\n", "must be written key=value"),
        ("[checker]\nlang = 'xx'\n", "xx"),
        ("[checker]\nlexicons = ['nowhere']\n", "nowhere"),
    ],
)
def test_mistakes_that_the_gate_finds(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CourtesyError) as error:
        load(write(tmp_path, text), {}).gate.gate()
    assert words in str(error.value)


def test_settings_make_a_gate(tmp_path: Path) -> None:
    path = write(tmp_path, '[policy]\nchecks = ["jargon=block"]\ndeadline_ms = 20000\n[agents]\nsenders = ["ana"]\n')
    gate = load(path, {}).gate.gate()
    from courtesy.serve import Outgoing

    assert gate.judge_now(Outgoing("You idiot.", sender="zoe")).cause == "customer"
    assert gate.judge_now(Outgoing("You idiot.", sender="ana")).action == "block"
    gate.close()


def test_the_documentation_shows_the_defaults(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "hooks" / "core.md").read_text(encoding="utf-8")
    shown = page.partition("```toml\n")[2].partition("```")[0]
    shown = "\n".join(line for line in shown.splitlines() if not line.startswith("# "))
    settings = load(write(tmp_path, shown), {})
    for kind in (CheckerSettings, PolicySettings, AskSettings, AgentsSettings):
        assert settings.section(kind) == kind()


def test_the_core_knows_no_network() -> None:
    code = (
        "import sys, courtesy.serve; from courtesy.serve import load; load().gate.gate().close();"
        "print(*[name for name in ('starlette', 'uvicorn', 'prometheus_client', 'http', 'slack_bolt') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == [], done.stderr
