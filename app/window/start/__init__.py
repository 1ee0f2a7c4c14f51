"""The page shown while no report is open, and what it makes."""
