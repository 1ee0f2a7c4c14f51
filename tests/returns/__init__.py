"""Returns as offices send them, one file a case, each with what a person reads in it in the .toml of its name.

`python -m tests.returns.make` makes the files again; LibreOffice must be there for some of them.
"""
