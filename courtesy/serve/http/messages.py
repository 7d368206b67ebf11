"""A message in the JSON of ``/v1/check``: what it may hold, and what is wrong with it, key by key."""

from __future__ import annotations

from typing import Any

from courtesy.errors import LanguageError, nearest
from courtesy.names import CHANNELS, FORMALITIES
from courtesy.serve.http.answers import RefusalError
from courtesy.serve.verdict import Outgoing
from courtesy.text.langid import normalise_code

KEYS = ("id", "text", "html", "sender", "room", "metadata", "lang", "channel", "formality", "can_rewrite")
_NAME_LENGTH = 1024


def outgoing(data: Any, where: str = "") -> Outgoing:
    """Return the message. Raises `RefusalError` naming the key, e.g. ``messages[3].lang``."""
    if not isinstance(data, dict):
        raise RefusalError(422, f"{where or 'the body'} must be an object")
    at = f"{where}." if where else ""
    for key in data:
        if key not in KEYS:
            raise RefusalError(422, f"{at}{key[:64]}: unknown key{nearest(key[:64], KEYS)}")
    if isinstance(data.get("id"), (dict, list)):
        raise RefusalError(422, f"{at}id: must be a text, a number, true, false or null")
    lang = text_of(data, "lang", at)
    if lang is not None and lang != "auto":
        try:
            lang = normalise_code(lang)
        except LanguageError as error:
            raise RefusalError(422, f"{at}lang: {error}") from None
    text = text_of(data, "text", at)
    if text is None:
        raise RefusalError(422, f"{at}text: must be a text")
    return Outgoing(
        text,
        text_of(data, "sender", at, most=_NAME_LENGTH) or "",
        text_of(data, "room", at, most=_NAME_LENGTH) or "",
        text_of(data, "html", at),
        _metadata(data, at),
        lang=lang,
        channel=_one_of(data, "channel", CHANNELS, at),
        formality=_one_of(data, "formality", FORMALITIES, at),
        can_rewrite=_truth(data, "can_rewrite", at),
    )


def text_of(data: dict[str, Any], key: str, at: str = "", most: int | None = None) -> str | None:
    """Return a text, or ``None`` when it is missing or null."""
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise RefusalError(422, f"{at}{key}: must be a text")
    if value is not None and most is not None and len(value) > most:
        raise RefusalError(422, f"{at}{key}: may have {most} characters")
    return value


def _one_of(data: dict[str, Any], key: str, known: tuple[str, ...], at: str) -> str | None:
    value = text_of(data, key, at)
    if value is not None and value not in known:
        raise RefusalError(422, f"{at}{key}: must be one of {', '.join(known)}")
    return value


def _truth(data: dict[str, Any], key: str, at: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise RefusalError(422, f"{at}{key}: must be true or false")
    return value


def _metadata(data: dict[str, Any], at: str) -> dict[str, str]:
    value = data.get("metadata")
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise RefusalError(422, f"{at}metadata: must be an object whose values are texts")
    return value
