"""Files from outside become figures with sources. Nothing here trusts a file."""
