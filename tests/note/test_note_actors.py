"""What the note says of the month's accounts: facts and sentences of small months planned by hand."""

import html
import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from conftest import frame, load, post, write_month
from test_note_topics import note, section

from conversatoire import tables
from conversatoire.note import markdown, render
from conversatoire.note.words import Words

# account, in-degree, out-degree, role, rank, low, high, rank without own accounts and bots
ACCOUNTS = [
    ("maison", 9, 0, "own", 1, 1, 1, None),
    ("alpha", 7, 5, "hub", 2, 2, 4, 3),
    ("beta", 6, 1, "source", 3, 2, 5, 1),
    ("robot", 1, 8, "talker", 4, 3, 6, None),
    ("gamma", 1, 1, "bridge", 5, 4, 6, 2),
    ("delta", 0, 2, "audience", 6, 6, 6, 4),
    ("seul", 0, 0, "audience", 7, 7, 7, 5),
]
MEASURES = {"pagerank": 0.1, "hub": 0, "authority": 0, "betweenness": 0, "core": 1, "h_index": 0}


def write(rows: list[dict], name: str, month: Path) -> None:
    """Overwrites one of the month's tables of actors."""
    tables.write(frame(name, rows), month / f"influencers/{name}.csv", name)


def accounts(rows: list[tuple]) -> list[dict]:
    """Rows of the table «accounts»; who is nobody's community is alone."""
    names = ("account", "in_degree", "out_degree", "role", "rank", "rank_low", "rank_high", "rank_without")
    return [
        MEASURES
        | dict(zip(names, row, strict=True))
        | {"medium": "twitter", "posts": 3, "community": 0 if row[1] or row[2] else -1, "own": row[0] == "maison", "bot": row[0] == "robot"}
        for row in rows
    ]


def ranked(groups: list[int | None]) -> list[dict]:
    """The ranking by PageRank: a row a rank, with the number of its group."""
    known = {"ranking": "pagerank", "medium": "twitter", "value": 1.0}
    return [known | {"rank": r, "account": f"a{r}", "rank_low": r, "rank_high": r + 1, "tied": g} for r, g in enumerate(groups, 1)]


def graph(name: str, accounts: int, edges: int, weight: int, loops: int = 0, **more: float) -> dict:
    return {"graph": name, "accounts": accounts, "edges": edges, "weight": weight, "self_loops": loops, "components": 1} | more


@pytest.fixture
def months(tmp_path: Path) -> tuple[Path, Path]:
    """May, with seven accounts of which one is alone, one is the organisation's and one a bot; and April."""
    april = write_month(tmp_path / "2011-04", [post(i, "avant") for i in range(4)])
    exact = datetime(2011, 5, 17, 12, 5, 7, tzinfo=UTC)
    posts = [post(i, f"texte {i}", author=row[0].title(), published_at=exact) for i, row in enumerate(ACCOUNTS)]
    may = write_month(tmp_path / "2011-05", posts, baseline=0.1)
    write(accounts(ACCOUNTS), "accounts", may)
    write(ranked([None, 1, 1, 1, None, None]), "rankings", may)
    write(
        [
            graph("mention", 6, 10, 12, 1, reciprocity=0.2, largest=1.0),
            graph("quote", 0, 0, 0),
            graph("union", 6, 12, 20, 3, reciprocity=0.25, largest=0.5),
            graph("union_without", 4, 5, 8, 3),
        ],
        "graphs",
        may,
    )
    return may, april


def actors(month: tuple[Path, Path] | Path, lang: str = "fr") -> str:
    """The note's section on actors."""
    return section(note(*month, lang) if isinstance(month, tuple) else note(month, "", lang), {"fr": "Acteurs", "en": "Actors"}[lang])


def test_who_speaks_is_told_with_rank_interval_and_role(months: tuple[Path, Path]) -> None:
    fr, en = actors(months), actors(months, "en")
    assert fr.startswith(
        "### Qui parle\n\n7 auteurs ont publié ce mois-ci. 6 comptes s’adressent à d’autres ou en sont l’objet ; 1 autre reste isolé. "
        "Le rang est celui du PageRank ; un intervalle large veut dire qu’il tient à quelques messages. "
        "Les rangs 2 à 4 ne peuvent être départagés.\n\n"
    )
    assert (
        "\n| 1 | 1–1 | @Maison ★ | Twitter | compte de l’organisation | 3 | 9 | 1 |\n| 2 | 2–4 | @Alpha | Twitter | carrefour | 3 | 7 | 1 |\n" in fr
    )
    assert "| 4 | 3–6 | @Robot † | Twitter | bavard | 3 | 1 | 1 |" in fr and "@Seul" not in fr
    assert ": Comptes les plus en vue (★ compte de l’organisation ; † automate)\n" in fr
    assert "Compte de l’organisation : @Maison (rang 1, 3 messages, 9 comptes s’adressent à lui).\n" in fr
    assert "Automates, selon l’étude : @Robot (rang 4, 3 messages).\n" in fr
    assert en.startswith(
        "### Who speaks\n\n7 authors posted this month. 6 accounts address others or are addressed; 1 other stays isolated. "
        "The rank is that of PageRank; a wide interval means that it hangs on a few posts. Ranks 2 to 4 cannot be told apart.\n\n"
    )
    assert "| 5 | 4–6 | @Gamma | Twitter | bridge | 3 | 1 | 1 |" in en
    assert ": Most prominent accounts (★ the organisation’s own; † bot)\n" in en
    assert "Bots, as the study says: @Robot (rank 4, 3 posts).\n" in en


def test_each_role_is_told_with_its_rule_and_its_figures(months: tuple[Path, Path]) -> None:
    rows = accounts(ACCOUNTS)
    rows[4] |= {"betweenness": 0.0123, "participation": 0.625}
    write(rows, "accounts", months[0])
    fr, en = actors(months), actors(months, "en")
    assert "- **Carrefour** (beaucoup de comptes s’adressent à lui, et il s’adresse à beaucoup) : @Alpha (7 vers lui, 5 de lui).\n" in fr
    assert "deux moitiés égales) : @Gamma (intermédiarité 0,0123, répartition 0,62).\n" in fr
    assert "- **Bavard** (il s’adresse à beaucoup de comptes, ou publie beaucoup) : @Robot (8 de lui, 3 messages).\n" in fr
    assert "- **Source** (many accounts address it): @Beta (6 to it).\n" in en
    assert "- **Talker** (it addresses many accounts, or posts much): @Robot (8 from it, 3 posts).\n" in en


TIED = [
    ([None, None], "Les intervalles suffisent à départager les 6 premiers.", "The intervals are enough to tell the first 6 apart."),
    ([1, 1, 1, None, 2, 2], "Les rangs 1 à 3 ne peuvent être départagés, ni les rangs 5 et 6.",
     "Ranks 1 to 3 cannot be told apart, nor ranks 5 and 6."),
    ([None, 1, 1, 1], "Les rangs 2 à 4 et au-delà ne peuvent être départagés.", "Ranks 2 to 4 and beyond cannot be told apart."),
    ([None, 1, 1, None, 2], "Les rangs 2 et 3 ne peuvent être départagés.", "Ranks 2 and 3 cannot be told apart."),
    ([None, None, None, 1], "Les rangs 4 et au-delà ne peuvent être départagés.", "Ranks 4 and beyond cannot be told apart."),
    ([None, 5, 5, None, None], "Les rangs 2 et 3 ne peuvent être départagés.", "Ranks 2 and 3 cannot be told apart."),
]  # fmt: skip


@pytest.mark.parametrize(("groups", "fr", "en"), TIED)
def test_ranks_that_cannot_be_told_apart_are_told(months: tuple[Path, Path], groups: list[int | None], fr: str, en: str) -> None:
    write(ranked(groups), "rankings", months[0])
    assert f"à quelques messages. {fr}\n" in actors(months)
    assert f"on a few posts. {en}\n" in actors(months, "en")


def test_equal_ranks_are_told_as_one_rank(months: tuple[Path, Path]) -> None:
    rows = ranked([1, 1, 1, 2, 2])
    write([row | {"rank": 1 if row["tied"] == 1 else 4} for row in rows], "rankings", months[0])
    assert "Les 3 comptes du rang 1 ne peuvent être départagés, ni les 2 comptes du rang 4.\n" in actors(months)
    assert "The 3 accounts at rank 1 cannot be told apart, nor the 2 accounts at rank 4.\n" in actors(months, "en")


def test_the_ranking_without_own_accounts_and_bots_tells_who_moves(months: tuple[Path, Path]) -> None:
    # among the others alpha, beta, gamma, delta stand at 1, 2, 3, 4; without, at 3, 1, 2, 4
    told = "Sans les comptes de l’organisation ni les automates, le graphe perd 60 % de son poids (adresses d’un compte à un autre) et le premier "
    told += "compte est @Beta. Parmi les autres comptes, montent @Beta (2e → 1er) et @Gamma (3e → 2e) ; descend @Alpha (1er → 3e).\n"
    assert told in actors(months)
    told = "Without the organisation’s accounts and the bots the graph loses 60% of its weight (addresses between two) and the first account is "
    told += "@Beta. Among the other accounts, @Beta (2nd → 1st) and @Gamma (3rd → 2nd) go up; @Alpha (1st → 3rd) goes down.\n"
    assert told in actors(months, "en")


def test_without_them_nothing_may_move_and_nobody_may_be_left(months: tuple[Path, Path]) -> None:
    kept = [row for row in ACCOUNTS if row[0] != "robot"]
    write(accounts([(*row[:7], None if row[0] == "maison" else row[4]) for row in kept]), "accounts", months[0])
    assert "Sans les comptes de l’organisation, le graphe perd" in actors(months)
    assert "le premier compte est @Alpha. L’ordre des premiers parmi les autres comptes n’en change pas.\n" in actors(months)
    assert "the first account is @Alpha. The order of the first among the other accounts does not change.\n" in actors(months, "en")
    write(accounts([row for row in ACCOUNTS if row[0] == "robot"]), "accounts", months[0])
    assert "Sans les automates, le graphe perd 60 % de son poids (adresses d’un compte à un autre) et aucun compte n’y reste relié." in actors(months)
    assert "Without the bots the graph loses 60% of its weight (addresses between two) and no account has a tie left." in actors(months, "en")


def test_a_study_without_own_accounts_or_bots_compares_nothing(months: tuple[Path, Path]) -> None:
    write(accounts([row for row in ACCOUNTS if row[0] not in ("maison", "robot")]), "accounts", months[0])
    text = actors(months)
    assert "Aucun des comptes de l’organisation n’apparaît ce mois-ci." in text
    assert "Sans les" not in text and "sans l’organisation" not in text and "★" not in text


def test_accounts_that_the_rankings_place_far_apart_are_named(months: tuple[Path, Path]) -> None:
    # 130 accounts: followers fall as betweenness rises; a0 has most followers and is nowhere on a path, a1 has next to none of both others
    rows = accounts([(f"a{i}", 130 - i, 1, "audience", i + 1, 1, 130, i + 1) for i in range(130)])
    for i, row in enumerate(rows):
        row |= {"followers": 1000 - i, "betweenness": i / 1000, "reach": 5 if i == 129 else 0}
    write(rows, "accounts", months[0])
    fr, en = actors(months), actors(months, "en")
    shared = "aux 20 premiers par PageRank et aux 20 premiers pour les abonnés : 20 sur 20 ; pour les reprises : 0 sur 1 ; "
    assert shared + "pour l’intermédiarité : 0 sur 20. Les plus grands écarts : " in fr
    assert "@a0 est 1er pour les abonnés mais jamais repris ;" in fr
    assert "@a129 est 1er pour les reprises mais 130e pour les abonnés ;" in fr
    shared = "share with the first 20 by followers: 20 of 20; by reposts: 0 of 1; by betweenness: 0 of 20. The widest gaps: "
    assert shared in en and "@a0 is 1st by followers but never reposted;" in en
    # not known is not low: without followers of a0 and a medium without reposts, a0 has nowhere to be far down
    write([row | {"reach": 0, "followers": None, "betweenness": 0.1 - i / 2000} for i, row in enumerate(rows)], "accounts", months[0])
    assert "pour l’intermédiarité : 20 sur 20. L’intermédiarité est la part" in actors(months)


def test_the_graphs_are_told_in_figures_with_and_without_own_accounts(months: tuple[Path, Path]) -> None:
    fr, en = actors(months), actors(months, "en")
    told = "12 paires d’un compte qui s’adresse à un autre, par 20 adresses (un message compte une fois par paire) ; "
    told += "25 % des paires vont dans les deux sens et la plus grande composante "
    told += (
        "réunit 50 % des comptes reliés. Les messages qu’un compte s’adresse à lui-même (3) sont comptés à part et n’entrent dans aucune mesure.\n"
    )
    assert told in fr
    assert [line for line in fr.splitlines() if re.match(r"\| (Mentions|Ensemble|Citations)", line)] == [
        "| Mentions | 6 | 10 | 12 | 20 % | 100 % | 1 |",
        "| Ensemble | 6 | 12 | 20 | 25 % | 50 % | 3 |",
        "| Ensemble, sans l’organisation ni les automates | 4 | 5 | 8 | – | – | 3 |",
    ]
    assert "12 pairs of an account that addresses another, by 20 addresses (a post counts once a pair); 25% of the pairs go both ways" in en
    assert "Posts that an account addresses to itself (3) are counted apart and enter no measure." in en
    write([graph("union", 2, 1, 1)], "graphs", months[0])
    assert (
        "1 paire d’un compte qui s’adresse à un autre, par 1 adresse (un message compte une fois par paire). Aucun compte ne s’adresse à lui-même.\n"
        in actors(months)
    )
    assert "1 pair of an account that addresses another, by 1 address (a post counts once a pair). No account addresses itself.\n" in actors(
        months, "en"
    )


@pytest.fixture
def grouped(months: tuple[Path, Path]) -> tuple[Path, Path]:
    """The same months, May with two communities and all that is known of them."""
    rows = accounts(ACCOUNTS)
    for row in rows[3:6]:
        row["community"] = 1
    write(rows, "accounts", months[0])
    known = {"posts": 9, "words": "mot_a mot", "leaders": "maison, alpha", "links": "https://a.example/x https://b.example/?m=jean@exemple.fr"}
    groups = [
        known | {"community": 0, "accounts": 3, "internal": 0.875, "stability": 0.92},
        {"community": 1, "accounts": 3, "posts": 7, "words": "", "leaders": "", "internal": 0.5, "stability": 0.5},
        {"community": 2, "accounts": 1, "posts": 1, "words": "", "leaders": "x"},
    ]
    write(groups, "communities", months[0])
    fates = [(0, 4, 0.6, "continued"), (1, None, None, "new"), (None, 2, None, "gone"), (None, 3, None, "gone")]
    names = ("community", "previous_community", "similarity", "status")
    write([dict(zip(names, fate, strict=True)) for fate in fates], "community_links", months[0])
    spoken = [(0, 0, 5, 0.5, 2.5), (0, 1, 3, 0.3, 1.2), (1, 0, 3, 0.4, 1.05), (0, -1, 4, 0.4, 3), (1, 1, 2, 0.3, 3)]
    names = ("community", "topic", "posts", "share", "lift")
    write([dict(zip(names, row, strict=True)) for row in spoken], "community_topics", months[0])
    return months


def test_communities_are_told_with_ties_stability_and_fate(grouped: tuple[Path, Path]) -> None:
    fr, en = actors(grouped), actors(grouped, "en")
    assert "### Communautés\n\n2 groupes de comptes qui se parlent entre eux plus qu’aux autres, dont 1 instable. La stabilité dit" in fr
    assert "jusqu’à 0,5, il est instable et ne se cite pas seul." in fr
    assert (
        "Comparées par leurs membres à celles d’avril 2011 : 1 continue, 1 est nouvelle, 2 ont disparu (nᵒˢ 3 et 4 de ce mois-là). Une communauté"
        in fr
    )
    assert (
        "| N° | Têtes | Comptes | Messages | Liens internes | Stabilité | Depuis avril 2011 |\n|---:|---|---:|---:|---:|---:|---|\n"
        "| 1 | @Maison, @Alpha et @Beta | 3 | 9 | 88 % | 0,92 | continue le n° 5 |\n"
        "| 2 | @Robot, @Gamma et @Delta | 3 | 7 | 50 % | 0,5 (instable) | nouvelle |\n" in fr
    )
    assert "2 groups of accounts that talk to each other more than to others, of which 1 is unstable." in en
    assert "Compared by their members with those of April 2011: 1 continues, 1 is new, 2 are gone (Nos. 3 and 4 of that month). A group" in en
    assert "| 1 | @Maison, @Alpha and @Beta | 3 | 9 | 88% | 0.92 | continues No. 5 |\n" in en


def test_what_a_community_speaks_of_is_told_with_share_and_lift(grouped: tuple[Path, Path]) -> None:
    told = (
        "- **N° 1** : parle, plus que l’ensemble du mois, de « *sujet* 0 | <b> » (50 % de ses messages, ×2,5) et de « *sujet* 1 | <b> » (instable, "
    )
    told += "ne pas citer seul) (30 % de ses messages, ×1,2) ; mots : mot_a et mot ; liens : [a.example/x](https://a.example/x).\n"
    assert told in actors(grouped) + "\n"
    told = "- **No. 1**: speaks, more than the month as a whole, of “*sujet* 0 | <b>” (50% of its posts, ×2.5) and “*sujet* 1 | <b>” (unstable, "
    assert told + "do not report alone) (30% of its posts, ×1.2); words: mot_a and mot; links: [a.example/x](https://a.example/x).\n" in actors(
        grouped, "en"
    )
    assert "**N° 2**" not in actors(grouped)  # two posts on a topic say nothing


def test_each_subject_tells_the_communities_behind_it(grouped: tuple[Path, Path]) -> None:
    fr, en = section(note(*grouped), "Sujets"), section(note(*grouped, "en"), "Subjects")
    assert "- **Communautés** : n° 1, autour de @Maison (5, ×2,5).\n" in fr.split("### 2. ")[0]
    assert "- **Communities**: No. 1, around @Maison (3, ×1.2).\n" in en.split("### 2. ")[1]


def test_the_first_month_has_communities_without_a_past(grouped: tuple[Path, Path]) -> None:
    write([{"community": c, "status": "first"} for c in (0, 1)], "community_links", grouped[0])
    text = actors(grouped[0])
    assert "| N° | Têtes | Comptes | Messages | Liens internes | Stabilité |\n" in text
    assert "nouvel" not in text and "disparu" not in text


LINK = {"kind": "link", "item": "https://a.example/rapport", "rank": 1, "posts": 4, "accounts": 3, "media": "twitter forum",
        "first_post_id": "twitter:0", "first_author": "maison", "half_life": 0.5, "depth": 0, "breadth": 4}  # fmt: skip


@pytest.fixture
def spread(tmp_path: Path) -> Path:
    """A month in which a link is shared four times on two media, and a post passed on."""
    at = [datetime(2011, 5, 3, hour, minute, tzinfo=UTC) for hour, minute in ((8, 0), (8, 30), (9, 0), (20, 0))]
    authors = [("twitter", "Maison"), ("twitter", "Alpha"), ("twitter", "Maison"), ("forum", "Jean@Exemple.fr")]
    posts = [post(i, f"texte {i}", m, a, published_at=t, author_name="Jean") for i, ((m, a), t) in enumerate(zip(authors, at, strict=True))]
    posts[1] |= {"repost_of_id": "twitter:77", "repost_of_author": "Absent"}
    month = write_month(tmp_path / "2011-05", posts)
    times = {"first_at": at[0], "last_at": at[-1]}
    own = {"kind": "post", "item": "twitter:0", "posts": 2, "accounts": 2, "media": "twitter", "depth": 2, "breadth": 1, "half_life": 0.5}
    gone = {"kind": "post", "rank": 2, "item": "twitter:77", "posts": 1, "accounts": 1, "first_post_id": "twitter:1", "first_author": "alpha"}
    write([LINK | times, LINK | own | times, LINK | own | gone | times], "cascades", month)
    step = dict(zip(("medium", "author"), ("twitter", "maison"), strict=True))
    steps = [
        step | {"kind": "link", "item": LINK["item"], "order": i + 1, "post_id": posts[i]["post_id"], "hours": hours, "distance": 0}
        | {"medium": medium, "author": author.lower()}
        for i, ((medium, author), hours) in enumerate(zip(authors, (0, 0.5, 1, 12), strict=True))
    ]  # fmt: skip
    passed = [step | {"kind": "post", "item": "twitter:0", "distance": 0} for step in steps[:2]]
    lost = [steps[1] | {"kind": "post", "item": "twitter:77", "order": 1, "hours": 0}]
    write(steps + passed + lost, "cascade_posts", month)
    return month


def test_a_links_cascade_tells_who_was_first_and_who_relayed_when_and_where(spread: Path) -> None:
    fr, en = actors(spread), actors(spread, "en")
    told = (
        "- [a.example/rapport](https://a.example/rapport) : 4 messages de 3 comptes. Premier : @Maison (Twitter), 3 mai 2011 à 10:00 ; puis @Alpha "
    )
    told += "(Twitter) après 30 min et Jean (forums) après 12 h. Médias touchés : Twitter d’abord, forums après 12 h. "
    assert told + "La moitié des messages est parue en 30 min.\n" in fr
    told = "- [a.example/rapport](https://a.example/rapport): 4 posts by 3 accounts. First: @Maison (Twitter), 3 May 2011 at 10:00; then @Alpha "
    told += "(Twitter) after 30 min and Jean (forums) after 12 h. Media reached: Twitter first, forums after 12 h. "
    assert told + "Half of the posts were out within 30 min.\n" in en
    assert "Le lien le plus partagé. « Premier » : le premier des messages collectés" in fr


def test_a_posts_cascade_is_told_with_its_text_or_that_it_was_not_collected(spread: Path) -> None:
    fr, en = actors(spread), actors(spread, "en")
    told = (
        "- « texte 0 » ([voir](https://twitter.example/0)) : 2 messages de 2 comptes. Auteur : @Maison (Twitter), 3 mai 2011 à 10:00 ; puis @Alpha "
    )
    told += "(Twitter) après 30 min. La moitié des messages est parue en 30 min. La plus longue chaîne va à 2 pas du premier, et 1 message est à une "
    assert told + "même distance, au plus.\n" in fr
    lost = (
        "- Un message de @Absent (Twitter) qui n’est pas parmi ceux du mois : 1 message d’un seul compte. Premier à réagir : @Alpha (Twitter), 3 mai"
    )
    assert lost in fr
    assert "- “texte 0” ([see it](https://twitter.example/0)): 2 posts by 2 accounts. Author: @Maison (Twitter), 3 May 2011 at 10:00" in en
    lost = "- A post of @Absent (Twitter) that is not among those of the month: 1 post by 1 account. First to react: @Alpha (Twitter), 3 May 2011"
    assert f"{lost} at 10:30." in en


def test_a_links_chain_is_told_with_the_posts_that_follow_none(spread: Path) -> None:
    month = load(spread)
    cascades, steps = month.frames["cascades"], month.frames["cascade_posts"]
    tables.write(cascades.assign(depth=cascades["depth"].mask(cascades["kind"] == "link", 2)), spread / "influencers/cascades.csv", "cascades")
    link = steps["kind"] == "link"
    distance = steps["distance"].mask(link & (steps["order"] == 2), 1).mask(link & (steps["order"] == 3), 2)
    tables.write(steps.assign(distance=distance), spread / "influencers/cascade_posts.csv", "cascade_posts")
    assert "en 30 min. 2 messages partagent le lien sans en suivre un autre ; la plus longue chaîne compte 2 pas.\n" in actors(spread)
    assert "30 min. 2 posts share the link without following another; the longest chain counts 2 steps.\n" in actors(spread, "en")


@pytest.mark.parametrize("how", ["quote_of", "reply_to"])
def test_the_author_of_a_post_not_collected_is_known_from_those_who_quote_or_answer_it(spread: Path, how: str) -> None:
    posts = tables.read(spread / "collection/posts.parquet", "posts")
    moved = posts.assign(**{f"{how}_{end}": posts[f"repost_of_{end}"] for end in ("id", "author")}, repost_of_id=None, repost_of_author=None)
    tables.write(moved, spread / "collection/posts.parquet", "posts")
    assert "- Un message de @Absent (Twitter) qui n’est pas parmi ceux du mois : 1 message d’un seul compte." in actors(spread)


def test_an_account_that_is_addressed_and_silent_has_its_own_role(months: tuple[Path, Path]) -> None:
    write([row | {"role": "addressed"} if row["account"] == "beta" else row for row in accounts(ACCOUNTS)], "accounts", months[0])
    told = "- **Interpellé** (beaucoup de comptes s’adressent à lui, il n’a rien publié ce mois-ci) : @Beta (6 vers lui).\n"
    assert told in actors(months) and "- **Compte de l’organisation**" not in actors(months)
    assert "- **Addressed** (many address it, it posted nothing this month): @Beta (6 to it).\n" in actors(months, "en")


def test_a_link_that_holds_an_address_is_not_told(spread: Path) -> None:
    at = datetime(2011, 5, 3, tzinfo=UTC)
    write([LINK | {"item": "https://a.example/?m=jean@exemple.fr", "first_at": at, "last_at": at}], "cascades", spread)
    assert "jean@" not in note(spread)
    assert "Aucun lien n’a été partagé, et aucun message repris, cité ou commenté, par plusieurs messages du mois." in actors(spread)
    assert "No link was shared, and no post passed on, quoted or answered, by several posts of the month." in actors(spread, "en")


PAIR = {"kind": "link", "medium": "twitter", "first": "alpha", "second": "beta", "group": 0, "times": 5, "expected": 0.0512, "p_value": 0.001,
        "q_value": 0.002}  # fmt: skip


def test_coordination_is_told_as_something_to_look_at(months: tuple[Path, Path]) -> None:
    pairs = [PAIR | {"window": 10}, PAIR | {"window": 60, "times": 7}, PAIR | {"window": 60, "second": "delta", "kind": "text", "times": 3}]
    write(pairs, "coordination", months[0])
    fr, en = actors(months), actors(months, "en")
    told = (
        "### Partages simultanés\n\n**À regarder, sans accuser.** 2 paires de comptes ont partagé les mêmes choses à quelques instants d’écart plus "
    )
    told += "souvent que le hasard ne le voudrait (fenêtres essayées : 10 s, 1 min, 5 min et 1 h). Un outil de publication, une rédaction commune, "
    told += "un direct ou un mot d’ordre l’expliquent aussi bien : seule la lecture des messages peut trancher. Groupe 1 : @Alpha, @Beta et @Delta. "
    told += "Les comptes de médias différents ne sont pas comparés entre eux ; les comptes de l’organisation et les automates n’y entrent pas.\n"
    assert told in fr
    assert [line for line in fr.splitlines() if line.startswith("| 1 | @Alpha et")] == [
        "| 1 | @Alpha et @Beta | Twitter | lien | 10 s | 5 | 0,0512 | 0,002 |",
        "| 1 | @Alpha et @Delta | Twitter | mêmes mots | 1 min | 3 | 0,0512 | 0,002 |",
    ]
    told = (
        "**To be looked at, no accusation.** 2 pairs of accounts shared the same things within moments of each other oftener than chance would have "
    )
    assert told + "it (windows tried: 10 s, 1 min, 5 min and 1 h)." in en
    assert "only reading the posts can tell. Group 1: @Alpha, @Beta and @Delta. Accounts of different media" in en
    told = "**À regarder.** 3 comptes partagent les mêmes choses aux mêmes moments plus souvent que le hasard ne le voudrait ; ce n’est "
    assert told + "pas une accusation ([voir](#acteurs)).\n" in note(*months)
    assert "coordonn" not in fr.lower() and "coordinat" not in en.lower()


def test_nothing_coordinated_is_told_in_one_sentence(months: tuple[Path, Path]) -> None:
    told = "Aucune paire de comptes n’a partagé les mêmes liens, textes ou messages à quelques instants d’écart plus souvent que le hasard ne le "
    assert told + "voudrait, dans aucune des fenêtres essayées (10 s, 1 min, 5 min et 1 h). Les comptes" in actors(months)
    assert "À regarder" not in note(*months)
    (months[0] / "params/influencers.yaml").write_text(yaml.safe_dump({"settings": {"windows": [900]}}), encoding="utf-8")
    assert "plus souvent que le hasard ne le voudrait, dans la fenêtre essayée (15 min)." in actors(months)
    assert "oftener than chance would have it, in the window tried (15 min)." in actors(months, "en")


def test_posts_without_an_exact_time_are_told_as_left_out(tmp_path: Path) -> None:
    dated = [post(i, "a", "forum", f"f{i}", published_at=datetime(2011, 5, 1 + i, 22, 0, tzinfo=UTC)) for i in range(3)]  # midnight in Paris
    coarse = [post(i, "b", author=f"t{i}", published_at=datetime(2011, 5, 1 + i, 9, 7, tzinfo=UTC)) for i in range(2)]
    month = write_month(tmp_path / "2011-05", dated + coarse)
    told = "Hors de l’examen, faute d’heure précise : 3 messages de liste (forums), datés du jour seulement. Examinés dans les seules fenêtres plus "
    assert told + "longues que leur précision : 2 messages de x-export (Twitter, à 1 min près). Les comptes" in actors(month)
    told = (
        "Left out, for want of an exact time: 3 posts of liste (forums), dated by the day alone. Looked at in the windows that are longer than their "
    )
    assert told + "precision only: 2 posts of x-export (Twitter, to 1 min). Accounts" in actors(month, "en")


NONE = [
    ([], 0, "Aucun compte n’est connu dans les messages du mois : il n’y a ni lien entre comptes, ni classement, ni communauté.",
     "No account is known in the posts of the month: there is no link between accounts, no ranking and no community."),
    (["alice"], 0, "Un seul compte est connu, et il ne s’adresse à personne : il n’y a ni graphe, ni classement, ni communauté.",
     "A single account is known, and it addresses nobody: there is no graph, no ranking and no community."),
    (["alice"], 2, "Le seul compte connu ne s’adresse qu’à lui-même (2 fois), ce qui ne fait ni graphe, ni classement, ni communauté.",
     "The only account known addresses itself alone (2 times), which makes no graph, no ranking and no community."),
    (["alice", "bob"], 1, "Aucun lien entre comptes : des 2 comptes connus, ceux qui s’adressent à quelqu’un ne s’adressent qu’à eux-mêmes (1 fois), "
     "ce qui ne fait ni graphe, ni classement, ni communauté.",
     "No link between accounts: of the 2 accounts known, those that address anyone address themselves alone (1 time), "
     "which makes no graph, no ranking and no community."),
    (["alice", "bob"], 0, "Aucun lien entre comptes (mention, réponse, reprise ou citation) n’a été trouvé dans les messages du mois ; 2 comptes ont "
     "publié, chacun de son côté : il n’y a ni classement ni communauté.",
     "No link between accounts (mention, reply, repost or quote) was found in the month’s posts; 2 accounts posted, each on its own: "
     "there is no ranking and no community."),
]  # fmt: skip


@pytest.mark.parametrize(("authors", "loops", "fr", "en"), NONE)
def test_a_month_without_a_graph_says_why(tmp_path: Path, authors: list[str], loops: int, fr: str, en: str) -> None:
    month = write_month(tmp_path / "2011-05", [post(i, "mot", author=a) for i, a in enumerate(authors or [None])])
    write([graph("union", 0, 0, 0, loops), graph("union_without", 0, 0, 0, loops)], "graphs", month)
    assert actors(month).startswith(fr + "\n\n### Comment se répandent liens et messages\n")
    assert actors(month, "en").startswith(en + "\n\n### How links and posts spread\n")


def test_a_month_without_posts_has_one_sentence_on_actors(tmp_path: Path) -> None:
    month = write_month(tmp_path / "2011-05", [])
    write([], "graphs", month)
    assert actors(month) == NONE[0][2]


def test_the_method_and_the_limits_are_those_of_the_settings(months: tuple[Path, Path]) -> None:
    limits = section(note(*months), "Couverture et limites")
    assert "- L’intermédiarité des comptes est exacte ; les rangs" in limits
    assert "- Aucun export ne donne de reprises : ni les comptes repris ni les chaînes de reprises ne sont visibles.\n" in limits + "\n"
    # six accounts address someone: one more than the sources allowed would be eleven
    rows = [row | {"out_degree": 1} for row in accounts([(f"a{i}", 1, 1, "audience", i + 1, 1, 11, i + 1) for i in range(11)])]
    write(rows, "accounts", months[0])
    settings = {"betweenness_sources": 10, "resamples": 500}
    (months[0] / "params/influencers.yaml").write_text(yaml.safe_dump({"settings": settings}), encoding="utf-8")
    fr, en = note(*months), note(*months, "en")
    assert "L’intermédiarité des comptes est estimée à partir de 10 sources tirées au hasard, le graphe étant grand ; les rangs" in fr
    assert "The accounts’ betweenness is estimated from 10 sources drawn at random, since the graph is large; ranks" in en
    assert "(algorithme de Leiden)" in fr and "dans 95 % des 500 rééchantillonnages des messages (bootstrap).\n" in fr
    assert "(Leiden algorithm)" in en and "in 95% of 500 resamples of the posts (bootstrap).\n" in en


def test_reposts_are_told_as_seen_only_where_the_export_tells_them(tmp_path: Path) -> None:
    posts = [post(1, "a", repost_of_id="twitter:0", repost_of_author="x"), post(2, "b", "forum"), post(3, "c", "blog")]
    month = write_month(tmp_path / "2011-05", posts)
    limits = "- Les reprises ne se rattachent au message d’origine que sur Twitter : ailleurs (blogs et forums), l’export n’en donne pas"
    assert limits in note(month)
    assert "- Reposts are tied to what they pass on only on Twitter: elsewhere (blogs and forums) the export tells none" in note(month, lang="en")


HANDLES = ["<script>alert(1)</script>", "a|b*c*", "jean@exemple.fr", "[x](javascript:alert(1))", "# titre, - puce"]


def test_hostile_handles_stand_literally_wherever_they_are_told(tmp_path: Path) -> None:
    posts = [post(i, f"texte {i}", author=handle, mentions=[HANDLES[i - 1]]) for i, handle in enumerate(HANDLES)]
    month = write_month(tmp_path / "2011-05", posts)
    known = {"kind": "link", "medium": "twitter", "group": 0, "times": 4, "expected": 0.1, "p_value": 0.01, "q_value": 0.02, "window": 10}
    write([known | {"first": a.lower(), "second": b.lower()} for a, b in pairwise(HANDLES)], "coordination", month)
    rows = [{"kind": "link", "item": LINK["item"], "order": i + 1, "post_id": p["post_id"], "medium": "twitter", "author": p["author"].lower(),
             "hours": i, "distance": 0} for i, p in enumerate(posts)]  # fmt: skip
    write(rows, "cascade_posts", month)
    times = {"first_at": posts[0]["published_at"], "last_at": posts[-1]["published_at"]}
    write([LINK | times | {"media": "twitter", "first_author": HANDLES[0].lower()}], "cascades", month)
    render.write(load(month), month / "note", ["fr"])
    page = (month / "note/note.fr.html").read_text(encoding="utf-8")
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))
    assert page.count("<script") == 1 and 'href="javascript' not in page
    for handle in (handle for handle in HANDLES if "@" not in handle):
        assert words.count("@" + handle) >= 5  # ranking, roles, community, cascade, coordination
    assert "jean@" not in words and "adresse masquée" in words
    assert {"rankings", "actors", "metrics_disagree", "cascades", "coordination"} <= {
        f.name.split(".")[0] for f in (month / "note/figures").iterdir()
    }


def test_ordinals_and_lapses_of_time_take_the_form_of_the_language() -> None:
    fr, en = Words("fr"), Words("en")
    assert [fr.ordinal(n) for n in (1, 2, 1001)] == ["1er", "2e", "1\u202f001e"]
    assert [en.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21, 113)] == ["1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "113th"]
    lapses = (0, 59, 300, 5400, 100_000, 172_800, 1_000_000)
    assert [fr.duration(s).replace("\u00a0", " ") for s in lapses] == ["0 s", "59 s", "5 min", "1,5 h", "28 h", "2 jours", "12 jours"]
    assert [en.duration(s).replace("\u00a0", " ") for s in lapses[3:]] == ["1.5 h", "28 h", "2 days", "12 days"]


def test_the_french_section_has_no_common_space_before_high_punctuation(grouped: tuple[Path, Path]) -> None:
    write([PAIR | {"window": 10}], "coordination", grouped[0])
    text = markdown.markdown(load(*grouped), "fr", {}).split("\n## Acteurs\n")[1].split("\n## ")[0]
    prose = [line for line in text.splitlines() if not line.startswith(("|", "#", ": "))]
    assert prose and not [line for line in prose if re.search(r"[^\s|] [;!?»%:](\s|$)", line)]
