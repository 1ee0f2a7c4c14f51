"""The units of the report and what each has sent."""
