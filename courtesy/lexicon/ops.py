"""The node types of a compiled pattern. Nodes are plain tuples, so that a compiled lexicon can be stored and loaded fast."""

from __future__ import annotations

SYM = 0  # (SYM, symbol): a word that carries the symbol
ANY = 1  # (ANY,): any one word
OPT = 2  # (OPT, sequence)
ALT = 3  # (ALT, number, has others); while compiling (ALT, (sequence, ...))
GAP = 4  # (GAP, most, crosses): up to so many words
ALLOF = 5  # (ALLOF, (sequence, ...)): all, in any order
NOT = 6  # (NOT, sequence): does not follow here
START = 7  # ^
END = 8  # $
ASKED = 9  # $?
CRIED = 10  # $!
CLAUSE_START = 11  # <
CLAUSE_END = 12  # >
MESSAGE_START = 13  # ^^

NUMBER_SYMBOL = 0
ENCLITIC_SYMBOL = 1
OPENER_SYMBOL = 2
FIRST_FREE_SYMBOL = 3

ALLOF_GAP = 4
"""How many words may stand between the parts of an any-order bracket."""

TABLES = ("need", "second_need", "third_need", "before", "long_before", "after", "opens")
"""What a word can be to a pattern: it meets one of its three rarest needs, stands in its most telling pair of words, or
opens a match."""
