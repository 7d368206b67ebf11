"""Checks that need the conversation before the message."""
