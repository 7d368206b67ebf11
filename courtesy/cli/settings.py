"""Settings files: ``courtesy.toml``, or ``[tool.courtesy]`` in ``pyproject.toml``, in this folder or one above it."""

from __future__ import annotations

import os

from courtesy.cli.options import BY_FLAG, checked
from courtesy.errors import OptionError, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.cli.options import Value


def load(explicit: str | None) -> dict[str, Value]:
    """Return the settings of the file that was named, or of the nearest one; nothing when there is none.

    Raises `OptionError` naming the file and the key with a mistake in it.
    """
    if explicit is not None:
        return _read(explicit, required=True) or {}
    try:
        folder = os.getcwd()
    except OSError:  # the folder was deleted under our feet
        return {}
    while True:
        for name in ("courtesy.toml", "pyproject.toml"):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                found = _read(path, required=False)
                if found is not None:
                    return found
        above = os.path.dirname(folder)
        if above == folder:
            return {}
        folder = above


def _read(path: str, *, required: bool) -> dict[str, Value] | None:
    """Return the settings in a file, or ``None`` when it is a project's file that says nothing about `courtesy`."""
    is_project = os.path.basename(path) == "pyproject.toml"
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        raise OptionError(f"{path}: {error.strerror or error}") from None
    if is_project and not required and not _may_hold_settings(raw):
        return None
    table: object = _parse(path, raw)
    if is_project:
        tool = table.get("tool", {}) if isinstance(table, dict) else {}
        if not isinstance(tool, dict) or "courtesy" not in tool:
            if required:
                raise OptionError(f"{path}: has no table [tool.courtesy]")
            return None
        table = tool["courtesy"]
    if not isinstance(table, dict):
        raise OptionError(f"{path}: tool.courtesy must be a table")
    return _checked(path, table)


def _may_hold_settings(raw: bytes) -> bool:
    """Say whether a project's file may have our table. Most have not, and that spares the import of a TOML reader."""
    squeezed = b"\n" + raw.translate(None, b" \t\"'")
    spellings = (b"\n[tool.courtesy", b"\n[tool]", b"\ntool.courtesy", b"\ntool={")
    return b"courtesy" in squeezed and any(spelling in squeezed for spelling in spellings)


def _parse(path: str, raw: bytes) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise OptionError(f"{path}: is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f"{path}: {error}") from None


def _checked(path: str, table: dict[str, object]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for written, value in table.items():
        key = written.replace("_", "-")
        key = "lexicon" if key == "lexicons" else key  # as the Python argument is called
        option = BY_FLAG.get(f"--{key}")
        if option is None:
            known = [known.key for known in BY_FLAG.values()]
            raise OptionError(f"{path}: unknown key {written!r}{nearest(key, known)}")
        found[key] = checked(option, value, f"{path}: {written}")
    home = os.path.dirname(os.path.abspath(path))
    for key in ("lexicon", "compare", "stanza-dir"):
        value = found.get(key)
        if isinstance(value, list):
            found[key] = [os.path.join(home, name) for name in value]
        elif isinstance(value, str):
            found[key] = os.path.join(home, value)
    return found


def combined(settings: dict[str, Value], command_line: dict[str, Value]) -> dict[str, Value]:
    """Return what holds in the end: the command line wins, key by key.

    A name that the command line enables is no longer disabled by the settings, and the other way round.
    """
    merged = dict(settings)
    for key, other in (("enable", "disable"), ("disable", "enable")):
        asked, kept = command_line.get(key), merged.get(other)
        if isinstance(asked, list) and isinstance(kept, list):
            rest = [name for name in kept if name not in asked]
            if rest:
                merged[other] = rest
            else:
                del merged[other]
    return {**merged, **command_line}
