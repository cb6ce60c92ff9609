"""The step gives the same bytes each time, on one core or two."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
import numpy as np
import pandas as pd
from conversatoire import plots, tables
from conversatoire.barometer import hours, indices, thermometer, top
from conversatoire.barometer.history import history
from conversatoire.settings.barometer import Barometer

chance, settings, out = np.random.default_rng(1), Barometer(resamples=200, seed=1), sys.argv[1]


def month(first):
    instants = pd.Timestamp(first, tz="UTC") + pd.to_timedelta(np.sort(chance.integers(0, 30 * 86400, 3000)), unit="s")
    tags = [[["été", "ete", "Été", "eau"][n]] for n in chance.integers(0, 4, 3000)]
    rows = {"post_id": [f"t:{n}" for n in range(3000)], "published_at": instants, "author": [f"u{n}" for n in chance.integers(0, 400, 3000)]}
    rows |= {"hashtags": tags, "mentions": [[f"u{n}"] for n in chance.integers(0, 400, 3000)], "likes": chance.integers(0, 50, 3000).tolist()}
    fixed = {"medium": "twitter", "source": "s", "text": "t", "lang": "fr", "origin": "f:1", "links": []}
    return tables.frame("posts", [fixed | dict(zip(rows, values)) for values in zip(*rows.values())])


posts, before = month("2024-10-01"), month("2024-09-01")
past = history(posts, "2024-10", "Europe/Paris", [before])
cells = hours.hours_media(posts, past.month(), settings)
made = {
    "top": top.top(top.rankings(posts), top.rankings(before), 20),
    "window_top": top.window_top(pd.concat([posts, before]), past.last(), past.first, 20),
    "indices": indices.indices(past, settings),
    "windows": indices.windows(past, settings),
    "thermometer": thermometer.thermometer(past, settings),
    "hours_media": cells.drop(columns="p_value"),
    "best_hours": hours.best_hours(posts, cells, past.month(), settings),
}
for name, table in made.items():
    tables.write(table, f"{out}/{name}.csv", name)
plots.style()
plots.save(plots.thermometer(made["thermometer"], "fr", "Europe/Paris"), f"{out}/thermometer")
plots.save(plots.thermometer_days(made["thermometer"], "fr", "Europe/Paris"), f"{out}/thermometer_days")
"""


def start(folder: Path, threads: int) -> subprocess.Popen:
    folder.mkdir()
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "NUMBA_NUM_THREADS", "PYTHONHASHSEED")
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder)], env=os.environ | dict.fromkeys(names, str(threads)))


def test_one_thread_and_two_give_the_same_bytes(tmp_path):
    runs = [start(tmp_path / str(threads), threads) for threads in (1, 2)]
    assert [run.wait() for run in runs] == [0, 0]
    one, two = ({path.name: path.read_bytes() for path in sorted((tmp_path / name).iterdir())} for name in "12")
    assert len(one) == 11
    assert [name for name in one if one[name] != two[name]] == []
