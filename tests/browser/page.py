"""The Neo4j Browser in a headless Chromium, driven as a person would: by what is on the page, with deadlines."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["BrowserPage", "browser_page", "chromium"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120
_OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    # nothing outside is asked: the page wants fonts and counts visits, and would wait for them
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
)


def chromium() -> str | None:
    """The command of the Chromium that is installed; None where there is none, or nothing to drive it."""
    return next(filter(None, map(shutil.which, NAMES)), None) if find_spec("playwright") else None


@contextmanager
def browser_page(profile: Path, command: str) -> Iterator[BrowserPage]:
    """A new Chromium with a profile of its own, on no page yet."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=command,
            headless=True,
            args=_OPTIONS,
            viewport={"width": 1280, "height": 640},
        )
        context.set_default_timeout(SECONDS * 1000)
        try:
            yield BrowserPage(context.pages[0])
        finally:
            context.close()


class BrowserPage:
    """The page of the Browser. What is not there within SECONDS fails."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, http: int, bolt: int, user: str) -> None:
        """Open the page, with all but the password in the form."""
        url = f"http://localhost:{http}/browser/?dbms=bolt://{user}@localhost:{bolt}&db=neo4j"
        self.page.goto(url, wait_until="domcontentloaded")
        self.page.wait_for_selector(_test_id("password"))

    def log_in(self, password: str) -> None:
        """Send the form; what comes of it shows later."""
        self.page.fill(_test_id("password"), password)
        self.page.click(_test_id("connect"))

    def is_connected(self) -> bool:
        """Whether queries can be run."""
        banner, editor = (self.page.locator(_test_id(name)).count() for name in ("disconnectedBanner", "editor-Run"))
        return editor > 0 and banner == 0

    def run(self) -> None:
        """Run what stands in the editor."""
        before = self.frames()
        self.page.click(_test_id("editor-Run"))
        self.until("the query has run", lambda: self.frames() > before)

    def click(self, name: str) -> None:
        """Click on what has that name for tests."""
        self.page.click(_test_id(name))

    def click_edge(self, colour: str) -> None:
        """Click on the first edge of that colour in the newest answer; its caption may be cut short."""
        edges = self.page.locator(_test_id("frame")).first.locator("g.relationship")
        # what the drawing listens for; a real click may miss while the drawing still moves
        edges.filter(has=self.page.locator(f'path[fill="{colour}"]')).first.dispatch_event("mousedown")

    def text(self) -> str:
        """All that the page says."""
        return self.page.inner_text("body")

    def drop(self, file: Path) -> None:
        """Drop a file on the page."""
        content = base64.b64encode(file.read_bytes()).decode()
        self.page.evaluate(_DROP, [file.name, content])

    def frames(self) -> int:
        """How many answers are on the page; the newest stands first."""
        return self.page.locator(_test_id("frame")).count()

    def newest(self) -> str:
        """The text of the newest answer."""
        return self.page.locator(_test_id("frame")).first.inner_text()

    def editor(self) -> str:
        """What stands in the editor."""
        text = self.page.locator(_test_id("activeEditor")).inner_text()
        return _squeezed(text)

    def stored(self, key: str) -> str:
        """What the Browser keeps under the key."""
        kept: str = self.page.evaluate("key => localStorage.getItem('neo4j.' + key) || ''", key)
        return kept

    def drawn(self) -> tuple[dict[str, str], list[str]]:
        """What the newest answer draws: the colour of each node by its caption, and the captions of the edges."""
        drawn: dict[str, Any] = self.page.evaluate(_DRAWN)
        return {_squeezed(caption): colour for caption, colour in drawn["nodes"]}, drawn["edges"]

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Look again and again until it holds; fails, saying what was waited for, after SECONDS."""
        for _ in range(SECONDS * 5):
            if holds():
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"not in {SECONDS} s: {what}; the newest answer: {self.newest()[:400]!r}")


def _squeezed(text: str) -> str:
    """The text with one blank between words, whatever the page sets them with."""
    return " ".join(text.split())


def _test_id(name: str) -> str:
    return f'[data-testid="{name}"]'


_DROP = """([name, content]) => {
    const file = new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name);
    const dropped = new DataTransfer();
    dropped.items.add(file);
    const place = document.querySelector('.filedrop');
    for (const kind of ['dragenter', 'dragover', 'drop'])
        place.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: dropped}));
}"""

_DRAWN = """() => {
    const frame = document.querySelector('[data-testid=frame]');
    const text = place => [...place.querySelectorAll('text')].map(t => t.textContent).join(' ').trim();
    const nodes = [...frame.querySelectorAll('g.node')].map(
        n => [text(n), n.querySelector('circle.b-outline').getAttribute('fill')]);
    return {nodes, edges: [...frame.querySelectorAll('g.relationship')].map(text)};
}"""
