# Two commands matter: `make run` shows the product on the sample city, `make test` runs the tests.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install run test check format lock sample clients clean

install: $(VENV)/installed

$(VENV)/installed: requirements-dev.lock pyproject.toml web/package-lock.json web/install.py
	@echo "Cài các thư viện, mất vài phút… / Installing the libraries, some minutes…"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python web/install.py
	touch $@

run: install
	$(BIN)/vpostcode demo

test: check
	$(BIN)/pytest -n auto --dist loadfile --max-worker-restart 1 --durations 30

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install
	$(BIN)/uv pip compile pyproject.toml --extra postgis --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra postgis --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements-dev.lock
	$(BIN)/uv pip compile clients/python/tools.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o clients/python/tools.lock

sample: install
	$(BIN)/vpostcode sample data/samples

clients: install
	$(BIN)/python clients/generate.py

clean:
	rm -rf $(VENV) web/node_modules dist var
