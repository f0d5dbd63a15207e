"""In which manner pages are fetched: what somebody chose, as whoever visits the pages, and in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from kg.fetching.index import Kept
from kg.fetching.limits import Limits
from kg.fetching.networks import Allowed, Resolver, is_public, system_resolver
from kg.fetching.pacing import PAUSE, Pace
from kg.fetching.robots import PRODUCT, Robots
from kg.fetching.trying import Patience
from kg.fetching.visiting import FRESH, Visitor

__all__ = ["Manner"]


@dataclass(frozen=True, slots=True)
class Manner:
    """What can be chosen. `contact`: a mail address for those whose pages are fetched; `fresh`: hours."""

    contact: str | None = None
    limits: Limits = field(default_factory=Limits)
    pause: float = PAUSE
    patience: Patience = field(default_factory=Patience)
    fresh: float = FRESH
    allowed: Allowed = is_public
    resolve: Resolver = system_resolver

    @property
    def user_agent(self) -> str:
        """How we call ourselves: `crisis-kg/0.1.0 (+data@example.org)`; a header holds ASCII, and here no brackets."""
        from kg import __version__

        contact = f" (+{quote(self.contact, safe='@+.-_~')})" if self.contact else ""
        return f"{PRODUCT}/{__version__}{contact}"

    def about(self) -> Mapping[str, str]:
        """What an archive says of the run that made it: software and settings, and nothing of the machine."""
        product, _, rest = self.user_agent.partition(" ")
        return {
            "software": product,
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obeyed (RFC 9309)",
            "http-header-user-agent": f"{product} {rest}".strip(),
            "description": (
                f"{self.pause:g} s between requests to one host; at most {self.limits.bytes} bytes, "
                f"{self.limits.seconds:g} s and {self.limits.redirects} redirects a page; "
                f"private networks {'refused' if self.allowed is is_public else 'allowed'}"
            ),
        }

    def visitor(self, kept: Callable[[str], Kept | None]) -> Visitor:
        """Whoever visits pages so; `kept` says what there is of an address already."""
        from kg.fetching.client import Client

        client = Client(self.user_agent, limits=self.limits, resolve=self.resolve, allowed=self.allowed)
        pace = Pace(self.pause, sleep=self.patience.sleep)
        robots = Robots(client, pace, self.patience)
        return Visitor(client, robots, pace, self.patience, kept, self.fresh)
