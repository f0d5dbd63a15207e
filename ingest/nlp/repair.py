"""What grammar knows and the network sometimes forgets.

A verb has one subject; an agent has its "by"; "signed on Tuesday an agreement" has a preposition, not a particle;
"this" before a day is no object; "shot dead two guards" says what became of the guards; "re-arrested" is one verb; what
follows a particle with an article is an object; what stands behind "he said" belongs to the speaker; and in a headline
"Minister to visit Oslo" the infinitive is the future of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ingest.nlp.parse import Tree
from ingest.nlp.weights import Labels

__all__ = ["Grammar"]

_NEVER = -1e9
_NOMINAL = {"NOUN", "PROPN"}
_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_MONTHS = {
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
}
_TIMES = {"on": _DAYS, "in": _MONTHS}
_POINTING = {"this", "last", "next", "that"}
_PREFIXES = {"co", "counter", "cross", "de", "mis", "over", "pre", "re", "un", "under"}
_OUTCOMES = {"dead", "free", "open", "ablaze"}
_TAKING = {
    *("attempt", "bid", "call", "chance", "deal", "effort", "fight", "law", "move", "need", "order", "place", "push"),
    *("race", "reason", "right", "step", "thing", "time", "vote", "way", "ways", "moves", "calls", "efforts", "steps"),
}
"""Nouns whose infinitive says what they are for; after others, in a sentence without a verb, it tells the future."""

_BEFORE_NOUNS = {"of", "from", "by", "with", "for", "in"}
_QUOTES = {"“", '"', "``", "«", "‘"}
"""Marks that open a quotation: what stands behind one may go on with what was said before."""


class Grammar:
    """The rules over one set of labels."""

    def __init__(self, labels: Labels) -> None:
        relation = labels.relations.index
        self._subjects = [relation("nsubj"), relation("nsubj:pass")]
        self._others = np.array([i for i in range(len(labels.relations)) if i not in self._subjects])
        self._agent, self._oblique, self._case = relation("obl:agent"), relation("obl"), relation("case")
        self._description, self._modifier = relation("nmod:desc"), relation("amod")
        self._particle, self._determiner, self._mark = relation("compound:prt"), relation("det"), relation("mark")
        self._compound, self._nominal = relation("compound"), relation("nmod")
        self._open, self._object, self._subject, self._root = (
            *(relation("xcomp"), relation("obj")),
            *(relation("nsubj"), relation("root")),
        )
        self._clause, self._loose, self._adverbial, self._relative = (
            *(relation("ccomp"), relation("parataxis")),
            *(relation("advcl"), relation("acl:relcl")),
        )
        self._counts = {relation("nummod"), relation("det"), relation("nmod:poss")}
        self._obliques = {i for i, name in enumerate(labels.relations) if name.split(":")[0] == "obl"}

    def repair(self, tree: Tree, words: Sequence[str], pos: Sequence[str]) -> None:
        """Change the tree in place where it breaks a rule; `words` in lower case, `pos` universal."""
        children: list[list[int]] = [[] for _ in words]
        for word, head in enumerate(tree.heads.tolist()):
            if head != word:
                children[head].append(word)
        for word in range(len(words) - 2):
            self._joined(tree, children, word, words, pos)
            self._initials(tree, children, word, words, pos)
            self._ruling(tree, children, word, words, pos)
        for word, below in enumerate(children):
            self._one_subject(tree, children, below, pos)
            self._agents_by(tree, children, below, words)
            self._times(tree, children, below, words)
            self._outcome(tree, children, word, words)
            self._object_behind(tree, children, below, pos)
            self._behind_saying(tree, children, word, words)
        for word in np.flatnonzero(tree.heads == np.arange(len(words))).tolist():
            self._future(tree, children, word, words, pos)

    def _one_subject(self, tree: Tree, children: list[list[int]], below: list[int], pos: Sequence[str]) -> None:
        """Two subjects side by side are a description and a name; of two apart, the weaker is something else."""
        subjects = [word for word in below if tree.relations[word] in self._subjects]
        for left, right in pairwise(subjects):
            adjacent = _last(left, children) + 1 == _first(right, children)
            if adjacent and pos[right] == "PROPN":
                tree.heads[left] = right
                tree.relations[left] = self._description if pos[left] in _NOMINAL else self._modifier
                below.remove(left)
                children[right].append(left)
            else:
                weaker = min((left, right), key=lambda word: self._margin(tree, word))
                scores = tree.scores[weaker].copy()
                scores[self._subjects] = _NEVER
                tree.relations[weaker] = scores.argmax()

    def _margin(self, tree: Tree, word: int) -> float:
        scores = tree.scores[word]
        return float(scores[tree.relations[word]] - scores[self._others].max())

    def _agents_by(self, tree: Tree, children: list[list[int]], below: list[int], words: Sequence[str]) -> None:
        for word in below:
            if tree.relations[word] == self._agent and not self._has_by(tree, children[word], words):
                tree.relations[word] = self._oblique

    def _times(self, tree: Tree, children: list[list[int]], below: list[int], words: Sequence[str]) -> None:
        """What stands before a day or a month belongs to it, not to the verb."""
        following = {_first(word, children): word for word in below if tree.relations[word] in self._obliques}
        for word in list(below):
            time = following.get(word + 1)
            if time is None:
                continue
            if tree.relations[word] == self._particle and words[time] in _TIMES.get(words[word], ()):
                relation = self._case
                tree.relations[time] = self._oblique
            elif tree.relations[word] == self._object and words[word] in _POINTING and words[time] in _DAYS:
                relation = self._determiner
            else:
                continue
            _move(tree, children, word, time, relation)

    def _outcome(self, tree: Tree, children: list[list[int]], noun: int, words: Sequence[str]) -> None:
        """An adjective between a verb and the number or article of its object belongs to the verb."""
        verb = int(tree.heads[noun])
        for word in list(children[noun]):
            counted = any(tree.relations[other] in self._counts and word < other < noun for other in children[noun])
            if (
                counted
                and tree.relations[word] == self._modifier
                and words[word] in _OUTCOMES
                and word == verb + 1
                and tree.relations[noun] == self._object
            ):
                _move(tree, children, word, verb, self._open)

    def _joined(
        self, tree: Tree, children: list[list[int]], first: int, words: Sequence[str], pos: Sequence[str]
    ) -> None:
        """Of a verb with a hyphen ("re-arrested", "test-fired") the last part is the verb, and the first its own."""
        verb = first + 2
        if words[first + 1] != "-" or pos[verb] != "VERB" or tree.relations[verb] == self._modifier:
            return
        if tree.heads[verb] == first:
            children[first].remove(verb)
            above = int(tree.heads[first])
            tree.relations[verb] = tree.relations[first]
            tree.heads[verb] = verb if above == first else above
            if above != first:
                children[above].remove(first)
                children[above].append(verb)
            children[verb].append(first)
            tree.heads[first] = verb
        elif tree.heads[first] != verb:
            return
        tree.relations[first] = self._compound
        for word in list(children[first]):
            relation = int(tree.relations[word])
            if words[first] in _PREFIXES or relation in self._subjects:
                _move(tree, children, word, verb, relation)

    def _initials(
        self, tree: Tree, children: list[list[int]], first: int, words: Sequence[str], pos: Sequence[str]
    ) -> None:
        """A body with its initials in brackets belongs to the noun behind: "National Farm Agency (NFA) | chief X".

        Parsers make the person an apposition of the body, or both arguments of the verb.
        """
        body, mark = first - 1, first + 2
        bracketed = words[first] == "(" and words[first + 1].isascii() and words[mark] == ")"
        if not bracketed or int(tree.heads[first + 1]) != body or pos[mark + 1 : mark + 2] == ["ADP"]:
            return
        whole = self._behind(tree, children, body, mark, pos)
        if not whole or words[whole[-1]] in _DAYS | _MONTHS:
            return
        *parts, chief = whole
        if tree.heads[chief] == body:
            _replace(tree, children, body, chief)
        elif tree.relations[chief] == self._object:  # "gave the National Farm Agency (NFA) powers"
            return
        for word in [w for w in children[body] if w > mark or tree.relations[w] == self._case]:
            _move(tree, children, word, chief, self._description if word in parts else int(tree.relations[word]))
        _move(tree, children, body, chief, self._compound)

    def _behind(self, tree: Tree, children: list[list[int]], body: int, mark: int, pos: Sequence[str]) -> list[int]:
        """The nouns that follow a bracket without a gap and hang where the body before it does, or on the body."""
        found: list[int] = []
        near = {*children[body], *children[int(tree.heads[body])]} - {body}
        for word in sorted(w for w in near if w > mark):
            if _first(word, children) != mark + 1 or pos[word] not in _NOMINAL:
                break
            found.append(word)
            mark = _last(word, children)
        return found

    def _ruling(
        self, tree: Tree, children: list[list[int]], word: int, words: Sequence[str], pos: Sequence[str]
    ) -> None:
        """In "a lawmaker of ruling Janata League" nobody rules the league."""
        if (
            not word
            or words[word] != "ruling"
            or pos[word + 1] != "PROPN"
            or pos[int(tree.heads[word])] not in _NOMINAL
        ):
            return
        party = next((w for w in children[word] if tree.relations[w] == self._object), None)
        before = word - 1
        if party is None or words[before] not in _BEFORE_NOUNS or tree.heads[before] not in (word, party):
            return
        _replace(tree, children, word, party)
        tree.relations[party] = self._nominal
        _move(tree, children, before, party, self._case)
        _move(tree, children, word, party, self._modifier)

    def _object_behind(self, tree: Tree, children: list[list[int]], below: list[int], pos: Sequence[str]) -> None:
        """A noun with an article but no preposition, right behind a verb's particle, is its object."""
        if any(tree.relations[word] == self._object for word in below):
            return
        behind = {word + 1 for word in below if tree.relations[word] == self._particle}
        for word in below:
            inner = {int(tree.relations[child]) for child in children[word]}
            bare = pos[word] in _NOMINAL and self._case not in inner and self._determiner in inner
            if bare and tree.relations[word] == self._oblique and _first(word, children) in behind:
                tree.relations[word] = self._object

    def _behind_saying(self, tree: Tree, children: list[list[int]], verb: int, words: Sequence[str]) -> None:
        """In "It is over, X said, urging calm" and "“It is over,” said X, who urged calm" the speaker urges.

        Parsers hang such a clause on what was said, across the verb of saying.
        """
        said = self._said_before(tree, children, verb)
        subject = next((word for word in children[verb] if tree.relations[word] in self._subjects), None)
        if said is None or subject is None:
            return
        above = [said, verb]
        while above:
            word = above.pop()
            for clause in [child for child in children[word] if child not in (verb, said)]:
                start = _first(clause, children)
                if start > max(verb, subject) and not _QUOTES & set(words[verb:start]):
                    self._of_speaker(tree, children, clause, (verb, subject), words)
                elif clause < verb:
                    above.append(clause)

    def _said_before(self, tree: Tree, children: list[list[int]], verb: int) -> int | None:
        """What is said before a verb of saying: its clause, or the one that the verb is added to."""
        head = int(tree.heads[verb])
        if tree.relations[verb] == self._loose and head < verb:
            return head
        return next((w for w in children[verb] if tree.relations[w] == self._clause and w < verb), None)

    def _of_speaker(
        self, tree: Tree, children: list[list[int]], clause: int, saying: tuple[int, int], words: Sequence[str]
    ) -> None:
        """Hang a participle on the verb of saying, "who …" on its subject."""
        verb, subject = saying
        if tree.relations[clause] not in (self._adverbial, self._relative, self._clause):
            return
        marked = any(tree.relations[word] == self._mark for word in children[clause])
        if "who" in {words[word] for word in children[clause]}:
            if subject > verb:
                _move(tree, children, clause, subject, self._relative)
        elif words[clause].endswith("ing") and not marked and tree.relations[clause] != self._clause:
            _move(tree, children, clause, verb, self._adverbial)

    def _future(
        self, tree: Tree, children: list[list[int]], root: int, words: Sequence[str], pos: Sequence[str]
    ) -> None:
        """In "Minister to visit Oslo" the infinitive is the sentence, and the noun its subject."""
        if pos[root] not in _NOMINAL or words[root] in _TAKING:
            return
        for verb in children[root]:
            marks = [w for w in children[verb] if tree.relations[w] == self._mark and words[w] == "to"]
            others = [w for w in children[root] if w > root and w != verb]
            if (
                pos[verb] == "VERB"
                and tree.relations[verb] != self._open
                and marks
                and marks[0] == max((_last(w, children) for w in others if w < verb), default=root) + 1
                and not any(tree.relations[w] == self._determiner for w in children[root])
            ):
                tree.heads[verb], tree.relations[verb] = verb, self._root
                children[root].remove(verb)
                for later in [w for w in others if w > verb]:
                    _move(tree, children, later, verb, int(tree.relations[later]))
                tree.heads[root], tree.relations[root] = verb, self._subject
                children[verb].append(root)
                return

    def _has_by(self, tree: Tree, below: list[int], words: Sequence[str]) -> bool:
        return any(words[word] == "by" and tree.relations[word] == self._case for word in below)


def _replace(tree: Tree, children: list[list[int]], word: int, below: int) -> None:
    """Let a word's child take its place; the word hangs on the child."""
    above = int(tree.heads[word])
    children[word].remove(below)
    children[below].append(word)
    tree.relations[below] = tree.relations[word]
    tree.heads[below] = below if above == word else above
    if above != word:
        children[above].remove(word)
        children[above].append(below)
    tree.heads[word] = below


def _move(tree: Tree, children: list[list[int]], word: int, head: int, relation: int) -> None:
    children[int(tree.heads[word])].remove(word)
    children[head].append(word)
    tree.heads[word], tree.relations[word] = head, relation


def _first(word: int, children: list[list[int]]) -> int:
    return min([word, *(_first(child, children) for child in children[word])])


def _last(word: int, children: list[list[int]]) -> int:
    return max([word, *(_last(child, children) for child in children[word])])
