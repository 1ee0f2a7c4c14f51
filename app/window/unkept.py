"""What an edit held that could not be kept, in words: the clerk may have to write it down."""

from __future__ import annotations

from app.form import FigureId, Form
from app.report.report import Change
from app.report.values import shown

_NAMED = 3


def typed_in(form: Form, change: Change) -> str:
    """The figures with what was typed, of very many the first; else the name of the edit."""
    values = []
    for step in change.steps:
        figure = FigureId(step.key[-1])
        if step.key[0] == "figure" and figure not in form.totals:
            values.append((figure, step.new[0] if step.new else None))
        elif step.key[0] == "override" and step.new:
            values.append((figure, step.new.value))
    named = "、".join(f"{form.figures[figure].place}{shown(value)}" for figure, value in values[:_NAMED])
    return f"{named}等 {len(values)} 项" if len(values) > _NAMED else named or change.name
