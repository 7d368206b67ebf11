"""How a report is shown: one small module a format."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    from courtesy.model import Report

    class Renderer(Protocol):
        """Turns reports into text, one at a time, so that a stream of them needs no memory."""

        separator: str
        """What stands between two results."""

        shows_problems: bool
        """Whether a message that could not be checked has a place in the results."""

        def begin(self) -> str:
            """Return what stands before the first result."""

        def report(self, report: Report, text: str, ident: object, line: int, file: str | None) -> str:
            """Return one result. ``line`` is 0 for a message that is a whole input, and then it has no id."""

        def problem(self, problem: str, ident: object, line: int, file: str | None) -> str:
            """Return what stands in the place of a message that could not be checked."""

        def end(self, tally: Mapping[str | None, int]) -> str:
            """Return what stands after the last result; the tally counts messages by their gravest severity."""


def renderer(form: str, *, single: bool, ui_lang: str = "en", color: bool = False, terminal: bool = False) -> Renderer:
    """Return the renderer of a format: ``"text"``, ``"json"``, ``"jsonl"``, ``"commitments-json"`` or ``"commitments-ical"``.

    ``single`` says that there will be one report and not a list; ``color`` and ``terminal`` concern people alone.
    """
    if form == "text":
        from courtesy.render.text import TextRenderer

        return TextRenderer(ui_lang, single=single, color=color, terminal=terminal)
    if form.startswith("commitments-"):
        from courtesy.render.commitments import CalendarRenderer, LedgerRenderer

        return CalendarRenderer() if form.endswith("ical") else LedgerRenderer()
    from courtesy.render.json import ArrayRenderer, DocumentRenderer, LinesRenderer

    if form == "jsonl":
        return LinesRenderer()
    return DocumentRenderer() if single else ArrayRenderer()
