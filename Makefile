# `make note` runs the demo study to its notes, `make test` the tests. Each makes .venv first, once, from requirements.lock.
# Nothing is needed beforehand but Python ≥ 3.11 and make. `make PYTHON=python3.12 note` where python3 is an older one.

# The first of these that is recent enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help note test lint lab dag lock environment clean setup

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

note: $(READY)  ## set up where needed, run the demo study to its notes
	$(BIN)/conversatoire demo

test: $(READY)  ## set up where needed, run the tests
	$(BIN)/python -m pytest

lab: $(READY)  ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir=. notebooks/1_collection.ipynb

lint: $(READY)  ## style of the code, the workflow, the studies and the notebooks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/snakefmt --check workflow
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/snakemake --lint
	$(BIN)/check-jsonschema --schemafile config/study.schema.json config/studies/*.yaml
	$(BIN)/nbstripout --verify --keep-id notebooks/*.ipynb

dag: $(READY)  ## draw the workflow into docs/workflow.md
	@$(BIN)/python -c 'from pathlib import Path; from conversatoire import demo; demo.write(Path("data/raw/demo"))'
	@{ printf '# The workflow\n\nEach box is a rule of `workflow/rules/`; the note, the barometer and the links of topics also take tables of the month before. `make dag` draws this page.\n\n'; \
	  printf '```mermaid\nflowchart TB\n'; \
	  $(BIN)/snakemake --rulegraph mermaid-js --config study=demo 2>/dev/null | grep -E '^\s+id.*(\[|-->)' | sort -V; \
	  printf '```\n'; } > docs/workflow.md

lock: $(READY)  ## renew requirements.lock from pyproject.toml (all groups: make test needs them); it names no host
	$(BIN)/uv export --quiet --upgrade --no-emit-project --no-annotate --no-header > .venv/new.lock
	@mv .venv/new.lock requirements.lock

environment: $(READY)  ## renew environment.yml from pyproject.toml
	@{ echo "# For conda users: conda env create -f environment.yml && conda activate conversatoire, then conversatoire demo."; \
	  echo "# Printed from pyproject.toml (make environment); the ranges are the same, the exact versions are in requirements.lock."; \
	  $(BIN)/pyproject2conda yaml --python-include infer -r "-e ." --name conversatoire --no-header; } > environment.yml

clean:  ## take away the environment, the results and the logs; data stay
	rm -rf .venv .snakemake results/*/ logs benchmarks .pytest_cache .ruff_cache

setup: $(READY)  ## only set up

# A second call finds the stamp and installs nothing.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found; install it, or: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than 3.11; make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "$(PYTHON) cannot make an environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(BIN)/python -m ensurepip > /dev/null
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet "$$(sed -n 's/^  "\(uv>=[^"]*\)".*/\1/p' pyproject.toml)"
	VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $@
