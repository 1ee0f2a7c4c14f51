"""The report: what the units sent, added up, checked and put into words; it loads the standard library alone."""
