"""What answers queries with rows, whoever it is: the warehouse, or a stand-in in a test."""

from collections.abc import Callable

Row = dict[str, object]
Ask = Callable[[str, list[object]], list[Row]]  # SQL and its parameters -> rows
