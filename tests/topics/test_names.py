from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from conversatoire.by_hand.names import Name
from conversatoire.by_hand.names import read as read_names
from conversatoire.errors import StudyError
from conversatoire.topics import names

REFERENCE = Path(__file__).parents[2] / "data/reference"
ROWS = [
    (0, "données", 5.0, "donnée"),
    (0, "fuite de données", 4.0, "fuite_donnée"),
    (0, "IBAN", 3.0, "iban"),
    (1, "étape", 4.0, "étape"),
    (1, "#Freebox", 3.0, "#freebox"),
    (1, "panne", 2.0, "panne"),
]
WORDS = pd.DataFrame(ROWS, columns=["topic", "word", "weight", "token"])


def assign(table: str, folder: Path) -> names.Named:
    return names.assign(read(folder, table), WORDS)


def read(folder: Path, text: str) -> list[Name]:
    path = folder / "names.csv"
    path.write_text(text, encoding="utf-8")
    return read_names(path)


@pytest.mark.parametrize(
    "words",
    ["données fuite de données IBAN", '"donnée, fuite_donnée, iban"', "DONNEES iban", "fuite iban"],
    ids=["of topics.csv", "of topic_words.csv", "without accents", "few"],
)
def test_a_name_goes_to_the_topic_of_its_words_however_they_are_copied(words, tmp_path):
    assert assign(f"name,words\nLa fuite,{words}\n", tmp_path) == ({0: "La fuite"}, [])


def test_each_name_has_one_topic_and_what_fits_none_is_told(tmp_path):
    found = assign("name,words\nPannes,etape freebox panne\nAutre,plage soleil\nFuite,données iban\nFuite bis,donnée\n", tmp_path)
    assert found == ({0: "Fuite", 1: "Pannes"}, ["Autre", "Fuite bis"])


def test_the_similarity_is_the_cosine_worked_by_hand():
    # the phrase counts by half, and so the vector of what is held is (1, ½, 0), of the length that two words have
    assert names._similarity(frozenset(["donnee", "plage"]), WORDS[WORDS["topic"] == 0]) == pytest.approx(
        (5 + 4 / 2) / (np.sqrt(2) * np.sqrt(25 + 16 + 9)), abs=1e-6
    )


def test_a_month_without_topics_and_a_file_without_names_are_no_error(tmp_path):
    name = "name,words\nFuite,iban\n"
    assert names.assign(read(tmp_path, name), WORDS[:0]) == ({}, ["Fuite"])
    assert assign("name,words\n", tmp_path) == ({}, [])


def test_markup_and_formulas_are_names_like_others(tmp_path):
    assert assign('name,words\n"=HYPERLINK(1)<b>",iban données\n', tmp_path).of_topic == {0: "=HYPERLINK(1)<b>"}


def test_labels_and_names_stay_unique():
    assert names.labelled(["Panne, box", "Fuite", "Match"], {0: "fuité"}) == ["fuité", "Fuite (2)", "Match"]


WRONG = {
    "name,words\n,iban\n": "names.csv:2: has no name",
    "name,words\nFuite,iban\n\nFUITÉ,donnée\n": "names.csv:4: the name «FUITÉ» stands in line 2 already",
    "name,words\nFuite,\n": "names.csv:2: «Fuite» has no words",
    'name,words\nFuite,"- _ \'"\n': "names.csv:2: «Fuite» has no words",
    f"name,words\n{'x' * 81},iban\n": "names.csv:2: the name «xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…» has 81 letters",
    "label,words\nFuite,iban\n": "names.csv:1: has no column «name»; known: label, words",
    "name,words\nFuite, grande,iban\n": "names.csv:2: has 3 cells where the first line has 2",
    "name,words\nFui\x1bte,iban\n": "names.csv:2: holds the control character U+001B",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_mistake_is_told_with_its_file_and_line(tmp_path, text):
    with pytest.raises(StudyError) as error:
        read(tmp_path, text)
    assert str(error.value).removeprefix(f"{tmp_path}/").startswith(WRONG[text])


def test_the_example_names_the_leak():
    assert names.assign(read_names(REFERENCE / "names.example.csv"), WORDS[WORDS["topic"] == 0]).of_topic == {0: "Fuite de données clients"}
