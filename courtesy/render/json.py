"""JSON: one document, an array of reports, or one report a line. Letters of every script stand as they are."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from courtesy.model import Report


class DocumentRenderer:
    """One report as one indented JSON document."""

    separator = ""
    shows_problems = True
    indent: int | None = 2
    ending = "\n"

    def begin(self) -> str:
        """Return nothing: the document begins with its report."""
        return ""

    def report(self, report: Report, text: str, ident: object, line: int, file: str | None) -> str:  # noqa: ARG002
        """Return a report, with the id and file of its message where it has them."""
        return self._dump({**_label(ident, line, file), **report.to_dict()})

    def problem(self, problem: str, ident: object, line: int, file: str | None) -> str:
        """Return an object that says what is wrong with a message."""
        return self._dump({**_label(ident, line, file), "error": problem})

    def end(self, tally: Mapping[str | None, int]) -> str:  # noqa: ARG002
        """Return nothing: the document ends with its report."""
        return ""

    def _dump(self, data: dict[str, Any]) -> str:
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=self.indent) + self.ending


class LinesRenderer(DocumentRenderer):
    """One report a line (JSON Lines)."""

    indent = None


class ArrayRenderer(DocumentRenderer):
    """All reports in one JSON array, one a line, written as they come."""

    separator = ",\n"
    indent = None
    ending = ""

    def begin(self) -> str:
        """Return the opening bracket."""
        return "[\n"

    def end(self, tally: Mapping[str | None, int]) -> str:
        """Return the closing bracket."""
        return "\n]\n" if tally else "]\n"


def _label(ident: object, line: int, file: str | None) -> dict[str, Any]:
    label: dict[str, Any] = {"id": ident} if line else {}
    if file is not None:
        label["file"] = file
    return label
