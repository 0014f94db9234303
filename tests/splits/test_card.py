"""The data set card says what was measured, under a header that the Hub reads."""

import yaml

from tracecot.splits.card import CardFacts, Loss, Strength, card
from tracecot.splits.choices import Choice
from tracecot.splits.contamination import Tried
from tracecot.splits.measures import Spread, measure, spread

ROW = {
    "program_id": "prog_1", "group": "g", "corpus": "c", "task": "output_prediction", "difficulty": "easy",
    "voice": "terse", "label": "cross-checked", "licence": "MIT", "prompt": "What does `f(3)` return?", "tokens": 10,
    "events": 3, "code_lines": 2, "distribution": "pack", "version": "1.0", "answer": "4", "target": None,
    "completion": "So it is 4.\n<answer>4</answer>",
}  # fmt: skip


def facts(train=2, evaluation=1, **more) -> CardFacts:
    given = {
        "name": "Rationales",
        "format_name": "conversational",
        "record": "a sample",
        "choice": Choice(),
        "configs": {"default": {"train": "train.jsonl", "eval": "eval.jsonl"}},
        "records": {"train.jsonl": 2, "eval.jsonl": 1},
        "left_out": {"no_partner": 7},
        "columns": {"messages": "what is asked, and the rationale"},
        "sides": {
            "train": measure([ROW] * train),
            "eval": measure([{**ROW, "licence": "PSF-2.0", "distribution": "a|b"}] * evaluation),
        },
        "kept": {"programs": 2, "samples": 3},
        "losses": [Loss("traces", "timeout", 4)],
        "strength": [Strength("value", 200, 199)],
        "contamination": [("humaneval", "same_tree", 5)],
        "tried": [
            Tried("set", "humaneval", 164, 30, 5), Tried("planted", "same_tree", 5, 5, 4, "x"),
            Tried("clean", "programs", 0, 30, 1, "y"),
        ],
        "covered": {"builtins": {"len": 2}, "constructs": {"For": 1}},
        "versions": {"Python": "3.13"},
        "rebuild": ["tracecot run"],
    }  # fmt: skip
    return CardFacts(**{**given, **more})


def header(text: str) -> dict:
    _, block, _ = text.split("---\n", 2)
    return yaml.safe_load(block)


def test_the_header_is_yaml_with_licences_files_and_size() -> None:
    found = header(card(facts()))

    assert found["license"] == ["mit", "other"]
    assert found["size_categories"] == ["n<1K"]
    assert found["configs"] == [
        {
            "config_name": "default",
            "data_files": [{"split": "train", "path": "train.jsonl"}, {"split": "eval", "path": "eval.jsonl"}],
        }
    ]


def test_a_format_of_two_files_has_two_configurations() -> None:
    found = header(
        card(facts(configs={"default": {"train": "train.parquet"}, "data": {"train": "train_data.parquet"}}))
    )

    assert [one["config_name"] for one in found["configs"]] == ["default", "data"]
    assert found["configs"][0]["data_files"] == [{"split": "train", "path": "train.parquet"}]


def test_the_size_is_in_the_words_of_the_hub() -> None:
    assert header(card(facts(train=1_000)))["size_categories"] == ["1K<n<10K"]


def test_a_bar_in_a_name_does_not_break_the_table() -> None:
    assert "| a\\|b | 1.0 | PSF-2.0 | 1 |" in card(facts())


def test_every_figure_handed_in_is_told() -> None:
    text = card(facts())

    for words in (
        "| rows | 2 | 1 |",
        "| tokens of all rationales | 20 | 10 |",
        "| no_partner | 7 |",
        "A row has a point for each of these bounds",
        "| traces | timeout | 4 |",
        "| value | 200 | 199 | 99.5 % |",
        "| humaneval | same tree | 5 |",
        "| humaneval | 164 | 30 | 5 |",
        "| planted: same tree | 5 | 4 | 80.0 % |",
        "| clean: programs | 30 | 1 | 3.3 % |",
        "| `len` | 2 |",
        "$ tracecot run",
    ):
        assert words in text


def test_how_to_ask_is_told_in_the_tags_of_the_rows() -> None:
    text = card(facts())

    assert "alone between <answer> and </answer>, once" in text
    assert "[ANSWER]" not in text


def test_the_commonest_answer_of_each_task_is_told() -> None:
    questions = [("exception", "none", '{"line":1}')] * 3 + [("exception", "KeyError", '{"line":1}')]
    questions += [("next_line", str(line + 1), f'{{"line":{line}}}') for line in (3, 8)]
    rows = [{**ROW, "task": task, "answer": answer, "target": target} for task, answer, target in questions]

    text = card(facts(sides={"train": measure([ROW, *rows])}))

    assert "| exception | train | `none` | 75.0 % | 4 | 2 |" in text
    assert "| next_line | train | `the line below` | 100.0 % | 2 | 1 |" in text
    assert "| output_prediction | train |" not in text


def test_of_a_long_answer_the_beginning_is_told() -> None:
    row = {**ROW, "task": "state", "answer": "'`" + "x" * 100 + "'"}

    assert f"| ``'`{'x' * 38}...`` | 100.0 % |" in card(facts(sides={"train": measure([row])}))


def test_an_exam_that_was_not_held_is_not_told() -> None:
    assert "How strong the verifier is" not in card(facts(strength=[]))


def test_a_release_without_evaluation_sets_says_so() -> None:
    assert "No evaluation set was declared" in card(
        facts(contamination=[], tried=[Tried("clean", "programs", 0, 30, 0)])
    )
    unknown = card(facts(contamination=[], tried=[]))
    assert "What was searched for is not known" in unknown
    assert "known what they are" not in unknown
    assert "No evaluation set was declared" not in card(facts())


def test_a_spread_of_nothing_is_zeros() -> None:
    assert spread([]) == Spread(0, 0, 0)
    assert spread(list(range(1, 11))) == Spread(6, 10, 10)


def test_validation_has_a_column_of_its_own_where_there_is_one() -> None:
    sides = {name: measure([ROW] * rows) for name, rows in (("train", 3), ("validation", 2), ("eval", 1))}

    text = card(facts(sides=sides))

    assert "|  | train | validation | eval |\n| --- | --- | --- | --- |\n| rows | 3 | 2 | 1 |" in text
    assert "| pack | 1.0 | MIT | 6 |" in text
    assert "validation" not in card(facts())


def test_figures_have_bars_and_lengths_stand_in_their_order() -> None:
    rows = [{**ROW, "tokens": tokens} for tokens in (50, 5_000, 150, 150)]

    text = card(facts(sides={"train": measure(rows)}))

    lengths = text.split("| tokens of a rationale | train |  |")[1].split("\n\n")[0].splitlines()[2:]
    assert lengths == [
        "| up to 100 | 1 | ██████████ |",
        f"| up to 200 | 2 | {'█' * 20} |",
        "| over 1,600 | 1 | ██████████ |",
    ]
    assert f"| `len` | 2 | {'█' * 20} |" in text
    assert "| `messages` | what is asked, and the rationale |" in text
    assert "| licence | rows |\n| --- | --- |\n| MIT | 4 |" in text
