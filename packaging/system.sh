#!/bin/sh
# Installs what Debian-family systems may lack: Python's venv, Qt's system libraries, a Chinese font.
# Does nothing where all is there, and says what is missing where it may not install.
set -eu
[ -x /usr/bin/dpkg-query ] || exit 0

glib=libglib2.0-0
apt-cache show libglib2.0-0t64 >/dev/null 2>&1 && glib=libglib2.0-0t64
wanted="libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 $glib libxcb-cursor0 libxcb-icccm4
libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-randr0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
libx11-xcb1 binutils"
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted="$wanted python3-venv"
if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=zh-cn 2>/dev/null)" ]; then
	wanted="$wanted fontconfig fonts-noto-cjk"
fi

missing=
for package in $wanted; do
	dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then sudo=; elif command -v sudo >/dev/null; then sudo=sudo; else
	echo "请先安装这些系统软件包：$missing" >&2
	exit 1
fi
$sudo apt-get update -q
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
