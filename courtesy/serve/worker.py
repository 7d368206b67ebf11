"""A bounded crew that does the checking beside whatever answers the network.

Checking is work for the processor, and the deadline holds only if somebody else watches the clock. The threads are daemons:
a check that never came back would not keep the process from stopping.
"""

from __future__ import annotations

import queue
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Job = tuple[Future[object], Callable[[], object]]

T = TypeVar("T")


class OverloadError(Exception):
    """As many jobs wait as may wait, or the worker is closed."""


class Worker:
    """Does jobs in ``threads`` threads; at most ``waiting`` wait for their turn."""

    def __init__(self, threads: int = 1, waiting: int = 64) -> None:
        self._jobs: queue.Queue[Job | None] = queue.Queue(waiting)
        self._closed = False
        self._begun: dict[str, float] = {}  # when each busy thread began its job
        self._threads = [
            threading.Thread(target=self._run, name=f"courtesy-check-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """Put a job in the queue and return its future; cancelling it keeps it from being begun.

        Raises `OverloadError` when the queue is full or the worker closed.
        """
        future: Future[T] = Future()
        if self._closed:
            raise OverloadError
        try:
            self._jobs.put_nowait((future, job))  # type: ignore[arg-type]
        except queue.Full:
            raise OverloadError from None
        return future

    @property
    def waiting(self) -> int:
        """How many jobs wait for their turn."""
        return self._jobs.qsize()

    @property
    def idle(self) -> bool:
        """Whether nothing is being done, and nothing waits."""
        return not self._begun and not self._jobs.qsize() and not self._closed

    def stuck(self, seconds: float) -> bool:
        """Say whether every thread has been at one job for longer than that, so that nothing else gets done."""
        begun = list(self._begun.values())
        return len(begun) == len(self._threads) and max(begun) < time.monotonic() - seconds

    def close(self) -> None:
        """Take no more jobs, and let the threads end when they have done what they began."""
        self._closed = True
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is not None and job[0].set_running_or_notify_cancel():
                job[0].set_exception(OverloadError())
        for _ in self._threads:
            try:
                self._jobs.put_nowait(None)
            except queue.Full:  # pragma: no cover - somebody submitted between the two loops
                break

    def _run(self) -> None:
        while True:
            item = self._jobs.get()
            if item is None:
                return
            future, job = item
            if not future.set_running_or_notify_cancel():
                continue
            name = threading.current_thread().name
            self._begun[name] = time.monotonic()
            try:
                result = job()
            except BaseException as error:  # noqa: BLE001  (whoever waits for the future gets it)
                future.set_exception(error)
            else:
                future.set_result(result)
            finally:
                del self._begun[name]
            del item, future, job  # nothing of a message stays behind while the thread waits for the next
