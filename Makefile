UV_HOME := .tools
UV := $(UV_HOME)/bin/uv
RUN := $(UV) run --frozen --all-extras
PYTHON ?= python3
CONVENTION := $(wildcard ../shared/seed/convention.ko.md)
ifneq ($(CONVENTION),)
export TIDEGATE_CONVENTION ?= $(abspath $(CONVENTION))
endif

.PHONY: install lint format test slow demo bench system clean

install: .venv/.installed .tools/checkov.installed

$(UV):
	$(PYTHON) -m venv $(UV_HOME)
	$(UV_HOME)/bin/python -m pip install --quiet uv

.venv/.installed: $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen --all-extras --compile-bytecode --quiet
	@touch $@

# The scanner Tidegate installs for others, as it does for them.
.tools/checkov.installed: src/tidegate/checks/checkov.lock | .venv/.installed
	$(RUN) tidegate tools install checkov --data-dir $(UV_HOME)
	@touch $@

lint: install
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports --no-cache

format: install
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

test: install
	$(RUN) pytest -n auto --dist loadfile -m "not slow"

# The long stories, and what waits for a real scanner; SAMPLE names some of their files.
slow: install
	$(RUN) pytest -n auto --dist loadfile -m slow $(or $(SAMPLE),tests)

demo: install
	$(RUN) tidegate demo $(if $(CHECK),--check)

# Figures as ratios, on a machine with nothing else to do.
bench: install
	set -e; for script in bench/*.py; do echo "== $$script"; $(RUN) python $$script; done

# For root on Debian: what tests look at pages, isolate processes and run databases with.
system:
	apt-get update -q
	DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
		bubblewrap chromium fonts-noto-cjk fonts-noto-color-emoji git iproute2 make postgresql python3-venv slirp4netns

clean:
	rm -rf .venv .tools .demo
