"""`python -m tracecot_cli` is `tracecot`."""

from tracecot_cli.main import app

app(prog_name="tracecot")
