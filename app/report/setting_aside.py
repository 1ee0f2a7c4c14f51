"""What to do with a file that was refused or not taken, once its unit has sent another or it was none of ours."""

from __future__ import annotations

from dataclasses import dataclass

from app.report.report import Change, Collected, Report, Step


@dataclass(frozen=True, slots=True)
class SetAside:
    """No longer counts files or doubts about them as open; `told` are the sentences that spoke of them."""

    told: frozenset[str]

    def on(self, report: Report) -> Change:
        old = report.collected
        new = Collected(
            tuple(finding for finding in old.findings if finding.message not in self.told),
            tuple(sentence for sentence in old.left_out if sentence not in self.told),
        )
        return Change("不再列出未计入的文件", (Step(("collected",), old, new),) if new != old else ())
