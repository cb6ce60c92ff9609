"""The same study in two folders, on one core and on two: the same bytes in every table."""

import json

from trial import run, write_tiny


def test_one_core_and_two_in_two_folders_give_the_same_hashes(tiny, tmp_path):
    write_tiny(tmp_path)
    done = run("conversatoire.cli", "run", "tiny", "--cores", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    one, two = (json.loads((folder / "results/tiny/2024-03/manifest.json").read_text(encoding="utf-8")) for folder in (tmp_path, tiny))
    assert len(one["outputs"]) > 15
    assert one["outputs"] == two["outputs"]
    assert one["imported"] == two["imported"]
