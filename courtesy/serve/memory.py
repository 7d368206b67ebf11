"""Asking the author: the same message sent a second time goes through.

Most systems let a hook only say yes or no. So a no may be a question: whoever sends the same words again within some minutes
means them. Nothing of the message is kept for that, only a keyed hash of who, where and what.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class SecondTries:
    """Remembers refused messages for ``minutes``, at most ``capacity`` of them, the oldest forgotten first.

    A try that comes sooner than ``after`` seconds is a machine repeating its call, not a person who thought it over: it
    gets the first answer again. ``key`` keys the hash; without one a new key is made, which nobody knows.
    """

    def __init__(
        self,
        minutes: float = 10,
        after: float = 1.0,
        capacity: int = 10_000,
        key: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = minutes * 60
        self._after = after
        self._capacity = capacity
        self._key = key.encode() or secrets.token_bytes(32)
        self._clock = clock
        self._first: OrderedDict[bytes, float] = OrderedDict()  # in the order of time, the oldest first
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._first)

    def confirms(self, sender: str, room: str, text: str) -> bool:
        """Say whether this is the second try of a refused message, and forget it then; otherwise remember it."""
        digest = self._digest(sender, room, text)
        with self._lock:
            now = self._clock()
            self._forget_before(now - self._seconds)
            first = self._first.get(digest)
            if first is None:
                self._first[digest] = now
                if len(self._first) > self._capacity:
                    self._first.popitem(last=False)
                return False
            if now - first < self._after:
                return False
            del self._first[digest]
            return True

    def _forget_before(self, moment: float) -> None:
        while self._first and next(iter(self._first.values())) <= moment:
            self._first.popitem(last=False)

    def _digest(self, sender: str, room: str, text: str) -> bytes:
        parts = [part.encode("utf-8", "surrogatepass") for part in (sender, room, text.strip())]
        lengths = b"".join(len(part).to_bytes(8, "big") for part in parts)
        return hmac.digest(self._key, lengths + b"".join(parts), "sha256")
