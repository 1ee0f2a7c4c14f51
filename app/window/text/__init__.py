"""A text section, with numbers that follow the tables."""
