"""Training of the network of the check, and how it does on what it was not trained on."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from safetensors.numpy import save
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from qa.checking.bearing import traits
from qa.checking.entailment import FILE
from qa.errors import cannot_write
from qa.evaluation.sentences.example import Source
from qa.evaluation.sentences.network import Network, Pair, Reader
from qa.evaluation.sentences.pairs import Case
from qa.evaluation.sentences.training import LeftOut
from qa.library.embedder import installed_model
from qa.library.minilm import MiniLm

LEARNING_RATE, OTHERS_RATE = 1e-3, 3e-3
WARM_UP = 0.08  # share of the steps in which the learning rate rises; after that it falls
MAX_NORM = 1.0  # of the gradient
SURE = 0.98  # what a right sentence should come to, as some that were written are doubtful
CHANGED = 0.5  # what the places of what was changed count for, beside the whole
FEW = 3.0  # what a changed token counts for, as there are few
NO_SIGNS = 0.3  # share of the sentences that are learned from without their signs
POOLED = 16  # batches that are drawn together, so that those of one length stand side by side
REPORTED = 50  # steps
# Of what a batch is made, by who put a sentence so and whether it is right: how many there are of
# each says nothing of how many an officer would paste.
SHARES: Mapping[tuple[Source, bool], float] = {
    ("by hand", True): 0.22,
    ("made", True): 0.12,
    ("asked", True): 0.1,
    ("denied", True): 0.05,
    ("by hand", False): 0.21,
    ("made", False): 0.12,
    ("asked", False): 0.07,
    ("denied", False): 0.04,
    ("beside", False): 0.07,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: the seed, the number of steps, the sentences in each, and the rank of the
    corrections."""

    seed: int = 0
    steps: int = 700
    batch: int = 32
    rank: int = 24


class Training:
    """Cases as the network reads them; those that it has learned from, and those left out."""

    def __init__(self, cases: Sequence[Case]) -> None:
        torch.set_num_threads(1)  # of more, each would wait for the others at every product
        self._model = MiniLm(installed_model(), threads=1)
        reader = Reader(self._model)
        sentences = reader.read((one.compared.sentence.text for one in cases), False)
        pieces = reader.read((one.piece for one in cases), True)
        self._names = sorted({name for one in cases for name in one.signs})
        self._pairs = {}
        for one in cases:
            sentence = sentences[one.compared.sentence.text]
            places = np.array(sentence.places, np.int64).reshape(-1, 2)
            told = torch.from_numpy(traits(one.compared, places))
            signs = torch.tensor([float(one.signs.get(name, 0.0)) for name in self._names])
            self._pairs[id(one)] = Pair(sentence, pieces[one.piece], told, signs)

    def train(self, cases: Sequence[Case], plan: Plan, on_step: Callable[[str], None]) -> Network:
        """What is learned from these cases."""
        torch.manual_seed(plan.seed)
        network = Network(self._model, plan.rank, self._names)
        optimiser = torch.optim.AdamW(
            [
                {"params": network.corrections(), "lr": LEARNING_RATE, "weight_decay": 0.01},
                {"params": network.others(), "lr": OTHERS_RATE, "weight_decay": 0.0},
            ],
            betas=(0.9, 0.98),
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda n: min(1, (n + 1) / (WARM_UP * plan.steps)) * (1 - n / plan.steps)
        )
        right: list[float] = []
        for step, batch in enumerate(self._batches(cases, plan), 1):
            lost, shared = self._loss(network, batch)
            optimiser.zero_grad()
            lost.backward()  # type: ignore[no-untyped-call]
            clip_grad_norm_([*network.corrections(), *network.others()], MAX_NORM)
            optimiser.step()
            schedule.step()
            right.append(shared)
            if step % REPORTED == 0:
                mean = np.mean(right[-REPORTED:])
                on_step(f"Step {step} of {plan.steps}: {mean:.2f} of a batch are judged right")
        return network

    def _batches(self, cases: Sequence[Case], plan: Plan) -> Iterator[list[Case]]:
        """As many batches as there are steps."""
        drawn = Random(plan.seed)
        kinds: dict[tuple[Source, bool], list[Case]] = defaultdict(list)
        for one in cases:
            kinds[one.example.source, one.example.borne_out].append(one)
        sources = {kind: _again(some, drawn) for kind, some in kinds.items()}
        names, weights = list(sources), [SHARES[kind] for kind in sources]
        ready: list[list[Case]] = []
        for _ in range(plan.steps):
            if not ready:
                picked = drawn.choices(names, weights, k=plan.batch * POOLED)
                some = sorted((next(sources[kind]) for kind in picked), key=_length)
                ready = [some[i : i + plan.batch] for i in range(0, len(some), plan.batch)]
                drawn.shuffle(ready)
            yield ready.pop()

    def _loss(self, network: Network, cases: Sequence[Case]) -> tuple[Tensor, float]:
        """What is lost on a batch, and the share of it that is judged right."""
        pairs = [self._pairs[id(one)] for one in cases]
        has_signs = (torch.rand(len(pairs), 1) > NO_SIGNS).float()
        logits, doubts = network(pairs, has_signs)
        right = torch.tensor([float(one.example.borne_out) for one in cases])
        wanted = right * (2 * SURE - 1) + 1 - SURE
        lost = functional.binary_cross_entropy_with_logits(logits, wanted)
        changed, counts = _changed(cases, pairs, doubts.shape)
        by_token = functional.binary_cross_entropy_with_logits(doubts, changed, reduction="none")
        lost = lost + CHANGED * (by_token * counts).sum() / counts.sum().clamp(min=1)
        return lost, float(((logits > 0) == (right > 0)).float().mean())

    @torch.no_grad()
    def logits(self, network: Network, cases: Sequence[Case], batch: int) -> list[float]:
        """What the network says of each case."""
        order = sorted(range(len(cases)), key=lambda i: _length(cases[i]))
        found = [0.0] * len(cases)
        for start in range(0, len(order), batch):
            some = order[start : start + batch]
            logits, _ = network([self._pairs[id(cases[i])] for i in some])
            for i, logit in zip(some, logits.tolist(), strict=True):
                found[i] = logit
        return found


def _changed(
    cases: Sequence[Case], pairs: Sequence[Pair], shape: torch.Size
) -> tuple[Tensor, Tensor]:
    """For each token whether it was changed, and what it counts for."""
    changed, counts = torch.zeros(shape), torch.zeros(shape)
    for row, (case, pair) in enumerate(zip(cases, pairs, strict=True)):
        if case.changed is None:
            continue
        for i, (start, end) in enumerate(pair.sentence.places):
            within = any(start < last and end > first for first, last in case.changed)
            changed[row, i] = float(within)
            counts[row, i] = FEW if within else 1.0
        counts[row, 0] = counts[row, len(pair.sentence.places) - 1] = 0.0
    return changed, counts


def _length(case: Case) -> int:
    return len(case.piece)


def _again(cases: Sequence[Case], drawn: Random) -> Iterator[Case]:
    """All of them in some order, again and again."""
    while cases:
        yield from drawn.sample(cases, len(cases))


def tally(group: str, cases: Iterable[Case], logits: Iterable[float]) -> LeftOut:
    """How many examples of each kind the check judges right, by what the network says of them."""
    kept: dict[int, bool] = {}
    examples = {}
    for case, logit in zip(cases, logits, strict=True):
        examples[case.number] = case.example
        is_kept = case.plain or (not case.refused and logit >= 0)
        kept[case.number] = kept.get(case.number, False) or is_kept
    right: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    for number, example in examples.items():
        kind = f"{example.kind} by hand" if example.source == "by hand" else example.kind
        everything[kind] += 1
        right[kind] += kept[number] == example.borne_out
    return LeftOut(group, right, everything)


def write(network: Network, file: Path = FILE) -> str:
    """Write what was learned; the SHA-256 of the file. Raises `DiskFull` or `InputRefused` where it
    cannot be written."""
    content = save(dict(sorted(network.learned().items())))
    try:
        file.write_bytes(content)
    except OSError as error:
        raise cannot_write(file, error) from error
    return hashlib.sha256(content).hexdigest()
