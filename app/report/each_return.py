"""What is wrong with each return by itself, judged once a return: there may be thousands."""

from __future__ import annotations

from app.form import Form
from app.report.findings import Finding
from app.report.report import own_findings
from app.report.returns import Return


class EachReturn:
    """Remembers the findings on a return until the unit has another."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._known: dict[str, tuple[Return, tuple[Finding, ...]]] = {}

    def findings(self, sent: Return) -> tuple[Finding, ...]:
        """The return's own findings."""
        known = self._known.get(sent.unit)
        if known is None or known[0] is not sent:
            known = self._known[sent.unit] = (sent, own_findings(self._form, sent))
        return known[1]
