"""A study run to its notes: a thin layer over `snakemake --config study=… period=…`, which does the same work."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from conversatoire import first_rows, plan
from conversatoire.config import Study
from conversatoire.errors import RunError, StudyError
from conversatoire.privacy import params as privacy
from conversatoire.progress import Failure, Progress
from conversatoire.steps import STEPS
from conversatoire.study_file import load, nearest
from conversatoire.terminal import printable

TAIL = 12  # lines of a failed step's log that are shown
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
Tell = Callable[[str, bool], None]


@dataclass(frozen=True)
class Request:
    """What the user asked for.

    Attributes:
        study: a study's name, or the path of its file.
        periods: months; none means all.
        overrides: `section.key=value`, which win over the study file.
        cores: how many at most; the profile's number (all) where not given.
        profile: a folder under workflow/profiles.
        results: the folder of results.
        until: the last step to make (`steps.STEPS`), with all that it needs.
        aside: a folder for logs and benchmarks, where the run is to leave those of the study's own run alone.
    """

    study: str
    periods: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    cores: int | None = None
    profile: str | None = None
    results: Path = field(default=Path("results"))
    until: str = "note"
    aside: Path | None = None


def run(request: Request, tell: Tell) -> list[Path]:
    """Runs a study's months to their notes.

    Args:
        request: what the user asked for.
        tell: gets each line of progress, and whether it is final or will be replaced by the next.

    Returns:
        What there is to read, by month: the HTML notes by language, or the executed notebooks of another last step.

    Raises:
        StudyError: the study, a month or the profile is wrong.
        SourceError: a source has no file, or one that cannot be read or lacks a column.
        RunError: a step failed, the folder is locked, or the run was stopped.
    """
    name, study = load(request.study, list(request.overrides))
    months = plan.months(study, list(request.periods))
    for line in privacy.before_run(study, request.results / name):
        tell(line, True)
    command = snakemake_command(request, name, study)
    for line in first_rows.before_run(study, request.results / name):
        tell(line, True)
    log = (request.aside or Path()) / "logs" / name / "snakemake.log"
    progress = Progress(tell)
    status = _watch(command, log, progress)
    if status:
        raise RunError(_why(progress, log))
    if progress.nothing_to_do:
        tell(f"nothing to do: every {request.until} is up to date", True)
    return to_read(request.results / name, study, months, request.until)


def unlock(request: Request) -> None:
    """Takes away the lock that a killed run left in the folder one runs from."""
    name, study = load(request.study, list(request.overrides))
    done = subprocess.run([*snakemake_command(request, name, study), "--unlock"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RunError(f"snakemake --unlock failed:\n{done.stderr.strip()}")


def planned_jobs(request: Request) -> dict[str, int]:
    """How many jobs of each rule a run would do now; nothing where all is up to date.

    Raises:
        RunError: Snakemake cannot tell.
    """
    name, study = load(request.study, list(request.overrides))
    command = [*snakemake_command(request, name, study), "--dry-run"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RunError(f"snakemake cannot plan the run:\n{_last_lines(done.stdout)}")
    progress = Progress(lambda text, final: None)
    for line in done.stdout.splitlines():
        progress.feed(line)
    return {rule: count for rule, count in progress.counts.items() if rule not in ("all", "total")}


def to_read(folder: Path, study: Study, months: list[str], until: str) -> list[Path]:
    """What a person reads of a run under a study's results: notes, the audit, or the pages of the last step's notebooks."""
    if until == "audit":
        return [folder / "audit" / f"audit.{language}.html" for language in study.note_languages]
    if until == "note":
        return [folder / month / "note" / f"note.{language}.html" for month in months for language in study.note_languages]
    return [folder / month / "notebooks" / f"{STEPS[until]}_{until}.html" for month in months]


def snakemake_command(request: Request, name: str, study: Study) -> list[str]:
    """The command that does the work of a request, after a look at what it needs.

    Raises:
        StudyError: a month or the profile is unknown.
        SourceError: a source has no file.
    """
    months = plan.months(study, list(request.periods))
    for source in study.sources:
        plan.source_params(study, source.name)
    # JSON strings: Snakemake would make a number of a study called 007.
    config = {"study": request.study, "period": ",".join(months), "results": request.results.as_posix(), "set": list(request.overrides)}
    config |= {"until": request.until} if request.until != "note" else {}
    if request.aside:
        config["pathvars"] = {folder: (request.aside / folder).as_posix() for folder in ("logs", "benchmarks")}
    options = [f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in config.items()]
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(plan.HOME / "workflow/Snakefile"), "--nocolor", "--rerun-incomplete"]
    command += ["--drop-metadata"] if request.aside else []  # else Snakemake notes each file of a folder that will be gone
    if request.cores:
        command += ["--cores", str(request.cores)]
    if request.profile:
        command += ["--workflow-profile", str(_profile(request.profile))]
    return [*command, "--config", *options]


def _profile(name: str) -> Path:
    profiles = plan.HOME / "workflow/profiles"
    known = sorted(folder.name for folder in profiles.iterdir() if folder.is_dir())
    if name not in known:
        raise StudyError(f"there is no profile «{name}» under {os.path.relpath(profiles)}; {nearest(name, known)}")
    return profiles / name


def _watch(command: list[str], log: Path, progress: Progress) -> int:
    """Runs the command, its output kept in `log` and fed to `progress`; returns its exit status."""
    log.parent.mkdir(parents=True, exist_ok=True)
    # Its own session, so that Ctrl-C reaches it once, from here, and its jobs with it.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace", start_new_session=True
    )
    with log.open("w", encoding="utf-8") as kept, _stopped_with(process, log):
        for line in process.stdout or ():
            kept.write(printable(line))
            kept.flush()
            progress.feed(line)
        return process.wait()


@contextmanager
def _stopped_with(process: subprocess.Popen[str], log: Path) -> Iterator[None]:
    """Passes Ctrl-C and a polite kill on to Snakemake, which then stops its jobs and unlocks the folder."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            os.killpg(process.pid, stop)
            try:
                process.communicate(timeout=10)
                break
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                continue
        raise RunError(f"stopped; what is done is kept, and the same command goes on from there (log: {log})") from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _why(progress: Progress, log: Path) -> str:
    """What to tell of a run that failed."""
    if progress.locked:
        return (
            "the folder is locked: another run is at work here, or an earlier one was killed.\n"
            f"If none is at work, run the same command with --unlock. (log: {log})"
        )
    if not progress.failures:
        return f"the run could not start:\n{_last_lines(log.read_text(encoding='utf-8'))}\nlog: {log}"
    # Snakemake tells a failure when it happens and once more at its end.
    once = {failure.label: failure for failure in progress.failures}
    return "\n".join([*(_told(failure) for failure in once.values()), f"snakemake's log: {log}"])


def _told(failure: Failure) -> str:
    """One failed step: its name, the end of its log, and its notebook, which holds the error where it happened."""
    paths = [Path(path) for path in failure.logs if Path(path).is_file()]
    lines = [f"{failure.label} failed:"] + ([f"    {failure.message}"] if failure.message else [])
    for path in paths:
        if path.suffix == ".ipynb":
            lines.append(f"notebook: {path}")
        else:
            lines += [_last_lines(path.read_text(encoding="utf-8", errors="replace")), f"log: {path}"]
    return "\n".join(lines)


def _last_lines(text: str) -> str:
    """The end of a log, from papermill's «Exception encountered» on where there is one."""
    text = _ANSI.sub("", text).rpartition("Exception encountered at")[2]
    lines = [line.rstrip() for line in text.splitlines() if line.strip() and "[IPKernelApp]" not in line]
    return "\n".join(f"    {line}" for line in lines[-TAIL:])
