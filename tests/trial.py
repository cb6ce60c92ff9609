"""A tiny study to try things on, and a way to run modules as a user does."""

import csv
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AUTHORS = ["anne", "bilal", "chloe", "denis", "elsa", "farid", "gaelle", "hugo"]
TEXTS = [
    "Les travaux du pont de la rivière durent encore, la circulation déborde dans tout le quartier",
    "Les ouvriers du pont travaillent la nuit, le bruit du chantier réveille les riverains du quartier",
    "Le péage du pont augmente, les automobilistes paient deux euros de plus chaque semaine",
    "Le prix du péage au pont est injuste pour ceux qui travaillent de l'autre côté, paient-ils deux fois ?",
    "Le vieux pont mérite une restauration, ses arches du moyen âge sont un patrimoine magnifique",
    "Visite des arches du pont dimanche, le guide raconte le patrimoine et la restauration des pierres",
]


def run(*arguments: str, cwd: Path, **options) -> subprocess.CompletedProcess[str]:
    """Runs a module of Python in a folder, as a user does, without anything of the test's own environment."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def write_tiny(folder: Path) -> None:
    """Writes the tiny study and its sixty posts under `folder`."""
    rows = []
    for number in range(60):
        named = AUTHORS[(number * 3 + 1) % 8]
        text = f"{TEXTS[number % 6]} @{named} #{'chantier péage patrimoine'.split()[number % 6 // 2]} {number}"
        reply = str(999 + number) if number % 5 == 4 else ""
        date = f"2024-03-{number % 30 + 1:02}T{number % 24:02}:15:00+01:00"
        rows.append([str(1000 + number), date, text, AUTHORS[number % 8], reply, str(number % 7)])
    for path in (folder / "config/studies", folder / "data/raw/tiny"):
        path.mkdir(parents=True)
    (folder / "config/studies/tiny.yaml").write_bytes((ROOT / "tests/studies/tiny.yaml").read_bytes())
    with (folder / "data/raw/tiny/posts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "date", "text", "author", "reply_to", "likes"], *rows])
