"""``python -m courtesy.lexicon``: what a linguist sees after an edit."""

import subprocess
import sys

import pytest

from courtesy.lexicon.__main__ import main


def test_a_language_is_verified(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["el"]) == 0
    assert capsys.readouterr().out.count(" 0 problems\n") == 2


def test_an_unknown_language_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["xx"]) == 2
    assert "el|pl|fa|fil|en" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "courtesy.lexicon", "el", "pl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, errors = process.communicate(timeout=120)
    assert errors == b""
