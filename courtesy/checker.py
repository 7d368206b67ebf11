"""The staircase: a message goes down it and comes out as a report."""

from __future__ import annotations

from courtesy.checks.base import Context, Fault
from courtesy.checks.registry import choose, find_faults
from courtesy.errors import EngineError, InputError, OptionError, nearest
from courtesy.explain import why
from courtesy.lexicon.rules import apply
from courtesy.lexicon.store import load
from courtesy.model import Finding, Marker, Message, Report
from courtesy.names import ACTS, CHANNELS, CHECKS, ENGINES, FORMALITIES
from courtesy.scoring import scores
from courtesy.text.langid import identify, normalise_code
from courtesy.text.tokens import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from courtesy.lexicon.matcher import Hit

_ACTS = frozenset(ACTS)


class Checker:
    """Checks messages with the same settings again and again.

    ``lang`` is ``"auto"`` or a language code; ``channel`` one of `courtesy.names.CHANNELS`; ``formality`` ``"formal"``,
    ``"informal"`` or ``None``; ``enable`` and ``disable`` hold checks or areas; ``lexicons`` folders with rules of your own
    beside the built-in ones; ``engine`` ``"fast"`` or ``"stanza"``; ``ui_lang`` is the language of the explanations.

    Raises `OptionError`, `LanguageError`, `LexiconError` or `EngineError` for settings that can't be used.
    A checker may be shared by threads.
    """

    __slots__ = ("_channel", "_enabled", "_formality", "_lang", "_lexicons", "_ui_lang")

    def __init__(
        self,
        lang: str = "auto",
        channel: str = "chat",
        formality: str | None = None,
        enable: Sequence[str] | None = None,
        disable: Sequence[str] | None = None,
        lexicons: Sequence[str] | None = None,
        engine: str = "fast",
        ui_lang: str = "en",
    ) -> None:
        self._lang = _language(lang)
        self._channel = _known("channel", channel, CHANNELS)
        self._formality = formality if formality is None else _known("formality", formality, FORMALITIES)
        self._enabled = choose(enable, disable)
        if isinstance(lexicons, str):
            raise OptionError(f"lexicons must be a list of folders, like [{lexicons!r}], not one text")
        self._lexicons = tuple(str(folder) for folder in lexicons or ())
        if _known("engine", engine, ENGINES) != "fast":
            raise EngineError(f"the engine {engine!r} is not available in this version; use engine='fast'")
        self._ui_lang = normalise_code(ui_lang)
        if self._lang != "auto" or self._lexicons:
            load(self._lang if self._lang != "auto" else "en", self._lexicons)

    def check(self, message: str | Message) -> Report:
        """Check one message and return the report.

        Raises `InputError` for something that is no text, and what the constructor raises for a message's own settings.
        """
        if isinstance(message, str):
            text, lang, channel, formality = message, self._lang, self._channel, self._formality
        else:
            text, lang, channel, formality = self._settings(message)
        if lang == "auto":
            lang = identify(text)
        tokens = tokenize(text, lang)
        result = apply(load(lang, self._lexicons).read(tokens))
        context = Context(text, lang, channel, formality, result)
        markers = [self._marker(context, hit) for hit in result.kept if hit.rule.target in _ACTS]
        findings = [self._finding(text, fault) for fault in find_faults(context, self._enabled)]
        score, areas = scores(markers, findings)
        return Report(lang, score, areas, markers, findings)

    def check_many(self, messages: Iterable[str | Message]) -> Iterator[Report]:
        """Check messages one after the other: order is kept, memory stays constant."""
        return map(self.check, messages)

    def _settings(self, message: object) -> tuple[str, str, str, str | None]:
        text: object = message.text if isinstance(message, Message) else None
        if not isinstance(message, Message) or not isinstance(text, str):
            what = text if isinstance(message, Message) else message
            raise InputError(f"a message must be a str or a courtesy.Message with a str, not {type(what).__name__}")
        lang = self._lang if message.lang is None else _language(message.lang)
        channel = self._channel if message.channel is None else _known("channel", message.channel, CHANNELS)
        formality = message.formality
        formality = self._formality if formality is None else _known("formality", formality, FORMALITIES)
        return message.text, lang, channel, formality

    def _marker(self, context: Context, hit: Hit) -> Marker:
        start, end = context.span(hit)
        return Marker(hit.rule.target, start, end, context.text[start:end])

    def _finding(self, text: str, fault: Fault) -> Finding:
        return Finding(
            fault.check, fault.rule, fault.severity or CHECKS[fault.check][1], fault.start, fault.end,
            text[fault.start : fault.end], why(fault.check, self._ui_lang), fault.suggestion, fault.data,
        )  # fmt: skip


def _language(code: str) -> str:
    return "auto" if code == "auto" else normalise_code(code)


def _known(option: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise OptionError(f"unknown {option} {value!r}{nearest(str(value), known)}; known: {', '.join(known)}")
    return value
