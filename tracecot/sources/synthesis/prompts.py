"""What a model is asked in each step of synthesis."""

from collections.abc import Mapping, Sequence

from tracecot.ids import digest
from tracecot.language_models import Asked
from tracecot.sources.synthesis import shapes
from tracecot.sources.synthesis.records import Chunk, Concept, Instruction, Level, Scenario, Signature

SYSTEM = """You make exercises in Python for people who learn how programs execute. Answer with JSON of the shape that
is asked for and nothing else. Keys (`i1`, `s2`, ...) and the value of `about` are given to you: repeat them exactly
and put under each key what was asked under that key."""
CONCEPTS = """Below are a piece of a document and phrases that stand out in it, each with its key. Give the concepts of
programming that a small, pure Python function can be about. Leave phrases out that name no such concept; put a phrase
that is cut off or unclear into its usual name; add what the piece is about and no phrase names, with the key "new".
Give each a description of one or two sentences, its relevance to programming, and its difficulty, both from 1 to 5.

Phrases:
{phrases}

The piece:
{text}"""
INSTRUCTIONS = """Write instructions for small Python functions about one concept, at the level {level}, each of {least}
to {most} words. A function is decided by its arguments alone: no files, network, clock, randomness or printing, and the
standard library at most; arguments and results are plain data. Say what it takes, what it gives, and what it does with
empty and unusual input, so that two people who follow the instruction write functions that give the same. No code, no
names of functions.

about: {about}
concept: {name}: {description}

Under each key, for this domain and this approach:
{places}"""
SIGNATURE = """Write the signature of the function that this instruction asks for: one line `def name(argument: type) ->
type:`, every argument and the result with a type, names in small letters.

about: {about}
key: signature
instruction: {text}"""
SOLUTION = """Write the function that this instruction asks for, with exactly this signature. The code is complete, with
its imports from the standard library, without tests and examples. {manner}

about: {about}
key: {key}
signature: {head}
instruction: {text}"""
SCENARIOS = """Say what tests of this function are to look at: under each of the keys {keys} one different situation, in
one sentence, usual ones and those at the edges.

about: {about}
signature: {head}
instruction: {text}"""
SUITE = """Write a test for each situation: one line `assert {entry_point}(...) == ...` with values written out,
computed from the instruction alone. Choose other values than the obvious ones. This is suite {key}.

about: {about}
key: {key}
signature: {head}
instruction: {text}

Situations:
{scenarios}"""
#: Words of an instruction.
BANDS: Mapping[Level, tuple[int, int]] = {"easy": (15, 80), "medium": (40, 150), "hard": (70, 280)}
DOMAINS = (
    "shopping and prices", "texts and words", "games and scores", "schedules and times given as numbers",
    "measurements of a laboratory", "routes and maps", "libraries and records", "music and patterns",
    "sports and rankings", "cooking and quantities", "messages and codes", "gardens and grids",
)  # fmt: skip
APPROACHES = (
    "a loop with a running value", "recursion", "a table or dictionary that is filled", "sorting first",
    "two positions that move", "a stack or a queue", "comprehensions and built-in functions",
)  # fmt: skip
MANNERS = (
    "Prefer a plain loop.", "Prefer comprehensions and built-in functions.", "Prefer small functions of your own.",
    "Prefer recursion where it fits.", "Prefer a dictionary or a set where it fits.", "Handle unusual input first.",
    "Prefer the shortest code that reads well.", "Prefer the standard library where it fits.",
)  # fmt: skip

#: Changes with any word of the above: what was made under other words is made anew.
PROMPTS = digest(
    SYSTEM, CONCEPTS, INSTRUCTIONS, SIGNATURE, SOLUTION, SCENARIOS, SUITE, BANDS, DOMAINS, APPROACHES, MANNERS
)[:12]


def about_chunk(chunk: Chunk, phrases: Mapping[str, str]) -> Asked:
    """The request for the concepts of a chunk; phrases by their keys."""
    listed = "\n".join(f"{key}: {phrase}" for key, phrase in phrases.items())
    prompt = CONCEPTS.format(phrases=listed or "(none)", text=chunk.text)
    return Asked(SYSTEM, prompt, "concepts", f"{chunk.document_id}:{chunk.start}-{chunk.end}", shapes.GivenConcepts)


def about_concept(concept: Concept, level: Level, places: Mapping[str, tuple[str, str]]) -> Asked:
    """The request for instructions; (domain, approach) by their keys."""
    least, most = BANDS[level]
    listed = "\n".join(f"{key}: {domain}; {approach}" for key, (domain, approach) in places.items())
    prompt = INSTRUCTIONS.format(
        level=level, least=least, most=most, about=concept.id, name=concept.name, description=concept.description,
        places=listed,
    )  # fmt: skip
    return Asked(SYSTEM, prompt, "instructions", concept.id, shapes.GivenTexts)


def for_signature(instruction: Instruction) -> Asked:
    """The request for a signature."""
    prompt = SIGNATURE.format(about=instruction.id, text=instruction.text)
    return Asked(SYSTEM, prompt, "signatures", instruction.id, shapes.GivenCode)


def for_solution(instruction: Instruction, signature: Signature, number: int) -> Asked:
    """The request for the solution of that number, from 1; each is to be another one."""
    prompt = SOLUTION.format(
        manner=MANNERS[(number - 1) % len(MANNERS)], about=instruction.id, key=f"s{number}", head=signature.head,
        text=instruction.text,
    )  # fmt: skip
    return Asked(SYSTEM, prompt, "solutions", instruction.id, shapes.GivenCode)


def for_scenarios(instruction: Instruction, signature: Signature, keys: Sequence[str]) -> Asked:
    """The request for what tests are to look at."""
    prompt = SCENARIOS.format(keys=", ".join(keys), about=instruction.id, head=signature.head, text=instruction.text)
    return Asked(SYSTEM, prompt, "scenarios", instruction.id, shapes.GivenTexts)


def for_suite(instruction: Instruction, signature: Signature, scenarios: Sequence[Scenario], number: int) -> Asked:
    """The request for a suite, from 1; it sees no solution, so that it can't repeat one's mistake."""
    prompt = SUITE.format(
        entry_point=signature.entry_point, key=f"m{number}", about=instruction.id, head=signature.head,
        text=instruction.text, scenarios="\n".join(f"{one.key}: {one.text}" for one in scenarios),
    )  # fmt: skip
    return Asked(SYSTEM, prompt, "tests", instruction.id, shapes.GivenSuite)
