from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.fetching.addresses import address_of, is_same_site, redirected, shown
from kg.fetching.reasons import FetchError


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (" https://example.org/a#part ", "https://example.org/a"),
        ("HTTP://Example.ORG:80", "http://example.org/"),
        ("https://bücher.example/ä ö?q=é", "https://xn--bcher-kva.example/%C3%A4%20%C3%B6?q=%C3%A9"),
        ("https://азаттык.example/а", "https://xn--80aaun3ba7d.example/%D0%B0"),
        ("https://me:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/@me/a", "https://example.org/@me/a"),
    ],
)
def test_one_form(text: str, url: str) -> None:
    assert address_of(text).url == url


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ftp://example.org/", "http:// or https://"),
        ("file:///etc/passwd", "http:// or https://"),
        ("example.org/a", "http:// or https://"),
        ("", "http:// or https://"),
        ("https:///a", "without a host"),
        ("http://h:0/", "port 0"),
        ("http://h:70000/", "port 70000"),
        ("http://[fe80::1%25eth0]/", "network interface"),
        ("http://a b/", "no address"),
        ("http://h/\x00", "no address"),
        ("http://[::1/", "no address"),
    ],
)
def test_none(text: str, said: str) -> None:
    with pytest.raises(FetchError, match=said):
        address_of(text)


def test_credentials_stand_apart_and_are_not_shown() -> None:
    address = address_of("https://me:se%40cret@example.org/a")
    assert address.credentials == "me:se%40cret"
    assert "cret" not in repr(address)


@given(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1),
    st.sampled_from(["", "https://", "ftp://", "//"]),
)
def test_a_password_is_never_shown(tail: str, scheme: str) -> None:
    assert "hunter2" not in shown(f"{scheme}me:hunter2@{tail.replace('@', '')}")


@settings(max_examples=50)
@given(st.text())
def test_anything_is_an_address_or_refused(text: str) -> None:
    for made in (text, f"http://{text}", f"http://h/{text}"):
        with contextlib.suppress(FetchError):
            assert address_of(made).url.isascii()


def test_credentials_stay_within_their_origin() -> None:
    begun = address_of("https://me:secret@example.org/a")
    assert redirected(begun, "/b").credentials == "me:secret"
    for other in ("https://other.example/b", "http://example.org/b", "https://example.org:444/b"):
        assert redirected(begun, other).credentials == ""


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", "is redirected to 'file:///etc/passwd', which does not begin"),
        ("gopher://example.org/", "does not begin"),
        ("https://me:secret@example.org/", "a password in it"),
        ("http://[", "which is no address"),
    ],
)
def test_redirects_that_are_refused(location: str, said: str) -> None:
    with pytest.raises(FetchError, match=said) as raised:
        redirected(address_of("https://example.org/"), location)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example/", "http://a.example/x", True),
        ("https://feeds.a.example/", "https://www.a.example/x", True),
        ("https://a.example/", "https://nota.example/", False),
        ("https://a.example/", "https://b.example/", False),
    ],
)
def test_same_site(one: str, other: str, same: bool) -> None:
    assert is_same_site(address_of(one), address_of(other)) is same
