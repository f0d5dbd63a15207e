"""Feeds, sitemaps and lists of addresses."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.finding import _read
from ingest.readers.forms import form_of
from ingest.readers.links import Address, addresses, entries
from ingest.readers.source import Draft, Rejected, Source, source_of
from kg.errors import InputError
from tests.ingest.readers.test_pages import SENTENCES, TEXT

SHORT = SENTENCES[0]
LONG = " ".join(SENTENCES * 2)


def source(text: str | bytes) -> Source:
    raw = text.encode() if isinstance(text, str) else text
    return source_of(BytesIO(raw), where="in.xml", stem="in")


def items(text: str | bytes) -> list[Draft | Rejected]:
    return [item for item in _read(source(text)) if isinstance(item, Draft | Rejected)]


def rss(entry: str, version: str = "2.0", before: str = "") -> str:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    channel = f"<channel><title>Coast &amp; Isles</title><language>en-gb</language><item>{entry}</item></channel>"
    return f'<?xml version="1.0"?>{before}<rss version="{version}" {spaces}>{channel}</rss>'


def test_an_entry_with_its_full_text_is_an_article() -> None:
    made = rss(
        "<title>Road &amp;amp; harbour</title><link>https://example.org/road</link><guid>g-1</guid>"
        "<dc:creator>Ada Lind</dc:creator><pubDate>Thu, 15 Apr 2010 01:00:00 +0600</pubDate><description>short</description>"
        f'<content:encoded><![CDATA[{TEXT}<p>The post <a href="x">Road</a> appeared first on <a href="y">Coast</a>.</p>]]>'
        "</content:encoded>"
    )
    (found,) = items(made)
    assert isinstance(found, Draft)
    assert found.text == "\n\n".join(("Road & harbour", *SENTENCES))
    assert (found.given_id, dict(found.fields)) == (
        "g-1",
        {
            "title": "Road & harbour",
            "byline": "Ada Lind",
            "publisher": "Coast & Isles",
            "url": "https://example.org/road",
            "date": "2010-04-15",
            "dateBasis": "metadata",
            "language": "en-gb",
        },
    )


def test_an_entry_with_a_summary_only_says_how_its_page_is_brought() -> None:
    (found,) = items(rss(f"<title>Road</title><link>https://example.org/road</link><description>{SHORT}</description>"))
    assert isinstance(found, Rejected)
    assert found.reason == "has only a summary of 19 words; kg fetch https://example.org/road brings the page"


@pytest.mark.parametrize(
    "made",
    [
        rss(f"<title>T</title><link>https://example.org/a</link><description>{LONG}</description>", version="0.92"),
        rss(
            f"<title>T</title><link>https://example.org/a</link><description>{LONG}</description>",
            version="0.91",
            before='<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">',
        ),
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="x"><title>Coast</title></channel><item rdf:about="https://example.org/a"><title>T</title>'
        f"<link>https://example.org/a</link><description>{LONG}</description></item></rdf:RDF>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast</title><entry><title>T</title><id>tag:1</id>'
        f'<link href="https://example.org/a"/><published>2010-04-15T01:00:00Z</published><content>{LONG}</content></entry></feed>',
    ],
)
def test_the_forms_of_feeds(made: str) -> None:
    assert form_of(source(made)) == "feed"
    (found,) = items(made)
    assert isinstance(found, Draft), found
    assert found.fields["url"] == "https://example.org/a"


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY a "a"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/hostname">',
        '<!ENTITY b SYSTEM "http://127.0.0.1:9/">',
    ],
)
def test_entities_are_refused(entity: str) -> None:
    (found,) = items(rss("<title>&b;</title>", before=f"<!DOCTYPE rss [{entity}]>"))
    assert isinstance(found, Rejected)
    assert found.reason.startswith("declares XML entities")


def test_a_feed_without_entries() -> None:
    (found,) = items('<rss version="2.0"><channel><title>x</title></channel></rss>')
    assert isinstance(found, Rejected)
    assert found.reason == "is a feed without entries"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_stops_the_reader_of_feeds(data: st.DataObject) -> None:
    raw = bytearray(rss(f"<title>T</title><description>{LONG}</description>").encode())
    start = data.draw(st.integers(30, len(raw) - 1))
    raw[start : start + data.draw(st.integers(0, 90))] = data.draw(st.binary(max_size=20))
    assert items(bytes(raw))


URLSET = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://example.org/a?b=1&amp;c=2</loc><lastmod>2010-04-15</lastmod></url>"
    "<url><loc> https://example.org/b </loc></url><url><loc>ftp://example.org/c</loc></url></urlset>"
)
INDEX = "<sitemapindex><sitemap><loc>https://example.org/s.xml</loc></sitemap></sitemapindex>"


def test_addresses_of_a_sitemap() -> None:
    first, second = Address("https://example.org/a?b=1&c=2", "2010-04-15"), Address("https://example.org/b")
    assert list(entries(source(URLSET))) == [first, second, Address("ftp://example.org/c")]
    assert list(entries(source(INDEX))) == [Address("https://example.org/s.xml", sitemap=True)]


def test_addresses_of_a_list() -> None:
    made = "\ufeff# mine\nhttps://example.org/a\r\n\nHTTPS://example.org/b\n"
    assert list(addresses(source(made))) == ["https://example.org/a", "HTTPS://example.org/b"]


@pytest.mark.parametrize(
    ("made", "count"), [(URLSET, "3 addresses"), (INDEX, "1 address"), ("https://example.org/a\n", "1 address")]
)
def test_addresses_are_no_texts(made: str, count: str) -> None:
    (found,) = items(made)
    assert isinstance(found, Rejected)
    assert found.reason == f"holds {count}, no texts; kg fetch --from in.xml brings them"


def test_an_address_above_a_text_is_no_list() -> None:
    (found,) = items(f"https://example.org/a\n\n{SHORT}")
    assert isinstance(found, Draft)


def test_a_sitemap_that_is_cut_off_gives_what_stands_before() -> None:
    with pytest.raises(InputError, match="broken XML"):
        list(addresses(source(URLSET[:-60])))
    assert next(addresses(source(URLSET[:-60]))) == "https://example.org/a?b=1&c=2"
    assert isinstance(items(URLSET[:-60])[0], Rejected)


def test_a_sitemap_with_entities_is_refused() -> None:
    made = f'<!DOCTYPE urlset [<!ENTITY a "a">]>{URLSET.partition("?>")[2]}'
    assert isinstance(items(made)[0], Rejected)


def test_a_long_sitemap_is_not_held() -> None:
    import tracemalloc

    raw = b"<urlset>" + b"<url><loc>https://example.org/a</loc></url>" * 100_000 + b"</urlset>"
    made = source(raw)
    tracemalloc.start()
    assert sum(1 for _ in addresses(made)) == 100_000
    assert tracemalloc.get_traced_memory()[1] < len(raw) / 2
    tracemalloc.stop()
