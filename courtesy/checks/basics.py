"""Forgotten courtesies.

`missing-please` and `missing-apology` are lexicons that a courtesy silences; letters also need a greeting and a closing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Context, Fault


def missing_greeting(context: Context) -> list[Fault]:
    """Find a letter that opens without a greeting; the empty span is where it is missed."""
    if context.channel != "email" or "greeting" in context.acts or not context.tokens.words:
        return []
    start = context.tokens.starts[0]
    return [context.own("missing-greeting", "none", start, start)]


def missing_closing(context: Context) -> list[Fault]:
    """Find a letter that ends without a closing; the empty span is where it is missed."""
    if context.channel != "email" or "closing" in context.acts or not context.tokens.words:
        return []
    end = len(context.text.rstrip())
    return [context.own("missing-closing", "none", end, end)]
