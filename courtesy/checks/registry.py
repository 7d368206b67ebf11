"""All checks of a single message, in one place: which are code, and which are only a lexicon."""

from __future__ import annotations

from courtesy.checks import attention, basics, honesty, morphology, respect
from courtesy.checks.base import Context, Fault, lexical
from courtesy.errors import OptionError, nearest
from courtesy.names import AREAS, CHECKS, CONVERSATION_CHECKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_CODE: dict[str, Callable[[Context], list[Fault]]] = {
    "missing-please": morphology.missing_please,
    "missing-greeting": basics.missing_greeting,
    "missing-closing": basics.missing_closing,
    "jargon": respect.jargon,
    "shouting": respect.shouting,
    "register": respect.register,
    "commitment": honesty.commitment,
    "wordiness": attention.wordiness,
    "placeholder": attention.placeholder,
}

_CARE = frozenset(("ownership", "offer", "welcome", "apology"))
_REPAIRABLE = frozenset(
    "missing-please missing-apology apathy coldness robotism impatience grudge condescension arguing brush-off runaround "
    "rulebook refusal excuse unreachable guessing".split()
)
_EXCUSABLE = frozenset("missing-please apathy coldness robotism impatience runaround excuse guessing".split())
"""Checks whose findings are no more than good to know beside ownership, an offer or "you're welcome", and beside an apology.

"That's not our system, but I'll call them for you" is not a brush-off to stop a message for. In blind messages about nine in ten
such findings were wrong. An insult, a slur or an unfilled field stays what it is, however kind the rest.
"""

_SECONDARY = frozenset(("missing-please", "missing-apology", "robotism"))
"""A forgotten please or sorry, or a stiff opening, is no more than good to know in a message that brushes off, blames or
insults."""

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
    _weigh(faults, context.acts)
    faults.sort(key=lambda fault: (fault.start, fault.end, fault.check, fault.rule))
    return faults


def _weigh(faults: list[Fault], acts: set[str]) -> None:
    """Lower the severity of faults that the writer's care repairs, and of those that pale beside a graver one."""
    if acts & _CARE:
        for fault in faults:
            if _is_repaired(fault, acts):
                fault.severity = "info"
    graver = any(_severity(fault) != "info" and fault.check not in _SECONDARY for fault in faults)
    if graver:
        for fault in faults:
            if fault.check in _SECONDARY:
                fault.severity = "info"


def _severity(fault: Fault) -> str:
    return fault.severity or CHECKS[fault.check][1]


def _is_repaired(fault: Fault, acts: set[str]) -> bool:
    """Say whether the writer's care takes the edge off a fault; an offer alone does so for warnings only."""
    if "ownership" in acts and fault.check in _REPAIRABLE:
        return True
    if acts & {"offer", "welcome"} and fault.check in _REPAIRABLE and CHECKS[fault.check][1] != "error":
        return True
    return "apology" in acts and fault.check in _EXCUSABLE


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
