"""Reading `lexicons/<language>/*.toml`: what a linguist writes, validated, with every mistake named by file and line."""

from __future__ import annotations

import os
import re

from courtesy.errors import LexiconError, nearest
from courtesy.lexicon import CONVERSATION
from courtesy.lexicon import pattern as patterns
from courtesy.names import ACTS, CHECKS, CONVERSATION_CHECKS, SEVERITIES, SIGNALS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LISTS = ("unless", "unless_message", "unless_acts", "needs_message")
_RULE_KEYS = frozenset(
    (
        "id",
        "patterns",
        "loose",
        *LISTS,
        "where",
        "max_words",
        "severity",
        "side",
        "suggestion",
        "source",
        "alone",
        "bad",
        "good",
        "yes",
        "no",
    )
)
_DEFAULT_KEYS = frozenset((*LISTS, "severity", "suggestion"))
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_CLASS_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
WORDS_FILE = "words.toml"
NAMES_FILE = "names.toml"
"""People's names: read by the check of names, not by the matcher."""


class RuleSource:
    """One rule as it was written, with the file's defaults worked in."""

    __slots__ = (
        "alone",
        "bad", "good", "id", "is_act", "lang", "max_words", "needs_message", "path", "patterns", "severity", "side",
        "source", "suggestion", "target", "unless", "unless_acts", "unless_message", "where",
    )  # fmt: skip

    id: str
    lang: str
    target: str
    """The check or act that the rule belongs to."""
    is_act: bool
    path: str
    patterns: list[str]
    unless: list[str]
    unless_message: list[str]
    unless_acts: list[str]
    needs_message: list[str]
    where: str
    max_words: int
    severity: str
    side: str
    suggestion: str
    source: str
    alone: bool
    """Not used where the language is read beside another one (English in Filipino messages)."""
    bad: list[str]
    """Texts that the rule must find (``yes`` in an act's file)."""
    good: list[str]
    """Texts in which the check or act must not be found (``no`` in an act's file)."""

    def loosened(self, patterns: list[str]) -> RuleSource:
        """Return a companion of the same name for patterns whose findings are only remarks; its examples are this rule's."""
        out = RuleSource()
        for name in self.__slots__:
            setattr(out, name, getattr(self, name))
        out.patterns, out.severity, out.bad, out.good = patterns, "info", [], []
        return out

    @property
    def full_id(self) -> str:
        """The name that a finding carries: ``pl.brush-off.not-my-department``."""
        return f"{self.lang}.{self.target}.{self.id}"


JOINED = ("joins_next", "joins_last", "joins_always", "comes_apart")
"""Lists of words that people write together with a neighbour, or apart from the rest of a word: see docs/lexicons.md."""


class LanguageSource:
    """All files of one language: classes, enclitics and rules."""

    __slots__ = (
        "classes", "defaults", "enclitics", "joined", "lang", "numbers", "rules", "spellings", "suggestions", "times",
    )  # fmt: skip

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.classes: dict[str, list[str]] = {}
        self.enclitics: list[str] = []
        self.spellings: dict[str, str] = {}
        self.joined: dict[str, list[str]] = {name: [] for name in JOINED}
        self.numbers: dict[str, int] = {}
        """Number words with their values."""
        self.times: list[str] = []
        """Letters of which a text that names a time holds some: ``day``, ``hour``."""
        self.defaults: dict[str, dict[str, list[str]]] = {}
        """The lists of each file's ``[defaults]``, by check or act."""
        self.suggestions: dict[str, str] = {}
        """The suggestion that a check's file gives as its default: used by checks that are code."""
        self.rules: list[RuleSource] = []


def read_language(lang: str, folders: list[str], problems: list[str] | None = None) -> LanguageSource:
    """Read a language from its folders, the built-in one first.

    Later folders add to classes of the same name and replace rules of the same check and id.
    Raises `LexiconError` at the first mistake; where a list for ``problems`` is given, mistakes in files and rules are
    put there instead and the rest is read.
    """
    out = LanguageSource(lang)
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".toml"):
                continue
            path = os.path.join(folder, name)
            with noting(problems):
                data, text = _load(path)
                if name == WORDS_FILE:
                    _read_words(out, data, path, text)
                else:
                    _read_rules(out, data, path, text, name.split(".")[0], problems)
    return out


def read_conversation(lang: str, folders: list[str], problems: list[str] | None = None) -> LanguageSource:
    """Read the rules for the turns of a conversation: the words of each folder, and what is in its ``conversation`` folder.

    They are kept apart, so that who checks single messages does not load them. Raises like `read_language`.
    """
    out = LanguageSource(lang)
    for folder in folders:
        paths = [os.path.join(folder, WORDS_FILE)]
        inside = os.path.join(folder, CONVERSATION)
        if os.path.isdir(inside):
            paths += [os.path.join(inside, name) for name in sorted(os.listdir(inside)) if name.endswith(".toml")]
        for path in paths:
            name = os.path.basename(path)
            if name == NAMES_FILE or not os.path.exists(path):
                continue
            with noting(problems):
                data, text = _load(path)
                if name == WORDS_FILE:
                    _read_words(out, data, path, text)
                else:
                    _read_rules(
                        out, data, path, text, name.split(".")[0], problems, (*SIGNALS, *CONVERSATION_CHECKS, "topics")
                    )
    return out


class noting:  # noqa: N801 - used like a function
    """Put a `LexiconError` into a list, where one is given, and go on."""

    def __init__(self, problems: list[str] | None) -> None:
        self._problems = problems

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if self._problems is not None and isinstance(error, LexiconError):
            self._problems.append(str(error))
            return True
        return False


def _load(path: str) -> tuple[dict[str, Any], str]:
    import tomllib

    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        return tomllib.loads(text), text
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not valid TOML in UTF-8: {error}") from None
    except OSError as error:
        raise LexiconError(f"{path}: can't be read: {error.strerror}") from None


def line_of(text: str, needle: str, after: str = "") -> int:
    """Return the number of the line where ``needle`` stands in a file, after ``after`` if that is there; 1 if nowhere."""
    start = max(text.find(f'"{after}"'), 0) if after else 0
    at = text.find(needle, start)
    return text.count("\n", 0, max(at if at >= 0 else start, 0)) + 1


def _read_words(out: LanguageSource, data: dict[str, Any], path: str, text: str) -> None:
    for key in data:
        if key not in ("enclitics", "times", *JOINED, "classes", "spellings", "numbers"):
            raise LexiconError(
                f"{path}:{line_of(text, key)}: unknown key {key!r}; "
                f"allowed: enclitics, times, {', '.join(JOINED)}, [classes], [spellings], [numbers]"
            )
    for word, value in data.get("numbers", {}).items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 100_000:
            raise LexiconError(f"{path}:{line_of(text, word)}: [numbers]: write {word} = 2, a whole number")
        out.numbers[word] = value
    for typed, meant in data.get("spellings", {}).items():
        if not isinstance(meant, str) or not len(meant.split()) == len(typed.split()) == 1:
            raise LexiconError(f'{path}:{line_of(text, typed)}: [spellings]: write {typed} = "usual", one word each')
        out.spellings[typed] = meant
    _read_classes(out, data, path, text)
    for key, words in out.joined.items():
        words += _strings(data.get(key, []), key, f"{path}:{line_of(text, key)}")
    out.times += _strings(data.get("times", []), "times", f"{path}:{line_of(text, 'times')}")
    out.enclitics += _strings(data.get("enclitics", []), "enclitics", f"{path}:{line_of(text, 'enclitics')}")


def _read_classes(out: LanguageSource, data: dict[str, Any], path: str, text: str) -> None:
    for name, entries in data.get("classes", {}).items():
        line = line_of(text, f"\n{name} ") + 1
        if not _CLASS_NAME.match(name):
            raise LexiconError(f"{path}:{line}: class {name!r}: small letters, digits and _ only")
        out.classes.setdefault(name, []).extend(_strings(entries, name, f"{path}:{line}"))


def _read_rules(
    out: LanguageSource,
    data: dict[str, Any],
    path: str,
    text: str,
    target: str,
    problems: list[str] | None,
    known: tuple[str, ...] = (*ACTS, *CHECKS),
) -> None:
    is_act = target not in CHECKS  # what is not a fault has yes and no examples, and nothing to suggest
    if target not in known:
        kinds = "check or act" if target not in SIGNALS else "check or act of single messages"
        raise LexiconError(f"{path}: no {kinds} is called {target!r}{nearest(target, known)}")
    for key in data:
        if key not in ("defaults", "rule", "classes"):
            raise LexiconError(
                f"{path}:{line_of(text, key)}: unknown key {key!r}; a file holds [defaults], [classes] and [[rule]] tables"
            )
    _read_classes(out, data, path, text)
    defaults = data.get("defaults", {})
    for key in defaults:
        if key not in _DEFAULT_KEYS:
            raise LexiconError(
                f"{path}:{line_of(text, key)}: [defaults] can't hold {key!r}; allowed: {', '.join(sorted(_DEFAULT_KEYS))}"
            )
    for key in LISTS:
        if key in defaults:
            out.defaults.setdefault(target, {}).setdefault(key, []).extend(
                _strings(defaults[key], key, f"{path}:{line_of(text, key)}: [defaults]")
            )
    if "suggestion" in defaults:
        out.suggestions[target] = _text(defaults["suggestion"], "suggestion", f"{path}: [defaults]")
    here = {rule.id for rule in out.rules if rule.target == target and rule.path == path}
    for table in data.get("rule", []):
        with noting(problems):
            rule = _read_rule(table, defaults, out.lang, target, is_act=is_act, path=path, text=text)
            if rule.id in here:
                raise LexiconError(
                    f"{path}:{line_of(text, rule.id, rule.id)}: two rules are called {rule.id!r}: rename one"
                )
            here.add(rule.id)
            out.rules = [old for old in out.rules if not (old.target == target and old.id == rule.id)]
            out.rules.append(rule)
            loose = _loose(table, rule)
            if loose:
                out.rules.append(rule.loosened(loose))


def _read_rule(
    table: dict[str, Any], defaults: dict[str, Any], lang: str, target: str, *, is_act: bool, path: str, text: str
) -> RuleSource:
    name = table.get("id")
    if not isinstance(name, str) or not _ID.match(name):
        raise LexiconError(f"{path}: a rule's id must be lower-case words with hyphens, not {name!r}")
    quoted = f'"{name}"'
    place = f"{path}:{line_of(text, quoted)}: rule {name!r}"
    for key in table:
        if key not in _RULE_KEYS:
            raise LexiconError(f"{place}: unknown key {key!r}{nearest(key, sorted(_RULE_KEYS))}")
    rule = RuleSource()
    rule.id, rule.lang, rule.target, rule.is_act, rule.path = name, lang, target, is_act, path
    rule.patterns = _strings(table.get("patterns"), "patterns", place)
    if not rule.patterns:
        raise LexiconError(f"{place}: 'patterns' is empty: give at least one")
    for key in LISTS:
        both = _strings(defaults.get(key, []), key, f"{path}: [defaults]") + _strings(table.get(key, []), key, place)
        setattr(rule, key, list(dict.fromkeys(both)))
    for act in rule.unless_acts:
        if act not in ACTS:
            raise LexiconError(f"{place}: unless_acts: {act!r} is no act{nearest(act, ACTS)}")
    for source in (*rule.patterns, *rule.unless, *rule.unless_message, *rule.needs_message):
        try:
            patterns.parse(source)
        except LexiconError as error:
            line = line_of(text, source.replace("\\", "\\\\"), name)
            raise LexiconError(f"{path}:{line}: rule {name!r}: pattern {source!r}: {error}") from None
    rule.where = _choice(table.get("where", ""), ("", "opening", "ending"), "where", place)
    rule.severity = _choice(table.get("severity", defaults.get("severity", "")), ("", *SEVERITIES), "severity", place)
    rule.side = _choice(table.get("side", ""), ("", "formal", "informal"), "side", place)
    if (target == "register") != bool(rule.side):
        raise LexiconError(f"{place}: 'side' belongs to every rule of register.toml and to no other")
    most = table.get("max_words", 0)
    if not isinstance(most, int) or most < 0:
        raise LexiconError(f"{place}: 'max_words' must be a whole number above 0")
    rule.max_words = most
    alone = table.get("alone", False)
    if not isinstance(alone, bool):
        raise LexiconError(f"{place}: 'alone' must be true or false")
    rule.alone = alone
    rule.suggestion = _text(table.get("suggestion", defaults.get("suggestion", "")), "suggestion", place)
    rule.source = _text(table.get("source", ""), "source", place)
    wanted, unwanted = ("yes", "no") if is_act else ("bad", "good")
    for key in ("bad", "good") if is_act else ("yes", "no"):
        if key in table:
            raise LexiconError(
                f"{place}: {key!r} belongs to {'checks' if is_act else 'acts'}; write {wanted!r} and {unwanted!r} here"
            )
    rule.bad = _strings(table.get(wanted, []), wanted, place)
    rule.good = _strings(table.get(unwanted, []), unwanted, place)
    if not rule.bad:
        raise LexiconError(f"{place}: no example: give at least one text under {wanted!r} that the rule must find")
    return rule


def _loose(table: dict[str, Any], rule: RuleSource) -> list[str]:
    place = f"{rule.path}: rule {rule.id!r}"
    loose = _strings(table.get("loose", []), "loose", place)
    if loose and (rule.is_act or rule.side or rule.severity == "info"):
        raise LexiconError(
            f"{place}: 'loose' is for rules whose findings are errors or warnings; put these under 'patterns'"
        )
    for source in loose:
        try:
            patterns.parse(source)
        except LexiconError as error:
            raise LexiconError(f"{place}: loose pattern {source!r}: {error}") from None
    return loose


def _strings(value: Any, key: str, place: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise LexiconError(f'{place}: {key!r} must be a list of texts in quotation marks, like ["one", "two"]')
    return value


def _text(value: Any, key: str, place: str) -> str:
    if not isinstance(value, str):
        raise LexiconError(f"{place}: {key!r} must be one text in quotation marks")
    return value


def _choice(value: Any, known: tuple[str, ...], key: str, place: str) -> str:
    if value not in known:
        raise LexiconError(f"{place}: {key!r} must be one of {', '.join(repr(k) for k in known if k)}, not {value!r}")
    return str(value)
