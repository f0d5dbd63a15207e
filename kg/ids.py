"""Identity: how articles, claims, entities and situations get their ids and IRIs.

An id is 16 hex digits (64 bits) of a SHA-256 over its parts, or the slug of a registry entry. Nothing is minted twice:
the same parts give the same id in every run, and no id depends on a run or on a later merge.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kg.model import Article, Span
from kg.names import normalised

__all__ = [
    "BASE",
    "KINDS",
    "article_id",
    "canonical_url",
    "claim_id",
    "digest",
    "entity_id",
    "host_of",
    "iri",
    "is_local_id",
    "is_minted",
    "kind_and_id",
    "local_id",
    "safe_id",
    "text_sha256",
]

BASE = "https://w3id.org/crisiskg/"
"""Where IRIs of articles, claims, entities and situations begin, unless the project's settings say otherwise."""

KINDS = frozenset({"article", "claim", "entity", "situation"})
"""Of what `iri` makes IRIs."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_MINTED = re.compile(r"[0-9a-f]{16}")
_IRI = re.compile(r".*[/#]([a-z]+)/([a-z0-9-]+)")
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ref|ref_src|s_cid)$")


def digest(*parts: str) -> str:
    """16 hex digits of the SHA-256 over the parts; each part goes in with its length, so no two lists collide."""
    sha = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        sha.update(b"%d:" % len(raw))
        sha.update(raw)
    return sha.hexdigest()[:16]


def text_sha256(text: str) -> str:
    """The digest (64 hex digits) of the exact text that offsets count in."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def canonical_url(url: str) -> str:
    """The URL without what does not tell articles apart: scheme's and host's case, `www.`, fragment, tracking.

    >>> canonical_url("HTTP://www.Example.org/a/?utm_source=x&id=7#top")
    'https://example.org/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # brackets that hold no address: told apart as it stands
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    try:
        port = parts.port
    except ValueError:
        port = None
    if port is not None and port not in (80, 443):
        host = f"{host}:{port}"
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
    scheme = "https" if parts.scheme.lower() in ("http", "https", "") else parts.scheme.lower()
    return urlunsplit((scheme, host, parts.path.rstrip("/"), query, ""))


def host_of(url: str) -> str | None:
    """The host of an address as `canonical_url` has it; None where it has none, or is no address.

    >>> host_of("http://www.Example.org:80/a")
    'example.org'
    """
    try:
        return urlsplit(canonical_url(url)).hostname
    except ValueError:
        return None


def article_id(*, text: str, url: str | None = None, publisher: str | None = None, given_id: str | None = None) -> str:
    """The id of an article: of its canonical URL, else of publisher and given id, else of its text."""
    if url:
        return digest("url", canonical_url(url))
    if publisher and given_id:
        return digest("publisher", normalised(publisher), given_id)
    return digest("text", text)


def claim_id(article: Article, class_: str, *, span: Span, voice: str, ordinal: int) -> str:
    """The id of a claim that this version of the article makes.

    `span` is the first stretch of its evidence;
    `voice` is "author", "unnamed", or the words by which a named source is mentioned (not its resolved name);
    `ordinal` counts claims of one article that agree in everything else, from 0 in the order of the text.
    """
    place = f"{span.start}-{span.end}"
    return digest("claim", article.id, article.text_sha256, class_, place, voice, str(ordinal))


def entity_id(*, branch: str, name: str, country: str | None = None, article: str | None = None) -> str:
    """The id of an entity that no registry lists.

    `branch` is the class just below Entity or Agent (Person, Group, Organization, Place, Post). Pass `article` for a
    single name, a description or a group: such an entity is scoped to its article and shared with no other.
    """
    return digest("entity", branch, normalised(name), country or "", article or "")


@lru_cache(maxsize=65_536)
def iri(kind: str, local: str, base: str = BASE) -> str:
    """The IRI of an article, a claim, an entity or a situation.

    Raises ValueError for an unknown kind or an id with characters that an IRI must not hold.
    """
    if kind not in KINDS or not _ID.fullmatch(local):
        raise ValueError(f"no IRI for {kind} {local!r}: kinds are {sorted(KINDS)}, ids are a-z, 0-9 and -")
    return f"{base}{kind}/{local}"


def is_local_id(text: str) -> bool:
    """Whether the text can be the local id of anything: 16 hex digits, or a slug."""
    return _ID.fullmatch(text) is not None


def is_minted(id_: str) -> bool:
    """Whether the id was made by `digest`; every other one is a slug of the registry."""
    return _MINTED.fullmatch(id_) is not None


def safe_id(id_: str) -> str:
    """The id, or where it could not stand in an IRI, one made from it."""
    return id_ if is_local_id(id_) else digest("id", id_)


def kind_and_id(uri: str) -> tuple[str, str]:
    """The kind and the local id that `iri` made the IRI of, whatever base it has; ValueError for another IRI.

    >>> kind_and_id("https://example.org/kg#entity/ak-jol")
    ('entity', 'ak-jol')
    """
    found = _IRI.fullmatch(uri)
    if found is None:
        raise ValueError(f"{uri!r} is no IRI of an article, claim, entity or situation")
    return found[1], found[2]


def local_id(uri: str) -> str:
    """The local id at the end of an IRI made by `iri`."""
    return uri.rsplit("/", 1)[-1]
