"""The running program on a screen of its own, driven as a person drives it; needs Xvfb, openbox and xdotool."""
