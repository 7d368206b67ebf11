"""The script on somebody else's pages: another origin, a strict policy, styles that mean us no good."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ..http.client import Service
from .conftest import Site
from .looks import eventually, underlined

RUDE = "Hello. As I already explained, that's not my department."
KIND = "Thank you for writing, Ana. Could you send me the number, please?"
ANYBODY = {"access-control-allow-origin": "*"}
ALLOW = {"action": "allow", "cause": "clean", "notice": "", "ask": False}

# A chat window: a rich field, a button, Enter sends.
CHAT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Chat</title>
<link rel="stylesheet" href="/site.css">
<script src="/chat.js" defer></script>
<script src="{service}/courtesy.js" data-fields="#box" data-send="#send" data-keys="Enter" data-timeout="50000" %s defer></script>
</head><body><main>
<div id="box" role="textbox" aria-label="Reply" aria-multiline="true" contenteditable="true">%s</div>
<button id="send">Send</button><ol id="log"></ol>
</main></body></html>"""

CHAT_SCRIPT = """
const box = document.querySelector("#box"), log = document.querySelector("#log");
const send = () => {
  const item = document.createElement("li");
  item.textContent = box.innerText;
  log.append(item);
  box.replaceChildren();
};
document.querySelector("#send").addEventListener("click", send);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  send();
});
"""

# A help desk: a form with a plain field, which a script may add later.
DESK = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Desk</title>
<link rel="stylesheet" href="/site.css">
<script src="/desk.js" defer></script>
<script src="{service}/courtesy.js" data-fields="textarea" data-ask-after="0" %s defer></script>
</head><body><main>
<form><textarea name="reply" aria-label="Reply" rows="3">%s</textarea><button id="send" name="how" value="public">Reply</button></form>
<ol id="log"></ol>
</main></body></html>"""

DESK_SCRIPT = """
document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const item = document.createElement("li");
  item.textContent = `${event.submitter.value}: ${event.target.reply.value}`;
  document.querySelector("#log").append(item);
});
"""

STYLE = """
* { letter-spacing: 0.01em; }
div, p, span, button { color: purple; font: 20px monospace; }
main { position: relative; padding: 20px; overflow: auto; }
#box { border: 3px solid gray; padding: 10px; min-height: 4em; width: 500px; white-space: pre-wrap; background: white; }
textarea { font: 19px/1.4 serif; padding: 7px 13px 5px 9px; border: 2px solid gray; width: 420.5px; display: block; }
"""


@pytest.fixture(scope="module", autouse=True)
def scripts(site: Site) -> None:
    site.add("/chat.js", CHAT_SCRIPT, "text/javascript")
    site.add("/desk.js", DESK_SCRIPT, "text/javascript")
    site.add("/site.css", STYLE, "text/css")


@pytest.fixture
def desk(service: Service, site: Site, open_page: Callable[..., Any]) -> Callable[..., Any]:
    def opened(text: str = "", settings: str = 'data-timeout="50000"', **options: Any) -> Any:
        return open_page(site.add("/desk", DESK % (settings, text)), **options)

    return opened


@pytest.fixture
def chat(service: Service, site: Site, open_page: Callable[..., Any]) -> Callable[..., Any]:
    def opened(inside: str = "", settings: str = "", **options: Any) -> Any:
        return open_page(site.add("/chat", CHAT % (settings, inside)), **options)

    return opened


def status(page: Any) -> str:
    return page.locator(".courtesy-panel").first.evaluate(
        "(one) => [...one.shadowRoot.querySelectorAll('.status')].map((line) => line.textContent).join('')"
    )


def log(page: Any) -> list[str]:
    return page.locator("#log li").all_text_contents()


# ------------------------------------------------------------------------------------------------------ rich fields

HIGHLIGHTED = """
() => [...CSS.highlights].flatMap(([name, ranges]) => [...ranges].map((range) => [name, range.toString()]))
    .sort((one, other) => one[1].localeCompare(other[1]))
"""
RICH = "<p>Hello 🎉 Ana.</p><p>That's <b>not my</b> <i>depart</i>ment.<br>Noted.</p>"


def test_a_rich_field_is_highlighted_and_left_as_it_is(chat: Callable[..., Any]) -> None:
    page = chat(RICH)
    eventually(lambda: len(page.evaluate(HIGHLIGHTED)) >= 2, lambda: page.evaluate(HIGHLIGHTED))
    assert ["courtesy-error-light", "not my department"] in page.evaluate(HIGHLIGHTED)
    box = page.locator("#box")
    assert box.inner_html() == RICH
    page.locator(".courtesy-panel .item", has_text="not my department").click()
    page.locator(".courtesy-panel .use").click()
    eventually(lambda: "This is handled by a colleague" in box.inner_text())
    assert "not my" not in box.inner_text()
    page.keyboard.press("ControlOrMeta+z")
    eventually(lambda: "not my department" in box.inner_text())
    # a click on the words
    eventually(lambda: ["courtesy-error-light", "not my department"] in page.evaluate(HIGHLIGHTED))
    page.locator("#box b").click()
    eventually(lambda: "Pushes the reader away" in page.locator(".courtesy-panel .card").inner_text())


def test_without_highlights_lines_are_drawn(chat: Callable[..., Any]) -> None:
    page = chat("Hello Ana. That's <b>not my</b> department.", script="delete window.Highlight;")
    text = "Hello Ana. That's not my department."
    at = text.index("not my department")
    expected = {(at, at + 6), (at + 6, at + len("not my department"))}

    def right() -> bool:
        seen = underlined(page.locator("#box"))
        return (
            bool(seen) and min(one for one, _ in seen) - at in (0, 1) and max(end for _, end in seen) - at in (16, 17)
        )

    eventually(right, lambda: (underlined(page.locator("#box")), expected))


def test_enter_sends_only_what_may_be_sent(chat: Callable[..., Any]) -> None:
    page = chat()
    page.locator("#box").click()
    page.keyboard.insert_text(KIND)
    page.keyboard.press("Enter")
    eventually(lambda: log(page) == [KIND], lambda: (log(page), status(page)))
    page.keyboard.insert_text(RUDE)
    page.keyboard.press("Enter")
    eventually(lambda: "once more" in status(page))
    assert len(log(page)) == 1
    page.keyboard.press("Enter")  # too soon to have been thought over
    assert len(log(page)) == 1
    eventually(lambda: page.keyboard.press("Enter") or len(log(page)) == 2)
    assert log(page) == [KIND, RUDE]
    eventually(lambda: page.evaluate(HIGHLIGHTED) == [])


# ----------------------------------------------------------------------------------------------------- plain fields


WORDS = "Not my department"


def lines_fit(page: Any) -> bool:
    """Say whether the browser finds the words above every line that can be seen."""
    field = page.locator("textarea")
    value = field.input_value()
    ends = [
        (value.index(WORDS), value.index(WORDS) + len(WORDS)),
        (value.rindex(WORDS), value.rindex(WORDS) + len(WORDS)),
    ]
    seen = field.evaluate(SEEN)
    return bool(seen) and all(
        any(abs(start - one) <= 1 and abs(end - other) <= 1 for one, other in ends) for start, end in seen
    )


SEEN = """
(field) => {
  const box = field.getBoundingClientRect();
  return [...field.nextElementSibling.shadowRoot.querySelectorAll(".bar")]
    .map((bar) => bar.getBoundingClientRect())
    .filter(({ top }) => top > box.top + 12 && top < box.bottom - 4)
    .map(({ left, right, top }) => [left + 1, right - 1].map((x) => document.caretPositionFromPoint(x, top - 6).offset));
}
"""


def test_lines_keep_in_step_with_scrolling_and_resizing(desk: Callable[..., Any]) -> None:
    long = "\n".join(
        f"Line {number} is here to fill the field, and it is long enough to be wrapped." for number in range(12)
    )
    page = desk(f"Not my department.\n{long}\nNot my department.")
    field = page.locator("textarea")
    eventually(lambda: page.locator(".courtesy-layer .bar").count() >= 2)
    eventually(lambda: lines_fit(page))
    assert (
        page.locator(".courtesy-layer .info").count() == 0
    )  # that it is too long is told, not underlined from end to end
    assert page.locator(".courtesy-panel .item").count() == 3
    for change in (
        "(one) => { one.scrollTop = one.scrollHeight; }",
        "(one) => { one.style.width = '333.3px'; one.scrollTop = one.scrollHeight; }",
        "(one) => { one.style.fontSize = '23px'; one.style.height = '200px'; one.scrollTop = one.scrollHeight; }",
        "(one) => { one.before(document.createElement('hr'), 'More above'); }",
    ):
        field.evaluate(change)
        eventually(lambda: lines_fit(page), lambda change=change: change)


def test_what_is_typed_moves_the_lines_before_the_answer_is_here(desk: Callable[..., Any]) -> None:
    page = desk("Not my department.")
    eventually(lambda: lines_fit(page))
    page.route("**/v1/check", lambda route: None)  # no answer any more
    page.locator("textarea").press("Home")
    page.keyboard.insert_text("Oh! ")
    page.locator("textarea").press("End")
    page.keyboard.insert_text(" Sorry.")
    eventually(lambda: underlined(page.locator("textarea"))[0][0] in (4, 5))
    page.locator("textarea").fill("")
    eventually(lambda: page.locator(".courtesy-layer .bar").count() == 0)


def test_a_form_is_sent_with_the_button_that_was_pressed(desk: Callable[..., Any]) -> None:
    page = desk()
    page.locator("textarea").fill(KIND)
    page.locator("#send").click()
    eventually(lambda: log(page) == [f"public: {KIND}"])
    page.locator("textarea").fill(RUDE)
    page.locator("#send").click()
    eventually(lambda: "once more" in status(page))
    assert len(log(page)) == 1
    page.locator("#send").click()
    eventually(lambda: log(page)[1:] == [f"public: {RUDE}"])


def test_only_the_field_s_own_form_is_guarded_and_fields_may_come_and_go(desk: Callable[..., Any]) -> None:
    page = desk()
    page.evaluate(
        "() => { const late = document.createElement('textarea'); late.id = 'late'; document.body.append(late); }"
    )
    eventually(lambda: page.locator(".courtesy-panel").count() == 2)
    page.locator("#late").fill(RUDE)
    eventually(lambda: page.locator("#late ~ .courtesy-panel .item").count() == 2)
    page.locator("#send").click()  # nothing is in the form's own field
    eventually(lambda: log(page) == ["public: "])
    page.evaluate("() => document.querySelector('#late').remove()")
    eventually(lambda: page.locator(".courtesy-panel").count() == 1)


def test_a_page_s_own_script_may_attach_ask_and_detach(
    service: Service, site: Site, open_page: Callable[..., Any]
) -> None:
    own = '<meta charset="utf-8"><title>x</title><script src="{service}/courtesy.js"></script><textarea lang="en"></textarea>'
    page = open_page(site.add("/own", "<!doctype html>" + own), locale="fil-PH")
    asked = page.evaluate(
        """async () => {
          const field = document.querySelector("textarea"), told = [];
          const handle = courtesy.attach(field, { timeout: 50000, askAfter: 0 });
          field.addEventListener("courtesy:held", (event) => told.push(event.detail.verdict.action));
          const may = [await handle.maySend()];
          field.value = "That's not my department.";
          may.push(await handle.maySend(), await handle.maySend());
          const same = courtesy.attach(field) === handle;
          const panel = document.querySelector(".courtesy-panel").shadowRoot.querySelector(".panel").lang;
          handle.detach();
          const wrong = [];
          for (const [one, options] of [[document.body, {}], [field, { policy: "opened" }]]) {
            try { courtesy.attach(one, options); } catch (error) { wrong.push(error.message); }
          }
          return { may, told, same, panel, wrong, left: document.querySelectorAll("[class]").length, field: field.outerHTML };
        }"""
    )
    assert asked == {
        "may": [True, False, True],
        "told": ["block"],
        "same": True,
        "panel": "fil",
        "wrong": [
            "courtesy.attach: the field must be a <textarea> or a contenteditable element",
            'courtesy.attach: policy must be "open" or "closed"',
        ],
        "left": 0,
        "field": '<textarea lang="en"></textarea>',
    }


def test_the_theme_is_that_of_the_page_not_of_the_system(desk: Callable[..., Any]) -> None:
    page = desk("Not my department.", color_scheme="dark")
    eventually(lambda: page.locator(".courtesy-layer .clip.light .bar").count() == 1)
    page.evaluate("() => { document.querySelector('textarea').style.background = '#222'; }")
    eventually(lambda: page.locator(".courtesy-layer .clip.dark .bar").count() == 1)


# ---------------------------------------------------------------------------------------------- when something fails


def test_the_service_is_down(
    start: Callable[..., Service], site: Site, service: Service, open_page: Callable[..., Any]
) -> None:
    with start() as going:
        pages = {}
        for policy in ("open", "closed"):
            settings = f'data-timeout="50000" data-policy="{policy}"'
            html = DESK.replace("{service}", going.url) % (settings, "")
            site.service, before = going.url, site.service
            try:
                page = pages[policy] = open_page(site.add("/desk", html), complaints=True)
            finally:
                site.service = before
            page.locator("textarea").fill(KIND)
            eventually(lambda page=page: status(page) == "Reads well.")
        going.stop()
        for policy, page in pages.items():
            page.locator("textarea").fill(RUDE)
            eventually(lambda page=page: "not being checked" in status(page))
            page.locator("#send").click()
            if policy == "open":
                eventually(lambda page=page: log(page) == [f"public: {RUDE}"])
                assert "Sent without a check" in status(page)
            else:
                eventually(lambda page=page: "Not sent" in status(page))
                page.locator("#send").click()  # a failure can't be overruled
                eventually(lambda page=page: "Not sent" in status(page))
                assert log(page) == []


@pytest.mark.parametrize("policy", ["open", "closed"])
def test_the_service_fails(desk: Callable[..., Any], policy: str) -> None:
    page = desk(settings=f'data-timeout="400" data-policy="{policy}"', complaints=True)
    answers: dict[str, Callable[[Any], object]] = {
        "slow": lambda route: None,
        "broken": lambda route: route.fulfill(status=500, headers=ANYBODY),
        "nonsense": lambda route: route.fulfill(body="<p>Hello", headers=ANYBODY),
        "unknown": lambda route: route.fulfill(json={"action": "shrug"}, headers=ANYBODY),
        "overload": lambda route: route.fulfill(json={**ALLOW, "cause": "overload"}, headers=ANYBODY),
        "well": lambda route: route.fulfill(json=ALLOW, headers=ANYBODY),
    }
    how = ""
    page.route("**/v1/check", lambda route: answers[how](route))
    sent: list[str] = []
    for how in answers:
        page.locator("textarea").fill(f"{how}: {RUDE}")
        page.locator("#send").click()
        if policy == "open" or how == "well":
            sent.append(f"public: {how}: {RUDE}")
            eventually(lambda: log(page) == sent, lambda: status(page))
            assert ("Sent without a check" in status(page)) == (how != "well")
        else:
            eventually(lambda: "Not sent" in status(page), lambda: status(page))
    assert log(page) == sent


def test_what_the_service_holds_back_is_held_back(desk: Callable[..., Any]) -> None:
    page = desk()
    verdict = {"action": "block", "cause": "timeout", "notice": "It could not be checked.", "ask": False}
    page.route("**/v1/check", lambda route: route.fulfill(json=verdict, headers=ANYBODY))
    page.locator("textarea").fill(KIND)
    page.locator("#send").click()
    eventually(lambda: status(page) == "It could not be checked.")
    assert log(page) == []


def test_the_latest_answer_wins_and_older_questions_are_given_up(desk: Callable[..., Any]) -> None:
    page = desk(settings='data-timeout="50000" data-delay="50"')
    waiting: list[Any] = []
    given_up: list[str] = []
    page.on("requestfailed", lambda request: given_up.append(request.post_data_json["text"]))

    def answered(route: Any) -> None:
        if route.request.method == "POST" and route.request.post_data_json["text"] == RUDE:
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/v1/check", answered)
    page.locator("textarea").fill(RUDE)
    eventually(lambda: page.wait_for_timeout(20) or waiting)
    page.locator("textarea").fill(KIND)
    eventually(lambda: status(page) == "Reads well.", lambda: status(page))
    assert given_up == [RUDE]
    assert page.locator(".courtesy-panel .item").count() == 0


def test_a_message_that_is_changed_while_it_is_held_is_not_sent(desk: Callable[..., Any]) -> None:
    page = desk()
    waiting: list[Any] = []
    page.route("**/v1/check", lambda route: waiting.append(route))
    page.locator("textarea").fill(KIND)
    page.locator("#send").click()
    assert "before it is sent" in status(page)
    assert page.locator("textarea").is_editable()
    page.locator("#send").click()  # impatience changes nothing
    page.keyboard.press("Tab")
    page.locator("textarea").press("End")
    page.keyboard.insert_text(" Bye.")
    eventually(lambda: page.wait_for_timeout(20) or waiting)
    waiting[-1].fulfill(json=ALLOW, headers=ANYBODY)
    eventually(lambda: "changed" in status(page))
    assert log(page) == []


def test_the_service_is_told_what_the_page_says(desk: Callable[..., Any]) -> None:
    page = desk(
        settings='data-lang="pl" data-channel="email" data-formality="formal" data-metadata="role=agent, team=a" '
        'data-token="the-token"'
    )
    asked: list[Any] = []

    def seen(route: Any) -> None:
        asked.append(route.request)
        route.fulfill(json=ALLOW, headers=ANYBODY)

    page.route("**/v1/check", seen)
    page.locator("textarea").fill("Dzień dobry.")
    eventually(lambda: page.wait_for_timeout(20) or asked)
    assert json.loads(asked[0].post_data) == {
        "text": "Dzień dobry.",
        "lang": "pl",
        "channel": "email",
        "formality": "formal",
        "metadata": {"role": "agent", "team": "a"},
    }
    assert asked[0].headers["authorization"] == "Bearer the-token"
    assert "sender" not in asked[0].post_data  # typing must not count as a first try
