"""Makes the rows of `tracecot trace`."""

from tracecot.errors import BadInput
from tracecot.execution import Trace
from tracecot.traces.reading import trace_to_record
from tracecot_cli.rows.executions import Refused, Served, trace_or_refuse
from tracecot_cli.rows.lines import Row
from tracecot_cli.rows.requests import Request


def row(served: Served[Request]) -> Row:
    """The trace record of a program record, or an error row."""
    try:
        trace = trace_or_refuse(served.answers[0], served.payload)
    except BadInput as error:
        return Refused(served.payload.record_id, served.line_number, error).row
    return trace_row(trace, served.payload)


def trace_row(trace: Trace, request: Request) -> Row:
    """The trace record, and the program where its entry was written by us."""
    program = {name: request.fields[name] for name in ("code", "entry_point", "input")} if request.is_ours else {}
    return {**trace_to_record(trace, ""), "id": request.fields["id"], **program}  # an id may be a number too
