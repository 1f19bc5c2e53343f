# `make run` starts the app, `make test` passes every test; both install what they need first.

PYTHON ?= python3
PORT ?= 8501
DATA ?= fer2013.csv
RUN ?= ../facecue-run
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint bench slug dyno memory train clean

run: $(VENV)/serves
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint chromium relay
	$(BIN)/pytest

lint: $(VENV)/develops
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/develops
	$(BIN)/python -m benchmarks --json bench.json

# What a Heroku build would ship, in megabytes; the memory of a dyno; whether it comes back.
slug: $(VENV)/develops
	$(BIN)/python -m benchmarks.slug $(SLUG_OPTIONS)

dyno: chromium $(VENV)/develops
	$(BIN)/python -m benchmarks.dyno

memory: $(VENV)/develops
	$(BIN)/python -m benchmarks.memory

# make train DATA=fer2013.csv.gz TRAIN_OPTIONS="--votes fer2013new.csv --drop-rows rows.txt"
train: $(VENV)/develops
	$(BIN)/python -m models.training train --data $(DATA) --output $(RUN) $(TRAIN_OPTIONS)
	$(BIN)/python -m models.training export --model $(RUN)/expression.keras
	$(BIN)/python -m models.training evaluate --data $(DATA)

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache

$(VENV)/serves: requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --requirement requirements.txt
	touch $@

$(VENV)/develops: requirements-dev.txt requirements-train.txt requirements.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --requirement requirements-dev.txt
	touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "FaceCue needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	       "Name another with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || ./.ci/apt-install python3-venv
	$(PYTHON) -m venv $(VENV)

# The browser tests drive a real Chromium; CHROMIUM=/path/to/one names another.
.PHONY: chromium
chromium:
	@test -n "$$CHROMIUM" || command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null || ./.ci/apt-install chromium

# The tests of the relay need these and root; without, they say so and are skipped.
.PHONY: relay
relay:
	@command -v turnserver >/dev/null && command -v nginx >/dev/null && command -v ip >/dev/null \
	  || ./.ci/apt-install coturn nginx-light iproute2 \
	  || echo "The tests of the relay will be skipped."
