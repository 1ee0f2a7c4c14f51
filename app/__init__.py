"""Nianbao（年报助手）: writes the statutory annual report on open government information."""

__version__ = "0.1.0"
