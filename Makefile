# Two commands: `make demo` runs a newspaper, `make test` proves it. Both begin from a fresh clone.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
CHROMIUM ?= /usr/bin/chromium

.PHONY: demo test check bench env messages constraints markup-checker clean

demo: env
	@DEBUG=1 exec $(BIN)/python manage.py demo

test: env check
	@CHROMIUM="$(CHROMIUM)" $(BIN)/python -m pytest --numprocesses auto --dist loadscope

check: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy config articles feeds newsroom
	$(BIN)/lint-imports --no-cache
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=1 $(BIN)/python manage.py check
	DEBUG=1 DJANGO_SETTINGS_MODULE=config.settings_site $(BIN)/python manage.py check
	$(BIN)/python -m config.translations check
	$(BIN)/djlint templates --lint --quiet

bench: env
	@for bench in benchmarks/*.py; do DEBUG=1 $(BIN)/python $$bench; done

env: $(STAMP)
	@$(BIN)/python -m config.translations compile

$(STAMP): constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Khobor needs Python 3.11 or newer (PYTHON=... chooses one)")'
	@echo "Making the environment in .venv (once)..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r constraints.txt
	@touch $(STAMP)

# The W3C's Nu HTML checker for tests/articles/test_markup.py, which skip without it. Needs npm, and Java to run.
markup-checker:
	npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix var/tools vnu-jar@26.9.27

# For whoever changes dependencies or interface words:
constraints:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --no-header --quiet -o constraints.txt

messages: env
	DEBUG=1 $(BIN)/python manage.py messages

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis
