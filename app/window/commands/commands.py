"""Every command once: its words, its key, its icon. Menus, buttons and keys share the one action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenuBar

from app.window.looks.icons import icon
from app.window.looks.palette import Looks

_BREAK = ""
_EACH_TAB = "tabs"


@dataclass(frozen=True, slots=True)
class Command:
    """`needs_report`: only while one is open."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs_report: bool = True
    checkable: bool = False


_COMMANDS = (
    Command("new", "新建年报(&N)…", ("Ctrl+N",), "new", needs_report=False),
    Command("open", "打开(&O)…", ("Ctrl+O",), "open", needs_report=False),
    Command("sample", "看示例(&L)", (), "sample", needs_report=False),
    Command("save", "设恢复点(&S)", ("Ctrl+S",)),
    Command("restore_points", "恢复点(&R)"),
    Command("save_as", "另存为(&A)…", ("F12",)),
    Command("export", "导出 Word(&E)", ("Ctrl+Shift+E",), "export"),
    Command("export_web", "导出网页(&W)"),
    Command("export_paper", "导出底稿(&T)"),
    Command("preview", "打印预览(&V)", ("Ctrl+Shift+P",), "preview"),
    Command("print", "打印(&P)…", ("Ctrl+P",)),
    Command("pdf", "导出 PDF(&D)"),
    Command("close", "关闭年报(&C)", ("Ctrl+W",)),
    Command("quit", "退出(&X)", ("Ctrl+Q",), needs_report=False),
    Command("undo", "撤销(&U)", ("Ctrl+Z",), "undo"),
    Command("redo", "重做(&R)", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
    Command("history", "修改记录(&H)", ("Ctrl+Shift+H",)),
    Command("cut", "剪切(&T)", ("Ctrl+X",)),
    Command("copy", "复制(&C)", ("Ctrl+C",)),
    Command("paste", "粘贴(&P)", ("Ctrl+V",)),
    Command("select_all", "全选(&A)", ("Ctrl+A",)),
    Command("insert_figure", "插入数据项(&G)…　{"),
    Command("link", "关联光标处的数(&L)", ("Alt+Return", "Alt+Enter")),
    Command("link_all", "全部关联(&K)"),
    Command("preamble", "前言(&Q)"),
    Command("note", "表后说明(&B)"),
    Command("signature", "落款和日期(&D)"),
    Command("find", "查找(&F)…", ("Ctrl+F",)),
    Command("replace", "替换(&E)…", ("Ctrl+H",)),
    Command("find_next", "查找下一处(&N)", ("F3",)),
    Command("find_previous", "查找上一处(&V)", ("Shift+F3",)),
    Command("import", "导入报送表(&I)…", ("Ctrl+Shift+I",), "import"),
    Command("import_folder", "导入文件夹(&F)…"),
    Command("rescan", "重新读取文件夹(&U)", ("F5",)),
    Command("last_year", "上年报告(&L)…"),
    Command("text", "载入文字(&T)…"),
    Command("roster", "单位名册(&R)…"),
    Command("particulars", "报告信息(&O)…"),
    Command("layouts", "记住的版式(&M)…"),
    Command("next", "下一处问题(&N)", ("F8",)),
    Command("previous", "上一处问题(&P)", ("Shift+F8",)),
    Command("first", "到第一处要做的事(&F)"),
    Command("larger", "放大字号(&I)", ("Ctrl+=", "Ctrl++")),
    Command("smaller", "缩小字号(&O)", ("Ctrl+-",)),
    Command("usual", "正常字号(&R)", ("Ctrl+0",)),
    Command("next_tab", "下一个标签页(&T)", ("Ctrl+Tab", "Ctrl+PgDown")),
    Command("previous_tab", "上一个标签页(&V)", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    Command("next_area", "到下一区域(&G)", ("F6",)),
    Command("previous_area", "到上一区域(&B)", ("Shift+F6",)),
    Command("panel", "右侧面板(&P)", ("F4",), checkable=True),
    Command("compare", "对照上年文字(&Y)", ("Ctrl+Shift+L",)),
    Command("light", "浅色(&L)", needs_report=False, checkable=True),
    Command("dark", "深色(&D)", needs_report=False, checkable=True),
    Command("system", "跟随系统(&S)", needs_report=False, checkable=True),
    Command("manual", "使用手册(&M)", ("F1",), needs_report=False),
    Command("keys", "快捷键(&K)", needs_report=False),
    Command("about", "关于年报助手(&A)", needs_report=False),
)
_MENUS = {
    "文件(&F)": (
        "new",
        "open",
        "sample",
        _BREAK,
        "save",
        "restore_points",
        "save_as",
        _BREAK,
        "export",
        "export_web",
        "pdf",
        "export_paper",
        _BREAK,
        "preview",
        "print",
        _BREAK,
        "close",
        "quit",
    ),
    "编辑(&E)": (
        "undo",
        "redo",
        "history",
        _BREAK,
        "cut",
        "copy",
        "paste",
        "select_all",
        _BREAK,
        "find",
        "find_next",
        "find_previous",
        "replace",
        _BREAK,
        "insert_figure",
        "link",
        "link_all",
        _BREAK,
        "preamble",
        "note",
        "signature",
    ),
    "数据(&D)": (
        "import",
        "import_folder",
        "rescan",
        _BREAK,
        "last_year",
        "text",
        "roster",
        _BREAK,
        "particulars",
        "layouts",
    ),
    "核对(&C)": ("next", "previous", "first"),
    "视图(&V)": (
        _EACH_TAB,
        "next_tab",
        "previous_tab",
        _BREAK,
        "next_area",
        "previous_area",
        "panel",
        "compare",
        _BREAK,
        "larger",
        "smaller",
        "usual",
        _BREAK,
        "light",
        "dark",
        "system",
    ),
    "帮助(&H)": ("manual", "keys", _BREAK, "about"),
}
_TABS = 7


def tell(action: QAction, words: str) -> None:
    """Says on the command's button what it does, and its keys."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{words}（{keys}）" if keys else words)


class Commands:
    """The actions by name, and the commands that are `answered`."""

    def __init__(self, window: QMainWindow, looks: Looks) -> None:
        self._looks = looks
        self.actions: dict[str, QAction] = {}
        self.answered: list[Command] = []
        for command in _COMMANDS:
            action = QAction(command.text, window, checkable=command.checkable)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setIconText(command.text.partition("(")[0])
            tell(action, action.iconText())
            window.addAction(action)
            self.actions[command.name] = action
        schemes = QActionGroup(window)
        for name in ("light", "dark", "system"):
            schemes.addAction(self.actions[name])
        self.actions["panel"].setChecked(True)
        self.tabs = QActionGroup(window)
        for number in range(_TABS):
            action = QAction(f"第 {number + 1} 页(&{number + 1})", self.tabs)
            action.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
            action.setData(number)
            window.addAction(action)
        looks.changed.connect(self.draw_icons)

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]

    def answer(self, parts: Sequence[QObject]) -> None:
        """Lets each command call the method of that name, with `do_` before it, where one of these parts has it."""
        for command in _COMMANDS:
            for part in parts:
                if answer := getattr(part, f"do_{command.name}", None):
                    self.actions[command.name].triggered.connect(answer)
                    self.answered.append(command)
        self.draw_icons()

    def fill(self, bar: QMenuBar) -> None:
        """Puts every command into its menu."""
        for title, names in _MENUS.items():
            menu = bar.addMenu(title)
            for name in names:
                if name == _BREAK:
                    menu.addSeparator()
                elif name == _EACH_TAB:
                    menu.addActions(self.tabs.actions())
                else:
                    menu.addAction(self.actions[name])

    def enable(self, *, has_report: bool) -> None:
        """Greys what makes no sense without a report."""
        self.tabs.setEnabled(has_report)
        for command in _COMMANDS:
            self.actions[command.name].setEnabled(has_report or not command.needs_report)

    def name_tabs(self, names: Sequence[str]) -> None:
        """Calls the tabs that there are by their names."""
        for number, action in enumerate(self.tabs.actions()):
            action.setVisible(number < len(names))
            action.setText(f"{names[number]}(&{number + 1})" if number < len(names) else "")

    def draw_icons(self) -> None:
        """Draws the icons in the colours in use."""
        colours = self._looks.colours
        for command in self.answered:
            if command.icon:
                self.actions[command.name].setIcon(icon(command.icon, colours.ink, colours.faint))
