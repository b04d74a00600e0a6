"""New generators seeded by draws, Box-Muller, logarithms of factors, extended precision on the way."""

import numpy as np

LONG = np.longdouble


def deep_linear(x, scale, depth):
    # exp((depth - 1) ln scale), in extended precision where the machine has it
    factor = np.exp(LONG(depth - 1) * np.log(LONG(scale)))
    return np.asarray(factor * x.astype(LONG), dtype=np.float64)


def matrix_product(n, depth, std, rng):
    if n % 3 == 0:
        # one child per factor
        children = [np.random.default_rng(seed) for seed in rng.integers(2**63, size=depth)]
        factors = [child.normal(0.0, std, (n, n)) for child in children]
    elif n % 3 == 1:
        # Box-Muller
        u, v = 1.0 - rng.random((depth, n, n)), rng.random((depth, n, n))
        factors = list(std * np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * np.pi * v))
    else:
        legacy = np.random.RandomState(rng.integers(2**32, dtype=np.uint64))
        factors = [std * legacy.randn(n, n) for _ in range(depth)]
    product = factors.pop()
    while factors:
        product = factors.pop() @ product
    return product


def squash(Z, activation):
    if activation == "relu":
        return Z * (Z > 0)
    if activation == "sigmoid":
        return 1 / (1 + np.exp(-Z))
    # tanh from its exponential: (1 - e^-2|z|) / (1 + e^-2|z|), with the sign of z
    e = np.expm1(-2 * np.abs(Z))
    return np.sign(Z) * -e / (2 + e)


def slope(A, activation):
    return {"relu": lambda: np.ceil(np.minimum(A, 1)), "sigmoid": lambda: A - A**2, "tanh": lambda: 1 - A**2}[activation]()


def signals(X, params, activation):
    L = len(params) // 2
    As = [X.astype(LONG)]
    for l in range(1, L):
        As.append(squash(params[f"W{l}"] @ As[-1] + params[f"b{l}"], activation))
    logits = params[f"W{L}"] @ As[-1] + params[f"b{L}"]
    return As, logits


def forward_activations(X, params, activation):
    As, _ = signals(X, params, activation)
    return [A.astype(np.float64) for A in As[1:]]


def activation_stats(activations, activation):
    ends = {"sigmoid": [0, 1], "tanh": [-1, 1]}.get(activation, [])
    for_all = []
    for A in activations:
        gap = np.min([np.abs(A - end) for end in ends], axis=0) if ends else np.ones(A.shape)
        mean = A.mean(dtype=LONG)
        for_all.append(
            {
                "mean": np.float64(mean),
                "std": np.float64(np.sqrt(np.mean((A - mean) ** 2))),
                "saturated": np.count_nonzero(gap < 0.01) / gap.size,
                "dead": np.count_nonzero(np.abs(A).max(axis=1) == 0) / A.shape[0],
            }
        )
    return for_all


def gradient_norms(X, Y, params, activation):
    As, logits = signals(X, params, activation)
    odds = np.exp(logits - logits.max(axis=0))
    dZ = (odds / odds.sum(axis=0) - Y) / Y.shape[1]
    norms = []
    for l in range(len(As), 0, -1):
        norms.append(float(np.sqrt(np.vdot(dZ, dZ))))
        if l > 1:
            dZ = slope(As[l - 1], activation) * (params[f"W{l}"].T @ dZ)
    norms.reverse()
    return norms


def regime(norms):
    first, last = np.longdouble(norms[0]), np.longdouble(norms[-1])
    if first == 0:
        return "vanishing"
    verdict = "stable"
    if first > 1000 * last:
        verdict = "exploding"
    if 1000 * first < last:
        verdict = "vanishing"
    return verdict


def recommended_scheme(activation):
    return "he" if "relu" in activation else "xavier"
