"""From what linguists write to what the matcher runs: plain dicts and tuples that load in milliseconds.

Words become *symbols*: one for each literal and one for each class of single words, so that a class of a hundred words costs
as much as one word. For each pattern the compiler works out what every match of it must hold: a list of *needs*, each a set of
symbols of which one must be there. For the rarest needs of each pattern (by the lexicon's own examples) it notes which symbols
meet them, so that a few bit operations for each word of a sentence leave the handful of patterns worth a look: cost grows with
the text and hardly with the lexicon.
"""

from __future__ import annotations

from collections import Counter

from courtesy.errors import LexiconError, nearest
from courtesy.lexicon import ops
from courtesy.lexicon.analysis import Analysis
from courtesy.lexicon.packed import pack, pack_table, seal, seal_table, seal_words
from courtesy.lexicon.pattern import parse
from courtesy.lexicon.source import JOINED, noting
from courtesy.lexicon.vocabulary import Vocabulary
from courtesy.text.fold import exact, fold
from courtesy.text.sound import SHORTEST, skeleton, sound_of
from courtesy.text.tokens import tokenize
from courtesy.text.translit import greek_sound, persian_sounds, persian_vowelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from courtesy.lexicon.analysis import Node, Pair, Sequence
    from courtesy.lexicon.pattern import Tree
    from courtesy.lexicon.source import LanguageSource, RuleSource

_CLDR_CLASSES = ("weekday", "month")
_OPENERS = "clause_openers"
_DRAWN = ("word", "sound", "heard")
"""Tables of whole words, the large ones: see `courtesy.lexicon.packed.Drawers`."""
_HEARD_ENDS = ("sound_prefix", "sound_suffix", "heard_prefix", "heard_suffix")
_SHORTEST_HEARD_END = 3
"""Letters that the sound of a beginning or ending must have."""


def compile_language(sources: list[LanguageSource], problems: list[str] | None = None) -> dict[str, Any]:
    """Compile the sources of one language (Filipino comes with English behind it).

    Raises `LexiconError` at the first mistake; where a list for ``problems`` is given, rules with mistakes are left out and
    the mistakes are put there.
    """
    return _Compiler(sources, problems).result()


class _Words:
    """Single words that share a symbol, in the forms in which they are looked up."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], None] = {}  # ("word" | "exact" | "prefix" | "suffix", text), in order
        self.excluded: set[str] = set()

    def freeze(self) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        return tuple(sorted(self.entries)), tuple(sorted(self.excluded))


class _Shelf:
    """Patterns and, for each symbol, the patterns in which it meets a need, stands in the pair or opens a match."""

    def __init__(self) -> None:
        self.entries: list[tuple[int, Sequence]] = []
        self.known: dict[Sequence, int] = {}
        self.tables: dict[str, dict[int, list[int]]] = {name: {} for name in ops.TABLES}
        self.free: dict[str, list[int]] = {name: [] for name in ops.TABLES}
        self.inside: list[int] = []
        self.first_only: list[int] = []
        self.asked_only: list[int] = []

    def add(
        self,
        entry: tuple[int, Sequence],
        needs: tuple[frozenset[int], ...],
        pair: Pair | None,
        firsts: frozenset[int] | None,
    ) -> int:
        number = len(self.entries)
        self.entries.append(entry)
        for place, name in enumerate(("need", "second_need", "third_need")):
            self._note(name, number, needs[place] if place < len(needs) else None)
        self._note("before", number, pair[0] if pair and not pair[2] else None)
        self._note("long_before", number, pair[0] if pair and pair[2] else None)
        self._note("after", number, pair[1] if pair else None)
        self._note("opens", number, firsts)
        _, sequence = entry
        if firsts is None or sequence[0][0] not in (ops.START, ops.MESSAGE_START):
            self.inside.append(number)
        if sequence[0][0] == ops.MESSAGE_START:
            self.first_only.append(number)
        if sequence[-1][0] == ops.ASKED:
            self.asked_only.append(number)
        return number

    def _note(self, name: str, number: int, symbols: frozenset[int] | None) -> None:
        if symbols is None:
            self.free[name].append(number)
        for symbol in symbols or ():
            self.tables[name].setdefault(symbol, []).append(number)

    def data(self, symbols: int) -> tuple[Any, ...]:
        """Return what `courtesy.lexicon.matcher.Shelf` takes, for so many symbols."""
        bits = (len(self.entries) // 8 + 1) * 8
        roles: list[int] = []
        bounds = [0]
        for symbol in range(symbols):
            for part, table in enumerate(self.tables.values()):
                roles += [part * bits + number for number in table.get(symbol, ())]
            bounds.append(len(roles))
        free = [pack(self.free[name]) for name in ("need", "second_need", "third_need", "after", "opens")]
        kinds = [pack(numbers) for numbers in (self.inside, self.first_only, self.asked_only)]
        return seal(self.entries), (pack(roles), pack(bounds)), free, kinds


class _Compiler:
    def __init__(self, sources: list[LanguageSource], problems: list[str] | None) -> None:
        self.sources = sources
        self.problems = problems
        self.lang = sources[0].lang
        self.symbols: dict[object, int] = {}
        self._by_symbol: dict[int, _Words] = {}
        self.tables: dict[str, dict[str, list[int]]] = {
            name: {} for name in ("exact", "prefix", "suffix", *_DRAWN, *_HEARD_ENDS)
        }
        self.excluded: dict[str, list[int]] = {}
        self.vowelled: dict[str, dict[str, None]] = {}
        self.skeletons: dict[str, dict[str, None]] = {}
        self._sounds: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self.classes: dict[tuple[str, str], tuple[_Words, list[list[Tree]]]] = {}
        self.open: list[str] = []
        self.frequency: dict[int, int] = {}
        self.analysis = Analysis(self.frequency)
        self.lowered: dict[tuple[Sequence, ...], Node] = {}
        self.alternatives: list[tuple[Any, ...]] = []
        self._patterns: dict[tuple[str, str], Sequence] = {}
        self._literals: dict[str, Sequence] = {}

    # -- the whole -----------------------------------------------------------------------------------------------------

    def result(self) -> dict[str, Any]:
        self._specials()
        rules, parsed = [], []
        for rule in (
            rule for source in self.sources for rule in source.rules if source.lang == self.lang or not rule.alone
        ):
            with noting(self.problems):
                self.open.clear()
                parsed.append(self._rule_sequences(rule))
                rules.append(rule)
        named = {
            f"{name}@{lang}" if lang != self.lang else name: self._sequence([("class", name)], lang)
            for lang, name in self._names_to_publish()
        }
        words = self._packed_words()  # all symbols are known now
        self._count(rules, Vocabulary(self.lang, words))
        searched, filed = _Shelf(), _Shelf()
        out_rules = []
        for number, (rule, sequences) in enumerate(zip(rules, parsed, strict=True)):
            for text, sequence in sequences["patterns"]:
                with noting(self.problems):
                    needs = self.analysis.needs(sequence)
                    if not needs:
                        raise LexiconError(
                            f"{rule.path}: rule {rule.id!r}: pattern {text!r}: nothing in it must be there: it would match "
                            "anywhere; make a word obligatory"
                        )
                    searched.add(
                        (number, self._lower(sequence)),
                        needs,
                        self.analysis.pair(sequence),
                        self.analysis.firsts(sequence),
                    )
            lists = [self._file(filed, sequences[key]) for key in ("unless", "unless_message", "needs_message")]
            out_rules.append(
                (
                    rule.target, rule.full_id, rule.severity, rule.suggestion, rule.where, rule.max_words, rule.side,
                    *lists, tuple(dict.fromkeys(rule.unless_acts + self._borrowed(rule, "unless_acts"))),
                )
            )  # fmt: skip
        symbols = ops.FIRST_FREE_SYMBOL + len(self._by_symbol)
        return {
            "lang": self.lang,
            "rules": seal(out_rules),
            "named": {
                name: next(iter(self._file(filed, [(name, sequence)])))
                for name, sequence in named.items()
                if sequence is not None
            },
            "searched": searched.data(symbols),
            "filed": filed.data(symbols),
            "suggestions": self._suggestions(rules),
            "alternatives": seal(self.alternatives),
            "numbers": {
                fold(word): value for source in reversed(self.sources) for word, value in source.numbers.items()
            },
            "joined": {
                name: [fold(word) for source in self.sources for word in source.joined[name]] for name in JOINED
            },
            "times": tuple(dict.fromkeys(stem.lower() for source in self.sources for stem in source.times)),
            **words,
        }

    def _suggestions(self, rules: list[RuleSource]) -> dict[str, str]:
        """Return what to suggest for each check: what its file gives as a default, or else its first rule."""
        out = dict(self.sources[0].suggestions)
        for rule in rules:
            if rule.suggestion and not out.get(rule.target):
                out[rule.target] = rule.suggestion
        return out

    def _packed_words(self) -> dict[str, Any]:
        """Return the tables that `Vocabulary` looks words up in."""
        return {
            "spelling": seal_words(self._spellings()),
            "excluded": pack_table(self.excluded),
            "vowelled": seal_words(self.vowelled),
            "skeletons": seal_words(self.skeletons),
            **{name: (seal_table if name in _DRAWN else pack_table)(table) for name, table in self.tables.items()},
        }

    def _specials(self) -> None:
        enclitics = _Words()
        for word in self.sources[0].enclitics:
            self._add_entry(enclitics, ("word", word))
        self._store(enclitics, ops.ENCLITIC_SYMBOL)
        openers = _Words()
        for source in self.sources:
            for entry in source.classes.get(_OPENERS, []):
                for node in parse(entry):
                    self._add_entry(openers, node)
        self._store(openers, ops.OPENER_SYMBOL)

    def _spellings(self) -> dict[str, list[str]]:
        """Other spellings, folded, with the folded usual word; a language's own go before those of one behind it."""
        out: dict[str, list[str]] = {}
        for source in self.sources:
            for typed, meant in source.spellings.items():
                out.setdefault(fold(typed), [fold(meant)])
        return out

    def _names_to_publish(self) -> list[tuple[str, str]]:
        """Classes that the checks themselves ask for, each with its language.

        Topics of a language that is read beside the first one come as ``topic_x@en``: Taglish talks of its *order*.
        """
        wanted = ("weekday", "month", "today", "tomorrow", "minutes", "hours", "days", "weeks", "months", "years", "deadline",
                  "working", "acronyms", "placeholder_words", "template_talk", "small_words")  # fmt: skip
        classes = self.sources[0].classes
        published = [(self.lang, name) for name in wanted if name in classes or name in _CLDR_CLASSES]
        for source in self.sources:
            published += [(source.lang, name) for name in source.classes if name.startswith("topic_")]
            if source.lang != self.lang and "small_words" in source.classes:
                published.append((source.lang, "small_words"))
        return published

    def _rule_sequences(self, rule: RuleSource) -> dict[str, list[tuple[str, Sequence]]]:
        out: dict[str, list[tuple[str, Sequence]]] = {}
        for key in ("patterns", "unless", "unless_message", "needs_message"):
            out[key] = [(text, self._compiled(rule, text, rule.lang)) for text in getattr(rule, key)]
            if rule.lang != self.lang and key.startswith("unless"):
                out[key] += [(text, self._compiled(rule, text, self.lang)) for text in self._borrowed(rule, key)]
        return out

    def _borrowed(self, rule: RuleSource, key: str) -> list[str]:
        """What silences a check in Filipino silences the English rules beside it too."""
        return self.sources[0].defaults.get(rule.target, {}).get(key, [])

    def _compiled(self, rule: RuleSource, text: str, lang: str) -> Sequence:
        """Compile a pattern; those of a file's defaults come with every rule and are compiled once."""
        known = self._patterns.get((text, lang))
        if known is not None:
            return known
        try:
            sequence = self._sequence(parse(text), lang)
        except LexiconError as error:
            raise LexiconError(f"{rule.path}: rule {rule.id!r}: pattern {text!r}: {error}") from None
        if sequence is None:
            raise LexiconError(f"{rule.path}: rule {rule.id!r}: pattern {text!r}: uses a class that is empty")
        self._patterns[text, lang] = sequence
        return sequence

    # -- trees to nodes ------------------------------------------------------------------------------------------------

    def _sequence(self, trees: list[Tree], lang: str) -> Sequence | None:
        """Compile a row of trees; ``None`` where it can never match (an empty class)."""
        nodes: list[Node] = []
        for tree in trees:
            compiled = self._node(tree, lang)
            if compiled is None:
                return None
            nodes.extend(compiled)
        return tuple(nodes)

    def _node(self, tree: Tree, lang: str) -> Sequence | None:
        kind = tree[0]
        if kind == "word":
            return self._literal(tree[1])
        if kind in ("exact", "prefix", "suffix"):
            words = _Words()
            self._add_entry(words, tree)
            return ((ops.SYM, self._symbol(words)),)
        if kind == "number":
            return ((ops.SYM, ops.NUMBER_SYMBOL),)
        if kind == "any":
            return ((ops.ANY,),)
        if kind == "gap":
            return ((ops.GAP, tree[1], tree[2]),)
        if kind == "edge":
            return ((_EDGE[tree[1]],),)
        if kind == "class":
            return self._class_node(tree[1], lang)
        if kind == "opt":
            inside = self._sequence(tree[1], lang)
            return () if inside is None else ((ops.OPT, inside),)
        if kind == "not":
            inside = self._sequence(tree[1], lang)
            return () if inside is None else ((ops.NOT, inside),)
        parts = [self._sequence(part, lang) for part in tree[1]]
        if kind == "allof":
            return None if None in parts else ((ops.ALLOF, tuple(part for part in parts if part is not None)),)
        return self._alternatives([part for part in parts if part is not None])

    def _literal(self, text: str) -> Sequence:
        known = self._literals.get(text)
        if known is not None:
            return known
        tokens = tokenize(text, self.lang)
        if not tokens.words:
            raise LexiconError(
                f"{text!r} holds no word: punctuation can't be looked for, see < > ^ $ in docs/lexicons.md"
            )
        nodes = []
        for word in tokens.words:
            words = _Words()
            words.entries[("word", fold(word))] = None
            nodes.append((ops.SYM, self._symbol(words)))
        self._literals[text] = literal = tuple(nodes)
        return literal

    def _class_node(self, name: str, lang: str) -> Sequence | None:
        words, phrases = self._class(name, lang)
        options: list[Sequence] = []
        if words.entries:
            options.append(((ops.SYM, self._symbol(words)),))
        for phrase in phrases:
            sequence = self._sequence(phrase, lang)
            if sequence is not None:
                options.append(sequence)
        return self._alternatives(options) if options else None

    def _alternatives(self, options: list[Sequence]) -> Sequence | None:
        options = list(dict.fromkeys(options))
        if not options:
            return None
        if len(options) == 1:
            return options[0]
        single = [option[0][1] for option in options if len(option) == 1 and option[0][0] == ops.SYM]
        if len(single) > 1 and all(symbol in self._by_symbol for symbol in single):
            merged = _Words()
            for symbol in single:
                merged.entries.update(self._by_symbol[symbol].entries)
                merged.excluded |= self._by_symbol[symbol].excluded
            rest = [option for option in options if not (len(option) == 1 and option[0][0] == ops.SYM)]
            if not merged.excluded:
                options = [((ops.SYM, self._symbol(merged)),), *rest]
        if len(options) == 1:
            return options[0]
        return ((ops.ALT, tuple(options)),)

    # -- classes -------------------------------------------------------------------------------------------------------

    def _class(self, name: str, lang: str) -> tuple[_Words, list[list[Tree]]]:
        """Return the single words and the phrases of a class, classes inside it worked in."""
        known = self.classes.get((lang, name))
        if known is not None:
            return known
        if name in self.open:
            raise LexiconError(f"class {name!r} goes in a circle: {' > '.join([*self.open, name])}")
        source = next(source for source in self.sources if source.lang == lang)
        entries = source.classes.get(name)
        if entries is None and name not in _CLDR_CLASSES:
            raise LexiconError(f"no class is called {name!r}{nearest(name, list(source.classes))}")
        self.open.append(name)
        words, phrases = _Words(), []
        given = list(entries or [])
        if name in _CLDR_CLASSES:
            given = _cldr_names(name, lang) + given
        for entry in given:
            try:
                trees = parse(entry)
                phrases += self._class_entry(words, trees, lang)
            except LexiconError as error:
                raise LexiconError(f"class {name!r}, entry {entry!r}: {error}") from None
        self.open.pop()
        self.classes[(lang, name)] = (words, phrases)
        return words, phrases

    def _class_entry(self, words: _Words, trees: list[Tree], lang: str) -> list[list[Tree]]:
        """Put an entry's single words into ``words`` and return its phrases."""
        if len(trees) != 1:
            return [trees]
        tree = trees[0]
        if tree[0] == "not" and tree[1][0][0] == "word":
            words.excluded.add(fold(tree[1][0][1]))
            return []
        if tree[0] == "class":
            inner, phrases = self._class(tree[1], lang)
            words.entries.update(inner.entries)
            words.excluded |= inner.excluded
            return phrases
        if tree[0] == "alt":
            return [phrase for option in tree[1] for phrase in self._class_entry(words, option, lang)]
        if tree[0] in ("exact", "prefix", "suffix") or (
            tree[0] == "word" and len(tokenize(tree[1], self.lang).words) == 1
        ):
            self._add_entry(words, tree)
            return []
        return [trees]

    def _add_entry(self, words: _Words, tree: Tree) -> None:
        kind, text = tree[0], tree[1]
        if kind == "exact":
            words.entries[("exact", exact(text))] = None
        elif kind == "word":
            inside = tokenize(text, self.lang).words
            if len(inside) != 1:
                raise LexiconError(f"{text!r} must be a single word here")
            words.entries[("word", fold(inside[0]))] = None
        else:
            words.entries[(kind, fold(text))] = None

    # -- symbols -------------------------------------------------------------------------------------------------------

    def _symbol(self, words: _Words) -> int:
        frozen = words.freeze()
        symbol = self.symbols.get(frozen)
        if symbol is None:
            symbol = ops.FIRST_FREE_SYMBOL + len(self._by_symbol)
            self.symbols[frozen] = symbol
            self._by_symbol[symbol] = words
            self._store(words, symbol)
        return symbol

    def _store(self, words: _Words, symbol: int) -> None:
        for kind, text in words.entries:
            self._put(kind, text, symbol)
            if kind != "exact":
                self._put_sound(kind, text, symbol)
        for text in words.excluded:
            self.excluded.setdefault(text, []).append(symbol)

    def _put(self, table: str, key: str, symbol: int) -> None:
        symbols = self.tables[table].setdefault(key, [])
        if symbol not in symbols:
            symbols.append(symbol)

    def _put_sound(self, kind: str, text: str, symbol: int) -> None:
        """Note how a word sounds: for those who write Greek or Persian in Latin letters, and for those who misspell it."""
        places = self._sounds.get((kind, text))
        if places is None:
            places = self._sounds[kind, text] = list(self._sounds_of(kind, text))
        for table, sound in places:
            self._put(table, sound, symbol)

    def _sounds_of(self, kind: str, text: str) -> Iterator[tuple[str, str]]:
        """Give the tables and keys of a word's sounds; what leads back to the word itself is noted at once."""
        if self.lang in ("el", "fa"):
            if text.isascii():
                return
            table = "sound" if kind == "word" else f"sound_{kind}"
            for sound in (greek_sound(text),) if self.lang == "el" else persian_sounds(text):
                if kind == "word" or len(sound) > 2:
                    yield table, sound
            if self.lang == "fa" and kind == "word":
                for sound in persian_vowelled(text):
                    self.vowelled.setdefault(sound, {})[text] = None
        if self.lang == "fil" and kind == "word" and text.isalpha():
            self.skeletons.setdefault(skeleton(text), {})[text] = None
        if self.lang != "el" and text.isalpha() and len(text) >= SHORTEST[self.lang]:
            sound = sound_of(text, self.lang)
            if kind == "word":
                yield "heard", sound
            elif len(sound) >= _SHORTEST_HEARD_END:
                yield f"heard_{kind}", sound

    # -- filing --------------------------------------------------------------------------------------------------------

    def _count(self, rules: list[RuleSource], vocabulary: Vocabulary) -> None:
        """Count how many example words carry each symbol: the rarest one of a pattern becomes its anchor."""
        often: Counter[tuple[str, int]] = Counter()
        for rule in rules:
            for text in (*rule.bad, *rule.good):
                tokens = tokenize(text, self.lang)
                often.update(zip(tokens.words, tokens.kinds, strict=True))
        for (word, kind), count in often.items():
            for symbol in vocabulary.symbols(word, kind):
                self.frequency[symbol] = self.frequency.get(symbol, 0) + count

    def _file(self, shelf: _Shelf, sequences: list[tuple[str, Sequence]]) -> frozenset[int]:
        """Put patterns that are only asked for by number on a shelf, each once, and return their numbers."""
        numbers = set()
        for _, sequence in sequences:
            number = shelf.known.get(sequence)
            if number is None:
                needs = self.analysis.needs(sequence)
                number = shelf.add(
                    (0, self._lower(sequence)), needs, self.analysis.pair(sequence), self.analysis.firsts(sequence)
                )
                shelf.known[sequence] = number
            numbers.add(number)
        return frozenset(numbers)

    def _lower(self, sequence: Sequence) -> Sequence:
        """Turn a sequence into the form that the matcher runs: alternatives are chosen by their first symbol."""
        out: list[Node] = []
        for node in sequence:
            if node[0] == ops.ALT:
                out.append(self._lower_alternatives(node[1]))
            elif node[0] in (ops.OPT, ops.NOT):
                out.append((node[0], self._lower(node[1])))
            elif node[0] == ops.ALLOF:
                out.append((ops.ALLOF, tuple(self._lower(part) for part in node[1])))
            else:
                out.append(node)
        return tuple(out)

    def _lower_alternatives(self, options: tuple[Sequence, ...]) -> Node:
        known = self.lowered.get(options)
        if known is not None:
            return known
        rests: dict[int, list[Sequence]] = {}
        others: list[Sequence] = []
        for option in options:
            if option and option[0][0] == ops.SYM:
                rests.setdefault(option[0][1], []).append(option[1:])
            else:
                others.append(self._lower(option))
        table = {}
        for symbol, tails in rests.items():
            longer = tuple(dict.fromkeys(tail for tail in tails if tail))
            rest: Sequence = ()
            if len(longer) == 1:
                rest = self._lower(longer[0])
            elif longer:
                rest = (self._lower_alternatives(longer),)
            table[symbol] = (() in tails, rest)
        node = (ops.ALT, len(self.alternatives), bool(others))
        self.alternatives.append((table, tuple(others)))
        self.lowered[options] = node
        return node


_EDGE = {
    "^": ops.START, "$": ops.END, "$?": ops.ASKED, "$!": ops.CRIED, "<": ops.CLAUSE_START, ">": ops.CLAUSE_END,
    "^^": ops.MESSAGE_START,
}  # fmt: skip


def _cldr_names(name: str, lang: str) -> list[str]:
    """Weekdays or months in all the full forms that CLDR has for a language."""
    from babel import Locale

    locale = Locale.parse(lang)
    table = locale.days if name == "weekday" else locale.months
    names = [str(value) for context in ("format", "stand-alone") for value in table[context]["wide"].values()]
    if lang == "fil":
        names += [str(value) for value in table["format"]["abbreviated"].values()]
        names += [f"mag-{value}" for value in table["format"]["wide"].values()]  # "bago mag-Biyernes": before Friday
    return [n for n in dict.fromkeys(names) if len(tokenize(n, lang).words) == 1]
