# `make run` starts the app, `make test` passes every test; both install what they need first.

PYTHON ?= python3
PORT ?= 8501
DATA ?= fer2013.csv
RUN ?= ../facecue-run
SECONDS ?= 600
VISITORS ?= 1000
PAGES ?= 300
VENV := .venv
BIN := $(VENV)/bin
# txt: the locked versions; in: the newest that the ranges allow.
VERSIONS := txt

.PHONY: run fleet check test test-latest test-pythons coverage lint bench slug dyno memory corpus fuzz soak audit lock train clean

run: $(VENV)/serves
	$(BIN)/streamlit run app.py --server.port $(PORT)

# Several replicas as one house, with nginx and Redis: make fleet REPLICAS=4 PORT=8080; one for each
# core where REPLICAS is not said. It installs these as `make relay` does, or says what it lacks.
fleet: $(VENV)/serves
	$(BIN)/python -m fleet $(if $(REPLICAS),--replicas $(REPLICAS)) --port $(PORT)

# While writing: format, lint, types and the quick tests, in less than a minute.
check: lint
	$(BIN)/pytest -m "not slow" --quiet --numprocesses auto --dist loadfile

# Those without a browser first: beside them a browser would wait for its turn. One process more than
# there are cores, as some tests wait. Then two browsers at once: each with its app takes a core.
# LONG=no leaves out what takes longest there: four tests with many browsers at once. BROWSERS=no leaves
# out all of them.
test: lint chromium firefox relay house
	$(BIN)/pytest --ignore tests/browser --numprocesses $$(($$(nproc) + 1)) --dist loadfile --durations 20
	$(if $(filter no,$(BROWSERS)),,$(BIN)/pytest tests/browser $(if $(filter no,$(LONG)),-m "not long") --numprocesses 2 --dist loadfile --durations 20)

# Which lines the tests without a browser run, in this process: not those of the servers and workers
# that they start. The branches that nobody took are listed.
coverage: $(VENV)/develops
	$(BIN)/pytest --ignore tests/browser --numprocesses auto --dist loadfile --quiet \
	  --cov --cov-branch --cov-report term-missing:skip-covered

# The same checks on the newest versions that the ranges allow, in an environment of their own.
test-latest:
	rm -rf .venv-latest
	$(MAKE) test VENV=.venv-latest VERSIONS=in

# The same on each Python that FaceCue supports and this machine has, each in an environment of its own.
# It goes on where one fails, and fails in the end. make test-pythons BROWSERS=no is a third as long.
PYTHONS ?= 3.11 3.12 3.13
test-pythons:
	@failed=; for version in $(PYTHONS); do \
	  if python=$$(./.ci/find-python $$version); then \
	    $(MAKE) test PYTHON=$$python VENV=.venv-$$version || failed="$$failed $$version"; \
	  else echo "There is no Python $$version here."; fi; \
	done; test -z "$$failed" || { echo "Not passed on:$$failed"; exit 1; }

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

# Clips and photos as phones, cameras and recorders write them: whether each comes back as it was.
corpus: $(VENV)/develops
	$(BIN)/python -m benchmarks.corpus

# Broken and hostile photos, clips, offers, messages and live streams; visitors who come and go.
fuzz: $(VENV)/develops
	$(BIN)/python -m benchmarks.fuzz --seconds $(SECONDS)

soak: $(VENV)/develops
	$(BIN)/python -m benchmarks.soak --visitors $(VISITORS)
	$(BIN)/python -m benchmarks.crowd --pages $(PAGES) --addresses 3
	$(BIN)/python -m benchmarks.crowd --pages $(PAGES) --addresses 100

# Known weaknesses and licences of what ships, dangerous calls, secrets that were committed.
audit: $(VENV)/develops
	$(BIN)/python -m audit

# Writes the versions of requirements*.txt from the ranges of requirements*.in. It keeps those that
# still fit; make lock LOCK_OPTIONS=--upgrade takes the newest.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --annotation-style line --generate-hashes --no-strip-extras \
  --no-emit-index-url --no-emit-find-links $(LOCK_OPTIONS) \
  --custom-compile-command "make lock   (the choices and their reasons: $(1).in)" \
  --output-file $(1).txt $(1).in $(2)
lock: $(VENV)/develops
	$(call COMPILE,requirements-dev)
	$(call COMPILE,requirements-train,--constraint requirements-dev.txt)
	$(call COMPILE,requirements,--constraint requirements-dev.txt)

# Teachers, the student that learns from them too, and what the app serves. Stopped, it goes on where it
# was when it is called again. make train DATA=fer2013.csv.gz VOTES=fer2013new.csv DROP_ROWS=rows.txt \
# NOT_FACES=pictures takes all that there is to learn from; with PyTorch in the environment, BACKEND=torch
# TRAIN_OPTIONS="--precision mixed_bfloat16" is about twice as fast.
TEACHERS ?= 1 2 3
TEACHER_EPOCHS ?= 150
EPOCHS ?= 250
BACKEND ?= tensorflow
SOURCES = --data $(DATA) $(if $(VOTES),--votes $(VOTES)) $(if $(DROP_ROWS),--drop-rows $(DROP_ROWS)) \
  $(if $(NOT_FACES),--not-faces $(NOT_FACES))
# PyTorch asks for the same large blocks of memory with each batch: glibc is to keep them.
TRAIN = KERAS_BACKEND=$(BACKEND) MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=20000000000 \
  $(BIN)/python -m models.training train $(SOURCES) $(TRAIN_OPTIONS) --output $(@D)
train: $(RUN)/student/expression.keras
	$(BIN)/python -m models.training export --model $< --data $(DATA) --report $(RUN)/student
	$(BIN)/python -m models.training evaluate --data $(DATA) $(if $(VOTES),--votes $(VOTES)) \
	  $(if $(NOT_FACES),--not-faces $(NOT_FACES)) --output $(RUN)/student

$(RUN)/student/expression.keras: $(TEACHERS:%=$(RUN)/teacher-%/expression.keras)
	$(TRAIN) --epochs $(EPOCHS) --teachers $^

$(RUN)/teacher-%/expression.keras: | $(VENV)/develops
	$(TRAIN) --model expression-wide --seed $* --epochs $(TEACHER_EPOCHS)

clean:
	rm -rf $(VENV) .venv-* .mypy_cache .pytest_cache .ruff_cache .coverage .hypothesis

$(VENV)/serves: requirements.$(VERSIONS) | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --requirement $<
	touch $@

$(VENV)/develops: requirements-dev.$(VERSIONS) requirements-train.$(VERSIONS) requirements.$(VERSIONS) | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --requirement $<
	touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "FaceCue needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	       "Not every package that it uses is made for a newer one yet." \
	       "Name another with: make PYTHON=python3.13 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || ./.ci/apt-install python3-venv
	$(PYTHON) -m venv $(VENV)

# The browser tests drive a real Chromium; CHROMIUM=/path/to/one names another.
.PHONY: chromium
chromium:
	@test -n "$$CHROMIUM" || command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null || ./.ci/apt-install chromium

# The tests in Firefox; without, they say so and are skipped. FIREFOX=/path/to/one names another.
.PHONY: firefox
firefox:
	@test -n "$$FIREFOX" || command -v firefox-esr >/dev/null || ./.ci/apt-install firefox-esr \
	  || echo "The tests in Firefox will be skipped."

# The tests of several replicas need these; without, they say so and are skipped.
.PHONY: house
house:
	@PATH="$$PATH:/usr/sbin"; command -v redis-server >/dev/null && command -v supervisord >/dev/null \
	  && command -v haproxy >/dev/null && command -v nginx >/dev/null \
	  || ./.ci/apt-install redis-server supervisor haproxy nginx-light \
	  || echo "The tests of several replicas will be skipped."

# The tests of the relay need these and root; without, they say so and are skipped.
.PHONY: relay
relay:
	@command -v turnserver >/dev/null && command -v nginx >/dev/null && command -v ip >/dev/null \
	  || ./.ci/apt-install coturn nginx-light iproute2 \
	  || echo "The tests of the relay will be skipped."
