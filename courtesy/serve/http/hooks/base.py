"""What every webhook has in common, so that each one says only what its own contract says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect
from starlette.routing import Route

from courtesy.serve.http.answers import RefusalError, json_answer, plain
from courtesy.serve.http.intake import read_body, read_json
from courtesy.serve.verdict import Outgoing, Verdict

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import HttpSettings
    from courtesy.serve.verdict import Cause


class Sealed:
    """An encrypted message: who sent it is known, what it says is not."""

    def __init__(self, message: Outgoing) -> None:
        self.message = message


class Hook(ABC):
    """A webhook that is asked before a message is sent, and answers in its own contract's words, whatever happens.

    A request that doesn't prove where it comes from is refused with 401 and plain text. One that does, and still makes no
    sense, is a failure, and the policy answers it like any other.
    """

    name: str
    path: str
    proves_by_body = False
    """Whether the sender can be known only when the body is there, because it is what was signed."""

    def __init__(self, gate: Gate, limits: HttpSettings) -> None:
        self.gate = gate
        self.limits = limits

    @property
    def routes(self) -> list[Route]:
        """The routes of this hook."""
        return [Route(self.path, self.endpoint, methods=["POST"])]

    @abstractmethod
    def authentic(self, request: Request, body: bytes) -> bool:
        """Say whether the request comes from whom it says. ``body`` is empty unless `proves_by_body`."""

    @abstractmethod
    def read(self, request: Request, body: bytes) -> Outgoing | Sealed | None:
        """Return the message, or ``None`` when there is none to check. May raise whatever a garbled body leads to."""

    @abstractmethod
    def answer(self, verdict: Verdict) -> Response:
        """Say the verdict in the contract's words."""

    async def endpoint(self, request: Request) -> Response:
        """Answer one call."""
        if not self.proves_by_body:
            self.demand(request)
        try:
            body = await read_body(request, self.limits)
        except RefusalError as refusal:
            if self.proves_by_body:
                return plain(refusal)
            cause: Cause = "too-long" if refusal.status == 413 else "error"
            return self.answer(self.gate.failure(Outgoing("", via=self.name), cause, refusal))
        if self.proves_by_body:
            self.demand(request, body)
        return self.answer(await self.verdict(request, body))

    def demand(self, request: Request, body: bytes = b"") -> None:
        """Raise `RefusalError` unless the request is authentic."""
        if not self.authentic(request, body):
            raise RefusalError(401, "the signature or the credentials are wrong")

    async def verdict(self, request: Request, body: bytes) -> Verdict:
        """Return the gate's verdict on what the body says."""
        try:
            asked = self.read(request, body)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001  (garbled, but from the right place: the policy answers)
            return self.gate.failure(Outgoing("", via=self.name), "error", error)
        if asked is None:
            return Verdict("allow", "empty")
        if isinstance(asked, Sealed):
            return self.gate.unreadable(asked.message)
        return await self.gate.judge(asked)

    def object(self, body: bytes) -> dict[str, Any]:
        """Return a body that is a JSON object. Raises `RefusalError`."""
        return mapping(read_json(body, self.limits.max_depth))


def mapping(value: Any) -> dict[str, Any]:
    """Return an object as it is. Raises `RefusalError` for anything else."""
    if not isinstance(value, dict):
        raise RefusalError(422, "must be an object")
    return value


def text(value: Any) -> str:
    """Return a text as it is, nothing for a missing one. Raises `RefusalError` for anything else."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RefusalError(422, "must be a text")
    return value


def texts(data: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Return the values that are texts: metadata by which an agent may be known."""
    return {prefix + key: value for key, value in data.items() if isinstance(value, str)}


def ok(data: dict[str, Any]) -> Response:
    """Return a 200 with JSON."""
    return json_answer(data)
