"""A stand-in for a model that writes: it puts the notes into sentences, errs now and then, and mends what it is told.

`python -m tests.resources.models.writer --port 8000` serves until it is stopped, so that the pipeline can be tried with
a model and without a key: `TRACECOT_MODEL=openai/stand-in TRACECOT_MODEL_BASE=http://127.0.0.1:8000/v1 make run-llm`.
"""

import json
import re
import sys
import time
from argparse import ArgumentParser

from tests.resources.models.stand_in import Reply, stand_in
from tests.sources.synthesis.scripted import RECORDED
from tracecot.language_models import Asked

ERRS = 5  # of so many first answers one has a number in it that is wrong
CHARACTERS = 4  # of a token, about
OPENINGS = {
    "Below are": "concepts", "Write instructions": "instructions", "Write the signature": "signatures",
    "Write the function": "solutions", "Say what tests": "scenarios", "Write a test": "tests",
}  # fmt: skip
NOTE = re.compile(r"^\d+\. line (\d+)(?:, pass (\d+))?: (.*)$", re.M)
NEXT_ARGUMENT = re.compile(r", (?=[A-Za-z_]\w* = )")


def answer(messages: list[dict], number: int) -> Reply:
    """What it says, with the tokens that a provider would count."""
    text = said(messages[-1]["content"])
    given = sum(len(one["content"]) for one in messages)
    counted = {"prompt_tokens": given // CHARACTERS, "completion_tokens": len(text) // CHARACTERS + 1}
    return Reply(text, usage={**counted, "total_tokens": sum(counted.values())})


def said(prompt: str) -> str:
    """An answer to any request of ours; it hangs on the words of the request alone."""
    for opening, purpose in OPENINGS.items():
        if prompt.startswith(opening):
            return json.dumps(RECORDED[purpose](Asked("", prompt, purpose)))
    if "<explanation>" in prompt:
        return json.dumps({"intent": 5 + len(prompt) % 5, "reasoning": 8, "conciseness": 6})
    if "What happens, as notes" in prompt or "reads like a machine's" in prompt:
        return _rationale(prompt)
    return "I can't tell.\n[ANSWER]None[/ANSWER]"


def _rationale(prompt: str) -> str:
    shown = re.search(r"reads like a machine's:\n(.*?)\n\nThe question:", prompt, re.S)
    text = shown.group(1) if shown else _told(prompt)
    mends = "This in it is wrong" in prompt
    return text if mends or sum(map(ord, prompt)) % ERRS else re.sub(r"\d(?=`\.?$)", "7", text + " `x` is `0`.")


def _told(prompt: str) -> str:
    call = re.search(r"^The call: `(.*)`$", prompt, re.M)
    lines = [_sentence(*found) for found in NOTE.findall(prompt.partition("\n\nThe question:")[0])]
    forward = "\n".join(line for line in lines if line)
    if "So one answer is" not in prompt or call is None:
        return forward
    given = NOTE.search(prompt).group(3).partition(" is called with ")[2]
    taken = ", ".join(f"`{one}`" for one in NEXT_ARGUMENT.split(given)) or "no arguments"
    end = lines[-1] if lines else ""
    return f"{end}\n\nSo take {taken}.\n\nCheck: {forward}\n\nSo one answer is `{call.group(1)}`."


def _sentence(line: str, turn: str, note: str) -> str:
    """A note as a sentence; none where it says nothing that a reader asks about."""
    if note.startswith(("True ", "1 ")) or "<" in note.partition(" is called")[0].partition(" returns ")[0].split()[0]:
        return ""
    where = f"Pass {turn}, line {line}: " if turn else f"Line {line}: "
    called = re.fullmatch(r"([\w.<>]+) is called(?: with (.*))?", note, re.S)
    if called:
        name, given = called.groups()
        return (
            f"`{name}` is called"
            + (" with " + ", ".join(f"`{one}`" for one in NEXT_ARGUMENT.split(given)) if given else "")
            + "."
        )
    name, mark, value = note.partition(" returns ")
    if mark:
        return f"`{name}` returns `{value}`."
    if " yields " in note:
        return f"{where.removesuffix(': ')} yields `{note.partition(' yields ')[2]}`."
    if " is now " in note:
        name, _, value = note.partition(" is now ")
        return f"{where}`{name}` is now `{value}`."
    for truth in ("true", "false"):
        if note.endswith(f" is {truth}"):
            return f"{where}`{note.removesuffix(f' is {truth}')}` is {truth}."
    if note.endswith(" is raised"):
        return f"{where}`{note.removesuffix(' is raised')}` is raised."
    if note.startswith("the loop ends"):
        return "The loop ends."
    return f"{where}`{note}`." if " = " in note else ""


def main() -> None:
    """Serves until it is stopped."""
    options = ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8000)
    options.add_argument("--seconds", type=float, default=0.0, help="that an answer takes")
    chosen = options.parse_args()

    def reply(messages: list[dict], number: int) -> Reply:
        given = answer(messages, number)
        given.seconds = chosen.seconds
        return given

    with stand_in(reply, chosen.port) as server:
        print(server.url, flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print(f"{len(server.requests)} requests", file=sys.stderr)


if __name__ == "__main__":
    main()
