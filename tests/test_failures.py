"""What could not be taken: written down so that it can be read again, and told in short."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.failures import SHOWN, Failures, failed_paths, failure_line, file_of
from kg.project import Problem


@pytest.mark.parametrize("place", ["", ":12", "!inner/page.html", "!inner.zip!page.html:3"])
def test_the_file_of_a_place(tmp_path: Path, place: str) -> None:
    path = tmp_path / "a:b!c.zip"
    path.touch()
    assert file_of(f"{path}{place}") == path


@pytest.mark.parametrize("where", ["-", "nowhere.txt", "entities.csv:3", "", "\0", "x" * 5000])
def test_a_place_in_no_file(where: str) -> None:
    assert file_of(where) is None


def test_what_was_written_is_read_back_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.jsonl"):
        Path(name).touch()
    places = ("a.txt", "b.jsonl:1", "b.jsonl:2", "-")
    noted = Path("failures.jsonl")
    noted.write_text("".join(failure_line(Problem(place, "is «bad»")) for place in places), encoding="utf-8")
    assert failed_paths(noted) == [tmp_path / "a.txt", tmp_path / "b.jsonl"]
    assert json.loads(noted.read_text(encoding="utf-8").splitlines()[1])["where"] == "b.jsonl:1"


def test_a_list_of_paths(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("a.txt\n\nb c.html\na.txt\n", encoding="utf-8")
    assert failed_paths(listed) == [Path("a.txt"), Path("b c.html")]


@pytest.mark.parametrize("content", [b'{"file": ', b"\xff\xfe\xfa"])
def test_what_is_no_list(tmp_path: Path, content: bytes) -> None:
    listed = tmp_path / "list.txt"
    listed.write_bytes(content)
    with pytest.raises(InputError, match=r"list\.txt"):
        failed_paths(listed)
    with pytest.raises(InputError, match="cannot be read"):
        failed_paths(tmp_path / "missing")


def test_many_are_told_by_kind() -> None:
    out = io.StringIO()
    noted = Failures(out)
    for number in range(SHOWN + 5):
        noted.add(Problem(f"{number}.txt", f"has {number:,} characters; at most 9"))
    noted.add(Problem("x.txt", "is empty"))
    assert noted.count == len(out.getvalue().splitlines()) == SHOWN + 6
    assert len(noted.first) == SHOWN
    assert [line.split() for line in noted.account()] == [
        [str(SHOWN + 5), "has", "…", "characters;", "at", "most", "…"],
        ["1", "is", "empty"],
    ]


def test_few_need_no_account() -> None:
    noted = Failures()
    noted.add(Problem("x.txt", "is empty"))
    assert list(noted.account()) == []
