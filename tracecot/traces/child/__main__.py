"""The sandbox's warm process: requests on standard input, answers on standard output."""

import os
import sys

from tracecot.traces.child.zygote import serve

if __name__ == "__main__":
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    serve(requests, answers, "stdlib" if "stdlib" in sys.argv else "pure", apart="apart" in sys.argv)
