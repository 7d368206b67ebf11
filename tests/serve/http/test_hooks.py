"""Every hook in the words of its own contract: clean, rude, failing, under both policies, in five languages, and forged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from courtesy import Checker
from courtesy.errors import OptionError
from courtesy.serve import Gate, load
from courtesy.serve.http.app import create_app
from courtesy.serve.memory import SecondTries
from courtesy.serve.policy import Policy
from courtesy.serve.sides import Agents

from ..test_gate import CLEAN, RUDE
from .client import Answer, ask
from .conftest import HOOKS
from .dialects import Ably, CometChat, Matrix, OpenIM, Stream, Twilio

DIALECTS: dict[str, Any] = {
    "matrix": Matrix(),
    "stream": Stream(),
    "ably": Ably(),
    "cometchat": CometChat(),
    "twilio": Twilio(),
    "openim": OpenIM(),
}
FIRM = Policy({"error": "block"})
every_hook = pytest.mark.parametrize("name", DIALECTS)


@pytest.fixture
def hooked(app_with: Callable[..., Any]) -> Callable[..., Any]:
    def make(**more: object) -> Any:
        return app_with(HOOKS, **more)

    return make


def send(app: Any, asked: tuple[str, bytes, dict[str, str]]) -> Answer:
    path, body, headers = asked
    return ask(app, "POST", path, body, headers)


def verdict(app: Any, name: str, text: str, **more: Any) -> tuple[str, str]:
    dialect = DIALECTS[name]
    return dialect.verdict(send(app, dialect.ask(text, **more)))


# ---------------------------------------------------------------------------------------------------------- verdicts


@every_hook
def test_clean_passes_and_rude_is_refused_with_the_reason(hooked: Callable[..., Any], name: str) -> None:
    app = hooked()
    assert verdict(app, name, "fine")[0] == "allow"
    assert verdict(app, name, "cold")[0] == "allow"
    action, reason = verdict(app, name, "rude")
    assert action == "block"
    assert "\u201crude\u201d: Why rudeness." in reason
    assert app.gate.checker.seen[-1].text.strip() == "rude"


@every_hook
def test_the_same_again_goes_through(hooked: Callable[..., Any], name: str) -> None:
    app = hooked()
    assert [verdict(app, name, "rude")[0] for _ in range(3)] == ["block", "allow", "block"]
    assert verdict(app, name, "rude", sender=DIALECTS[name].sender + "2")[0] == "block"


@every_hook
def test_a_firm_no_stays_a_no(hooked: Callable[..., Any], name: str) -> None:
    app = hooked(policy=FIRM)
    assert [verdict(app, name, "rude")[0] for _ in range(3)] == ["block"] * 3


@every_hook
def test_rewriting_where_the_contract_can(hooked: Callable[..., Any], name: str) -> None:
    app = hooked(policy=Policy(rewrite=["en.*"]))
    action, words = verdict(app, name, "a cheap RMA")
    if DIALECTS[name].rewrites:
        assert (action, words) == ("rewrite", "a affordable return")
    else:
        assert action == "block"
        assert verdict(app, name, "an RMA")[0] == "allow"


@every_hook
@pytest.mark.parametrize(("on_failure", "action"), [("open", "allow"), ("closed", "block")])
@pytest.mark.parametrize("text", ["boom", "slow", "x" * 2000])
def test_failures_are_answered_by_the_policy(
    hooked: Callable[..., Any], name: str, on_failure: str, action: str, text: str
) -> None:
    app = hooked(on_failure=on_failure, deadline=0.05, max_chars=1000)
    if name == "matrix":
        answer = send(app, DIALECTS[name].ask(text))
        assert answer.status == (200 if action == "allow" else 403)  # never anything that the module has to guess at
    found, reason = verdict(app, name, text)
    assert found == action
    assert bool(reason) == (action == "block")


@every_hook
@pytest.mark.parametrize(("on_failure", "action"), [("open", "allow"), ("closed", "block")])
def test_garbled_but_authentic_is_a_failure(
    hooked: Callable[..., Any], name: str, on_failure: str, action: str
) -> None:
    app, dialect = hooked(on_failure=on_failure), DIALECTS[name]
    garbled = [
        b'{"event": 5}',
        b"[]",
        b"{",
        b"\xff",
        b"[" * 1000,
        b'{"message": 7, "content": 8, "text": 9, "event": {"content": []}}',
    ]
    for body in garbled:
        if name == "stream":
            asked = dialect.raw(body)
        elif name == "twilio":
            asked = dialect.ask("x", Attributes="{" if body != b"{" else "[" * 100_000)
        else:
            path, _, headers = dialect.ask("x")
            asked = (path, body, headers)
        answer = send(app, asked)
        assert dialect.verdict(answer)[0] == action, body
        assert app.gate.checker.seen == []


@every_hook
def test_customers_are_never_checked(hooked: Callable[..., Any], name: str) -> None:
    app = hooked(agents=Agents(senders=[DIALECTS[name].sender]), on_failure="closed")
    for text in ("rude", "boom", "slow"):
        assert verdict(app, name, text, sender="customer")[0] == "allow"
    assert app.gate.checker.seen == []
    assert verdict(app, name, "rude")[0] == "block"


@every_hook
def test_nothing_to_check(hooked: Callable[..., Any], name: str) -> None:
    app = hooked(on_failure="closed")
    assert verdict(app, name, " ")[0] == "allow"
    assert app.gate.checker.seen == []


@pytest.fixture(scope="module", params=list(RUDE))
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """Yield a language, and an application with the real checker that explains in that language."""
    path = tmp_path_factory.mktemp("real") / "serve.toml"
    path.write_text(HOOKS)
    lang = request.param
    gate = Gate(Checker(ui_lang=lang), ui_lang=lang, deadline=30, memory=SecondTries(after=0))
    yield lang, create_app(load(str(path), {}), gate)
    gate.close()


@every_hook
def test_five_languages(real: tuple[str, Any], name: str) -> None:
    lang, app = real
    assert verdict(app, name, CLEAN[lang])[0] == "allow"
    action, reason = verdict(app, name, RUDE[lang])
    assert action == "block"
    assert Checker(ui_lang=lang).check(RUDE[lang]).findings[0].message in reason


# ------------------------------------------------------------------------------------------------------------ forgery

WRONG = {
    "matrix": {"token": "other"}, "stream": {"secret": "another-secret-of-thirty-two-bytes-or-more"}, "ably": {"token": "other"},
    "cometchat": {"password": "other"}, "twilio": {"token": "other"}, "openim": {"token": "other"},
}  # fmt: skip


@every_hook
@pytest.mark.parametrize("on_failure", ["open", "closed"])
def test_forged_requests_are_refused(hooked: Callable[..., Any], name: str, on_failure: str) -> None:
    app, dialect = hooked(on_failure=on_failure), DIALECTS[name]
    path, body, headers = dialect.ask("rude")
    forged = [dialect.ask("rude", **WRONG[name])]
    if name != "openim":
        credential = next(key for key in ("authorization", "x-signature", "x-twilio-signature") if key in headers)
        forged += [
            (path, body, {key: value for key, value in headers.items() if key != credential}),
            (path, body, {**headers, credential: ""}),
            (path, body, {**headers, credential: headers[credential] + "x"}),
            (path, body, {**headers, credential: "ó" + headers[credential][1:]}),
        ]
    if dialect.__class__ in (Stream, Twilio):
        forged.append((path, body.replace(b"rude", b"fine"), headers))
        forged.append((path, body + b" ", headers))
    for asked in forged:
        answer = send(app, asked)
        assert answer.status == 401
        assert answer.headers["content-type"].startswith("text/plain")
        assert app.gate.checker.seen == []


@every_hook
def test_a_hook_without_its_secret_is_not_there(app: Any, name: str) -> None:
    assert send(app, DIALECTS[name].ask("rude")).status == 404


@every_hook
def test_too_large_a_body(hooked: Callable[..., Any], name: str) -> None:
    app, dialect = hooked(on_failure="closed"), DIALECTS[name]
    answer = send(app, dialect.ask("rude " * 300_000))
    if name in ("stream", "twilio"):  # nobody can say where it comes from
        assert answer.status == 413
        assert answer.headers["content-type"].startswith("text/plain")
    else:
        assert dialect.verdict(answer)[0] == "block"
    assert app.gate.checker.seen == []


def test_wrong_methods_are_refused_in_plain_text(hooked: Callable[..., Any]) -> None:
    answer = ask(hooked(), "GET", "/hooks/stream")
    assert (answer.status, answer.headers["content-type"]) == (405, "text/plain; charset=utf-8")


# ------------------------------------------------------------------------------------------------------------- Matrix


def matrix(app: Any, text: str, **content: Any) -> str:
    return verdict(app, "matrix", text, **content)[0]


def test_matrix_reads_rich_text(hooked: Callable[..., Any]) -> None:
    app = hooked(policy=FIRM)
    assert matrix(app, "ok", format="org.matrix.custom.html", formatted_body="<b>ru</b>de") == "block"
    assert matrix(app, "ok", formatted_body="<p>fine</p>") == "allow"
    assert matrix(app, "ok", formatted_body="<mx-reply><blockquote>rude</blockquote></mx-reply>fine") == "allow"


def test_matrix_reads_edits(hooked: Callable[..., Any]) -> None:
    app = hooked(policy=FIRM)
    edit = {"m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}}
    assert matrix(app, "* rude", **{"m.new_content": {"body": "rude"}}, **edit) == "block"
    assert app.gate.checker.seen[-1].text == "rude"  # once, not twice
    assert matrix(app, "* fine", **{"m.new_content": {"body": "rude"}}, **edit) == "block"
    assert matrix(app, "* rude", **{"m.new_content": {"body": "fine"}}, **edit) == "block"
    assert (
        matrix(app, "* fine", **{"m.new_content": {"body": "fine", "formatted_body": "<i>rude</i>"}}, **edit) == "block"
    )
    assert matrix(app, "* fine", **{"m.new_content": {"body": "fine"}}, **edit) == "allow"


def test_matrix_reads_each_version_of_an_edit_by_itself(hooked: Callable[..., Any]) -> None:
    app = hooked()
    edit = {"m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}, "formatted_body": "<b>an</b> older one"}
    matrix(
        app, "* an old one", **{"m.new_content": {"body": "a new one", "formatted_body": "a <i>new</i> one"}}, **edit
    )
    assert [message.text for message in app.gate.checker.seen] == ["a new one", "* an old one", "an older one"]


def test_matrix_leaves_the_quotation_of_a_reply_out(hooked: Callable[..., Any]) -> None:
    app = hooked()
    reply = {"m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}}
    assert matrix(app, "> <@ana:example.org> rude\n> rude\n\nfine", **reply) == "allow"
    assert matrix(app, "> <@ana:example.org> fine\n\nrude", **reply) == "block"
    assert matrix(app, "> rude\n\nfine") == "block"  # not a reply: the author's own words


@pytest.mark.parametrize(("encrypted", "status"), [("allow", 200), ("block", 403)])
def test_matrix_encrypted_events_pass_by_policy_and_are_counted(
    hooked: Callable[..., Any], encrypted: str, status: int
) -> None:
    app = hooked(encrypted=encrypted)
    content = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x", "device_id": "D", "session_id": "s"}
    event = {"type": "m.room.encrypted", "sender": "@desk-1:example.org", "room_id": "!r", "content": content}
    assert send(app, Matrix().event(event)).status == status
    page = ask(app, "GET", "/metrics").body.decode()
    assert 'cause="encrypted",via="matrix"} 1.0' in page


@pytest.mark.parametrize("kind", ["m.reaction", "m.room.member", "m.room.redaction", "org.example.thing"])
def test_matrix_events_that_say_nothing(hooked: Callable[..., Any], kind: str) -> None:
    app = hooked(on_failure="closed")
    event = {"type": kind, "sender": "@desk-1:example.org", "room_id": "!r", "content": {"body": "rude"}}
    assert send(app, Matrix().event(event)).status == 200


def test_matrix_ping_and_other_callbacks(hooked: Callable[..., Any]) -> None:
    app = hooked(on_failure="closed")
    headers = {"authorization": "Bearer matrix-token", "content-type": "application/json"}
    pong = ask(app, "POST", "/hooks/matrix/ping", b'{"id": "abc"}', headers)
    assert (pong.status, pong.json) == (200, {"id": "abc", "status": "ok"})
    for callback in ("user_may_join_room", "check_login_for_spam", "user_may_invite"):
        answer = ask(app, "POST", f"/hooks/matrix/{callback}", b'{"user": "@a:b"}', headers)
        assert (answer.status, answer.json) == (200, {})
    assert ask(app, "POST", "/hooks/matrix/ping", b"{}", {"authorization": "Bearer x"}).status == 401
    assert ask(app, "POST", "/hooks/matrix/user_may_invite", b"{}").status == 401


# ------------------------------------------------------------------------------------------------------------- others


def test_stream_signs_the_body_before_compression(hooked: Callable[..., Any]) -> None:
    app, stream = hooked(), Stream()
    _, body, _ = stream.ask("rude")
    assert stream.verdict(send(app, stream.raw(body, packed=True)))[0] == "block"
    path, packed, headers = stream.raw(body, packed=True)
    assert send(app, (path, packed[:-4], headers)).status == 400
    assert send(app, stream.raw(b" " * 50_000_000, packed=True)).status == 413


def test_stream_reads_rich_text_and_roles(hooked: Callable[..., Any]) -> None:
    app = hooked(agents=Agents(metadata=["role=user"]))
    assert verdict(app, "stream", "fine", html="<p>rude</p>")[0] == "block"
    app = hooked(agents=Agents(metadata=["role=admin"]))
    assert verdict(app, "stream", "rude")[0] == "allow"


def test_ably_knows_agents_by_headers_and_metadata(hooked: Callable[..., Any]) -> None:
    app = hooked(agents=Agents(metadata=["side=agent"]), policy=FIRM)
    assert verdict(app, "ably", "rude")[0] == "allow"
    assert verdict(app, "ably", "rude", headers={"side": "agent"})[0] == "block"
    assert verdict(app, "ably", "rude", metadata={"side": "agent", "n": 1})[0] == "block"


def test_cometchat_finds_the_message(hooked: Callable[..., Any]) -> None:
    app, comet = hooked(on_failure="closed", policy=FIRM), CometChat()
    path, _, headers = comet.ask("x")
    bare = {"sender": "ana", "type": "text", "data": {"text": "rude"}}
    for data in ({"message": bare}, bare, {"data": {"message": bare}}, {"messages": [{"text": "fine"}, bare]}):
        assert comet.verdict(send(app, (path, json.dumps(data).encode(), headers)))[0] == "block", data
    assert verdict(app, "cometchat", "rude", type="image")[0] == "allow"


def test_twilio_checks_additions_and_changes_only(hooked: Callable[..., Any]) -> None:
    app = hooked()
    assert verdict(app, "twilio", "rude", EventType="onMessageUpdate")[0] == "block"
    assert verdict(app, "twilio", "rude", EventType="onConversationAdd")[0] == "allow"


def test_twilio_knows_agents_by_source_and_attributes(hooked: Callable[..., Any]) -> None:
    app = hooked(agents=Agents(metadata=["Source=SDK", "side=agent"]), policy=FIRM)
    assert verdict(app, "twilio", "rude", Source="SMS")[0] == "allow"
    assert verdict(app, "twilio", "rude", Source="SDK")[0] == "block"
    assert verdict(app, "twilio", "rude", Source="API", Attributes='{"side": "agent"}')[0] == "block"
    assert verdict(app, "twilio", "rude", Source="SMS", Attributes='{"Source": "SDK"}')[0] == "allow"


def test_twilio_reads_every_letter(hooked: Callable[..., Any]) -> None:
    app = hooked()
    text = "rude & ąę=ł +% γειά سلام\n\U0001f600"
    assert verdict(app, "twilio", text)[0] == "block"
    assert app.gate.checker.seen[-1].text == text


def test_twilio_needs_its_url(app_with: Callable[..., Any]) -> None:
    with pytest.raises(OptionError, match=r"twilio\.url must be set"):
        app_with('[twilio]\nauth_token = "x"\n')


def test_openim_groups_and_kinds_of_content(hooked: Callable[..., Any]) -> None:
    app = hooked(policy=FIRM)
    assert verdict(app, "openim", "rude", group=True)[0] == "block"
    assert verdict(app, "openim", "", content='{"text": "rude"}')[0] == "block"
    assert verdict(app, "openim", "", content="rude")[0] == "block"
    assert verdict(app, "openim", "", content='"rude"')[0] == "block"
    assert verdict(app, "openim", "", content='{"sourcePicture": {"url": "rude"}}')[0] == "allow"
    path, body, headers = OpenIM().ask("rude")
    other = path.replace("BeforeSendSingleMsg", "AfterSendSingleMsg")
    assert OpenIM().verdict(send(app, (other, body, headers))) == ("allow", "")
