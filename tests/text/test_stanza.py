"""Stanza as the engine, with real models: tokens, batches, threads, and what is said when something is missing."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import courtesy
from courtesy import Checker, EngineError, InputError, Message
from courtesy.names import LANGUAGES
from courtesy.text import stanza_engine
from courtesy.text.stanza_engine import BATCH_MESSAGES, StanzaEngine
from courtesy.text.tokens import SENTENCE, Tokens, tokenize
from tests.text.test_tokens import MIXED

MESSAGES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "examples" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
]


def read(models: Path, text: str, lang: str) -> Tokens:
    return StanzaEngine(str(models)).read([(text, lang)])[0]


def same(a: Tokens, b: Tokens) -> bool:
    return all(getattr(a, name) == getattr(b, name) for name in Tokens.__slots__)


def found(report: courtesy.Report) -> tuple[set[str], set[str]]:
    return {f.check for f in report.findings}, {m.act for m in report.markers}


# ------------------------------------------------------------------------------------------------ tokens


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MIXED)
def test_words_are_where_they_say(models: Path, text: str) -> None:
    for lang in LANGUAGES:
        tokens = read(models, text, lang)
        n = len(tokens)
        assert len(tokens.breaks) == n + 1
        at = 0
        for word, (start, end) in zip(tokens.words, tokens.spans(), strict=True):
            assert at <= start < end <= len(text)
            assert text[start:end] == word
            at = end
        assert [first for first, _, _ in tokens.sentences] == [
            i for i in range(n) if i == 0 or tokens.breaks[i] >= SENTENCE
        ]
        assert sum(last - first for first, last, _ in tokens.sentences) == n


@pytest.mark.parametrize("lang", LANGUAGES)
def test_together_is_as_alone(models: Path, lang: str) -> None:
    texts = [(m["text"], lang) for m in MESSAGES] + [
        ("", lang),
        (" \n", lang),
        ("😊", lang),
        ("!!", lang),
        ("A\n\nB", lang),
    ]
    engine = StanzaEngine(str(models))
    for alone, together in zip((engine.read([text])[0] for text in texts), engine.read(texts), strict=True):
        assert same(alone, together)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("el", "Γεια σας. Στείλτε στο κατάστημα τον αριθμό"),
        ("pl", "Chciałbym potwierdzić adres. Dziękujemy"),
        ("en", "I don't know. Write whenever it suits you"),
    ],
)
def test_multi_word_tokens_keep_their_place(own_models: Path, lang: str, text: str) -> None:
    engine = StanzaEngine(str(own_models))
    pipeline, _ = stanza_engine._pipeline(engine.models(lang))
    document = pipeline(text)
    assert any(len(token.words) > 1 for sentence in document.sentences for token in sentence.tokens)
    assert engine.read([(text, lang)])[0].words == tokenize(text, lang).words


def test_very_long_words_do_no_harm(models: Path) -> None:
    text = f"Thank you for {'x' * 3000} and https://example.org/{'a' * 2000}. Sorry."
    tokens = read(models, text, "en")
    assert tokens.words == tokenize(text, "en").words
    assert courtesy.check(text, lang="en", engine="stanza", stanza_dir=str(models)).has("apology")


def test_a_very_long_message_is_read_in_parts(own_models: Path) -> None:
    text = "Thank you for your message, we will look into it today. " * 1500 + "y" * 9000 + " Sorry!"
    tokens = read(own_models, text, "en")
    expected = tokenize(text, "en")
    assert tokens.words == expected.words
    assert len(tokens.sentences) > 1400
    for start in (0, 2999, 3000, 3001):
        for piece in ("a b. ", "ab\n", "\n\n"):
            parts = stanza_engine._cut("x" * start + piece * 2000)
            assert "".join(parts) == "x" * start + piece * 2000
            assert max(map(len, parts)) <= 3000


# ------------------------------------------------------------------------------------------------ reports


def test_both_engines_say_the_same_of_the_examples(models: Path) -> None:
    asked = [Message(m["text"], lang=m["id"].partition("-")[0]) for m in MESSAGES]
    fast = Checker().check_many(asked)
    stanza = Checker(engine="stanza", stanza_dir=str(models)).check_many(asked)
    different = [b.to_dict() for a, b in zip(fast, stanza, strict=True) if found(a) != found(b)]
    assert len(different) <= 0.02 * len(asked), different


def test_filipino_runs_on_our_tokens_where_there_is_no_model(own_models: Path, tmp_path: Path) -> None:
    text = "Magandang araw po. Paki check po ang order ninyo, salamat!"
    tokens = read(tmp_path, text, "fil")
    assert same(tokens, tokenize(text, "fil"))
    assert found(courtesy.check(text, lang="tl", engine="stanza", stanza_dir=str(tmp_path))) == found(
        courtesy.check(text, lang="fil")
    )
    engine = StanzaEngine(str(own_models))
    assert engine.models("fil").has_tokenizer
    shutil.copytree(own_models / "fil", tmp_path / "tl")
    assert StanzaEngine(str(tmp_path)).models("fil").has_tokenizer


def test_many_messages_stream_in_order(own_models: Path) -> None:
    taken = 0

    def messages() -> Iterator[str]:
        nonlocal taken
        for n in range(5 * BATCH_MESSAGES):
            taken += 1
            yield f"Thank you for order {n}." if n % 2 else "Salamat po, noted."

    checker = Checker(engine="stanza", stanza_dir=str(own_models))
    reports = checker.check_many(messages())
    assert taken == 0
    first = next(reports)
    assert taken == BATCH_MESSAGES
    assert [first, *reports] == [checker.check(text) for text in messages()]


def test_what_comes_before_a_wrong_message_is_answered(own_models: Path) -> None:
    reports = Checker(lang="en", engine="stanza", stanza_dir=str(own_models)).check_many(["Thank you.", "Noted.", 3])  # type: ignore[list-item]
    assert next(reports).has("thanks")
    next(reports)
    with pytest.raises(InputError, match="must be a str"):
        next(reports)


def test_conversations_are_read_with_it(own_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = [
        {"from": "customer", "text": "Hello, where is my parcel? And when will the refund come?"},
        {"from": "agent", "text": "I will call you back on Friday. Thank you!"},
        {"from": "customer", "text": "Nobody called. Where is my parcel?"},
        {"from": "agent", "text": "Hello. Sorry for that, it will be there tomorrow."},
    ]
    read = []
    usual = StanzaEngine.read
    monkeypatch.setattr(StanzaEngine, "read", lambda self, texts: read.extend(texts) or usual(self, texts))
    checker = Checker(lang="en", engine="stanza", stanza_dir=str(own_models))
    report = checker.check_conversation({"lang": "en", "turns": turns})
    assert {(turn["text"], "en") for turn in turns[-2:]} <= set(read), "the draft and what it answers"
    assert found(report) == found(Checker(lang="en").check_conversation({"lang": "en", "turns": turns}))


def test_one_pipeline_a_language_however_many_ask(own_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    make = stanza_engine._make
    monkeypatch.setattr(stanza_engine, "_made", {})
    monkeypatch.setattr(stanza_engine, "_make", lambda models: made.append(models.lang) or make(models))
    texts = [m["text"] for m in MESSAGES if m["id"].startswith(("el-", "pl-"))]
    expected = [Checker().check(text) for text in texts]
    answers: list[list[courtesy.Report]] = []

    def work() -> None:
        checker = Checker(engine="stanza", stanza_dir=str(own_models))
        answers.append([checker.check(text) for text in texts])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers)
    assert sorted(made) == sorted({report.lang for report in expected})


def test_threads_of_torch_are_left_as_they_are(own_models: Path) -> None:
    import torch

    before = torch.get_num_threads()
    courtesy.check("Thank you.", lang="en", engine="stanza", stanza_dir=str(own_models))
    assert torch.get_num_threads() == before


@pytest.mark.parametrize("first", ["", "import torch; torch.set_num_threads(3); "])
def test_processes_of_jobs_share_the_processors(first: str) -> None:
    code = f"{first}from courtesy.text.stanza_engine import take_one_thread as take; take(); import os, torch; "
    code += "print(os.environ['OMP_NUM_THREADS'], torch.get_num_threads())"
    free = {name: value for name, value in os.environ.items() if name not in ("OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, env=free, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1"]
    done = subprocess.run(line, env={**free, "OMP_NUM_THREADS": "3"}, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "3", "who says how many gets them"
    assert not first or done.stdout.split()[1] == "3"


# ------------------------------------------------------------------------------------------------ what is missing


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "stanza" else looked(name, *more)
    )
    with pytest.raises(EngineError, match=r"pip install 'courtesy-check\[stanza\]'"):
        Checker(engine="stanza")


def test_an_extra_that_is_broken_says_what_to_install(own_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stanza_engine, "_made", {})
    monkeypatch.setitem(sys.modules, "stanza.resources.common", None)
    with pytest.raises(
        EngineError, match=r"is installed but can't be imported .*; run: pip install 'courtesy-check\[stanza\]'"
    ):
        courtesy.check("Καλημέρα.", lang="el", engine="stanza", stanza_dir=str(own_models))


def test_a_missing_model_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineError, match="courtesy-check --download-models el --stanza-dir"):
        Checker(lang="el", engine="stanza", stanza_dir=str(tmp_path))
    checker = Checker(engine="stanza", stanza_dir=str(tmp_path))
    with pytest.raises(EngineError, match="--download-models pl"):
        checker.check("Dzień dobry, dziękujemy.")
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path))
    with pytest.raises(EngineError, match=r"--download-models fa \(or"):
        Checker(lang="fa", engine="stanza")
    with pytest.raises(
        EngineError, match=r"no such folder; .* courtesy-check --download-models LANG --stanza-dir '.*/my models'"
    ):
        Checker(engine="stanza", stanza_dir=str(tmp_path / "my models"))
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "none"))
    with pytest.raises(EngineError, match=r"STANZA_RESOURCES_DIR: .*no such folder; .*--download-models LANG$"):
        Checker(engine="stanza")


def test_the_environment_names_the_folder(own_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(own_models))
    assert courtesy.check("Dziękujemy.", lang="pl", engine="stanza").has("thanks")


@pytest.mark.parametrize("part", ["tokenize.pt", "mwt.pt"])
def test_a_model_of_another_language_is_refused(own_models: Path, tmp_path: Path, part: str) -> None:
    shutil.copytree(own_models / "el", tmp_path / "el")
    shutil.copy(own_models / "pl" / part, tmp_path / "el" / part)
    with pytest.raises(EngineError, match=f"{part} is a model of 'pl', not of 'el'"):
        courtesy.check("Καλημέρα.", lang="el", engine="stanza", stanza_dir=str(tmp_path))


@pytest.mark.parametrize(
    ("part", "kept"), [("tokenize", 0), ("tokenize", 0.5), ("mwt", 0.5), ("pos", 0.9), ("lemma", 0.1)]
)
def test_a_damaged_model_is_named(tagging_models: Path, tmp_path: Path, part: str, kept: float) -> None:
    shutil.copytree(tagging_models / "pl", tmp_path / "pl")
    path = tmp_path / "pl" / f"{part}.pt"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(
        EngineError, match=rf"^{path} is no model that Stanza can load \(.*put a whole one there, or train"
    ) as e:
        courtesy.check("Dziękujemy.", lang="pl", engine="stanza", stanza_dir=str(tmp_path))
    assert "\n" not in str(e.value)
    assert len(str(e.value)) < 600


def test_no_model_at_all_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "el").mkdir()
    (tmp_path / "el" / "tokenize.pt").write_bytes(b"no model")
    with pytest.raises(EngineError, match=r"tokenize.pt is no model that Stanza can load"):
        courtesy.check("Καλημέρα.", lang="el", engine="stanza", stanza_dir=str(tmp_path))


def test_a_part_that_another_needs_is_named(tagging_models: Path, tmp_path: Path) -> None:
    shutil.copytree(tagging_models / "pl", tmp_path / "pl")
    (tmp_path / "pl" / "pretrain.pt").unlink()
    with pytest.raises(EngineError, match=r"can't use its models of 'pl' .* put them beside it as pretrain.pt") as e:
        courtesy.check("Dziękujemy.", lang="pl", engine="stanza", stanza_dir=str(tmp_path))
    assert "\n" not in str(e.value)


def test_models_that_were_mixed_up(tagging_models: Path, tmp_path: Path) -> None:
    shutil.copytree(tagging_models / "pl", tmp_path / "pl")
    shutil.copy(tagging_models / "pl" / "pos.pt", tmp_path / "pl" / "tokenize.pt")
    with pytest.raises(EngineError, match="can't use its models of 'pl'"):
        courtesy.check("Dziękujemy.", lang="pl", engine="stanza", stanza_dir=str(tmp_path))


def test_a_pipeline_that_fails_on_a_text(own_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def __call__(self, text: str) -> object:
            raise RuntimeError("of no use\nto anybody")

    monkeypatch.setattr(stanza_engine, "_pipeline", lambda models: (Failing(), threading.Lock()))
    with pytest.raises(
        EngineError, match=r"models of 'el' in .* fail on a text: RuntimeError: of no use to anybody; try"
    ):
        courtesy.check("Καλημέρα.", lang="el", engine="stanza", stanza_dir=str(own_models))


# ------------------------------------------------------------------------------------------------ the command


def command(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "courtesy", *arguments]
    return subprocess.run(line, input=text, capture_output=True, text=True, encoding="utf-8", timeout=300)


def test_the_command_reads_with_stanza(own_models: Path) -> None:
    chosen = ("--engine", "stanza", "--stanza-dir", str(own_models))
    done = command(*chosen, "--format", "jsonl", "--input-format", "lines", text="Dziękujemy!\nThank you, Ana.\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["lang"] for line in done.stdout.splitlines()] == ["pl", "en"]


def test_the_command_says_what_is_missing(own_models: Path, tmp_path: Path) -> None:
    (tmp_path / "fa").mkdir()
    (tmp_path / "fa" / "tokenize.pt").write_bytes((own_models / "fa" / "tokenize.pt").read_bytes()[:20_000])
    for arguments, told in (
        (("--stanza-dir", str(tmp_path), "--lang", "el", "Καλημέρα"), "run: courtesy-check --download-models el"),
        (("--stanza-dir", str(tmp_path), "--lang", "fa", "سلام"), "fa/tokenize.pt is no model that Stanza can load"),
        (("--stanza-dir", str(tmp_path / "none"), "Hello."), "none: no such folder; name one that holds"),
    ):
        done = command("--engine", "stanza", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert told in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_reads_many_messages_together(own_models: Path, jobs: str) -> None:
    texts = [m["text"] for m in MESSAGES if m["id"].startswith(("pl-", "en-"))] * 7
    assert len(texts) > 2 * BATCH_MESSAGES
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
    lines[40] = "no JSON"
    lines[41] = json.dumps({"id": 41, "text": "Dziękujemy!", "lang": "xx"})
    chosen = ("--engine", "stanza", "--stanza-dir", str(own_models), "--jobs", jobs, "--fail-on", "never")
    done = command(*chosen, "--input-format", "jsonl", "--format", "jsonl", text="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (2, "")
    assert len(answers) == len(lines)
    assert answers[40]["error"].startswith("line 41: not JSON")
    assert answers[41]["error"].startswith("line 42: unknown language 'xx'")
    checker = Checker(engine="stanza", stanza_dir=str(own_models))
    for n, answer in enumerate(answers):
        if n not in (40, 41):
            assert answer == {"id": n, **checker.check(texts[n]).to_dict()}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_answers_before_the_next_line_is_written(own_models: Path, jobs: str) -> None:
    line = [sys.executable, "-m", "courtesy", "--engine", "stanza", "--stanza-dir", str(own_models), "--jobs", jobs]
    line += ["--input-format", "lines", "--format", "jsonl"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2, 3):
            process.stdin.write(b"Thank you very much.\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(60) == 0


def test_messages_go_to_stanza_in_bounded_batches(own_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    run = stanza_engine._run

    def spy(pipeline: object, what: list[str], *more: object) -> object:
        sizes.append((getattr(pipeline, "__name__", ""), len(what), sum(map(len, what))))
        return run(pipeline, what, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(stanza_engine, "_run", spy)
    checker = Checker(lang="en", engine="stanza", stanza_dir=str(own_models))
    assert sum(1 for _ in checker.check_many(f"Thank you for order {n}." for n in range(100))) == 100
    assert [(name, count) for name, count, _ in sizes] == [("bulk_process", 32)] * 3 + [("bulk_process", 4)]
    sizes.clear()
    assert sum(1 for _ in checker.check_many(["Thank you. " * 2000] * 6)) == 6
    assert max(count for _, count, _ in sizes) <= BATCH_MESSAGES
    assert max(letters for _, _, letters in sizes) <= BATCH_MESSAGES * 3000


@pytest.mark.parametrize("code", ["import courtesy; courtesy.check('Thank you.')", "import courtesy; courtesy.Checker"])
def test_nothing_of_it_is_imported_unless_asked_for(code: str) -> None:
    code += "; import sys; print([m for m in sys.modules if m.partition('.')[0] in ('torch', 'stanza', 'numpy')"
    code += " or m in ('courtesy.text.stanza_engine', 'courtesy.text.conform')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "arguments", [["Thank you."], ["--list-checks"], ["--lang", "pl", "--jobs", "2", "Dziękujemy."]]
)
def test_the_command_imports_nothing_of_it_unless_asked(arguments: list[str]) -> None:
    line = [sys.executable, "-X", "importtime", "-m", "courtesy", *arguments]
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "courtesy.cli" in imported
    assert {name for name in imported if name.partition(".")[0] in ("torch", "stanza", "numpy")} == set()
    assert imported.isdisjoint({"courtesy.text.stanza_engine", "courtesy.text.conform", "importlib.metadata"})
