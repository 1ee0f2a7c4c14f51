"""The report on paper and on the web. Nothing here decides what is printed, only how."""
