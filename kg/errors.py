"""The errors that this software raises on purpose, and the exit code that each gives the command line.

    KgError                 1   anything below
    ├── UsageError          2   the command, an option or a setting is wrong
    ├── InputError          3   a file or an article that cannot be taken
    │   └── ClaimError      3   a claim that the ontology does not allow
    ├── ProjectError        4   the project folder: missing, damaged, held by somebody else
    │   └── BusyError       4   another process holds the folder
    ├── StoreError          5   the store does not answer, or refuses
    ├── QueryError          6   a query is wrong, or a name in it is not known
    └── ResourceError       7   something that this software ships or needs is missing or damaged
        └── OntologyError   7   the ontology's files contradict themselves

Messages say what is wrong, where (file, line, id), and what is allowed.
"""

__all__ = [
    "BusyError",
    "ClaimError",
    "InputError",
    "KgError",
    "OntologyError",
    "ProjectError",
    "QueryError",
    "ResourceError",
    "StoreError",
    "UsageError",
]


class KgError(Exception):
    """Root of the tree; `exit_code` is what the command line exits with."""

    exit_code = 1


class UsageError(KgError):
    """The command, an option or a setting is wrong."""

    exit_code = 2


class InputError(KgError):
    """A file, a line or an article that cannot be taken."""

    exit_code = 3


class ClaimError(InputError):
    """A claim that the ontology does not allow."""


class ProjectError(KgError):
    """The project folder is missing, damaged, or not what it should be."""

    exit_code = 4


class BusyError(ProjectError):
    """Another process holds the project folder."""


class StoreError(KgError):
    """The store does not answer, or refuses."""

    exit_code = 5


class QueryError(KgError):
    """A query is wrong, or a name in it is not known."""

    exit_code = 6


class ResourceError(KgError):
    """Something that this software ships, or needs from the machine, is missing or damaged."""

    exit_code = 7


class OntologyError(ResourceError):
    """The ontology's files contradict themselves."""
