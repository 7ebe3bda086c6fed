# Every target sets up .venv from requirements.lock when it is missing or old; python3 >= 3.11 and make are all it needs.
PYTHON ?= python3
V := .venv
STAMP := $(V)/.stamp
TIMEOUTS := --timeout 180 --retries 3

.PHONY: venv demo run test lint coverage bench soak reading-report stance-weights clean
.DEFAULT_GOAL := test

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "showcause needs Python 3.11 or newer")'
	$(PYTHON) -m venv --clear $(V)
	$(V)/bin/pip install --quiet --disable-pip-version-check $(TIMEOUTS) --require-hashes --no-deps -r requirements.lock
	$(V)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

venv: $(STAMP)

demo: venv
	@$(V)/bin/showcause demo

run: venv
	$(V)/bin/showcause run

# in two processes at once: much of a test's time is waiting for servers and processes of its own (in the foreground those
# that send an interrupt: a shell has it ignored in the background)
test: venv
	@log=$$(mktemp); $(V)/bin/python -m pytest --ignore=tests/monitor >"$$log" 2>&1 & other=$$!; \
	$(V)/bin/python -m pytest tests/monitor; status=$$?; \
	wait $$other || status=1; cat "$$log"; rm -f "$$log"; exit $$status

lint: venv
	$(V)/bin/ruff check .
	$(V)/bin/ruff format --check .
	$(V)/bin/mypy
	$(V)/bin/lint-imports --no-cache

coverage: venv
	$(V)/bin/python -m pytest --cov --cov-report=term-missing:skip-covered

bench: venv
	$(V)/bin/python benchmarks/ledger.py
	$(V)/bin/python benchmarks/state.py

soak: venv
	$(V)/bin/python -m pytest -m soak tests/soak

reading-report: venv
	$(V)/bin/python benchmarks/reading_report.py $(CORPUS)

# needs scikit-learn, which nothing else here does: $(V)/bin/pip install scikit-learn
stance-weights: venv
	$(V)/bin/python benchmarks/stance_training.py

clean:
	rm -rf $(V) var
