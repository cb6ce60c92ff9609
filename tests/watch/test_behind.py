"""The way back of a note as the watch tool serves it: a list of posts as a filter, folders, and whose posts count."""

from pathlib import Path

import pytest
from explore_site import Visitor, post, posts, site

from conversatoire.watch.behind import listed
from conversatoire.watch.errors import SearchError


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    """The small site, with a list of three posts beside May's note, one of which is not in the index."""
    served = site(tmp_path, own_accounts=["Anne"])
    folder = tmp_path / "small/2024-05/note/posts"
    folder.mkdir(parents=True)
    (folder / "topic-1.txt").write_text("x:1\nx:7\nx:99\n", encoding="utf-8")
    (folder / ".secret.txt").write_text("x:1\n", encoding="utf-8")
    return Visitor(served)


def ids(visitor: Visitor, address: str) -> list[str]:
    return sorted(row["post_id"] for row in visitor.get(f"{address}&format=json").json()["posts"])


def test_a_list_of_a_note_is_a_filter_like_the_others(visitor: Visitor) -> None:
    assert ids(visitor, "search?behind=2024-05/topic-1") == ["x:1", "x:7"]
    assert ids(visitor, "search?behind=2024-05/topic-1&q=panne") == ["x:1"]
    assert "2024-05/topic-1" in visitor.get("search?behind=2024-05/topic-1&ui=en").text


@pytest.mark.parametrize("value", ["2024-05/topic-2", "2024-05/../topic-1", "2024-05/.secret", "../2024-05/topic-1", "topic-1", "2024-05/TOPIC-1"])
def test_what_is_no_list_is_refused_and_reads_no_file(visitor: Visitor, tmp_path: Path, value: str) -> None:
    assert visitor.get(f"search?behind={value}").status_code == 400
    with pytest.raises(SearchError, match="no list of posts"):
        listed(value, tmp_path / "small")


def test_a_folder_of_a_month_shows_its_files_and_hides_the_others(visitor: Visitor) -> None:
    page = visitor.get("/2024-05/note/posts/")
    assert page.status_code == 200
    assert 'href="topic-1.txt"' in page.text and "secret" not in page.text
    assert visitor.get("/2024-05/nowhere/").status_code == visitor.get("/2024-05/note/%2e%2e/%2e%2e/").status_code == 404


def test_brands_are_compared_without_the_organisations_own_posts(visitor: Visitor) -> None:
    brands = {row["brand"]: row["posts"] for row in visitor.get("competitors?format=json").json()["brands"]}
    assert brands == {"Panne": 3, "Prix": 1}  # anne wrote the three others that hold «panne», one of them with «facture»


def test_datasettes_own_pages_mask_addresses_as_ours_do(tmp_path: Path) -> None:
    visitor = Visitor(site(tmp_path, [*posts(), post(11, "2024-06-11T08:00", "jean@exemple.fr", "Bonjour", medium="mastodon")]))
    page = visitor.get("/posts/posts?_sort_desc=n")
    assert page.status_code == 200
    assert "Bonjour" in page.text and "jean@exemple.fr" not in page.text
