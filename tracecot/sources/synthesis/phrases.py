"""Key phrases of a text by TextRank (Mihalcea and Tarau, 2004): words that stand near words that matter, matter."""

import re
from collections import Counter

WINDOW = 4  # words that count as near
DAMPING, ROUNDS = 0.85, 30
LONGEST = 4  # words of a phrase
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_+#-]*|[^\sA-Za-z]")
#: Words that join others and are never part of a phrase.
COMMON = frozenset(
    """a about after all also an and any are as at be because been before being between both but by can could do does
    each either else even every few for from get given gives had has have he her his how if in into is it its just like
    many may more most much must no nor not of on one only or other our out over same see set she should so some such
    take than that the their them then there these they this those through to too two under up use used uses using very
    was we were what when where which while who whose why will with without would yet you your""".split()
)


def key_phrases(text: str, most: int) -> list[str]:
    """The phrases that matter most, the first most; equal ones once, in small letters.

    >>> key_phrases("A binary heap keeps the smallest item first. A binary heap is a tree.", 1)
    ['binary heap']
    """
    runs = _runs(text)
    rank = _rank(_near([word for run in runs for word in run]))
    counts = Counter(phrase for run in runs for phrase in _within(run))
    whole = {" ".join(run) for run in runs}
    scores = {
        phrase: count * sum(rank[word] for word in phrase.split()) / len(phrase.split()) ** 0.5
        for phrase, count in counts.items()
        if len(phrase) > 2 and (count > 1 or phrase in whole)
    }
    return _different(sorted(scores, key=lambda phrase: (-scores[phrase], phrase)), most)


def _different(phrases: list[str], most: int) -> list[str]:
    """The first so many, without those that are a part of one before them or have one as a part."""
    chosen: list[str] = []
    for phrase in phrases:
        if len(chosen) >= most:
            break
        if not any(f" {one} " in f" {phrase} " or f" {phrase} " in f" {one} " for one in chosen):
            chosen.append(phrase)
    return chosen


def _runs(text: str) -> list[list[str]]:
    """Words in a row with no common word and no mark between them."""
    runs: list[list[str]] = [[]]
    for token in WORD.findall(text.lower()):
        if token[0].isalpha() and token not in COMMON:
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _within(run: list[str]) -> list[str]:
    """All phrases in a run, itself among them."""
    return [
        " ".join(run[start:end])
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + LONGEST) + 1)
    ]


def _near(words: list[str]) -> dict[str, Counter[str]]:
    """How often which words stand near which."""
    near: dict[str, Counter[str]] = {word: Counter() for word in words}
    for place, word in enumerate(words):
        for other in words[place + 1 : place + WINDOW]:
            if other != word:
                near[word][other] += 1
                near[other][word] += 1
    return near


def _rank(near: dict[str, Counter[str]]) -> dict[str, float]:
    """PageRank over the words."""
    rank = dict.fromkeys(near, 1.0)
    out = {word: sum(others.values()) for word, others in near.items()}
    for _ in range(ROUNDS):
        rank = {
            word: 1 - DAMPING + DAMPING * sum(rank[other] * times / out[other] for other, times in others.items())
            for word, others in near.items()
        }
    return rank
