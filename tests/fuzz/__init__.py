"""Returns made wrong at random, from seeds: the program must never take a wrong figure without a word.

`python -m tests.fuzz` (`make fuzz`) tries many; `test_fuzz.py` tries a few with each run of the tests.
"""
