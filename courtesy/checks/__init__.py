"""The checks: most are a lexicon, the others a function each."""
