"""As much of an XMPP client as the tests need: it logs in, joins a room, sends, and waits for stanzas."""

from __future__ import annotations

import base64
import socket
from collections import deque
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from .real import PATIENCE

CLIENT = "{jabber:client}"
STANZAS = "{urn:ietf:params:xml:ns:xmpp-stanzas}"


class Client:
    """Somebody who is logged in over a plain connection on this machine."""

    def __init__(self, port: int, jid: str, password: str) -> None:
        name, _, self.host = jid.partition("@")
        self.jid = jid
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._seen: deque[ET.Element] = deque()
        self._sent = 0
        try:
            self._logs_in(name, password)
        except BaseException:
            self.close()
            raise

    def _logs_in(self, name: str, password: str) -> None:
        self._open()
        secret = base64.b64encode(f"\0{name}\0{password}".encode()).decode()
        self.send(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>")
        assert self._next().tag.endswith("}success")
        self._open()
        bound = self.asks("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>test</resource></bind>")
        self.full = bound.findtext(".//{urn:ietf:params:xml:ns:xmpp-bind}jid") or ""
        self.send("<presence/>")

    def close(self) -> None:
        self._socket.close()

    def send(self, xml: str) -> None:
        self._socket.sendall(xml.encode())

    def asks(self, xml: str, kind: str = "set") -> ET.Element:
        """Send a question and return its answer; what comes in between is kept."""
        self._sent += 1
        self.send(f"<iq type='{kind}' id='q{self._sent}'>{xml}</iq>")
        return self.waits(lambda stanza: stanza.tag == f"{CLIENT}iq" and stanza.get("id") == f"q{self._sent}")

    def says(self, to: str, text: str, kind: str = "chat", more: str = "", *, ident: str = "m") -> None:
        body = f"<body>{escape(text)}</body>" if text else ""
        self.send(f"<message to='{to}' type='{kind}' id='{ident}'>{body}{more}</message>")

    def joins(self, room: str, nick: str) -> None:
        self.send(f"<presence to='{room}/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
        self.waits(lambda stanza: stanza.tag == f"{CLIENT}presence" and stanza.get("from") == f"{room}/{nick}")

    def waits(self, fits: Any) -> ET.Element:
        """Return the first stanza that fits, be it there already or not; the others stay."""
        for stanza in self._seen:
            if fits(stanza):
                self._seen.remove(stanza)
                return stanza
        while True:
            stanza = self._next()
            if fits(stanza):
                return stanza
            self._seen.append(stanza)

    def hears(self) -> ET.Element:
        """Return the next message with words in it, or an error."""
        return self.waits(
            lambda stanza: (
                stanza.tag == f"{CLIENT}message"
                and (stanza.find(f"{CLIENT}body") is not None or stanza.get("type") == "error")
            )
        )

    def _open(self) -> None:
        self._parser = ET.XMLPullParser(["start", "end"])
        self._depth = 0
        self.send(
            f"<?xml version='1.0'?><stream:stream to='{self.host}' version='1.0' xmlns='jabber:client' "
            "xmlns:stream='http://etherx.jabber.org/streams'>"
        )
        assert self._next().tag.endswith("}features")

    def _next(self) -> ET.Element:
        while True:
            for event, element in self._parser.read_events():
                self._depth += 1 if event == "start" else -1
                if event == "end" and self._depth == 1:
                    return element
            data = self._socket.recv(65536)
            assert data, "the server closed the connection"
            self._parser.feed(data)
