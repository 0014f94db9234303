"""Sources: takes packages and data sets; gives self-contained programs, their calls, and what was rejected and why."""
