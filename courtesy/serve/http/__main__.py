"""``python -m courtesy.serve.http``: the same as ``courtesy-serve``."""

from courtesy.serve.http.program import program

program()
