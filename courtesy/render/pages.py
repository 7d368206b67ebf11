"""The pages of ``--list-checks`` and ``--explain``."""

from __future__ import annotations

from courtesy.errors import OptionError, nearest
from courtesy.explain import what, why
from courtesy.i18n import N_, translator
from courtesy.names import AREAS, CHECKS, CONVERSATION_CHECKS
from courtesy.render.excerpt import wrapped
from courtesy.render.text import SEVERITY_NAMES, SIGNS, WIDTH

AREA_NAMES = {
    "basics": N_("basics"),
    "warmth": N_("warmth"),
    "respect": N_("respect"),
    "ownership": N_("ownership"),
    "honesty": N_("honesty"),
    "attention": N_("attention"),
}


def all_checks(ui_lang: str) -> str:
    """Return every check under its area, with its severity and what it finds."""
    say = translator(ui_lang)
    rows: list[str] = []
    for area in AREAS:
        name = say(AREA_NAMES[area])
        rows += ["", area if name == area else f"{area} ({name})"]
        for check, (its_area, severity) in CHECKS.items():
            if its_area == area:
                texts = wrapped(what(check, ui_lang), WIDTH - 24)
                rows.append(f"  {SIGNS[severity]} {check:<19} {texts[0]}")
                rows += [f"{'':<24}{text}" for text in texts[1:]]
    key = "   ".join(f"{SIGNS[severity]} {say(word)}" for severity, word in SEVERITY_NAMES.items())
    return "\n".join([*rows[1:], "", key]) + "\n"


def one_check(check: str, ui_lang: str) -> str:
    """Return the page of one check: what it finds, why it hurts, and examples with what to write instead.

    Raises `OptionError` for a name that is no check.
    """
    if check not in CHECKS:
        raise OptionError(f"--explain: no check is called {check!r}{nearest(check, tuple(CHECKS))}")
    from courtesy.explain.examples import EXAMPLES

    say = translator(ui_lang)
    area, severity = CHECKS[check]
    rows = [check, ""]
    rows += _labelled(say("Area:"), say(AREA_NAMES[area]))
    rows += _labelled(say("Severity:"), f"{SIGNS[severity]} {say(SEVERITY_NAMES[severity])}")
    rows += _labelled(say("What it finds:"), what(check, ui_lang))
    if check in CONVERSATION_CHECKS:
        rows.append(say("It needs the conversation before the message."))
    rows += _labelled(say("Why it hurts:"), why(check, ui_lang))
    for lang, (bad, better) in EXAMPLES[check].items():
        rows += ["", f"[{lang}]", *_labelled(say("Example:"), bad), *_labelled(say("Instead:"), better)]
    return "\n".join(rows) + "\n"


def _labelled(label: str, text: str) -> list[str]:
    return wrapped(f"{label} {text}", WIDTH)
