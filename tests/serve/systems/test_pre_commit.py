"""A real ``pre-commit run`` over canned replies, with the hooks of this repository, as docs/hooks/git.md sets them up."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from .real import KIND, ROOT, RUDE, missing, replaced, shown
from .repository import Repository

LANGUAGES = sorted(KIND)


def desk_with(folder: Path, parts: tuple[str, ...], changes: dict[str, str]) -> Repository:
    """Make a repository of replies that uses a copy of these parts of ours, which pre-commit clones."""
    if importlib.util.find_spec("pre_commit") is None:
        missing("pre-commit is not installed: pip install pre-commit")
    ours = Repository(folder / "courtesy")
    for name in ("pyproject.toml", ".pre-commit-hooks.yaml", "README.md", *parts):
        (ours.folder / name).parent.mkdir(exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, ours.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, ours.folder / name)
    ours.does("add", ".")
    assert ours.commits("-m", "Everything").returncode == 0
    ours.does("tag", "v0.1.0")
    desk = Repository(folder / "desk", PRE_COMMIT_HOME=str(folder / "cache"))
    changes = {"https://git.example.org/courtesy": f"file://{ours.folder}", **changes}
    (desk.folder / ".pre-commit-config.yaml").write_text(replaced(shown("git.md", "yaml"), changes))
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    desk = desk_with(tmp_path_factory.mktemp("pre-commit"), ("hooks",), {})
    done = pre_commit(desk, "install", "--hook-type", "commit-msg")
    assert done.returncode == 0, done.stdout + done.stderr
    return desk


@pytest.fixture(scope="module")
def installing_desk(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository whose hooks pre-commit installs itself, the package and all that it needs."""
    parts = ("courtesy", "lexicons", "docs/report.schema.json", "LICENSE", "hooks")
    changes = {"courtesy-system": "courtesy", "        language: system\n": ""}
    desk = desk_with(tmp_path_factory.mktemp("installing"), parts, changes)
    done = pre_commit(desk, "install-hooks")
    if "ConnectionError" in done.stdout or "NameResolution" in done.stdout:
        missing("pre-commit can't install our hooks: no package index can be reached")
    assert done.returncode == 0, done.stdout + done.stderr
    return desk


def pre_commit(desk: Repository, *arguments: str):
    return desk.run(sys.executable, "-m", "pre_commit", *arguments, "--color=never")


def run(desk: Repository, replies: dict[str, str]) -> tuple[int, dict[str, str], str]:
    """Put these replies into the repository and nothing else; return the status, each hook's result, and what was said."""
    shutil.rmtree(desk.folder / "replies", ignore_errors=True)
    for name, text in replies.items():
        path = desk.folder / "replies" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    desk.does("add", "-A")
    done = pre_commit(desk, "run", "--all-files")
    results = dict(
        re.findall(r"^(courtesy(?: \(.*?\))?)\.+(?:\(.*?\))?(Passed|Failed|Skipped)$", done.stdout, re.MULTILINE)
    )
    return done.returncode, results, done.stdout + done.stderr


def test_kind_replies_pass(desk: Repository) -> None:
    lines = "".join(json.dumps({"id": lang, "text": KIND[lang]}) + "\n" for lang in LANGUAGES)
    texts = {f"{lang}.txt": KIND[lang] for lang in LANGUAGES}
    status, results, said = run(desk, {**texts, "all.jsonl": lines})
    assert status == 0, said
    assert results == {"courtesy (installed)": "Passed", "courtesy (JSON Lines)": "Passed"}


def test_rude_ones_are_named_with_the_reason(desk: Repository) -> None:
    lines = "".join(json.dumps({"id": lang, "text": RUDE[lang]}) + "\n" for lang in LANGUAGES)
    texts = {f"{lang}.txt": RUDE[lang] for lang in LANGUAGES}
    status, results, said = run(desk, {**texts, "kind.txt": KIND["en"], "all.jsonl": lines})
    assert status == 1
    assert results == {"courtesy (installed)": "Failed", "courtesy (JSON Lines)": "Failed"}
    assert said.count("rudeness") >= 2 * len(LANGUAGES)
    for lang in LANGUAGES:
        assert f"replies/{lang}.txt" in said


def test_what_can_not_be_read_is_no_yes(desk: Repository) -> None:
    status, results, said = run(desk, {"all.jsonl": '{"text": 7}\n'})
    assert status == 1
    assert results["courtesy (JSON Lines)"] == "Failed"
    assert "line 1" in said


def test_commit_messages_through_pre_commit(desk: Repository) -> None:
    refused = desk.commits("-m", RUDE["en"])
    assert refused.returncode == 1
    assert "rudeness" in refused.stdout + refused.stderr
    assert desk.commits("-m", KIND["en"]).returncode == 0
    assert desk.messages[0] == KIND["en"]


def test_hooks_that_pre_commit_installs(installing_desk: Repository) -> None:
    lines = "".join(json.dumps({"id": lang, "text": RUDE[lang]}) + "\n" for lang in LANGUAGES)
    status, results, said = run(
        installing_desk, {**{f"{lang}.txt": KIND[lang] for lang in LANGUAGES}, "all.jsonl": lines}
    )
    assert status == 1
    assert results == {"courtesy": "Passed", "courtesy (JSON Lines)": "Failed"}, said
    assert said.count("rudeness") >= len(LANGUAGES)
