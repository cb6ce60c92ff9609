"""Every number of a whole run's note is followed back to its posts, in the files beside it and in the watch tool, and counted again."""

import json
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
import way_back

from conversatoire import study_file
from conversatoire.watch.explore.asked import Site
from conversatoire.watch.explore.serve import application

# Columns whose numbers are not linked, each with the reason; those that count posts are in way_back.POSTS.
EXEMPT = {
    "a rank, a number that names, or a measure": {
        *("Rank", "Rang", "No.", "N°", "Stability", "Stabilité", "Id", "Interval", "Intervalle", "Group", "Groupe", "Community", "Communauté"),
        *(
            "Since",
            "Index",
            "Indice",
            "Reference",
            "Référence",
            "95% interval",
            "Intervalle à 95\u202f%",
            "Level",
            "Niveau",
            "Distance",
            "Écart",
            "q",
        ),
        *(
            "Usual",
            "Habitude",
            "By chance",
            "Par hasard",
            "Window",
            "Fenêtre",
            "Median time",
            "Délai médian",
            "Formula",
            "Formule",
            "Change",
            "Évolution",
        ),
        *("Internal ties", "Liens internes", "Reciprocity", "Réciprocité", "Largest component", "Plus grande composante", "Growth", "Croissance"),
        *("Engagement per 10,000", "Engagement pour 10\u202f000", "Comments per 10,000", "Commentaires pour 10\u202f000", "Value", "Valeur"),
        *("Median engagement of a post", "Engagement médian d’un message", "Share", "Part", "In 1 h", "In 24 h", "En 1 h", "En 24 h"),
    },
    "counts accounts, pairs, addresses (a post counts once a pair) or things shared": {
        *("Accounts", "Comptes", "Addressed by", "S’adressent à lui", "Pairs", "Paires", "Addresses", "Adresses", "To oneself", "À soi-même"),
        *("Times", "Fois", "Followers", "Abonnés", "Gained", "Gagnés"),
    },
    "rows that became no post: the tables count them and do not keep them": {
        *("Read", "Lues", "Duplicate", "Doublons", "Off query", "Hors requête", "Off period", "Hors période", "Off language", "Hors langue"),
    },
    "counts days": {"This month", "Ce mois-ci", "Earlier months", "Mois précédents", "Episodes a month", "Épisodes par mois", "Days", "Jours"},
    "counts results of search engines": {
        *("Results", "Résultats", "Negative", "Négatifs", "First pages", "Premières pages", "Own sites", "Sites de l’organisation"),
    },
    "money": {"Gain", "Cost", "Coût", "Return", "Retour"},
}

NO_POSTS = ("Visibility in search engines", "Visibilité dans les moteurs de recherche")  # figures of what is counted in no post


def a_month(root: Path, study: str, month: str) -> dict:
    """The folder of a note, its posts and its HTML in both languages."""
    folder = root / "results" / study / month
    notes = {path.suffixes[0][1:]: way_back.Note(path.read_text(encoding="utf-8")) for path in sorted((folder / "note").glob("note.*.html"))}
    return {"root": root, "study": study, "note": folder / "note", "posts": pd.read_parquet(folder / "collection/posts.parquet"), "notes": notes}


def follow(month: dict) -> None:
    """Every way back of a month's note."""
    folder, posts = month["note"], month["posts"]
    for lang, note in month["notes"].items():
        assert sum(way_back.number(link.text) is not None for link in note.links if link.target.startswith("posts/")) > 40
        assert way_back.miscounted(folder, note, posts) == [], lang
        counted = way_back.POSTS | way_back.AUTHORS
        assert [cell for cell in note.cells if cell[0] in counted and not cell[2] and way_back.number(cell[1])] == [], lang
        exempt = {header for headers in EXEMPT.values() for header in headers}
        bare = {header for header, text, is_linked in note.cells if header and way_back.number(text) is not None and not is_linked}
        of_months = {
            header for header in bare if any(name in header for name in way_back.MONTHS)
        }  # media, means and authors of the month, and before
        assert bare - counted - exempt - of_months == set(), lang
        without = [caption for caption, file in note.figures.items() if not file and not caption.endswith(NO_POSTS)]
        assert note.figures and without == [], lang
    for figure in sorted({file for note in month["notes"].values() for file in note.figures.values() if file}):
        rows = way_back.marks(folder, figure)
        assert rows, figure
        assert [row for row, held in rows if int(row["posts"]) != len(held) or len(set(held)) != len(held)] == [], figure


def follow_into_the_watch_tool(month: dict) -> None:
    """Every link into `explore` answers; searches find as many posts as the number beside them says."""
    root, study = month["root"], month["study"]
    _, told = study_file.load(str(root / f"config/studies/{study}.yaml"))
    app = application(Site(root / f"results/{study}/watch/posts.sqlite", study, told, root / "results"))
    links = month["notes"]["en"].links
    asked = sorted({link.target for link in links if link.target.startswith("../../watch/")})
    found = dict(zip(asked, way_back.answers(app, [f"/watch/{a.removeprefix('../../watch/')}&format=json" for a in asked]), strict=True))
    assert {address: answer.status_code for address, answer in found.items() if answer.status_code != 200} == {}
    size = {address: len(answer.json()["posts"]) for address, answer in found.items() if "/search?" in address}
    pairs = [
        (link, way_back.number(after.text))
        for link, after in pairwise(links)
        if link.target in size
        and after.target.startswith("posts/")
        and "rejected" not in after.target
        and link.block == after.block
        and way_back.number(after.text) is not None
    ]
    pairs += [(link, way_back.number(link.text)) for link in links if link.target in size and "behind" not in link.target]
    assert len(pairs) > 10
    assert [(link, said, size[link.target]) for link, said in pairs if said is not None and said != size[link.target]] == []
    for address, count in size.items():
        if name := parse_qs(urlsplit(address).query).get("behind"):
            assert count == len(way_back.ids(month["note"], f"posts/{name[0].split('/')[1]}.txt")), address
    folders = [f"/{month['note'].parent.name}/note/{link.target}" for link in links if link.target.endswith("/") and "://" not in link.target]
    pages = way_back.answers(app, folders)
    assert folders and {page.status_code for page in pages} == {200}


def recount(month: dict) -> None:
    """Some lists against the tables of the month, by other ways than the note's."""
    folder, posts = month["note"], month["posts"]
    results = folder.parent

    def listed(name: str) -> set[str]:
        return set(way_back.ids(folder, f"posts/{name}.txt"))

    assert listed("month") == set(posts["post_id"])
    topics = pd.read_parquet(results / "topics/post_topics.parquet")
    assert listed("topic-1") == set(topics.loc[topics["topic"] == 0, "post_id"])
    for row, held in way_back.marks(folder, "posts/figure-volume.csv"):
        volume = pd.read_csv(results / "collection/volume.csv").set_index(["day", "medium"])["posts"]
        assert len(held) == volume[row["x"], row["series"]]
    cells = pd.read_csv(results / "barometer/hours.csv").set_index(["weekday", "hour"])["posts"]
    for row, held in way_back.marks(folder, "posts/figure-hours.csv"):
        assert len(held) == cells[tuple(map(int, row["x"].split()))]
    days = pd.read_csv(results / "topics/topic_days.csv").query("topic >= 0 and posts > 0")
    told = {(int(row["series"]) - 1, row["x"]): len(held) for row, held in way_back.marks(folder, "posts/figure-topic-days.csv")}
    assert told == {(topic, day): posts for topic, day, posts in days[["topic", "day", "posts"]].itertuples(index=False)}
    asked = pd.read_csv(results / "events/questions.csv")
    if len(asked):
        assert listed("questions") == set(asked["post_id"])
    signals = pd.read_csv(results / "events/weak_signals.csv").query("rank == 1").set_index("signal")
    for path in folder.glob("posts/signal-*.txt"):
        row, held = signals.loc[int(path.stem.split("-")[1])], listed(path.stem)
        if row["day"] >= f"{results.name}-07":  # its seven days do not begin in the month before
            assert len(held) == row["authors"] and posts.set_index("post_id").loc[sorted(held), "author"].nunique() == row["distinct"]
    for row in pd.read_csv(results / "events/alerts.csv").query("fired").to_dict("records"):
        if row["day"][:7] == results.name:
            fired = [listed(path.stem) for path in folder.glob(f"posts/alert-*-{row['day']}.txt")]
            assert any(len(held) == row["posts"] and set(json.loads(row["post_ids"])) <= held for held in fired)


@pytest.mark.parametrize("check", [follow, follow_into_the_watch_tool, recount])
def test_each_number_of_the_tiny_study_leads_to_its_posts(tiny: Path, check) -> None:
    check(a_month(tiny, "tiny", "2024-03"))


@pytest.mark.parametrize("check", [follow, follow_into_the_watch_tool, recount])
def test_each_number_of_the_demo_leads_to_its_posts(demo: Path, check) -> None:
    check(a_month(demo, "demo", "2011-05"))


def test_each_brand_of_the_demo_is_named_in_the_posts_behind_it(demo: Path) -> None:
    month = a_month(demo, "demo", "2011-05")
    posts = month["posts"].set_index("post_id")
    held = way_back.ids(month["note"], "posts/brand-1.txt")
    said = (posts["title"].fillna("") + " " + posts["text"] + " " + posts["hashtags"].map(" ".join)).str.lower().str.replace("é", "e")
    assert said.loc[held].str.contains("veltamine").all()
    assert not posts.loc[held, "author"].str.lower().eq("orsennesante").any()
