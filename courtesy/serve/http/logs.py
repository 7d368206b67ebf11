"""Logs as JSON lines on standard error. No line holds any of a message, nor who sent it, nor a secret in a URL."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courtesy.serve.verdict import Outgoing, Verdict

_log = logging.getLogger("courtesy.serve")


class JsonLines(logging.Formatter):
    """One JSON object a line. Of an exception only the kind and the place are told: its words may quote a message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0] is not None:
            trace = record.exc_info[2]
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            line["error"] = record.exc_info[0].__name__
            if trace is not None:
                line["place"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        return json.dumps(line, ensure_ascii=False)


def set_up(level: str) -> None:
    """Send the logs of this service and of the server under it to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("courtesy", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
        logger.setLevel(level.upper())
    for name in ("uvicorn.access", "uvicorn.asgi", "slack_bolt", "slack_sdk"):  # they would tell URLs and bodies
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def log_verdict(message: Outgoing, verdict: Verdict, seconds: float) -> None:
    """Write the line about a verdict."""
    failed = verdict.failed
    if not _log.isEnabledFor(logging.WARNING if failed else logging.INFO):
        return
    fields: dict[str, object] = {
        "via": message.via,
        "action": verdict.action,
        "cause": verdict.cause,
        "ms": round(seconds * 1000, 2),
    }
    if verdict.report is not None:
        fields["lang"] = verdict.report.lang
        fields["checks"] = sorted({finding.check for finding in verdict.report.findings})
    if verdict.detail:
        fields["detail"] = verdict.detail
    _log.log(logging.WARNING if failed else logging.INFO, "verdict", extra={"fields": fields})


def log_request(route: str, method: str, status: int, seconds: float) -> None:
    """Write the line about a request. Answered ones are told in verdicts already, so they are for debugging."""
    level = logging.INFO if status >= 400 else logging.DEBUG
    if _log.isEnabledFor(level):
        fields = {"route": route, "method": method, "status": status, "ms": round(seconds * 1000, 2)}
        _log.log(level, "request", extra={"fields": fields})
