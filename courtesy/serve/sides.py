"""Which side wrote a message: only our own agents' messages are checked, never a customer's."""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

from courtesy.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.serve.verdict import Outgoing


class Agents:
    """Knows agents by exact sender, by pattern (``@agent-*:example.org``), or by metadata (``role=agent``).

    One of them is enough. When nothing is given, everybody is an agent.
    """

    def __init__(self, senders: Sequence[str] = (), patterns: Sequence[str] = (), metadata: Sequence[str] = ()) -> None:
        self._senders = frozenset(senders)
        self._pattern = re.compile("|".join(map(fnmatch.translate, patterns))) if patterns else None
        self._metadata: dict[str, set[str]] = {}
        for pair in metadata:
            key, sign, value = pair.partition("=")
            if not key or not sign:
                raise OptionError(f"agents metadata must be written key=value, not {pair!r}")
            self._metadata.setdefault(key.strip(), set()).add(value.strip())
        self._everybody = not (senders or patterns or metadata)

    def wrote(self, message: Outgoing) -> bool:
        """Say whether one of our agents wrote the message."""
        if self._everybody or message.sender in self._senders:
            return True
        if self._pattern is not None and message.sender and self._pattern.match(message.sender):
            return True
        return any(message.metadata.get(key) in values for key, values in self._metadata.items())
