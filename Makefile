# The two commands that matter: `make run` and `make test`. Both set up everything they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: run test shots desktop bench fuzz lint dist setup system clean

run: setup
	mkdir -p out
	$(BIN)/nianbao compile resources/sample/returns --organ 云岭市青禾区人民政府 --units resources/sample/roster.txt \
		--text resources/sample/text.txt --save out/sample.nianbao --docx out/sample.docx
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/nianbao out/sample.nianbao; \
	else echo "没有图形界面，只生成了 out/sample.docx 和 out/sample.nianbao。"; fi

test: setup lint
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

shots: setup
	$(BIN)/python -m tests.shots docs/images

desktop: setup
	$(BIN)/python -m tests.desktop $(ARGS)

bench: setup
	$(BIN)/python -m tests.bench $(ARGS)

fuzz: setup
	$(BIN)/python -m tests.fuzz $(ARGS)

dist: setup
	$(BIN)/pyinstaller --noconfirm --clean build.spec

setup: system $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-index --no-build-isolation --editable .
	touch $@

system:
	@sh packaging/system.sh

clean:
	rm -rf $(VENV) build dist out
