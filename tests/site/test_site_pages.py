"""The site's files: every link leads somewhere, the same bytes each time, nothing of the data becomes markup."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from planted_months import post, topic, words, write

from conversatoire.config import Study
from conversatoire.site import kept
from conversatoire.site.__main__ import main
from conversatoire.site.months import load
from conversatoire.site.site import site
from conversatoire.site.write import write as write_site


class Elements(HTMLParser):
    """The elements of a page: their names, ids and addresses."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.names, self.ids, self.links, self.attributes = [], set(), [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}
        told = dict(attrs)
        self.ids |= {told["id"]} if "id" in told else set()
        self.links += [told[name] for name in ("href", "src", "action") if told.get(name)]


def crawl(folder: Path) -> list[str]:
    """Links of a site that lead nowhere."""
    read = {path: Elements(path) for path in folder.rglob("*.html")}
    wrong = []
    for page, found in read.items():
        for link in found.links:
            if link.startswith("https://"):
                continue
            address, _, anchor = link.partition("#")
            target = (page.parent / unquote(address)).resolve() if address else page
            ids = read[target].ids if target in read else Elements(target).ids if target.suffix == ".html" and target.is_file() else set()
            if not target.is_file() or (anchor and anchor not in ids):
                wrong.append(f"{page.name}: {link}")
    return wrong


def test_every_link_leads_to_a_page_and_a_place_that_are_there(pages):
    assert crawl(pages) == []
    assert {path.name for path in (pages / "fr").iterdir()} == {path.name for path in (pages / "en").iterdir()}


def test_a_subject_leads_to_its_heading_in_the_note_and_to_the_ids_of_its_posts(pages):
    links = Elements(pages / "fr/subject-2024-01-1.html").links
    assert "../../2024-01/note/note.fr.html#un" in links and "../../2024-01/note/posts/topic-1.txt" in links


def test_hostile_titles_labels_rules_and_texts_add_no_element(pages):
    for path in pages.rglob("*.html"):
        found = Elements(path)
        assert found.names.count("script") == (2 if path.name == "search.html" else 0), path
        assert not {"img", "b", "iframe", "object"} & set(found.names), path
        assert not {name for name in found.attributes if name.startswith("on") or name == "style"}, path
        assert not any(link.lower().startswith(("javascript:", "data:", "http:", "//")) for link in found.links), path


def test_the_same_months_give_the_same_bytes_and_old_pages_go(planted, pages, tmp_path):
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr/account-000000000000.html").write_text("purged", encoding="utf-8")
    write_site(planted, tmp_path)
    files = {path.relative_to(pages): path.read_bytes() for path in pages.rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_one_month_without_posts_topics_or_authors_makes_a_site_that_says_so(tmp_path):
    month = write(tmp_path / "2024-01", {})
    assert main([str(tmp_path / "site"), str(month), "--study", "s", "--title", "t", "--timezone", "UTC", "--language", "en"]) == 0
    assert crawl(tmp_path / "site") == []
    said = {
        name: (tmp_path / f"site/en/{name}.html").read_text(encoding="utf-8") for name in ("index", "subjects", "accounts", "calendar", "measures")
    }
    assert "one month only" in said["index"] and "No post was kept" in said["index"]
    assert "No month of the study has a subject" in said["subjects"] and "tied to each other" in said["accounts"]
    assert "No peak beyond chance" in said["calendar"] and "The study names no brand" in said["measures"]


def test_one_month_has_marks_but_no_line_of_a_single_point(tmp_path):
    told = {"topics": [topic(0, "Pont", 1, 1.0)], "topic_words": words(0, "pont"), "posts": [post(1, "2024-01", "pont")]}
    months, _ = load([write(tmp_path / "2024-01", told)], [], ["en"])
    write_site(site("s", "t", "", "UTC", ["en"], months, []), tmp_path / "site")
    page = (tmp_path / "site/en/subject-2024-01-1.html").read_text(encoding="utf-8")
    assert 'class="sign c0"' in page and 'class="line' not in page


def test_a_missing_table_is_told_and_fails(tmp_path, capsys):
    (tmp_path / "2024-01").mkdir()
    assert main([str(tmp_path / "site"), str(tmp_path / "2024-01"), "--study", "s", "--title", "t", "--timezone", "UTC", "--language", "fr"]) == 1
    assert "volume.csv" in capsys.readouterr().err


def test_months_of_earlier_runs_stay_where_their_run_ended(tmp_path):
    source = {"name": "x", "medium": "forum", "format": "csv", "path": "x.csv", "columns": {"text": "t", "published_at": "d"}}
    study = Study.model_validate({"title": "t", "periods": {"from": "2024-01", "to": "2024-03"}, "sources": [source]})
    for period in ("2024-01", "2024-02", "2024-03"):
        (tmp_path / "s" / period).mkdir(parents=True)
    for period in ("2024-01", "2024-03"):
        (tmp_path / "s" / period / "manifest.json").write_text("{}", encoding="utf-8")
    assert kept.months("s", study, ["2024-03"], str(tmp_path)) == [f"{tmp_path.as_posix()}/s/2024-01"]
