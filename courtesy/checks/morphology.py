"""What grammar tells, where the engine knows it (Stanza with a tagger): commands, and who is addressed how.

The lexicon speaks first: a word that it lists is left to its rules, which know set phrases and kind readings. Grammar speaks
for the thousands of verbs that no list holds, and against a hit that rests on a form which is another one here: a statement
that looks like a command, a noun that ends like a verb. Without features in the tokens nothing here changes anything.
"""

from __future__ import annotations

from courtesy.checks.base import Context, Fault, lexical
from courtesy.text.fold import fold
from courtesy.text.tokens import CLAUSE, NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from courtesy.lexicon.matcher import Hit
    from courtesy.text.tokens import Tokens

_KIND = {
    "el": "απολαμβανω χαιρομαι χαρειτε διασκεδαζω ξεκουραζομαι ηρεμω ανησυχω προσεχω μεινω αν εαν οταν οποτε "
    "ελευθερα αφοβα απλως απλα ησυχια",
    "pl": "bawic cieszyc martwic przejmowac bac niepokoic trzymac uwazac dbac odpoczywac korzystac miec "
    "jesli jezeli gdyby kiedy gdy jakby smialo spokojnie",
    "fa": "لذت نگران خیال راحت مواظب مراقب خوش شاد استراحت اگر اگه هروقت هرگاه چنانچه",
    "fil": "magsaya maglibang magingat ingat mag-alala kung kapag",
    "en": "enjoy worry relax rest feel take have if whenever let",
}
"""Words (lemmas of verbs) that make a command a wish or leave it to the reader: "enjoy", "don't worry", "if"."""

_ADDRESSING = frozenset(("VERB", "AUX", "PRON", "DET"))
_NAMING = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "ADP", "ADV"))
_POLITE_PLURAL = ("el", "fa", "fil")
"""Languages in which the plural addresses one person formally; the Polish plural is informal, "pan" is third person."""


def missing_please(context: Context) -> list[Fault]:
    """Find commands with nothing that softens them: those of the lexicon, and bare imperatives of other verbs."""
    faults = lexical(context, "missing-please")
    if context.tokens.features is None:
        return faults
    hits = context.hits.get("missing-please", ())
    faults = [fault for fault, hit in zip(faults, hits, strict=True) if not _is_statement(context.tokens, hit)]
    if "please" not in context.acts:
        faults += _bare_commands(context, {hit.sentence for hit in context.hits.get("missing-please", ())})
    return faults


def _bare_commands(context: Context, known: set[int]) -> Iterator[Fault]:
    """Find the first bare imperative of each sentence in which the lexicon found no command; the span is its clause's rest."""
    tokens = context.tokens
    for number, (first, last, _) in enumerate(tokens.sentences):
        if number in known:
            continue
        for i in range(first, last):
            if _is_command(context, i) and not _is_kind(context, first, last, i):
                end = i + 1
                while end < last and tokens.breaks[end] < CLAUSE:
                    end += 1
                yield context.own("missing-please", "imperative-by-grammar", tokens.starts[i], tokens.ends[end - 1])
                break


def _is_statement(tokens: Tokens, hit: Hit) -> bool:
    """Say whether a hit begins with a verb that tells the reader what they do, in a form that could have been a command."""
    verbs = [known for known in _features(tokens, hit.first) if "Mood" in known]
    return bool(verbs) and all(known["Mood"] == "Ind" and known.get("Person") == "2" for known in verbs)


def is_no_address(context: Context, hit: Hit) -> bool:
    """Say whether a hit on a single word rests on its ending alone: it is a noun or the like that addresses nobody."""
    known = _features(context.tokens, hit.first)
    return (
        hit.last - hit.first == 1
        and bool(known)
        and not context.reading.lists(hit.first)
        and all(one.get("UPOS") in _NAMING and one.get("Person") != "2" for one in known)
    )


def _is_command(context: Context, i: int) -> bool:
    tokens = context.tokens
    return (
        any(known.get("Mood") == "Imp" and known.get("Person", "2") == "2" for known in _features(tokens, i))
        and not context.reading.lists(i)
        and not _is_quoted(tokens, i)
        and not (i and tokens.kinds[i - 1] == NUMBER and tokens.breaks[i] >= CLAUSE)  # a step of a numbered list
    )


def _is_kind(context: Context, first: int, last: int, i: int) -> bool:
    """Say whether a command is none: it is negated, or a word of its sentence makes it a wish or leaves it to the reader."""
    tokens = context.tokens
    clause = i
    while clause > first and tokens.breaks[clause] < CLAUSE:
        clause -= 1
    if any(known.get("Polarity") == "Neg" for place in range(clause, i + 1) for known in _features(tokens, place)):
        return True
    aside = {fold(word) for word in _KIND[context.lang].split()}
    lemmas = tokens.lemmas or [()] * len(tokens)
    return any(fold(word) in aside for place in range(first, last) for word in (tokens.words[place], *lemmas[place]))


def addresses(context: Context) -> Iterator[tuple[str, int, int]]:
    """Give each word that the grammar knows to address the reader and the lexicon does not: its side and its span."""
    tokens = context.tokens
    taken = {i for hit in context.hits.get("register", ()) for i in range(hit.first, hit.last)}
    for i in range(len(tokens)):
        if i in taken or context.reading.lists(i) or _is_quoted(tokens, i):
            continue
        for known in _features(tokens, i):
            if side := _side(known, context.lang):
                yield side, tokens.starts[i], tokens.ends[i]
                break


def _side(known: Mapping[str, str], lang: str) -> str:
    """Say which way of address a word's features are: ``"formal"``, ``"informal"`` or neither."""
    polite = known.get("Polite")
    if polite in ("Form", "Infm"):
        return "formal" if polite == "Form" else "informal"
    if lang == "en" or known.get("Person") != "2" or known.get("UPOS", "VERB") not in _ADDRESSING:
        return ""
    if known.get("Number") == "Sing":
        return "informal"
    if known.get("Number") == "Plur":
        return "formal" if lang in _POLITE_PLURAL else "informal"
    return ""


def _features(tokens: Tokens, i: int) -> tuple[Mapping[str, str], ...]:
    return tokens.features[i] if tokens.features is not None else ()


def _is_quoted(tokens: Tokens, i: int) -> bool:
    return any(start <= tokens.starts[i] < end for start, end in tokens.quoted)
