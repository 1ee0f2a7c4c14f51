"""A statutory table, filled in like a sheet of Excel."""
