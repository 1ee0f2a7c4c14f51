"""How the report stands and what can be done about it, in the window's words; it knows no Qt, and tests need none."""

from app.window.standing.standing import LEFT_OUT, UNITS, Line, Mark, Standing, State

__all__ = ["LEFT_OUT", "UNITS", "Line", "Mark", "Standing", "State"]
