"""Layers of the installed model in 8-bit integers: four times the products a second of 32-bit.

Weights are rounded with a scale for each number that comes out of them. What comes in is rounded
with a scale too, and never by what else is in the batch: the vector of a text is its own. Where a
norm comes before, the range of each number that comes in is known beforehand (`Ranged`); elsewhere
each row is brought to the full range by its own greatest (`ByRow`), since a few words have numbers
a hundred times as large as others'. Measured, cosine to 32-bit .9987 on average; by
one scale for a batch, as PyTorch's own dynamic quantisation does, .994.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

STEPS, GREATEST = 255, 127  # of 8 bits, and of those of them that are signed
ZERO = 128  # where 0 lies in what comes in, which is unsigned: the quick kernels want that
BEYOND = 1.1  # times the range seen: a number beyond is cut off
SMALLEST = 1e-6  # a scale is no smaller
GELU_LEAST = -0.17


class Range:
    """The least and the greatest of each number that came into a layer."""

    def __init__(self, width: int) -> None:
        self.least = torch.full((width,), torch.inf)
        self.greatest = torch.full((width,), -torch.inf)

    def note(self, x: Tensor) -> None:
        """Widen the range to the rows of `x` [n, width]."""
        self.least = torch.minimum(self.least, x.amin(0))
        self.greatest = torch.maximum(self.greatest, x.amax(0))


@dataclass(frozen=True, slots=True)
class _Products:
    """Weights in 8 bits, and the scale of each number that comes out [out]."""

    packed: Tensor
    scales: Tensor
    zeros: Tensor

    @classmethod
    def of(cls, weights: Tensor) -> _Products:
        """Those of `weights` [out, in]."""
        scales = (weights.abs().amax(1) / GREATEST).clamp(min=SMALLEST)
        rounded = (weights / scales[:, None]).round().to(torch.int8).contiguous()
        packed = torch.ops.onednn.qlinear_prepack(rounded, None)
        return cls(packed, scales, torch.zeros(len(weights), dtype=torch.int32))

    def __call__(
        self,
        x: Tensor,
        biases: Tensor | None = None,
        scale: float = 1.0,
        zero: int = ZERO,
        then: str = "none",
    ) -> Tensor:
        """Of `x` [n, in], whole numbers from -128 to 127, the float products [n, out] after `then`.

        Each of `x` stands for `scale` times what it is above `zero` - 128.
        """
        whole = x.to(torch.int8).bitwise_xor_(-ZERO).view(torch.uint8)
        known = (scale, zero, self.packed, self.scales, self.zeros, biases)
        products: Tensor = torch.ops.onednn.qlinear_pointwise(
            whole, *known, 1.0, 0, torch.float32, then, (), "none"
        )
        return products


class Ranged:
    """A layer that knows the range of what comes in, and what is done to its outcome: "gelu".

    Numbers of a wide range take some of the precision of the others' weights, and give some of
    theirs: half each, as in Xiao and others, "SmoothQuant" (2023).
    """

    def __init__(self, weights: Tensor, biases: Tensor, seen: Range, then: str = "none") -> None:
        middle = (seen.greatest + seen.least) / 2
        reach = ((seen.greatest - seen.least) / 2).clamp(min=SMALLEST)
        share = (reach / weights.abs().amax(0).clamp(min=SMALLEST)).sqrt()
        self._scale = float((reach / share).max()) * BEYOND / GREATEST
        self._factors = 1 / (share * self._scale)
        self._offsets = -middle * self._factors
        self._products = _Products.of(weights * share)
        self._biases = biases + weights @ middle
        self._then = then

    def __call__(self, x: Tensor) -> Tensor:
        x = torch.addcmul(self._offsets, x, self._factors).round_().clamp_(-GREATEST, GREATEST)
        return self._products(x, self._biases, self._scale, then=self._then)


class ByRow:
    """A layer that scales each row by its own greatest. What comes in is spent."""

    def __init__(self, weights: Tensor, biases: Tensor) -> None:
        self._products = _Products.of(weights)
        self._biases = biases

    def __call__(self, x: Tensor) -> Tensor:
        reach = torch.maximum(x.amax(1, keepdim=True), -x.amin(1, keepdim=True))
        reach.clamp_(min=SMALLEST)
        products = self._products(x.mul_(GREATEST / reach).round_())
        return torch.addcmul(self._biases, products, reach.div_(GREATEST), out=products)


class AfterGelu:
    """The same for rows that no number of is below `GELU_LEAST`: all 8 bits are above that."""

    def __init__(self, weights: Tensor, biases: Tensor) -> None:
        self._products = _Products.of(weights)
        self._biases = biases + GELU_LEAST * weights.sum(1)

    def __call__(self, x: Tensor) -> Tensor:
        steps = x.amax(1, keepdim=True).clamp_(min=-GELU_LEAST).sub_(GELU_LEAST).div_(STEPS)
        x = torch.addcmul(-GELU_LEAST / steps - ZERO, x, 1 / steps, out=x).round_()
        products = self._products(x, zero=0)
        return torch.addcmul(self._biases, products, steps, out=products)
