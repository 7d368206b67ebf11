"""The gate: what it answers, in time, whatever happens inside, and what it never keeps."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy import Checker, Conversation, Message, Report, Turn
from courtesy.serve import Gate, Outgoing, Verdict
from courtesy.serve.markup import html_to_text
from courtesy.serve.memory import SecondTries
from courtesy.serve.policy import RULES, Policy
from courtesy.serve.sides import Agents
from courtesy.serve.worker import Worker

from .fakes import Clock, FakeChecker, gates

RUDE = {
    "en": "You idiot, stop writing to us.",
    "el": "Είστε ηλίθιος, μη μας ξαναγράψετε.",
    "pl": "Jest pan idiotą, proszę do nas nie pisać.",
    "fa": "احمق، دیگه به ما پیام نده.",
    "fil": "Ang tanga mo, huwag ka nang sumulat sa amin.",
}
CLEAN = {
    "en": "Thank you for writing, Ana. Could you send me the number, please?",
    "el": "Σας ευχαριστώ για το μήνυμα. Θα μπορούσατε να μου στείλετε τον αριθμό, παρακαλώ;",
    "pl": "Dziękuję za wiadomość. Czy może mi Pani podać numer, proszę?",
    "fa": "ممنون از پیام شما. لطفاً شماره را برایم بفرستید.",
    "fil": "Salamat po sa mensahe. Maaari po bang pakipadala ang numero?",
}

gate_with = contextmanager(gates)


@pytest.fixture
def gate():
    yield from gates()


def ask(gate: Gate, text: str, how: str = "await", **more: object) -> Verdict:
    message = Outgoing(text, **{"sender": "@agent", "room": "r1", **more})
    return gate.judge_now(message) if how == "now" else asyncio.run(gate.judge(message))


both_ways = pytest.mark.parametrize("how", ["await", "now"])


# ------------------------------------------------------------------------------------------------------- the verdict


@both_ways
@pytest.mark.parametrize(
    ("text", "action", "cause", "again"),
    [
        ("fine", "allow", "clean", False),
        ("an RMA", "allow", "clean", False),
        ("cold", "warn", "findings", False),
        ("rude", "block", "findings", True),
        ("rude and cold", "block", "findings", True),
        ("  \n", "allow", "empty", False),
    ],
)
def test_actions(gate: Gate, how: str, text: str, action: str, cause: str, again: bool) -> None:
    verdict = ask(gate, text, how)
    assert (verdict.action, verdict.cause, verdict.ask) == (action, cause, again)
    assert bool(verdict.notice) == (action in ("warn", "block"))
    assert verdict.passes == (action != "block")


@pytest.mark.parametrize("lang", RUDE)
def test_every_language_with_the_real_checker(lang: str) -> None:
    gate = Gate(Checker(ui_lang=lang), ui_lang=lang, deadline=30)
    rude, clean = ask(gate, RUDE[lang]), ask(gate, CLEAN[lang])
    gate.close()
    assert rude.action == "block"
    assert rude.report.lang == lang
    assert "rudeness" in {finding.check for finding in rude.report.findings}
    assert rude.report.findings[0].message in rude.notice
    assert (clean.action, clean.cause) == ("allow", "clean")


def test_the_notice_shows_words_reason_and_suggestion(gate: Gate) -> None:
    lines = ask(gate, "rude and cold").notice.splitlines()
    assert "\u201crude\u201d: Why rudeness." in lines[1]
    assert "\u201ccold\u201d: Why coldness. Try: Write a warm word." in lines[2]
    assert "again" in lines[3]


def test_a_notice_stays_short() -> None:
    gate = Gate(Checker(ui_lang="en"), deadline=30)
    verdict = ask(gate, "You idiot. Not my problem. As I already explained. Calm down. Hurry up! " * 50)
    gate.close()
    assert len(verdict.notice.splitlines()) <= 5
    assert len(verdict.notice) < 2500


@pytest.mark.parametrize("least", [60, 61])
def test_low_scores_are_treated_as_errors(least: int) -> None:
    with gate_with(policy=Policy({"warning": "allow"}, min_score=least)) as gate:
        assert ask(gate, "cold").action == ("block" if least > 60 else "allow")


def test_a_check_with_a_rule_of_its_own() -> None:
    with gate_with(policy=Policy({"error": "block"}, {"rudeness": "warn", "jargon": "ask"})) as gate:
        assert ask(gate, "rude").action == "warn"
        assert ask(gate, "an RMA").ask
        blocked = ask(gate, "cheap")
        assert (blocked.action, blocked.ask) == ("block", False)


# ----------------------------------------------------------------------------------------------------------- rewrite


def test_only_named_rules_rewrite() -> None:
    with gate_with(policy=Policy(rewrite=["en.jargon.*", "en.pushiness.cheap"])) as gate:
        verdict = ask(gate, "a cheap RMA for you", can_rewrite=True)
        assert (verdict.action, verdict.text) == ("rewrite", "a affordable return for you")
        assert not verdict.passes
        assert ask(gate, "a cold RMA", can_rewrite=True).text == "a cold return"


def test_what_a_rewrite_does_not_mend_is_still_refused() -> None:
    with gate_with(policy=Policy(rewrite=["en.jargon.*"])) as gate:
        verdict = ask(gate, "a rude RMA", can_rewrite=True)
        assert (verdict.action, verdict.text) == ("block", None)


def test_hooks_that_cannot_rewrite_are_not_asked_to() -> None:
    with gate_with(policy=Policy(rewrite=["en.*"])) as gate:
        assert ask(gate, "an RMA").action == "allow"
        assert ask(gate, "cheap").action == "block"


def test_rich_text_is_never_rewritten() -> None:
    with gate_with(policy=Policy(rewrite=["en.*"])) as gate:
        assert ask(gate, "cheap", html="<b>cheap</b>", can_rewrite=True).action == "block"


@given(st.lists(st.sampled_from(["RMA", "cheap", "a", " ", ". ", "\n"]), max_size=9).map("".join))
def test_a_rewrite_changes_nothing_but_the_named_words(text: str) -> None:
    policy = Policy(rewrite=["en.jargon.RMA", "en.pushiness.cheap"])
    report = FakeChecker().check(Message(text))
    out = policy.rewritten(text, report)
    expected = text.replace("RMA", "return", 1).replace("cheap", "affordable", 1)
    assert (text if out is None else out).lower() == expected.lower()


def test_a_rewrite_begins_a_sentence_with_a_capital() -> None:
    with gate_with(policy=Policy(rewrite=["en.jargon.*"])) as gate:
        assert ask(gate, "Hi. RMA sent", can_rewrite=True).text == "Hi. Return sent"


# --------------------------------------------------------------------------------------------------------- rich text


@pytest.mark.parametrize(
    ("html", "action"),
    [
        ("<b>ru</b>de", "block"),
        ("<p>fine</p>", "allow"),
        ("<script>rude</script>fine", "allow"),
        ("<blockquote>rude</blockquote>fine", "allow"),
        ("<mx-reply>rude</mx-reply>fine", "allow"),
        ("<img alt='rude'>", "block"),
        ("</blockquote>rude", "block"),
        ("&#114;ude", "block"),
        ("<![x[rude", "block"),
        ("<!rude><!--rude--><?rude?>fine", "allow"),
    ],
)
def test_rich_text_is_read_too(gate: Gate, html: str, action: str) -> None:
    assert ask(gate, "fine", html=html).action == action


def test_rich_text_alone(gate: Gate) -> None:
    assert ask(gate, " ", html="<p>rude</p>").action == "block"
    assert [message.text for message in gate.checker.seen] == ["rude"]


@given(st.text("<>!-/[]?&;ab\n \"'=", max_size=60))
def test_any_markup_can_be_read(html: str) -> None:
    assert isinstance(html_to_text(html), str)


@pytest.mark.parametrize("piece", ["<", "<!--", "<b ", "&#", "<![CDATA[", "<script>", "</", "<b>", "<?"])
def test_markup_that_never_ends_is_read_in_time(piece: str) -> None:
    started = time.process_time()
    html_to_text(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 5


def test_the_gravest_of_plain_and_rich_counts(gate: Gate) -> None:
    assert ask(gate, "rude", html="cold").action == "block"
    assert ask(gate, "cold", html="<i>fine</i>").action == "warn"


# ------------------------------------------------------------------------------------------------------- which side


@pytest.mark.parametrize(
    ("agents", "sender", "metadata", "checked"),
    [
        (Agents(), "", {}, True),
        (Agents(senders=["ana"]), "ana", {}, True),
        (Agents(senders=["ana"]), "ben", {}, False),
        (Agents(senders=["ana"]), "", {}, False),
        (Agents(patterns=["@desk-*:x.example", "@boss:*"]), "@desk-7:x.example", {}, True),
        (Agents(patterns=["@desk-*:x.example"]), "@desk-7:y.example", {}, False),
        (Agents(patterns=["*"]), "", {}, False),
        (Agents(metadata=["role=agent", "role=boss"]), "zoe", {"role": "boss"}, True),
        (Agents(metadata=["role=agent"]), "zoe", {"role": "user"}, False),
        (Agents(senders=["ana"], metadata=["role=agent"]), "zoe", {"role": "agent"}, True),
    ],
)
def test_only_agents_are_checked(agents: Agents, sender: str, metadata: dict[str, str], checked: bool) -> None:
    with gate_with(agents=agents, on_failure="closed") as gate:
        verdict = ask(gate, "rude", sender=sender, metadata=metadata)
        assert (verdict.action, verdict.cause) == (("block", "findings") if checked else ("allow", "customer"))
        assert bool(gate.checker.seen) == checked


# ----------------------------------------------------------------------------------------------------------- failures


@both_ways
@pytest.mark.parametrize(("on_failure", "action"), [("open", "allow"), ("closed", "block")])
@pytest.mark.parametrize(("text", "cause"), [("boom", "error"), ("slow", "timeout"), ("x" * 101, "too-long")])
def test_the_policy_answers_for_failures(how: str, on_failure: str, action: str, text: str, cause: str) -> None:
    with gate_with(on_failure=on_failure, deadline=0.05, max_chars=100) as gate:
        verdict = ask(gate, text, how)
        assert (verdict.action, verdict.cause, verdict.failed) == (action, cause, True)
        assert bool(verdict.notice) == (action == "block")
        assert not verdict.ask


@both_ways
def test_the_deadline_holds(how: str) -> None:
    with gate_with(deadline=0.2) as gate:
        started = time.monotonic()
        assert ask(gate, "slow", how).cause == "timeout"
        assert 0.15 < time.monotonic() - started < 1.5


def test_a_caller_may_have_less_time(gate: Gate) -> None:
    started = time.monotonic()
    assert asyncio.run(gate.judge(Outgoing("slow"), seconds=0.01)).cause == "timeout"
    assert gate.judge_now(Outgoing("slow"), seconds=-1).cause == "timeout"
    assert time.monotonic() - started < 1.5


def test_too_much_at_once_is_answered_by_the_policy() -> None:
    with gate_with(deadline=0.3, on_failure="closed") as gate:

        async def many() -> list[Verdict]:
            return await asyncio.gather(*(gate.judge(Outgoing("slow")) for _ in range(20)))

        started = time.monotonic()
        causes = [verdict.cause for verdict in asyncio.run(many())]
        assert time.monotonic() - started < 2
        assert set(causes) == {"timeout", "overload"}
        assert causes.count("overload") >= 20 - 4 - 1  # four may wait, one is being done
        gate.checker.release.set()
        deadline = time.monotonic() + 5
        while gate.worker.waiting and time.monotonic() < deadline:
            time.sleep(0.01)
        assert ask(gate, "fine").cause == "clean"
        assert (
            sum(message.text == "slow" for message in gate.checker.seen) == 1
        )  # nobody waited for the others any more


class Reader(FakeChecker):
    """Notes which thread read what."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[tuple[str, bool]] = []

    def check(self, message: Message) -> Report:
        self.threads.append((message.text[:5], threading.current_thread() is threading.main_thread()))
        return super().check(message)


@contextmanager
def reading(**more: object) -> Iterator[Gate]:
    with gate_with(**more) as gate:
        gate.checker = Reader()
        yield gate
        gate.checker.release.set()


@pytest.mark.parametrize(
    ("message", "here"),
    [
        (Outgoing("x" * 50), True),
        (Outgoing("x" * 51), False),
        (Outgoing("x", html="<p>y"), False),
        (Outgoing("x", conversation=Conversation([Turn("agent", "x")])), False),
    ],
)
def test_short_messages_are_read_at_once(message: Outgoing, here: bool) -> None:
    with reading(at_once=50) as gate:
        assert asyncio.run(gate.judge(message)).cause == "clean"
        assert {main for _, main in gate.checker.threads} == {here}
        gate.judge_now(message)
        assert gate.checker.threads[-1][1] is False


def test_what_is_read_at_once_fails_by_the_policy_too() -> None:
    with reading(at_once=50, on_failure="closed") as gate:
        verdict = ask(gate, "boom")
        assert (verdict.action, verdict.cause) == ("block", "error")
        assert ask(gate, "rude").ask
        assert asyncio.run(gate.judge(Outgoing("fine"), seconds=0)).cause == "timeout"
        gate.close()
        assert ask(gate, "fine").cause == "overload"


def test_nothing_is_read_at_once_while_the_worker_is_busy() -> None:
    with reading(at_once=10, deadline=0.2) as gate:

        async def two() -> list[Verdict]:
            first = asyncio.create_task(gate.judge(Outgoing("slow" + "x" * 50)))
            while not gate.checker.threads:
                await asyncio.sleep(0.01)
            return await asyncio.gather(first, gate.judge(Outgoing("fine")))

        assert [verdict.cause for verdict in asyncio.run(two())] == ["timeout", "timeout"]


def test_one_turn_of_the_loop_reads_for_a_bounded_time() -> None:
    with reading(at_once=50) as gate:

        def check(message: Message) -> Report:
            time.sleep(0.015)
            return Reader.check(gate.checker, message)

        gate.checker.check = check

        async def five() -> list[Verdict]:
            verdicts = await asyncio.gather(*(gate.judge(Outgoing(f"m{number}")) for number in range(5)))
            return [*verdicts, await gate.judge(Outgoing("m5"))]

        assert [verdict.cause for verdict in asyncio.run(five())] == ["clean"] * 6
        assert [text for text, main in gate.checker.threads if main] == ["m0", "m1", "m5"]
        assert sorted(text for text, main in gate.checker.threads if not main) == ["m2", "m3", "m4"]


def test_a_closed_gate_answers_still() -> None:
    with gate_with(on_failure="closed") as gate:
        gate.close()
        verdict = ask(gate, "fine")
        assert (verdict.action, verdict.cause) == ("block", "overload")


def test_closing_answers_who_waits() -> None:
    with gate_with(deadline=5) as gate:

        async def two() -> list[Verdict]:
            tasks = [asyncio.create_task(gate.judge(Outgoing("slow"))) for _ in range(2)]
            await asyncio.sleep(0.1)
            gate.close()
            gate.checker.release.set()
            return await asyncio.gather(*tasks)

        assert [verdict.cause for verdict in asyncio.run(two())] == ["clean", "overload"]


@pytest.mark.parametrize(("encrypted", "action"), [("allow", "allow"), ("block", "block")])
def test_encrypted_messages_pass_by_policy(encrypted: str, action: str) -> None:
    told = []
    with gate_with(encrypted=encrypted, agents=Agents(["ana"]), listener=lambda *event: told.append(event)) as gate:
        verdict = gate.unreadable(Outgoing("", sender="ana"))
        assert (verdict.action, verdict.cause) == (action, "encrypted")
        assert gate.unreadable(Outgoing("", sender="zoe")).cause == "customer"
    assert [verdict.cause for _, verdict, _ in told] == ["encrypted", "customer"]


def test_a_hook_that_makes_no_sense_of_a_message(gate: Gate) -> None:
    verdict = gate.failure(Outgoing("", via="x"), "error", ValueError("rude"))
    assert (verdict.action, verdict.cause) == ("allow", "error")
    assert "rude" not in verdict.detail


# ------------------------------------------------------------------------------------------------------ asking twice


def test_the_same_message_again_goes_through(gate: Gate) -> None:
    assert ask(gate, "rude").action == "block"
    confirmed = ask(gate, "rude ")
    assert (confirmed.action, confirmed.cause, confirmed.notice) == ("warn", "confirmed", "")
    assert ask(gate, "rude").action == "block"  # each sending is asked about


@pytest.mark.parametrize(
    "change",
    [{"text": "rude!"}, {"sender": "@other"}, {"room": "r2"}, {"html": "<b>rude</b>"}],
    ids=lambda c: next(iter(c)),
)
def test_anything_else_is_another_message(gate: Gate, change: dict[str, str]) -> None:
    assert ask(gate, "rude").action == "block"
    assert ask(gate, **{"text": "rude", **change}).action == "block"


def test_nothing_is_remembered_without_a_sender(gate: Gate) -> None:
    for _ in range(3):
        verdict = ask(gate, "rude", sender="")
        assert (verdict.action, verdict.ask) == ("block", True)


def test_failures_are_not_confirmed() -> None:
    with gate_with(on_failure="closed") as gate:
        assert [ask(gate, "boom").action for _ in range(3)] == ["block"] * 3


def test_memory_expires() -> None:
    clock = Clock()
    memory = SecondTries(minutes=10, after=1, clock=clock)
    assert not memory.confirms("a", "r", "t")
    clock.now += 0.5
    assert not memory.confirms("a", "r", "t")  # a machine calls again
    clock.now += 599
    assert memory.confirms("a", "r", "t")
    assert not memory.confirms("a", "r", "t")
    clock.now += 600
    assert not memory.confirms("a", "r", "t")
    assert len(memory) == 1


@given(
    st.lists(st.tuples(st.text(max_size=2), st.text(max_size=2), st.text(max_size=3)), max_size=60), st.integers(1, 5)
)
def test_memory_is_bounded(tries: list[tuple[str, str, str]], capacity: int) -> None:
    memory = SecondTries(after=0, capacity=capacity, clock=Clock())
    for one in tries:
        memory.confirms(*one)
        assert len(memory) <= capacity


@given(st.tuples(st.text(), st.text(), st.text()), st.tuples(st.text(), st.text(), st.text()))
def test_only_the_identical_try_confirms(first: tuple[str, str, str], second: tuple[str, str, str]) -> None:
    memory = SecondTries(after=0, key="k")
    assert not memory.confirms(*first)
    same = first[:2] == second[:2] and first[2].strip() == second[2].strip()
    assert memory.confirms(*second) == same


def test_memory_holds_only_hashes() -> None:
    memory = SecondTries(key="k")
    memory.confirms("ana@example.org", "room", "you are rude \ud800")
    kept = repr(vars(memory))
    assert "rude" not in kept
    assert "ana" not in kept
    assert all(len(digest) == 32 for digest in memory._first)
    other = SecondTries(key="other")
    other.confirms("ana@example.org", "room", "you are rude \ud800")
    assert set(other._first).isdisjoint(memory._first)


# ------------------------------------------------------------------------------------------------- watching, privacy


def test_the_listener_hears_everything_and_can_break_nothing(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[str, str]] = []

    def listener(message: Outgoing, verdict: Verdict, seconds: float) -> None:
        told.append((message.via, verdict.cause))
        assert seconds >= 0
        raise ValueError("rude")

    with caplog.at_level(logging.DEBUG), gate_with(listener=listener) as gate:
        for text in ("fine", "rude", "boom", " "):
            ask(gate, text, via="test")
    assert told == [("test", "clean"), ("test", "findings"), ("test", "error"), ("test", "empty")]
    assert "the listener failed: ValueError" in caplog.text
    assert "rude" not in caplog.text
    assert "boom" not in caplog.text


def test_what_failed_is_named_without_the_message(gate: Gate) -> None:
    detail = ask(gate, "boom secret words").detail
    assert detail.startswith("RuntimeError at ")
    assert "fakes.py:" in detail
    assert "secret" not in detail


def test_a_verdict_as_json(gate: Gate) -> None:
    data = ask(gate, "rude").to_dict()
    assert data["action"] == "block"
    assert data["report"]["findings"][0]["check"] == "rudeness"
    assert "text" not in data
    assert "report" not in ask(gate, "").to_dict()


def test_message_settings_reach_the_checker(gate: Gate) -> None:
    ask(gate, "fine", lang="pl", channel="email", formality="formal")
    message = gate.checker.seen[-1]
    assert (message.lang, message.channel, message.formality) == ("pl", "email", "formal")


def test_conversations_are_checked_whole(gate: Gate) -> None:
    turns = [Turn("customer", "rude"), Turn("agent", "cold")]
    assert ask(gate, "cold", conversation=Conversation(turns)).action == "warn"
    assert gate.checker.seen[-1].text == "cold"


@given(st.lists(st.sampled_from(["rude", "cold", "RMA", "cheap", "fine"]), max_size=4), st.data())
def test_another_fault_never_makes_the_rule_milder(words: list[str], data: st.DataObject) -> None:
    severities = {name: data.draw(st.sampled_from(RULES)) for name in ("error", "warning", "info")}
    policy = Policy(severities, min_score=data.draw(st.integers(0, 100)))
    checker = FakeChecker()

    def rank(text: str) -> int:
        return RULES.index(policy.decide(checker.check(Message(text))).rule)

    assert rank(" ".join(words)) <= rank(" ".join([*words, "rude"])) or severities["error"] != "block"


def test_workers_are_daemons_and_end() -> None:
    worker = Worker(2, 4)
    assert worker.submit(lambda: 7).result(5) == 7
    assert all(thread.daemon for thread in worker._threads)
    worker.close()
    for thread in worker._threads:
        thread.join(5)
        assert not thread.is_alive()
