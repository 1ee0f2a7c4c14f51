"""The report as pages: laid out once, for the screen, the printer and PDF alike."""

TWIPS = 1440
"""Twentieths of a point, to the inch."""
