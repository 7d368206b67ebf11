"""The desk where one message after the other is checked and its result written out.

A desk is made from a small picklable `Order`, so that every process of ``--jobs`` has one that does the same.
"""

from __future__ import annotations

from courtesy.cli.intake import ItemError, conversation_of, message_of
from courtesy.errors import CourtesyError
from courtesy.names import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from courtesy.cli.intake import Item
    from courtesy.model import Message, Report
    from courtesy.render import Renderer

PASSED, FAILED, BROKEN = 0, 1, 2

BATCH = 32
"""Messages that are handled together where that is faster."""


class Order:
    """What a desk is told: the checker's arguments, the formats, the gate, and how the output looks."""

    __slots__ = ("checker", "fail_on", "input_format", "min_score", "render")

    def __init__(
        self, checker: dict[str, Any], input_format: str, fail_on: str, min_score: int, render: dict[str, Any]
    ) -> None:
        self.checker = checker
        self.input_format = input_format
        self.fail_on = fail_on
        self.min_score = min_score
        self.render = render

    def __getstate__(self) -> tuple[Any, ...]:
        return self.checker, self.input_format, self.fail_on, self.min_score, self.render

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.checker, self.input_format, self.fail_on, self.min_score, self.render = state


class Outcome:
    """What came of one message: the text to write, the exit status it asks for, and its gravest severity.

    Of a message that could not be checked ``problem`` says why; ``is_of_file`` when that is no matter of one line.
    """

    __slots__ = ("is_of_file", "problem", "status", "text", "worst")

    def __init__(
        self, text: str, status: int, worst: str | None = None, problem: str = "", *, is_of_file: bool = False
    ) -> None:
        self.text = text
        self.status = status
        self.worst = worst
        self.problem = problem
        self.is_of_file = is_of_file

    def __getstate__(self) -> tuple[str, int, str | None, str, bool]:
        return self.text, self.status, self.worst, self.problem, self.is_of_file

    def __setstate__(self, state: tuple[str, int, str | None, str, bool]) -> None:
        self.text, self.status, self.worst, self.problem, self.is_of_file = state


class Desk:
    """Checks items by one order. Raises a `CourtesyError` when the order can't be met."""

    reads_together: bool
    """Whether the engine is faster with several messages at once."""

    def __init__(self, order: Order) -> None:
        from courtesy.checker import Checker
        from courtesy.render import renderer

        self._checker = Checker(**order.checker)
        self.reads_together = order.checker.get("engine") == "stanza" and order.input_format != "conversation"
        self._input_format = order.input_format
        self._min_score = order.min_score
        self._grave = SEVERITIES[: SEVERITIES.index(order.fail_on) + 1] if order.fail_on in SEVERITIES else ()
        self.renderer: Renderer = renderer(**order.render)

    def handle(self, item: Item) -> Outcome:
        """Check one message. What is wrong with it becomes part of the outcome, so that the others go on."""
        ident: object = None
        try:
            if self._input_format == "conversation":
                conversation, ident = conversation_of(item)
                report = self._checker.check_conversation(conversation)
                return self._outcome(item, ident, conversation.draft.text, report)
            message, ident = message_of(item, self._input_format)
            return self._outcome(item, ident, message.text, self._checker.check(message))
        except ItemError as error:
            return self._problem(item, error.ident, str(error))
        except CourtesyError as error:
            return self._problem(item, ident, _at_line(item, str(error)))
        except Exception as error:  # noqa: BLE001  (a mistake of ours must not lose the messages that follow)
            return self._problem(item, ident, _at_line(item, f"internal error ({type(error).__name__}: {error})"))

    def handle_all(self, batch: list[Item]) -> list[Outcome]:
        """Check some messages, together where that is faster; the outcomes are those that each would have alone."""
        if self.reads_together and len(batch) > 1:
            try:
                return self._handle_together(batch)
            except Exception:  # noqa: BLE001, S110  (one of them has a problem; on its own it will say which)
                pass
        return [self.handle(item) for item in batch]

    def _handle_together(self, batch: list[Item]) -> list[Outcome]:
        messages: list[Message] = []
        asked: list[tuple[Item, object, str] | Outcome] = []
        for item in batch:
            try:
                message, ident = message_of(item, self._input_format)
            except ItemError as error:
                asked.append(self._problem(item, error.ident, str(error)))
            else:
                messages.append(message)
                asked.append((item, ident, message.text))
        reports = self._checker.check_many(messages)
        return [one if isinstance(one, Outcome) else self._outcome(*one, next(reports)) for one in asked]

    def _outcome(self, item: Item, ident: object, checked: str, report: Report) -> Outcome:
        text = self.renderer.report(report, checked, ident, item.line, item.file)
        return Outcome(text, self._status(report), report.worst)

    def _status(self, report: Report) -> int:
        return FAILED if report.worst in self._grave or report.score < self._min_score else PASSED

    def _problem(self, item: Item, ident: object, problem: str) -> Outcome:
        problem = " ".join(problem.split())
        is_of_file = not item.line
        # A whole file is told on standard error; its place in a list of results is kept only where there is a list.
        text = "" if is_of_file and item.file is None else self.renderer.problem(problem, ident, item.line, item.file)
        told = f"{item.file}: {problem}" if item.file and not problem.startswith(item.file) else problem
        return Outcome(text, BROKEN, problem=told, is_of_file=is_of_file)


def _at_line(item: Item, problem: str) -> str:
    return f"line {item.line}: {problem}" if item.line else problem
