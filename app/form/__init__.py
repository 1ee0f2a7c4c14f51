"""The national format as data: sections, tables, figures and checks, loaded from `resources/forms/*.toml`."""

from app.form.form import (
    Block,
    Check,
    Figure,
    FigureId,
    Form,
    Line,
    Reading,
    Section,
    Severity,
    Table,
    Undivided,
    Wording,
)
from app.form.keys import BrokenForm
from app.form.load import form_for, load_form, newest_form

__all__ = [
    "Block",
    "BrokenForm",
    "Check",
    "Figure",
    "FigureId",
    "Form",
    "Line",
    "Reading",
    "Section",
    "Severity",
    "Table",
    "Undivided",
    "Wording",
    "form_for",
    "load_form",
    "newest_form",
]
