"""Frames as data: the files of `ingest/frames`, read strictly.

A mistake (an unknown key, class or role, an id used twice, a frame without a `says` sentence) raises ResourceError
that names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ResourceError
from kg.ontology import Ontology

__all__ = [
    "PUBLIC",
    "THING",
    "Content",
    "Emission",
    "Example",
    "Frame",
    "Slot",
    "Test",
    "Trigger",
    "read_frames",
    "slot",
    "slots_named",
]

KINDS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
KEYS = {
    "id", "class", "note", "word", "needs", "unless", "if_filled", "roles", "amount", "size", "content", "emits",
    "reading", "bare", "beats", "says", "says_not",
}  # fmt: skip
READING = {"realis", "kind", "polarity", "certainty", "phase"}
NO_FRAMES = frozenset({"ledger.yml", "words.yml"})
"""Files of the folder that hold no frames."""

PUBLIC = "Public"
"""As a type: whoever takes part in public life (`ingest.public_life`), a person, a body or a country."""

THING = "Thing"
"""As a type: a common noun that stands for nobody, for no place and for no situation."""

LINKS = {"content", "refuses", "conditionalOn", "realizes", "partOf", "after", "because"}
_LINKING = frozenset({"of", "for", "to", "in", "on", "with", "against", "from", "into", "between", "by", "as"})
_SLOT = re.compile(r"(?P<path>[\w .'-]+?)(?:>(?P<role>\w+))?(?::(?P<types>[\w|]+))?")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where to look: "object.of:Agent" is what follows "of" after the object, when it is an Agent.

    path   functions, each of the word found by the one before; `home` is the body that a group is drawn from
    role   then the filler of that role in the situation that stands there
    types  entity classes, one of which the filler must have; empty for any
    more   slots whose fillers come too ("possessive+subject")
    """

    path: tuple[str, ...]
    role: str | None = None
    types: tuple[str, ...] = ()
    more: tuple[Slot, ...] = ()

    def __str__(self) -> str:
        """As frames write it."""
        role, types = self.role and f">{self.role}", self.types and f":{'|'.join(self.types)}"
        return "+".join([f"{'.'.join(self.path)}{role or ''}{types or ''}", *map(str, self.more)])


@dataclass(frozen=True, slots=True)
class Test:
    """What must stand in one of the slots: one of these lemmas, entity types, classes of situation, or readings.

    "=Attack" is a situation of that class, "=Attack/planned" one so read, "~requested" any clause so read.
    `written` is the test as its file has it.
    """

    slots: tuple[Slot, ...]
    lemmas: frozenset[str] = frozenset()
    money: bool = False
    types: frozenset[str] = frozenset()
    classes: frozenset[tuple[str, str | None]] = frozenset()
    anything: bool = False
    readings: frozenset[str] = frozenset()
    written: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may evoke a frame: the lemma of its head, and the words that must stand with it."""

    kind: str
    head: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The situation that stands in a slot, and how this one is linked with it."""

    slot: Slot
    link: str


@dataclass(frozen=True, slots=True)
class Emission:
    """A situation that this one implies: "turned down an offer of asylum" says that it was offered."""

    class_: str
    when: tuple[Test, ...]
    roles: Mapping[str, tuple[Slot, ...]]
    link: str | None
    reading: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, and what the frame must find in it."""

    text: str
    roles: Mapping[str, tuple[str, ...]]
    amount: Mapping[str, Any] | None = None
    size: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; see `ingest/frames/README.md` for what each part means. `where` is its file and line."""

    id: str
    class_: str
    triggers: tuple[Trigger, ...]
    needs: tuple[Test, ...] = ()
    unless: tuple[Test, ...] = ()
    if_filled: tuple[Test, ...] = ()
    roles: Mapping[str, tuple[Slot, ...]] = field(default_factory=dict)
    amount: tuple[Slot, ...] = ()
    size: Mapping[str, str] = field(default_factory=dict)
    content: Content | None = None
    emits: tuple[Emission, ...] = ()
    reading: Mapping[str, str] = field(default_factory=dict)
    bare: bool = False
    beats: tuple[str, ...] = ()
    says: tuple[Example, ...] = ()
    says_not: tuple[str, ...] = ()
    where: str = ""


class _Table(dict[str, Any]):
    """A YAML mapping that knows its line."""

    line: int = 0


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # ten times as fast
    """Mappings keep the line where they begin; a key given twice is an error."""


def _table(loader: _Loader, node: yaml.MappingNode) -> _Table:
    table = _Table()
    table.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in table:
            raise ResourceError(f"{node.start_mark.name}:{key_node.start_mark.line + 1}: {key!r} is given twice")
        table[str(key)] = loader.construct_object(value_node, deep=True)
    return table


_Loader.add_constructor("tag:yaml.org,2002:map", _table)
_Loader.yaml_implicit_resolvers = {
    letter: [pair for pair in found if pair[0] != "tag:yaml.org,2002:bool" or letter in "tTfF"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}  # "on", "off", "no" and "yes" are words here; only "true" and "false" are truth values


@dataclass(slots=True)
class _Reader:
    """What reading a frame needs: the senses of all files, the ontology, and where we are."""

    senses: Mapping[str, Mapping[str, Any]]
    ontology: Ontology
    where: str = ""

    def fail(self, message: str) -> ResourceError:
        return ResourceError(f"{self.where}: {message}")

    def frame(self, table: _Table) -> Frame:
        name = str(table.get("id", "(no id)"))
        unknown = sorted(set(table) - KEYS)
        if unknown:
            raise self.fail(f"frame {name}: unknown key {unknown[0]!r}; allowed are {', '.join(sorted(KEYS))}")
        for key in ("id", "class", "word", "says"):
            if not table.get(key):
                raise self.fail(f"frame {name}: {key!r} is missing")
        return Frame(
            id=name,
            class_=self.situation_class(table["class"]),
            triggers=tuple(self.triggers(table["word"])),
            needs=self.tests(table.get("needs")),
            unless=self.tests(table.get("unless")),
            if_filled=self.tests(table.get("if_filled")),
            roles=self.roles(table.get("roles"), table["class"]),
            amount=tuple(slot(text) for text in table.get("amount") or ()),
            size=table.get("size") or {},
            content=self.content(table.get("content")),
            emits=tuple(self.emission(entry) for entry in table.get("emits") or ()),
            reading=self.reading(table.get("reading")),
            bare=bool(table.get("bare", False)),
            beats=tuple(table.get("beats") or ()),
            says=tuple(self.example(entry) for entry in table["says"]),
            says_not=tuple(str(e["text"] if isinstance(e, dict) else e) for e in table.get("says_not") or ()),
            where=self.where,
        )

    def situation_class(self, name: str) -> str:
        if name not in self.ontology.classes or not self.ontology.is_a(name, "Situation"):
            raise self.fail(f"{name!r} is no class of situation in the ontology")
        return name

    def triggers(self, word: Any) -> Iterator[Trigger]:
        table = self.sense(word) if isinstance(word, str) else word
        for key, phrases in table.items():
            if key == "money":
                continue
            if key not in KINDS:
                raise self.fail(f"unknown kind of word {key!r}; allowed are {', '.join(KINDS)}")
            for phrase in phrases:
                yield _trigger(KINDS[key], str(phrase))

    def sense(self, name: str) -> Mapping[str, Any]:
        if name not in self.senses:
            raise self.fail(f"unknown sense {name!r}; known are {', '.join(sorted(self.senses))}")
        return self.senses[name]

    def tests(self, table: Mapping[str, Any] | None) -> tuple[Test, ...]:
        return tuple(self.test(where, what) for where, what in (table or {}).items())

    def test(self, where: str, what: Any) -> Test:
        lemmas: set[str] = set()
        types: set[str] = set()
        classes: set[tuple[str, str | None]] = set()
        readings = {str(item)[1:] for item in what if str(item).startswith("~")} if isinstance(what, list) else set()
        money = False
        for item in map(str, what if isinstance(what, list) else str(what).split("|")):
            if item.startswith("="):
                name, _, realis = item[1:].partition("/")
                classes.add((self.situation_class(name), realis or None))
            elif item in self.senses:
                lemmas |= {word for key in KINDS for word in self.senses[item].get(key, ())}
                money = money or bool(self.senses[item].get("money"))
            elif item in (PUBLIC, THING) or (item[:1].isupper() and item in self.ontology.classes):
                types.add(item)
            else:
                lemmas.add(item)
        slots = tuple(found for name in where.split("/") for found in slots_named(name))
        return Test(
            slots,
            frozenset(lemmas),
            money,
            frozenset(types),
            frozenset(classes),
            "any" in lemmas,
            frozenset(readings),
            written=f"{where}: {', '.join(map(str, what)) if isinstance(what, list) else what}",
        )

    def roles(self, table: Mapping[str, Any] | None, class_: str) -> dict[str, tuple[Slot, ...]]:
        allowed = self.ontology.classes[class_].roles
        for role in table or {}:
            if role not in allowed:
                raise self.fail(f"unknown role {role!r} of {class_}; allowed are {', '.join(allowed)}")
        return {
            role: tuple(found for text in _listed(where) for found in slots_named(text))
            for role, where in (table or {}).items()
        }

    def content(self, table: Mapping[str, Any] | None) -> Content | None:
        if table is None:
            return None
        link = table.get("link", "content")
        if link not in LINKS:
            raise self.fail(f"unknown link {link!r}; allowed are {', '.join(sorted(LINKS))}")
        return Content(slot(table["slot"]), link)

    def reading(self, table: Mapping[str, Any] | None) -> Mapping[str, str]:
        unknown = sorted(set(table or {}) - READING)
        if unknown:
            raise self.fail(f"unknown key {unknown[0]!r} in reading; allowed are {', '.join(sorted(READING))}")
        return dict(table or {})

    def emission(self, table: Mapping[str, Any]) -> Emission:
        return Emission(
            self.situation_class(table["class"]),
            self.tests(table.get("when")),
            self.roles(table.get("roles"), table["class"]),
            table.get("link"),
            self.reading(table.get("reading")),
        )

    def example(self, entry: Any) -> Example:
        if isinstance(entry, str):
            return Example(entry, {})
        roles = {role: tuple(_listed(names)) for role, names in (entry.get("roles") or {}).items()}
        return Example(entry["text"], roles, entry.get("amount"), entry.get("size"))


def _listed(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


MACROS = {
    "doer": ("subject", "by", "possessive", "compound"),
    "holder": ("subject", "possessive", "compound", "of", "by"),
    "undergoer": ("object", "of", "possessive", "compound"),
    "target": ("against", "on", "over", "at", "object", "of"),
    "wish": ("object", "for", "complement", "to"),
}
"""Slots that often go together, in the order in which they are tried: verbs' functions first, then nouns'."""


def slots_named(text: str) -> tuple[Slot, ...]:
    """The slots that a name of `MACROS` stands for, or the one slot that is written."""
    return tuple(slot(name) for name in MACROS.get(text, (text,)))


def slot(text: str) -> Slot:
    """A slot as frames write it: "subject", "object.of", "object>actor", "possessive:Agent"."""
    text, *more = text.split("+")
    found = _SLOT.fullmatch(text)
    if found is None:
        raise ResourceError(f"{text!r} is no slot; write it as 'object', 'object.of', 'object>actor' or 'by:Agent'")
    types = found["types"]
    return Slot(
        tuple(found["path"].split(".")), found["role"], tuple(types.split("|")) if types else (), tuple(map(slot, more))
    )


def _trigger(kind: str, phrase: str) -> Trigger:
    """Of a verb phrase the first word is the head; of a noun phrase the last, or the one before "of", "for", "to"."""
    listed = [word for word in phrase.split() if word != "_"]
    if kind == "noun":
        at = (
            next(
                (n for n, word in enumerate(listed) if word in _LINKING and n),
                len(listed),
            )
            - 1
        )
    elif kind == "adjective":
        at = 0
    else:
        at = 0
    return Trigger(kind, listed[at], tuple(word for n, word in enumerate(listed) if n != at))


def read_frames(folder: Path, ontology: Ontology) -> tuple[Frame, ...]:
    """Every frame of the folder's files, in the order of file names and lines.

    Raises ResourceError, with file and line, for the first mistake.
    """
    tables = [(path, _load(path)) for path in sorted(folder.glob("*.yml")) if path.name not in NO_FRAMES]
    senses: dict[str, Any] = {}
    for path, table in tables:
        for name, sense in (table.get("senses") or {}).items():
            if name in senses:
                raise ResourceError(f"{path.name}:{sense.line}: the sense {name!r} is defined twice")
            senses[name] = sense
    reader = _Reader(senses, ontology)
    frames: dict[str, Frame] = {}
    for path, table in tables:
        for entry in table.get("frames") or ():
            reader.where = f"{path.name}:{entry.line}"
            frame = reader.frame(entry)
            if frame.id in frames:
                raise reader.fail(f"two frames have the id {frame.id!r}")
            frames[frame.id] = frame
    return tuple(frames.values())


def _load(path: Path) -> _Table:
    try:
        with path.open(encoding="utf-8") as file:
            table = yaml.load(file, Loader=_Loader)  # noqa: S506  (a SafeLoader)
    except yaml.YAMLError as error:
        raise ResourceError(f"{path.name}: not YAML: {error}") from error
    unknown = sorted(set(table) - {"senses", "frames", "note"})
    if unknown:
        raise ResourceError(f"{path.name}:1: unknown key {unknown[0]!r}; allowed are frames, note, senses")
    return table  # type: ignore[no-any-return]
