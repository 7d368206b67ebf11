"""The options of the command: one table that the parser, the settings files and ``--help`` all read.

Written by hand, because the standard library's ``argparse`` takes longer to import than a message takes to check.
"""

from __future__ import annotations

from courtesy.errors import OptionError, nearest
from courtesy.names import AREAS, CHANNELS, CHECKS, ENGINES, FORMALITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Value = str | int | list[str]

INPUT_FORMATS = ("text", "lines", "jsonl", "conversation")
FORMATS = ("text", "json", "jsonl")
PLANNED = {"--format": ("sarif", "github", "html")}
"""Values whose names are taken but that this version can't do."""


class Option:
    """One option: how it is spelt, what it takes, and what ``--help`` says about it.

    ``kind`` is ``"word"`` (a value, one of ``choices`` if there are any), ``"number"`` (one of the range ``limits``),
    ``"language"``, ``"folder"``, ``"names"`` (checks or areas, repeatable, commas allowed), ``"folders"`` (any texts, repeatable)
    or ``"flag"`` (may stand alone, then it means the first of its choices; another one comes with ``=``).
    """

    __slots__ = ("choices", "flag", "help", "kind", "limits", "metavar")

    def __init__(
        self,
        flag: str,
        metavar: str,
        help: str,  # noqa: A002
        *,
        kind: str = "word",
        choices: tuple[str, ...] = (),
        limits: tuple[int, int | None] = (0, None),
    ) -> None:
        self.flag = flag
        self.metavar = metavar
        self.help = help
        self.kind = kind
        self.choices = choices
        self.limits = limits

    @property
    def key(self) -> str:
        """The name of the option in a settings file."""
        return self.flag[2:]


OPTIONS: dict[str, tuple[Option, ...]] = {
    "The message": (
        Option(
            "--input-format",
            "FORMAT",
            "text: the whole input is one message (default); lines: one message a line; "
            'jsonl: one JSON object a line, {"id": any, "text": "...", "lang"?, "channel"?, "formality"?}; '
            "conversation: one JSON object with all turns (with --format jsonl one a line), its last agent's turn is checked",
            choices=INPUT_FORMATS,
        ),
        Option("--lang", "CODE", "auto (default), el, pl, fa, fil or en", kind="language"),
        Option("--channel", "NAME", "chat (default), email, sms, phone or social", choices=CHANNELS),
        Option("--formality", "NAME", "formal or informal: the way of address that is wanted", choices=FORMALITIES),
    ),
    "What to look for": (
        Option("--enable", "NAME", "look for these checks or areas only; repeatable, commas allowed", kind="names"),
        Option("--disable", "NAME", "leave these checks or areas out; repeatable, commas allowed", kind="names"),
        Option("--lexicon", "DIR", "a folder with rules of your own; repeatable", kind="folders"),
        Option("--engine", "NAME", "fast (default) or stanza", choices=ENGINES),
        Option("--stanza-dir", "DIR", "the folder of Stanza's models, or of models of your own", kind="folder"),
    ),
    "Conversations": (
        Option(
            "--reply-within", "DURATION", "how long a customer may wait, ISO 8601: PT15M, PT24H; default by channel"
        ),
        Option("--max-outbound", "N", "messages that nobody asked for in a period; default 3", kind="number"),
        Option("--outbound-period", "DURATION", "that period, ISO 8601; default P7D"),
        Option(
            "--business-hours", "DAYS=HOURS", "when you are there, like mon-fri=09:00-17:00; repeatable", kind="folders"
        ),
        Option("--time-zone", "NAME", "where your days end, like Europe/Athens"),
        Option(
            "--compare",
            "FILE",
            "replies sent to others that a draft should not repeat, one a line; repeatable",
            kind="folders",
        ),
        Option(
            "--commitments",
            "ical",
            "instead of reports print what was promised by when: as JSON, or for calendars",
            kind="flag",
            choices=("json", "ical"),
        ),
    ),
    "What comes out": (
        Option("--format", "FORMAT", "text (default, for people), json or jsonl", choices=FORMATS),
        Option(
            "--fail-on",
            "SEVERITY",
            "exit with 1 at a finding as grave as this: error, warning (default), info or never",
            choices=("error", "warning", "info", "never"),
        ),
        Option("--min-score", "N", "exit with 1 at a score under N (0..100) as well", kind="number", limits=(0, 100)),
        Option("--ui-lang", "CODE", "language of the explanations: en (default), el, pl, fa, fil", kind="language"),
        Option("--color", "WHEN", "auto (default), always or never", choices=("auto", "always", "never")),
    ),
    "How to run": (
        Option("--jobs", "N", "check with N processes (lines and jsonl); default 1", kind="number", limits=(1, None)),
    ),
}

BY_FLAG = {option.flag: option for group in OPTIONS.values() for option in group}

ABOUT = {
    "--config FILE": "read settings from FILE and from nowhere else",
    "--list-checks": "print what is looked for",
    "--explain CHECK": "print what one check means, with examples",
    "--download-models LANG ...": "fetch Stanza's official models of these languages (into --stanza-dir, where given)",
    "--version": "print the version",
    "-h, --help": "print this",
}

_ACTIONS = {"-h": "help", "--help": "help", "--version": "version", "--list-checks": "list"}

_ALL_FLAGS = (
    *BY_FLAG, "--file", "--config", "--list-checks", "--explain", "--download-models", "--version", "--help",
)  # fmt: skip


class Call:
    """A parsed command line.

    ``action`` is empty for a check, else ``"help"``, ``"version"``, ``"list"``, ``"explain"`` (with its ``subject``) or
    ``"download"`` (with its ``languages``).
    """

    __slots__ = ("action", "config", "files", "languages", "subject", "text", "values")

    def __init__(self) -> None:
        self.action = ""
        self.subject = ""
        self.config: str | None = None
        self.files: list[str] = []
        self.languages: list[str] = []
        self.text: str | None = None
        self.values: dict[str, Value] = {}


def parse(arguments: Sequence[str]) -> Call:
    """Read a command line. Raises `OptionError` that names what is wrong with it."""
    call = Call()
    words = list(arguments)
    plain: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            plain += words
            break
        if not word.startswith("-") or word == "-":
            plain.append(word)
        elif word in ("-f", "--file"):
            call.files += _files(word, words)
        elif word.startswith("--file="):
            call.files.append(word.partition("=")[2])
        elif word.startswith("-f") and not word.startswith("--"):
            call.files.append(word[2:])
        elif word.partition("=")[0] == "--download-models":
            call.action = call.action or "download"
            call.languages += _languages(word, words)
        else:
            _option(call, word, words)
    _take_plain(call, plain)
    return call


def _files(flag: str, words: list[str]) -> list[str]:
    files: list[str] = []
    while words and (words[0] == "-" or not words[0].startswith("-")):
        files.append(words.pop(0))
    if not files:
        raise OptionError(f"{flag} needs the name of a file")
    return files


def _languages(word: str, words: list[str]) -> list[str]:
    flag, _, value = word.partition("=")
    codes = [value] if value else []
    while words and not words[0].startswith("-"):
        codes.append(words.pop(0))
    codes = [code for given in codes for code in given.split(",") if code]
    if not codes:
        raise OptionError(f"{flag} needs a language, like {flag} el pl")
    from courtesy.errors import LanguageError
    from courtesy.text.langid import normalise_code

    try:
        return [normalise_code(code) for code in codes]
    except LanguageError as error:
        raise OptionError(f"{flag}: {error}") from None


def _option(call: Call, word: str, words: list[str]) -> None:
    flag, equals, value = word.partition("=")
    if flag in _ACTIONS:
        if equals:
            raise OptionError(f"{flag} takes no value")
        call.action = call.action or _ACTIONS[flag]
        return
    option = BY_FLAG.get(flag)
    if option is None and flag not in ("--config", "--explain"):
        raise OptionError(f"unknown option {flag}{nearest(flag, _ALL_FLAGS)} (--help lists all)")
    if not equals and option is not None and option.kind == "flag":
        value = option.choices[0]
    elif not equals:
        if not words or (words[0].startswith("--") and words[0] != "--"):
            raise OptionError(f"{flag} needs a value")
        value = words.pop(0)
    if option is not None:
        call.values[option.key] = _merged(call.values.get(option.key), checked(option, value, flag))
    elif flag == "--config":
        call.config = value
    else:
        call.action, call.subject = call.action or "explain", value


def _merged(before: Value | None, value: Value) -> Value:
    """Return the value of an option that may have been given before: lists grow, of others the last one counts."""
    return [*before, *value] if isinstance(before, list) and isinstance(value, list) else value


def _take_plain(call: Call, plain: list[str]) -> None:
    if len(plain) > 1:
        raise OptionError("more than one TEXT; put quotation marks around the message, or use -f for files")
    if not plain:
        return
    if call.files:
        raise OptionError("give either a TEXT or -f FILE, not both")
    if plain[0] == "-":
        call.files = ["-"]
    else:
        call.text = plain[0]


def checked(option: Option, value: object, where: str) -> Value:
    """Return the value of an option in its own type; it is a string or comes from a settings file.

    Raises `OptionError` that begins with ``where``, the place where the value stands.
    """
    if option.kind in ("names", "folders"):
        return _list(option, value, where)
    if option.kind == "number":
        return _number(option, value, where)
    if not isinstance(value, str):
        raise OptionError(f"{where} must be a string, not {value!r}")
    if option.kind == "language":
        return _language(option, value, where)
    if value in PLANNED.get(option.flag, ()):
        raise OptionError(f"{where}: {value} is not available in this version; there are {', '.join(option.choices)}")
    if option.choices and value not in option.choices:
        known = option.choices
        raise OptionError(f"{where} must be one of {', '.join(known)}; not {value!r}{nearest(value, known)}")
    return value


def _language(option: Option, value: str, where: str) -> str:
    from courtesy.errors import LanguageError
    from courtesy.text.langid import normalise_code

    if value == "auto" and option.flag == "--lang":
        return value
    try:
        return normalise_code(value)
    except LanguageError as error:
        raise OptionError(f"{where}: {error}") from None


def _number(option: Option, value: object, where: str) -> int:
    low, high = option.limits
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        number = int(value)
    if number is None or number < low or (high is not None and number > high):
        bounds = f"{low}..{high}" if high is not None else f"of at least {low}"
        raise OptionError(f"{where} must be a whole number {bounds}; not {value!r}")
    return number


def _list(option: Option, value: object, where: str) -> list[str]:
    if isinstance(value, str):
        items = value.split(",") if option.kind == "names" else [value]
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        items = value
    else:
        raise OptionError(f"{where} must be a list of strings, not {value!r}")
    items = [item.strip() for item in items if item.strip()]
    if not items:
        raise OptionError(f"{where} names nothing")
    if option.kind == "names":
        for item in items:
            if item not in CHECKS and item not in AREAS:
                known = (*CHECKS, *AREAS)
                raise OptionError(f"{where}: no check or area is called {item!r}{nearest(item, known)}")
    return items


def usage() -> str:
    """Return the text of ``--help``."""
    lines = [
        "courtesy-check: reads a message to a customer before it is sent and says how it will land.",
        "",
        "  courtesy-check [OPTIONS] [TEXT | -]          no argument, or -: standard input",
        "  courtesy-check [OPTIONS] -f FILE [FILE ...]",
    ]
    for title, group in OPTIONS.items():
        lines += ["", f"{title}:"]
        for option in group:
            shown = f"{option.flag}[={option.metavar}]" if option.kind == "flag" else f"{option.flag} {option.metavar}"
            lines += _entry(shown, option.help)
    lines += ["", "Also:"]
    for spelling, text in ABOUT.items():
        lines += _entry(spelling, text)
    lines += [
        "",
        "Settings may also stand under [tool.courtesy] in pyproject.toml, or in courtesy.toml, in this folder or one",
        "above it, under the same names without the dashes; the command line wins.",
        "",
        "Exit status: 0 nothing as grave as --fail-on; 1 something is; 2 the call or the input is wrong.",
        "",
    ]
    return "\n".join(lines)


def _entry(left: str, text: str) -> list[str]:
    """Return the lines of one option, its text wrapped beside it."""
    rows: list[str] = []
    row = ""
    for word in text.split(" "):
        if row and len(row) + 1 + len(word) > 84:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}" if row else word
    rows.append(row)
    return [f"  {left if i == 0 else '':<24} {row}" for i, row in enumerate(rows)]
