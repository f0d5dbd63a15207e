"""What a server refuses, in one sentence each: the account, the database, the connection, the version.

Decided by the error's code; where the driver gives none, by what listens at the address (`kg.stores.probe`). No
sentence holds a password.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired, UnsupportedServerProduct

from kg.errors import StoreError
from kg.plain import one_line
from kg.stores.probe import Listening, what_listens

if TYPE_CHECKING:
    from kg.stores.neo4j import Address

__all__ = ["check_version", "told", "told_writing", "visible_databases"]

OLDEST = (5, 26)
"""The oldest server whose Cypher the queries keep to."""

SUPPORTED = "kg works with Neo4j 5.26 and later, 2026 and Aura"

_AGENT = re.compile(r"Neo4j/(\d+)\.(\d+)")
_CLIENT = "Neo.ClientError."
_UNAUTHORIZED = f"{_CLIENT}Security.Unauthorized"
_NO_DATABASE = f"{_CLIENT}Database.DatabaseNotFound"
_READ_ONLY = (
    f"{_CLIENT}Security.Forbidden",
    f"{_CLIENT}General.ForbiddenOnReadOnlyDatabase",
    f"{_CLIENT}General.WriteOnReadOnlyAccessDatabase",
    f"{_CLIENT}Cluster.NotALeader",
)

_BY_CODE: Mapping[str, str] = {
    f"{_CLIENT}Security.AuthenticationRateLimit": (
        "{uri} has seen too many wrong passwords of {user!r}; wait some seconds, then check NEO4J_PASSWORD"
    ),
    f"{_CLIENT}Security.CredentialsExpired": (
        "{uri} wants a new password of {user!r} before anything else; set one in the Browser, then NEO4J_PASSWORD"
    ),
    f"{_CLIENT}Security.TokenExpired": "{uri} says that the account {user!r} has expired",
    "Neo.TransientError.General.DatabaseUnavailable": "the database at {uri} is not available now; try again later",
}

_BY_ANSWER: Mapping[Listening, str] = {
    Listening.NO_HOST: "no machine is known by the name in {uri}; check the address",
    Listening.NOTHING: "nothing listens at {uri}; start the server, or unset NEO4J_URI to use the embedded store",
    Listening.SILENT: "{uri} does not answer; check the address, and whether a firewall stands between",
    Listening.HTTP: "{uri} is the port of a web server, not of Bolt, which is 7687 unless the server says otherwise",
    Listening.ENCRYPTED: "{uri} takes encrypted connections only; write {secure} (its certificate is checked)",
    Listening.PLAIN: "{uri} asks for encryption, and the server there has none; write {plain}",
    Listening.UNTRUSTED: (
        "the certificate of {uri} is not trusted (self-signed, or of another name); add who signed it to the "
        "system's certificates, or take it unchecked with {unchecked}"
    ),
    Listening.OTHER: "what listens at {uri} is no Neo4j server that kg can speak to; " + SUPPORTED,
}


@contextmanager
def told(address: Address, databases: Callable[[], list[str]]) -> Iterator[None]:
    """What the driver says of connection, account and database, as StoreError; errors of a query pass as they are.

    `databases` gives the names that the account can see; it is asked when the database is not there.
    """
    try:
        yield
    except (Neo4jError, DriverError) as error:
        sentence = _sentence(error, address, databases)
        if sentence is None:
            raise
        raise StoreError(sentence) from error


@contextmanager
def told_writing(address: Address) -> Iterator[None]:
    """The same where something is written: an account or a database that can only be read is named.

    A server that is gone by then has answered before, and nothing is asked of its port.
    """
    with told(address, list):
        try:
            yield
        except (ServiceUnavailable, SessionExpired) as error:
            if _code(error):
                raise
            raise StoreError(f"{address.uri} does not answer any more: {one_line(str(error))}") from error
        except Neo4jError as error:
            if error.code not in _READ_ONLY:
                raise
            who = "the account" if address.user is None else f"the account {address.user!r}"
            raise StoreError(
                f"{address.uri} can be read, and refuses writing: {who} has no right to write, or the database is "
                "read-only; loading needs both"
            ) from error


def check_version(agent: str, uri: str) -> None:
    """Raises StoreError for a server too old; `agent` is what it calls itself, such as Neo4j/5.26.30."""
    found = _AGENT.match(agent)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        raise StoreError(f"{uri} is {agent.replace('/', ' ')}; {SUPPORTED}")


def visible_databases(driver: neo4j.Driver) -> list[str]:
    """The databases that the account may use; none where the server does not say."""
    try:
        with driver.session(database="system") as session:
            names = [str(record["name"]) for record in session.run("SHOW DATABASES YIELD name")]
    except (Neo4jError, DriverError):
        return []
    return sorted({*names} - {"system"})


def _sentence(error: Exception, address: Address, databases: Callable[[], list[str]]) -> str | None:
    code = _code(error)
    names = {"uri": address.uri, "user": address.user}
    if code == _UNAUTHORIZED:
        return _unauthorized(address)
    if code == _NO_DATABASE:
        return _no_database(address, databases())
    if code in _BY_CODE:
        return _BY_CODE[code].format(**names)
    if isinstance(error, UnsupportedServerProduct):
        return _BY_ANSWER[Listening.OTHER].format(**names)
    if not code and isinstance(error, ServiceUnavailable | SessionExpired):
        return _unreachable(error, address.uri)
    return None


def _unauthorized(address: Address) -> str:
    if address.user is None:
        return f"{address.uri} wants an account, and none is given; set NEO4J_USERNAME and NEO4J_PASSWORD"
    return f"{address.uri} refuses the account {address.user!r}; check NEO4J_USERNAME and NEO4J_PASSWORD"


def _no_database(address: Address, visible: list[str]) -> str:
    wanted = "no database of the account's own" if address.database is None else f"no database {address.database!r}"
    hint = f"; NEO4J_DATABASE may be {', '.join(visible)}" if visible else "; check NEO4J_DATABASE"
    return f"{address.uri} has {wanted}{hint}"


def _unreachable(error: Exception, uri: str) -> str:
    found = what_listens(uri)
    if found is Listening.BOLT:
        return f"{uri} does not answer any more: {error}"
    scheme, _, rest = uri.partition("://")
    kind = scheme.partition("+")[0]
    return _BY_ANSWER[found].format(
        uri=uri, secure=f"{kind}+s://{rest}", unchecked=f"{kind}+ssc://{rest}", plain=f"{kind}://{rest}"
    )


def _code(error: BaseException) -> str:
    """The server's code: of the error, or of the one inside it, as a driver that asked for a route has it."""
    if isinstance(error, Neo4jError) and error.code:
        return error.code
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else [error.__cause__]
    return next((code for one in inner if one is not None and (code := _code(one))), "")
