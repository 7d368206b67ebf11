"""``python -m courtesy.lexicon LANG``: what a linguist runs after editing a file."""

from __future__ import annotations

import os
import sys

from courtesy.errors import CourtesyError
from courtesy.lexicon.store import MESSAGES, TURNS
from courtesy.lexicon.tools import explain, verify
from courtesy.names import LANGUAGES


def main(arguments: list[str]) -> int:
    """Verify the files of some languages, or explain what the rules see in a text. Returns the exit status."""
    text = None
    if "--text" in arguments:
        at = arguments.index("--text")
        text = " ".join(arguments[at + 1 :])
        arguments = arguments[:at]
    unknown = [code for code in arguments if code not in LANGUAGES]
    if unknown or (text is not None and len(arguments) != 1):
        print(f"usage: python -m courtesy.lexicon [{'|'.join(LANGUAGES)} ...] [--text TEXT]", file=sys.stderr)
        return 2
    try:
        if text is not None:
            print("\n".join(explain(text, arguments[0])))
            return 0
        wrong = 0
        for lang in arguments or LANGUAGES:
            for part in (MESSAGES, TURNS):
                problems, summary = verify(lang, part=part)
                for problem in problems:
                    print(problem)
                print(summary, flush=True)
                wrong += len(problems)
        return 1 if wrong else 0
    except CourtesyError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader has seen enough (`| head`); what is left has no place to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
