"""What a conversation costs, in messages: ``bench_conversation.py``.

Conversations of 25 to 400 turns against a message of about 60 words, made in the same way, in one process and in turn; no two
are alike.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime, timedelta

from courtesy import Checker, Conversation, Turn

_MESSAGE = (
    "Hi Anna, thank you for your patience. We looked into your order 4471 and found that the courier returned the parcel on "
    "Monday because the address was incomplete. I have asked the warehouse to send it again today, and you should have it by "
    "Thursday. I am very sorry for the trouble this caused you. Is there anything else that I can help you with?"
)
_THINGS = "parcel invoice router meter password kettle booking ticket charger refund sofa lamp coupon contract".split()
_ENDS = "still not here;gone missing;broken again;very slow;far too dear;the wrong colour;late;on my bill twice".split(
    ";"
)
_TIMES = "tomorrow;on Friday;by Tuesday;within 24 hours;this afternoon".split(";")


def conversation(turns: int, seed: int) -> Conversation:
    """Return a conversation of chat turns of about 20 words, no two of them alike."""
    chance = random.Random(seed)
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    out = []
    for i in range(turns - 1):
        thing, end, number = chance.choice(_THINGS), chance.choice(_ENDS), chance.randrange(10**6)
        if i % 2 == 0:
            text = f"Hello, my {thing} is {end}, I wrote about it on the {number % 28 + 1}th, the number is {number}. What now?"
        else:
            text = f"I see, the {thing} number {number}. I have asked the shop, and we will write to you {chance.choice(_TIMES)}."
            if chance.random() < 0.7:
                text = f"Thank you, I found the {thing} in our list under {number}, and it seems to be {end} indeed. Sorry!"
        out.append(Turn("customer" if i % 2 == 0 else "agent", text, None, at))
        at += timedelta(minutes=3)
    return Conversation([*out, Turn("agent", _MESSAGE, "Eva", at)], lang="en")


def main() -> None:
    checker = Checker(lang="en")
    sizes = (25, 50, 100, 200, 400)
    checker.check(_MESSAGE)
    checker.check_conversation(conversation(50, 0))
    times: dict[int, list[float]] = {size: [] for size in (0, *sizes)}
    for round_ in range(1, 16):
        talk = conversation(61, round_)
        messages = ["\n".join(turn.text for turn in talk.turns[i : i + 3]) for i in range(0, 60, 3)]
        start = time.process_time()
        for message in messages:
            checker.check(message)
        times[0].append((time.process_time() - start) / len(messages))
        for size in sizes:
            talk = conversation(size, round_ * 1000 + size)
            start = time.process_time()
            checker.check_conversation(talk)
            times[size].append(time.process_time() - start)
    one = statistics.median(times[0])
    print(f"one message: {one * 1e6:.0f} µs")
    for size in sizes:
        cost = statistics.median(times[size])
        print(f"{size:4} turns: {cost * 1e3:6.2f} ms = {cost / one:5.1f} messages, {cost / one / size:.3f} a turn")


if __name__ == "__main__":
    main()
