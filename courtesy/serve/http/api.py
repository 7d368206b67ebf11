"""The service's own JSON interface: ``/v1/check``, ``/v1/conversation`` and ``/v1/checks``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from courtesy.conversation import Conversation
from courtesy.errors import CourtesyError, LanguageError
from courtesy.explain import what, why
from courtesy.names import CHECKS, CONVERSATION_CHECKS
from courtesy.serve.http.answers import RefusalError, json_answer
from courtesy.serve.http.auth import bears
from courtesy.serve.http.intake import read_body, read_json
from courtesy.serve.http.messages import outgoing
from courtesy.serve.verdict import Outgoing
from courtesy.text.langid import normalise_code

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import HttpSettings
    from courtesy.serve.verdict import Verdict


class Api:
    """The endpoints, for one gate."""

    def __init__(self, gate: Gate, settings: HttpSettings, ui_lang: str = "en") -> None:
        self._gate = gate
        self._settings = settings
        self._ui_lang = ui_lang

    async def check(self, request: Request) -> Response:
        """Check one message, or many that share the deadline."""
        data = await self._asked(request)
        if "messages" not in data:
            return json_answer(_result(data, await self._gate.judge(outgoing(data))))
        many = data["messages"]
        if len(data) > 1:
            raise RefusalError(422, "messages: must be the only key of the body")
        if not isinstance(many, list):
            raise RefusalError(422, "messages: must be a list")
        if len(many) > self._settings.max_messages:
            raise RefusalError(422, f"messages: may be {self._settings.max_messages} at once")
        messages = [outgoing(one, f"messages[{number}]") for number, one in enumerate(many)]
        end = time.monotonic() + self._gate.deadline
        results = [
            _result(one, await self._gate.judge(message, seconds=end - time.monotonic()))
            for one, message in zip(many, messages, strict=True)
        ]
        return json_answer({"results": results})

    async def conversation(self, request: Request) -> Response:
        """Check the last turn of an agent, in the light of what came before."""
        data = await self._asked(request)
        try:
            conversation = Conversation.from_dict(data)
        except CourtesyError as error:
            raise RefusalError(422, str(error)) from None
        draft, room = conversation.draft, conversation.id
        message = Outgoing(
            draft.text, draft.author or "", room if isinstance(room, str) else "", conversation=conversation
        )
        return json_answer(_result(data, await self._gate.judge(message)))

    async def checks(self, request: Request) -> Response:
        """List everything that is looked for."""
        self._authorise(request)
        ui_lang = request.query_params.get("ui_lang", self._ui_lang)
        try:
            ui_lang = normalise_code(ui_lang)
        except LanguageError as error:
            raise RefusalError(422, f"ui_lang: {error}") from None
        checks = [
            {
                "check": check,
                "area": area,
                "severity": severity,
                "scope": "conversation" if check in CONVERSATION_CHECKS else "message",
                "what": what(check, ui_lang),
                "why": why(check, ui_lang),
            }
            for check, (area, severity) in CHECKS.items()
        ]
        return json_answer({"checks": checks})

    async def _asked(self, request: Request) -> dict[str, Any]:
        self._authorise(request)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise RefusalError(415, "the content type must be application/json")
        data = read_json(await read_body(request, self._settings), self._settings.max_depth)
        if not isinstance(data, dict):
            raise RefusalError(422, "the body must be an object")
        return data

    def _authorise(self, request: Request) -> None:
        if self._settings.tokens and not bears(request, self._settings.tokens):
            raise RefusalError(401, "a bearer token is needed: Authorization: Bearer ...")


def _result(data: dict[str, Any], verdict: Verdict) -> dict[str, Any]:
    result = verdict.to_dict()
    return {"id": data["id"], **result} if "id" in data else result
