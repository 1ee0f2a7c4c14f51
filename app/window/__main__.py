"""Opens the window: `python -m app.window [FILE.nianbao]`."""

from __future__ import annotations

import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Opens the window on the report in `argv`, if one is named; returns the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--self-test"]:
        from app.window.self_test import self_test

        return self_test()
    from app.window.application import application
    from app.window.looks.palette import Looks
    from app.window.mishaps import Mishaps
    from app.window.window import Window

    app = application()
    mishaps = Mishaps()
    window = Window(Looks(app))
    mishaps.happened.connect(window.tell_mishap)
    mishaps.catch()
    app.commitDataRequest.connect(window.end_session)
    window.show()
    if arguments:
        window.open_report(Path(arguments[0]))
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
