"""The process in which foreign files are parsed: bounded in memory, killed when it takes too long.

It speaks length-prefixed frames on standard input and output: a JSON header and the file's bytes in, one JSON
object out. `python -m app.readers.child`, or `nianbao --reader`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from app.form import load_form
from app.readers.frames import read_frame, write_frame
from app.readers.picture import pictured
from app.readers.refused import Refused
from app.readers.returns import Reader
from app.readers.taught import taught_from_json
from app.report.record import return_to_json

READY = b"ready"
"""The first frame, before any is asked for."""
_MOST_MEMORY = 1536 * 2**20
_CORRUPT = "文件的内部结构不正常，读不出来。请用 Excel 或 WPS 打开，另存为新的 .xlsx 后重报。"


def main() -> int:
    """Answers one request after another until the parent closes the pipe."""
    _limit_memory()
    _give_way()
    requests = sys.stdin.buffer
    # Whatever a library prints must not get between the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    readers: dict[str, Reader] = {}
    write_frame(answers, READY)
    answers.flush()
    while (header := read_frame(requests)) is not None:
        data = read_frame(requests)
        if data is None:
            break
        request = json.loads(header)
        if request["form"] not in readers:
            readers[request["form"]] = Reader(load_form(Path(request["form"])))
        answer = _answer(readers[request["form"]], request, data)
        write_frame(answers, json.dumps(answer, ensure_ascii=False).encode())
        answers.flush()
    return 0


def _answer(reader: Reader, request: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        if request.get("picture"):
            return {"error": None, "sheets": pictured(data)}
        aside = {(table, sheet) for table, sheet in request["aside"]}
        taught = [taught_from_json(one) for one in request["taught"]]
        sent = reader.read(request["name"], data, request["year"], aside, taught)
    except Refused as refused:
        return {"error": {"code": refused.code, "message": refused.say}}
    except MemoryError:
        return {"error": {"code": "too_large", "message": "文件展开后太大，为安全起见没有读。请只报送统计表。"}}
    except Exception as error:
        # A library stumbled over this file: the file is refused, the others are still read.
        print(f"{request['name']}: {error!r}", file=sys.stderr)
        return {"error": {"code": "corrupt", "message": _CORRUPT}}
    return {**return_to_json(reader.form, sent), "sha256": sent.sha256, "text": dict(sent.text), "rivals": sent.rivals}


def _give_way() -> None:
    """Lets the window go first; on Windows the parent sees to that."""
    if hasattr(os, "nice"):
        os.nice(5)


def _limit_memory() -> None:
    """Keeps a bomb from taking the computer's memory; on Windows only time is limited, by the parent."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    raise SystemExit(main())
