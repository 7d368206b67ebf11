"""All checks of a single message, in one place: which are code, and which are only a lexicon."""

from __future__ import annotations

from courtesy.checks import attention, basics, honesty, respect
from courtesy.checks.base import Context, Fault, lexical
from courtesy.errors import OptionError, nearest
from courtesy.names import AREAS, CHECKS, CONVERSATION_CHECKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_CODE: dict[str, Callable[[Context], list[Fault]]] = {
    "missing-greeting": basics.missing_greeting,
    "missing-closing": basics.missing_closing,
    "jargon": respect.jargon,
    "shouting": respect.shouting,
    "register": respect.register,
    "commitment": honesty.commitment,
    "wordiness": attention.wordiness,
    "placeholder": attention.placeholder,
}

_SINGLE = tuple(name for name in CHECKS if name not in CONVERSATION_CHECKS)


def find_faults(context: Context, enabled: frozenset[str]) -> list[Fault]:
    """Run the enabled checks on one message; faults come in the order of the text."""
    faults: list[Fault] = []
    for check in _SINGLE:
        if check not in enabled:
            continue
        code = _CODE.get(check)
        if code is not None:
            faults += code(context)
        elif check in context.hits:
            faults += lexical(context, check)
    faults.sort(key=lambda fault: (fault.start, fault.end, fault.check, fault.rule))
    return faults


def choose(enable: Iterable[str] | None, disable: Iterable[str] | None) -> frozenset[str]:
    """Return the checks that are on. Names are checks or areas; without ``enable`` all are on.

    Raises `OptionError` for an unknown name.
    """
    chosen = set(CHECKS) if enable is None else _expand(enable, "enable")
    return frozenset(chosen - (_expand(disable, "disable") if disable is not None else set()))


def _expand(names: Iterable[str], option: str) -> set[str]:
    if isinstance(names, str):
        raise OptionError(f"{option} must be a list of checks or areas, like [{names!r}], not one text")
    out: set[str] = set()
    for name in names:
        if name in AREAS:
            out.update(check for check, (area, _) in CHECKS.items() if area == name)
        elif name in CHECKS:
            out.add(name)
        else:
            known = (*CHECKS, *AREAS)
            raise OptionError(f"{option}: {name!r} is no check and no area{nearest(str(name), known)}")
    return out
