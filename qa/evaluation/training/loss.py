"""How wrong the network is about a batch: the loss that training makes less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from qa.evaluation.training.network import Encoded, Network

PASSAGES_AT_ONCE, QUESTIONS_AT_ONCE = 12, 48
ANSWERED_WEIGHT = 0.5  # of telling a passage's questions from those it does not answer
NEVER = -1e4
MAX_SCALE = 60.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages; questions, each with the index of the passage that answers it; and questions that
    no passage of the batch is known to answer, each with the index of the one it is nearest to."""

    passages: Sequence[str]
    questions: Sequence[str]
    answers: Sequence[int]
    not_answered: Sequence[str]


def loss(network: Network, batch: Batch) -> tuple[Tensor, float]:
    """The loss of a batch, and the share of its questions whose passage comes first.

    By late interaction a question's passage must come before the others, and a passage's own
    question before questions that it does not answer.
    """
    passages = network.encode(batch.passages, PASSAGES_AT_ONCE)
    questions = network.encode([*batch.questions, *batch.not_answered], QUESTIONS_AT_ONCE)
    late = network.scale.exp().clamp(max=MAX_SCALE) * late_interaction(network, questions, passages)
    answers = torch.tensor(batch.answers)
    right = late[: len(answers)].argmax(1) == answers
    return _loss(late, answers), float(right.float().mean())


def late_interaction(network: Network, questions: Encoded, passages: Encoded) -> Tensor:
    """For each question and passage, the mean cosine of the question's tokens to the passage's
    nearest, weighted by what each token counts for: [questions, passages]."""
    tokens, weights = network.question_tokens(questions)
    held = network.passage_tokens(passages).to(torch.bfloat16)
    flat = tokens[questions.is_token].to(torch.bfloat16)
    nearest = (flat @ held.flatten(0, 1).T).view(len(flat), len(held), -1).amax(2).float()
    count = len(tokens)
    owners = torch.arange(count)[:, None].expand_as(questions.is_token)[questions.is_token]
    weighted = nearest * weights[questions.is_token][:, None]
    return torch.zeros(count, len(held)).index_add(0, owners, weighted)


def _loss(scores: Tensor, answers: Tensor) -> Tensor:
    """The cross entropy of the passages given a question, and of the questions given a passage."""
    count = len(answers)
    of_passages = functional.cross_entropy(scores[:count], answers)
    by_passage = scores.T[answers]  # for each answered question, the scores of all questions
    others = answers[None] == answers[:, None]
    others.fill_diagonal_(False)  # its other questions are no mistake
    mask = functional.pad(others, (0, scores.shape[0] - count))
    of_questions = functional.cross_entropy(
        by_passage.masked_fill(mask, NEVER), torch.arange(count)
    )
    return of_passages + ANSWERED_WEIGHT * of_questions
