-- Asks courtesy-serve about every message of a local user before it goes out.
--
-- SPDX-License-Identifier: MIT
--
--   modules_enabled = { "courtesy" }
--   courtesy_url = "http://127.0.0.1:8080"  -- where courtesy-serve listens
--   courtesy_token = nil                    -- its bearer token, if it wants one
--   courtesy_timeout = 1.5                  -- seconds to wait for its answer
--   courtesy_on_failure = "open"            -- or "closed": what can't be checked is refused
--   courtesy_encrypted = "allow"            -- or "block": what is encrypted end to end can't be checked
--   courtesy_warnings = true                -- tell the author what could be kinder in a message that was sent

local async = require "util.async";
local http = require "net.http";
local json = require "util.json";
local jid = require "util.jid";
local st = require "util.stanza";
local timer = require "util.timer";

local url = module:get_option_string("courtesy_url", "http://127.0.0.1:8080"):gsub("/+$", "") .. "/v1/check";
local token = module:get_option_string("courtesy_token");
local timeout = module:get_option_number("courtesy_timeout", 1.5);
local warnings = module:get_option_boolean("courtesy_warnings", true);

local function one_of(name, first, second)
	local value = module:get_option_string(name, first);
	if value ~= first and value ~= second then
		error(("%s must be %q or %q, not %q"):format(name, first, second, value), 0);
	end
	return value;
end

local closed = one_of("courtesy_on_failure", "open", "closed") == "closed";
local sealed = one_of("courtesy_encrypted", "allow", "block") == "block";

local headers = { ["Content-Type"] = "application/json" };
if token then
	headers["Authorization"] = "Bearer " .. token;
end

local encryptions = {
	["eu.siacs.conversations.axolotl"] = "encrypted"; -- OMEMO, as most clients speak it
	["urn:xmpp:omemo:1"] = "encrypted";
	["urn:xmpp:omemo:2"] = "encrypted";
	["urn:xmpp:openpgp:0"] = "openpgp";
	["jabber:x:encrypted"] = "x";
};

local function is_encrypted(stanza)
	for namespace, name in pairs(encryptions) do
		if stanza:get_child(name, namespace) then
			return true;
		end
	end
	return false;
end

-- Every body and subject is a question of its own, because a message may have one in each language.
local function questions_of(stanza)
	local questions = {};
	local function add(text, html)
		table.insert(questions, {
			text = text;
			html = html;
			sender = jid.bare(stanza.attr.from);
			room = jid.bare(stanza.attr.to);
		});
	end
	for child in stanza:childtags() do
		local text = (child.name == "body" or child.name == "subject") and child:get_text();
		if text and text ~= "" then
			add(text);
		end
	end
	local html = stanza:get_child("html", "http://jabber.org/protocol/xhtml-im");
	if html then
		add("", tostring(html));
	end
	return questions;
end

local gravity = { allow = 1; warn = 2; block = 3 };

-- Returns the gravest verdict of an answer, or nothing when it is no answer to all the questions.
local function gravest(body, questions)
	local ok, data = pcall(json.decode, body or "");
	local results = ok and type(data) == "table" and data.results;
	if type(results) ~= "table" or #results ~= #questions then
		return nil;
	end
	local found;
	for _, verdict in ipairs(results) do
		local weight = type(verdict) == "table" and gravity[verdict.action];
		if not weight or type(verdict.notice) ~= "string" then
			return nil;
		end
		if not found or weight > gravity[found.action] then
			found = verdict;
		end
	end
	return found;
end

-- Returns the verdict, or nothing and what stood in the way. Only the session that sends waits for it.
local function ask(questions)
	local wait, done = async.waiter();
	local verdict, problem, request;
	local answered = false;
	local function answer(body, code)
		if answered then return; end
		answered = true;
		code = tonumber(code) or 0;
		if code == 200 then
			verdict = gravest(body, questions);
		end
		problem = code == 0 and "the service did not answer" or ("an answer with status %d that is none"):format(code);
		done();
	end
	local alarm = timer.add_task(timeout, function ()
		if answered then return; end
		if request then
			http.destroy_request(request);
		end
		answer(nil, 0);
	end);
	request = http.request(url, { method = "POST", headers = headers, body = json.encode({ messages = questions }) }, answer);
	if not request then
		answer(nil, 0);
	end
	wait();
	timer.stop(alarm);
	return verdict, problem;
end

local function refuse(origin, stanza, kind, condition, reason)
	origin.send(st.error_reply(stanza, kind, condition, reason));
	return true;
end

local function tell(origin, stanza, notice)
	local told = st.message({ to = stanza.attr.from, from = module.host, type = "headline" });
	origin.send(told:text_tag("body", notice));
end

local function check(event)
	local origin, stanza = event.origin, event.stanza;
	if stanza.attr.type == "error" then
		return;
	end
	if is_encrypted(stanza) then -- its body, if there is one, only says that the reader's client can't decrypt
		if sealed then
			return refuse(origin, stanza, "modify", "policy-violation",
				"Encrypted messages can't be checked, so they are not sent from here.");
		end
		return;
	end
	local questions = questions_of(stanza);
	if #questions == 0 then
		return;
	end
	local verdict, problem = ask(questions);
	if not verdict then
		module:log("warn", "a message was %s unchecked: %s", closed and "refused" or "sent", problem);
		if closed then
			return refuse(origin, stanza, "wait", "resource-constraint",
				"The message could not be checked, so it was not sent. Please try again in a moment.");
		end
	elseif verdict.action == "block" then
		return refuse(origin, stanza, "modify", "not-acceptable", verdict.notice);
	elseif verdict.action == "warn" and warnings and verdict.notice ~= "" then
		tell(origin, stanza, verdict.notice);
	end
end

-- Before archives (0) and carbons (-0.5), so that nobody gets a copy of what was refused.
for _, kind in ipairs({ "bare", "full", "host" }) do
	module:hook("pre-message/" .. kind, check, 10);
end
-- A message without an address goes to oneself and is nobody's business.
