"""Lexicons: read, validate, compile, match."""
