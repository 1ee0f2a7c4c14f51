"""The running program on a screen of its own, used as a person uses it; `python -m tests.desktop` does all of it."""
