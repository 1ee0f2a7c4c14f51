"""Other words in the place of those that were found in the texts. Linked numbers, which follow the tables, stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.report.edits import SetText
from app.report.unit_edits import Together
from app.window.document import Document
from app.window.find.search import InText
from app.window.text.editor import TextEditor


def replace(editors: Mapping[str, TextEditor], place: InText, words: str) -> bool:
    """Puts these words there; whether it could be done."""
    editor = editors[place.key]
    if editor.isReadOnly() or any(editor.links.link_at(at) for at in range(place.start, place.end)):
        return False
    editor.links.insert(editor.between(place.start, place.end), words)
    return True


def replace_all(document: Document, editors: Mapping[str, TextEditor], places: Sequence[InText], words: str) -> str:
    """Puts these words in all places, as one edit; what is to be said of it, "" where it could not be kept."""
    done = [place for place in reversed(places) if replace(editors, place, words)]
    if done:
        texts = tuple(SetText(key, editors[key].text) for key in dict.fromkeys(place.key for place in done))
        if not document.do(Together(f"全部替换（{len(done)} 处）", texts)):
            return ""
    left = f"，{len(places) - len(done)} 处是引用的数，没有换" if len(done) < len(places) else ""
    return f"已替换 {len(done)} 处{left}。"
