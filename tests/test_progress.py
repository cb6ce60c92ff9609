"""Progress, from the lines that Snakemake writes."""

import pytest

from conversatoire.progress import Progress, duration

START = """Job stats:
job            count
-----------  -------
all                1
collection         1
topics             1
params             2
total              5
"""
JOB = """
[Sat Nov 21 21:11:17 2026]
rule {rule}:
    input: a.csv
    log: logs/s/2024-03/{rule}.log, results/s/2024-03/notebooks/{rule}.ipynb
    jobid: {id}
    reason: Missing output files: a: b
    wildcards: study=s, period=2024-03
"""
END = "Finished jobid: {id} (Rule: {rule})\n{n} of 5 steps (20%) done\n"


def told(*texts, seconds=10.0):
    """The lines shown and the progress, with a clock that moves on by `seconds` at each line that ends a job."""
    shown, now = [], [100.0]
    progress = Progress(lambda text, final: shown.append((text, final)), clock=lambda: now[0])
    for line in "".join(texts).splitlines():
        now[0] += seconds if line.startswith("Finished") else 0
        progress.feed(line + "\n")
    return shown, progress


def test_a_line_says_which_step_how_many_and_how_long_still():
    shown, _ = told(START, JOB.format(rule="collection", id=3), END.format(id=3, rule="collection", n=1), JOB.format(rule="topics", id=2))
    # 10 s for the collection, which weighs 20; left: topics, 35, and two params of 1.
    assert shown == [
        ("[0/4] 2024-03 collection …", False),
        ("[1/4] 2024-03 collection … 10 s · about 18 s left", True),
        ("[1/4] 2024-03 topics …", False),
    ]


def test_parameters_are_counted_but_not_told():
    shown, _ = told(START, JOB.format(rule="params", id=1), END.format(id=1, rule="params", n=1))
    assert shown == []


def test_the_last_line_promises_nothing_more():
    shown, _ = told(START, JOB.format(rule="topics", id=2), END.format(id=2, rule="topics", n=5))
    assert shown[-1] == ("[4/4] 2024-03 topics … 10 s", True)


def test_a_failure_has_its_month_its_message_and_its_logs():
    error = """Error in rule topics:
    message: some output files are missing
    jobid: 2
    log: logs/s/2024-03/topics.log, results/s/2024-03/notebooks/2_topics.ipynb (check log file(s) for error details)
"""
    _, progress = told(START, JOB.format(rule="topics", id=2), error, error)
    failure = progress.failures[0]
    assert (failure.label, failure.message) == ("2024-03 topics", "some output files are missing")
    assert failure.logs == ["logs/s/2024-03/topics.log", "results/s/2024-03/notebooks/2_topics.ipynb"]


def test_nothing_to_do_and_a_lock_are_recognised():
    assert told("Nothing to be done (all requested files are present and up to date).\n")[1].nothing_to_do
    assert told("LockException:\nError: Directory cannot be locked. Please make sure\n")[1].locked


@pytest.mark.parametrize(("seconds", "text"), [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (3540, "59 min"), (3900, "1 h 05")])
def test_durations_are_short(seconds, text):
    assert duration(seconds) == text
