"""Copies and versions of articles by real processes, from files to answers."""

from __future__ import annotations

import json
from pathlib import Path

from kg.build import Unchanged, ingest_into
from kg.project import Project, init_project
from tests.cli.test_start import kg
from tests.copies.stories import cut, prose

STORY = f"Russia pledged $50 million to Kyrgyzstan on Wednesday. {prose(1, 8)}"


def folder_of(root: Path, records: list[dict[str, str]]) -> Path:
    assert kg("init", cwd=root).returncode == 0
    return ingested(root, records)


def ingested(root: Path, records: list[dict[str, str]]) -> Path:
    path = root / "in.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    done = kg("ingest", str(path), cwd=root)
    assert done.returncode == 0, done.stderr
    return root


def asked(root: Path, *question: str) -> list[dict[str, object]]:
    done = kg(*question, "--format", "json", cwd=root)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def sources(root: Path) -> list[object]:
    """Of the pledge, how many articles speak of it, and how many sources that is."""
    query = "MATCH (s:Situation) WHERE s.amountMin = 50000000 RETURN s.articles AS articles, s.sources AS sources"
    ((articles, number),) = (row.values() for row in asked(root, "cypher", query))
    return [articles, number]


def printed(outlet: str, text: str, day: int, **others: str) -> dict[str, str]:
    host = outlet.replace(" ", "").lower()
    record = {"url": f"https://{host}.example/2010/04/1", "publisher": outlet, "date": f"2010-04-{day}"}
    return {"id": outlet, "text": text, **record, **others}


REPRINTS = [
    printed("Paper One", cut(STORY), 16),
    printed("Paper Two", f"Deputy changes sides\n\nBISHKEK, April 15 (Zenith) – {STORY}", 15),
    printed("Paper Three", f"{STORY} {prose(2, 2)}", 16),
    printed("Paper Four", STORY.replace("yesterday", "on Tuesday"), 15),
    printed("Paper Five", STORY, 17),
]


def test_five_reprints_of_an_article_are_one_source_until_a_person_says_otherwise(tmp_path: Path) -> None:
    root = folder_of(tmp_path, [*REPRINTS, printed("Zenith", STORY, 15), printed("Other", prose(3), 15)])
    assert kg("load", cwd=root).returncode == 0
    assert sources(root) == [6, 1]
    assert asked(root, "ask", "reported-by-several") == []
    found = asked(root, "copies")
    assert [(row["outlet"], row["is"]) for row in found][0] == ("Zenith", "original")
    assert [row["is"] for row in found[1:]] == ["reprint"] * 5
    done = kg("different", REPRINTS[0]["url"], "Zenith", "-m", "they were there themselves", cwd=root)
    assert "independent: recorded" in done.stderr, done.stderr
    assert kg("load", cwd=root).returncode == 0
    assert sources(root) == [6, 2]
    assert [row["outlets"] for row in asked(root, "ask", "reported-by-several")] == [2]
    assert kg("undo", cwd=root).returncode == 0
    done = kg("load", cwd=root)
    assert "marked anew" in done.stderr
    assert sources(root) == [6, 1]


def test_an_updated_article_is_one_article_with_a_history(tmp_path: Path) -> None:
    url = "https://zenith.example/2010/04/1?utm_source=feed"
    update = f"{STORY} The speaker denied that Russia has pledged money."
    root = tmp_path
    project = init_project(root)
    for record in (printed("Zenith", STORY, 15), printed("Zenith", update, 16, url=url), printed("Zenith", STORY, 15)):
        taken(project, [record])
    assert len(list(root.glob("claims/*/*.jsonl"))) == 1
    done = kg("versions", url.partition("?")[0], cwd=root)
    assert done.returncode == 0, done.stderr
    assert "version 2: 2010-04-16" in done.stdout
    assert "+ “The speaker denied that Russia has pledged money.”" in done.stdout
    found = asked(root, "versions", "Zenith")
    assert [row["version"] for row in found if row["what"] is None] == [1, 2]
    assert {row["how"] for row in found if row["what"] == "sentence"} == {"added"}
    assert kg("load", cwd=root).returncode == 0
    (row,) = asked(root, "cypher", "MATCH (a:Article) RETURN a.published AS day, count(*) AS n")
    assert row == {"day": "2010-04-16", "n": 1}


def taken(project: Project, records: list[dict[str, str]]) -> list[type]:
    """What kinds of results an ingest of the records has."""
    path = project.root / "in.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return [type(result) for result in ingest_into(project, [path])]


def test_all_at_once_is_the_same_as_one_after_the_other(tmp_path: Path) -> None:
    update = printed("Zenith", f"{STORY} {prose(5, 1)}", 16)
    records = [printed("Zenith", STORY, 15), REPRINTS[0], update, REPRINTS[2], printed("Other", prose(3), 15)]
    found = []
    for number, order in enumerate(([records], [records[2:], records[:2]], [records[:1], records[1:]])):
        project = init_project(tmp_path / str(number))
        for part in order:
            taken(project, part)
        assert set(taken(project, records)) == {Unchanged}
        places = (path for name in ("claims", "versions", "texts") for path in (project.root / name).rglob("*.*"))
        found.append({path.relative_to(project.root).as_posix(): path.read_bytes() for path in places})
    assert len(found[0]) == 4 + 1 + 5
    assert found[0] == found[1] == found[2]
