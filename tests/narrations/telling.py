"""What the narrator's tests share: one execution told for a task, and the verdict on what is told."""

from tracecot.narrations.manner import Manner
from tracecot.narrations.narrate import narrate, narrate_questions
from tracecot.narrations.records import Narration
from tracecot.targets import QUESTIONS
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify

VOICES = ["walkthrough", "terse", "teacher", "table"]


def narrated(executed, task, voice="walkthrough", count=1):
    """The rationales about the first call."""
    first = executed.evidence[0]
    about = (executed.program, first.call, first.trace, task, Manner(voice))
    made = narrate_questions(*about, count) if task in QUESTIONS else [narrate(*about)]
    assert all(isinstance(one, Narration) for one in made), made
    return made


def judged(executed, narration):
    """The verdict on a rationale about the first call, whatever it leaves out."""
    said = Rationale(narration.task, narration.rationale, narration.answer, narration.target)
    return verify(said, executed.program, executed.evidence[0], executed.evidence[0], 0.0)
