# The two commands are `make demo` and `make test`. Both do all set-up by themselves; a second run takes seconds.
.DEFAULT_GOAL := help
.PHONY: help demo test check evals lock schemas readme clean

BIN := .venv/bin
CASE := examples/palmyra

help:
	@echo "make demo     set up, then work through the bundled case: $(CASE)"
	@echo "make test     set up, then ruff, mypy and all tests"
	@echo "make check    ruff and mypy alone"
	@echo "make evals    measure against the floors of evals/"
	@echo "make lock     write requirements/*.lock anew (needs a package index)"
	@echo "make schemas  write the JSON Schemas of hearsay show --json and the table of formats anew"
	@echo "make readme   write the output that README.md shows anew"
	@echo "make clean    remove .venv, caches and what the demo made"

demo:
	@tools/setup.sh run
	@$(BIN)/hearsay run $(CASE)
	@echo
	@echo "The dossier: $(CASE)/dossier/dossier.html. Open it in any browser, for example: xdg-open $(CASE)/dossier/dossier.html"

check:
	@tools/setup.sh dev
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary

test: check
	@$(BIN)/pytest -q

evals:
	@tools/setup.sh dev
	@set -e; for scorer in evals/[a-z]*.py evals/ingest/[a-z]*.py; do test $$scorer = evals/ingest/common.py && continue; echo "$$scorer"; $(BIN)/python "$$scorer"; done

lock:
	@tools/lock.sh

schemas:
	@tools/setup.sh run
	@$(BIN)/python tools/write_schemas.py
	@$(BIN)/python tools/write_formats.py

readme:
	@tools/setup.sh run
	@$(BIN)/python tools/write_readme.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist src/hearsay.egg-info
	rm -rf $(CASE)/store $(CASE)/dossier
	find src tests evals tools -name __pycache__ -type d -prune -exec rm -rf {} +
