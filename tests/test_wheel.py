"""The wheel: built from here, installed into an empty environment, used from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from courtesy._version import __version__
from courtesy.names import LANGUAGES

ROOT = Path(__file__).parents[1]

MESSAGES = {
    "en": "Thank you for waiting.",
    "el": "Σας ευχαριστώ που περιμένατε.",
    "pl": "Dziękuję za cierpliwość.",
    "fa": "خیلی ممنون که صبر کردید.",
    "fil": "Maraming salamat po sa paghihintay.",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return built / f"courtesy_check-{__version__}-py3-none-any.whl"


def test_what_the_wheel_holds(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"courtesy/py.typed", "courtesy/report.schema.json"} <= names
    assert {
        f"courtesy/serve/static/{name}" for name in ("courtesy.js", "try.html", "try.js", "try.css", "icon.svg")
    } <= names
    for source in (ROOT / "lexicons").rglob("*.toml"):
        assert f"courtesy/_lexicons/{source.relative_to(ROOT / 'lexicons').as_posix()}" in names
    for lang in LANGUAGES:
        assert lang == "en" or f"courtesy/locale/{lang}/LC_MESSAGES/courtesy.mo" in names
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"courtesy", f"courtesy_check-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".cache")]


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    with tarfile.open(built / f"courtesy_check-{__version__}.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for needed in ("lexicons/pl/words.toml", "docs/report.schema.json", "tests/test_wheel.py", "bin/test", "LICENSE"):
        assert needed in names


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the commands of an environment that has the wheel and nothing else of ours."""
    home = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", home], check=True, timeout=300)
    commands = home / ("Scripts" if sys.platform == "win32" else "bin")
    install = [commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    done = subprocess.run(install, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return commands


def run(command: Path, *arguments: str, cwd: Path) -> str:
    done = subprocess.run([command, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_installed_command_knows_every_language(installed: Path, tmp_path: Path, lang: str) -> None:
    out = run(
        installed / "courtesy-check", "--lang", lang, "--format=json", "--fail-on=never", MESSAGES[lang], cwd=tmp_path
    )
    report = json.loads(out)
    assert report["lang"] == lang
    assert "thanks" in {marker["act"] for marker in report["markers"]}
    assert "coldness" in run(installed / "courtesy-check", "--explain=coldness", f"--ui-lang={lang}", cwd=tmp_path)


def test_the_installed_package_in_python(installed: Path, tmp_path: Path) -> None:
    code = (
        "import courtesy, pathlib\n"
        "print(courtesy.__version__, courtesy.check('Thank you!', lang='en').has('thanks'))\n"
        "print(pathlib.Path(courtesy.__file__).parts[-3])"
    )
    assert run(installed / "python", "-c", code, cwd=tmp_path).split() == [__version__, "True", "site-packages"]


def test_the_service_says_what_it_needs(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run([installed / "courtesy-serve"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert done.stderr.startswith("courtesy-serve: the service needs more: pip install 'courtesy-check[serve]'")
    assert done.stderr.count("\n") == 1
