"""What a change reruns, as Snakemake itself tells it in a dry run of the tiny study."""

import os
import re

from trial import ROOT, run

SNAKEFILE = str(ROOT / "workflow/Snakefile")


def planned(folder, *overrides):
    """Rule → reasons, of the jobs that Snakemake would run now; `all`, which makes nothing, left out."""
    settings = "set=[" + ", ".join(f'"{override}"' for override in overrides) + "]"
    done = run("snakemake", "-n", "--nocolor", "-s", SNAKEFILE, "--config", "study=tiny", settings, cwd=folder)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    reasons = {}
    for rule, block in re.findall(r"^(?:local)?rule (\w+):\n((?:    .*\n)+)", output, flags=re.MULTILINE):
        reasons.setdefault(rule, set()).update(re.findall(r"reason: (.*)", block))
    assert reasons or "Nothing to be done" in output
    reasons.pop("all", None)
    return reasons


def test_a_key_of_influencers_reruns_influencers_and_what_reads_its_tables(tiny):
    reasons = planned(tiny, "influencers.top=7")
    # params writes the step's parameters, manifest hashes what came out: neither computes anything.
    assert set(reasons) == {"params", "influencers", "community_links", "community_topics", "tone", "events", "benchmark", "note", "site", "manifest"}
    assert all(reason.startswith("Params have changed") and "'top': 7" in reason for reason in reasons["params"])
    assert all(reason.startswith("Input files updated by another job: ") for rule in ("influencers", "note") for reason in reasons[rule])
    assert "params/influencers.yaml" in " ".join(reasons["influencers"])


def test_a_key_of_topics_reruns_topics_and_what_reads_its_tables(tiny):
    read = {"community_topics", "tone", "events", "benchmark", "watch", "note", "site", "manifest"}
    assert set(planned(tiny, "topics.count=3")) == {"params", "topics", "topic_links"} | read


def test_brands_rerun_the_benchmark_and_lists_the_events_alone(tiny):
    assert set(planned(tiny, "brands={a: [b]}")) == {"params", "benchmark", "note", "site", "manifest"}
    assert set(planned(tiny, "lists={press: [anne]}")) == {"params", "events", "note", "site", "manifest"}


def test_unrelated_keys_a_comment_and_an_export_written_again_rerun_nothing(tiny):
    """Nothing but the manifest, which states the command that was given."""
    study = tiny / "config/studies/tiny.yaml"
    before = study.read_text(encoding="utf-8")
    study.write_text(f"# another day\n{before}", encoding="utf-8")
    os.utime(tiny / "data/raw/tiny/posts.csv")
    try:
        assert planned(tiny) == {}
        assert set(planned(tiny, "privacy.key_env=OTHER_KEY", "audit.top=5")) == {"manifest"}
    finally:
        study.write_text(before, encoding="utf-8")


def test_another_export_is_imported(tiny):
    added = tiny / "data/raw/tiny/more.csv"
    added.write_text("id,date,text,author,reply_to,likes\n", encoding="utf-8")
    try:
        reasons = planned(tiny)
    finally:
        added.unlink()
    assert {"source_params", "import_source", "collection", "note"} <= set(reasons)
    assert any("more.csv" in reason for reason in reasons["source_params"])


def test_a_lost_table_is_made_again(tiny):
    table = tiny / "results/tiny/2024-03/barometer/hours.csv"
    content = table.read_bytes()
    table.unlink()
    try:
        assert any("hours.csv" in reason for reason in planned(tiny)["barometer"])
    finally:
        table.write_bytes(content)


def test_a_month_takes_the_months_before_as_far_as_each_step_looks_back(tiny):
    study = 'set=["periods.from=2023-01", "periods.to=2024-12"]'
    done = run("snakemake", "-n", "--nocolor", "-s", SNAKEFILE, "--config", "study=tiny", "period=2024-05", study, cwd=tiny)
    output = done.stdout + done.stderr
    before = "results/tiny/2024-04/topics/topic_words.csv results/tiny/2024-04/topics/topic_links.csv"
    assert f"topic_links.csv 2024-05 results/tiny/2024-05/topics/topic_words.csv {before}" in output
    assert '"earlier": ["results/tiny/2024-04/collection/posts.parquet", "results/tiny/2024-03/collection/posts.parquet"]}' in output
    months: dict[str, set[str]] = {}
    for rule, month in re.findall(r"rule (\w+):\n(?:    .*\n)*?    wildcards: .*?period=([\d-]+)", output):
        months.setdefault(rule, set()).add(month)
    # a topic's id goes back to the first month, and so does what alerts take for usual: the tone, which tells communities apart
    assert {rule for rule in months if "2023-01" in months[rule]} == {"params", "collection", "topics", "topic_links", "influencers", "tone"}
    assert months["benchmark"] == {"2024-04", "2024-05"}  # the note tells how the share of voice moved
    assert all(months[rule] == {"2024-05"} for rule in ("barometer", "events", "community_topics", "note", "manifest"))
