"""查找: labels, figures, text, units and findings, listed by where they stand."""
