"""``python -m courtesy`` is ``courtesy-check``."""

from __future__ import annotations

import sys

from courtesy.cli import program

sys.exit(program())
