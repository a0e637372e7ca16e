"""Linear layers in 8-bit integers, for processors that have no quick products in 16 bits.

Weights are rounded with a scale for each output. Inputs are rounded with scales that do not depend
on what else is in the batch, so that the vector of a text depends on that text alone. Where layer
normalisation comes before, the range of each input is found beforehand (`Ranged`); elsewhere each
row is scaled by its own greatest number (`ByRow`), since a few words have numbers a hundred times
as large as others. One scale for a batch, as in PyTorch's dynamic quantisation, is less exact.
`python -m tests.benchmarks.embedding` prints how quick this is, and the cosines to 32 bits.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

UNSIGNED_MAX, SIGNED_MAX = 255, 127  # of 8 bits
ZERO_POINT = 128  # the integer that stands for 0 in inputs, which the quick kernels want unsigned
RANGE_MARGIN = 1.1  # times the range that was observed: numbers beyond are cut off
MIN_SCALE = 1e-6
GELU_MIN = -0.17  # GELU gives no number below this


class Range:
    """The least and the greatest number of each input of a layer that was observed."""

    def __init__(self, width: int) -> None:
        self.least = torch.full((width,), torch.inf)
        self.greatest = torch.full((width,), -torch.inf)

    def note(self, x: Tensor) -> None:
        """Widen the range to the rows of `x` [n, width]."""
        self.least = torch.minimum(self.least, x.amin(0))
        self.greatest = torch.maximum(self.greatest, x.amax(0))


@dataclass(frozen=True, slots=True)
class _Products:
    """Weights in 8 bits, packed as the kernels take them, and the scale of each output [out]."""

    packed: Tensor
    scales: Tensor
    zeros: Tensor  # the integers that stand for 0 in the weights: all 0

    @classmethod
    def of(cls, weights: Tensor) -> _Products:
        """The products with `weights` [out, in]."""
        scales = (weights.abs().amax(1) / SIGNED_MAX).clamp(min=MIN_SCALE)
        rounded = (weights / scales[:, None]).round().to(torch.int8).contiguous()
        packed = torch.ops.onednn.qlinear_prepack(rounded, None)
        return cls(packed, scales, torch.zeros(len(weights), dtype=torch.int32))

    def __call__(
        self,
        x: Tensor,
        biases: Tensor | None = None,
        scale: float = 1.0,
        zero_point: int = ZERO_POINT,
        then: str = "none",
    ) -> Tensor:
        """The products [n, out] of `x` [n, in], to which `then` is applied.

        `x` holds whole numbers from -128 to 127, as floats; i stands for
        `scale` * (i + 128 - `zero_point`).
        """
        # Adding 128, from signed to unsigned, is to flip the highest bit.
        unsigned = x.to(torch.int8).bitwise_xor_(-128).view(torch.uint8)
        weights = (self.packed, self.scales, self.zeros)
        products: Tensor = torch.ops.onednn.qlinear_pointwise(
            unsigned, scale, zero_point, *weights, biases, 1.0, 0, torch.float32, then, (), "none"
        )
        return products


class Ranged:
    """A layer whose inputs have known ranges; `then` ("gelu") is applied to its outcome.

    Inputs of a wide range would leave the others few of the 8 bits. So each input is divided by a
    factor, and its weights are multiplied by it: the root of the input's range over that of its
    weights, which shares the loss of precision equally (Xiao and others, "SmoothQuant", 2023).
    """

    def __init__(
        self, weights: Tensor, biases: Tensor, observed: Range, then: str = "none"
    ) -> None:
        middle = (observed.greatest + observed.least) / 2
        reach = ((observed.greatest - observed.least) / 2).clamp(min=MIN_SCALE)
        smoothing = (reach / weights.abs().amax(0).clamp(min=MIN_SCALE)).sqrt()
        self._scale = float((reach / smoothing).max()) * RANGE_MARGIN / SIGNED_MAX
        self._factors = 1 / (smoothing * self._scale)
        self._offsets = -middle * self._factors
        self._products = _Products.of(weights * smoothing)
        self._biases = biases + weights @ middle
        self._then = then

    def __call__(self, x: Tensor) -> Tensor:
        x = torch.addcmul(self._offsets, x, self._factors).round_()
        x.clamp_(-SIGNED_MAX, SIGNED_MAX)
        return self._products(x, self._biases, self._scale, then=self._then)


class ByRow:
    """A layer that scales each row by its own greatest number. It overwrites its input."""

    def __init__(self, weights: Tensor, biases: Tensor) -> None:
        self._products = _Products.of(weights)
        self._biases = biases

    def __call__(self, x: Tensor) -> Tensor:
        reach = torch.maximum(x.amax(1, keepdim=True), -x.amin(1, keepdim=True))
        reach.clamp_(min=MIN_SCALE)
        products = self._products(x.mul_(SIGNED_MAX / reach).round_())
        return torch.addcmul(self._biases, products, reach.div_(SIGNED_MAX), out=products)


class AfterGelu:
    """The same for the outcome of GELU, whose range from `GELU_MIN` up takes all 8 bits."""

    def __init__(self, weights: Tensor, biases: Tensor) -> None:
        self._products = _Products.of(weights)
        self._biases = biases + GELU_MIN * weights.sum(1)

    def __call__(self, x: Tensor) -> Tensor:
        scale = x.amax(1, keepdim=True).clamp_(min=-GELU_MIN).sub_(GELU_MIN).div_(UNSIGNED_MAX)
        x = torch.addcmul(-GELU_MIN / scale - ZERO_POINT, x, 1 / scale, out=x).round_()
        products = self._products(x, zero_point=0)
        return torch.addcmul(self._biases, products, scale, out=products)
