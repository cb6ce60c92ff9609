"""A study file to start from, its comments saying when and why to change a value."""

from pathlib import Path

from conversatoire.errors import StudyError
from conversatoire.study_file import STUDIES, check_name

TEMPLATE = """\
# A study: one question, one query, some media, some months. `conversatoire check {name}` says what is wrong or missing,
# `conversatoire run {name}` makes the notes. Every key is explained in config/study.schema.json, which editors complete with.
# yaml-language-server: $schema=../study.schema.json
title: "{name}"
# The next two are printed as they stand in the notes of every language: write them in your readers'.
question: "De quoi parle-t-on autour de … ?"      # the note opens with it
objective: "Une note mensuelle des principaux sujets de conversation."

languages: [fr]            # posts in another language are counted, then left out; [] keeps all
note_languages: [fr, en]   # one note a language; leave one out and the run is a little shorter
timezone: Europe/Paris     # days and hours are cut here: choose the zone your readers live in
periods: {{from: 2024-01, to: 2024-03}}   # both included; from the second month on, the note says what is new and what has gone
seed: 42                   # change it once in a while: what moves then owes something to chance

# Which posts belong. Whole words, accents and case ignored: a word, "two words", @account, #tag, or /a regular expression/.
# Read the sample of refused posts in 1_collection.html after the first run, and mend this.
query:
  any: []                  # at least one must be there; all three lists empty: every post is kept
  all: []                  # every one must be there
  none: []                 # none may be there: homonyms, adverts

own_accounts: []           # your own accounts, without @: they are marked, so that your voice is not taken for the public's

# One entry a medium or a collection. `path` is relative to the folder you run from; a pattern takes many files.
sources:
  - name: posts            # names the imported files: lower-case letters, digits and hyphens
    medium: twitter        # what the note calls it: twitter facebook blog forum mastodon bluesky reddit youtube …
    format: csv            # csv, excel or jsonl with `columns:` below; or x-api-v2, mastodon, reddit, facebook-page, mbox, rss …
    path: data/raw/{name}/*.csv
    # null_values: ["null"]              # if your export writes a word for «nothing»
    # delimiter, encoding and date_format are detected; `conversatoire check` shows the guesses and a row as it is read: state one that is wrong
    columns:               # ours: yours. Only published_at and text are needed; the more there are, the more the note can tell
      native_id: id        # without it, a post collected twice is known by its author, instant and text
      published_at: date
      text: text
      author: author       # needed for the tables of actors
      # reply_to: in_reply_to            # needed for who answers whom
      # url: url                         # lets a reader go back to the post

# The steps' own settings. Changing one reruns that step and the note, nothing else.
topics: {{count: auto}}                   # auto: the posts themselves say how many; `granularity: fine` asks for more of them, broad for fewer
influencers: {{top: 20, resolution: 1.0}} # raise the resolution if one community swallows everything
barometer: {{top: 20}}
note: {{top: 10, verbatims: 3}}           # rows of the note's tables, posts quoted per subject; the CSV files hold all
"""


def new(name: str, studies: Path = STUDIES) -> Path:
    """Writes a commented study file and returns its path.

    Raises:
        StudyError: the name is not `[a-z0-9][a-z0-9-]*`, or the study exists.
    """
    check_name(name)
    path = studies / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.format(name=name))
    except FileExistsError:
        raise StudyError(f"{path} exists; choose another name, or edit it") from None
    return path
