"""Takes the pictures in each size, the last with every point drawn as two by two: `python -m tests.shots OUTDIR`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SIZES = {"": (1366, 728, 1), "1280": (1280, 680, 1), "1093": (1093, 574, 1), "2x": (1366, 728, 2)}


def main(folder: Path) -> None:
    for name, (width, height, scale) in SIZES.items():
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": str(scale),
            "HOME": "/home/limin",
            "LOGNAME": "李敏",
        }
        tour = [sys.executable, "-m", "tests.shots.tour", str(folder / name), str(width), str(height)]
        subprocess.run(tour, env=environment, check=True)
    if mogrify := shutil.which("mogrify"):  # a third of the size, and nobody sees it
        pictures = [str(picture) for picture in folder.rglob("*.png")]
        few = ["-colors", "192", "+dither", "-define", "png:format=png8", "-define", "png:compression-level=9"]
        subprocess.run([mogrify, *few, *pictures], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
