"""How each system asks and what it understands by the answers: the vendors' own code signs, where they publish any."""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier
from stream_chat import StreamChat
from twilio.request_validator import RequestValidator

from .client import Answer

Asked = tuple[str, bytes, dict[str, str]]
STREAM_SECRET = "stream-secret-of-thirty-two-bytes-or-more"
JSON = {"content-type": "application/json"}


class Matrix:
    """As synapse-http-antispam 0.5 asks, and as it reads the answers."""

    sender = "@desk-1:example.org"
    room = "!r:example.org"
    rewrites = False
    fail_open = True

    def ask(self, text: str, sender: str = sender, token: str = "matrix-token", **content: Any) -> Asked:
        event = {
            "type": "m.room.message", "sender": sender, "room_id": self.room, "event_id": "$1", "origin_server_ts": 1,
            "content": {"msgtype": "m.text", "body": text, **content},
        }  # fmt: skip
        return self.event(event, token)

    def event(self, event: Any, token: str = "matrix-token") -> Asked:
        body = json.dumps({"event": event}).encode()
        return "/hooks/matrix/check_event_for_spam", body, {**JSON, "authorization": f"Bearer {token}"}

    def verdict(self, answer: Answer) -> tuple[str, str]:
        if 200 <= answer.status < 300:
            return "allow", ""
        try:
            data = answer.json
        except ValueError:
            return ("allow" if self.fail_open else "block"), "the module's own fail_open"
        assert data["errcode"] == "M_FORBIDDEN"
        return "block", data["error"]


class Stream:
    """Signed as the SDK verifies; anything but an answer with a message lets the message through."""

    sender = "desk-1"
    rewrites = True

    def ask(self, text: str, sender: str = sender, secret: str = STREAM_SECRET, **more: Any) -> Asked:
        data = {
            "message": {"id": "", "text": text, "html": "", "type": "regular", **more},
            "user": {"id": sender, "role": "user"},
            "channel": {"cid": "messaging:ticket-7", "type": "messaging"},
            "request_info": {"type": "client", "ip": "127.0.0.1"},
        }
        return self.raw(json.dumps(data).encode(), secret)

    def raw(self, body: bytes, secret: str = STREAM_SECRET, *, packed: bool = False) -> Asked:
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        assert StreamChat("key", secret).verify_webhook(body, signature)
        headers = {**JSON, "x-signature": signature, "x-api-key": "key"}
        if packed:
            return "/hooks/stream", gzip.compress(body), {**headers, "content-encoding": "gzip"}
        return "/hooks/stream", body, headers

    def verdict(self, answer: Answer) -> tuple[str, str]:
        if answer.status != 200:
            return "allow", "not an answer"
        message = answer.json.get("message", {})
        if message.get("type") == "error":
            return "block", message["text"]
        return ("rewrite", message["text"]) if "text" in message else ("allow", "")


class Ably:
    sender = "desk-1"
    rewrites = False

    def ask(self, text: str, sender: str = sender, token: str = "ably-token", **more: Any) -> Asked:
        data = {
            "source": "chat", "appId": "a", "room": "ticket-7", "site": "eu", "ruleId": "r",
            "message": {"clientId": sender, "text": text, "metadata": {}, "headers": {}, **more},
        }  # fmt: skip
        return "/hooks/ably", json.dumps(data).encode(), {**JSON, "authorization": f"Bearer {token}"}

    def verdict(self, answer: Answer) -> tuple[str, str]:
        assert answer.status == 200, answer.body
        if answer.json["action"] == "accept":
            return "allow", ""
        assert answer.json["action"] == "reject"
        return "block", answer.json["rejectionReason"]["reason"]


class CometChat:
    sender = "desk-1"
    rewrites = False

    def ask(self, text: str, sender: str = sender, password: str = "chat", **more: Any) -> Asked:
        message = {
            "id": "1", "conversationId": "group_7", "sender": sender, "receiver": "7", "type": "text",
            "data": {"text": text, "entities": {"sender": {"entity": {"uid": sender, "role": "default"}}}}, **more,
        }  # fmt: skip
        data = {"contextMessages": [{"text": "an earlier one, rude"}, message]}
        credentials = base64.b64encode(f"comet:{password}".encode()).decode()
        return "/hooks/cometchat", json.dumps(data).encode(), {**JSON, "authorization": f"Basic {credentials}"}

    def verdict(self, answer: Answer) -> tuple[str, str]:
        assert answer.status == 200, answer.body
        data = answer.json
        assert data["confidence"] == (1.0 if data["isMatchingCondition"] else 0.0)
        return ("block" if data["isMatchingCondition"] else "allow"), data["reason"]


class Twilio:
    """Signed by Twilio's own validator, for the public URL and not for the one that the service sees."""

    sender = "desk-1"
    rewrites = True

    def ask(self, text: str, sender: str = sender, token: str = "twilio-token", **more: str) -> Asked:
        form = {
            "EventType": "onMessageAdd", "Body": text, "Author": sender, "ConversationSid": "CH1", "Source": "SDK",
            "Attributes": "{}", "AccountSid": "AC1", "ParticipantSid": "MB1", **more,
        }  # fmt: skip
        url = "https://hooks.example.org/hooks/twilio?tenant=1"
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-twilio-signature": RequestValidator(token).compute_signature(url, form),
        }
        return "/hooks/twilio?tenant=1", urlencode(form).encode(), headers

    def verdict(self, answer: Answer) -> tuple[str, str]:
        if answer.status == 403:
            return "block", answer.json["message"]
        assert answer.status == 200
        return ("rewrite", answer.json["body"]) if "body" in answer.json else ("allow", "")


class OpenIM:
    sender = "desk-1"
    rewrites = False

    def ask(
        self, text: str, sender: str = sender, token: str = "openim-token", group: bool = False, **more: Any
    ) -> Asked:
        command = f"callbackBeforeSend{'Group' if group else 'Single'}MsgCommand"
        data = {
            "sendID": sender, "callbackCommand": command, "serverMsgID": "1", "clientMsgID": "1", "operationID": "1",
            "senderPlatformID": 1, "senderNickname": "Ana", "sessionType": 1, "msgFrom": 100, "contentType": 101,
            "content": json.dumps({"content": text}), "ex": "", **({"groupID": "7"} if group else {"recvID": "8"}), **more,
        }  # fmt: skip
        return f"/hooks/openim/{token}/{command}?contenttype=json", json.dumps(data).encode(), JSON

    def verdict(self, answer: Answer) -> tuple[str, str]:
        assert answer.status == 200, answer.body
        data = answer.json
        assert set(data) == {"actionCode", "nextCode", "errCode", "errMsg", "errDlt"}
        assert data["actionCode"] == 0
        assert data["errCode"] == (5001 if data["nextCode"] else 0)
        return ("block" if data["nextCode"] else "allow"), data["errMsg"]


class Slack:
    """The slash command, signed by Slack's own SDK."""

    sender = "U1"
    rewrites = True

    def ask(self, text: str, sender: str = sender, secret: str = "slack-secret", age: float = 0) -> Asked:
        form = {
            "command": "/say", "text": text, "user_id": sender, "channel_id": "C7", "team_id": "T1",
            "api_app_id": "A1", "trigger_id": "t1", "response_url": "http://127.0.0.1:9/",
        }  # fmt: skip
        return self.raw(urlencode(form).encode(), secret, age)

    def submit(self, text: str | None, sender: str = sender) -> Asked:
        payload = {
            "type": "view_submission", "user": {"id": sender}, "team": {"id": "T1"}, "api_app_id": "A1",
            "view": {
                "type": "modal", "callback_id": "courtesy_say", "private_metadata": "C7", "id": "V1",
                "state": {"values": {"message": {"text": {"type": "plain_text_input", "value": text}}}},
            },
        }  # fmt: skip
        return self.raw(urlencode({"payload": json.dumps(payload)}).encode())

    def raw(self, body: bytes, secret: str = "slack-secret", age: float = 0) -> Asked:
        stamp = str(int(time.time() - age))
        signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body.decode("latin-1"))
        return (
            "/hooks/slack",
            body,
            {
                "content-type": "application/x-www-form-urlencoded",
                "x-slack-signature": signature,
                "x-slack-request-timestamp": stamp,
            },
        )

    def verdict(self, answer: Answer) -> tuple[str, str]:
        assert answer.status == 200, answer.body
        data = answer.json
        if data["response_type"] == "ephemeral":
            return "block", data["text"]
        assert data["response_type"] == "in_channel"
        words, _, author = data["text"].rpartition("\n")
        assert author == f"— <@{self.sender}>"
        return "allow", words
