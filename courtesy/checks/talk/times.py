"""Replies that come late, and messages that nobody asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from courtesy.checks.talk.base import ONE_CONTACT
from courtesy.checks.talk.listening import is_open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Talk
    from courtesy.conversation import Settings

_REPLY_WITHIN = {
    "chat": timedelta(minutes=15),
    "phone": timedelta(minutes=15),
    "sms": timedelta(hours=2),
    "social": timedelta(hours=4),
    "email": timedelta(hours=24),
}
"""How long a customer may wait where the settings say nothing."""
_MOST_OUTBOUND = 3
_OUTBOUND_PERIOD = timedelta(days=7)
_LONGEST = 370
"""Days of business hours that are counted; who waits longer has waited too long by any setting."""


def slow_reply(talk: Talk) -> list[Fault]:
    """Find a draft that comes later than the channel's limit after the oldest message that nobody has answered.

    Who sent what we asked for waits as well, whether or not there is a question in it.
    The data gives what the customer ``waited`` and the ``limit``, both in seconds, and ``waited_text`` for people.
    Where one of the two times is missing nothing is said.
    """
    sent = talk.sent_at
    waiting = [heard for heard in talk.pending() if heard.turn.at is not None]
    asked = next((heard.turn.at for heard in waiting if is_open(talk, heard) or heard.gives("obliged")), None)
    if sent is None or asked is None:
        return []
    settings = talk.settings
    limit = settings.reply_within or _REPLY_WITHIN[talk.channel]
    waited = waiting_time(asked, sent, settings)
    if waited <= limit:
        return []
    from babel.dates import format_timedelta

    data = {
        "waited": int(waited.total_seconds()),
        "limit": int(limit.total_seconds()),
        "waited_text": format_timedelta(waited, locale=talk.ui_lang),
    }
    return [talk.at_start("slow-reply", "late", data)]


def waiting_time(start: datetime, end: datetime, settings: Settings) -> timedelta:
    """Return the time between two moments; with business hours set, only the time within them."""
    hours = settings.hours()
    if hours is None:
        return end - start
    zone = settings.zone() or end.tzinfo
    start, end = start.astimezone(zone), end.astimezone(zone)
    if (end - start).days > _LONGEST:
        return end - start
    waited = timedelta(0)
    day = start.date()
    while day <= end.date():
        span = hours.get(day.weekday())
        if span is not None:
            opening = max(start, datetime.combine(day, span[0], zone))
            closing = min(end, datetime.combine(day, span[1], zone))
            waited += max(closing - opening, timedelta(0))
        day += timedelta(days=1)
    return waited


def over_contact(talk: Talk) -> list[Fault]:
    """Find a draft that nobody asked for, when too many such messages went out in the period before it.

    The data says how ``many`` there are with this one, the ``limit``, and the ``period`` in days.
    """
    sent = talk.sent_at
    if sent is None:
        return []
    settings = talk.settings
    limit = _MOST_OUTBOUND if settings.max_outbound is None else settings.max_outbound
    period = settings.outbound_period or _OUTBOUND_PERIOD
    count, asked, latest = 0, False, None
    is_unasked = False
    for turn in talk.conversation.turns[: talk.index + 1]:
        if turn.role == "customer":
            asked, latest = True, None
            continue
        if turn.at is None:
            asked, latest = False, None
            continue
        if latest is not None and turn.at - latest <= ONE_CONTACT:
            latest = turn.at  # the same contact goes on
            continue
        is_unasked = not asked
        asked, latest = False, turn.at
        if is_unasked and sent - turn.at <= period:
            count += 1
    if not is_unasked or count <= limit:
        return []
    data = {"many": count, "limit": limit, "period": round(period.total_seconds() / 86400, 2)}
    return [talk.on_all("over-contact", "unasked", data)]
