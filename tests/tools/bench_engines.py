"""Measure what each engine costs: the first message, each further one, alone and in batches, and memory.

usage: python tests/tools/bench_engines.py MODELS FILE...

Each engine runs in a process of its own; FILE holds one JSON object a line with ``lang`` and ``text``.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path


def run(engine: str, models: str, path: str) -> None:
    begun = time.perf_counter()
    import courtesy

    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    checker = courtesy.Checker(lang=rows[0]["lang"], engine=engine, stanza_dir=models if engine == "stanza" else None)
    checker.check(rows[0]["text"])
    first = time.perf_counter() - begun
    texts = [row["text"] for row in rows]
    for text in texts:  # the second time nothing is new to the lexicon
        checker.check(text)
    each = []
    for text in texts:
        begun = time.perf_counter()
        checker.check(text)
        each.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    many = sum(1 for _ in checker.check_many(texts * 3)) / (time.perf_counter() - begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = statistics.mean(len(text.split()) for text in texts)
    print(
        f"{rows[0]['lang']:3} {engine:6} first {first:5.2f} s, then {1000 * statistics.mean(each):6.2f} ms a message of "
        f"{words:.0f} words, check_many {many:6.0f} messages/s, {memory:4.0f} MB"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(*sys.argv[2:])
    elif len(sys.argv) > 2:
        for file in sys.argv[2:]:
            for name in ("fast", "stanza"):
                subprocess.run([sys.executable, __file__, "run", name, sys.argv[1], file], check=True)
    else:
        print(__doc__)
