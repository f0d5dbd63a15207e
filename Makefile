# Every target sets up what it needs. PYTHON chooses the interpreter (3.11 or later).
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint bench check-all docs ftm clean

demo: $(READY)  ## ingest and load the demo's articles, and answer four questions with their evidence
	$(BIN)/kg demo

test: $(READY)  ## the tests, fast ones first
	$(BIN)/python -m pytest -m "not slow"

lint: $(READY)  ## style, types, and which module may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kg ontology check

bench: $(READY)  ## the figures of README's table, measured again
	$(BIN)/python -m benchmarks.run

check-all: $(READY) .venv/.spark lint  ## everything, with what takes long (hours)
	$(BIN)/python -m pytest -v -rsP --durations=20

docs: $(READY)  ## the generated pages of docs/
	$(BIN)/python docs/generate.py

# --no-deps: the locks name everything, and older pips stumble over two spellings of one extra (lxml[html_clean])
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed, this is " + sys.version.split()[0] + "; name another with: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

.venv/.spark: $(READY) requirements-spark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-spark.lock
	@touch .venv/.spark

ftm: .venv/ftm/.ready  ## FollowTheMoney's own library, in an environment of its own, for the tests of that export

# not among the project's dependencies: it brings python-stdnum with it, which is under the LGPL
.venv/ftm/.ready: $(READY) requirements-ftm.lock
	$(PYTHON) -m venv .venv/ftm
	.venv/ftm/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-ftm.lock
	@touch .venv/ftm/.ready

clean:  ## remove what the targets made
	rm -rf .venv dist build kg-demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
