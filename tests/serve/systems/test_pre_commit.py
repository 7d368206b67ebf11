"""A real ``pre-commit run`` over canned replies, with the hooks of this repository, as docs/hooks/git.md sets them up."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys

import pytest

from .real import KIND, ROOT, RUDE, missing, replaced, shown
from .repository import Repository

LANGUAGES = sorted(KIND)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository of replies that uses a copy of ours, which pre-commit clones."""
    if importlib.util.find_spec("pre_commit") is None:
        missing("pre-commit is not installed: pip install pre-commit")
    folder = tmp_path_factory.mktemp("pre-commit")
    ours = Repository(folder / "courtesy")
    for name in ("pyproject.toml", ".pre-commit-hooks.yaml", "README.md"):
        shutil.copy(ROOT / name, ours.folder)
    shutil.copytree(ROOT / "hooks", ours.folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    ours.does("add", ".")
    assert ours.commits("-m", "Everything").returncode == 0
    ours.does("tag", "v0.1.0")
    desk = Repository(folder / "desk", PRE_COMMIT_HOME=str(folder / "cache"))
    config = replaced(shown("git.md", "yaml"), {"https://git.example.org/courtesy": f"file://{ours.folder}"})
    (desk.folder / ".pre-commit-config.yaml").write_text(config)
    done = pre_commit(desk, "install", "--hook-type", "commit-msg")
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
    results = dict(re.findall(r"^(courtesy \(.*?\))\.+(?:\(.*?\))?(Passed|Failed|Skipped)$", done.stdout, re.MULTILINE))
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
