"""The .nianbao file: one SQLite database, one transaction an edit, and the history of all edits."""
