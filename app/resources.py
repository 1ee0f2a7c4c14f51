"""Where the program's own files are, from source and frozen alike."""

import sys
from pathlib import Path

_HOME = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))


def resource(name: str) -> Path:
    """A file or folder in `resources/`."""
    return _HOME / "resources" / name


def document(name: str) -> Path:
    """A file in `docs/`: the manual and its pictures."""
    return _HOME / "docs" / name


def template(name: str) -> Path:
    """A file in `templates/`."""
    return _HOME / "templates" / name
