"""What gradient checkers notice: the same planted errors for all of them, on the same networks.

    pip install torch autograd scipy        # each is left out where it is not installed
    python benchmarks/checkers.py [NETS]

Every checker runs as its documentation shows it, with its default tolerances. A network of two hidden layers
(softmax cross-entropy with L2, float64) is one vector theta of 75 numbers; a checker gets the loss and a gradient
that is right or has one planted error. Prints the share of networks on which each checker objects: the first line, a
right gradient, counts false alarms.
"""

import importlib.util
import sys
from collections.abc import Callable, Iterator

import numpy as np

from grader.numerics.gradients import BLOCK_RTOL, block_error, central_difference, relative_difference
from grader.numerics.networks import ACTIVATIONS, loss
from grader.numerics.probes import ProbeNet, probe_net

Gradients = dict[str, np.ndarray]
Objects = Callable[[ProbeNet, Gradients], bool]

NETS = 60
DIMS = (5, 4, 6, 3)  # 75 parameters


def scaled(name: str, factor: float) -> Callable[[ProbeNet], Gradients]:
    return lambda net: {**net.grads, name: factor * net.grads[name]}


def one_entry(name: str, relative: float) -> Callable[[ProbeNet], Gradients]:
    """The largest entry of one block is off by a relative error."""

    def planted(net: ProbeNet) -> Gradients:
        wrong = net.grads[name].copy()
        wrong.flat[np.abs(wrong).argmax()] *= 1 + relative
        return {**net.grads, name: wrong}

    return planted


def without_m(net: ProbeNet) -> Gradients:
    return {name: net.X.shape[1] * grad for name, grad in net.grads.items()}


def without_l2(net: ProbeNet) -> Gradients:
    decay = {name: net.lambd / net.X.shape[1] * value for name, value in net.params.items() if name.startswith("W")}
    return {name: grad - decay.get(name, 0.0) for name, grad in net.grads.items()}


def l2_on_biases(net: ProbeNet) -> Gradients:
    decay = {name: net.lambd / net.X.shape[1] * value for name, value in net.params.items() if name.startswith("b")}
    return {name: grad + decay.get(name, 0.0) for name, grad in net.grads.items()}


PLANTED: dict[str, Callable[[ProbeNet], Gradients]] = {
    "none: a right gradient": lambda net: dict(net.grads),
    "1/m missing": without_m,
    "L2 term missing": without_l2,
    "L2 on the biases too": l2_on_biases,
    "W2 twice as large": scaled("W2", 2.0),
    "b1 with the wrong sign": scaled("b1", -1.0),
    "b1 left at zero": scaled("b1", 0.0),
    "b1 off by 1e-2": scaled("b1", 1.01),
    "b1 off by 1e-3": scaled("b1", 1.001),
    "b1 off by 1e-4": scaled("b1", 1.0001),
    "b1 off by 1e-5": scaled("b1", 1.00001),
    "one entry of W1 off by 1e-3": one_entry("W1", 1e-3),
    "one entry of W1 off by 1e-5": one_entry("W1", 1e-5),
}


def vector(arrays: Gradients) -> np.ndarray:
    return np.concatenate([arrays[name].ravel() for name in sorted(arrays)])


def objective(net: ProbeNet) -> Callable[[np.ndarray], float]:
    """The loss as a function of theta."""
    names = sorted(net.params)
    cuts = np.cumsum([net.params[name].size for name in names])[:-1]

    def f(theta: np.ndarray) -> float:
        parts = zip(names, np.split(theta, cuts), strict=True)
        params = {name: part.reshape(net.params[name].shape) for name, part in parts}
        return float(loss(params, net.X, net.Y, net.activation, net.lambd))

    return f


def by_blocks(net: ProbeNet, grads: Gradients) -> bool:
    """Compare with exact reference gradients, block by block, as the checks of this package do."""
    return any(block_error(grads[name], net.grads[name]) > BLOCK_RTOL for name in net.grads)


def by_textbook(net: ProbeNet, grads: Gradients) -> bool:
    """The course's own check: two-sided differences at 1e-5, one relative difference, "correct" up to 1e-7."""
    return relative_difference(central_difference(objective(net), vector(net.params)), vector(grads)) > 1e-7


def by_scipy(net: ProbeNet, grads: Gradients) -> bool:
    """scipy.optimize.check_grad returns a norm and leaves the judgement to the reader: 1e-5 here."""
    from scipy.optimize import check_grad

    return bool(check_grad(objective(net), lambda theta: vector(grads), vector(net.params)) > 1e-5)


def by_torch(net: ProbeNet, grads: Gradients) -> bool:
    """torch.autograd.gradcheck on a Function whose backward is the planted gradient."""
    import torch

    f, g = objective(net), torch.from_numpy(vector(grads))

    class Loss(torch.autograd.Function):
        @staticmethod
        def forward(ctx, theta):
            return torch.tensor(f(theta.detach().numpy()), dtype=torch.float64)

        @staticmethod
        def backward(ctx, out):
            return out * g

    theta = torch.from_numpy(vector(net.params)).requires_grad_()
    return not torch.autograd.gradcheck(Loss.apply, (theta,), raise_exception=False)


def by_autograd(net: ProbeNet, grads: Gradients) -> bool:
    """autograd.test_util.check_grads on a primitive whose vector-Jacobian product is the planted gradient."""
    from autograd.extend import defvjp, primitive
    from autograd.test_util import check_grads

    function = primitive(objective(net))
    defvjp(function, lambda answer, theta: lambda out: out * vector(grads))
    try:
        check_grads(function, modes=["rev"], order=1)(vector(net.params))
    except AssertionError:
        return True
    return False


CHECKERS: dict[str, tuple[str | None, Objects]] = {
    "backcheck": (None, by_blocks),
    "textbook": (None, by_textbook),
    "scipy": ("scipy", by_scipy),
    "torch": ("torch", by_torch),
    "autograd": ("autograd", by_autograd),
}


def networks(count: int) -> Iterator[ProbeNet]:
    for key in range(count):
        yield probe_net((23, key), DIMS, ACTIVATIONS[key % 3], m=7, lambd=0.9, trained=key % 2 == 0)


def main(count: int) -> None:
    installed = {n: c for n, (module, c) in CHECKERS.items() if module is None or importlib.util.find_spec(module)}
    np.random.seed(0)
    nets = list(networks(count))
    print(f"objections on {count} networks\n")
    print(f"| {'planted error':28} | " + " | ".join(f"{name:>9}" for name in installed) + " |")
    print("| --- " + "| ---: " * len(installed) + "|")
    for name, plant in PLANTED.items():
        shares = [np.mean([objects(net, plant(net)) for net in nets]) for objects in installed.values()]
        print(f"| {name:28} | " + " | ".join(f"{share:9.0%}" for share in shares) + " |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NETS)
