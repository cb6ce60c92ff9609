"""Snakemake's own output, line by line, made into what a person waits for: which step, how many of how many, how long still."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# Typical seconds of each kind of job on the demo: they share out the time left, whose scale comes from the run itself.
TYPICAL_SECONDS = {"import_source": 5, "collection": 20, "topics": 35, "influencers": 25, "barometer": 25, "note": 25}
SHORT_SECONDS = 1  # every other job: parameters, manifest
# Jobs too short to be told.
QUIET = ("all", "params", "source_params")
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass
class Job:
    """One job of the run: its rule, what it works on (`2011-05 topics`), when it started (seconds)."""

    rule: str
    started: float
    label: str = ""


@dataclass
class Failure:
    """One job that failed, with what Snakemake says of it and the logs that it names."""

    label: str
    message: str = ""
    logs: list[str] = field(default_factory=list)


@dataclass
class Progress:
    """Feed it every line of the output; it calls `tell(text, final)` with the line to show, final when a job has ended.

    Attributes:
        failures: the jobs that failed.
        nothing_to_do: True once Snakemake has said so.
        locked: True once Snakemake has said that another run holds the folder.
    """

    tell: Callable[[str, bool], None]
    clock: Callable[[], float] = time.monotonic
    failures: list[Failure] = field(default_factory=list)
    nothing_to_do: bool = False
    locked: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    _jobs: dict[str, Job] = field(default_factory=dict)
    _ended: dict[str, Job] = field(default_factory=dict)
    _job: Job | None = None
    _failure: Failure | None = None
    _last: Job | None = None
    _began: float = 0.0

    def feed(self, line: str) -> None:
        """Takes one line of Snakemake's output."""
        line = _ANSI.sub("", line).rstrip()
        if match := re.fullmatch(r"(?:local)?rule (\w+):", line):
            self._job, self._failure = Job(match[1], self.clock(), match[1]), None
            self._began = self._began or self._job.started
        elif match := re.fullmatch(r"Error in rule (\w+):", line):
            self._job, self._failure = None, Failure(match[1])
            self.failures.append(self._failure)
        elif match := re.fullmatch(r"    (\w+): (.*)", line):
            self._detail(match[1], match[2])
        elif match := re.match(r"Finished jobid: (\d+)", line):
            self._last = self._jobs.get(match[1])
            self._ended |= {match[1]: self._last} if self._last else {}
        elif match := re.match(r"(\d+) of (\d+) steps", line):
            self._step(int(match[1]), int(match[2]))
        elif match := re.fullmatch(r"(\w+) +(\d+)", line):
            self.counts[match[1]] = int(match[2])
        self.nothing_to_do |= line.startswith("Nothing to be done")
        self.locked |= "cannot be locked" in line

    def _detail(self, key: str, value: str) -> None:
        """A line `    key: value` inside the announcement of a job or of a failure."""
        if self._failure and key == "jobid" and value in self._jobs:
            self._failure.label = self._jobs[value].label
        elif self._failure and key == "message" and value != "None":
            self._failure.message = value
        elif self._failure and key == "log":
            self._failure.logs = value.partition(" (check log")[0].split(", ")
        elif self._job and key == "jobid":
            self._jobs[value] = self._job
        elif self._job and key == "wildcards":
            wildcards = dict(pair.split("=", 1) for pair in value.split(", ") if "=" in pair)
            about = wildcards.get("period") or wildcards.get("source", "")
            self._job.label = f"{about} {self._job.rule.removesuffix('_source')}".strip()
            if self._job.rule not in QUIET:
                self.tell(f"{self._place(len(self._ended))} {self._job.label} …", False)

    def _step(self, done: int, total: int) -> None:
        """The count that follows the end of a job; `rule all` is not shown, so it is not counted."""
        if self._last and self._last.rule not in QUIET:
            took = self.clock() - self._last.started
            rest = self._seconds_left() if done < total else 0
            left = f" · about {duration(rest)} left" if rest >= 1 else ""
            self.tell(f"{self._place(done)} {self._last.label} … {duration(took)}{left}", True)

    def _place(self, done: int) -> str:
        total = self.counts.get("total", 1) - self.counts.get("all", 0)
        return f"[{min(done, total):{len(str(total))}}/{total}]"

    def _seconds_left(self) -> float:
        """Time so far, times what is still to do over what is done, each job weighing its typical seconds."""
        weight = {rule: TYPICAL_SECONDS.get(rule, SHORT_SECONDS) for rule in self.counts if rule not in ("total", "all")}
        whole = sum(weight[rule] * self.counts[rule] for rule in weight)
        done = sum(weight.get(job.rule, 0) for job in self._ended.values())
        return (self.clock() - self._began) * (whole - done) / done if done else 0.0


def duration(seconds: float) -> str:
    """`12 s`, `3 min`, `1 h 05`."""
    if seconds < 90:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02}"
