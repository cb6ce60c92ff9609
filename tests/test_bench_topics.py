"""The bench of the topics, on posts of three subjects that share no word."""

import csv
import importlib.util
import random
import subprocess
import sys

import pytest
from trial import ROOT

SUBJECTS = {
    "eau": "rivière robinet fontaine nappe riverain station analyse captage puits barrage égout tuyau étang canal vanne lavoir".split(),
    "justice": "tribunal juge avocat procès plainte audience verdict parquet greffe magistrat expert témoin victime appel prison loi".split(),
    "prix": "caisse mutuelle tarif remboursement facture cotisation budget franchise barème euro taxe rabais salaire impôt banque dette".split(),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory) -> list[dict[str, str]]:
    """The rows of the printed table."""
    path = tmp_path_factory.mktemp("bench") / "posts.csv"
    chance = random.Random(3)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["message", "sujet"])
        writer.writerows([" ".join(chance.sample(SUBJECTS[subject], 6)), subject] for subject in sorted(SUBJECTS) * 60)
    command = [sys.executable, ROOT / "bench/topics.py", "--sets", f"{path},message,sujet,fr", "--documents", "150"]
    command += ["--engines", "glp", "--seeds", "2", "--sizes"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    targets, header, *lines = done.stdout.splitlines()
    assert targets.startswith("targets:")
    return [dict(zip(header.split(), line.split(), strict=True)) for line in lines]


def test_the_bench_has_a_row_for_the_preparation_and_for_each_engine_on_each_set(rows):
    assert [(row["engine"], row["asked"], row["posts"]) for row in rows] == [
        ("prepare", "–", "150"),
        ("glp", "auto", "150"),
    ]


def test_subjects_that_share_no_word_are_found_whatever_the_seed(rows):
    found = rows[1]
    assert (found["K"], found["NMI"], found["ARI"], found["seeds"]) == ("3", "1.000", "1.000", "1.000")
    assert float(found["assigned"]) > 0.9
    assert float(found["divers"]) == 1


def test_a_grown_text_has_the_words_of_its_label_and_is_no_copy():
    spec = importlib.util.spec_from_file_location("bench_topics", ROOT / "bench/topics.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    texts = [" ".join(words) for _, words in sorted(SUBJECTS.items())]
    grown = bench.grown(bench.Texts("three", texts, sorted(SUBJECTS), "fr"), 60)
    for number, text in enumerate(grown.texts):
        assert set(text.split()) <= set(SUBJECTS[sorted(SUBJECTS)[number % 3]])
    assert len(set(grown.texts)) == 60
    assert grown == bench.grown(bench.Texts("three", texts, sorted(SUBJECTS), "fr"), 60)
