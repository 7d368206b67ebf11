"""The command ``courtesy-check``.

It must start fast, because hooks run it once for every message: nothing is imported here before it is needed.
"""

from __future__ import annotations

import gc
import os
import sys

from courtesy.cli.options import parse
from courtesy.errors import CourtesyError, OptionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, TextIO

    from courtesy.cli.desk import Desk, Order, Outcome
    from courtesy.cli.intake import Source
    from courtesy.cli.options import Call, Value
    from courtesy.render import Renderer

__all__ = ["main", "program"]

OK, FOUND, WRONG, INTERRUPTED = 0, 1, 2, 130

_owns_process = False


def program() -> int:
    """Run the command as a process of its own.

    Most of its life is loading a lexicon and letting go of it again. Nothing of that is garbage, so the collector rests
    until a second message comes, and the process leaves without tidying up: that halves its time.
    """
    global _owns_process
    _owns_process = True
    gc.disable()
    status = main()
    if "concurrent.futures" not in sys.modules:  # the processes of --jobs want to be waited for
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except OSError:
            return status
        os._exit(status)
    return status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except CourtesyError as error:
        _complain(str(error))
        return WRONG
    except BrokenPipeError:
        # The reader has seen enough (`| head`). What is left in the buffers has no place to go.
        _drop_output()
        return OK
    except OSError as error:
        _complain(f"can't write the result: {(error.strerror or str(error)).lower()}")
        _drop_output()
        return WRONG
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    call = parse(arguments)
    if call.action in ("help", "version"):
        return _about_itself(call.action)
    from courtesy.cli.settings import combined, load

    values = combined(load(call.config), call.values)
    if call.action == "download":
        return _download(call, values)
    if call.action:
        return _about_checks(call, str(values.get("ui-lang", "en")))
    return _check(call, values)


def _about_itself(action: str) -> int:
    if action == "help":
        from courtesy.cli.options import usage

        _write(usage())
    else:
        from courtesy._version import __version__

        _write(f"courtesy-check {__version__}\n")
    return OK


def _about_checks(call: Call, ui_lang: str) -> int:
    from courtesy.render import pages

    _write(pages.all_checks(ui_lang) if call.action == "list" else pages.one_check(call.subject, ui_lang))
    return OK


def _download(call: Call, values: dict[str, Value]) -> int:
    from courtesy.text.stanza_engine import download

    folder = values.get("stanza-dir")
    download(call.languages, folder if isinstance(folder, str) else None, _note)
    return OK


def _check(call: Call, values: dict[str, Value]) -> int:
    from courtesy.cli.desk import Desk
    from courtesy.cli.intake import Source

    input_format = values.get("input-format", "text")
    a_line_each = values.get("format") == "jsonl" or "commitments" in values
    by_line = input_format in ("lines", "jsonl") or (input_format == "conversation" and a_line_each)
    source = Source(call.text, call.files, by_line=by_line)
    _hint(call)
    order = _order(values, single=source.is_single)
    desk = Desk(order)
    jobs = values.get("jobs", 1)
    if isinstance(jobs, int) and jobs > 1 and not source.is_single:
        from courtesy.cli.pool import outcomes

        return _tell(desk.renderer, outcomes(order, source, jobs))
    if desk.reads_together and not source.is_single:
        return _tell(desk.renderer, _in_batches(desk, source))
    return _tell(desk.renderer, map(desk.handle, source))


def _in_batches(desk: Desk, source: Source) -> Iterator[Outcome]:
    from courtesy.cli.desk import BATCH

    for batch, _ in source.batches(BATCH):
        yield from desk.handle_all(batch)


def _order(values: dict[str, Value], *, single: bool) -> Order:
    from courtesy.cli.desk import Order

    names = {"lexicon": "lexicons", "ui-lang": "ui_lang", "stanza-dir": "stanza_dir"}
    keys = ("lang", "channel", "formality", "enable", "disable", "lexicon", "engine", "ui-lang", "stanza-dir")
    checker: dict[str, Any] = {names.get(key, key): values[key] for key in keys if key in values}
    input_format = str(values.get("input-format", "text"))
    if input_format == "conversation":
        from courtesy.cli.limits import compared, limits

        checker |= {"settings": limits(values), "compare": compared(values)}
    elif "commitments" in values:
        raise OptionError("--commitments is for conversations: add --input-format conversation")
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    when = values.get("color", "auto")
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    render: dict[str, Any] = {
        "form": str(values.get("format", "text"))
        if "commitments" not in values
        else f"commitments-{values['commitments']}",
        "single": single,
        "ui_lang": str(values.get("ui-lang", "en")),
        "color": when == "always" or (when == "auto" and on_terminal and not plain),
        "terminal": on_terminal,
    }
    min_score = values.get("min-score", 0)
    return Order(
        checker,
        input_format,
        str(values.get("fail-on", "warning")),
        min_score if isinstance(min_score, int) else 0,
        render,
    )


def _tell(renderer: Renderer, outcomes: Iterable[Outcome]) -> int:
    """Write every outcome as soon as it is there, and return the exit status of them all."""
    status = OK
    tally: dict[str | None, int] = {}
    _write(renderer.begin())
    separator = ""
    try:
        for outcome in outcomes:
            if tally:
                _settle()
            status = max(status, outcome.status)
            kind = "unreadable" if outcome.problem else outcome.worst
            tally[kind] = tally.get(kind, 0) + 1
            if outcome.problem and (outcome.is_of_file or not renderer.shows_problems):
                _complain(outcome.problem)
            if outcome.text:
                _write(separator + outcome.text)
                separator = renderer.separator
        _write(renderer.end(tally))
    except BrokenPipeError:
        _drop_output()
    return status


def _settle() -> None:
    """Wake the collector when there is more than one message, but not for what is loaded and stays."""
    if _owns_process and not gc.isenabled():
        gc.freeze()
        gc.enable()


def _hint(call: Call) -> None:
    """Tell a person what the command is waiting for, or that a file's name was taken for a message."""
    if call.text is None:
        if (not call.files or "-" in call.files) and sys.stdin is not None and sys.stdin.isatty():
            _note("type or paste the message, then press Ctrl-D on a line of its own")
    elif call.text and " " not in call.text and "\0" not in call.text and os.path.isfile(call.text):
        _note(f"{call.text!r} was taken for the message itself; for the file of that name: -f {call.text}")


def _write(text: str) -> None:
    if not text:
        return
    if sys.stdout is None:
        raise OSError(9, "standard output is closed")
    _send(sys.stdout, text)


def _note(text: str) -> None:
    if sys.stderr is not None:
        _send(sys.stderr, f"courtesy-check: {text}\n")


def _complain(text: str) -> None:
    try:
        _note(f"error: {text}")
    except OSError:
        return  # nobody is listening; the exit status still says it


def _send(stream: TextIO, text: str) -> None:
    """Write and flush at once, in UTF-8 whatever the locale says."""
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    stream.buffer.flush()


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain on its way out."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return
