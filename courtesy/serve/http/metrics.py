"""Figures for Prometheus. Labels come from fixed lists, never from what a message or a client says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from courtesy.serve.verdict import Outgoing, Verdict

F = TypeVar("F", Counter, Histogram)

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1.0, 2.5)


class Metrics:
    """The figures of one service; several may live in one process without counting each other's messages."""

    def __init__(self, waiting: Callable[[], float]) -> None:
        self.registry = CollectorRegistry()
        self._members: dict[tuple[Any, ...], Any] = {}
        ProcessCollector(registry=self.registry)
        self._verdicts = Counter(
            "courtesy_verdicts",
            "Verdicts, by hook, action and cause.",
            ("via", "action", "cause"),
            registry=self.registry,
        )
        self._findings = Counter(
            "courtesy_findings", "Findings in checked messages, by check and language.", ("check", "lang"),
            registry=self.registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "courtesy_verdict_seconds", "Time until the verdict.", ("via",), buckets=_BUCKETS, registry=self.registry
        )
        self._requests = Counter(
            "courtesy_requests", "HTTP requests, by route and status.", ("route", "status"), registry=self.registry
        )
        self.in_flight = Gauge("courtesy_requests_in_flight", "HTTP requests being answered.", registry=self.registry)
        Gauge("courtesy_waiting", "Messages that wait for the worker.", registry=self.registry).set_function(waiting)

    def verdict(self, message: Outgoing, verdict: Verdict, seconds: float) -> None:
        """Count a verdict."""
        self._of(self._verdicts, message.via, verdict.action, verdict.cause).inc()
        self._of(self._seconds, message.via).observe(seconds)
        if verdict.report is not None:
            for check in {finding.check for finding in verdict.report.findings}:
                self._of(self._findings, check, verdict.report.lang).inc()

    def request(self, route: str, status: int) -> None:
        """Count a request."""
        self._of(self._requests, route, str(status)).inc()

    def _of(self, family: F, *labels: str) -> F:
        """Return the member of a family with these labels; looking it up there takes longer than counting."""
        key = (family, *labels)
        member: F | None = self._members.get(key)
        if member is None:
            member = self._members[key] = family.labels(*labels)
        return member

    def page(self) -> Response:
        """Return all figures as Prometheus reads them."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)
