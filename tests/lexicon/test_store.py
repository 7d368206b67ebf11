"""The cache of compiled lexicons costs time at worst, never a wrong answer."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from courtesy.errors import LexiconError
from courtesy.lexicon import store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cache = tmp_path / "cache"
    monkeypatch.setenv("COURTESY_CACHE_DIR", str(cache))
    monkeypatch.setattr(store, "_loaded", {})
    monkeypatch.setattr(store, "language_folders", lambda lang, extra=(): [str(words)])
    words = tmp_path / "words"
    words.mkdir()
    (words / "coldness.toml").write_text('[[rule]]\nid = "r"\npatterns = ["noted"]\nbad = ["Noted."]\n')
    return cache


def rule_ids() -> list[str]:
    store._loaded.clear()
    return [rule.id for rule in store.load("en").rules]


def test_a_missing_cache_is_made_and_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rule_ids() == ["en.coldness.r"]
    assert len(list(folder.glob("en-*.bin"))) == 1
    monkeypatch.setattr(store, "compile_now", lambda *_: pytest.fail("the cache was not used"))
    assert rule_ids() == ["en.coldness.r"]


def test_changed_content_is_compiled_anew(folder: Path) -> None:
    rule_ids()
    source = folder.parent / "words" / "coldness.toml"
    source.write_text(source.read_text().replace('"r"', '"s"'))
    assert rule_ids() == ["en.coldness.s"]


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 100])
def test_damage_is_noticed(folder: Path, damage: bytes) -> None:
    rule_ids()
    (path,) = folder.glob("en-*.bin")
    path.write_bytes(damage)
    assert rule_ids() == ["en.coldness.r"]
    assert path.read_bytes() != damage


@pytest.mark.parametrize("at", [3, 20, -1])
def test_a_flipped_byte_is_noticed(folder: Path, at: int) -> None:
    rule_ids()
    (path,) = folder.glob("en-*.bin")
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(bytes(content))
    assert rule_ids() == ["en.coldness.r"]


def test_a_folder_that_cannot_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_text("a file where the folder should be")
    assert rule_ids() == ["en.coldness.r"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert rule_ids() == ["en.coldness.r"]


def test_no_cache_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURTESY_CACHE_DIR", "")
    assert rule_ids() == ["en.coldness.r"]
    assert not folder.exists()


def test_old_compilations_are_removed(folder: Path) -> None:
    source = folder.parent / "words" / "coldness.toml"
    text = source.read_text()
    for number in range(10):
        source.write_text(text.replace('"r"', f'"r{number}"'))
        rule_ids()
    assert len(list(folder.glob("en-*.bin"))) <= store._KEPT
    assert not [path for path in folder.iterdir() if path.suffix != ".bin"]


def test_two_processes_at_once(tmp_path: Path) -> None:
    code = "import courtesy; print(courtesy.check('Noted.', lang='en').lang)"
    environment = {**os.environ, "COURTESY_CACHE_DIR": str(tmp_path / "shared")}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    told = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert told == [("en\n", "", 0)] * len(running)


def test_a_wrong_folder_of_own_rules(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        store.language_folders("en", [str(tmp_path / "nowhere")])
    with pytest.raises(LexiconError, match="holds no folder called"):
        store.language_folders("en", [str(tmp_path)])
