"""Repositories of the tests' own, that know nothing of the settings of whoever runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .real import needed


class Repository:
    def __init__(self, folder: Path, **environ: str) -> None:
        self.git = needed("git", "git", "git")
        self.folder = folder
        home = folder.parent / "home"
        home.mkdir(exist_ok=True)
        cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")  # with the lexicons, packed already
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environ |= {
            "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": cache, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]), "LC_ALL": "C.UTF-8", **environ,
        }  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        self.does("init", "--quiet", "--initial-branch=main")
        for key, value in {"user.name": "Ana", "user.email": "ana@example.org", "commit.gpgsign": "false"}.items():
            self.does("config", key, value)

    def run(self, *command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env={**self.environ, **environ}, capture_output=True, text=True, timeout=300
        )

    def does(self, *arguments: str) -> str:
        done = self.run(self.git, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def commits(self, *arguments: str, editor: str = "true") -> subprocess.CompletedProcess[str]:
        """Commit; the editor is a command of the shell."""
        return self.run(self.git, "commit", "--allow-empty", *arguments, GIT_EDITOR=editor)

    @property
    def messages(self) -> list[str]:
        """Return the messages so far, the newest first."""
        done = self.run(self.git, "log", "--format=%B%x00")
        return [message.strip() for message in done.stdout.split("\0") if message.strip()]
