"""robots.txt, pauses, and what is not asked for a second time."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.fetching.addresses import address_of
from kg.fetching.manner import Manner
from kg.fetching.pacing import Pace
from kg.fetching.trying import retry_after
from kg.fetching.turns import Turn, Turns
from tests.fetching.server import Request, Site, in_turn, redirects, says, sends
from tests.fetching.trips import Trips

RULES = b"User-agent: *\nDisallow: /all\n\nUser-agent: crisis-kg\nDisallow: /ours\nAllow: /ours/but\n"


def robots(body: bytes) -> object:
    return says(body, kind="text/plain")


# ------------------------------------------------------------------------------------------------------- robots.txt


def test_rules_for_us_count_and_those_for_all_do_not(site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": robots(RULES), "/all": says(), "/ours": says(), "/ours/but": says()}
    all_, ours, but = trips.go(*(site.url(path) for path in ("/all", "/ours", "/ours/but")))
    assert (all_.outcome, but.outcome) == ("stored", "stored")
    assert ours.reason == f"is not to be fetched, says {site.url('/robots.txt')}"
    # once a host, and not kept as if it were a page
    assert [request.path for request in site.asked] == ["/robots.txt", "/all", "/ours/but"]
    assert trips.kept() == [site.url("/all"), site.url("/ours/but")]


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "403 Forbidden", "204 No Content"])
def test_no_rules_forbid_nothing(status: str, site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": sends(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()), "/": says()}
    assert trips.outcome(site.url()) == "stored"


@pytest.mark.parametrize("status", ["500 Oops", "503 Service Unavailable", "429 Too Many Requests", "505 Oops"])
def test_rules_that_are_not_to_be_had_forbid_everything(status: str, site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": says(b"", status), "/": says(), "/b": says()}
    said = f"{site.url('/robots.txt')} answers {status[:3]}, so that nothing may be fetched there (tried 3 times)"
    assert [failure.reason for failure in trips.go(site.url(), site.url("/b"))] == [said, said]
    assert site.paths() == []


def test_rules_after_a_second_try(site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": in_turn(says(b"", "503 Oops"), robots(b"User-agent: *\nDisallow: /")), "/": says()}
    assert "is not to be fetched" in trips.outcome(site.url())


def test_rules_that_lie_elsewhere(site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": redirects("/rules"), "/rules": robots(b"User-agent: *\nDisallow: /a"), "/a": says()}
    assert "is not to be fetched" in trips.outcome(site.url("/a"))


def test_rules_in_a_circle_are_none(site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": redirects("/robots.txt"), "/": says()}
    assert trips.outcome(site.url()) == "stored"
    assert len(site.asked) == 7  # the first, five redirects as RFC 9309 wants, and the page


def test_rules_without_an_end(site: Site, trips: Trips) -> None:
    def endless(_: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /a\n"
        yield from itertools.repeat(b"# and so on\n" * 1000)

    site.scripts |= {"/robots.txt": endless, "/a": says(), "/b": says()}
    forbidden, allowed = trips.go(site.url("/a"), site.url("/b"))
    assert "is not to be fetched" in forbidden.reason
    assert allowed.outcome == "stored"


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff\xfe binary", b"<html>no rules</html>", "\ufeffUser-agent: x".encode()]
)
def test_rules_that_are_none(body: bytes, site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": robots(body), "/": says()}
    assert trips.outcome(site.url()) == "stored"


def test_a_redirect_is_held_against_the_rules_too(site: Site, trips: Trips) -> None:
    rules = robots(b"User-agent: *\nDisallow: /b")
    site.scripts |= {"/robots.txt": rules, "/a": redirects("/b"), "/b": says()}
    assert "is not to be fetched" in trips.outcome(site.url("/a"))
    assert site.paths() == ["/a"]


def test_a_host_that_wants_pauses(site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": robots(b"User-agent: *\nCrawl-delay: 9"), "/a": says(), "/b": says()}
    trips.go(site.url("/a"), site.url("/b"))
    assert [round(seconds) for seconds in trips.waited] == [9, 9]


def test_a_host_that_wants_no_visits(site: Site, trips: Trips) -> None:
    site.scripts |= {"/robots.txt": robots(b"User-agent: *\nCrawl-delay: 86400"), "/": says()}
    assert "wants 86400 seconds between two requests" in trips.outcome(site.url())


def test_we_say_who_we_are(site: Site, trips: Trips) -> None:
    site.scripts["/"] = says()
    trips.go(site.url(), contact="data@example.org")
    assert {request.headers["user-agent"] for request in site.asked} == {Manner("data@example.org").user_agent}
    assert site.asked[0].headers["user-agent"].startswith("crisis-kg/")
    assert site.asked[0].headers["user-agent"].endswith(" (+data@example.org)")
    assert Manner("ж)\r\n@example.org").user_agent.endswith("(+%D0%B6%29%0D%0A@example.org)")


# ------------------------------------------------------------------------------------------------------------ pauses


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_pauses_are_kept_for_each_host() -> None:
    clock = Clock()
    pace = Pace(2, clock=lambda: clock.now, sleep=clock.sleep)
    for host in ("a", "b", "a"):
        pace.wait(host)
    assert clock.slept == [2]
    pace.slow_down("a", 5)
    pace.wait("a")
    pace.wait("b")
    assert clock.slept == [2, 5]
    pace.slow_down("b", 1)
    pace.wait("b")
    assert clock.slept == [2, 5, 2]


@given(st.lists(st.sampled_from("abc"), max_size=20))
def test_each_address_has_one_turn_and_hosts_keep_their_order(hosts: list[str]) -> None:
    clock = Clock()
    pace = Pace(2, clock=lambda: clock.now, sleep=clock.sleep)
    turns = Turns(pace)
    given_ = [address_of(f"http://{host}/{number}") for number, host in enumerate(hosts)]
    for address in given_ * 2:
        turns.add(Turn(address, address))
    taken = []
    while (turn := turns.next()) is not None:
        pace.wait(turn.address.host)
        taken.append(turn.address)
    assert sorted(taken, key=lambda a: a.target) == sorted(given_, key=lambda a: a.target)
    for host in "abc":
        assert [a for a in taken if a.host == host] == [a for a in given_ if a.host == host]


def test_hosts_take_turns(trips: Trips, site: Site) -> None:
    site.scripts |= {f"/{n}": says() for n in range(3)}
    urls = [site.url(f"/{n}", host=host) for host in ("one.example", "two.example") for n in range(3)]
    trips.go(*urls, resolve=lambda *_: ["127.0.0.1"], pause=3600)
    hosts = [request.headers["host"].partition(".")[0] for request in site.asked if request.path != "/robots.txt"]
    assert hosts == ["one", "two"] * 3


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 28 Nov 2026 12:01:00 GMT", 60),
        ("Sat, 28 Nov 2026 11:00:00 GMT", 0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert retry_after(text, dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)) == seconds


@given(st.text())
def test_any_retry_after(text: str) -> None:
    seconds = retry_after(text, dt.datetime(2026, 11, 28, tzinfo=dt.UTC))
    assert seconds is None or seconds >= 0


# ------------------------------------------------------------------------------------------- asked for a second time


def test_what_is_fresh_is_not_asked_for(site: Site, trips: Trips) -> None:
    site.scripts |= {"/a": redirects("/b"), "/b": says()}
    assert trips.outcome(site.url("/a")) == "stored"
    before = trips.archive.read_bytes()
    assert trips.outcome(site.url("/a")) == "fresh"
    assert trips.outcome(site.url("/b")) == "fresh"
    assert trips.archive.read_bytes() == before
    assert site.paths() == ["/a", "/b"]


def test_what_is_not_changed_is_kept_as_a_revisit(site: Site, trips: Trips) -> None:
    def page(request: Request) -> object:
        known = request.headers.get("if-none-match") == '"7"' and "if-modified-since" in request.headers
        status = "304 Not Modified" if known else "200 OK"
        return says(b"" if known else b"text", status, 'ETag: "7"', "Last-Modified: Sat, 28 Nov 2026 11:00:00 GMT")(
            request
        )

    site.scripts["/"] = page  # type: ignore[assignment]
    assert [trips.outcome(site.url(), fresh=0) for _ in range(3)] == ["stored", "unchanged", "unchanged"]
    assert (trips.kept(), trips.kept("revisit")) == ([site.url()], [site.url()] * 2)
    # "not modified" makes it fresh again
    assert trips.outcome(site.url(), fresh=1) == "fresh"
    trips.check()


def test_the_same_bytes_again_are_kept_once(site: Site, trips: Trips) -> None:
    site.scripts["/"] = in_turn(says(b"one"), says(b"one"), says(b"two"))
    assert [trips.outcome(site.url(), fresh=0) for _ in range(3)] == ["stored", "unchanged", "stored"]
    assert [(kind, body) for kind, _, body in trips.records() if kind in ("response", "revisit")] == [
        ("response", b"one"),
        ("revisit", b""),
        ("response", b"two"),
    ]
    trips.check()


def test_two_addresses_of_one_page_fetch_it_once(site: Site, trips: Trips) -> None:
    site.scripts |= {"/a": redirects("/c"), "/b": redirects("/c"), "/c": says()}
    assert [done.outcome for done in trips.go(site.url("/a"), site.url("/b"))] == ["stored", "stored"]
    assert site.paths() == ["/a", "/c", "/b"]


def test_what_failed_is_tried_the_next_time(site: Site, trips: Trips) -> None:
    site.scripts["/"] = in_turn(says(b"", "404 Not Found"), says())
    assert trips.outcome(site.url()) == "answers 404 (Not Found)"
    assert trips.outcome(site.url()) == "stored"
