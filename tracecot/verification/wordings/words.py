"""The words that patterns are made of: numbers, ordinals, verbs of doing, names of properties, and words that claim."""

NUMBERS = {
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip

#: Producing verbs: `sorted(seen)` *orders the keys as* `['a', 'b']`.
MAKES = (
    "orders sorts cuts splits joins turns makes counts finds leaves picks takes keeps drops strips reverses rounds gives comes "
    "lists looks maps collects selects converts formats returns adds sums multiplies divides subtracts builds pairs zips "
    "replaces removes trims pads repeats concatenates glues gets reads fetches yields produces evaluates computes slices "
    "extracts filters flattens groups swaps lowers uppercases lowercases capitalizes titles changes rewrites creates "
    "puts shifts rotates merges combines numbers walks goes spells writes holds contains raises measures tells says "
    "compares checks tests searches locates numbers unpacks wraps translates encodes decodes chops peels works amounts sets "
    "doubles halves squares negates fills hands leads results numbers begins ends chains copies"
).split()

#: Verb forms to the lemma under which `effects.py` knows what must have happened.
DEEDS = {
    form: lemma
    for lemma, forms in {
        "append": "appends append appended appending pushes push pushed",
        "add": "adds add added adding",
        "extend": "extends extend extended extending",
        "insert": "inserts insert inserted inserting",
        "remove": "removes remove removed removing deletes delete deleted deleting drops dropped discards discard discarded",
        "pop": "pops pop popped popping",
        "store": "stores store stored storing saves saved puts put records recorded writes wrote written assigns assign assigned",
        "print": "prints print printed printing outputs",
        "sort": "sorted sorts sort sorting",
        "reverse": "reverses reversed reverse",
        "clear": "clears cleared clear empties emptied",
        "yield": "yields yield yielded yielding",
        "update": "updates updated update",
        "change": "changes changed change modifies modified mutated mutates",
    }.items()
    for form in forms.split()
}
DEED = "|".join(sorted(DEEDS, key=len, reverse=True))

#: What a value may be called, beside `is`.
PROPERTIES = (
    "empty nonempty non-empty none positive negative even odd zero nonzero truthy falsy uppercase lowercase alphabetic "
    "numeric sorted alphanumeric whitespace"
).split()

#: What is counted, and what a thing must be to have it (`rules/quantities.py`).
COUNTABLE = {
    noun: family
    for family, nouns in {
        "characters": "characters chars letters symbols",
        "digits": "digits",
        "keys": "keys",
        "texts": "words strings names tokens lines",
        "numbers": "numbers integers coins amounts bits",
        "containers": "lists tuples pairs rows sublists chunks blocks groups spans points",
        "items": "items elements entries members values parts pieces people moves cells",
        "passes": "passes rounds iterations sweeps",
        "loops": "loops",
        "arguments": "arguments parameters inputs",
    }.items()
    for noun in nouns.split()
}
SIGNS = {
    "spaces": " ", "blanks": " ", "commas": ",", "dots": ".", "hyphens": "-", "dashes": "-", "underscores": "_",
    "colons": ":", "semicolons": ";", "slashes": "/", "asterisks": "*", "stars": "*", "hashes": "#", "zeros": "0",
    "ones": "1", "bars": "|", "pipes": "|", "quotes": "'",
}  # fmt: skip

#: What a value may be called that stands beside it.
CALLED = frozenset(
    "column col row depth level slot key keys index position place letter letters character characters char chars digit digits symbol value values number "
    "numbers item items element elements entry word words string strings coin coins token tokens name names amount pair "
    "pairs integer".split()
)

#: Words that claim something by themselves: one that no pattern has read makes the sentence unreadable.
CLAIMING = frozenset(
    "not no never none nothing neither nor without except unless only all every each both any always twice thrice "
    "isn't doesn't don't wasn't aren't didn't cannot can't won't hasn't "
    "true false truthy falsy empty nonempty odd even positive negative zero "
    "skip skips skipped skipping fails fail failed succeeds holds "
    "increments incremented increment decrements decremented doubles doubled halves halved swaps swapped "
    "returned returning returns return raises raised raise catches caught breaks break continues continue exits "
    "must least most exactly unchanged untouched unaffected "
    "first second third fourth fifth sixth seventh eighth ninth tenth last final previous "
    "larger smaller greater less fewer longer shorter bigger equal equals equivalent different differs same identical "
    "new old unique distinct duplicate maximum minimum largest smallest longest shortest highest lowest "
    "more before after earlier later until immediately increases decreases increased decreased grows shrinks "
    "skipping repeated repeats runs ran executes executed jumps".split()
) | frozenset(NUMBERS) | frozenset(TENS) | frozenset(DEEDS) - {"add", "change", "changes", "changed", "put", "record", "sort"}  # fmt: skip

#: Words that state nothing by themselves. Any other that no pattern has read may deny, bend or add to what the sentence
#: says of the execution: it makes the sentence unreadable.
PLAIN = frozenset(
    "a an the this that these those it its itself they them their he she we us our you your i me my who whom whose which what "
    "when where why how "
    "is are was were be been being am do does did have has had having let "
    "to of in on at by for with into about through as "
    "and or so then therefore thus hence consequently since because now here there also well just simply assert "
    "ok okay alright look looking see seeing note notice consider follow following carefully closely indeed "
    "actually clearly obviously basically likewise namely wait hm hmm ah oh "
    "but it's that's there's let's i'll we'll i'm i.e. e.g. need solve determine simulate say initialization setup "
    "think thinking understand go get decide hold walk trace".split()
)

#: Marks that state nothing by themselves.
PLAIN_MARKS = frozenset(
    ", . : ; ( ) [ ] { } \" ' ` ’ ‘ “ ” - – — … ... * ** _ __ ? ! / | # > → -> => • ✓ ✔ ✅ \ufe0f".split()
)

#: What is spoken of: nouns that say nothing where they merely name a thing ("the loop on line 3"), and something where a
#: thing is said to be one ("`total` is the result").
NAMING = frozenset(
    "line lines loop pass iteration iterations branch condition conditions check test function functions call "
    "exception exceptions error result output answer argument arguments parameter parameters input inputs code comprehension program item items element "
    "elements member members key keys value values variable variables name index counter generator iterator body block "
    "statement statements expression comparison sum total count step steps rest table handler list string strings dict "
    "dictionary tuple set number character characters letter letters word words digit digits pair pairs entry entries".split()
)
#: Those that say of what type a thing is.
TYPES = frozenset("list string strings dict dictionary tuple set number".split())

#: What values of a type are called.
NOUNS_OF_TYPES: dict[str, tuple[str, ...]] = {
    "string": ("str",), "str": ("str",), "list": ("list",), "tuple": ("tuple",), "dict": ("dict",), "dictionary": ("dict",),
    "set": ("set",), "number": ("int", "float", "complex"), "int": ("int",), "integer": ("int",), "float": ("float",),
    "bool": ("bool",), "boolean": ("bool",),
}  # fmt: skip
