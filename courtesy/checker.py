"""The staircase: a message goes down it and comes out as a report."""

from __future__ import annotations

from courtesy.checks.base import Context, Fault
from courtesy.checks.registry import choose, find_faults
from courtesy.errors import InputError, OptionError, nearest
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
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from courtesy.checks.talk.promises import PromiseMemory
    from courtesy.conversation import Conversation, Settings
    from courtesy.lexicon.matcher import Hit
    from courtesy.model import Commitment
    from courtesy.text.stanza_engine import StanzaEngine
    from courtesy.text.tokens import Tokens

    Settled = tuple[str, str, str, str | None]
    """A text with its language, channel and formality."""

_ACTS = frozenset(ACTS)


class Checker:
    """Checks messages with the same settings again and again.

    ``lang`` is ``"auto"`` or a language code; ``channel`` one of `courtesy.names.CHANNELS`; ``formality`` ``"formal"``,
    ``"informal"`` or ``None``; ``enable`` and ``disable`` hold checks or areas; ``lexicons`` folders with rules of your own
    beside the built-in ones; ``engine`` ``"fast"`` or ``"stanza"``; ``ui_lang`` is the language of the explanations;
    ``compare`` holds replies sent to others, which a draft of a conversation should not repeat, and ``settings`` the limits for
    conversations that set none of their own.
    ``stanza_dir`` is the folder of Stanza's models where that is not ``STANZA_RESOURCES_DIR`` or Stanza's own one.

    Raises `OptionError`, `LanguageError`, `LexiconError` or `EngineError` for settings that can't be used.
    A checker may be shared by threads.
    """

    __slots__ = (
        "_channel", "_compare", "_enabled", "_engine", "_formality", "_lang", "_lexicons", "_promises",
        "_settings_of_house", "_ui_lang",
    )  # fmt: skip

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
        compare: Iterable[str] = (),
        settings: Settings | None = None,
        stanza_dir: str | None = None,
    ) -> None:
        self._lang = _language(lang)
        self._channel = _known("channel", channel, CHANNELS)
        self._formality = formality if formality is None else _known("formality", formality, FORMALITIES)
        self._enabled = choose(enable, disable)
        if isinstance(lexicons, str):
            raise OptionError(f"lexicons must be a list of folders, like [{lexicons!r}], not one text")
        self._lexicons = tuple(str(folder) for folder in lexicons or ())
        self._engine = _stanza(stanza_dir, self._lang) if _known("engine", engine, ENGINES) == "stanza" else None
        self._ui_lang = normalise_code(ui_lang)
        if isinstance(compare, str):
            raise OptionError("compare must be a list of replies, not one text")
        self._compare = tuple(compare)
        self._settings_of_house = settings
        self._promises: PromiseMemory | None = None
        if self._lang != "auto" or self._lexicons:
            load(self._lang if self._lang != "auto" else "en", self._lexicons)

    def check(self, message: str | Message) -> Report:
        """Check one message and return the report.

        Raises `InputError` for something that is no text, and what the constructor raises for a message's own settings.
        """
        settled = self._settled(message)
        return self._message(settled, self._tokens(*settled[:2]))

    def _settled(self, message: str | Message) -> Settled:
        if isinstance(message, str):
            text, lang, channel, formality = message, self._lang, self._channel, self._formality
        else:
            text, lang, channel, formality = self._settings(message)
        return text, identify(text) if lang == "auto" else lang, channel, formality

    def check_conversation(self, conversation: Conversation | Mapping[str, Any]) -> Report:
        """Check the draft of a conversation, its last turn of an agent, against the turns before it.

        Takes a `courtesy.Conversation` or the JSON data of one. The report is that of the draft; ``report.commitments`` is
        the ledger of what our side promised before it. Nothing of the conversation is kept but salted
        hashes of turns, with the places of promises in them.
        Raises `InputError` for a conversation that can't be read, and what `check` raises.
        """
        from courtesy.checks.talk.base import Talk, language
        from courtesy.checks.talk.promises import PromiseMemory
        from courtesy.checks.talk.registry import find_talk_faults, in_the_light_of
        from courtesy.conversation import Conversation

        if not isinstance(conversation, Conversation):
            conversation = Conversation.from_dict(conversation)
        lang = language(conversation, conversation.draft_index) if self._lang == "auto" else self._lang
        channel = conversation.channel or self._channel
        draft = conversation.draft.text, lang, channel, conversation.formality or self._formality
        context = self._read(draft, self._tokens(*draft[:2]))
        settings = conversation.settings.over(self._settings_of_house)
        if self._promises is None:
            self._promises = PromiseMemory()
        talk = Talk(
            conversation, context, settings, self._lexicons, self._compare, self._ui_lang, self._tokens, self._promises
        )
        faults = in_the_light_of(talk, find_faults(context, self._enabled))
        more, commitments = find_talk_faults(talk, self._enabled)
        faults = sorted([*faults, *more], key=lambda fault: (fault.start, fault.end, fault.check, fault.rule))
        return self._report(context, faults, commitments)

    def _tokens(self, text: str, lang: str) -> Tokens:
        return tokenize(text, lang) if self._engine is None else self._engine.read([(text, lang)])[0]

    def _read(self, settled: Settled, tokens: Tokens) -> Context:
        text, lang, channel, formality = settled
        return Context(text, lang, channel, formality, apply(load(lang, self._lexicons).read(tokens)))

    def _message(self, settled: Settled, tokens: Tokens) -> Report:
        context = self._read(settled, tokens)
        return self._report(context, find_faults(context, self._enabled), None)

    def _report(self, context: Context, faults: list[Fault], commitments: list[Commitment] | None) -> Report:
        hits = sorted(
            (hit for act, hits in context.hits.items() if act in _ACTS for hit in hits),
            key=lambda hit: (hit.first, -hit.last, hit.rule.id),
        )
        markers = [self._marker(context, hit) for hit in hits]
        findings = [self._finding(context.text, fault) for fault in faults]
        score, areas = scores(markers, findings)
        return Report(context.lang, score, areas, markers, findings, commitments)

    def check_many(self, messages: Iterable[str | Message]) -> Iterator[Report]:
        """Check messages one after the other: order is kept, memory stays constant.

        Stanza is given a few messages at once, which is faster; so up to so many are read before the first report comes.
        """
        return map(self.check, messages) if self._engine is None else self._in_batches(self._engine, messages)

    def _in_batches(self, engine: StanzaEngine, messages: Iterable[str | Message]) -> Iterator[Report]:
        from courtesy.text.stanza_engine import BATCH_LETTERS, BATCH_MESSAGES

        source = iter(messages)
        problem: Exception | None = None
        while problem is None:
            batch: list[Settled] = []
            letters = 0
            try:
                while len(batch) < BATCH_MESSAGES and letters < BATCH_LETTERS:
                    batch.append(self._settled(next(source)))
                    letters += len(batch[-1][0])
            except Exception as error:  # noqa: BLE001  (raised again when what came before it has been answered)
                problem = error
            yield from map(self._message, batch, engine.read([settled[:2] for settled in batch]))
        if not isinstance(problem, StopIteration):
            raise problem

    def _settings(self, message: object) -> Settled:
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


def _stanza(folder: str | None, lang: str) -> StanzaEngine:
    from courtesy.text.stanza_engine import StanzaEngine

    engine = StanzaEngine(None if folder is None else str(folder))
    if lang != "auto":
        engine.models(lang)
    return engine


def _language(code: str) -> str:
    return "auto" if code == "auto" else normalise_code(code)


def _known(option: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise OptionError(f"unknown {option} {value!r}{nearest(str(value), known)}; known: {', '.join(known)}")
    return value
