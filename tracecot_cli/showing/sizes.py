"""Says sizes as a person reads them."""


def size(count: int) -> str:
    """Bytes, in the largest unit that leaves a number of 1 or more.

    >>> size(3_400_000)
    '3.2 MB'
    """
    number, units = float(count), ["bytes", "KB", "MB", "GB", "TB"]
    while number >= 1024 and len(units) > 1:
        number, units = number / 1024, units[1:]
    return f"{number:,.1f} {units[0]}"
