"""Turns what a page shows into HTML; everything that it is handed is escaped, and what can't be shown spelled out."""

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tracecot_cli.showing.printable import printable, short
from tracecot_cli.view.subject import Subject

STYLE, SCRIPT = "view.css", "view.js"


def render(template: str, **shown: Any) -> str:
    """A page of the server."""
    return _environment().get_template(template).render(static=None, **shown)


def static_page(subject: Subject) -> str:
    """A row's page as one file that needs no server: style and script are in it, and nothing else may run."""
    script = asset(SCRIPT)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    static = {"style": Markup(asset(STYLE)), "script": Markup(script), "digest": digest}
    return _environment().get_template("row.html").render(static=static, subject=subject, at="", running=False, q="")


@lru_cache(2)
def asset(name: str) -> str:
    """The style or the script."""
    return files("tracecot_cli.view").joinpath("static", name).read_text(encoding="utf-8")


@lru_cache(1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("tracecot_cli.view"), autoescape=True, finalize=_shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {"words": _words, "short": short, "thousands": "{:,}".format}
    return made


def _shown(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _words(name: object) -> str:
    """A name of ours as a person reads it."""
    return str(name).replace("_", " ")
