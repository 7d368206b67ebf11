"""What may stand in a settings file or an environment variable: one value, made to fit the type of its field."""

from __future__ import annotations

import os
import types
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union, get_args, get_origin

from courtesy.errors import OptionError, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from dataclasses import Field


def limits(least: float, most: float) -> Any:
    """Return the metadata of a number's field: what it may be."""
    return {"least": least, "most": most}


SECRET: Any = {"secret": True}
"""The metadata of a field that holds a secret."""
FOLDERS: Any = {"folders": True}
"""The metadata of a field that holds folders, which are relative to the settings file."""


class Given(NamedTuple):
    """A value as somebody wrote it, where it was written, and the folder that file names in it are relative to."""

    where: str
    value: Any
    folder: str = ""


def secret(given: Given) -> Given:
    """Return what stands in the file that was named, without the line ending."""
    where, name, folder = given
    if not isinstance(name, str) or not name:
        raise OptionError(f"{where}: must be the name of a file")
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return given._replace(value=file.read().strip())
    except OSError as error:
        raise OptionError(f"{where}: {name}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise OptionError(f"{where}: {name}: is not UTF-8") from None


def value_of(one: Field[Any], hint: Any, given: Given) -> Any:
    """Return a value as its field's type wants it; values from the environment are texts still."""
    where, value, folder = given
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(kind for kind in get_args(hint) if kind is not type(None))
    if hint is bool:
        return _truth(value, where)
    if hint in (int, float):
        return _number(hint, value, where, one.metadata)
    if get_origin(hint) is tuple:
        texts = _texts(value, where, one.metadata)
        return tuple(os.path.join(folder, name) for name in texts) if one.metadata.get("folders") else texts
    if not isinstance(value, str):
        raise OptionError(f"{where}: must be a text, not {_shown(value, one.metadata)}")
    known = get_args(hint) if get_origin(hint) is Literal else ()
    if known and value not in known:
        raise OptionError(f"{where}: unknown value {value!r}{nearest(value, known)}; known: {', '.join(known)}")
    return value


def _truth(value: Any, where: str) -> bool:
    if isinstance(value, str):
        value = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
            value.lower(), value
        )
    if not isinstance(value, bool):
        raise OptionError(f"{where}: must be true or false, not {value!r}")
    return value


def _number(kind: type[int] | type[float], value: Any, where: str, metadata: Mapping[str, Any]) -> float:
    if isinstance(value, str):
        with suppress(ValueError):
            value = kind(value)
    wanted = "a whole number" if kind is int else "a number"
    least, most = metadata.get("least", 0), metadata.get("most", 2**31)
    is_number = isinstance(value, int if kind is int else (int, float)) and not isinstance(value, bool)
    if not is_number or not least <= value <= most:
        raise OptionError(f"{where}: must be {wanted} from {least:g} to {most:g}, not {value!r}")
    return kind(value)


def _texts(value: Any, where: str, metadata: Mapping[str, Any]) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
        raise OptionError(f"{where}: must be a list of texts, not {_shown(value, metadata)}")
    return tuple(value)


def _shown(value: Any, metadata: Mapping[str, Any]) -> str:
    return type(value).__name__ if metadata.get("secret") else repr(value)
