"""OpenIM: the callbacks before a message to one or to a group is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from courtesy.serve.http.auth import same
from courtesy.serve.http.hooks.base import Hook, ok, text, texts
from courtesy.serve.verdict import Outgoing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import HttpSettings, OpenIMSettings
    from courtesy.serve.verdict import Verdict

_COMMANDS = ("callbackBeforeSendSingleMsgCommand", "callbackBeforeSendGroupMsgCommand")


class OpenIMHook(Hook):
    """``/hooks/openim/<token>/<command>``: OpenIM puts the command behind the URL that it was given, and signs nothing."""

    name = "openim"
    path = "/hooks/openim/{token}/{command}"

    def __init__(self, gate: Gate, limits: HttpSettings, settings: OpenIMSettings) -> None:
        super().__init__(gate, limits)
        self._settings = settings

    def authentic(self, request: Request, body: bytes) -> bool:  # noqa: ARG002
        """Compare the secret in the URL."""
        return same(request.path_params["token"], self._settings.token)

    def read(self, request: Request, body: bytes) -> Outgoing | None:
        """Read the message: ``content`` is JSON inside a text, or in some versions the words themselves."""
        if request.path_params["command"] not in _COMMANDS:
            return None
        data = self.object(body)
        return Outgoing(
            _words(text(data["content"])),
            text(data.get("sendID")),
            text(data.get("groupID") or data.get("recvID")),
            metadata=texts({"nickname": data.get("senderNickname"), "ex": data.get("ex")}),
            via=self.name,
        )

    def answer(self, verdict: Verdict) -> Response:
        """Let the message through, or refuse it with a code and words for the author."""
        blocked = verdict.action == "block"
        return ok(
            {
                "actionCode": 0,
                "nextCode": 1 if blocked else 0,
                "errCode": self._settings.err_code if blocked else 0,
                "errMsg": verdict.notice,
                "errDlt": "",
            }
        )


def _words(content: str) -> str:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return content
    if not isinstance(data, dict):
        return content
    return "\n".join(value for key in ("text", "content") if isinstance(value := data.get(key), str))
