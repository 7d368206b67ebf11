"""Before a message is sent: the gate that every hook asks, and the HTTP service and hooks around it.

An adapter needs four names: `Gate`, `Outgoing`, `Verdict` and `load`. How it uses them is told in docs/hooks/core.md.
Nothing here speaks HTTP; what does is in `courtesy.serve.http`.
"""

from __future__ import annotations

from courtesy.serve.gate import Gate
from courtesy.serve.settings import Settings, load
from courtesy.serve.verdict import Outgoing, Verdict

__all__ = ["Gate", "Outgoing", "Settings", "Verdict", "load"]
