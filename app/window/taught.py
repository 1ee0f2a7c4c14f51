"""The layouts that the clerk has shown, kept on this computer: they serve every report, next year's too."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from app.readers.taught import Taught, taught_from_json, taught_to_json
from app.window.application import settings

_KEY = "taught"
_MOST = 500


def layouts() -> tuple[Taught, ...]:
    """What is remembered, the newest first."""
    kept: list[Taught] = []
    for data in _stored():
        with suppress(KeyError, TypeError, ValueError, AttributeError):  # of a newer version, or edited by somebody
            kept.append(taught_from_json(data))
    return tuple(kept)


def _stored() -> list[Any]:
    try:
        stored = json.loads(str(settings().value(_KEY, "[]")))
    except ValueError:
        return []
    return stored if isinstance(stored, list) else []


def remember(taught: Iterable[Taught]) -> None:
    """These count from now on; of the same unit, table and labels the newest."""
    new = tuple(taught)
    known = {(one.unit, one.table, one.labels) for one in new}
    _keep((*new, *(one for one in layouts() if (one.unit, one.table, one.labels) not in known)))


def forget(taught: Taught) -> None:
    """No longer counts."""
    _keep(one for one in layouts() if one != taught)


def _keep(taught: Iterable[Taught]) -> None:
    settings().setValue(_KEY, json.dumps([taught_to_json(one) for one in [*taught][:_MOST]], ensure_ascii=False))
