"""From findings and markers to numbers.

Each finding takes away a share of its area's score that depends on its severity, so a second fault hurts less than the
first but always hurts. Two areas leave headroom for courtesy: in ``basics`` the courtesies themselves, in ``warmth`` signs
of care, each further act worth half of the one before (more apology is not better: one of each act counts). The message's
score lies between the mean of the areas and the worst of them, nearer to the worst: one insult is not made good by five
other virtues.

Adding a finding never raises a score, adding a marker never lowers one: every step here is monotone.
"""

from __future__ import annotations

from courtesy.model import PENALTY
from courtesy.names import AREAS, CHECKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from courtesy.model import Finding, Marker

_HEADROOM = {
    "basics": (30.0, frozenset(("greeting", "please", "thanks", "apology", "welcome", "closing"))),
    "warmth": (15.0, frozenset(("greeting", "thanks", "apology", "empathy", "offer", "ownership"))),
}
"""For each area with headroom: how many points courtesies can earn, and which acts earn them."""


def scores(markers: Iterable[Marker], findings: Iterable[Finding]) -> tuple[int, dict[str, int]]:
    """Return the whole score and the score of each area, 0..100."""
    acts = {marker.act for marker in markers}
    kept = dict.fromkeys(AREAS, 1.0)
    for finding in findings:
        kept[CHECKS[finding.check][0]] *= 1 - PENALTY[finding.severity]
    exact = {area: _full(area, acts) * kept[area] for area in AREAS}
    whole = (sum(exact.values()) / len(exact) + 2 * min(exact.values())) / 3
    return round(whole), {area: round(score) for area, score in exact.items()}


def _full(area: str, acts: set[str]) -> float:
    if area not in _HEADROOM:
        return 100.0
    points, counted = _HEADROOM[area]
    return 100.0 - points * 0.5 ** len(acts & counted)
