"""How often the check of names is right on labelled cases.

usage: python tests/tools/names.py [-v] FILE...

A line of a file is ``{"id", "customer": {"name", "gender"?}, "customer_text", "draft", "wrong", "right"?}``. A case is right when
something is found if and only if ``wrong``, and when what is given as right holds ``right`` (case and diacritics
aside; a Polish name without a title may be called in the nominative or the vocative).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from courtesy.checks.base import Context
from courtesy.checks.naming import Slip, misaddressed
from courtesy.checks.naming.book import book_for, key_of
from courtesy.checks.naming.forms import nominatives_of
from courtesy.lexicon.rules import apply
from courtesy.lexicon.store import load
from courtesy.text.langid import identify
from courtesy.text.tokens import tokenize

_BEFORE = 2
"""How many words of the draft right before a slip a row may repeat in what is right: a greeting stays as it is."""


def context(text: str, lang: str | None = None) -> Context:
    lang = lang or identify(text)
    return Context(text, lang, "chat", None, apply(load(lang).read(tokenize(text, lang))))


def slips(row: dict[str, Any], lang: str | None = None) -> list[Slip]:
    customer = row["customer"]
    said = row.get("customer_text") or ""
    texts = [tokenize(said, identify(said))] if said else []
    return misaddressed(context(row["draft"], lang), customer.get("name"), customer.get("gender"), texts, [])


def failure(row: dict[str, Any]) -> str:
    """Say how a case fails; an empty string where it does not."""
    found = slips(row)
    if not row["wrong"]:
        return f"false alarm: {found[0]}" if found else ""
    if not found:
        return "missed"
    wanted = {key_of(word.strip(".,")) for word in row.get("right", "").split()}
    given = {key_of(word.strip(".,")) for slip in found for word in slip.right.split()}
    given |= {key_of(word) for slip in found for word in row["draft"][: slip.start].split()[-_BEFORE:]}
    called = {key_of(word.strip(".,")) for slip in found for word in slip.right.split()}
    if not wanted <= given and not _is_other_form(wanted, called, row):
        return f"right: {[slip.right for slip in found]}, wanted {row['right']!r}"
    return ""


def _is_other_form(wanted: set[str], given: set[str], row: dict[str, Any]) -> bool:
    """Say whether one word, without a title, is given in the other form in which somebody may be called: Norbert, Norbercie."""
    if len(wanted) != 1 or len(given) != 1:
        return False
    book = book_for((identify(row["draft"]),), ())
    forms = [{key for word in words for key in nominatives_of(word, book, calling=True)} for words in (wanted, given)]
    return book.surname_voc_is_nom and not forms[0].isdisjoint(forms[1])


def main(arguments: list[str]) -> None:
    for path in arguments:
        rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
        failures = [(row, text) for row in rows if (text := failure(row))]
        judged = [text for _, text in failures if not text.startswith("right")]
        print(
            f"{path}: {1 - len(failures) / len(rows):.3f} ({1 - len(judged) / len(rows):.3f} found), {len(rows)} cases"
        )
        for row, text in failures:
            print(f"  {row['id']}: {text}\n      {row['draft']}")


if __name__ == "__main__":
    main(sys.argv[1:])
