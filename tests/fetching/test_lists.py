"""Addresses in files, and feeds and sitemaps that are followed."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.source import Rejected
from kg.fetching.fetch import Done, Failure
from kg.fetching.listings import from_body, from_file, is_list
from tests.fetching.server import Site, redirects, says
from tests.fetching.trips import Trips

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def rss(*urls: str) -> bytes:
    items = "".join(f"<item><title>T</title><link>{url}</link></item>" for url in urls)
    return f"{XML}<rss version='2.0'><channel><link>http://h/</link>{items}</channel></rss>".encode()


def atom(*urls: str) -> bytes:
    entries = "".join(f"<entry><link rel='self' href='http://no/'/><link href='{url}'/></entry>" for url in urls)
    return f"{XML}<feed xmlns='http://www.w3.org/2005/Atom'><link href='http://h/'/>{entries}</feed>".encode()


def sitemap(*urls: str, root: str = "urlset", part: str = "url") -> bytes:
    parts = "".join(f"<{part}><loc> {url} </loc></{part}>" for url in urls)
    return f"{XML}<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{parts}</{root}>".encode()


def index(*urls: str) -> bytes:
    return sitemap(*urls, root="sitemapindex", part="sitemap")


@pytest.mark.parametrize("form", [rss, atom, sitemap, index])
def test_lists(form: object, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(form("http://h/1", "http://h/2?a=1&amp;b=2"))  # type: ignore[operator]
    assert list(from_file(path)) == ["http://h/1", "http://h/2?a=1&b=2"]


def test_lines_and_failures(tmp_path: Path) -> None:
    path = tmp_path / "list"
    failed = json.dumps({"url": "http://h/2", "reason": "answers 503"})
    path.write_bytes(f"\ufeff# of today\r\nhttp://h/1\r\n\r\n{failed}\n{{broken\n{{}}\n".encode())
    assert list(from_file(path)) == [
        "http://h/1",
        "http://h/2",
        Rejected(f"{path}:5", "is broken JSON"),
        Rejected(f"{path}:6", "has no field `url`"),
    ]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (missing,) = from_file(tmp_path / "none")
    assert isinstance(missing, Rejected)
    (broken,) = from_body(b"<rss><item>", "http://h/")
    assert broken == Rejected("http://h/", "is a feed of broken XML")
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><rss><item><link>&b;</link></item></rss>'
    assert list(from_body(bomb, "http://h/")) != ["bbbb"]


@given(st.binary())
def test_any_bytes(raw: bytes) -> None:
    for found in from_body(raw, "http://h/"):
        assert isinstance(found, str | Rejected)


def test_many_comments_take_no_time() -> None:
    start = time.monotonic()
    assert not is_list(b"<!--a-->" * 1_000 + b"<html>")
    assert time.monotonic() - start < 1


def test_a_sitemap_is_followed_within_its_site(site: Site, trips: Trips) -> None:
    site.scripts |= {
        "/index.xml": says(index(site.url("/a.xml"), site.url("/b.xml")), kind="application/xml"),
        "/a.xml": says(sitemap(site.url("/1"), site.url("/2"), "http://other.example/3"), kind="text/xml"),
        "/b.xml": says(sitemap(site.url("/2"), "ftp://h/", site.url("/index.xml")), kind="application/xml"),
        "/1": says(),
        "/2": says(),
    }
    results = trips.go(site.url("/index.xml"), follow=True)
    lists = [(r.url, r.elsewhere) for r in results if isinstance(r, Done) and r.outcome == "list"]
    assert lists == [(site.url("/index.xml"), 0), (site.url("/a.xml"), 1), (site.url("/b.xml"), 0)]
    assert trips.kept() == [site.url("/1"), site.url("/2")]
    (failure,) = [r for r in results if isinstance(r, Failure)]
    assert failure == Failure("ftp://h/", f"does not begin with http:// or https://; {site.url('/b.xml')} lists it")


def test_a_list_that_has_moved_brings_its_site_along(site: Site, trips: Trips) -> None:
    new = site.url(host="new.example")
    site.scripts |= {"/feed": redirects(f"{new}now"), "/now": says(rss(f"{new}1"), kind="text/xml"), "/1": says()}
    results = trips.go(site.url("/feed", host="old.example"), follow=True, resolve=lambda *_: ["127.0.0.1"])
    assert [r.outcome for r in results] == ["list", "stored"]


def test_so_many_and_no_more(site: Site, trips: Trips) -> None:
    site.scripts |= {f"/{n}": says() for n in range(9)}
    site.scripts["/feed"] = says(rss(*(site.url(f"/{n}") for n in range(9))), kind="application/rss+xml")
    listed, *pages = trips.go(site.url("/feed"), follow=True, most=4)
    assert (listed.over, len(pages)) == (5, 4)


def test_lists_of_lists_have_an_end(site: Site, trips: Trips) -> None:
    site.scripts |= {f"/{n}": says(index(site.url(f"/{n + 1}")), kind="text/xml") for n in range(9)}
    *lists, failure = trips.go(site.url("/0"), follow=True)
    assert len(lists) == 3
    assert failure == Failure(site.url("/3"), "is a list that 3 others led to; so deep is not followed")


def test_without_follow_a_feed_is_a_page(site: Site, trips: Trips) -> None:
    site.scripts |= {"/feed": says(rss(site.url("/1")), kind="application/rss+xml"), "/1": says()}
    assert trips.outcome(site.url("/feed")) == "stored"
    assert trips.kept() == [site.url("/feed")]


def test_a_feed_that_was_kept_can_be_followed_later(site: Site, trips: Trips) -> None:
    site.scripts |= {"/feed": says(rss(site.url("/1")), "200 OK", 'ETag: "1"', kind="text/xml"), "/1": says()}
    trips.outcome(site.url("/feed"))
    assert [r.outcome for r in trips.go(site.url("/feed"), follow=True)] == ["list", "stored"]
