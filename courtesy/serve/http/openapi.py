"""The service described as OpenAPI 3.1, for clients and for the tests that try everything it allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courtesy._version import __version__
from courtesy.model import COMMITMENT_STATES
from courtesy.names import ACTS, AREAS, CHANNELS, CHECKS, FORMALITIES, LANGUAGES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.serve.http.settings import HttpSettings

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_SCORE: Schema = {"type": "integer", "minimum": 0, "maximum": 100}
_OFFSET: Schema = {"type": "integer", "minimum": 0}
_CAUSES = (
    "clean", "findings", "confirmed", "customer", "empty", "encrypted", "too-long", "timeout", "overload", "error",
)  # fmt: skip


def _object(required: Sequence[str], properties: Schema, *, open_to_more: bool = False) -> Schema:
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": open_to_more,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas(http: HttpSettings) -> Schema:
    name_or_null = {"type": ["string", "null"], "maxLength": 1024}
    message = {
        "id": {"type": ["string", "number", "boolean", "null"], "description": "Given back as it is."},
        "text": {**_TEXT, "description": "The plain words."},
        "html": {**_TEXT_OR_NULL, "description": "The same in rich text, checked as well."},
        "sender": {**name_or_null, "description": "Who writes. Without it nothing is remembered for asking twice."},
        "room": {**name_or_null, "description": "Where."},
        "metadata": {"type": ["object", "null"], "additionalProperties": _TEXT},
        "lang": {"enum": ["auto", *LANGUAGES, "tl", None]},
        "channel": {"enum": [*CHANNELS, None]},
        "formality": {"enum": [*FORMALITIES, None]},
        "can_rewrite": {"type": "boolean", "default": False},
    }
    span = {"start": _OFFSET, "end": _OFFSET, "text": _TEXT}
    finding = {
        "check": {"enum": list(CHECKS)}, "rule": _TEXT, "severity": {"enum": list(SEVERITIES)}, **span,
        "message": _TEXT, "suggestion": _TEXT, "data": {"type": "object"},
    }  # fmt: skip
    commitment = {
        "turn": _OFFSET, "text": _TEXT, "deadline": _TEXT, "author": _TEXT_OR_NULL, "made_at": _TEXT_OR_NULL,
        "due": _TEXT_OR_NULL, "state": {"enum": list(COMMITMENT_STATES)},
    }  # fmt: skip
    report = {
        "lang": {"enum": list(LANGUAGES)},
        "score": _SCORE,
        "scores": _object(AREAS, dict.fromkeys(AREAS, _SCORE)),
        "markers": {"type": "array", "items": _object(("act", *span), {"act": {"enum": list(ACTS)}, **span})},
        "commitments": {"type": "array", "items": _object(list(commitment), commitment)},
        "findings": {"type": "array", "items": _object([key for key in finding if key != "data"], finding)},
    }
    verdict = {
        "id": {"description": "That of the message or the conversation, if it had one."},
        "action": {"enum": ["allow", "warn", "block", "rewrite"]},
        "cause": {"enum": list(_CAUSES)},
        "notice": {**_TEXT, "description": "What to tell the author; empty when there is nothing to say."},
        "ask": {"type": "boolean", "description": "The same message sent again will go through."},
        "text": {**_TEXT, "description": "What to send instead, when the action is rewrite."},
        "report": _ref("Report"),
    }
    lang_or_null = {"enum": ["auto", *LANGUAGES, "tl", None]}
    turn = {
        "from": {"enum": ["customer", "agent"]}, "text": _TEXT, "author": _TEXT_OR_NULL, "lang": lang_or_null,
        "at": {"type": ["string", "null"], "format": "date-time"},
    }  # fmt: skip
    conversation = {
        "id": {}, "lang": lang_or_null, "channel": message["channel"], "formality": message["formality"],
        "customer": {"type": ["object", "null"]},
        "settings": {"type": ["object", "null"]},
        "turns": {"type": "array", "minItems": 1, "items": _object(("from", "text"), turn, open_to_more=True)},
    }  # fmt: skip
    check = ("check", "area", "severity", "scope", "what", "why")
    return {
        "Message": _object(["text"], message),
        "Messages": _object(
            ["messages"],
            {"messages": {"type": "array", "maxItems": http.max_messages, "items": _ref("Message")}},
        ),
        "Report": _object([key for key in report if key != "commitments"], report),
        "Verdict": _object(["action", "cause", "notice", "ask"], verdict),
        "Verdicts": _object(["results"], {"results": {"type": "array", "items": _ref("Verdict")}}),
        "Conversation": _object(["turns"], conversation, open_to_more=True),
        "Checks": _object(
            ["checks"], {"checks": {"type": "array", "items": _object(check, dict.fromkeys(check, _TEXT))}}
        ),
        "Status": _object(["status"], {"status": _TEXT}),
        "Problem": _object(
            ["type", "title", "status", "detail"],
            {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
        ),
    }


_REFUSALS = {
    "400": "The body can't be read: not UTF-8, not JSON, nested too deeply, or not the gzip that it says it is.",
    "401": "The credentials are missing or wrong.",
    "408": "The body took too long.",
    "413": "The body is too large, as it came or unpacked.",
    "415": "The content type or the content encoding is not known.",
    "422": "The body is JSON, but not what is asked for; the detail names the key.",
}


def _answers(schema: Schema, *refusals: str, **more: str) -> Schema:
    answers = {"200": _answer("The answer.", schema)}
    told = {
        **{status: _REFUSALS[status] for status in refusals},
        **{status[1:]: words for status, words in more.items()},
    }
    for status, words in told.items():
        answers[status] = _answer(words, _ref("Problem"), "application/problem+json")
    return answers


def _answer(words: str, schema: Schema, media_type: str = "application/json") -> Schema:
    return {"description": words, "content": {media_type: {"schema": schema}}}


def _asked(schema: Schema) -> Schema:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def document(http: HttpSettings, hooks: Sequence[str] = ()) -> Schema:
    """Return the description of a service with these settings; the hooks' own contracts are their vendors' to describe."""
    secured: Schema = {"security": [{"token": []}]} if http.tokens else {}
    body = ("400", "401", "408", "413", "415", "422")
    paths: Schema = {
        "/v1/check": {
            "post": {
                "operationId": "check",
                "summary": "Check one message, or many",
                "requestBody": _asked({"oneOf": [_ref("Message"), _ref("Messages")]}),
                "responses": _answers({"oneOf": [_ref("Verdict"), _ref("Verdicts")]}, *body),
                **secured,
            }
        },
        "/v1/conversation": {
            "post": {
                "operationId": "conversation",
                "summary": "Check the last turn of an agent, in the light of what came before",
                "requestBody": _asked(_ref("Conversation")),
                "responses": _answers(_ref("Verdict"), *body),
                **secured,
            }
        },
        "/v1/checks": {
            "get": {
                "operationId": "checks",
                "summary": "List everything that is looked for",
                "parameters": [
                    {"name": "ui_lang", "in": "query", "schema": {"enum": [*LANGUAGES, "tl"]}, "required": False}
                ],
                "responses": _answers(_ref("Checks"), "401", "422"),
                **secured,
            }
        },
        "/healthz": {
            "get": {
                "operationId": "healthz",
                "summary": "Does the process answer?",
                "responses": _answers(_ref("Status")),
            }
        },
        "/readyz": {
            "get": {
                "operationId": "readyz",
                "summary": "Should it be asked?",
                "responses": {
                    **_answers(_ref("Status")),
                    "503": _answer("Starting, stopping or stuck.", _ref("Status")),
                },
            }
        },
        "/metrics": {
            "get": {
                "operationId": "metrics",
                "summary": "Figures for Prometheus",
                "responses": {"200": {"description": "The figures.", "content": {"text/plain": {"schema": _TEXT}}}},
            }
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "courtesy",
            "version": __version__,
            "description": "Says how a message will land before the customer reads it. Hooks that listen here: "
            + (", ".join(hooks) or "none")
            + ".",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": _schemas(http),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
