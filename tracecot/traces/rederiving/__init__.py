"""Proves a trace again from the program's text and the recorded values, without running anything of the program."""
