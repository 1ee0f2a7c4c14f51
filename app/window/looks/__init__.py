"""Colours, icons and the marks of a state, drawn by the program."""
