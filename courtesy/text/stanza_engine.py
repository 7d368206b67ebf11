"""Stanza as the engine: finding its models, making its pipelines, and reading texts with them.

Nothing of torch or Stanza is imported before a text is to be read, and nothing is ever fetched from the network but by
`download`, which only the command's ``--download-models`` calls.
"""

from __future__ import annotations

import os
import sys
from threading import Lock

from courtesy.errors import EngineError
from courtesy.text.conform import Piece, annotate, conform
from courtesy.text.tokens import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from courtesy.text.tokens import Tokens

BATCH_MESSAGES = 32
BATCH_LETTERS = 50_000
"""How much `courtesy.Checker.check_many` gives to Stanza at once: memory stays bounded, whatever is streamed in."""
_LONGEST_PART = 3000
"""Letters that Stanza is given at once of one message; hardly any message has so many."""

PROCESSORS = ("tokenize", "mwt", "pos", "lemma")
_HELPERS = {"pos": (("pretrain", "pos_pretrain_path"), ("forward_charlm", "pos_forward_charlm_path"),
                    ("backward_charlm", "pos_backward_charlm_path"))}  # fmt: skip
"""Files that a tagger may have been trained upon, and the setting that tells Stanza where they are."""

_FOLDERS = {"fil": ("fil", "tl")}
"""What a language's folder may be called where that is not its code alone: treebanks call Filipino Tagalog."""

_LONGEST_CAUSE = 200

INSTALL = "pip install 'courtesy-check[stanza]'"

_making = Lock()
_made: dict[Models, tuple[Any, Lock]] = {}


class Models:
    """The model files of one language: which processors there are, and the settings that tell Stanza where they lie."""

    __slots__ = ("folder", "lang", "official", "settings")

    def __init__(self, lang: str, folder: str, settings: dict[str, str], *, official: bool) -> None:
        self.lang = lang
        self.folder = folder
        self.settings = tuple(sorted(settings.items()))
        self.official = official

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Models) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return self.lang, self.folder, self.settings, self.official

    @property
    def processors(self) -> tuple[str, ...]:
        """The processors that there are models for, in the order in which they run."""
        there = {name.removesuffix("_model_path") for name, _ in self.settings}
        return tuple(name for name in PROCESSORS if name in there)

    @property
    def has_tokenizer(self) -> bool:
        """Whether Stanza cuts the text itself; without, it runs on our tokens."""
        return "tokenize" in self.processors


class StanzaEngine:
    """Reads texts with Stanza's models from one folder; may be shared by threads.

    ``folder`` holds models of your own (``<lang>/tokenize.pt``, and where there are, ``mwt.pt``, ``pos.pt``, ``lemma.pt``) or
    what Stanza's downloader put there; ``None`` is ``STANZA_RESOURCES_DIR``, or Stanza's own folder.
    Raises `EngineError` when the extra is not installed or the folder is not there.
    """

    __slots__ = ("_explicit", "_folder", "_found")

    def __init__(self, folder: str | None = None) -> None:
        require_installed()
        self._explicit = folder is not None
        self._folder = folder if folder is not None else os.environ.get("STANZA_RESOURCES_DIR") or None
        if self._folder is not None and not os.path.isdir(self._folder):
            what = "stanza_dir" if self._explicit else "STANZA_RESOURCES_DIR"
            raise EngineError(
                f"{what}: {self._folder}: no such folder; name one that holds Stanza's models, or make it with: "
                f"{_fetch('LANG', self._folder if self._explicit else None)}"
            )
        self._found: dict[str, Models] = {}

    def models(self, lang: str) -> Models:
        """Find a language's models. Raises `EngineError` that says how to get them."""
        found = self._found.get(lang)
        if found is None:
            if self._folder is None:
                self._folder = default_folder()
            found = _own(self._folder, lang) or _official(self._folder, lang)
            if found is None or not (found.has_tokenizer or lang in _FOLDERS):
                raise EngineError(self._how_to_get(lang))
            self._found[lang] = found
        return found

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Tokens]:
        """Read some texts, each with its language, together; the answers are those that each would get alone."""
        out: list[Tokens | None] = [None] * len(texts)
        by_lang: dict[str, list[int]] = {}
        for place, (text, lang) in enumerate(texts):
            by_lang.setdefault(lang, []).append(place)
            if not any(c.isalnum() for c in text):
                out[place] = tokenize(text, lang)
        for lang, places in by_lang.items():
            waiting = [place for place in places if out[place] is None]
            models = self.models(lang)
            for place, tokens in zip(waiting, _read(models, [texts[place][0] for place in waiting]), strict=True):
                out[place] = tokens
        return [tokens for tokens in out if tokens is not None]

    def _how_to_get(self, lang: str) -> str:
        return (
            f"no Stanza model of {lang!r} in {self._folder}; run: {_fetch(lang, self._folder if self._explicit else None)}"
            f" (or put one of your own there as {os.path.join(str(self._folder), lang, 'tokenize.pt')})"
        )


def _fetch(lang: str, folder: str | None) -> str:
    """Return the command that fetches a language's models to where they were looked for."""
    from shlex import quote

    return f"courtesy-check --download-models {lang}" + (f" --stanza-dir {quote(folder)}" if folder else "")


def _cause(error: BaseException) -> str:
    """Say what another library complained of, on one line: some of their messages are whole pages."""
    told = " ".join(str(error).split())
    return f"{type(error).__name__}: {told if len(told) <= _LONGEST_CAUSE else told[:_LONGEST_CAUSE] + '...'}"


def require_installed() -> None:
    """Raise `EngineError` with what to run when Stanza is not installed; looks without importing it."""
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("torch", "stanza")):
        raise EngineError(f"engine 'stanza' needs Stanza, which is not installed; run: {INSTALL}")


def take_one_thread() -> None:
    """Let torch run on one thread in this process, unless the environment says how many it may take.

    For one process of several: each would take all processors, and together they would mostly wait for each other.
    """
    if "OMP_NUM_THREADS" in os.environ:
        return
    os.environ["OMP_NUM_THREADS"] = "1"
    if torch := sys.modules.get("torch"):  # it has read the environment already
        torch.set_num_threads(1)


def default_folder() -> str:
    """Return the folder that Stanza's downloader uses when nobody names another."""
    return str(_stanza().resources.common.DEFAULT_MODEL_DIR)


def download(langs: Sequence[str], folder: str | None, tell: Callable[[str], None]) -> None:
    """Fetch official models with Stanza's downloader, which shows its progress on standard error.

    Raises `EngineError` when that fails, and for Filipino, of which there is no official model.
    """
    require_installed()
    for lang in langs:
        if lang in _FOLDERS:
            raise EngineError(
                f"there is no official Stanza model of {lang!r}: the engine runs on the built-in tokens there, or on a model "
                "that you train; docs/stanza.md shows how"
            )
    stanza = _stanza()
    target = folder or os.environ.get("STANZA_RESOURCES_DIR") or default_folder()
    for lang in langs:
        tell(f"fetching Stanza's models of {lang} into {target}")
        try:
            stanza.download(lang, model_dir=target, processors=",".join(PROCESSORS), logging_level="INFO")
        except Exception as error:  # whatever its libraries raise for a network that is not there
            raise EngineError(
                f"the models of {lang!r} could not be fetched ({_cause(error)}); is the network there? What was fetched is kept: "
                f"run the same command again"
            ) from error
        tell(f"the models of {lang} are there")


def _stanza() -> Any:
    """Import Stanza. Raises `EngineError` when that fails: torch has its own ways of not fitting a machine."""
    try:
        import stanza
        import stanza.resources.common
    except (ImportError, OSError) as error:
        raise EngineError(f"Stanza is installed but can't be imported ({_cause(error)}); run: {INSTALL}") from error
    return stanza


def _own(folder: str, lang: str) -> Models | None:
    """Look for models that the user put there: a file for each processor."""
    for name in _FOLDERS.get(lang, (lang,)):
        home = os.path.join(folder, name)
        settings = {
            f"{p}_model_path": path for p in PROCESSORS if os.path.isfile(path := os.path.join(home, f"{p}.pt"))
        }
        if not settings:
            continue
        for processor, helpers in _HELPERS.items():
            for file, setting in helpers:
                path = os.path.join(home, f"{file}.pt")
                if f"{processor}_model_path" in settings and os.path.isfile(path):
                    settings[setting] = path
        return Models(lang, folder, settings, official=False)
    return Models(lang, folder, {}, official=False) if lang in _FOLDERS else None


def _official(folder: str, lang: str) -> Models | None:
    """Look for what Stanza's downloader left: a list of packages, and the files of those that were fetched."""
    try:
        with open(os.path.join(folder, "resources.json"), encoding="utf-8") as file:
            import json

            packages = dict(json.load(file)[lang]["packages"]["default"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    settings = {}
    for processor in PROCESSORS:
        path = os.path.join(folder, lang, processor, f"{packages.get(processor)}.pt")
        if os.path.isfile(path):
            settings[f"{processor}_model_path"] = path
    return Models(lang, folder, settings, official=True) if settings else None


def _pipeline(models: Models) -> tuple[Any, Lock]:
    """Return the pipeline of some models, made once for the whole process, and the lock under which it runs."""
    with _making:
        made = _made.get(models)
        if made is None:
            made = _made[models] = (_make(models), Lock())
        return made


def _make(models: Models) -> Any:
    stanza = _stanza()
    settings: dict[str, Any] = dict(models.settings)
    names = list(models.processors)
    if not models.has_tokenizer:
        names.insert(0, "tokenize")
        settings["tokenize_pretokenized"] = True
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        if models.official:
            settings |= {"package": "default", "dir": models.folder}
        else:  # an empty list of packages, or Stanza adds processors that nobody has
            empty = os.path.join(scratch, "resources.json")
            with open(empty, "w", encoding="utf-8") as file:
                file.write("{}")
            settings |= {
                "package": None, "dir": scratch, "resources_filepath": empty, "allow_unknown_language": True,
            }  # fmt: skip
        try:
            pipeline = stanza.Pipeline(
                models.lang, processors=",".join(names), download_method=None, use_gpu=False, logging_level="CRITICAL",
                **settings,
            )  # fmt: skip
        except Exception as error:  # a damaged file, a part that is missing: Stanza and torch raise what they like
            raise EngineError(_why_not(models, error)) from error
    _require_language(models, pipeline)
    return pipeline


def _why_not(models: Models, error: Exception) -> str:
    """Say why models can't be loaded: which file is damaged, or what Stanza misses; and what helps."""
    import torch

    fetch = _fetch(models.lang, models.folder)
    for _, path in models.settings:
        try:
            torch.load(path, map_location="cpu", weights_only=True)
        except Exception as damage:  # noqa: BLE001  (torch raises what it likes)
            advice = f"fetch it again: {fetch}" if models.official else "put a whole one there, or train it again"
            return f"{path} is no model that Stanza can load ({_cause(damage)}); {advice}"
    files = ", ".join(path for _, path in models.settings)
    advice = (
        f"a part is missing; run: {fetch}" if models.official else
        "if a tagger was trained with word vectors or a character model, put them beside it as pretrain.pt, forward_charlm.pt "
        "and backward_charlm.pt"
    )  # fmt: skip
    return f"Stanza can't use its models of {models.lang!r} ({files}): {_cause(error)}; {advice}"


def _require_language(models: Models, pipeline: Any) -> None:
    """Raise `EngineError` when a model says that it was trained for another language."""
    for name, path in models.settings:
        processor = pipeline.processors.get(name.removesuffix("_model_path"))
        trained = getattr(getattr(processor, "trainer", None), "args", None) or {}
        code = str(trained.get("shorthand") or trained.get("lang") or models.lang).partition("_")[0]
        if name.endswith("_model_path") and code not in _FOLDERS.get(models.lang, (models.lang,)):
            raise EngineError(
                f"{path} is a model of {code!r}, not of {models.lang!r}; put one that was trained for {models.lang!r} there"
            )


def _read(models: Models, texts: list[str]) -> list[Tokens]:
    if not texts:
        return []
    pipeline, turn = _pipeline(models)
    if not models.has_tokenizer:
        return [_read_ours(text, models, pipeline, turn) for text in texts]
    cut = [_cut(text) for text in texts]
    parts = [part for parts in cut for part in parts]
    read: list[list[list[Piece]]] = []
    for low in range(0, len(parts), BATCH_MESSAGES):
        batch = parts[low : low + BATCH_MESSAGES]
        run = pipeline.bulk_process if len(batch) > 1 else lambda texts: [pipeline(texts[0])]
        read += map(pieces_of, _run(run, batch, models, turn))
    out = []
    at = 0
    for text, its_parts in zip(texts, cut, strict=True):
        out.append(conform(text, models.lang, _joined(its_parts, read[at : at + len(its_parts)])))
        at += len(its_parts)
    return out


def _cut(text: str) -> list[str]:
    """Cut a very long text where words end, so that what Stanza holds at once stays bounded."""
    parts = []
    at = 0
    while len(text) - at > _LONGEST_PART:
        spaces = [text.rfind(space, at + _LONGEST_PART // 2, at + _LONGEST_PART) for space in ("\n\n", "\n", " ")]
        end = next((place for place in spaces if place > 0), at + _LONGEST_PART)
        parts.append(text[at:end])
        at = end
    return [*parts, text[at:]]


def _joined(parts: list[str], read: list[list[list[Piece]]]) -> list[list[Piece]]:
    """Put the sentences of a text's parts together. A cut is no reason for a sentence to end, so it is none here."""
    out: list[list[Piece]] = []
    offset = 0
    for part, sentences in zip(parts, read, strict=True):
        for number, sentence in enumerate(sentences):
            moved = [Piece(p.start + offset, p.end + offset, p.lemmas, p.features) for p in sentence]
            if out and number == 0:
                out[-1] += moved
            else:
                out.append(moved)
        offset += len(part)
    return out


def _run(pipeline: Callable[[Any], Any], what: object, models: Models, turn: Lock) -> Any:
    """Run a pipeline when it is our turn. Raises `EngineError` when it fails: its models don't fit each other, it seems."""
    with turn:
        try:
            return pipeline(what)
        except Exception as error:
            raise EngineError(
                f"Stanza's models of {models.lang!r} in {models.folder} fail on a text: {_cause(error)}; "
                f"try models that belong together, or engine='fast'"
            ) from error


def _read_ours(text: str, models: Models, pipeline: Any, turn: Lock) -> Tokens:
    """Let Stanza run on our tokens; what it knows of each comes back in the same order."""
    tokens = tokenize(text, models.lang)
    if tokens.words:
        words = [tokens.words[first:last] for first, last, _ in tokens.sentences]
        document = _run(pipeline, words, models, turn)
        theirs = [token for sentence in document.sentences for token in sentence.tokens]
        annotate(
            tokens,
            [_piece(token, start, end) for token, (start, end) in zip(theirs, tokens.spans(), strict=True)],
        )
    return tokens


def pieces_of(document: Any) -> list[list[Piece]]:
    """Take what matters from one of Stanza's documents whose tokens know their places.

    A token's ``text`` is never looked at: for very long ones it is not what stands there.
    """
    return [
        [_piece(token, token.start_char, token.end_char) for token in sentence.tokens]
        for sentence in document.sentences
    ]


def _piece(token: Any, start: int, end: int) -> Piece:
    words = token.words
    if not any(word.lemma or word.feats or word.upos for word in words):
        return Piece(start, end)
    return Piece(start, end, tuple(word.lemma or "" for word in words), tuple(_features(word) for word in words))


def _features(word: Any) -> dict[str, str]:
    features = dict(pair.partition("=")[::2] for pair in (word.feats or "").split("|") if "=" in pair)
    if word.upos:
        features["UPOS"] = word.upos
    return features
