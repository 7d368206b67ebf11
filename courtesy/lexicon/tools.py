"""What a linguist's command and the tests share: verify a language's files, explain what the rules see in a text."""

from __future__ import annotations

from courtesy.lexicon.compiler import compile_language
from courtesy.lexicon.matcher import Lexicon
from courtesy.lexicon.rules import COVERED, explained
from courtesy.lexicon.source import read_conversation, read_language
from courtesy.lexicon.store import MESSAGES, TURNS, language_folders, load, read_with
from courtesy.text.tokens import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from courtesy.lexicon.source import RuleSource


def verify(lang: str, extra: Sequence[str] = (), part: str = MESSAGES) -> tuple[list[str], str]:
    """Validate a language's files and run the examples of all its rules: those for messages, or those for `TURNS`.

    Returns the problems, one text each, and a line that sums up.
    """
    problems: list[str] = []
    read = read_conversation if part == TURNS else read_language
    sources = [read(code, language_folders(code, extra), problems if code == lang else []) for code in read_with(lang)]
    lexicon = Lexicon(compile_language(sources, problems))
    problems = [p for p in problems if f"/{lang}/" in p.replace("\\", "/") or len(sources) == 1]
    for rule in sources[0].rules:
        problems.extend(example_problems(lexicon, rule))
    examples = sum(len(rule.bad) + len(rule.good) for rule in sources[0].rules)
    patterns = sum(len(rule.patterns) for rule in sources[0].rules)
    return (
        problems,
        f"{lang} ({part}): {len(sources[0].rules)} rules, {patterns} patterns, {examples} examples, {len(problems)} problems",
    )


def example_problems(lexicon: Lexicon, rule: RuleSource) -> Iterator[str]:
    """Give a text for each example of a rule that does not do what it should."""
    place = f"{rule.path}: rule {rule.id!r}"
    for text in rule.bad:
        result = explained(lexicon.read(tokenize(text, lexicon.lang)))
        if not any(hit.rule.id == rule.full_id for hit in result.kept):
            why = next((reason for hit, reason in result.silenced if hit.rule.id == rule.full_id), "no pattern matches")
            if why.endswith(COVERED):
                continue
            yield f"{place} should find {text!r} but does not ({why})"
    for text in rule.good:
        result = explained(lexicon.read(tokenize(text, lexicon.lang)))
        if rule.side and len({hit.rule.side for hit in result.kept if hit.rule.side}) < 2:
            continue  # one way of address alone is no fault
        for hit in result.kept:
            if hit.rule.target == rule.target:
                words = " ".join(result.reading.tokens.words[hit.first : hit.last])
                yield f"{place}: {rule.target} should stay silent on {text!r} but {hit.rule.id} finds {words!r}"
                break


def explain(text: str, lang: str, extra: Sequence[str] = ()) -> Iterator[str]:
    """Give a line for each rule that fires on a text, and for each that was silenced, with the reason."""
    tokens = tokenize(text, lang)
    words = tokens.words
    for part in (MESSAGES, TURNS):
        result = explained(load(lang, extra, part).read(tokens))
        if part == TURNS:
            yield f"in a turn of a conversation: {' '.join(sorted(result.reading.topics())) or 'no topics'}"
        for hit in result.kept:
            yield f"fires     {hit.rule.id}: {' '.join(words[hit.first : hit.last])!r}"
        for hit, reason in result.silenced:
            yield f"silenced  {hit.rule.id}: {' '.join(words[hit.first : hit.last])!r} ({reason})"
    if not words:
        yield "no words in the text"
