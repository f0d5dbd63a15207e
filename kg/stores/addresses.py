"""Which addresses are a project's: its base, a kind, a slash, an id. One project's base may begin as another's does."""

from __future__ import annotations

from kg.ids import KINDS

__all__ = ["elsewhere", "under"]

_KINDS = sorted(KINDS)


def under(uri: str, base: str) -> str:
    """A condition in Cypher: the address that the expression `uri` gives lies under that which `base` gives."""
    parts = f"split(substring({uri}, size({base})), '/')"
    return f"({uri} STARTS WITH {base} AND size({parts}) = 2 AND {parts}[0] IN {_KINDS})"


def elsewhere(uri: str) -> str:
    """A condition in SQL: the address in the column `uri` does not lie under the base, the parameter ?1."""
    rest = f"substr({uri}, length(?1) + 1)"
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    return (
        f"substr({uri}, 1, length(?1)) != ?1 OR length({rest}) - length(replace({rest}, '/', '')) != 1 "
        f"OR substr({rest}, 1, instr({rest}, '/') - 1) NOT IN ({kinds})"
    )
