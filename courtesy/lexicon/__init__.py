"""Lexicons: read, validate, compile, match."""

CONVERSATION = "conversation"
"""The folder, inside a language's, of the rules that read the turns of a conversation."""
