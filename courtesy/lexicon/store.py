"""Where lexicons are found, and the cache of compiled ones.

Compiling a language takes a second or so, loading a compiled one a few milliseconds. The cache is keyed by the content of the
files, so it can't be stale; a missing, read-only or damaged cache costs time and nothing else, and two processes that write
at once both leave a whole file behind.
"""

from __future__ import annotations

import marshal
import os
import sys
from zlib import adler32

from courtesy.errors import LexiconError
from courtesy.lexicon import CONVERSATION
from courtesy.lexicon.matcher import Lexicon
from courtesy.names import LANGUAGES

try:  # the module behind hashlib, without the cost of loading OpenSSL
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - other interpreters
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

_FORMAT = b"courtesy-lexicon-16"
_KEPT = 6
"""Compiled files of each kind that are kept; older ones are removed when a new one is written."""
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MESSAGES, TURNS = "messages", "turns"
_loaded: dict[tuple[str, tuple[str, ...], str], Lexicon] = {}


def load(lang: str, extra: Sequence[str] = (), part: str = MESSAGES) -> Lexicon:
    """Return the matcher of a language, with the rules of further folders worked in.

    ``extra`` folders hold ``<lang>/*.toml``, like the built-in one. ``part`` is `MESSAGES`, the rules that check a message,
    or `TURNS`, those that read the turns of a conversation. Raises `LexiconError`.
    """
    key = (lang, tuple(extra), part)
    known = _loaded.get(key)
    if known is None:
        known = _loaded[key] = Lexicon(_compiled(lang, extra, part))
    return known


def builtin_folder() -> str:
    """Return the folder of the built-in lexicons: inside an installed package, or beside it in a checkout."""
    inside = os.path.join(_PACKAGE, "_lexicons")
    if os.path.isdir(inside):
        return inside
    beside = os.path.join(os.path.dirname(_PACKAGE), "lexicons")
    if os.path.isdir(beside):
        return beside
    raise LexiconError(
        f"the lexicons are missing: neither {inside} nor {beside} is there; install courtesy-check again"
    )


def language_folders(lang: str, extra: Sequence[str] = ()) -> list[str]:
    """Return the folders that hold a language's files, the built-in one first. Raises `LexiconError` for a wrong folder."""
    folders = [os.path.join(builtin_folder(), lang)]
    for root in extra:
        if not os.path.isdir(root):
            raise LexiconError(f"{root}: no such folder; a lexicon folder holds folders called {', '.join(LANGUAGES)}")
        if not any(os.path.isdir(os.path.join(root, code)) for code in LANGUAGES):
            raise LexiconError(f"{root}: holds no folder called {', '.join(LANGUAGES)}")
        if os.path.isdir(os.path.join(root, lang)):
            folders.append(os.path.join(root, lang))
    return folders


def read_with(lang: str) -> tuple[str, ...]:
    """Return the languages whose rules a text is read with: Filipino is read with English beside it."""
    return ("fil", "en") if lang == "fil" else (lang,)


def compile_now(lang: str, extra: Sequence[str] = (), part: str = MESSAGES) -> dict[str, Any]:
    """Compile a language from its files, without the cache. Raises `LexiconError`."""
    from courtesy.lexicon.compiler import compile_language
    from courtesy.lexicon.source import read_conversation, read_language

    read = read_conversation if part == TURNS else read_language
    return compile_language([read(code, language_folders(code, extra)) for code in read_with(lang)])


def cache_folder() -> str | None:
    """Return the folder for compiled lexicons, or ``None`` when there is to be none.

    ``COURTESY_CACHE_DIR`` names another one; set to nothing it turns the cache off.
    """
    chosen = os.environ.get("COURTESY_CACHE_DIR")
    if chosen is not None:
        return chosen or None
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    base = base or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "courtesy-check") if os.path.isabs(base) else None


def cached(name: str, digest: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what ``make`` makes, kept in the cache under a name and a digest of the state of all that it is made from."""
    folder = cache_folder()
    if folder is None:
        return make()
    path = os.path.join(folder, f"{name}-{digest}.bin")
    data = _read(path)
    if data is None:
        data = make()
        _write(folder, path, name, data)
    return data


def digest_of(paths: Iterable[str], code: Iterable[str], start: bytes = b"") -> str:
    """Name the state of files, and of the code (paths inside the package) that something is made with.

    By size and times, as build tools do it: reading half a megabyte of rules for every message would take too long.
    Raises `LexiconError` for a file that isn't there.
    """
    state = blake2b(digest_size=16)
    state.update(_FORMAT + sys.version.encode() + start)
    stamps = []
    for path in paths:
        try:
            stamps.append(_stamp(path))
        except OSError as error:
            raise LexiconError(f"{path}: can't be read: {error.strerror}") from None
    state.update("\0".join(stamps).encode("utf-8", "surrogateescape"))
    state.update(_code_stamp(code))
    return state.hexdigest()


def _compiled(lang: str, extra: Sequence[str], part: str) -> dict[str, Any]:
    kind = lang if part == MESSAGES else f"{lang}.{part}"
    return cached(kind, _digest(lang, extra, part), lambda: compile_now(lang, extra, part))


def _digest(lang: str, extra: Sequence[str], part: str) -> str:
    """Name the state of all files that a compiled lexicon is made from, and of the code that made it."""
    paths = []
    layout = [part]
    for code in read_with(lang):
        folders = language_folders(code, extra)
        if part == TURNS:
            inside = (os.path.join(folder, CONVERSATION) for folder in folders)
            folders = [*folders, *(folder for folder in inside if os.path.isdir(folder))]
        for folder in folders:
            try:
                names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
            except OSError as error:
                raise LexiconError(f"{folder}: can't be read: {error.strerror}") from None
            paths += [os.path.join(folder, name) for name in names]
            layout.append(f"{code} {len(names)}")
    return digest_of(paths, _COMPILING, " ".join(layout).encode())


_COMPILING = (
    "lexicon/analysis.py",
    "lexicon/compiler.py",
    "lexicon/ops.py",
    "lexicon/packed.py",
    "lexicon/pattern.py",
    "text/fold.py",
    "text/sound.py",
    "text/tokens.py",
    "text/translit.py",
)


def _code_stamp(parts: Iterable[str]) -> bytes:
    """Name the state of the compiling code, so that working on it never meets an old compilation."""
    stamp = []
    for part in parts:
        try:
            stamp.append(_stamp(os.path.join(_PACKAGE, part)))
        except OSError:
            stamp.append("-")
    return " ".join(stamp).encode()


def _stamp(path: str) -> str:
    """Name a file and its state; the time of its last change of any kind tells a copy from what it took the place of."""
    info = os.stat(path)
    return f"{path}/{info.st_size}.{info.st_mtime_ns}.{info.st_ctime_ns}"


def _read(path: str) -> dict[str, Any] | None:
    """Read a compiled file; ``None`` if it is missing or damaged in any way."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return None
    payload = memoryview(content)[4:]  # a copy of megabytes would cost as much as the check
    if len(content) < 4 or adler32(payload).to_bytes(4, "big") != content[:4]:
        return None
    try:
        data = marshal.loads(payload)
    except (ValueError, EOFError, TypeError):
        return None
    return data if isinstance(data, dict) else None


def _write(folder: str, path: str, kind: str, data: dict[str, Any]) -> None:
    """Write a compiled file whole or not at all; a folder that can't be written to is no error."""
    payload = marshal.dumps(data)
    scratch = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with open(scratch, "xb") as file:
            file.write(adler32(payload).to_bytes(4, "big") + payload)
        os.replace(scratch, path)
        _tidy(folder, kind)
    except OSError:
        try:  # noqa: SIM105  (contextlib takes longer to load than a lexicon may)
            os.unlink(scratch)
        except OSError:
            pass


def _tidy(folder: str, kind: str) -> None:
    ours = [
        os.path.join(folder, name)
        for name in os.listdir(folder)
        if name.startswith(f"{kind}-") and name.endswith(".bin")
    ]
    for old in sorted(ours, key=os.path.getmtime, reverse=True)[_KEPT:]:
        os.unlink(old)
