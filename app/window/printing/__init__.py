"""The report as pages: laid out once, for the screen, the printer and PDF alike."""
