"""Which articles are taken for copies of one another, which is the original, and what headers say of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.copies import INFERRED, families, mark_copies
from kg.copies.originals import credited
from kg.decisions import decided
from kg.model import Article
from kg.project import Project, append_decisions, read_article
from tests.copies.stories import DAY, article, cut, links, project_of, prose

STORY = prose(1)
LATER = DAY + dt.timedelta(days=1)
HERALD = article(STORY, "Herald")
NONE = (None, None)


def decide(project: Project, kind: str, *about: str) -> str:
    decision = decided(kind, about, who="a", why="", now=dt.datetime.now(dt.UTC))
    append_decisions(project, [decision])
    return decision.id


def contents(project: Project) -> dict[str, bytes]:
    return {str(p.relative_to(project.root)): p.read_bytes() for p in project.root.glob("claims/*/*.jsonl")}


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        cut(STORY),
        f"Another headline altogether\n\nOSH, April 16 (Herald) – {STORY}",
        f"{prose(2, 5)}\n\n{STORY}",
        STORY.replace("yesterday", "on Tuesday").upper(),
        f"Другой заголовок\n\n{cut(STORY)}\n\n{prose(3, 3)}",
    ],
    ids=["equal", "cut", "re-headlined", "a paragraph added", "edited", "all at once"],
)
def test_a_reprint_leads_to_its_original(tmp_path: Path, text: str) -> None:
    again = article(text, "Post", day=LATER)
    project = project_of(tmp_path, again, HERALD, article(prose(4), "Voice"))
    assert mark_copies(project) == 1
    assert links(project, HERALD, again) == [NONE, (None, "Herald")]
    assert read_article(project, again.id).article.copy_basis == INFERRED
    assert mark_copies(project) == 0


@pytest.mark.parametrize(
    "other",
    [
        article(prose(5), "Post"),
        article(f"{prose(5, 14)} {' '.join(STORY.split()[:50])}", "Post"),
        article(" ".join(STORY.split()[:50]), "Post"),
        article("\n\n".join([*(prose(n, 6) for n in range(10, 20)), STORY]), "Post"),
    ],
    ids=["another story", "a quoted paragraph", "a brief of it", "a round-up that has it"],
)
def test_what_shares_only_a_part_is_no_copy(tmp_path: Path, other: Article) -> None:
    project = project_of(tmp_path, HERALD, other)
    assert mark_copies(project) == 0
    assert families(project) == []


def test_two_round_ups_with_a_common_paragraph_are_two(tmp_path: Path) -> None:
    both = [article("\n\n".join([prose(n, 6), prose(99, 6), prose(n + 50, 6)]), f"Agency {n}") for n in (1, 2)]
    assert mark_copies(project_of(tmp_path, *both)) == 0


def test_short_notes_with_an_outlets_long_ending_are_no_copies(tmp_path: Path) -> None:
    days = [DAY + dt.timedelta(days=n) for n in range(6)]
    notes = [article(f"{prose(n, 4)}\n{prose(77, 12)}", "Herald", name=str(n), day=day) for n, day in enumerate(days)]
    assert mark_copies(project_of(tmp_path, *notes)) == 0


def test_reports_of_one_frame_with_other_figures_are_no_copies(tmp_path: Path) -> None:
    frame = prose(3, 9).replace(".", " at {} som.")
    texts = [frame.format(*range(n, n + 9)) for n in (100, 200)]
    both = [article(text, "Herald", name=text[:20], day=day) for text, day in zip(texts, (DAY, LATER), strict=True)]
    assert mark_copies(project_of(tmp_path, *both)) == 0


@pytest.mark.parametrize("text", ["今天上午代表团抵达首都并会见了总统。", "Кабар: сүйлөшүүлөр башталды.", "¡…!"])
def test_equal_texts_are_copies_in_any_language_and_however_short(tmp_path: Path, text: str) -> None:
    one, other = article(text, "Herald"), article(text, "Post", day=LATER)
    project = project_of(tmp_path, one, other)
    mark_copies(project)
    assert links(project, one, other) == [NONE, (None, "Herald")]


def test_a_text_without_spaces_between_words_is_compared_by_letters(tmp_path: Path) -> None:
    text = "代表团今天上午抵达首都并会见了总统随后访问了学校医院和市场双方讨论了边境贸易水资源以及铁路建设问题"
    one, other = article(text, "Herald"), article(text[6:] + "记者报道", "Post", day=LATER)
    project = project_of(tmp_path, one, other)
    assert mark_copies(project) == 1


def test_of_one_outlet_the_later_is_a_version_and_of_others_a_reprint(tmp_path: Path) -> None:
    update = article(f"{STORY} {prose(6, 3)}", "Herald", name="update", day=LATER)
    reprint = article(cut(STORY), "Post", day=LATER)
    again = article(f"{cut(STORY)} {prose(7, 2)}", "Post", name="again", day=LATER + dt.timedelta(days=1))
    project = project_of(tmp_path, again, update, reprint, HERALD)
    mark_copies(project)
    expected = [NONE, ("Herald", None), (None, "Herald"), ("Post", "Herald")]
    assert links(project, HERALD, update, reprint, again) == expected


def test_of_one_day_the_agency_that_others_credit_is_the_original(tmp_path: Path) -> None:
    wire = article(STORY, "Zenith Wire")
    papers = [article(f"OSH, April 15 (Zenith Wire) – {cut(STORY)}", f"Paper {n}") for n in range(5)]
    project = project_of(tmp_path, *papers, wire)
    mark_copies(project)
    assert links(project, wire, *papers) == [NONE, *[(None, "Zenith Wire")] * 5]


@pytest.mark.parametrize(
    ("text", "is_credit"),
    [
        ("BISHKEK, April 15 (Zenith Wire) – Talks began.", True),
        ("Talks began.\nSource: Zenith Wire", True),
        ("Talks began.\nBy Ann Lee, Zenith Wire\n", True),
        ("Talks began, a reporter of Zenith Wire was told in Osh.", False),
        ("A Zenith Wireless shop was robbed (Zenith Wires).", False),
    ],
)
def test_credits(text: str, is_credit: bool) -> None:
    assert credited(text, "Zenith  WIRE") is is_credit


def test_a_version_without_a_date_or_an_outlet(tmp_path: Path) -> None:
    one, other = (article(text, None, name=text[:9], day=None, title="Bridge") for text in (STORY, cut(STORY)))
    project = project_of(tmp_path, one, other)
    mark_copies(project)
    assert sorted(filter(any, ((h.version_of, h.reprint_of) for h in heads(project, one, other)))) in (
        [(one.id, None)],
        [(other.id, None)],
    )


def heads(project: Project, *articles: Article) -> list[Article]:
    return [read_article(project, one.id).article for one in articles]


SEVERAL = [
    HERALD,
    article(cut(STORY), "Post", day=LATER),
    article(f"{STORY} {prose(6, 3)}", "Herald", name="update", day=LATER),
    article(f"{prose(8, 4)} {cut(STORY, 0.9)}", "Voice"),
    article(prose(9), "Voice", name="other"),
    article(cut(prose(9), 0.8), "Post", name="other", day=None),
    article(STORY, None, name="copy", day=None),
]


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(SEVERAL), parts=st.lists(st.integers(1, 6), max_size=3))
def test_headers_say_the_same_in_whatever_order_articles_come(order: list[Article], parts: list[int]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        at_once = project_of(Path(one), *SEVERAL)
        mark_copies(at_once)
        project = project_of(Path(other))
        for start, end in zip([0, *sorted(parts)], [*sorted(parts), len(order)], strict=True):
            project_of(Path(other), *order[start:end])
            mark_copies(project)
        assert contents(project) == contents(at_once)
        assert len([head for head in heads(project, *SEVERAL) if head.reprint_of or head.version_of]) == 5


@settings(max_examples=15, deadline=None)
@given(
    given_links=st.dictionaries(st.integers(0, 6), st.integers(0, 8), max_size=4),
    kinds=st.lists(
        st.tuples(st.sampled_from(["copy", "independent"]), st.integers(0, 6), st.integers(0, 6)), max_size=3
    ),
)
def test_links_that_are_written_never_go_round(given_links: dict[int, int], kinds: list[tuple[str, int, int]]) -> None:
    ids = [*(one.id for one in SEVERAL), "f" * 16, "e" * 16]
    told = [replace(one, reprint_of=ids[given_links[n]]) if n in given_links else one for n, one in enumerate(SEVERAL)]
    with TemporaryDirectory() as folder:
        project = project_of(Path(folder), *told)
        for kind, one, other in kinds:
            if one != other:
                decide(project, kind, ids[one], ids[other])
        mark_copies(project)
        found = {head.id: head for head in heads(project, *SEVERAL)}
        for n in given_links:
            assert found[ids[n]].reprint_of == ids[given_links[n]], "what the input says stays"
        for start in found.values():
            if start.copy_basis == INFERRED:
                assert start.id not in reached(start, found)


def reached(start: Article, found: dict[str, Article]) -> set[str]:
    seen: set[str] = set()
    waiting = [start.version_of, start.reprint_of]
    while waiting:
        id_ = waiting.pop()
        if id_ in found and id_ not in seen:
            seen.add(id_)
            waiting += [found[id_].version_of, found[id_].reprint_of]
    return seen


def test_a_person_may_part_and_join_articles_and_undo_it(tmp_path: Path) -> None:
    again, rewritten = article(cut(STORY), "Post", day=LATER), article(prose(5), "Voice", day=LATER)
    project = project_of(tmp_path, HERALD, again, rewritten)
    mark_copies(project)
    before = contents(project)
    parted, joined = (
        decide(project, "independent", again.id, HERALD.id),
        decide(project, "copy", rewritten.id, HERALD.id),
    )
    assert mark_copies(project) == 2
    assert links(project, HERALD, again, rewritten) == [NONE, NONE, (None, "Herald")]
    decide(project, "undo", parted)
    decide(project, "undo", joined)
    mark_copies(project)
    assert contents(project) == before


def test_articles_that_are_joined_are_parted_from_what_one_is_parted_from(tmp_path: Path) -> None:
    again, third = article(cut(STORY), "Post", day=LATER), article(cut(STORY, 0.9), "Voice", day=LATER)
    project = project_of(tmp_path, HERALD, again, third)
    decide(project, "copy", HERALD.id, again.id)
    decide(project, "independent", third.id, again.id)
    mark_copies(project)
    assert links(project, HERALD, again, third) == [NONE, (None, "Herald"), NONE]


def test_a_retracted_original_is_none(tmp_path: Path) -> None:
    copies = [article(cut(STORY, share), f"Paper {share}", day=LATER) for share in (0.9, 0.8)]
    project = project_of(tmp_path, HERALD, *copies)
    decide(project, "retract", HERALD.id)
    mark_copies(project)
    assert sorted(links(project, *copies), key=str) == sorted([NONE, (None, "Paper 0.9")], key=str) or sorted(
        links(project, *copies), key=str
    ) == sorted([NONE, (None, "Paper 0.8")], key=str)


def test_what_the_input_says_stays_and_counts(tmp_path: Path) -> None:
    rewritten = replace(article(prose(5), "Post", day=DAY - dt.timedelta(days=3)), reprint_of=HERALD.id)
    cut_of_it = article(cut(prose(5)), "Voice", day=LATER)
    project = project_of(tmp_path, HERALD, rewritten, cut_of_it)
    mark_copies(project)
    assert links(project, HERALD, rewritten, cut_of_it) == [NONE, (None, "Herald"), (None, "Herald")]
    assert [head.copy_basis for head in heads(project, HERALD, rewritten, cut_of_it)] == [None, None, INFERRED]


def test_the_cache_may_be_removed_or_damaged_at_any_time(tmp_path: Path) -> None:
    project = project_of(tmp_path, *SEVERAL)
    mark_copies(project)
    before = contents(project)
    shelf = project.store / "copies.sqlite"
    for damage in (b"", b"no database at all" * 100, None):
        shelf.unlink() if damage is None else shelf.write_bytes(damage)
        assert mark_copies(project) == 0
        assert contents(project) == before


def test_an_article_whose_text_is_missing_is_compared_with_none(tmp_path: Path) -> None:
    again = article(cut(STORY), "Post", day=LATER)
    project = project_of(tmp_path, HERALD, again)
    project.text_path(again.text_sha256).unlink()
    assert mark_copies(project) == 0


def test_the_best_of_several_groups_is_joined_whatever_the_order(tmp_path: Path) -> None:
    half, other_half = prose(21, 12), prose(22, 12)
    both = article(f"{half} {other_half}", "Post", day=LATER)
    sources = [article(half, "Herald"), article(f"{other_half} {prose(23, 2)}", "Voice")]
    found = []
    for number, order in enumerate(permutations([both, *sources])):
        project = project_of(tmp_path / str(number), *order)
        mark_copies(project)
        found.append(links(project, both, *sources))
    assert all(one == found[0] for one in found)
