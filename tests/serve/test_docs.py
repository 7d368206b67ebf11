"""The pages about hooks: their settings can be read, their links lead somewhere, and they show what the tests use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from courtesy.serve import load
from courtesy.serve.http.settings import HttpSettings
from courtesy.serve.settings import SECTIONS

HOOKS = Path(__file__).parents[2] / "docs" / "hooks"
PAGES = sorted(page.name for page in HOOKS.glob("*.md"))


def read(page: str) -> str:
    return (HOOKS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_settings_can_be_read(page: str, tmp_path: Path) -> None:
    for shown in re.findall(r"```toml\n(.*?)```", read(page), re.DOTALL):
        secret = tmp_path / "secret"
        secret.write_text("secret")
        path = tmp_path / "serve.toml"
        path.write_text(re.sub(r'"/run/secrets/[\w-]+"', f'"{secret}"', shown), encoding="utf-8")
        load(str(path), {})


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)", read(page)):
        if "://" not in target:
            assert (HOOKS / target).exists(), target


def test_every_hook_has_its_page_and_every_page_its_line() -> None:
    overview = read("README.md")
    for section in SECTIONS:
        assert f"[{section}]" in "".join(map(read, PAGES)), section
    for page in PAGES:
        assert page == "README.md" or f"]({page}" in overview, page


def test_the_overview_shows_the_defaults_of_the_service(tmp_path: Path) -> None:
    [shown] = re.findall(r"```toml\n(\[http\].*?)```", read("README.md"), re.DOTALL)
    path = tmp_path / "serve.toml"
    path.write_text(shown)
    assert load(str(path), {}).section(HttpSettings) == HttpSettings()
    for key in HttpSettings.__dataclass_fields__:
        assert f"\n{key} = " in shown, key


def test_the_configuration_of_synapse_fits_the_tests() -> None:
    page = read("matrix.md")
    assert 'token = "matrix-token"' in page
    assert "authorization: matrix-token" in page
    assert "/hooks/matrix\n" in page


def test_nothing_is_said_about_the_place_where_it_was_written() -> None:
    for page in PAGES:
        assert "/work/" not in read(page)
