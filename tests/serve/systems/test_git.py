"""Real commits with our ``commit-msg`` hook, installed as docs/hooks/git.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from .real import KIND, ROOT, RUDE, replaced, shown
from .repository import Repository

LANGUAGES = sorted(KIND)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    script = replaced(shown("git.md", "sh"), {"/opt/courtesy": str(ROOT)})
    done = made.run("sh", "-e", "-c", script)
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_kind_message_is_committed_and_a_rude_one_is_not(repository: Repository, lang: str) -> None:
    assert repository.commits("-m", KIND[lang]).returncode == 0
    refused = repository.commits("-m", RUDE[lang])
    assert refused.returncode == 1
    assert "rudeness" in refused.stderr
    assert "git commit --no-verify" in refused.stderr
    assert repository.messages == [KIND[lang]]
    assert repository.commits("--no-verify", "-m", RUDE[lang]).returncode == 0
    assert repository.messages == [RUDE[lang], KIND[lang]]


def test_commit_messages_may_be_orders_unless_somebody_minds(repository: Repository) -> None:
    assert repository.commits("-m", "Send me the invoice.").returncode == 0
    repository.does("config", "courtesy.failOn", "warning")
    assert "missing-please" in repository.commits("-m", "Send me the invoice.").stderr


@pytest.mark.parametrize("sign", ["#", ";"])
def test_comments_are_left_out(repository: Repository, sign: str) -> None:
    repository.does("config", "core.commentChar", sign)
    editor = f"printf 'Add a page about parcels.\\n\\n{sign} {RUDE['en']}\\n' >"
    assert repository.commits(editor=editor).returncode == 0
    assert repository.messages == ["Add a page about parcels."]
    assert repository.commits(editor=f"printf '{RUDE['en']}\\n\\n{sign} a comment\\n' >").returncode == 1


def test_the_diff_below_the_scissors_is_left_out(repository: Repository) -> None:
    (repository.folder / "reply.txt").write_text(f"{RUDE['en']}\n")
    repository.does("add", "reply.txt")
    editor = "sed -i '1s/^/Add a page about parcels./'"
    seen = repository.folder.parent / "seen"
    done = repository.commits("--verbose", editor=f'f() {{ {editor} "$1" && cp "$1" \'{seen}\'; }}; f')
    assert done.returncode == 0, done.stderr
    assert f"+{RUDE['en']}" in seen.read_text()
    assert ">8" in seen.read_text()
    assert repository.messages == ["Add a page about parcels."]


def test_an_empty_message_is_gits_own_matter(repository: Repository) -> None:
    done = repository.commits("-m", "")
    assert done.returncode == 1
    assert "courtesy" not in done.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_command_the_policy_holds(repository: Repository, lang: str) -> None:
    repository.does("config", "courtesy.command", "courtesy-check-is-not-here")
    done = repository.commits("-m", RUDE[lang])
    assert done.returncode == 0
    assert "courtesy: the message was not checked" in done.stderr
    repository.does("config", "courtesy.onFailure", "closed")
    done = repository.commits("-m", KIND[lang])
    assert done.returncode == 1
    assert "could not be checked, so nothing was committed" in done.stderr
    assert repository.messages == [RUDE[lang]]
