"""The command: what it reads, what it writes, how it refuses, and what it must not import."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from courtesy import cli
from courtesy.cli.intake import LIMIT, Lines
from courtesy.cli.options import BY_FLAG, OPTIONS, parse, usage
from courtesy.errors import LanguageError, OptionError
from courtesy.model import Finding, Marker, Message, Report
from courtesy.names import AREAS, CHECKS

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "courtesy"]


class FakeChecker:
    """Finds "rude" (error), "cold" (warning) and "long" (info), and thanks; fails on "boom" and on language xx."""

    made_with: dict[str, object] = {}

    def __init__(self, **settings: object) -> None:
        type(self).made_with = settings

    def check(self, message: Message) -> Report:
        text = message.text
        if "boom" in text:
            raise RuntimeError("boom\nin two lines")
        if message.lang == "xx":
            raise LanguageError("unknown language 'xx'")
        findings = [
            Finding(check, f"en.{check}.x", severity, at, at + len(word), word, f"Why {check}.", "Say it kindly.")
            for word, check, severity in (
                ("rude", "rudeness", "error"),
                ("cold", "coldness", "warning"),
                ("long", "wordiness", "info"),
            )
            if (at := text.find(word)) >= 0
        ]
        markers = [Marker("thanks", at, at + 6, "thanks")] if (at := text.find("thanks")) >= 0 else []
        score = 100 - 40 * len(findings)
        return Report(message.lang or "en", max(score, 0), dict.fromkeys(AREAS, 100), markers, findings)


class Result:
    """What one run of the command gave back."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path):
    """Run the command in this process, in an empty folder, with a checker that knows three words."""
    monkeypatch.setattr("courtesy.checker.Checker", FakeChecker)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(*arguments: str, stdin: bytes | str = b"") -> Result:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        status = cli.main(list(arguments))
        captured = capfd.readouterr()
        return Result(status, captured.out, captured.err)

    return run


def real(*arguments: str, stdin: bytes = b"", **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command as people do."""
    return subprocess.run([*COMMAND, *arguments], input=stdin, capture_output=True, timeout=60, **more)


# ------------------------------------------------------------------------------------------------ statuses and gates


@pytest.mark.parametrize(
    ("fail_on", "text", "status"),
    [
        ("warning", "fine", 0),
        ("warning", "long", 0),
        ("warning", "cold", 1),
        ("warning", "rude", 1),
        ("error", "cold", 0),
        ("error", "rude", 1),
        ("info", "long", 1),
        ("never", "rude cold long", 0),
    ],
)
def test_fail_on(run, fail_on: str, text: str, status: int) -> None:
    assert run("--fail-on", fail_on, text).status == status


def test_warnings_fail_unless_told_otherwise(run) -> None:
    assert run("cold").status == 1
    assert run("long").status == 0


@pytest.mark.parametrize(("least", "status"), [(60, 0), (61, 1)])
def test_min_score(run, least: int, status: int) -> None:
    assert run("--fail-on=never", f"--min-score={least}", "cold").status == status


def test_settings_reach_the_checker(run) -> None:
    run(
        *("--lang", "tl", "--channel=email", "--formality", "formal", "--enable", "warmth,respect", "--enable=jargon"),
        *("--disable", "coldness", "--lexicon", "a", "--lexicon", "b", "--engine", "fast", "--ui-lang", "el", "hi"),
    )
    assert FakeChecker.made_with == {
        "lang": "fil",
        "channel": "email",
        "formality": "formal",
        "enable": ["warmth", "respect", "jargon"],
        "disable": ["coldness"],
        "lexicons": ["a", "b"],
        "engine": "fast",
        "ui_lang": "el",
    }


# ------------------------------------------------------------------------------------------------ wrong calls


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--lnag", "en", "x"], "unknown option --lnag; did you mean '--lang'?"),
        (["-x"], "unknown option -x"),
        (["--lang"], "--lang needs a value"),
        (["--lang", "xx", "x"], "--lang: unknown language 'xx'"),
        (["--ui-lang", "auto", "x"], "--ui-lang: unknown language 'auto'"),
        (["--format", "xml", "x"], "--format must be one of text, json, jsonl; not 'xml'"),
        (["--format", "sarif", "x"], "--format: sarif is not available in this version"),
        (["--format", "github", "x"], "not available in this version"),
        (["--format", "html", "x"], "not available in this version"),
        (["--fail-on", "warnings", "x"], "did you mean 'warning'?"),
        (["--min-score", "101", "x"], "--min-score must be a whole number 0..100; not '101'"),
        (["--min-score", "-1", "x"], "--min-score must be a whole number 0..100"),
        (["--min-score", "٣", "x"], "--min-score must be a whole number 0..100"),
        (["--jobs", "0", "x"], "--jobs must be a whole number of at least 1"),
        (["--enable", "coldnes", "x"], "no check or area is called 'coldnes'; did you mean 'coldness'?"),
        (["--disable", ",", "x"], "--disable names nothing"),
        (["one", "two"], "more than one TEXT"),
        (["-f"], "-f needs the name of a file"),
        (["--version=1"], "--version takes no value"),
        (["--explain", "colndess"], "--explain: no check is called 'colndess'; did you mean 'coldness'?"),
        (["--config", "gone.toml", "x"], "gone.toml: No such file or directory"),
        (["-f", "gone.txt"], "gone.txt: no such file or directory"),
        (["-f", "."], ".: is a directory"),
        ([""], "the message is empty"),
        ([" \n "], "the message is empty"),
    ],
)
def test_wrong_calls_are_one_line_and_status_2(run, arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert told in result.err
    assert result.err.count("\n") == 1
    assert result.err.startswith("courtesy-check: error: ")


def test_text_and_files_exclude_each_other() -> None:
    with pytest.raises(OptionError, match="either a TEXT or -f FILE"):
        parse(["-f", "a", "--", "text"])


def test_parsing_the_less_usual_spellings() -> None:
    call = parse(["-f", "a", "b", "--lang", "en", "-fc", "--file=d", "-f", "-"])
    assert call.files == ["a", "b", "c", "d", "-"]
    assert parse(["--", "-5 degrees"]).text == "-5 degrees"
    assert parse(["-"]).files == ["-"]
    assert parse(["--format", "json", "--format=jsonl"]).values == {"format": "jsonl"}
    assert parse(["-h"]).action == "help"


def test_a_file_name_given_as_text_is_noticed(run, tmp_path: Path) -> None:
    (tmp_path / "mail.txt").write_text("cold")
    result = run("mail.txt")
    assert result.status == 0
    assert "-f mail.txt" in result.err


# ------------------------------------------------------------------------------------------------ text


def test_standard_input_is_one_message(run) -> None:
    for arguments in ([], ["-"], ["-f", "-"]):
        result = run(*arguments, "--format", "json", stdin="thanks,\nbut cold\n")
        assert json.loads(result.out)["findings"][0]["start"] == 12
        assert result.status == 1


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "the message is empty"),
        (b"\n\n", "the message is empty"),
        (b"\xef\xbb\xbf", "the message is empty"),
        (b"caf\xe9", "not UTF-8: byte 0xe9 at offset 3"),
        ("hello".encode("utf-16"), "not UTF-8"),
        (b"he\0llo", "NUL character"),
        (b"x" * (LIMIT + 1), "longer than 4 MiB; is that one message?"),
    ],
)
def test_unreadable_standard_input(run, raw: bytes, told: str) -> None:
    result = run("--format", "json", stdin=raw)
    assert (result.status, result.out) == (2, "")
    assert told in result.err
    assert result.err.count("\n") == 1


def test_a_byte_order_mark_is_no_part_of_the_message(run) -> None:
    result = run("--format", "json", stdin=b"\xef\xbb\xbfcold")
    assert json.loads(result.out)["findings"][0]["start"] == 0


def test_several_files(run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("cold")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    result = run("--format", "jsonl", "-f", "a.txt", "b.txt", "gone.txt", "a.txt")
    assert result.status == 2
    assert [line["file"] for line in result.lines] == ["a.txt", "b.txt", "gone.txt", "a.txt"]
    assert [("error" in line) for line in result.lines] == [False, True, True, False]
    assert all("id" not in line for line in result.lines)
    assert result.err.splitlines() == [
        "courtesy-check: error: b.txt: not UTF-8: byte 0xff at offset 0",
        "courtesy-check: error: gone.txt: no such file or directory",
    ]


# ------------------------------------------------------------------------------------------------ lines


def test_lines(run) -> None:
    result = run("--input-format", "lines", "--format", "jsonl", stdin=b"cold\r\n\nthanks\xff\nlast one rude")
    assert result.status == 2
    assert [line["id"] for line in result.lines] == [1, 2, 3, 4]
    assert result.lines[0]["findings"][0]["text"] == "cold"
    assert result.lines[1] == {"id": 2, "error": "line 2: the message is empty"}
    assert result.lines[2] == {"id": 3, "error": "line 3: not UTF-8: byte 0xff at offset 6"}
    assert result.lines[3]["findings"][0]["check"] == "rudeness"
    assert result.err == ""


def test_only_a_line_feed_ends_a_line(run) -> None:
    result = run("--input-format", "lines", "--format", "jsonl", stdin="one\u2028still\x0bone\x85\ntwo\n")
    assert len(result.lines) == 2


def test_a_very_long_line_is_refused_and_the_next_is_read(run) -> None:
    long = b"x" * (10 * 1024 * 1024)
    result = run("--input-format", "lines", "--format", "jsonl", stdin=b"cold\n" + long + b"\nrude\n" + long)
    assert [line["id"] for line in result.lines] == [1, 2, 3, 4]
    assert "longer than 4 MiB" in str(result.lines[1]["error"])
    assert result.lines[2]["findings"][0]["text"] == "rude"
    assert result.status == 2


def test_lines_as_json_are_an_array(run) -> None:
    result = run("--input-format", "lines", "--format", "json", stdin="cold\n\nrude\n")
    assert [entry["id"] for entry in json.loads(result.out)] == [1, 2, 3]
    assert json.loads(run("--input-format", "lines", "--format", "json").out) == []


def test_lines_of_several_files_carry_their_file(run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("cold\nfine\n")
    result = run("--input-format", "lines", "--format", "jsonl", "-f", "a.txt", "b.txt")
    assert [(line["file"], line["id"]) for line in result.lines] == [
        ("a.txt", 1),
        ("a.txt", 2),
        ("b.txt", 1),
        ("b.txt", 2),
    ]


def test_lines_for_people(run) -> None:
    result = run("--input-format", "lines", stdin="cold\n\nfine\n")
    assert result.out.startswith("line 1  English  60/100  ▲ think again\n")
    assert "Messages: 3   ✔ ready to send: 1   ▲ think again: 1   not readable: 1" in result.out
    assert result.err == "courtesy-check: error: line 2: the message is empty\n"
    assert result.status == 2


@pytest.mark.parametrize("size", [1, 3, 65536])
def test_lines_do_not_depend_on_how_the_bytes_arrive(size: int) -> None:
    class Slow(io.BytesIO):
        def read1(self, n: int | None = -1) -> bytes:
            return super().read1(min(size, n or size))

    raw = b"one\ntwo\n\nlast"
    assert list(Lines(Slow(raw))) == [b"one\n", b"two\n", b"\n", b"last"]


# ------------------------------------------------------------------------------------------------ jsonl


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("not json", "line 1: not JSON: Expecting value at column 1"),
        ("", "line 1: the line is empty"),
        ("[1]", "line 1: must be a JSON object, not an array"),
        ('"text"', "line 1: must be a JSON object, not a string"),
        ("null", "line 1: must be a JSON object, not null"),
        ("true", "line 1: must be a JSON object, not a boolean"),
        ("1", "line 1: must be a JSON object, not a number"),
        ('{"id": 1}', 'line 1: "text" is missing'),
        ('{"id": 1, "text": null}', 'line 1: "text" must be a string, not null'),
        ('{"id": 1, "text": 5}', 'line 1: "text" must be a string, not a number'),
        ('{"id": 1, "text": {}}', 'line 1: "text" must be a string, not an object'),
        ('{"id": 1, "text": ""}', "line 1: the message is empty"),
        ('{"id": 1, "text": "a\\u0000b"}', "line 1: the message holds a NUL character"),
        ('{"id": 1, "text": "a\\ud800b"}', "line 1: the message holds half a character (\\ud800)"),
        ('{"id": 1, "text": "hi", "lang": 5}', 'line 1: "lang" must be a string, not a number'),
        ('{"id": 1, "text": "hi", "channel": []}', 'line 1: "channel" must be a string, not an array'),
        ('{"id": 1, "text": "hi", "lang": "xx"}', "line 1: unknown language 'xx'"),
        ('{"id": 1, "text": "boom"}', "line 1: internal error (RuntimeError: boom in two lines)"),
        ('{"id": NaN, "text": "hi"}', "line 1: not JSON: NaN is no JSON number"),
        ('{"id": 1e999, "text": "hi"}', "line 1: not JSON: 1e999 is too great a number"),
        ('{"id": ' + "1" * 5000 + "}", "line 1: not JSON: Exceeds the limit"),
        ("[" * 100_000, "line 1: not JSON that can be read: nested too deeply"),
    ],
)
def test_bad_lines_are_told_in_their_place(run, line: str, error: str) -> None:
    result = run("--input-format", "jsonl", "--format", "jsonl", stdin=f'{line}\n{{"id": "ok", "text": "thanks"}}\n')
    assert result.status == 2
    assert result.err == ""
    assert set(result.lines[0]) == {"id", "error"}
    assert result.lines[0]["id"] == (1 if line.startswith('{"id": 1,') or line == '{"id": 1}' else None)
    assert str(result.lines[0]["error"]).startswith(error)
    assert result.lines[1]["id"] == "ok"


def test_a_line_has_its_own_settings_and_any_id(run) -> None:
    lines = [
        {"id": {"a": [1, None]}, "text": "hi", "lang": "pl", "ticket": "ignored"},
        {"text": "no id", "lang": None},
        {"id": "\ud800", "text": "Γεια"},
    ]
    result = run("--input-format=jsonl", "--format=jsonl", stdin="\n".join(map(json.dumps, lines)))
    assert result.status == 0
    assert [line["id"] for line in result.lines] == [{"a": [1, None]}, None, "\ud800"]
    assert result.lines[0]["lang"] == "pl"


def test_output_is_the_letters_themselves(run) -> None:
    result = run("--input-format=jsonl", "--format=jsonl", stdin='{"id": "Γιώργος", "text": "hi"}')
    assert result.out.startswith('{"id": "Γιώργος", "lang": "en"')


def test_jobs_keep_order_and_errors(tmp_path: Path) -> None:
    lines = [json.dumps({"id": i, "text": f"Thank you, order {i}."}) if i % 7 else "broken" for i in range(500)]
    one, four = (
        real("--input-format=jsonl", "--format=jsonl", "--jobs", n, stdin="\n".join(lines).encode()) for n in ("1", "4")
    )
    assert one.returncode == four.returncode == 2, four.stderr
    assert one.stdout == four.stdout
    assert one.stderr == four.stderr == b""


# ------------------------------------------------------------------------------------------------ streams and signals


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_answer_comes_before_the_next_line_is_written(jobs: str) -> None:
    command = [*COMMAND, "--input-format=lines", "--format=jsonl", "--jobs", jobs]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2, 3):
            process.stdin.write(b"Thank you very much.\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(20) == 0


def test_memory_does_not_grow_with_the_input() -> None:
    code = (
        "import resource, sys; from courtesy.cli import main; main(sys.argv[1:]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    peaks = []
    for count in (200, 4000):
        done = subprocess.run(
            [sys.executable, "-c", code, "--input-format=lines", "--format=jsonl"],
            input=b"Thank you for your patience.\n" * count,
            capture_output=True,
            check=True,
            timeout=120,
        )
        peaks.append(int(done.stderr))
    assert peaks[1] < peaks[0] * 1.2


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_a_reader_who_leaves_is_no_error(form: str) -> None:
    command = [*COMMAND, "--input-format=lines", "--format", form, "--fail-on=never"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        try:
            process.stdin.write(b"Thank you.\n" * 20000)
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_interrupting_is_quiet() -> None:
    command = [*COMMAND, "--input-format=lines", "--format=jsonl"]
    pipe = subprocess.PIPE
    heed = {
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    }  # a test run in the background ignores it
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, **heed) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"Thank you.\n")
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, "Thank you."], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("courtesy-check: error: can't write the result: no space left")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_any_locale_reads_and_writes_utf_8(locale: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    text = "Σας ευχαριστώ, łódź"
    by_argument = real("--format=json", "--lang=el", text, env=environment)
    by_input = real("--format=json", "--lang=el", stdin=text.encode(), env=environment)
    assert by_argument.returncode in (0, 1), by_argument.stderr
    assert by_argument.stdout == by_input.stdout
    assert "ευχαριστώ" in by_input.stdout.decode()


def test_closed_standard_streams_are_no_traceback() -> None:
    for closing in ("<&-", ">&-", "2>&-"):
        done = subprocess.run(
            ["sh", "-c", f'"{sys.executable}" -m courtesy {closing}'], capture_output=True, timeout=60
        )
        assert b"Traceback" not in done.stderr


# ------------------------------------------------------------------------------------------------ settings files


@pytest.mark.parametrize(
    ("name", "text"),
    [("courtesy.toml", "fail-on = 'never'"), ("pyproject.toml", "[tool.courtesy]\nfail_on = 'never'")],
)
def test_settings_are_found_upwards_and_the_command_line_wins(run, monkeypatch, tmp_path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (below / "pyproject.toml").write_text("[tool.other]\nfail-on = 'info'")
    monkeypatch.chdir(below)
    assert run("rude").status == 0
    assert run("--fail-on=error", "rude").status == 1


def test_every_setting(run, tmp_path: Path) -> None:
    (tmp_path / "courtesy.toml").write_text(
        "lang = 'el-GR'\nchannel = 'sms'\nformality = 'informal'\nengine = 'fast'\nui-lang = 'pl'\n"
        "lexicon = ['words']\nenable = ['warmth', 'jargon']\ndisable = ['grudge', 'apathy']\nfail-on = 'error'\n"
        "min-score = 10\nformat = 'jsonl'\ninput-format = 'lines'\njobs = 1\ncolor = 'never'\n"
    )
    result = run("--enable", "grudge", stdin="cold\n")
    assert result.lines[0]["id"] == 1
    assert FakeChecker.made_with == {
        "lang": "el",
        "channel": "sms",
        "formality": "informal",
        "engine": "fast",
        "ui_lang": "pl",
        "lexicons": [str(tmp_path / "words")],
        "enable": ["grudge"],
        "disable": ["apathy"],
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lnag = 'en'", "unknown key 'lnag'; did you mean 'lang'?"),
        ("lang = 5", "lang must be a string, not 5"),
        ("lang = 'xx'", "lang: unknown language 'xx'"),
        ("enable = 'coldnes'", "enable: no check or area is called 'coldnes'"),
        ("enable = [1]", "enable must be a list of strings, not [1]"),
        ("min-score = true", "min-score must be a whole number 0..100; not True"),
        ("min-score = 5.5", "min-score must be a whole number"),
        ("format = 'html'", "format: html is not available in this version"),
        ("lang = ", "Invalid value (at end of document)"),
        ("lang = 'caf\udce9'", "is not UTF-8"),
    ],
)
def test_mistakes_in_settings_name_file_and_key(run, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "my.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = run("--config", "my.toml", "hi")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("courtesy-check: error: my.toml: ")
    assert told in result.err
    assert result.err.count("\n") == 1


def test_a_project_without_the_table_is_told_when_it_was_named(run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]")
    assert "has no table [tool.courtesy]" in run("--config", "pyproject.toml", "hi").err
    (tmp_path / "pyproject.toml").write_text("[tool]\ncourtesy = 5")
    assert "tool.courtesy must be a table" in run("hi").err


# ------------------------------------------------------------------------------------------------ about itself


def test_help_names_every_option(run) -> None:
    text = run("--help").out
    assert all(flag in text for flag in BY_FLAG)
    assert all(len(line) <= 120 for line in usage().splitlines())
    assert all(option.help for group in OPTIONS.values() for option in group)


def test_version(run) -> None:
    from courtesy._version import __version__

    assert run("--version").out == f"courtesy-check {__version__}\n"


@pytest.mark.parametrize("ui_lang", ["en", "el", "pl", "fa", "fil"])
def test_list_and_explain(run, ui_lang: str) -> None:
    listed = run("--list-checks", "--ui-lang", ui_lang).out
    for check in CHECKS:
        assert f" {check} " in listed
        page = run("--explain", check, "--ui-lang", ui_lang)
        assert page.status == 0
        assert page.out.startswith(f"{check}\n")
        assert "[en]" in page.out


# ------------------------------------------------------------------------------------------------ a fast start

HEAVY = """
argparse asyncio babel dataclasses difflib gettext importlib.metadata inspect logging multiprocessing pathlib regex
shutil subprocess tempfile tomllib typing
""".split()


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_nothing_heavy_is_imported_for_one_message(form: str) -> None:
    code = (
        "import sys; from courtesy.cli import main; main(sys.argv[1:]);"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    for _ in range(2):  # the first run may have to compile the lexicon
        command = [sys.executable, "-c", code, "--lang", "en", "--format", form, "-"]
        done = subprocess.run(command, input=b"Send me the invoice.", capture_output=True, timeout=60)
    assert done.stderr.decode().split() == []


# -- conversations -----------------------------------------------------------------------------------------------------

TALK = json.dumps(
    {
        "id": "c1",
        "turns": [
            {"from": "customer", "at": "2026-05-04T09:00:00+02:00", "text": "Where is order 44718?"},
            {"from": "agent", "at": "2026-05-04T10:00:00+02:00", "text": "Hello! What is your order number?"},
        ],
    }
)


def of_conversations(*arguments: str, stdin: str = "") -> tuple[int, list[dict[str, object]], str]:
    done = real("--input-format", "conversation", "--format", "jsonl", *arguments, stdin=stdin.encode())
    return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()


def checks_of(report: dict[str, object]) -> set[str]:
    return {finding["check"] for finding in report["findings"]}  # type: ignore[index, attr-defined]


def test_conversations_one_a_line_in_order_and_bad_ones_in_their_place() -> None:
    status, reports, _ = of_conversations(stdin=f'{TALK}\n{{"id": 7, "turns": []}}\nnonsense\n{TALK}\n')
    assert status == 2
    assert [report.get("id") for report in reports] == ["c1", 7, None, "c1"]
    assert reports[1]["error"] == "line 2: turns must be a list of at least one turn"
    assert str(reports[2]["error"]).startswith("line 3: not JSON")
    assert {"repeated-question", "slow-reply"} <= checks_of(reports[0])
    assert reports[0] == reports[3]


def test_a_single_conversation_may_be_spread_over_lines(run) -> None:
    done = real(
        "--input-format", "conversation", "--format", "json", stdin=json.dumps(json.loads(TALK), indent=2).encode()
    )
    assert done.returncode == 1
    assert "repeated-question" in checks_of(json.loads(done.stdout))


def test_limits_of_the_house_come_from_the_command_line_and_from_settings(tmp_path: Path) -> None:
    _, (report,), _ = of_conversations("--reply-within", "PT2H", TALK)
    assert "slow-reply" not in checks_of(report)
    settings = tmp_path / "courtesy.toml"
    settings.write_text(
        'reply-within = "PT2H"\nbusiness-hours = ["mon-fri=09:00-17:00"]\ntime-zone = "Europe/Warsaw"\n'
    )
    _, (report,), _ = of_conversations("--config", str(settings), TALK)
    assert "slow-reply" not in checks_of(report)


def test_replies_to_compare_with_are_texts_or_objects(tmp_path: Path) -> None:
    others = tmp_path / "others.txt"
    stock = "We have passed your case on and will let you know as soon as there is any news about it."
    others.write_text(json.dumps({"text": stock}) + "\n\nSomething else.\n")
    talk = json.loads(TALK)
    talk["turns"][1]["text"] = stock
    _, (report,), _ = of_conversations("--compare", str(others), json.dumps(talk))
    assert "canned-reply" in checks_of(report)
    others.write_text('{"txt": 1}\n')
    status, _, told = of_conversations("--compare", str(others), TALK)
    assert status == 2
    assert told.count("\n") == 1
    assert 'line 1: "text" must be a string' in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--reply-within", "3h"], "--reply-within: '3h' is no ISO 8601 duration"),
        (["--business-hours", "mon-fri"], "business-hours"),
        (["--time-zone", "Nowhere/At_All"], "--time-zone: 'Nowhere/At_All' is no IANA time zone"),
        (["--compare", "/no/such/file"], "--compare: /no/such/file: no such file"),
        (["--commitments=pdf"], "--commitments must be one of json, ical"),
    ],
)
def test_wrong_limits_are_one_line(arguments: list[str], told: str) -> None:
    status, _, complaint = of_conversations(*arguments, TALK)
    assert status == 2
    assert complaint.count("\n") == 1
    assert told in complaint


def test_commitments_are_of_conversations(run) -> None:
    result = run("--commitments", "Hello")
    assert result.status == 2
    assert "--input-format conversation" in result.err
