"""What the sample's twelve units report for 2025. District, units and numbers are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.form import FigureId, Form
from app.report.values import Value

DISTRICT, YEAR = "云岭市青禾区", 2025

Closed = Mapping[str, int]
"""Requests closed, by the row of their result."""


@dataclass(frozen=True)
class Requests:
    """One kind of applicant's requests. What is not said was newly received."""

    carried_in: int = 0
    carried_out: int = 0
    closed: Closed = field(default_factory=dict)

    @property
    def received(self) -> int:
        return sum(self.closed.values()) + self.carried_out - self.carried_in


@dataclass(frozen=True)
class Unit:
    """`documents` are 行政规范性文件 issued, repealed and in force; `fee` is in 万元. Totals follow."""

    name: str
    documents: tuple[int, int, int]
    decisions: tuple[int, int, int]
    fee: str = "0"
    requests: Mapping[str, Requests] = field(default_factory=dict)
    disputes: Mapping[str, int] = field(default_factory=dict)

    def figures(self, form: Form) -> dict[FigureId, Value]:
        """Every figure of the unit's return."""
        figures: dict[FigureId, Value] = dict.fromkeys(form.figures, 0)
        said: dict[str, Value] = {
            **_in_row("proactive.normative", ("issued", "repealed", "in_force"), self.documents),
            "proactive.licence.decisions": self.decisions[0],
            "proactive.penalty.decisions": self.decisions[1],
            "proactive.coercion.decisions": self.decisions[2],
            "proactive.fee.amount": Decimal(self.fee),
            **{f"disputes.{name}": count for name, count in self.disputes.items()},
        }
        for applicant, told in self.requests.items():
            rows = {
                "received": told.received,
                "carried_in": told.carried_in,
                "carried_out": told.carried_out,
                **told.closed,
            }
            said |= {f"requests.{row}.{applicant}": count for row, count in rows.items()}
        figures |= {FigureId(name): value for name, value in said.items()}
        for total, parts in form.totals.items():
            figures[total] = sum(figures[part] for part in parts)
        return figures


def _in_row(row: str, columns: tuple[str, ...], values: tuple[int, ...]) -> dict[str, Value]:
    return {f"{row}.{column}": value for column, value in zip(columns, values, strict=True)}


UNITS = (
    Unit(
        "区政府办公室",
        (2, 1, 14),
        (0, 0, 0),
        requests={
            "natural": Requests(
                3, 2, {"granted": 9, "partial": 2, "deny_6": 1, "unable_1": 13, "reject_1": 2, "other_3": 1}
            ),
            "business": Requests(closed={"granted": 2, "unable_1": 1}),
            "legal": Requests(closed={"granted": 1}),
        },
        disputes={"reconsideration.upheld": 1},
    ),
    Unit(
        "发展和改革局",
        (1, 0, 6),
        (86, 0, 0),
        requests={
            "natural": Requests(closed={"granted": 2, "unable_1": 1}),
            "business": Requests(closed={"granted": 1}),
        },
    ),
    Unit(
        "教育体育局",
        (0, 1, 5),
        (143, 2, 0),
        "312.6",
        requests={"natural": Requests(1, 0, {"granted": 5, "unable_1": 2, "unable_2": 1, "other_1": 1})},
    ),
    Unit(
        "民政局",
        (1, 0, 4),
        (97, 3, 0),
        "18.45",
        requests={"natural": Requests(0, 1, {"granted": 1, "deny_4": 1, "unable_1": 2})},
    ),
    Unit(
        "财政局",
        (0, 0, 7),
        (11, 1, 0),
        requests={
            "natural": Requests(closed={"granted": 2, "unable_2": 1}),
            "business": Requests(closed={"granted": 1}),
        },
    ),
    Unit(
        "自然资源局",
        (0, 0, 3),
        (1204, 36, 4),
        "946.3172",
        requests={
            "natural": Requests(
                2, 2, {"granted": 7, "partial": 2, "deny_8": 2, "unable_1": 12, "reject_1": 1, "other_1": 1}
            ),
            "business": Requests(closed={"granted": 1, "unable_1": 2}),
            "legal": Requests(closed={"partial": 1, "unable_1": 1}),
        },
        disputes={"reconsideration.upheld": 1, "reconsideration.other": 1, "suit_after.upheld": 1},
    ),
    Unit(
        "住房和城乡建设局",
        (1, 2, 8),
        (672, 58, 0),
        "128.05",
        requests={
            "natural": Requests(
                2,
                1,
                {
                    "granted": 6,
                    "partial": 1,
                    "deny_4": 2,
                    "unable_1": 9,
                    "unable_3": 1,
                    "reject_1": 1,
                    "reject_2": 1,
                    "other_3": 1,
                },
            ),
            "business": Requests(1, 0, {"granted": 2}),
            "other_org": Requests(closed={"granted": 1, "unable_1": 1}),
        },
        disputes={"reconsideration.corrected": 1, "reconsideration.pending": 1, "suit_after.pending": 1},
    ),
    Unit(
        "农业农村局",
        (1, 0, 6),
        (318, 27, 12),
        "3.206",
        requests={"natural": Requests(1, 0, {"granted": 3, "deny_7": 1, "unable_1": 3})},
    ),
    Unit(
        "市场监督管理局",
        (0, 1, 4),
        (512, 641, 73),
        "27.88",
        requests={
            "natural": Requests(closed={"granted": 2, "deny_7": 2, "unable_1": 2, "reject_1": 1}),
            "business": Requests(closed={"deny_4": 1}),
        },
    ),
    Unit(
        "行政审批服务局",
        (0, 0, 1),
        (27463, 0, 0),
        requests={"natural": Requests(closed={"granted": 1, "deny_8": 1})},
    ),
    Unit(
        "禾丰镇人民政府",
        (0, 0, 2),
        (164, 22, 5),
        "0.64",
        requests={"natural": Requests(0, 1, {"granted": 2, "partial": 1, "unable_1": 3, "other_1": 1})},
    ),
    Unit(
        "柳桥街道办事处",
        (0, 0, 0),
        (75, 31, 9),
        requests={"natural": Requests(closed={"granted": 1, "unable_1": 1})},
    ),
)
