"""The right side: the current figure, the findings, and what the program has to say."""
