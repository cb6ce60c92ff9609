"""`conversatoire compare` on the tiny study, as a user types it."""

import json

from trial import run


def test_a_run_compared_with_itself_gives_notebook_pages_and_tables_and_says_that_nothing_moved(tiny):
    out = tiny / "sor\"tie l'une"
    done = run("conversatoire.cli", "compare", "results/tiny", "results/tiny/../tiny", "--out", out.name, cwd=tiny)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert done.stdout.splitlines() == [f"{out.name}/{name}" for name in ("compare.fr.html", "compare.en.html", "compare.ipynb")]
    for lang, said in (("fr", "Rien n’a bougé"), ("en", "Nothing moved")):
        page = (out / f"compare.{lang}.html").read_text(encoding="utf-8")
        assert said in page
    notebook = (out / "compare.ipynb").read_text(encoding="utf-8")
    assert "papermill" not in json.loads(notebook)["metadata"]
    assert str(tiny) not in notebook
    assert {path.stem for path in out.glob("*.csv")} >= {"parameters", "kinds", "posts", "topics", "ranks", "values"}
