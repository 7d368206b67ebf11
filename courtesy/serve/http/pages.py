"""Pages for people and scripts for browsers: their routes go here, and the app serves them beside its own.

There are none yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute


def routes() -> list[BaseRoute]:
    """Return the routes of the pages."""
    return []
