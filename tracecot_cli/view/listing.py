"""Finds rationales by what they are about and what became of them, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from resources.warehouse.asking import Ask, Row

A_PAGE = 50  # rows
LONGEST_SEARCH = 200  # characters

#: What rationales are chosen by, as it is called in addresses, and how it is labelled.
CHOICES = {
    "corpus": "Corpus", "task": "Task", "difficulty": "Difficulty", "fate": "What became of it", "verdict": "Verdict",
    "reason": "Reason",
}  # fmt: skip

#: Each rationale with its verdict and what became of it, in one table of the copy: a join of five would be slow.
PREPARATION = (
    """
    create table listed as
    select row_number() over (order by told.narration_id) as place, told.narration_id, sample.sample_id, told.corpus,
        told.task, told.voice, coalesce(told.difficulty, sample.difficulty, '') as difficulty, told.tokens,
        program.qualname, program.distribution, coalesce(kept.support, refused.support) as support,
        coalesce(refused.verdict, if(kept.narration_id is null, 'not judged', 'verified')) as verdict,
        coalesce(nullif(refused.reason, ''), dropped.reason, '') as reason,
        case
            when sample.retired_at is null and sample.sample_id is not null then sample.split
            when told.retired_at is not null then 'retired'
            when refused.narration_id is not null then 'dropped at verification'
            when dropped.narration_id is not null then 'dropped at splits'
            when sample.sample_id is not null then 'retired'
            else 'waiting'
        end as fate
    from narrations as told
        left join programs as program using (program_id)
        left join verified_cot as kept on kept.narration_id = told.narration_id
        left join rejected_narrations as refused on refused.narration_id = told.narration_id
        left join rejected_samples as dropped on dropped.narration_id = told.narration_id
        left join (
            from samples qualify row_number() over (partition by narration_id order by retired_at desc nulls first) = 1
        ) as sample on sample.narration_id = told.narration_id
    order by place
    """,
)


def page_number(asked: Mapping[str, str]) -> int:
    """The page that an address asks for, from 1; the first where it asks for none that there could be."""
    page = asked.get("page", "")
    return max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 9 else 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for."""

    chosen: Mapping[str, str] = field(default_factory=dict)  # by the names of CHOICES
    words: str = ""
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wanted":
        """What an address asks for; what makes no sense is left out."""
        return cls(
            {name: asked[name] for name in CHOICES if asked.get(name)},
            asked.get("q", "").strip()[:LONGEST_SEARCH],
            page_number(asked),
        )

    def address(self, **changed: object) -> dict[str, str]:
        """The same as an address asks for it, with something changed."""
        asked = {**self.chosen, "q": self.words, "page": self.page, **changed}
        return {name: str(value) for name, value in asked.items() if value and (name, value) != ("page", 1)}


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of what was found."""

    wanted: Wanted
    rows: list[Row]
    total: int
    choices: dict[str, list[tuple[str, int]]]  # for each name of CHOICES its values, with how many would be found

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // A_PAGE))


def listing(ask: Ask, wanted: Wanted) -> Listing:
    """What is found, a page of it; of a page beyond the last the last."""
    choices = {name: _values(ask, wanted, name) for name in CHOICES}
    condition, parameters = _condition(wanted)
    total = int(str(ask(f"select count(*) as rows from listed where {condition}", parameters)[0]["rows"]))
    page = min(wanted.page, max(1, -(-total // A_PAGE)))
    rows = ask(f"from listed where {condition} order by place limit {A_PAGE} offset {(page - 1) * A_PAGE}", parameters)
    return Listing(Wanted(wanted.chosen, wanted.words, page), rows, total, choices)


def _values(ask: Ask, wanted: Wanted, name: str) -> list[tuple[str, int]]:
    """The values of one choice among what the others leave; the one chosen is always among them."""
    others = {other: value for other, value in wanted.chosen.items() if other != name}
    condition, parameters = _condition(Wanted(others, wanted.words))
    rows = ask(
        f"select {name} as value, count(*) as rows from listed where {name} <> '' and {condition} "
        "group by 1 order by 2 desc, 1",
        parameters,
    )
    found = [(str(row["value"]), int(str(row["rows"]))) for row in rows]
    chosen = wanted.chosen.get(name)
    return found if not chosen or any(value == chosen for value, _ in found) else [*found, (chosen, 0)]


def _condition(wanted: Wanted) -> tuple[str, list[object]]:
    conditions = [f"{name} = ?" for name in wanted.chosen]
    parameters: list[object] = list(wanted.chosen.values())
    if wanted.words:
        conditions.append(
            "(contains(lower(qualname), lower(?)) or narration_id in (select narration_id from narrations "
            "where contains(lower(rationale), lower(?)) or contains(lower(question), lower(?))))"
        )
        parameters += [wanted.words] * 3
    return " and ".join(conditions) or "true", parameters
