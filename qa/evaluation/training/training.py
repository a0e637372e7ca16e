"""Training relevance: from a folder of examples to the file of what was learned."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch.nn.utils import clip_grad_norm_

from qa.evaluation.training.examples import Example, Examples, read_examples
from qa.evaluation.training.loss import Batch, loss
from qa.evaluation.training.negatives import Negatives
from qa.evaluation.training.network import FIRST_CORRECTED, Network
from qa.library.embedder import installed_model
from qa.library.minilm import MiniLm
from qa.library.relevance import write_relevance

LEARNING_RATE, HEADS_LEARNING_RATE = 1e-3, 2e-3
WARM_UP = 0.08  # share of the steps in which the learning rate rises; after that it falls
MAX_NORM = 1.0  # of the gradient
QUESTIONS = 2  # of a passage in one batch
HARD = 2  # negatives of a passage of a council in one batch; one of others
LOWER_CASE, NO_MARK, NO_HEADING = 0.3, 0.2, 0.15  # shares of questions and passages changed so
REPORTED = 10  # steps


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: the seed, the number of steps, the passages with questions in each, the share
    of them that is about `others` than councils, the rank of the corrections, and the dimension of
    the vectors of tokens.
    """

    seed: int = 0
    steps: int = 400
    batch: int = 24
    others: float = 0.4
    rank: int = 24
    dimension: int = 64


def train(
    folder: Path,
    write: Path,
    plan: Plan,
    without: Sequence[str] = (),
    on_step: Callable[[str], None] = lambda step: None,
) -> str:
    """Learn from the examples in `folder`, but for those `without`, and write the file.

    Returns the SHA-256 of the file. Raises `InputRefused` where the examples cannot be used.
    """
    torch.set_num_threads(1)  # of more, each would wait for the others at every product
    torch.manual_seed(plan.seed)
    examples = read_examples(folder, without)
    negatives = {source: Negatives(pool, examples.texts) for source, pool in examples.pools.items()}
    network = Network(MiniLm(installed_model(), threads=1), plan.rank, plan.dimension)
    optimiser = torch.optim.AdamW(
        [
            {"params": network.learned(), "lr": LEARNING_RATE, "weight_decay": 0.01},
            {"params": network.heads(), "lr": HEADS_LEARNING_RATE, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(1, (n + 1) / (WARM_UP * plan.steps)) * (1 - n / plan.steps)
    )
    reported = []
    for step, batch in enumerate(_batches(examples, negatives, plan), 1):
        lost, right = loss(network, batch)
        optimiser.zero_grad()
        lost.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_([*network.learned(), *network.heads()], MAX_NORM)
        optimiser.step()
        schedule.step()
        reported.append(right)
        if step % REPORTED == 0:
            mean = np.mean(reported[-REPORTED:])
            on_step(f"Step {step} of {plan.steps}: of a batch {mean:.2f} come first")
    return write_relevance(write, _weights(network), _note(examples, plan, without))


def _batches(examples: Examples, negatives: Mapping[str, Negatives], plan: Plan) -> Iterator[Batch]:
    """As many batches as there are steps."""
    drawn = random.Random(plan.seed)
    councils, others = _again(examples.councils, drawn), _again(examples.others, drawn)
    of_others = round(plan.batch * plan.others) if examples.others else 0
    for _ in range(plan.steps):
        some = [next(councils) for _ in range(plan.batch - of_others)]
        some += [next(others) for _ in range(of_others)]
        passages = [one.text for one in some]
        questions, answers, not_answered = [], [], []
        for n, one in enumerate(some):
            asked = drawn.sample(one.questions, min(QUESTIONS, len(one.questions)))
            questions += [_as_typed(question, drawn) for question in asked]
            answers += [n] * len(asked)
            hard = negatives[one.source].of(one, asked)
            passages += drawn.sample(hard, min(HARD if one.not_answered else 1, len(hard)))
            if one.not_answered:
                not_answered.append(_as_typed(drawn.choice(one.not_answered), drawn))
        shown = [_as_cut(text, drawn) for text in passages]
        yield Batch(shown, questions, answers, not_answered)


def _again(examples: Sequence[Example], drawn: random.Random) -> Iterator[Example]:
    """All of `examples` in some order, again and again."""
    while examples:
        yield from drawn.sample(examples, len(examples))


def _as_typed(question: str, drawn: random.Random) -> str:
    """A question as some would type it: in lower case, or without its mark."""
    if drawn.random() < LOWER_CASE:
        question = question.lower()
    return question.rstrip(" ?") if drawn.random() < NO_MARK else question


def _as_cut(text: str, drawn: random.Random) -> str:
    """A passage, now and then without its heading."""
    _, _, rest = text.partition("\n")
    return rest if rest and drawn.random() < NO_HEADING else text


def _weights(network: Network) -> dict[str, npt.NDArray[np.float16]]:
    """What was learned, by its name in the file."""
    found = {
        name: parameter.detach()
        for name, parameter in network.named_parameters()
        if name != "scale" and not _is_frozen(name)
    }
    return {name: tensor.numpy().astype(np.float16) for name, tensor in found.items()}


def _is_frozen(name: str) -> bool:
    room, _, rest = name.partition(".")
    return room == "layers" and int(rest.partition(".")[0]) < FIRST_CORRECTED


def _note(examples: Examples, plan: Plan, without: Sequence[str]) -> str:
    """What the file was made from, in words."""
    sources = sorted({one.source for one in (*examples.councils, *examples.others)})
    left_out = f", without {', '.join(without)}" if without else ""
    return (
        f"Learned from {len(examples.councils)} passages of councils and {len(examples.others)} "
        f"others ({', '.join(sources)}){left_out}; {plan}."
    )
