"""Measures ``courtesy-serve``: what it adds to a message, what it does under too much work, and whether its memory grows.

    python tests/tools/bench_serve.py                     # 200 requests a second for 20 s
    python tests/tools/bench_serve.py --messages tests/fresh/*_r1*.jsonl   # of other sentences than the examples' (7 findings a message)
    python tests/tools/bench_serve.py --floor             # the same with requests that check nothing: generator and machine
    python tests/tools/bench_serve.py --overload          # as fast as they come, from many clients at once
    python tests/tools/bench_serve.py --requests 200000   # memory, as fast as one worker answers

The load is open: requests go out when their time has come, whether or not earlier ones were answered, and each one's time counts
from then, though it may have to wait for a free connection. The generator shares the processors with the service; other work on the machine shows.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = 60


def bodies(files: Iterable[Path] = (ROOT / "examples" / "messages.jsonl",)) -> Iterator[bytes]:
    """Yield requests with messages of 60 words in five languages, no two the same, of the sentences in some files."""
    sentences: dict[str, list[str]] = {}
    for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        message = json.loads(line)
        sentences.setdefault(message["id"].partition("-")[0], []).extend(re.split(r"(?<=[.!?؟])\s", message["text"]))
    dice = random.Random(7)
    for number in itertools.count(1):
        some = sentences[dice.choice(list(sentences))]
        words: list[str] = []
        while len(words) < WORDS:
            words += dice.choice(some).split()
        words[dice.randrange(WORDS)] = f"#{number}"
        yield json.dumps({"text": " ".join(words[:WORDS])}).encode()


class Client:
    """One kept connection, and one request on it at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, body: bytes) -> tuple[int, bytes]:
        """Ask for a check; for a sign of life where there is nothing to check."""
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        target = "POST /v1/check" if body else "GET /healthz"
        head = f"{target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        if b"\r\nconnection: close\r\n" in answer.lower():
            rest = await self.reader.read()
            self.writer.close()
            self.writer = None
            return int(answer[9:12]), rest
        length = int(re.search(rb"(?i)content-length: (\d+)", answer)[1])
        return int(answer[9:12]), await self.reader.readexactly(length)


class Service:
    """The real command, on a port of its own."""

    def __init__(self, **environ: str) -> None:
        settings = {"COURTESY_SERVE_HTTP_LOG_LEVEL": "warning", **environ}
        command = [sys.executable, "-m", "courtesy.serve.http", "--port", "0"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **settings}, cwd=ROOT
        )
        line = self.process.stdout.readline().decode()
        self.port = int(line.strip().rpartition(":")[2])

    def __enter__(self) -> Service:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                asyncio.run(Client(self.port).ask(b'{"text": "Hello."}'))
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise SystemExit("the service did not come up")

    def __exit__(self, *error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    @property
    def rss(self) -> float:
        """Resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    @property
    def cpu(self) -> float:
        """Processor seconds spent."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def steady(port: int, rate: float, asked: list[bytes], clients: int = 64) -> tuple[list[float], Counter[str]]:
    """Send requests at a steady rate; return each one's milliseconds, and how many had which outcome."""
    answers: list[bytes] = []
    idle = [Client(port) for _ in range(clients)]
    times: list[float] = []
    outcomes: Counter[str] = Counter()
    ready = asyncio.Semaphore(clients)

    async def one(due: float, body: bytes) -> None:
        async with ready:
            client = idle.pop()
            try:
                status, answer = await client.ask(body)
                times.append((time.perf_counter() - due) * 1000)
                if status == 200:
                    answers.append(answer)
                else:
                    outcomes[str(status)] += 1
            except (OSError, asyncio.IncompleteReadError) as error:
                client.writer = None
                outcomes[type(error).__name__] += 1
            finally:
                idle.append(client)

    start = time.perf_counter() + 0.1
    tasks = []
    for number, body in enumerate(asked):
        due = start + number / rate
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(time.perf_counter(), body)))
    await asyncio.gather(*tasks)
    outcomes.update(f"200 {json.loads(answer).get('cause')}" for answer in answers)
    return times, outcomes


async def flood(port: int, clients: int, seconds: float) -> tuple[list[float], Counter[str]]:
    """Let many clients ask as fast as they are answered."""
    asked = bodies()
    times: list[float] = []
    outcomes: Counter[str] = Counter()
    end = time.perf_counter() + seconds

    async def one() -> None:
        client = Client(port)
        while time.perf_counter() < end:
            began = time.perf_counter()
            try:
                status, answer = await client.ask(next(asked))
            except (OSError, asyncio.IncompleteReadError) as error:
                client.writer = None
                outcomes[type(error).__name__] += 1
                continue
            times.append((time.perf_counter() - began) * 1000)
            outcomes[f"{status} {json.loads(answer).get('cause')}" if status == 200 else str(status)] += 1

    await asyncio.gather(*(one() for _ in range(clients)))
    return times, outcomes


def told(times: list[float], outcomes: Counter[str], seconds: float) -> None:
    times.sort()
    share = [times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.9, 0.99, 0.999)]
    print(f"{len(times)} requests in {seconds:.1f} s ({len(times) / seconds:.0f}/s)")
    print(
        "  p50 {:.2f} ms  p90 {:.2f} ms  p99 {:.2f} ms  p99.9 {:.2f} ms".format(*share), f" longest {times[-1]:.1f} ms"
    )
    print("  " + ", ".join(f"{outcome}: {count}" for outcome, count in outcomes.most_common()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--floor", action="store_true")
    parser.add_argument("--messages", type=Path, nargs="+", help="JSON lines with id and text, instead of the examples")
    parser.add_argument("--overload", action="store_true")
    parser.add_argument("--clients", type=int, default=300, help="at once, for --overload")
    parser.add_argument("--requests", type=int, help="so many, and watch the memory")
    given = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors")
    with Service() as service:
        if given.overload:
            began = time.perf_counter()
            times, outcomes = asyncio.run(flood(service.port, given.clients, given.seconds))
            told(times, outcomes, time.perf_counter() - began)
            page = urllib.request.urlopen(f"http://127.0.0.1:{service.port}/metrics").read().decode()
            for line in re.findall(r"courtesy_verdict_seconds_bucket\{le=.(?:0.5|0.8|1.0|\+Inf).*", page):
                print(f"  in the service: {line}")
        elif given.requests:
            done, began = 0, time.perf_counter()
            while done < given.requests:
                times, outcomes = asyncio.run(flood(service.port, 4, 30))
                done += len(times)
                rate = done / (time.perf_counter() - began)
                print(f"{done:>8} requests  {service.rss:.1f} MiB  {rate:.0f}/s  {dict(outcomes)}", flush=True)
        else:
            source = itertools.repeat(b"") if given.floor else bodies(given.messages) if given.messages else bodies()
            warm, asked = (list(itertools.islice(source, int(given.rate * s))) for s in (3, given.seconds))
            asyncio.run(steady(service.port, given.rate, warm))
            before, began = service.cpu, time.perf_counter()
            times, outcomes = asyncio.run(steady(service.port, given.rate, asked))
            spent = time.perf_counter() - began
            told(times, outcomes, spent)
            print(
                f"  {(service.cpu - before) / len(times) * 1000:.2f} ms of processor a request, {service.rss:.1f} MiB"
            )


if __name__ == "__main__":
    main()
