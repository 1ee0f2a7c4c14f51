"""The real window, on real files in a temporary folder, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.form import newest_form
from app.window.application import make_ready
from app.window.looks.palette import Looks
from app.window.start.new_report import Wanted
from app.window.start.sample import build_sample
from app.window.window import Window
from tests.window.driving import open_report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's platform for tests has no size hints and raises no window, and says so each time: no fault of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(
                pytest.mark.qt_log_ignore(r"does not support (propagateSizeHints|raise|grabbing the keyboard)")
            )


@pytest.fixture(scope="session", autouse=True)
def _ready(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    make_ready(qapp)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """The window with its start page, as large as an office screen."""
    QGuiApplication.clipboard().clear()
    made = Window(Looks())
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close_report()  # whatever a test has left unkept
    made.close()


@pytest.fixture
def own(window: Window, tmp_path: Path) -> Window:
    """The window on the new report of one organ alone."""
    assert window.make_report(Wanted("甲县司法局", 2025, own=True, path=tmp_path / "本.nianbao"))
    return window


@pytest.fixture
def filled(own: Window) -> Window:
    """… with 0 in every entry."""
    form = newest_form()
    assert own.desk is not None
    own.desk.document.enter_all({figure: 0 for figure in form.figures if figure not in form.totals})
    own.desk.document.judge()
    return own


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample report without its planted error."""
    return build_sample(tmp_path_factory.mktemp("sample"), lesson=False).read_bytes()


@pytest.fixture
def sample(window: Window, sample_file: bytes, tmp_path: Path) -> Window:
    """The window on the sample report."""
    path = tmp_path / "示例.nianbao"
    path.write_bytes(sample_file)
    open_report(window, path)
    return window
