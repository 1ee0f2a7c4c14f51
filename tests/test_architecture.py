"""The rooms and the order in which they may use one another."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OFFICE = {"openpyxl", "docx", "lxml", "python_calamine", "xlrd"}


def modules_loaded_by(package: str) -> set[str]:
    """The top-level modules that importing a package, with all inside it, brings along."""
    code = f"""
import importlib, json, pkgutil, sys
package = importlib.import_module({package!r})
for module in pkgutil.walk_packages(getattr(package, "__path__", []), {package!r} + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(json.loads(done.stdout))


def tops(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize("package", ["app.form", "app.report", "app.window.standing"])
def test_the_core_needs_no_qt_no_office_library_and_no_database(package: str) -> None:
    assert not tops(modules_loaded_by(package)) & {"PySide6", "sqlite3", *OFFICE}


@pytest.mark.parametrize("package", ["app.cli", "app.jobs", "app.store", "app.readers", "app.writers"])
def test_nothing_below_the_window_loads_qt(package: str) -> None:
    assert "PySide6" not in tops(modules_loaded_by(package))


@pytest.mark.parametrize(
    ("room", "above"),
    [
        ("form", {"report", "readers", "writers", "store", "jobs", "cli", "window"}),
        ("report", {"readers", "writers", "store", "jobs", "cli", "window"}),
        ("readers", {"writers", "store", "jobs", "cli", "window"}),
        ("writers", {"readers", "store", "jobs", "cli", "window"}),
        ("store", {"readers", "writers", "jobs", "cli", "window"}),
        ("jobs", {"cli", "window"}),
    ],
)
def test_dependency_runs_downward_only(room: str, above: set[str]) -> None:
    loaded = {module.split(".")[1] for module in modules_loaded_by(f"app.{room}") if module.startswith("app.")}
    assert not loaded & above


def test_a_wrong_call_does_not_wait_for_the_libraries_of_the_jobs() -> None:
    assert not tops(modules_loaded_by("app.cli")) & OFFICE


def test_the_window_opens_with_no_more_than_the_start_page_needs() -> None:
    code = "import app.window.window, json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = set(json.loads(done.stdout))
    assert not tops(loaded) & {*OFFICE, "sqlite3"}
    rooms = {module.split(".")[1] for module in loaded if module.startswith("app.")}
    assert rooms == {"resources", "window"}
    assert not loaded & {"app.window.desk", "app.window.document", "app.window.table", "app.window.text"}
    assert not loaded & {"PySide6.QtPrintSupport", "email", "importlib.metadata", "decimal", "hashlib"}


def test_what_the_start_page_does_without_is_loaded_soon_after() -> None:
    """In pieces that exist, and with nothing large left over for the first report to wait for."""
    code = """
import json, sys
import app.window.window
from app.window.loading import _PIECES
for piece in _PIECES:
    __import__(piece)
before = set(sys.modules)
import app.window.desk, app.window.commands.gathering, app.window.commands.exporting, app.store
print(json.dumps(sorted(set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not [module for module in json.loads(done.stdout) if not module.startswith("app.window.")]
