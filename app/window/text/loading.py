"""A text that came in as a whole: what of it goes where, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping

from app.form import Form
from app.report.report import Report
from app.report.text import PREAMBLE, SIGNATURE, Text, after_table, place_said, text_keys


def texts_in(form: Form, text: Text) -> dict[str, str]:
    """The texts by their keys, without empty ones; what stands under a table's heading is its note."""
    notes = {s.id: after_table(form, s, text.under_tables[s.id]) for s in form.sections if s.id in text.under_tables}
    found = {PREAMBLE: text.preamble, **text.sections, **notes, SIGNATURE: text.signature}
    return {key: "\n".join(found[key]) for key in text_keys(form) if found.get(key)}


def said(report: Report, texts: Mapping[str, str]) -> str:
    """What taking these texts into the report, as it is before, does."""
    form = report.form
    new = {key: text for key, text in texts.items() if report.text.get(key, "") != text}
    if not new:
        return "这些文字与年报里现有的相同，没有改动。"
    written = [_counted(form, key, text) for key, text in new.items()]
    replaced = [place_said(form, key) for key in new if report.text.get(key)]
    sentences = [f"已载入文字：{'、'.join(written)}"]
    if replaced:
        sentences.append(f"已替换{'、'.join(replaced)}原来的文字，撤销可恢复")
    return "。".join((*sentences, ""))


def _counted(form: Form, key: str, text: str) -> str:
    where = place_said(form, key)
    return where if key == SIGNATURE else f"{where} {len(text.splitlines())} 段"
