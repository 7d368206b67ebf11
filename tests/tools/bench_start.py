"""Measure what `import courtesy` and the default command cost with one Python and with another, run by run in turn.

usage: python tests/tools/bench_start.py RUNS PYTHON PYTHON...

Each PYTHON is the interpreter of an environment with courtesy in it, say one with the extra ``stanza`` and one without. They take
turns, so that whatever else the machine does falls on all of them alike. The first is given twice, for what chance alone does.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

RUNS = {
    "empty": ["-c", "pass"],
    "import": ["-c", "import courtesy"],
    "check": ["-c", "import courtesy; courtesy.check"],
    "command": ["-m", "courtesy", "--lang", "en", "--fail-on", "never", "Thank you, it is on its way."],
}


def once(python: str, arguments: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run([python, *arguments], stdout=subprocess.DEVNULL, check=True, cwd=os.path.dirname(python))
    return 1000 * (time.perf_counter() - begun)


def main(runs: int, pythons: list[str]) -> None:
    pythons = [pythons[0], *pythons]
    for name, arguments in RUNS.items():
        taken: list[list[float]] = [[] for _ in pythons]
        for n in range(runs + 2):
            for place in range(len(pythons)):
                place = (place + n) % len(pythons)
                taken[place].append(once(pythons[place], arguments))
        print(name)
        for python, times in zip(pythons, taken, strict=True):
            low, middle, _ = statistics.quantiles(times[2:], n=4)
            print(f"  {python}: least {min(times[2:]):6.1f} ms, lower quartile {low:6.1f}, median {middle:6.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 3:
        main(int(sys.argv[1]), sys.argv[2:])
    else:
        print(__doc__)
