# The one front door: `make demo`, `make test`, `make lint`, `make bench`. Needs Rust and Python 3.11 or newer; everything else goes
# into a virtual environment of its own.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test test-rust test-python lint format bench wheel clean

help:
	@echo "make demo    build, read seeds/ into tables/, print the timeline of events"
	@echo "make test    build, run the Rust and the Python tests"
	@echo "make lint    formatting, clippy, ruff, types, the stub"
	@echo "make bench   speed: reading and cleaning, on one core and on two, and how it grows"
	@echo "make wheel   a wheel and an sdist in dist/"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'

# What the tests and checks import; the stamp is older than pyproject.toml when it has to be done again.
$(VENV)/.groups: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --group test --group lint
	@touch $@

demo: | $(BIN)/python
	$(BIN)/pip install --quiet .
	$(BIN)/dateline read seeds/ --out tables/
	$(BIN)/dateline read seeds/

test: test-rust test-python

test-rust:
	cargo test --quiet --locked

# The development build shares its dependencies with the Rust tests.
test-python: $(VENV)/.groups
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/maturin develop --quiet --profile dev
	$(BIN)/python -m pytest

lint: $(VENV)/.groups
	cargo fmt --check
	cargo clippy --quiet --locked --all-targets --features python -- -D warnings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy python
	test -e python/dateline/_core.abi3.so || VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/maturin develop --quiet --profile dev
	$(BIN)/python -m mypy.stubtest dateline --mypy-config-file pyproject.toml

format:
	cargo fmt
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench:
	cargo bench --locked

wheel: $(VENV)/.groups
	$(BIN)/maturin build --release --sdist --out dist

clean:
	rm -rf $(VENV) target dist tables
