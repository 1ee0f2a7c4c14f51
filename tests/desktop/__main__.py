"""`python -m tests.desktop [--program PATH] [--pictures FOLDER] [SCENARIO…]`: does each, and says where it got lost.

PATH is the frozen program's folder's `nianbao`; without it, the program is run from its source. Exits 1 at the first
step that leads nowhere, 2 where the machine has no screen to give.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.desktop.person import Lost, at_a_screen, lacking

SCENARIOS = ("six_actions", "without_a_mouse", "ways_out", "unreadable", "two_windows")


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.desktop")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="、".join(SCENARIOS))
    parser.add_argument("--program", type=Path, help="the frozen program")
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each step")
    wanted = parser.parse_args()
    if packages := lacking():
        print(f"这台机器没有模拟屏幕所需的软件包：{' '.join(packages)}。装上以后再运行。", file=sys.stderr)
        return 2
    program = [str(wanted.program.resolve())] if wanted.program else [sys.executable, "-m", "app"]
    for name in wanted.scenarios or SCENARIOS:
        print(name, flush=True)
        pictures = wanted.pictures / name if wanted.pictures else None
        with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
            try:
                with at_a_screen(Path(folder), program, pictures) as person:
                    import_module(f"tests.desktop.{name}").do(person)
            except Lost as error:
                print(f"  ✕ {error}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
