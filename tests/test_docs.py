"""The documentation names what there is, and what it names is there."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from courtesy.cli.intake import LIMIT
from courtesy.cli.options import ABOUT, BY_FLAG, parse
from courtesy.names import ACTS, CHECKS, LANGUAGES

ROOT = Path(__file__).parents[1]
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/usage.md",
    "docs/checks.md",
    "docs/lexicons.md",
    "docs/stanza.md",
]


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)", read(page)):
        if "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), target


def test_the_commands_of_the_quick_start_exist() -> None:
    quick_start = read("README.md").partition("## Quick start")[2].partition("##")[0]
    commands = re.findall(r"^(bin/\S+)", quick_start, re.MULTILINE)
    assert commands == ["bin/demo", "bin/test"]
    for command in commands:
        assert os.access(ROOT / command, os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("page", ["README.md", "docs/usage.md"])
def test_the_options_of_examples_exist(page: str) -> None:
    for line in re.findall(r"courtesy-check (--[^|<\n]*)", read(page)):
        words = line.replace("`", " ").split(" CHECK")[0].split()
        parse([word for word in words if word != "CHECK"] + (["coldness"] if words == ["--explain"] else []))


def test_usage_names_every_option() -> None:
    text = read("docs/usage.md")
    for flag in (*BY_FLAG, *(spelling.split()[-1] if "-h" in spelling else spelling for spelling in ABOUT)):
        assert f"`{flag}" in text, flag
    assert f"{LIMIT // 1024 // 1024} MiB" in text


def test_checks_names_every_check_and_act() -> None:
    text = read("docs/checks.md")
    for check, (_, severity) in CHECKS.items():
        assert re.search(rf"^\| `{check}` \| . {severity} \|", text, re.MULTILINE), check
    for act in ACTS:
        assert re.search(rf"^\| `{act}` \|", text, re.MULTILINE), act


def test_examples_are_messages_in_every_language() -> None:
    lines = (ROOT / "examples" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    messages = [json.loads(line) for line in lines]
    assert len({message["id"] for message in messages}) == len(messages)
    for lang in LANGUAGES:
        assert sum(message["id"].startswith(f"{lang}-") for message in messages) >= 5


def test_nothing_is_said_about_the_place_where_it_was_written() -> None:
    for page in PAGES:
        assert "/work/" not in read(page)
