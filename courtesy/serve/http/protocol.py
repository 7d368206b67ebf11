"""The server's protocol with two bounds that uvicorn leaves to a proxy: how long a request's head may take, and how large it is.

Without them a client that sends a byte now and then holds its connection for ever, and one that never ends its headers fills
the memory. It notes when a request came, too: under much work some time goes by before anybody looks at it.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

    from uvicorn.config import Config
    from uvicorn.server import ServerState

ARRIVED = "courtesy.arrived"
"""The key of a request's scope under which its time of arrival stands, in seconds of the monotonic clock."""
_LARGEST_HEAD = 65_536


def bounded(head_seconds: float) -> type[asyncio.Protocol]:
    """Return the protocol with the time that a request's head may take."""
    return type("BoundedProtocol", (_Bounded,), {"head_seconds": head_seconds})


class _Bounded(HttpToolsProtocol):
    """Counts from the moment a connection is made, and from the first byte of each later request."""

    head_seconds = 5.0

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._timer: asyncio.TimerHandle | None = None
        self._head: int | None = 0  # bytes of the head so far, or None while there is none being sent

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._begin_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        idle = self.cycle is not None and self.cycle.response_complete  # type: ignore[redundant-expr]
        if self._head is None and idle:
            self._begin_head()
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > _LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_headers_complete(self) -> None:
        self._end_head()
        self.scope[ARRIVED] = monotonic()  # type: ignore[literal-required]
        super().on_headers_complete()

    def _begin_head(self) -> None:
        self._head = 0
        self._timer = self.loop.call_later(self.head_seconds, self._too_slow)

    def _end_head(self) -> None:
        self._head = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()
