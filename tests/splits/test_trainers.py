"""Every export is loaded by the library that it is made for; where that isn't installed, the test is skipped."""

import json

import pytest

from resources.exports.files import SCHEMAS, write_records
from resources.exports.release import configs
from tests.splits.formats.given import COUNT_UP, HALF, told
from tracecot.splits.formats.catalogue import FORMATS
from tracecot.splits.formats.records import OfExecutions, Told

LEARNED = ("conversational", "parquet", "prompt-completion", "multi-turn", "preference", "prompt-only", "text")


def all_told() -> tuple[Told, ...]:
    """The rows; executed once, when a test asks for them."""
    return (*told(COUNT_UP, ("5", "3", "8, start=5")), *told(HALF, ("3", "4", "10")))


def files(name: str, folder) -> list:
    """The format's files, train and eval alike."""
    made = []
    for side in ("train", "eval"):
        for file in FORMATS[name].files:
            of = all_told() if isinstance(file, OfExecutions) else [one.row for one in all_told()]
            made.append(write_records(folder / file.path.format(side=side), file.render(of), SCHEMAS.get(name)))
    return made


def with_header(name: str, folder) -> None:
    """The part of the card that `datasets` reads."""
    written = {one.path.relative_to(folder).as_posix() for one in files(name, folder)}
    found = [
        {"config_name": config, "data_files": [{"split": side, "path": path} for side, path in paths.items()]}
        for config, paths in configs(FORMATS[name], written).items()
    ]
    (folder / "README.md").write_text(f"---\nconfigs: {json.dumps(found)}\n---\n")


@pytest.mark.parametrize("name", FORMATS)
def test_datasets_loads_both_sides_from_the_folder_alone(name, tmp_path) -> None:
    datasets = pytest.importorskip("datasets")
    with_header(name, tmp_path / "release")

    loaded = datasets.load_dataset(str(tmp_path / "release"), "default", cache_dir=str(tmp_path / "cache"))

    assert set(loaded) == {"train", "eval"}
    assert loaded["train"].num_rows == files(name, tmp_path / "again")[0].records > 0


@pytest.fixture
def load(tmp_path):
    """Loads a format's train side as `datasets` does."""
    datasets = pytest.importorskip("datasets")

    def loaded(name: str):
        with_header(name, tmp_path / name)
        return datasets.load_dataset(str(tmp_path / name), "default", cache_dir=str(tmp_path / "cache"))["train"]

    return loaded


def test_what_was_written_is_what_is_loaded(load) -> None:
    row = all_told()[0].row
    (messages, *_), (first, *_) = load("conversational")["messages"], load("datasets")

    assert [message["content"] for message in messages] == [row["prompt"], row["completion"]]
    assert {name: first[name] for name in ("code", "input", "output")} == {
        name: row[name] for name in ("code", "input", "output")
    }


@pytest.fixture(scope="module")
def tiny():
    """A model of two thousand parameters and a tokenizer of bytes, both made here."""
    transformers = pytest.importorskip("transformers")
    tokenizers = pytest.importorskip("tokenizers")
    pytest.importorskip("torch")
    letters = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: number for number, letter in enumerate([*letters, "<end>", "<pad>"])}
    inner = tokenizers.Tokenizer(tokenizers.models.BPE(vocab=vocabulary, merges=[]))
    inner.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = tokenizers.decoders.ByteLevel()
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=inner, eos_token="<end>", pad_token="<pad>")
    tokenizer.chat_template = (
        "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}<end>{% endfor %}"
        "{% if add_generation_prompt %}assistant: {% endif %}"
    )

    def model():
        size = {"n_embd": 8, "n_layer": 1, "n_head": 1, "n_positions": 4_096, "vocab_size": len(vocabulary)}
        ends = dict.fromkeys(("bos_token_id", "eos_token_id"), tokenizer.eos_token_id)
        return transformers.GPT2LMHeadModel(transformers.GPT2Config(**size, **ends, pad_token_id=len(vocabulary) - 1))

    return model, tokenizer


def one_step(folder) -> dict:
    """As little as a trainer can be asked for."""
    return {
        "output_dir": str(folder), "max_steps": 1, "report_to": "none", "use_cpu": True, "bf16": False,
        "per_device_train_batch_size": 2, "save_strategy": "no", "disable_tqdm": True,
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ["conversational", "parquet", "prompt-completion", "multi-turn", "text"])
def test_trl_trains_on_it_for_a_step(name, load, tiny, tmp_path) -> None:
    trl = pytest.importorskip("trl")
    model, tokenizer = tiny
    given = {"args": trl.SFTConfig(max_length=4_096, **one_step(tmp_path)), "processing_class": tokenizer}
    trainer = trl.SFTTrainer(model=model(), train_dataset=load(name), **given)

    trainer.train()

    text = tokenizer.decode(next(iter(trainer.train_dataset))["input_ids"])
    assert all_told()[0].row["completion"].strip() in text


@pytest.mark.slow
def test_trl_prefers_the_honest_text(load, tiny, tmp_path) -> None:
    trl = pytest.importorskip("trl")
    model, tokenizer = tiny
    args = trl.DPOConfig(max_length=4_096, **one_step(tmp_path))
    trainer = trl.DPOTrainer(
        model=model(), ref_model=model(), args=args, train_dataset=load("preference"), processing_class=tokenizer
    )

    assert trainer.train().global_step == 1


@pytest.mark.slow
def test_trl_asks_our_reward_for_scores(load, tiny, tmp_path) -> None:
    trl = pytest.importorskip("trl")
    from resources.sandbox import Sandbox
    from tracecot.splits.reward_functions import trl_reward

    model, tokenizer = tiny
    seen = []
    args = trl.GRPOConfig(num_generations=2, max_completion_length=4, **one_step(tmp_path))
    with Sandbox(workers=1) as execute:
        scored = trl_reward(execute)

        def reward(**given) -> list[float]:
            seen.append(scored(**given))
            return seen[-1]

        trl.GRPOTrainer(
            model=model(), reward_funcs=reward, args=args, train_dataset=load("prompt-only"), processing_class=tokenizer
        ).train()

    assert seen == [[0.0, 0.0]]


@pytest.mark.slow
def test_verifiers_takes_the_rows_of_nemo_gym_as_tasks(tmp_path) -> None:
    nemo_gym = pytest.importorskip("verifiers.v1.tasksets.nemo_gym.taskset")
    (train, _) = files("nemo-gym", tmp_path)

    tasks = list(nemo_gym.NeMoGymTaskset(nemo_gym.NeMoGymConfig(id="tracecot", dataset=train.path)))

    for task, one in zip(tasks, all_told(), strict=True):
        assert [message.role for message in task.data.prompt] == ["system", "user"]
        assert task.data.prompt_text.endswith(one.row["prompt"])
    assert tasks[0].data.row["expected_answer"] == all_told()[0].row["answer"]


@pytest.mark.slow
def test_nemo_gym_takes_every_row_for_a_valid_one(tmp_path) -> None:
    """By what `ng_prepare_data` asks of each line."""
    training = pytest.importorskip("nemo_gym.train_data_utils")
    (train, _) = files("nemo-gym", tmp_path)
    lines = train.path.read_text().splitlines()

    judged = [training.compute_sample_metrics(line) for line in lines]

    assert [offending for _, offending in judged] == [False] * len(all_told())
    assert sum(metrics.number_of_examples for metrics, _ in judged) == len(all_told())
    assert training.compute_sample_metrics(lines[0].replace("responses_create_params", "params"))[1]


@pytest.mark.slow
def test_a_resources_server_of_nemo_gym_scores_by_our_reward(tmp_path) -> None:
    server = pytest.importorskip("nemo_gym.base_resources_server")
    from fastapi.testclient import TestClient
    from nemo_gym.server_utils import ServerClient

    from resources.sandbox import Sandbox
    from tracecot.splits.rewards import Question, scores

    class Asked(server.BaseVerifyRequest):
        verifier_metadata: dict

    class TraceCoT(server.SimpleResourcesServer):
        async def verify(self, body: Asked) -> server.BaseVerifyResponse:
            question = Question.of(body.verifier_metadata)
            (reward,) = scores([question], [body.response.output_text], execute)
            return server.BaseVerifyResponse(**body.model_dump(), reward=reward)

    config = server.BaseResourcesServerConfig(host="", port=0, entrypoint="", domain="coding", name="tracecot")
    client = ServerClient.model_construct(global_config_dict={})
    (train, _) = files("nemo-gym", tmp_path)
    with Sandbox(workers=1) as execute:
        app = TestClient(TraceCoT(config=config, server_client=client).setup_webserver())
        for line, one in zip(train.path.read_text().splitlines(), all_told(), strict=True):
            for reply, wanted in ((one.row["completion"], 1.0), ("[ANSWER]?[/ANSWER]", 0.0)):
                told_back = app.post("/verify", json={**json.loads(line), "response": responded(reply)})

                assert told_back.status_code == 200, told_back.text
                assert told_back.json()["reward"] == wanted


def responded(reply: str) -> dict:
    """A response of the Responses API that says this."""
    content = [{"type": "output_text", "text": reply, "annotations": []}]
    message = {"id": "m", "type": "message", "role": "assistant", "status": "completed", "content": content}
    return {
        "id": "r", "object": "response", "created_at": 0, "model": "m", "output": [message], "tools": [],
        "parallel_tool_calls": False, "tool_choice": "auto",
    }  # fmt: skip


@pytest.mark.slow
def test_an_environment_of_verifiers_scores_our_rows(load) -> None:
    """The classic environments, of verifiers before 0.2."""
    vf = pytest.importorskip("verifiers")
    if not hasattr(vf, "SingleTurnEnv"):
        pytest.skip("this version of verifiers has no SingleTurnEnv")
    import asyncio

    from resources.sandbox import Sandbox
    from tracecot.splits.reward_functions import verifiers_reward

    with Sandbox(workers=1) as execute:
        rubric = vf.Rubric(funcs=[verifiers_reward(execute)])
        environment = vf.SingleTurnEnv(dataset=load("verifiers"), rubric=rubric)
        rows = environment.get_dataset()
        assert rows.num_rows == len(all_told())
        for given, one in zip(rows, all_told(), strict=True):
            state = {
                **given, "completion": [{"role": "assistant", "content": one.row["completion"]}], "trajectory": [],
                "timing": {"scoring_ms": 0.0, "total_ms": 0.0, "start_time": 0.0, "generation_ms": 0.0},
            }  # fmt: skip
            asyncio.run(rubric.score_rollout(state))
            assert state["reward"] == 1.0


@pytest.mark.slow
def test_a_task_of_verifiers_is_scored_by_our_reward(tmp_path) -> None:
    """The tasks of verifiers since 0.4."""
    vf = pytest.importorskip("verifiers.v1")
    if not hasattr(vf, "TaskData"):
        pytest.skip("this version of verifiers has no tasks of its own")
    import asyncio

    from resources.sandbox import Sandbox
    from tracecot.splits.reward_functions import verifiers_reward

    class RowData(vf.TaskData):
        info: str

    with Sandbox(workers=1) as execute:
        scored = verifiers_reward(execute)

        class RowTask(vf.Task[RowData]):
            @vf.reward(weight=1.0)
            async def right_answer(self, trace: vf.Trace) -> float:
                return await scored(completion=trace.last_reply, info=self.data.info)

        def score(record: dict, reply: str) -> float:
            task = RowTask(RowData(prompt=record["prompt"], info=record["info"]))
            said = vf.MessageNode(message=vf.AssistantMessage(role="assistant", content=reply), sampled=True)
            about = vf.TraceTask(type="RowTask", data=task.data)
            trace = vf.Trace(task=about, agent=vf.AgentInfo(config=vf.AgentConfig()), nodes=[said])
            asyncio.run(task.score(trace))
            return trace.rewards["right_answer"].score

        (train, _) = files("verifiers", tmp_path)
        records = [json.loads(line) for line in train.path.read_text().splitlines()]
        for record, one in zip(records, all_told(), strict=True):
            assert score(record, one.row["completion"]) == 1.0
            assert score(record, "[ANSWER]?[/ANSWER]") == 0.0


@pytest.mark.slow
def test_verl_reads_its_rows_with_their_prompts_and_truths(tiny, tmp_path) -> None:
    dataset = pytest.importorskip("verl.utils.dataset.rl_dataset")
    from omegaconf import OmegaConf

    (train, _) = files("verl", tmp_path)
    config = OmegaConf.create(
        {"max_prompt_length": 4_096, "cache_dir": str(tmp_path / "cache"), "prompt_key": "prompt"}
    )

    rows = dataset.RLHFDataset(data_files=str(train.path), tokenizer=tiny[1], config=config)

    assert len(rows) == len(all_told())
    for row, one in zip(rows, all_told(), strict=True):
        assert [message["role"] for message in row["raw_prompt"]] == ["system", "user"]
        assert row["raw_prompt"][1]["content"] == one.row["prompt"]
        assert row["reward_model"]["ground_truth"] == one.row["answer"]
        assert row["extra_info"]["code"] == one.row["code"]
