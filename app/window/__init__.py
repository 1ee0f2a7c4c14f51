"""The window, in Qt: shows the report and sends edits. Nothing else imports Qt."""
