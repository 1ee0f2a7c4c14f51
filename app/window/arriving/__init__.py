"""Files that come in: read away from the window's thread, shown, and taken into the report."""
