"""Figures for Prometheus. Labels come from fixed lists, never from what a message or a client says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from courtesy.serve.verdict import Outgoing, Verdict

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1.0, 2.5)


class Metrics:
    """The figures of one service; several may live in one process without counting each other's messages."""

    def __init__(self, waiting: Callable[[], float]) -> None:
        self.registry = CollectorRegistry()
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
        self._verdicts.labels(message.via, verdict.action, verdict.cause).inc()
        self._seconds.labels(message.via).observe(seconds)
        if verdict.report is not None:
            for check in {finding.check for finding in verdict.report.findings}:
                self._findings.labels(check, verdict.report.lang).inc()

    def request(self, route: str, status: int) -> None:
        """Count a request."""
        self._requests.labels(route, str(status)).inc()

    def page(self) -> Response:
        """Return all figures as Prometheus reads them."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)
