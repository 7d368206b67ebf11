# SPDX-License-Identifier: MIT
"""Asks courtesy-serve about what you are about to say on IRC, before anybody else reads it.

A message that would hurt stays in the input line, with the reason in the buffer; pressing Enter again sends it as it is.
The script needs WeeChat's Python and its standard library only. Options: /set plugins.var.python.courtesy.*
"""

import http.client
import json
import re
import urllib.parse

import weechat

NAME = "courtesy"
OPTIONS = {
    "url": ("http://127.0.0.1:8080", "where courtesy-serve listens"),
    "token": ("", "its bearer token, if it wants one; ${sec.data.courtesy} keeps it secret"),
    "timeout": ("1.5", "seconds to wait for its answer; WeeChat stands still meanwhile"),
    "on_failure": ("open", "what becomes of a message that can't be checked: open sends it, closed holds it"),
    "buffers": (
        "irc.*",
        "names of the buffers whose messages are checked, with commas; * stands for anything, !name leaves out",
    ),
    "warnings": ("on", "show what could be kinder in a message that was sent"),
}
SPOKEN = re.compile(
    r"/(?:me|say|ame|amsg|describe\s+\S+|(?:msg|query|notice|wallchops)\s+(?:-server\s+\S+\s+)?\S+|topic(?:\s+[#&+!]\S*)?)\s+(.+)",
    re.DOTALL | re.IGNORECASE,
)
"""Commands whose last argument others will read."""


def option(name):
    """Return the value of an option, with what it refers to."""
    value = weechat.config_get_plugin(name)
    return weechat.string_eval_expression(value, {}, {}, {})


def words(text):
    """Return what others would read of an input line, or nothing."""
    plain = weechat.string_input_for_buffer(text)
    if plain:
        return plain
    found = SPOKEN.fullmatch(text)
    return found[1] if found else ""


def ask(message):
    """Return the verdict of the service. Raises whatever stands in the way."""
    url = urllib.parse.urlsplit(option("url"))
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    headers = {"Content-Type": "application/json"}
    if option("token"):
        headers["Authorization"] = "Bearer " + option("token")
    connection = kind(url.hostname, url.port, timeout=float(option("timeout")))
    try:
        connection.request("POST", url.path.rstrip("/") + "/v1/check", json.dumps(message), headers)
        response = connection.getresponse()
        if response.status != 200:
            raise ValueError(f"HTTP {response.status}")
        verdict = json.loads(response.read())
        if verdict["action"] not in ("allow", "warn", "block"):
            raise ValueError("an answer that is none")
        return verdict
    finally:
        connection.close()


def tell(buffer, notice):
    """Show a notice to the author alone."""
    for line in notice.splitlines():
        weechat.prnt_date_tags(buffer, 0, "no_highlight,courtesy", weechat.prefix("error") + "courtesy: " + line)


def hold(buffer, text, notice):
    """Keep a message from being sent: back into the input line, and the reason above it."""
    tell(buffer, notice)
    weechat.buffer_set(buffer, "input", text)
    weechat.buffer_set(buffer, "input_pos", str(len(text)))
    return ""


def on_input(data, modifier, buffer, text):  # noqa: ARG001
    """Return what WeeChat is to send: the text as it is, or nothing."""
    if weechat.buffer_get_string(buffer, "localvar_type") not in ("channel", "private", "server"):
        return text
    if not weechat.buffer_match_list(buffer, option("buffers")):
        return text
    spoken = words(text)
    if not spoken:
        return text
    server = weechat.buffer_get_string(buffer, "localvar_server")
    nick = weechat.buffer_get_string(buffer, "localvar_nick")
    try:
        verdict = ask(
            {"text": spoken, "sender": nick + "@" + server, "room": weechat.buffer_get_string(buffer, "full_name")}
        )
        action, notice = verdict["action"], verdict["notice"]
    except Exception as error:  # noqa: BLE001  (whatever it is: a message must never be lost because of this script)
        reason = str(error) or type(error).__name__
        if option("on_failure") == "closed":
            return hold(buffer, text, f"the message could not be checked, so it was not sent ({reason})")
        tell(buffer, f"the message was sent unchecked ({reason})")
        return text
    if action == "block":
        return hold(buffer, text, notice)
    if action == "warn" and notice and option("warnings") == "on":
        tell(buffer, notice)
    return text


if weechat.register(NAME, "The courtesy authors", "0.1", "MIT", "Asks before a message hurts its reader", "", ""):
    for name, (value, about) in OPTIONS.items():
        if not weechat.config_is_set_plugin(name):
            weechat.config_set_plugin(name, value)
        weechat.config_set_desc_plugin(name, f'{about} (default: "{value}")')
    weechat.hook_modifier("input_text_for_buffer", "on_input", "")
