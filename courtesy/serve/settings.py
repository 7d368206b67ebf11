"""Settings of the gate and of the programs around it: a TOML file, and environment variables that win over it.

A section is a frozen dataclass; its fields are the keys, their types say what may stand there. The file has one table a
section, and a variable is called ``COURTESY_SERVE_<SECTION>_<KEY>`` (``COURTESY_SERVE_POLICY_ERROR=block``; lists are written
with commas). A key that holds a secret can be given as ``<key>_file`` instead, naming a file with nothing else in it.

Every program reads the whole file, so several of them can share one. A program of ours with settings of its own adds its
section to `SECTIONS`.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_type_hints

from courtesy.errors import InputError, OptionError, nearest
from courtesy.serve.fields import FOLDERS, SECRET, Given, limits, secret, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from courtesy.conversation import Settings as Limits
    from courtesy.serve.gate import Gate, Listener

PREFIX = "COURTESY_SERVE_"

S = TypeVar("S")

Rule = Literal["allow", "warn", "ask", "block"]


@dataclass(frozen=True, slots=True)
class CheckerSettings:
    """``[checker]``: the settings of `courtesy.Checker`."""

    lang: str = "auto"
    channel: str = "chat"
    formality: str | None = None
    enable: tuple[str, ...] | None = None
    disable: tuple[str, ...] | None = None
    lexicons: tuple[str, ...] = field(default=(), metadata=FOLDERS)
    engine: str = "fast"
    ui_lang: str = "en"


@dataclass(frozen=True, slots=True)
class ConversationSettings:
    """``[conversation]``: the house's limits for conversations that bring none of their own, as in `courtesy.Settings`."""

    reply_within: str | None = None  # "PT4H"
    max_outbound: int | None = field(default=None, metadata=limits(0, 1000))
    outbound_period: str | None = None  # "P7D"
    business_hours: tuple[str, ...] = ()  # "mon-fri=09:00-17:00"
    time_zone: str | None = None  # "Europe/Athens"

    def limits(self) -> Limits:
        """Return them as the checker takes them. Raises `OptionError` for what can't be read."""
        from courtesy.conversation import Settings as Limits

        hours = _pairs("conversation.business_hours", self.business_hours, "mon-fri=09:00-17:00")
        try:
            return Limits(self.reply_within, self.max_outbound, self.outbound_period, hours or None, self.time_zone)
        except InputError as error:
            raise OptionError(f"conversation.{error}") from None


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """``[policy]``: what a finding leads to, and what happens when a message can't be checked."""

    error: Rule = "ask"
    warning: Rule = "warn"
    info: Rule = "allow"
    checks: tuple[str, ...] = ()  # "jargon=allow"
    min_score: int = field(default=0, metadata=limits(0, 100))
    rewrite: tuple[str, ...] = ()
    on_failure: Literal["open", "closed"] = "open"
    encrypted: Literal["allow", "block"] = "allow"
    deadline_ms: int = field(default=800, metadata=limits(10, 60_000))
    max_chars: int = field(default=100_000, metadata=limits(1, 4_000_000))
    at_once: int = field(default=1_000, metadata=limits(0, 5_000))
    threads: int = field(default=1, metadata=limits(1, 64))
    waiting: int = field(default=64, metadata=limits(1, 10_000))


@dataclass(frozen=True, slots=True)
class AskSettings:
    """``[ask]``: how long a refused message is remembered, so that the same one sent again goes through."""

    minutes: float = field(default=10, metadata=limits(0.01, 1440))
    after_seconds: float = field(default=1, metadata=limits(0, 60))
    capacity: int = field(default=10_000, metadata=limits(1, 1_000_000))
    key: str = field(default="", metadata=SECRET)


@dataclass(frozen=True, slots=True)
class AgentsSettings:
    """``[agents]``: who writes for us. Everybody, when nothing is given."""

    senders: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()  # "role=agent"


@dataclass(frozen=True, slots=True)
class GateSettings:
    """The sections that make a gate."""

    checker: CheckerSettings = field(default_factory=CheckerSettings)
    conversation: ConversationSettings = field(default_factory=ConversationSettings)
    policy: PolicySettings = field(default_factory=PolicySettings)
    ask: AskSettings = field(default_factory=AskSettings)
    agents: AgentsSettings = field(default_factory=AgentsSettings)

    def gate(self, listener: Listener | None = None) -> Gate:
        """Make the gate. Raises a `CourtesyError` for settings that can't be used."""
        from courtesy.checker import Checker
        from courtesy.serve.gate import Gate
        from courtesy.serve.memory import SecondTries
        from courtesy.serve.policy import Policy
        from courtesy.serve.sides import Agents
        from courtesy.serve.worker import Worker

        checker, policy, ask, agents = self.checker, self.policy, self.ask, self.agents
        rules: dict[str, Any] = {"error": policy.error, "warning": policy.warning, "info": policy.info}
        return Gate(
            Checker(
                **{one.name: getattr(checker, one.name) for one in fields(checker)}, settings=self.conversation.limits()
            ),
            Policy(rules, _pairs("policy.checks", policy.checks, "jargon=allow"), policy.min_score, policy.rewrite),
            agents=Agents(agents.senders, agents.patterns, agents.metadata),
            memory=SecondTries(ask.minutes, ask.after_seconds, ask.capacity, ask.key),
            worker=Worker(policy.threads, policy.waiting),
            on_failure=policy.on_failure,
            encrypted=policy.encrypted,
            deadline=policy.deadline_ms / 1000,
            max_chars=policy.max_chars,
            at_once=policy.at_once,
            ui_lang=checker.ui_lang,
            listener=listener,
        )  # fmt: skip


SECTIONS: dict[str, str] = {
    "checker": "courtesy.serve.settings:CheckerSettings",
    "conversation": "courtesy.serve.settings:ConversationSettings",
    "policy": "courtesy.serve.settings:PolicySettings",
    "ask": "courtesy.serve.settings:AskSettings",
    "agents": "courtesy.serve.settings:AgentsSettings",
    "http": "courtesy.serve.http.settings:HttpSettings",
    "matrix": "courtesy.serve.http.settings:MatrixSettings",
    "stream": "courtesy.serve.http.settings:StreamSettings",
    "ably": "courtesy.serve.http.settings:AblySettings",
    "cometchat": "courtesy.serve.http.settings:CometChatSettings",
    "twilio": "courtesy.serve.http.settings:TwilioSettings",
    "openim": "courtesy.serve.http.settings:OpenIMSettings",
    "slack": "courtesy.serve.http.settings:SlackSettings",
    "mail": "courtesy.serve.mail.settings:MailSettings",
    "smtp": "courtesy.serve.mail.settings:SmtpSettings",
    "milter": "courtesy.serve.mail.settings:MilterSettings",
}
"""Every section that the file may have, with the place of its class."""


class Settings:
    """Everything that the file and the environment say, section by section."""

    def __init__(self, sections: Mapping[str, Any]) -> None:
        self._sections = dict(sections)

    def section(self, kind: type[S]) -> S:
        """Return a section by its class."""
        return next(section for section in self._sections.values() if type(section) is kind)

    @property
    def gate(self) -> GateSettings:
        """The sections that make a gate."""
        return GateSettings(
            self.section(CheckerSettings), self.section(ConversationSettings), self.section(PolicySettings),
            self.section(AskSettings), self.section(AgentsSettings),
        )  # fmt: skip


def load(path: str | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings: from the file, if one is named, and from the environment.

    Raises `OptionError` with one line that names the file or the variable, the key, and what would be right.
    """
    tables = {} if path is None else _read(path)
    for name in tables:
        if name not in SECTIONS:
            raise OptionError(f"{path}: unknown section [{name}]{nearest(name, list(SECTIONS))}")
    variables = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    sections = {}
    for name, place in SECTIONS.items():
        module, _, attribute = place.partition(":")
        kind = getattr(import_module(module), attribute)
        sections[name] = _section(kind, name, tables.get(name, {}), path, variables)
    for name in sorted(variables):
        known = [f"{PREFIX}{section}_{key}".upper() for section, kind in sections.items() for key in _keys(kind)]
        raise OptionError(f"unknown environment variable {name}{nearest(name, known)}")
    return Settings(sections)


def _read(path: str) -> dict[str, dict[str, Any]]:
    try:
        with open(path, "rb") as file:
            tables = tomllib.loads(file.read().decode("utf-8-sig"))
    except OSError as error:
        raise OptionError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise OptionError(f"{path}: is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f"{path}: {error}") from None
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise OptionError(f"{path}: {name!r} stands outside of every section; put it under one, like [policy]")
    return tables


def _keys(kind: Any) -> list[str]:
    found = []
    for one in fields(kind):
        found.append(one.name)
        if one.metadata.get("secret"):
            found.append(f"{one.name}_file")
    return found


def _section(kind: type[S], name: str, table: Mapping[str, Any], path: str | None, variables: dict[str, str]) -> S:
    """Make one section, and take the variables that belong to it out of ``variables``."""
    known = _keys(kind)
    folder = os.path.dirname(os.path.abspath(path)) if path else ""
    given: dict[str, Given] = {}
    for written, value in table.items():
        key = written.replace("-", "_")
        if key not in known:
            raise OptionError(f"{path}: {name}.{written}: unknown key{nearest(key, known)}")
        given[key] = Given(f"{path}: {name}.{written}", value, folder)
    for key in known:
        variable = f"{PREFIX}{name}_{key}".upper()
        if variable in variables:
            given[key] = Given(variable, variables.pop(variable))
            given.pop(key.removesuffix("_file") if key.endswith("_file") else f"{key}_file", None)
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for one in fields(kind):  # type: ignore[arg-type]
        if f"{one.name}_file" in given and one.metadata.get("secret"):
            given[one.name] = secret(given[f"{one.name}_file"])
        if one.name in given:
            values[one.name] = value_of(one, hints[one.name], given[one.name])
    return kind(**values)


def _pairs(where: str, pairs: Sequence[str], example: str) -> dict[str, Any]:
    found = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign:
            raise OptionError(f"{where}: must be written like {example!r}, not {pair!r}")
        found[key.strip()] = value.strip()
    return found
