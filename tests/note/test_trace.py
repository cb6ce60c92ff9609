"""Each count of the note leads to its posts: a list of ids beside the note, and a search of the watch tool."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from conftest import hostile_posts, load, post, write_month

from conversatoire.note import document, markdown
from conversatoire.note.behind import lists
from conversatoire.note.behind.lists import Behind, Mark

LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(((?:posts|\.\./\.\./watch)/[^)]*)\)")


@pytest.fixture
def month(tmp_path: Path) -> Path:
    """Three posts of Alice with the tag of the month's list, one of Bob on a forum; two topics in turn."""
    posts = [post(n, f"texte {n}", day=3 + n // 2, hashtags=["a_b"], mentions=["maison"]) for n in range(3)]
    return write_month(tmp_path / "2011-05", [*posts, post(7, "forum", "forum", "Bob", 9)])


def links(month: Path, lang: str = "fr") -> list[tuple[str, str]]:
    """Text and target of each link from the note to its posts."""
    text = markdown.markdown(load(month), lang, {"volume": "figures/volume.svg"})
    return [(shown.replace("\\", ""), target.replace("&amp;", "&")) for shown, target in LINK.findall(text)]


def test_each_list_of_ids_holds_as_many_posts_as_the_note_says(month: Path, tmp_path: Path) -> None:
    facts = load(month)
    lists.write(facts.behind, tmp_path)
    counted = [(shown, target) for shown, target in links(month) if target.startswith("posts/") and shown.split("\u00a0")[0].isdigit()]
    expected = {
        *("posts/month.txt", "posts/medium-twitter.txt", "posts/medium-forum.txt", "posts/topic-1.txt", "posts/account-1.txt"),
        *("posts/day-2011-05-03.txt", "posts/hashtags-1.txt"),
    }
    counted = [(shown, target) for shown, target in counted if target in expected]  # other numbers of these months are made up
    assert {target for _, target in counted} == expected
    for shown, target in counted:
        assert len((tmp_path / target).read_text(encoding="utf-8").splitlines()) == int(shown.split("\u00a0")[0]), (shown, target)
    assert (tmp_path / "posts/hashtags-1.txt").read_text(encoding="utf-8") == "twitter:0\ntwitter:1\ntwitter:2\n"
    assert (tmp_path / "posts/medium-forum.txt").read_text(encoding="utf-8") == "forum:7\n"


def test_subjects_accounts_figures_and_verbatims_lead_to_the_watch_tool(month: Path) -> None:
    found = {
        (urlsplit(target).path, tuple(sorted((key, value[0]) for key, value in parse_qs(urlsplit(target).query).items())))
        for _, target in links(month)
    }
    first, last, page = ("from", "2011-05"), ("to", "2011-05"), ("ui", "fr")
    assert ("../../watch/search", (first, last, page)) in found
    assert ("../../watch/search", (first, ("medium", "twitter"), last, page)) in found
    assert ("../../watch/search", (first, ("tag", "a_b"), last, page)) in found
    assert ("../../watch/account", (("medium", "twitter"), ("name", "alice"), page)) in found
    assert ("../../watch/post", (("id", "twitter:0"), page)) in found


def test_lists_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    ids = np.array(["a:1"], dtype=object)
    lists.write(Behind(ids, {"topic-9": np.array([0])}, {}, {"volume": [Mark("x", "", "topic-9", np.array([0]))]}), tmp_path)
    lists.write(Behind(ids, {"month": np.array([0])}), tmp_path)
    assert [file.name for file in (tmp_path / "posts").iterdir()] == ["month.txt"]


def test_a_mark_tells_the_lines_of_its_list_that_hold_its_posts(tmp_path: Path) -> None:
    month, part = np.arange(10), np.array([1, 2, 3, 5, 8, 9])
    ids = np.array([f"a:{number}" for number in range(10)], dtype=object)
    shown = [Mark("=x", "1", "month", part), Mark("x", "all", "part", part), Mark("x", "none", "month", np.array([], dtype=np.int64))]
    lists.write(Behind(ids, {"month": month, "part": part}, {}, {"topic_days": shown}), tmp_path)
    told = (tmp_path / "posts/figure-topic-days.csv").read_text(encoding="utf-8")
    assert told == "series,x,posts,list,lines\n'=x,1,6,month.txt,2-4 6 9-10\nx,all,6,part.txt,\n"


def test_long_lists_of_the_same_posts_are_one_file(tmp_path: Path) -> None:
    ids = np.array([f"a:{number}" for number in range(lists.LARGE)], dtype=object)
    behind = Behind(ids, {"month": np.arange(lists.LARGE), "medium-a": np.arange(lists.LARGE), "topic-1": np.arange(3), "brand-1": np.arange(3)})
    lists.write(behind, tmp_path)
    assert sorted(file.name for file in (tmp_path / "posts").iterdir()) == ["brand-1.txt", "month.txt", "topic-1.txt"]
    assert behind.files["medium-a"] == "month.txt"


def test_a_name_that_is_no_plain_word_never_becomes_a_path() -> None:
    assert lists.named("medium", "twitter", 3) == "medium-twitter-3"
    assert all(re.fullmatch(r"x-[0-9a-f]{12}", lists.named("x", part)) for part in ("../y", "é", "a b", "", "A", "\ud800"))


def test_paper_keeps_the_words_and_drops_links_that_only_work_beside_the_results() -> None:
    tree = document.parse("# T\n\n**S**\n\n## A\n\n[12](posts/a.txt) posts\n\n[Ceci](../../watch/search?from=a&amp;to=b) · [cela](posts/a.txt)\n")
    paper = document.for_paper(tree)["blocks"]
    assert [block["t"] for block in paper] == ["Header", "Para"]
    assert [inline.get("c") for inline in paper[1]["c"]] == ["12", None, "posts"]


def test_hostile_names_never_become_files_and_no_address_stands_in_a_link(tmp_path: Path) -> None:
    facts = load(write_month(tmp_path / "2011-05", hostile_posts()))
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in [*facts.behind.lists, *facts.behind.rows])
    assert not any("exemple.fr" in target or "exemple%2Efr" in target for _, target in links(tmp_path / "2011-05"))
