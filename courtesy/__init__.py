"""Read a message before a customer does, and say how it will land.

>>> import courtesy
>>> courtesy.check("To nie moja działka.", lang="pl").findings[0].check
'brush-off'

Everything is loaded when it is first used: ``import courtesy`` itself costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy._version import __version__
    from courtesy.api import (
        check,
        check_conversation,
        has_apology,
        has_please,
        has_thanks,
        score_basics,
        score_coldness,
        score_condescension,
    )
    from courtesy.checker import Checker
    from courtesy.conversation import Conversation, Customer, Settings, Turn
    from courtesy.errors import (
        CourtesyError,
        EngineError,
        InputError,
        LanguageError,
        LexiconError,
        OptionError,
    )
    from courtesy.model import Commitment, Finding, Marker, Message, Report
    from courtesy.names import ACTS, AREAS, CHECKS, LANGUAGES, SEVERITIES

_HOMES = {
    "courtesy._version": ("__version__",),
    "courtesy.api": (
        "check", "check_conversation", "has_apology", "has_please", "has_thanks", "score_basics", "score_coldness",
        "score_condescension",
    ),
    "courtesy.checker": ("Checker",),
    "courtesy.conversation": ("Conversation", "Customer", "Settings", "Turn"),
    "courtesy.errors": ("CourtesyError", "EngineError", "InputError", "LanguageError", "LexiconError", "OptionError"),
    "courtesy.model": ("Commitment", "Finding", "Marker", "Message", "Report"),
    "courtesy.names": ("ACTS", "AREAS", "CHECKS", "LANGUAGES", "SEVERITIES"),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "ACTS", "AREAS", "CHECKS", "LANGUAGES", "SEVERITIES", "Checker", "Commitment", "Conversation", "CourtesyError", "Customer",
    "EngineError", "Finding", "InputError", "LanguageError", "LexiconError", "Marker", "Message", "OptionError", "Report",
    "Settings", "Turn", "__version__", "check", "check_conversation", "has_apology", "has_please", "has_thanks", "score_basics",
    "score_coldness", "score_condescension",
]  # fmt: skip


def __getattr__(name: str) -> object:
    module = _HOME.get(name)
    if module is None:
        raise AttributeError(f"module 'courtesy' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
