"""BagIt (RFC 8493): a folder with a manifest of digests, so that whoever gets it can tell that nothing changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kg.errors import InputError

__all__ = ["check_bag", "data_file", "is_bag", "seal"]


def is_bag(folder: Path) -> bool:
    """Whether the folder says that it is a bag."""
    return (folder / "bagit.txt").is_file()


def seal(folder: Path, *, title: str, publisher: str | None, issued: dt.date, agent: str) -> None:
    """Make a bag of the folder: what lies in it goes to `data/`, beside it come manifests and `bag-info.txt`.

    Not to be called by two threads at once: the library changes the working directory for the time.
    """
    import bagit

    about = {
        "External-Description": title,
        "Bagging-Date": issued.isoformat(),
        "Bag-Software-Agent": agent,
        **({"Source-Organization": publisher} if publisher else {}),
    }
    bagit.make_bag(str(folder), about, checksums=["sha256"])


def check_bag(folder: Path) -> None:
    """Compare every file of the bag with its digest.

    Raises InputError that names the files which are missing, changed, or were not there when the bag was made.
    """
    import bagit

    try:
        bag = bagit.Bag(str(folder))
        bag.info.pop("Payload-Oxum", None)  # it only tells that some file is of another size, not which
        bag.validate()
    except bagit.BagValidationError as error:
        details = "; ".join(str(detail) for detail in error.details) or str(error)
        raise InputError(f"{folder}: not as it was packed: {details}") from error
    except (bagit.BagError, OSError, UnicodeDecodeError) as error:
        raise InputError(f"{folder}: no package that can be read: {error}") from error


def data_file(path: Path, *views: str) -> Path:
    """The file of a package that holds one of the views, the first that there is; a path that is no package as it is.

    Raises InputError for a package that is not as it was packed, or that holds none of the views.
    """
    if not is_bag(path):
        return path
    check_bag(path)
    found = (file for view in views for file in sorted((path / "data").glob(f"{view}.*")))
    file = next(found, None)
    if file is None:
        raise InputError(f"{path}: this package holds no file of the view {' or '.join(views)}; another profile does")
    return file
