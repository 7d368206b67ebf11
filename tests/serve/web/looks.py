"""What tests see in a browser's window."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

UNDERLINED = """
(field) => {
  const bars = [...field.nextElementSibling.shadowRoot.querySelectorAll(".bar")];
  return bars.map((bar) => {
    const { left, right, top } = bar.getBoundingClientRect();
    const at = (x) => document.caretPositionFromPoint(x, top - 6);
    const before = (place) => {
      if (field.localName === "textarea") return place.offset;
      const range = document.createRange();
      range.setStart(field, 0);
      range.setEnd(place.offsetNode, place.offset);
      return range.toString().length;
    };
    return [at(left + 1), at(right - 1)].map(before).sort((one, other) => one - other);
  });
}
"""


def underlined(field: Any) -> list[tuple[int, int]]:
    """Which characters the browser itself finds above both ends of each line: not what our script thinks is there."""
    return sorted({tuple(ends) for ends in field.evaluate(UNDERLINED)})


def units(text: str, point: int) -> int:
    """An offset as JavaScript counts, worked out in another way than our script does."""
    return len(text[:point].encode("utf-16-le")) // 2


def eventually(holds: Callable[[], object], show: Callable[[], object] = lambda: "") -> None:
    """Wait until something holds; a slow machine gets its time."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, show()
        time.sleep(0.05)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
