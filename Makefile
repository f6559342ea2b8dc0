# The few commands of Wegplan. Everything lands in .venv/ and var/; deleting both is a new start.

PORT ?= 8000
PYTHON ?= $(firstword $(foreach p,python3.11 python3 python3.12 python3.13 python3.14,$(shell \
	$(p) -c 'import sys; print("$(p)") if sys.version_info >= (3, 11) else None' 2>/dev/null)))
PIP := .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input
VERSIONED := --require-hashes --no-deps

export PIP_ROOT_USER_ACTION := ignore

.PHONY: start setup test check format bench chromium

start: .venv/.basis
	@.venv/bin/wegplan start --port $(PORT)

setup: .venv/.basis
	@.venv/bin/wegplan einrichten

test: .venv/.werkzeug chromium
	@.venv/bin/pytest -n auto --dist worksteal $(PYTEST_ARGS)

check: .venv/.werkzeug
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/djlint src --check --lint --quiet
	.venv/bin/mypy
	DJANGO_SETTINGS_MODULE=wegplan.config.settings.test \
		.venv/bin/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run
	.venv/bin/python -m tests.pruefungen

format: .venv/.werkzeug
	.venv/bin/ruff check --fix --quiet .
	.venv/bin/ruff format --quiet .
	.venv/bin/djlint src --reformat --quiet

bench: .venv/.werkzeug
	@.venv/bin/python -m benchmarks $(BENCH_ARGS)

# --clear also repairs a virtual environment that an interrupted run left half-made
.venv/.basis: requirements/base.txt requirements/bau.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Es fehlt Python 3.11 oder neuer (make PYTHON=/pfad/zu/python3.11 …)." >&2; exit 1; }
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || \
		{ echo "Die virtuelle Umgebung ließ sich nicht anlegen (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Abhängigkeiten werden installiert, das dauert etwa eine Minute …" >&2
	@$(PIP) $(VERSIONED) -r requirements/bau.txt -r requirements/base.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.werkzeug: .venv/.basis requirements/dev.txt
	@echo "Werkzeuge zum Prüfen werden installiert …" >&2
	@$(PIP) $(VERSIONED) -r requirements/dev.txt
	@touch $@

chromium:
	@sh scripts/chromium
