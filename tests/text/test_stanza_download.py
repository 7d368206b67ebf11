"""Fetching official models, and reading the folder that Stanza's downloader leaves.

The real downloader fetches from a small server here, which serves models that the suite trains as if they were official ones.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import courtesy
from courtesy import EngineError
from courtesy.text import stanza_engine
from courtesy.text.stanza_engine import StanzaEngine

NAMES = {"tokenize": "pdb", "mwt": "pdb", "pos": "pdb_charlm", "lemma": "pdb_nocharlm", "pretrain": "conll17"}
LINE = "Zalaminuj legitymację."


class Quiet(SimpleHTTPRequestHandler):
    asked: list[str] = []

    def log_message(self, *args: object) -> None:
        self.asked.append(self.path)


def offer(models: Path, home: Path, url: str) -> None:
    """Lay out a folder as the server of official models does: Polish whole, English without a file that it lists."""
    from stanza.resources.common import __resources_version__

    languages: dict[str, dict[str, object]] = {"pl": {}, "en": {}}
    sources = {"tokenize": "tokenize", "mwt": "mwt", "pos": "pos", "lemma": "lemma", "pretrain": "pretrain"}
    for lang, known in languages.items():
        for kind, file in sources.items():
            path = home / lang / kind / f"{NAMES[kind]}.pt"
            path.parent.mkdir(parents=True)
            shutil.copy(models / "pl" / f"{file}.pt", path)
            entry: dict[str, object] = {"md5": hashlib.md5(path.read_bytes()).hexdigest()}
            if kind == "pos":
                entry["dependencies"] = [{"model": "pretrain", "package": NAMES["pretrain"]}]
            known[kind] = {NAMES[kind]: entry}
        # what else is official is not asked for: neither of these two files is served
        known |= {kind: {"pdb_charlm": {"md5": "0"}} for kind in ("depparse", "ner")}
        packages = {
            **{kind: NAMES[kind] for kind in stanza_engine.PROCESSORS},
            "depparse": "pdb_charlm",
            "ner": "pdb_charlm",
        }
        known |= {"lang_name": lang, "packages": {"default": packages}}
    (home / "en" / "pos" / f"{NAMES['pos']}.pt").write_bytes(b"cut off")
    resources = {"url": f"{url}/{{lang}}/{{filename}}", "polish": {"alias": "pl"}, **languages}
    (home / f"resources_{__resources_version__}.json").write_text(json.dumps(resources), encoding="utf-8")


@pytest.fixture(scope="module")
def server(tagging_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server of models that look official."""
    home = tmp_path_factory.mktemp("server")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(home))) as running:
        url = f"http://127.0.0.1:{running.server_address[1]}"
        offer(tagging_models, home, url)
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield url
        running.shutdown()
        thread.join()


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "courtesy", *arguments]
    inherited = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.run(
        line, env={**inherited, **environment}, input="", capture_output=True, text=True, encoding="utf-8", timeout=300
    )


@pytest.fixture(scope="module")
def official(server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which the command fetched the models of Polish."""
    folder = tmp_path_factory.mktemp("official") / "not" / "there yet"
    done = command("--download-models", "pl", "--stanza-dir", str(folder), STANZA_RESOURCES_URL=server)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "Traceback" not in done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("courtesy-check: ")]
    assert told == [
        f"courtesy-check: fetching Stanza's models of pl into {folder}",
        "courtesy-check: the models of pl are there",
    ]
    for kind, name in NAMES.items():
        assert f"/pl/{kind}/{name}.pt" in done.stderr, "Stanza shows how far it is"
    return folder


# ------------------------------------------------------------------------------------------------ what was fetched


def test_only_what_is_needed_is_fetched(official: Path) -> None:
    files = {str(path.relative_to(official)) for path in official.rglob("*") if path.is_file()}
    assert files == {"resources.json", *(f"pl/{kind}/{name}.pt" for kind, name in NAMES.items())}


def test_the_fetched_models_are_found(official: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = StanzaEngine(str(official)).models("pl")
    assert models.official
    assert models.processors == ("tokenize", "mwt", "pos", "lemma")
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(official))
    assert StanzaEngine().models("pl") == models
    for folder in (str(official), None):
        report = courtesy.check(LINE, lang="pl", engine="stanza", stanza_dir=folder)
        assert "pl.missing-please.imperative-by-grammar" in {f.rule for f in report.findings}
    with pytest.raises(EngineError, match="--download-models el"):
        StanzaEngine().models("el")


def test_a_second_time_nothing_is_fetched_but_the_list(official: Path, server: str) -> None:
    Quiet.asked.clear()
    done = command("--download-models=pl", STANZA_RESOURCES_URL=server,
                   STANZA_RESOURCES_DIR=str(official))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(Quiet.asked) == 1
    assert "resources_" in Quiet.asked[0]


def test_a_part_that_went_missing_is_fetched_again(official: Path, tmp_path: Path) -> None:
    for kind in ("pretrain", "mwt"):
        folder = tmp_path / kind
        shutil.copytree(official, folder)
        (folder / "pl" / kind / f"{NAMES[kind]}.pt").unlink()
        with pytest.raises(EngineError, match=f"run: courtesy-check --download-models pl --stanza-dir {folder}"):
            courtesy.check(LINE, lang="pl", engine="stanza", stanza_dir=str(folder))


def test_a_damaged_file_is_fetched_again(official: Path, tmp_path: Path) -> None:
    shutil.copytree(official, tmp_path / "models")
    path = tmp_path / "models" / "pl" / "tokenize" / "pdb.pt"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(
        EngineError, match=r"pdb\.pt is no model .* fetch it again: courtesy-check --download-models pl"
    ) as e:
        courtesy.check(LINE, lang="pl", engine="stanza", stanza_dir=str(tmp_path / "models"))
    assert "\n" not in str(e.value)


def test_a_damaged_list_of_models_is_as_none(official: Path, tmp_path: Path) -> None:
    shutil.copytree(official, tmp_path / "models")
    for text in ("{", "[]", '{"pl": 1}', '{"pl": {"packages": {}}}', '{"pl": {"packages": {"default": 3}}}'):
        (tmp_path / "models" / "resources.json").write_text(text, encoding="utf-8")
        with pytest.raises(EngineError, match="--download-models pl"):
            StanzaEngine(str(tmp_path / "models")).models("pl")


# ------------------------------------------------------------------------------------------------ what goes wrong


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that says what is wrong."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if "error: " in line]
    assert len(lines) == 1, done.stderr
    return lines[0].removeprefix("courtesy-check: error: ")


def test_no_network(tmp_path: Path) -> None:
    done = command("--download-models", "pl", "--stanza-dir", str(tmp_path), STANZA_RESOURCES_URL="http://127.0.0.1:9")
    assert complaint(done).startswith("the models of 'pl' could not be fetched (ConnectionError: ")
    assert "is the network there?" in done.stderr


def test_a_broken_transfer(server: str, tmp_path: Path) -> None:
    done = command("--download-models", "en", "--stanza-dir", str(tmp_path), STANZA_RESOURCES_URL=server)
    assert complaint(done).startswith("the models of 'en' could not be fetched (ValueError: md5 ")


def test_a_language_that_the_server_lacks(server: str, tmp_path: Path) -> None:
    done = command("--download-models", "el", "--stanza-dir", str(tmp_path), STANZA_RESOURCES_URL=server)
    assert complaint(done).startswith("the models of 'el' could not be fetched (UnknownLanguageError: ")


@pytest.mark.parametrize("code", ["fil", "tl", "fil-PH"])
def test_filipino_has_no_official_model(code: str, tmp_path: Path) -> None:
    done = command("--download-models", "pl", code, "--stanza-dir", str(tmp_path))
    assert complaint(done).startswith(
        "there is no official Stanza model of 'fil': the engine runs on the built-in tokens"
    )
    assert "docs/stanza.md" in done.stderr
    assert list(tmp_path.iterdir()) == [], "nothing is fetched when one of the languages can't be"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--download-models"], "--download-models needs a language, like --download-models el pl"),
        (["--download-models", "xx"], "--download-models: unknown language 'xx'"),
        (["--download-models", "el,auto"], "--download-models: unknown language 'auto'"),
    ],
)
def test_wrong_languages(arguments: list[str], told: str) -> None:
    assert complaint(command(*arguments)).startswith(told)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EngineError, match=r"pip install 'courtesy-check\[stanza\]'"):
        stanza_engine.download(["pl"], None, print)


# ------------------------------------------------------------------------------------------------ never by itself


@pytest.mark.parametrize("layout", ["official", "own_models", "tagging_models"])
def test_checking_never_reaches_for_the_network(
    layout: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **more: object) -> None:
        raise AssertionError("the network was asked for")

    folder = str(request.getfixturevalue(layout))
    monkeypatch.setattr(stanza_engine, "_made", {})
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert courtesy.check("Dziękujemy za wiadomość.", lang="pl", engine="stanza", stanza_dir=folder).has("thanks")
