"""The fixed vocabulary: languages, acts, areas, checks, severities, channels.

These names are part of the public interface: programs and settings files rely on them.
"""

from __future__ import annotations

LANGUAGES = ("el", "pl", "fa", "fil", "en")

ACTS = ("greeting", "please", "thanks", "apology", "welcome", "closing", "empathy", "offer", "ownership", "question")

AREAS = ("basics", "warmth", "respect", "ownership", "honesty", "attention")

SEVERITIES = ("error", "warning", "info")
"""From the gravest to the lightest: do not send; think again; good to know."""

CHANNELS = ("chat", "email", "sms", "phone", "social")

FORMALITIES = ("formal", "informal")

ENGINES = ("fast", "stanza")

CHECKS: dict[str, tuple[str, str]] = {
    "missing-please": ("basics", "warning"),
    "missing-apology": ("basics", "warning"),
    "missing-greeting": ("basics", "info"),
    "missing-closing": ("basics", "info"),
    "apathy": ("warmth", "error"),
    "coldness": ("warmth", "warning"),
    "robotism": ("warmth", "warning"),
    "impatience": ("warmth", "warning"),
    "grudge": ("warmth", "warning"),
    "condescension": ("respect", "warning"),
    "jargon": ("respect", "info"),
    "arguing": ("respect", "warning"),
    "rudeness": ("respect", "error"),
    "shouting": ("respect", "warning"),
    "prejudice": ("respect", "error"),
    "overfamiliarity": ("respect", "warning"),
    "register": ("respect", "info"),
    "brush-off": ("ownership", "error"),
    "runaround": ("ownership", "warning"),
    "rulebook": ("ownership", "warning"),
    "refusal": ("ownership", "warning"),
    "excuse": ("ownership", "warning"),
    "unreachable": ("ownership", "warning"),
    "overpromise": ("honesty", "warning"),
    "guessing": ("honesty", "warning"),
    "commitment": ("honesty", "info"),
    "pushiness": ("honesty", "warning"),
    "wordiness": ("attention", "info"),
    "placeholder": ("attention", "error"),
    "not-listening": ("attention", "warning"),
    "repeated-question": ("attention", "warning"),
    "wrong-name": ("attention", "error"),
    "canned-reply": ("attention", "warning"),
    "slow-reply": ("attention", "warning"),
    "handoffs": ("ownership", "warning"),
    "over-contact": ("honesty", "warning"),
    "broken-promise": ("honesty", "error"),
    "missing-thanks": ("basics", "info"),
    "missing-welcome": ("basics", "info"),
    "missing-empathy": ("warmth", "warning"),
}
"""Each check with its area and its usual severity, in the order in which they are listed to people."""

SIGNALS = (
    "upset", "calm", "problem", "request", "praise", "obliged", "settled", "thanks-ahead", "passed-on",
    "gives-name", "gives-address", "gives-date",
    "asks-order", "asks-code", "asks-email", "asks-phone", "asks-name", "asks-address", "asks-date", "asks-problem",
    "answers", "holds", "delivers", "contacts", "handover", "stock",
)  # fmt: skip
"""What the rules of the conversation tell the checks about a turn; never seen in a report. docs/conversation.md explains them."""

CONVERSATION_CHECKS = (
    "not-listening", "repeated-question", "wrong-name", "canned-reply", "slow-reply", "handoffs",
    "over-contact", "broken-promise", "missing-thanks", "missing-welcome", "missing-empathy",
)  # fmt: skip
"""Checks that need the conversation before the message; a single message never fires them."""
