"""Chinese input on Linux: which of the wheel's input plug-ins to load. Must be settled before QApplication."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import PySide6

_SERVERS = {"org.fcitx.Fcitx5": "fcitx", "org.fcitx.Fcitx": "fcitx", "org.freedesktop.IBus": "ibus"}


def choose_input_method() -> None:
    """Names a plug-in that is really there: fcitx5 also answers to the one of ibus."""
    if not sys.platform.startswith("linux"):
        return
    wanted = os.environ.get("QT_IM_MODULE", "") or _running()
    if wanted.startswith("fcitx"):
        wanted = "fcitx" if _has_plugin("fcitx") else "ibus"
    if wanted:
        os.environ["QT_IM_MODULE"] = wanted


def _running() -> str:
    """The input method on the session bus; "" where there is none, or no bus to ask."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return ""
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus().interface()
    for name, method in _SERVERS.items():
        if bus.isServiceRegistered(name).value():
            return method
    return ""


def _has_plugin(name: str) -> bool:
    folder = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforminputcontexts"
    return any(name in file.name for file in folder.glob("*"))
