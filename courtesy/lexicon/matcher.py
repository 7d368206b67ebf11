"""The matcher: one pass over the tokens, then a look at the few patterns whose words are all there."""

from __future__ import annotations

from itertools import count

from courtesy.lexicon import ops
from courtesy.lexicon.meant import Meant
from courtesy.lexicon.packed import Parcels, numbers_in, unpack
from courtesy.lexicon.sentence import Alternatives, Sentence
from courtesy.lexicon.vocabulary import NOTHING, Vocabulary
from courtesy.text.fold import fold
from courtesy.text.tokens import WORD, is_question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from courtesy.lexicon.packed import Sealed
    from courtesy.lexicon.sentence import Sequence
    from courtesy.text.tokens import Tokens

    Masks = tuple[int, int, int, int, int, int, int, bytes, bool]
    Word = tuple[frozenset[int], Masks, int, frozenset[int] | None]
    """A word's symbols, its masks, a number that it shares with all words of the same symbols, and, for a word that may be
    misspelt, the symbols that it carries without what it sounds like."""

_MEMO_LIMIT = 20_000
"""Spellings remembered before the memo is emptied; it holds pure values only, so emptying it changes nothing."""
_MEMO_WORD = 40
"""Longer words are worked out anew each time: they are rare and could fill the memory."""


class Rule:
    """A compiled rule, as the checks see it."""

    __slots__ = (
        "id", "is_conditional", "kind", "max_words", "needs_message", "severity", "side", "suggestion", "target", "unless",
        "unless_acts", "unless_message", "where",
    )  # fmt: skip

    def __init__(self, fields: tuple[Any, ...]) -> None:
        (
            self.target, self.id, self.severity, self.suggestion, self.where, self.max_words, self.side,
            self.unless, self.unless_message, self.needs_message, self.unless_acts,
        ) = fields  # fmt: skip
        self.kind = self.target + self.side
        self.is_conditional = bool(
            self.unless_acts or self.max_words or self.unless_message or self.needs_message or self.where
        )

    target: str
    id: str
    severity: str
    suggestion: str
    where: str
    kind: str
    """What two of its hits may not overlap: its target, and for ways of address the side, since overlaps make them mixed."""
    is_conditional: bool
    """May what else is in the message, or the place in it, silence the rule?"""
    max_words: int
    side: str
    unless: frozenset[int]
    unless_message: frozenset[int]
    needs_message: frozenset[int]
    unless_acts: tuple[str, ...]


class Rules:
    """The rules of a lexicon, by number; each is made when it is first asked for."""

    __slots__ = ("_made", "_parcels")

    def __init__(self, sealed: Sealed) -> None:
        self._parcels = Parcels(sealed)
        self._made: dict[int, Rule] = {}

    def __len__(self) -> int:
        return self._parcels.count

    def __iter__(self) -> Iterator[Rule]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> Rule:
        rule = self._made.get(number)
        if rule is None:
            rule = self._made[number] = Rule(self._parcels[number])
        return rule


class Hit:
    """A place where a pattern of a rule matched: words ``first`` up to, not including, ``last`` of a sentence."""

    __slots__ = ("first", "last", "rule", "sentence")

    def __init__(self, rule: Rule, first: int, last: int, sentence: int) -> None:
        self.rule = rule
        self.first = first
        self.last = last
        self.sentence = sentence


class Shelf:
    """Compiled patterns, and a way to find the few that are worth a look in a sentence.

    Every word has bit masks with a bit for each pattern: does it meet one of the pattern's three rarest needs, may it be the
    first or second of the pair of words that tells most (see the compiler), may it open a match? Joining the masks of a
    sentence's words leaves the patterns whose needs are met and whose pair is there, and where each may begin.
    """

    __slots__ = ("_anywhere", "_asked_only", "_bounds", "_first_only", "_free", "_inside", "_roles", "_size", "entries")

    def __init__(self, data: tuple[Any, ...]) -> None:
        self.entries = Parcels(data[0])
        """Each entry a rule's number and the pattern."""
        self._roles, self._bounds = (numbers_in(numbers) for numbers in data[1])
        """For each symbol, from its bound to the next: in which patterns it plays which part of `ops.TABLES`.

        A role is the number of the bit that stands for it when a word's masks lie one after another.
        """
        self._size = self.entries.count // 8 + 1
        *self._free, self._anywhere = (self._mask(unpack(numbers)) for numbers in data[2])
        self._inside, self._first_only, self._asked_only = (self._mask(unpack(numbers)) for numbers in data[3])

    def masks(self, symbols: frozenset[int]) -> Masks:
        """Return a word's masks, one for each of `ops.TABLES`, the last once more as bytes, and whether it is an enclitic."""
        roles, bounds = self._roles, self._bounds
        bits = bytearray(self._size * len(ops.TABLES))
        for symbol in symbols:
            for role in roles[bounds[symbol] : bounds[symbol + 1]]:
                bits[role >> 3] |= 1 << (role & 7)
        parts = [bits[at : at + self._size] for at in range(0, len(bits), self._size)]
        need, second_need, third_need, before, long_before, after, opens = [
            int.from_bytes(part, "little") for part in parts
        ]
        enclitic = ops.ENCLITIC_SYMBOL in symbols
        return need, second_need, third_need, before, long_before, after, opens, bytes(parts[-1]), enclitic

    def candidates(self, words: list[Masks], *, is_first: bool, is_question: bool) -> list[int]:
        """Return the numbers of the patterns that are worth a look in a sentence of these words."""
        needed, second_needed, third_needed, paired = self._free
        opened = self._anywhere
        recent = long_ago = 0
        for need, second_need, third_need, before, long_before, after, opens, _, enclitic in words:
            if after and (recent or long_ago):
                paired |= (recent | long_ago) & after
            if need:
                needed |= need
            if second_need:
                second_needed |= second_need
            if third_need:
                third_needed |= third_need
            if opens:
                opened |= opens
            recent = recent | before if enclitic else before
            if long_before:
                long_ago |= long_before
        left = needed & second_needed & third_needed & paired & opened & (self._inside | words[0][6])
        if not is_first:
            left &= ~self._first_only
        if not is_question:
            left &= ~self._asked_only
        found = []
        while left:
            lowest = left & -left
            found.append(lowest.bit_length() - 1)
            left ^= lowest
        return found

    def starts(self, number: int, words: list[Masks]) -> int:
        """Return the places where a pattern may begin, as in `Sentence`."""
        if self._anywhere >> number & 1:
            return (2 << len(words)) - 1
        byte, bit = number >> 3, 1 << (number & 7)
        places = 0
        for place, word in enumerate(words):
            if word[7][byte] & bit:  # bytes, because cutting one bit out of a long number makes another long number
                places |= 1 << place
        return places

    def _mask(self, numbers: Iterable[int]) -> int:
        bits = bytearray(self._size)
        for number in numbers:
            bits[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(bits, "little")


class Lexicon:
    """A compiled language, ready to match."""

    __slots__ = (
        "_filed_masks", "_kinds", "_known", "_meant", "_memo", "_numbers", "_unknown", "_vocabulary", "alternatives", "filed",
        "lang", "named", "numbers", "rules", "searched", "suggestions", "times",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.lang: str = data["lang"]
        self.suggestions: dict[str, str] = data["suggestions"]
        self.rules = Rules(data["rules"])
        self.searched = Shelf(data["searched"])
        self.filed = Shelf(data["filed"])
        self.named: dict[str, int] = data["named"]
        self.numbers: dict[str, int] = data["numbers"]
        self.times: tuple[str, ...] = data["times"]
        self.alternatives = Alternatives(data["alternatives"])
        self._vocabulary = Vocabulary(self.lang, data)
        self._meant = Meant(self._vocabulary, data["joined"])
        self._memo: dict[str, Word] = {}
        self._filed_masks: dict[frozenset[int], Masks] = {}
        self._unknown: Word = (NOTHING, self.searched.masks(NOTHING), 0, None)
        self._kinds: dict[tuple[frozenset[int], frozenset[int] | None], Word] = {(NOTHING, None): self._unknown}
        self._numbers = count(1)  # not the size of the dict: two threads must never give one number twice
        self._known: dict[tuple[object, ...], Known] = {}

    def read(self, tokens: Tokens) -> Reading:
        """Look every word up and return the text ready for matching."""
        meant, words = tokens, self._look_all_up(tokens)
        while better := self._meant.reread(meant, [i for i, word in enumerate(words) if word is self._unknown]):
            meant, words = better, self._look_all_up(better)
        for start, end in tokens.quoted:
            for i, (a, b) in enumerate(meant.spans()):
                if a >= start and b <= end:
                    words[i] = self._unknown
        return Reading(self, tokens, meant, words)

    def _look_all_up(self, tokens: Tokens) -> list[Word]:
        memo = self._memo
        words = []
        for i, word in enumerate(tokens.without_capitals()):
            known = memo.get(word)
            words.append(self._look_up(word, tokens.kinds[i]) if known is None else known)
        if tokens.lemmas is not None:
            words = [word if word[0] else self._by_lemma(tokens, i) for i, word in enumerate(words)]
        return words

    def known(self, key: tuple[object, ...]) -> Known:
        """Return what is known of a sentence that reads the same to all rules; a new one knows nothing yet."""
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MEMO_LIMIT:
                self._known.clear()
            found = self._known[key] = Known()
        return found

    def lists(self, word: str) -> bool:
        """Say whether a word is listed as such in some rule or class."""
        return self._vocabulary.lists(word)

    def filed_masks(self, symbols: frozenset[int]) -> Masks:
        """Return a word's masks for the patterns that are only asked for by number."""
        masks = self._filed_masks.get(symbols)
        if masks is None:
            if len(self._filed_masks) >= _MEMO_LIMIT:
                self._filed_masks.clear()
            masks = self._filed_masks[symbols] = self.filed.masks(symbols)
        return masks

    def _look_up(self, word: str, kind: int) -> Word:
        plain = self._vocabulary.symbols(word, kind)
        heard = self._vocabulary.heard(word) if kind == WORD else NOTHING
        return self._remember(word, plain) if heard <= plain else self._remember(word, plain | heard, plain)

    def _by_lemma(self, tokens: Tokens, place: int) -> Word:
        """Look a word up by its lemma: forms that a class of nouns or adjectives forgot.

        Verbs are left alone. Of them the lexicon lists forms for what they say (who is told to do what), and lemmas say nothing.
        """
        for lemma, features in zip((tokens.lemmas or ())[place], (tokens.features or ())[place], strict=True):
            if lemma and features.get("UPOS") in ("NOUN", "ADJ"):
                key = f"\0{lemma}"  # no word of a text begins so: a lemma and a word are not the same
                known = self._memo.get(key)
                return self._remember(key, self._vocabulary.symbols_of_lemma(lemma)) if known is None else known
        return self._unknown

    def _remember(self, word: str, symbols: frozenset[int], plain: frozenset[int] | None = None) -> Word:
        kind = (symbols, plain)
        known = self._kinds.get(kind)
        if known is None:
            if len(self._kinds) >= _MEMO_LIMIT:
                self._kinds = {(NOTHING, None): self._unknown}
            known = self._kinds.setdefault(kind, (symbols, self.searched.masks(symbols), next(self._numbers), plain))
        if len(word) <= _MEMO_WORD:
            if len(self._memo) >= _MEMO_LIMIT:
                self._memo.clear()
            self._memo[word] = known
        return known


class Known:
    """What has been worked out about a sentence: it holds for every sentence whose words carry the same symbols.

    Names, numbers and other words that no rule asks for make no difference, so the set phrases of which so much service
    writing is made are worked out once. No text is kept.
    """

    __slots__ = ("candidates", "found", "hits", "places", "silenced")

    def __init__(self) -> None:
        self.hits: list[tuple[Rule, int, int]] | None = None
        """Rule and word range, counted from the sentence's first word."""
        self.silenced: list[tuple[Rule, int, int]] = []
        """The same for hits that one of their rule's ``unless`` silences."""
        self.candidates: frozenset[int] | None = None
        self.found: dict[int, bool] = {}
        self.places: dict[int, list[tuple[int, int]]] = {}
        """Where classes that the checks ask for are found, counted from the sentence's first word."""


class Reading:
    """A text whose words have been looked up.

    Words that were written together or apart are matched as they were meant; all places that come out of it are those of the
    words as they stand in the text.
    """

    __slots__ = (
        "_breaks",
        "_known",
        "_lexicon",
        "_made",
        "_meant",
        "_origins",
        "_symbols",
        "_words",
        "_worth",
        "sentences",
        "tokens",
    )

    def __init__(self, lexicon: Lexicon, tokens: Tokens, meant: Tokens, words: list[Word]) -> None:
        self.tokens = tokens
        self.sentences = tokens.sentences
        self._meant = meant.sentences
        self._origins = meant.origins
        self._lexicon = lexicon
        self._words = words
        self._symbols = [word[0] for word in words]
        self._breaks = breaks = meant.breaks
        self._made: dict[int, Sentence] = {}
        self._worth: frozenset[int] | None = None
        self._known = [
            lexicon.known((first == 0, marks, *[word[2] for word in words[first:last]], *breaks[first + 1 : last]))
            for first, last, marks in meant.sentences
        ]

    def hits(self) -> list[Hit]:
        """Match all rules; hits come in the order of the text. Those that an ``unless`` silences are left out."""
        out = []
        for number, (first, _, _) in enumerate(self._meant):
            known = self._known[number]
            for rule, start, end in self._hits_in(number, known) if known.hits is None else known.hits:
                out.append(Hit(rule, *self._in_text(first + start, first + end), number))
        return out

    def silenced(self) -> list[Hit]:
        """Return the hits that `hits` leaves out."""
        return [
            Hit(rule, *self._in_text(first + start, first + end), number)
            for number, (first, _, _) in enumerate(self._meant)
            for rule, start, end in self._known[number].silenced
        ]

    def _hits_in(self, number: int, known: Known) -> list[tuple[Rule, int, int]]:
        """Match all rules on a sentence that was not known."""
        low, high, marks = self._meant[number]
        rules = self._lexicon.rules
        shelf = self._lexicon.searched
        words = [word[1] for word in self._words[low:high]]
        guessed = any(word[3] is not None for word in self._words[low:high])
        found = set()
        for ident in shelf.candidates(words, is_first=low == 0, is_question=is_question(marks)):
            of_rule, sequence = shelf.entries[ident]
            for start, end in self._matches(number, sequence, shelf.starts(ident, words)):
                if end > start and not (guessed and self._is_guess(number, start, end, sequence)):
                    found.add((of_rule, start, end))
        hits: list[tuple[Rule, int, int]] = []
        for ident, start, end in sorted(found):
            rule = rules[ident]
            silenced = rule.unless and self.found(rule.unless, number)
            (known.silenced if silenced else hits).append((rule, start, end))
        hits.sort(key=lambda hit: (hit[1], -hit[2], hit[0].id))
        known.hits = hits
        return hits

    def _is_guess(self, number: int, start: int, end: int, sequence: Sequence) -> bool:
        """Say whether a match rests on one word alone, and that on what it sounds like: too little to go by.

        In Greek it is enough, where half a dozen spellings have one sound.
        """
        if end - start > 1 or self._lexicon.lang == "el":
            return False
        low = self._meant[number][0]
        if any(word[0] and word[3] is None for word in self._words[low + start : low + end]):
            return False
        return (start, end) not in self._sentence(number, plain=True).matches(sequence, 1 << start)

    def lists(self, word: int) -> bool:
        """Say whether a word of the text, named by its place, is listed in the lexicon: an everyday word then."""
        return self._lexicon.lists(self.tokens.words[word])

    def suggestion(self, check: str) -> str:
        """Return what the lexicon suggests for a check as a whole, or else in the first rule that has a suggestion."""
        return self._lexicon.suggestions.get(check, "")

    def value(self, word: int) -> int | None:
        """Return the value of a number word of the text, named by its place, or ``None``."""
        return self._lexicon.numbers.get(fold(self.tokens.words[word]))

    def topics(self, without: Iterable[int] = ()) -> set[str]:
        """Return the topics that the text touches: the lexicon's classes ``topic_...``; some sentences may be left out."""
        found: set[str] = set()
        for number in range(len(self.sentences)):
            if number in without:
                continue
            worth = self._worth_a_look(number)
            for name, pattern in self._lexicon.named.items():
                topic = name.partition("@")[0]
                if (
                    pattern in worth
                    and topic.startswith("topic_")
                    and topic not in found
                    and self._search(pattern, number)
                ):
                    found.add(topic)
        return found

    def found(self, patterns: frozenset[int], sentence: int) -> bool:
        """Say whether one of some filed patterns is found in a sentence."""
        known = self._known[sentence].found
        for pattern in patterns & self._worth_a_look(sentence):
            answer = known.get(pattern)
            if answer is None:
                answer = known[pattern] = bool(self._search(pattern, sentence))
            if answer:
                return True
        return False

    def found_anywhere(self, patterns: frozenset[int]) -> bool:
        """Say whether one of some filed patterns is found in any sentence."""
        if self._worth is None:
            self._worth = frozenset().union(*(self._worth_a_look(number) for number in range(len(self.sentences))))
        if patterns.isdisjoint(self._worth):
            return False
        return any(self.found(patterns, number) for number in range(len(self.sentences)))

    def named(self, name: str, sentence: int) -> list[tuple[int, int]]:
        """Return where a class that the checks ask for by name is found in a sentence, as word ranges."""
        pattern = self._lexicon.named.get(name)
        if pattern is None or pattern not in self._worth_a_look(sentence):
            return []
        low = self._meant[sentence][0]
        places = self._known[sentence].places
        found = places.get(pattern)
        if found is None:
            found = places[pattern] = self._search(pattern, sentence)
        return [self._in_text(low + a, low + b) for a, b in found]

    def _in_text(self, first: int, last: int) -> tuple[int, int]:
        """Return the range of words as they stand in the text that a range of words as they were meant comes from."""
        origins = self._origins
        return (first, last) if origins is None else (origins[first][0], origins[last - 1][1])

    def _worth_a_look(self, sentence: int) -> frozenset[int]:
        known = self._known[sentence]
        if known.candidates is None:
            first, _, marks = self._meant[sentence]
            words = self._filed_masks(sentence)
            asked = is_question(marks)
            known.candidates = frozenset(self._lexicon.filed.candidates(words, is_first=first == 0, is_question=asked))
        return known.candidates

    def _filed_masks(self, sentence: int) -> list[Masks]:
        first, last, _ = self._meant[sentence]
        masks_of = self._lexicon.filed_masks
        return [masks_of(symbols) for symbols in self._symbols[first:last]]

    def _search(self, pattern: int, sentence: int) -> list[tuple[int, int]]:
        filed = self._lexicon.filed
        _, sequence = filed.entries[pattern]
        return self._matches(sentence, sequence, filed.starts(pattern, self._filed_masks(sentence)))

    def _matches(self, number: int, sequence: Sequence, starts: int) -> list[tuple[int, int]]:
        """Return where a pattern matches in a sentence, as ranges counted from its first word."""
        sentence = self._made.get(number)
        if sentence is None:
            sentence = self._made[number] = self._sentence(number)
        return sentence.matches(sequence, starts)

    def _sentence(self, number: int, *, plain: bool = False) -> Sentence:
        """Make a sentence ready for patterns; a ``plain`` one without what its misspelt words sound like."""
        low, high, marks = self._meant[number]
        symbols, breaks = self._symbols[low:high], self._breaks[low : high + 1]
        if plain:
            symbols = [word[0] if word[3] is None else word[3] for word in self._words[low:high]]
        return Sentence(symbols, breaks, marks, self._lexicon.alternatives, is_first=low == 0)


def in_text_order(hit: Hit) -> tuple[int, int, str]:
    """Return what hits are sorted by: where they begin, then the longest first."""
    return hit.first, -hit.last, hit.rule.id
