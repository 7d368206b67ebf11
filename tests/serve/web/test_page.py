"""The page where one can try the service, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from courtesy.explain import what, why
from courtesy.serve.http.pages import FILES, POLICY, STATIC

from ..http.client import Service
from .looks import contrast, eventually, underlined, units

LANGUAGES = ("el", "pl", "fa", "fil", "en")
DRAFTS = {
    "en": "Hello. As I already explained, that's not my department.",
    "el": "Γεια σας. Όπως σας εξήγησα ήδη, δεν είναι δικό μου πρόβλημα.",
    "pl": "Dzień dobry. Jak już tłumaczyłem, to nie moja działka.",
    "fa": "سلام. این مشکل من نیست. قبلاً هم توضیح دادم.",
    "fil": "Hello po. Hindi ko na problema iyan. Huwag kayong makulit.",
}
MIXED = "سلام Anna 👩🏽‍💻🎉! این مشکل من نیست, OK? آرام باشید."


def findings_of(service: Service, text: str) -> list[dict[str, Any]]:
    return service.post("/v1/check", {"text": text}).json["report"]["findings"]


def spans_of(service: Service, text: str) -> list[tuple[int, int]]:
    found = findings_of(service, text)
    return sorted({(units(text, one["start"]), units(text, one["end"])) for one in found if one["start"] < one["end"]})


def near(seen: list[tuple[int, int]], expected: list[tuple[int, int]]) -> bool:
    """Say whether lines begin and end where they should: a click on a letter's edge may count to either side."""
    return len(seen) == len(expected) and all(
        abs(one - other) <= 1 for ends in zip(seen, expected, strict=True) for one, other in zip(*ends, strict=True)
    )


def written(page: Any, text: str) -> Any:
    """Type a text, and wait until what was found is listed."""
    field = page.locator("#message")
    field.click()
    page.keyboard.insert_text(text[:-3])
    page.keyboard.type(text[-3:], delay=20)
    page.locator(".courtesy-panel .item").first.wait_for()
    eventually(lambda: page.locator(".courtesy-panel .item").count() > 1)
    return field


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_right_words_are_underlined_and_explained(
    service: Service, open_page: Callable[..., Any], lang: str
) -> None:
    page = open_page(f"{service.url}/?lang={lang}")
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "fa" else "ltr")
    field = written(page, DRAFTS[lang])
    expected = spans_of(service, DRAFTS[lang])
    assert len(expected) >= 2
    eventually(lambda: near(underlined(field), expected), lambda: (underlined(field), expected))
    assert field.input_value() == DRAFTS[lang]
    first = min(findings_of(service, DRAFTS[lang]), key=lambda one: one["start"])
    item, card = page.locator(".courtesy-panel .item").first, page.locator(".courtesy-panel .card")
    eventually(lambda: what(first["check"], lang) in item.inner_text())
    item.click()
    assert why(first["check"], lang) in card.inner_text()
    assert first["suggestion"] in card.inner_text()
    assert card.evaluate("(card) => getComputedStyle(card).direction") == ("rtl" if lang == "fa" else "ltr")
    if lang == "fa":
        bars, box = page.locator(".courtesy-layer .bar"), field.bounding_box()
        assert bars.first.bounding_box()["x"] > box["x"] + box["width"] / 2


@pytest.mark.parametrize("text", [MIXED, "🎉👨‍👩‍👧 " + DRAFTS["en"]], ids=["mixed", "emoji"])
def test_offsets_count_as_the_browser_counts(service: Service, open_page: Callable[..., Any], text: str) -> None:
    page = open_page(service.url)
    field = written(page, text)
    expected = spans_of(service, text)
    # The browser steps over an emoji as one, so compare what is selected as well as what is drawn.
    last = max(findings_of(service, text), key=lambda one: one["start"])
    page.locator(".courtesy-panel .item").last.click()
    page.locator(".courtesy-panel .use").click()
    changed = text[: last["start"]] + last["suggestion"] + text[last["end"] :]
    assert field.input_value() == changed
    page.keyboard.press("ControlOrMeta+z")
    assert field.input_value() == text
    eventually(lambda: near(underlined(field), expected), lambda: (underlined(field), expected))


def test_the_interface_language_can_be_changed(service: Service, open_page: Callable[..., Any]) -> None:
    page = open_page(service.url, locale="pl-PL")
    assert page.locator("html").get_attribute("lang") == "pl"
    written(page, DRAFTS["pl"])
    for lang in ("fa", "el", "fil", "en", "pl"):
        page.locator("#interface").select_option(lang)
        eventually(
            lambda lang=lang: what("condescension", lang) in page.locator(".courtesy-panel .item").first.inner_text()
        )
        assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "fa" else "ltr")
        assert (page.locator(".courtesy-panel .panel").get_attribute("dir") == "rtl") == (lang == "fa")


def test_a_click_on_the_words_explains_them(service: Service, open_page: Callable[..., Any]) -> None:
    page = open_page(service.url)
    written(page, DRAFTS["en"])
    card = page.locator(".courtesy-panel .card")
    box = page.locator(".courtesy-layer .bar.error").first.bounding_box()
    page.mouse.click(box["x"] + 20, box["y"] - 6)
    eventually(lambda: why("brush-off", "en") in card.inner_text())
    assert page.evaluate("document.activeElement.id") == "message"  # who clicks into a text wants to write there
    assert card.evaluate("(one) => one.getBoundingClientRect().top") > box["y"]
    page.keyboard.press("Escape")
    eventually(lambda: not card.is_visible())
    page.mouse.click(box["x"] + 20, box["y"] - 6)
    eventually(card.is_visible)
    page.locator("h1").click()
    eventually(lambda: not card.is_visible())


FOCUSED = """
() => {
  let at = document.activeElement;
  while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at.id || at.className;
}
"""


def test_everything_by_keyboard(service: Service, open_page: Callable[..., Any]) -> None:
    page = open_page(service.url)
    field = written(page, DRAFTS["en"])
    press, focused = page.keyboard.press, lambda: page.evaluate(FOCUSED)
    press("Home")
    press("F8")
    assert focused() == "main use"
    assert why("condescension", "en") in page.locator(".courtesy-panel .card").inner_text()
    press("F8")
    assert why("brush-off", "en") in page.locator(".courtesy-panel .card").inner_text()
    press("Shift+F8")
    press("Tab")
    assert focused() == "next"
    press("Tab")
    assert focused() == "close"
    press("Escape")
    assert focused() == "message"
    press("Tab")
    assert focused() == "item warning"
    press("Tab")
    assert focused() == "item error"
    press("Enter")
    assert focused() == "main use"
    press("Escape")
    assert focused() == "item error"
    press("Tab")
    assert focused() == "send"
    press("Shift+Tab")
    press("Enter")
    press("Enter")
    assert focused() == "message"
    assert "not my department" not in field.input_value()
    assert field.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)").startswith(
        "This is handled"
    )
    press("ControlOrMeta+z")
    assert field.input_value() == DRAFTS["en"]


def test_sending_asks_and_a_second_click_sends(service: Service, open_page: Callable[..., Any]) -> None:
    page = open_page(service.url)
    field = written(page, DRAFTS["en"])
    alert, sent = page.locator(".courtesy-panel [role=alert]"), page.locator("#sent li")
    page.locator("#send").dblclick()
    eventually(lambda: "once more" in alert.inner_text())
    assert sent.count() == 0  # a double click is no answer
    eventually(lambda: page.locator("#send").click() or sent.count() == 1)
    assert sent.inner_text() == DRAFTS["en"]
    assert field.input_value() == ""
    eventually(lambda: page.locator(".courtesy-layer .bar").count() == 0)
    eventually(lambda: page.locator(".courtesy-panel .item").count() == 0)


def test_a_kind_message_goes_at_once(service: Service, open_page: Callable[..., Any]) -> None:
    page = open_page(service.url)
    page.locator("#message").fill("Thank you for writing, Ana. Could you send me the number, please?")
    page.locator("#send").click()  # before any check has begun
    eventually(lambda: page.locator("#sent li").count() == 1)


def test_what_is_said_is_said_to_screen_readers(service: Service, open_page: Callable[..., Any]) -> None:
    page = open_page(service.url)
    status = page.locator(".courtesy-panel [role=status]")
    assert status.get_attribute("aria-live") == "polite"
    written(page, DRAFTS["en"])
    assert status.inner_text() == "Worth a second look: 2. F8 leads there."
    assert page.locator("#message").get_attribute("aria-keyshortcuts") == "F8"
    assert page.locator(".courtesy-layer").get_attribute("aria-hidden") == "true"
    assert page.get_by_role("list", name="What was found").get_by_role("button").count() == 2
    page.keyboard.press("F8")
    assert page.get_by_role("dialog", name=re.compile("Better not sent|Think again")).is_visible()
    page.keyboard.press("Escape")
    page.locator("#message").fill("Thank you for waiting.")
    eventually(lambda: status.inner_text() == "Reads well.")


def test_contrast_and_motion(service: Service, open_page: Callable[..., Any]) -> None:
    page = open_page(service.url)
    written(page, DRAFTS["en"])
    page.keyboard.press("F8")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.locator(f".courtesy-panel .panel.{scheme}").wait_for()
        everything_can_be_read(page, scheme)
    name = page.locator(".courtesy-panel .card").evaluate_handle("(one) => getComputedStyle(one)")
    assert name.evaluate("(style) => style.animationName") == "appear"
    page.emulate_media(reduced_motion="reduce")
    assert name.evaluate("(style) => style.animationName") == "none"


def everything_can_be_read(page: Any, scheme: str) -> None:
    body = page.locator("body").evaluate("(one) => getComputedStyle(one).backgroundColor")
    field = page.locator("#message").evaluate("(one) => getComputedStyle(one).backgroundColor")
    card = page.locator(".courtesy-panel .card").evaluate("(one) => getComputedStyle(one).backgroundColor")
    assert (contrast(body, "rgb(0, 0, 0)") < 2) == (scheme == "dark")

    def colour(where: str, name: str = "color") -> str:
        return page.locator(where).first.evaluate(f"(one) => getComputedStyle(one).{name}")

    for where, ground in [
        (".courtesy-panel .status", body),
        (".courtesy-panel .item.error .grade", body),
        (".courtesy-panel .item.warning .grade", body),
        (".courtesy-panel .item", body),
        (".courtesy-panel .card .grade", card),
        (".courtesy-panel .card .soft", card),
        (".courtesy-panel .suggestion", card),
        (".courtesy-panel .use", colour(".courtesy-panel .use", "backgroundColor")),
        ("#message", field),
        ("#send", colour("#send", "backgroundColor")),
        ("h1", body),
        (".soft", body),
    ]:
        assert contrast(colour(where), ground) >= 4.5, where
    for kind in ("error", "warning"):
        assert contrast(colour(f".courtesy-layer .{kind}", "borderBottomColor"), field) >= 3, kind
    assert contrast(colour("#message", "borderTopColor"), body) >= 3


def test_a_narrow_phone(service: Service, open_page: Callable[..., Any]) -> None:
    page = open_page(f"{service.url}/?lang=fil", viewport={"width": 320, "height": 640})
    field = written(page, DRAFTS["fil"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    field.click()
    page.keyboard.press("F8")
    box = page.locator(".courtesy-panel .card").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 640


def test_a_service_with_tokens_asks_for_one(start: Callable[..., Service], open_page: Callable[..., Any]) -> None:
    with start(http='tokens = ["the-token"]') as guarded:
        page = open_page(guarded.url, complaints=True)
        assert not page.locator("#token").is_visible()
        page.locator("#message").fill(DRAFTS["en"])
        eventually(lambda: page.locator("#token").is_visible())
        assert "access token" in page.locator(".courtesy-panel [role=status]").inner_text()
        page.locator("#token").fill("the-token")
        eventually(lambda: page.locator(".courtesy-panel .item").count() == 2)


# ------------------------------------------------------------------------------------------------- without a browser


def test_headers(service: Service) -> None:
    answer = service.ask("GET", "/")
    assert answer.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    for path in FILES:
        answer = service.ask("GET", path)
        assert answer.status == 200
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-cache"
        assert service.ask("GET", path, headers={"if-none-match": answer.headers["etag"]}).status == 304
        assert service.ask("HEAD", path).status == 200
    assert service.ask("GET", "/courtesy.js").headers["cross-origin-resource-policy"] == "cross-origin"
    assert service.ask("GET", "/healthz").headers["cache-control"] == "no-store"


def test_every_text_is_in_every_language() -> None:
    for name in ("courtesy.js", "try.js"):
        source = (STATIC / name).read_text(encoding="utf-8").partition("const TEXTS = {")[2].partition("\n};")[0]
        blocks = dict(re.findall(r"^  (\w+): \{\n(.*?)^  \},", source, re.DOTALL | re.MULTILINE))
        keys = {lang: re.findall(r'(\w+): "', block) for lang, block in blocks.items()}
        assert set(keys) == set(LANGUAGES)
        assert all(one == keys["en"] for one in keys.values())
        assert len(set(keys["en"])) == len(keys["en"]) > 10


def test_nothing_comes_from_elsewhere() -> None:
    for path in STATIC.iterdir():
        source = path.read_text(encoding="utf-8")
        addresses = set(re.findall(r"https?://[\w.-]+", source)) - {"http://www.w3.org", "https://courtesy.example.org"}
        assert not addresses, path.name
        for forbidden in (
            "innerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            " style=",
            " onclick=",
        ):
            assert forbidden not in source, (path.name, forbidden)


def test_every_option_is_documented_with_its_default() -> None:
    source = (
        (STATIC / "courtesy.js").read_text(encoding="utf-8").partition("const DEFAULTS = {")[2].partition("\n};")[0]
    )
    source = re.sub(r"//.*", "", source)
    options = dict(re.findall(r"(\w+): ([^,]+),", source))
    page = (Path(__file__).parents[3] / "docs" / "hooks" / "browser.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in page.splitlines() if row.startswith("| `data-")]
    shown = {name: row[2].strip() for row in rows for name in re.findall(r"`data-([\w-]+)`", row[1])}
    written = {re.sub("[A-Z]", lambda letter: "-" + letter[0].lower(), name): value for name, value in options.items()}
    assert set(shown) == {"fields", *written}
    for name, value in written.items():
        if value.isdigit():
            assert shown[name] == f"`{value}`", name
