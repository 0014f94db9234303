"""Small packages as source files, for the tests of the sources stage."""

from tracecot.sources.intake import SourceFile


def files(**modules: str) -> list[SourceFile]:
    """One file a module of the package `shop`; `shop` itself is its `__init__`."""
    return [
        SourceFile("shop", "1.0", "MIT", path_of(name), "shop" if name == "shop" else f"shop.{name}", text)
        for name, text in modules.items()
    ]


def path_of(name: str) -> str:
    return "shop/__init__.py" if name == "shop" else f"shop/{name}.py"
