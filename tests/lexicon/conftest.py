"""A small language of our own for tests of the machinery, so that they don't depend on the real lexicons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from courtesy.lexicon.compiler import compile_language
from courtesy.lexicon.matcher import Lexicon
from courtesy.lexicon.source import read_language

Build = Callable[..., Lexicon]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return a function that compiles files given as ``name=content`` for a language."""

    def make(lang: str = "en", **files: str) -> Lexicon:
        for name, content in files.items():
            (tmp_path / f"{name.replace('_', '-')}.toml").write_text(content, encoding="utf-8")
        return Lexicon(compile_language([read_language(lang, [str(tmp_path)])]))

    return make
