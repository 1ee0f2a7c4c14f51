"""Speed, mostly as ratios against a bare baseline in the same run: `make bench`.

A ratio says more than a time, which depends on the machine.
"""
