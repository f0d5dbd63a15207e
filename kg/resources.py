"""Where the data folders that ship with the package are: ontology, queries, registry, demo."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ResourceError

__all__ = ["folder"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = {"demo": "examples/kyrgyzstan-2010"}


def folder(name: str) -> Path:
    """The folder of that name: packed into a wheel as kg/data/NAME, or beside the package in a checkout.

    Raises ResourceError when neither is there.
    """
    for place in (_PACKAGE / "data" / name, _PACKAGE.parent / _CHECKOUT.get(name, name)):
        if place.is_dir():
            return place
    raise ResourceError(f"the folder {name!r} that ships with kg is missing; install kg again")
