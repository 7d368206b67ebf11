"""A real browser, the real service, and somebody else's site that embeds the widget."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from ..http.client import Service

REQUIRED = bool(os.environ.get("CI") or os.environ.get("COURTESY_REQUIRE_ALL"))
CHROMIUM = os.environ.get("COURTESY_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def missing(words: str) -> None:
    if REQUIRED:
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed: pip install playwright")
    if CHROMIUM is None:
        missing("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments, timeout=120_000)
        yield running
        running.close()


class Site:
    """Pages of an origin that is not the service's, under a policy that allows the service and nothing else."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, str]] = {}
        self.service = ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = site.pages.get(self.path, ("text/plain", ""))
                data = body.replace("{service}", site.service).encode()
                self.send_response(200)
                self.send_header("content-type", f"{kind}; charset=utf-8")
                self.send_header("content-length", str(len(data)))
                self.send_header(
                    "content-security-policy",
                    f"default-src 'none'; script-src 'self' {site.service}; style-src 'self'; connect-src {site.service}; "
                    "img-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; "
                    "trusted-types 'none'",
                )
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def add(self, path: str, body: str, kind: str = "text/html") -> str:
        self.pages[path] = (kind, body)
        return self.url + path


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="package")
def services() -> set[str]:
    """The origins of the services that were started."""
    return set()


@pytest.fixture(scope="package")
def start(site: Site, services: set[str], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Service]:
    """Start the service: slow machines get all the time they need."""

    def started(settings: str = "", http: str = "") -> Service:
        common = f'[policy]\ndeadline_ms = 50000\n[http]\ncors_origins = ["{site.url}"]\n{http}\n'
        running = Service(tmp_path_factory.mktemp("web"), common + settings)
        services.add(running.url)
        return running

    return started


@pytest.fixture(scope="package")
def service(start: Callable[..., Service], site: Site) -> Iterator[Service]:
    with start() as running:
        site.service = running.url
        yield running


@pytest.fixture
def open_page(browser: Any, site: Site, services: set[str]) -> Iterator[Callable[..., Any]]:
    """Open pages that may not complain, break their policy, or ask anybody but the site and the service.

    ``complaints`` says that the console may tell of failed requests, for tests in which they have to fail.
    """
    contexts = []

    def opened(url: str, *, complaints: bool = False, script: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 900, "height": 900}, "locale": "en-US", **options})
        context.add_init_script(WATCH + script)
        page = context.new_page()
        page.set_default_timeout(60_000)
        contexts.append((context, page, complaints))
        page.said, page.asked = [], []
        page.on(
            "console", lambda message: page.said.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: page.said.append(f"uncaught: {error}"))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(url)
        return page

    yield opened
    for context, page, complaints in contexts:
        violations = page.evaluate("window.violations")
        context.close()
        assert violations == []
        said = [words for words in page.said if not (complaints and "Failed to load resource" in words)]
        assert said == []
        origins = {"/".join(url.split("/")[:3]) for url in page.asked}
        assert origins <= {site.url, *services}
