"""What was promised by when, instead of reports: as JSON, or as tasks for a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from courtesy.model import Commitment, Report

_STATUS = {"open": "NEEDS-ACTION", "kept": "COMPLETED", "broken": "NEEDS-ACTION"}
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


class LedgerRenderer:
    """The ledger of each conversation as one line of JSON."""

    separator = ""
    shows_problems = True

    def begin(self) -> str:
        """Return nothing: every line stands for itself."""
        return ""

    def report(self, report: Report, text: str, ident: object, line: int, file: str | None) -> str:  # noqa: ARG002
        """Return the commitments of one conversation."""
        entries = [commitment.to_dict() for commitment in report.commitments or ()]
        return json.dumps({"id": ident, "commitments": entries}, ensure_ascii=False) + "\n"

    def problem(self, problem: str, ident: object, line: int, file: str | None) -> str:  # noqa: ARG002
        """Return an object that says what is wrong with a conversation."""
        return json.dumps({"id": ident, "error": problem}, ensure_ascii=False) + "\n"

    def end(self, tally: Mapping[str | None, int]) -> str:  # noqa: ARG002
        """Return nothing."""
        return ""


class CalendarRenderer:
    """All commitments of all conversations as tasks of one calendar."""

    separator = ""
    shows_problems = False

    def begin(self) -> str:
        """Return the head of the calendar."""
        return self._frame()[0]

    def report(self, report: Report, text: str, ident: object, line: int, file: str | None) -> str:  # noqa: ARG002
        """Return a task for each commitment of one conversation."""
        return "".join(_task(commitment, ident) for commitment in report.commitments or ())

    def problem(self, problem: str, ident: object, line: int, file: str | None) -> str:  # noqa: ARG002
        """Return nothing: what is wrong with the input is said on standard error."""
        return ""

    def end(self, tally: Mapping[str | None, int]) -> str:  # noqa: ARG002
        """Return the end of the calendar."""
        return self._frame()[1]

    def _frame(self) -> tuple[str, str]:
        from icalendar import Calendar

        calendar = Calendar()
        calendar.add("prodid", "-//courtesy-check//commitments//EN")
        calendar.add("version", "2.0")
        head, tail, _ = calendar.to_ical().decode().partition("END:VCALENDAR\r\n")
        return head, tail


def _task(commitment: Commitment, ident: object) -> str:
    from icalendar import Todo

    task = Todo()
    name = json.dumps([ident, commitment.turn, commitment.text], ensure_ascii=False)
    task.add("uid", f"{blake2b(name.encode(), digest_size=12).hexdigest()}@courtesy-check")
    task.add("dtstamp", (commitment.made_at or _UNDATED).astimezone(UTC))
    task.add("summary", commitment.text)
    if commitment.due is not None:
        task.add("due", commitment.due.astimezone(UTC))
    task.add("status", _STATUS[commitment.state])
    if ident is not None:
        task.add("description", f"{ident}: {commitment.author}" if commitment.author else str(ident))
    return str(task.to_ical().decode())
