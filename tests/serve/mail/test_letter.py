"""From bytes to words: parts, charsets, encodings, markup, and what is not for our eyes."""

from __future__ import annotations

import base64
import os
from email.message import EmailMessage
from email.policy import SMTP as WIRE

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.serve.mail.letter import Letter, TooLongError, authors, read
from courtesy.serve.mail.marking import with_headers
from courtesy.serve.mail.rich import rich_text

from .post import letter

WORDS = {
    "utf-8": "Ang tanga mo — Καλημέρα, dzień dobry, سلام",
    "iso-8859-7": "Καλημέρα σας",
    "windows-1253": "Καλημέρα σας",
    "iso-8859-2": "Dzień dobry, proszę Pana",
    "windows-1250": "Dzień dobry, proszę Pana",
    "windows-1256": "سلام، روز بخير",
    "us-ascii": "Hello",
}


def raw(message: EmailMessage) -> bytes:
    return message.as_bytes(policy=WIRE)


@pytest.mark.parametrize("charset", WORDS)
@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_charsets_and_encodings(charset: str, cte: str, kind: str) -> None:
    message = letter("")
    message.set_content("x", subtype=kind, charset="utf-8", cte="base64")
    message.set_param("charset", charset)
    body = WORDS[charset].encode(charset)
    if cte == "base64":
        body = base64.encodebytes(body)
    elif cte == "quoted-printable":
        body = b"".join(b"=%02X" % byte for byte in body)
    message.replace_header("Content-Transfer-Encoding", cte)
    head, _, _ = raw(message).partition(b"\r\n\r\n")
    assert read(head + b"\r\n\r\n" + body + b"\r\n").text.strip() == WORDS[charset]


def test_charsets_that_are_wrong() -> None:
    def text(charset: str, body: bytes) -> str:
        return read(
            b"Content-Type: text/plain%s\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%s" % (charset.encode(), body)
        ).text

    assert text("", "Καλή".encode()) == "Καλή"
    assert text("; charset=us-ascii", "Καλή".encode()) == "Καλή"
    assert text("; charset=x-unknown", "Καλή".encode()) == "Καλή"
    assert text("; charset=utf-8", b"a\xff") == "a\ufffd"
    with pytest.raises(LookupError):
        text("; charset=x-unknown", b"\xff")


def test_alternatives_that_say_the_same_are_read_once() -> None:
    message = letter("Hello Maria,\n\nthank you.")
    message.add_alternative("<p>Hello <b>Maria</b>,</p><p>thank you.</p>", subtype="html")
    assert read(raw(message)) == Letter("Hello Maria,\n\nthank you.")


def test_alternatives_that_differ_are_both_read() -> None:
    message = letter("Hello.")
    message.add_alternative("<p>You are &lt;rude&gt;.</p>", subtype="html")
    assert read(raw(message)) == Letter("Hello.", "<p>You are &lt;rude&gt;.</p>")


def test_html_only_and_plain_that_is_empty() -> None:
    message = letter("")
    message.set_content("<p>One.</p><p>Two.</p>", subtype="html")
    assert read(raw(message)).text.split() == ["One.", "Two."]
    message = letter(" \n")
    message.add_alternative("<p>One.</p>", subtype="html")
    assert read(raw(message)) == Letter("One.")


def test_attachments_are_not_read() -> None:
    message = letter("Hello.")
    message.add_attachment("rude", filename="notes.txt")
    message.add_attachment(b"rude", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment(letter("rude"))
    assert read(raw(message)) == Letter("Hello.")


def test_text_after_an_attachment_is_read() -> None:
    message = letter("Hello.")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    more = EmailMessage()
    more.set_content("You are rude.")
    message.attach(more)
    assert read(raw(message)).text == "Hello.\n\nYou are rude."


def test_big_attachments_are_skipped_over() -> None:
    message = letter("")
    message.make_mixed()
    message.add_attachment(os.urandom(6_000_000), maintype="application", subtype="zip", filename="a.zip")
    more = EmailMessage()
    more.set_content("You are rude.")
    message.attach(more)
    assert read(raw(message)) == Letter("You are rude.")


def test_long_words_in_base64_stay_too_long() -> None:
    message = letter("")
    message.set_content("a" * 5_000_000, cte="base64")
    assert len(read(raw(message)).text) > 100_000 * 8


@pytest.mark.parametrize(
    ("kind", "sealed"),
    [
        ('multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b', True),
        ("application/pkcs7-mime; smime-type=enveloped-data", True),
        ("text/plain", False),
        ("multipart/signed; boundary=b", False),
    ],
)
def test_sealed_letters(kind: str, sealed: bool) -> None:
    body = "--b\r\nContent-Type: text/plain\r\n\r\nHello.\r\n--b--\r\n" if "boundary" in kind else "Hello."
    assert read(f"Content-Type: {kind}\r\n\r\n{body}".encode()) == Letter("" if sealed else "Hello.", sealed=sealed)
    assert read(b"\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM\r\n-----END PGP MESSAGE-----\r\n").sealed


def test_a_multipart_without_parts_can_not_be_read() -> None:
    with pytest.raises(ValueError, match="without parts"):
        read(b"Content-Type: multipart/mixed\r\n\r\nrude")


# ------------------------------------------------------------------------------------------------------------ markup


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Hello<br>you", "Hello\nyou"),
        ("<style>rude</style><script>rude</script><title>rude</title><p>Hello</p><!-- rude -->", "Hello"),
        ("<p style='display:none'>rude</p><p>Hello</p>", "Hello"),
        ("<p>Hello</p><blockquote type=cite>rude <p>rude</p></blockquote>", "Hello"),
        ("<div>Hello</div><div class='gmail_quote'><div class='gmail_attr'>On Mon, 4 May 2026 at 10:00 Maria &lt;<a href='mailto:m@c.test'>m@c.test</a>&gt; wrote:<br></div><blockquote class='gmail_quote' style='margin:0 0 0 .8ex;border-left:1px solid rgb(204,204,204)'>rude</blockquote></div>", "Hello"),
        ("<div>Hello</div><div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>From:</b> Maria<br><b>Sent:</b> Monday<br><b>To:</b> Ana<br><b>Subject:</b> Order</div><div>rude</div>", "Hello"),
        ("<p>Hello</p><div class='gmail_signature'>rude</div><div id='Signature'>rude</div><pre class='moz-signature'>rude</pre>", "Hello"),
        ("<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>Hello</blockquote>", "Hello"),
        ("<img alt='Hello' src='x'>", "Hello"),
        ("<?xml version='1.0' encoding='utf-8'?><html><body>Καλημέρα</body></html>", "Καλημέρα"),
        ("<meta charset='iso-8859-1'>Καλημέρα", "Καλημέρα"),
        ("<!-- only -->", ""),
        ("", ""),
        ("a\0b", "ab"),
    ],
)  # fmt: skip
def test_markup(html: str, text: str) -> None:
    message = letter("")
    message.set_content(html, subtype="html")
    assert read(raw(message)).text.strip() == text


def test_nothing_that_is_nested_deeply_is_lost() -> None:
    assert "rude" in rich_text("<div>" * 300 + "rude")
    assert "rude" in rich_text("<table><tr><td>" * 60 + "rude")
    with pytest.raises(RecursionError):
        rich_text("<div>" * 5000 + "rude")


def test_too_much_markup() -> None:
    message = letter("")
    message.set_content("<p>a</p>" * 200_000, subtype="html")
    with pytest.raises(TooLongError):
        read(raw(message))


@given(st.text("<>!-/[]?&;ab\n \"'=", max_size=60))
def test_any_markup_can_be_read(html: str) -> None:
    assert isinstance(rich_text(html), str)


# ------------------------------------------------------------------------------------------------------------ headers


def test_authors() -> None:
    assert authors(b"From: =?utf-8?q?=C3=81na?= <Ana@Shop.Test>, b@c.test\r\nTo: x@y\r\n\r\nFrom: no@no") == [
        "ana@shop.test",
        "b@c.test",
    ]
    assert authors(b"Subject: x\r\n\r\n") == []
    assert authors(b"From: \xff\xfe <a@b>\r\n\r\n") == ["a@b"]


def test_headers_are_put_on_top_and_nothing_else_changes() -> None:
    body = b"\r\nX-Courtesy-Score: 7\r\n" + os.urandom(500)
    brought = b"Received: a\r\n b\r\nx-courtesy-score: 100\r\n 100\r\nSubject: x\r\n"
    marked = with_headers(brought + body, [("X-Courtesy-Score", "12")], without=["X-Courtesy-Score"])
    assert marked == b"X-Courtesy-Score: 12\r\nReceived: a\r\n b\r\nSubject: x\r\n" + body
    assert with_headers(brought + body, []) == brought + body


@given(st.binary(max_size=80))
def test_any_bytes_stay_as_they_are(content: bytes) -> None:
    assert with_headers(content, []) == content
    assert with_headers(content, [("A", "b")]) == b"A: b\r\n" + content
