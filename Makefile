# `make run` and `make test` need Python 3.11 or newer, git and make; everything else goes into `.venv/`.

READY := .venv/.synced
UV := 0.13.9
PYTHONS := python3.11 python3 python3.12 python3.13 python3.14
USABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

# A newsroom's network often has a certificate of its own.
export UV_SYSTEM_CERTS ?= true
export UV_PYTHON_DOWNLOADS := never
# An account without a home has no place for a cache.
ifneq ($(shell test -w "$$HOME" || echo no),)
export UV_NO_CACHE := true
endif
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test check faults format lint types imports bench bench-archive bench-cleaning train openapi clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/  make \1	\2/p' Makefile | expand -t 24

install: $(READY) ## Make .venv/ with everything in it, as uv.lock says
	@echo "Ready: .venv/bin/copydesk"

run: $(READY) ## Serve a sample newsroom on 127.0.0.1:8000
	@.venv/bin/python deploy/sample/run.py

test: $(READY) ## Run every test; PYTEST="-k feeds" passes options on
	@.venv/bin/pytest $(PYTEST)

check: lint types imports test ## Everything that must hold before a commit

faults: $(READY) ## Break everything, often, and print what each promise came to; takes half an hour
	@COPYDESK_FAULTS=long .venv/bin/pytest -p no:randomly tests/faults $(PYTEST)

format: $(READY) ## Rewrite the code as it should look
	@.venv/bin/ruff check --quiet --select I --fix .
	@.venv/bin/ruff format .

lint: $(READY) ## Check the format and the lint rules
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .

types: $(READY) ## Check the types
	@.venv/bin/mypy

imports: $(READY) ## Check which room may import which
	@.venv/bin/lint-imports

bench: $(READY) ## Measure every figure that the README quotes
	@.venv/bin/python benchmarks/run.py
	@.venv/bin/python benchmarks/cleaning.py
	@.venv/bin/python -m benchmarks.intake
	@.venv/bin/python -m benchmarks.archive

bench-archive: $(READY) ## Measure reading with 1,000,000 articles, on both engines; takes a while
	@.venv/bin/python -m benchmarks.archive --articles 1000000 --postgres

bench-cleaning: $(READY) ## Measure how well cleaning does, beside the bars; writes nothing
	@.venv/bin/python benchmarks/bars.py

train: $(READY) ## Learn the model's weights anew from the labelled articles
	@.venv/bin/python benchmarks/train_labels.py
	@.venv/bin/python benchmarks/train_kinds.py

openapi: $(READY) ## Write openapi/ anew from the code
	@.venv/bin/copydesk openapi --write openapi

clean: ## Remove what make made, but not var/, which holds your articles
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp holds the folder's path: an environment that was moved or copied still points to where it was made, so it
# is made anew. Nothing here touches the network again until uv.lock or pyproject.toml changes.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

$(READY): export UV_PROJECT_ENVIRONMENT := .venv
$(READY): export UV_PYTHON := .venv/bin/python
$(READY): pyproject.toml uv.lock
	@[ ! -e $(READY) ] || [ "$$(cat $(READY))" = "$$(pwd -P)" ] || rm -rf .venv
	@.venv/bin/python -c 'import pip; $(USABLE)' 2>/dev/null || { \
		for python in $(PYTHONS); do \
			$$python -c '$(USABLE)' 2>/dev/null && exec $$python -m venv --clear .venv; \
		done; \
		echo 'Copydesk needs Python 3.11 or newer with its venv module; looked for: $(PYTHONS).' >&2; \
		echo 'On Debian or Ubuntu: apt install python3 python3-venv' >&2; \
		exit 1; }
	@[ "$$(.venv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" = $(UV) ] || { \
		echo 'Setting up .venv/ (once) …'; \
		.venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check uv==$(UV); }
	@.venv/bin/uv sync --quiet --frozen --inexact
	@pwd -P >$(READY)
