"""``--jobs``: the same desk in several processes, results in the order of the messages, memory bounded."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from courtesy.cli.desk import BATCH, Desk
from courtesy.errors import CourtesyError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from courtesy.cli.desk import Order, Outcome
    from courtesy.cli.intake import Item, Source

_AHEAD = 3
"""Batches that wait for each process."""

_desk: Desk | None = None


def outcomes(order: Order, source: Source, jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of every message of a source, in order; what is there is finished before more is waited for."""
    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(order,))
    waiting: deque[Future[list[Outcome]]] = deque()
    try:
        for batch, idle in source.batches(BATCH):
            waiting.append(pool.submit(_handle, batch))
            while waiting and (idle or len(waiting) > jobs * _AHEAD):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        raise CourtesyError("a process of --jobs ended before its work was done") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(order: Order) -> None:
    global _desk  # one desk a process is what an initializer is for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if order.checker.get("engine") == "stanza":
        from courtesy.text.stanza_engine import take_one_thread

        take_one_thread()
    _desk = Desk(order)


def _handle(batch: list[Item]) -> list[Outcome]:
    if _desk is None:
        raise RuntimeError("the process was not started by this module's pool")
    return _desk.handle_all(batch)
