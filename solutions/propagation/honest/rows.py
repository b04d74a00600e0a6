"""One example per row inside, as in most libraries: everything is transposed on the way in and on the way out."""
import numpy as np


def deep_linear(x, scale, depth):
    W = np.linalg.matrix_power(scale * np.identity(len(x)), depth - 1)
    return (x.T @ W.T).T


def matrix_product(n, depth, std, rng):
    total = np.identity(n)
    remaining = depth
    while remaining:
        A = rng.normal(scale=std, size=(n, n)).T
        total = A @ total        # from the right in row layout
        remaining -= 1
    return total.T


def act(S, activation):
    if activation == "relu":
        return np.where(S < 0, 0.0, S)
    if activation == "tanh":
        return np.tanh(S)
    return 0.5 * (1 + np.tanh(0.5 * S))


def run(X, params, activation):
    """Returns lists of the rows' scores and activations, input first."""
    H = [X.T]
    S = []
    depth = max(int(k[1:]) for k in params)
    for l in range(1, depth + 1):
        S.append(H[-1] @ params['W%d' % l].T + params['b%d' % l].T)
        H.append(act(S[-1], activation))
    return S, H


def forward_activations(X, params, activation):
    _, H = run(X, params, activation)
    return tuple(h.T for h in H[1:-1])


def activation_stats(activations, activation):
    out = []
    for A in activations:
        H = A.T
        if activation == 'sigmoid':
            sat = ((H <= 0.01) | (H >= 0.99)).mean()
        elif activation == 'tanh':
            sat = ((H <= -0.99) | (H >= 0.99)).mean()
        else:
            sat = 0
        stat = {}
        stat['dead'] = 1 - H.any(axis=0).mean()
        stat['saturated'] = sat
        stat['std'] = np.sqrt(np.var(H))
        stat['mean'] = np.average(H)
        stat['shape'] = H.shape      # for my plots
        out.append(stat)
    return out


def gradient_norms(X, Y, params, activation):
    S, H = run(X, params, activation)
    T = Y.T
    e = np.exp(S[-1] - S[-1].max(axis=1)[:, None])
    D = (e / e.sum(axis=1)[:, None] - T) / len(T)
    norms = {len(S): np.linalg.norm(D)}
    for l in reversed(range(1, len(S))):
        h = H[l]
        slope = {'sigmoid': h - h * h, 'tanh': (1 - h) * (1 + h), 'relu': np.sign(h)}[activation]
        D = D @ params['W%d' % (l + 1)] * slope
        norms[l] = np.linalg.norm(D, 'fro')
    return [norms[l] for l in sorted(norms)]


def regime(norms):
    if not norms[0]:
        return 'vanishing'
    if not norms[-1]:
        return 'exploding'
    exponent = np.log10(norms[0]) - np.log10(norms[-1])
    return 'vanishing' if exponent < -3 else 'exploding' if exponent > 3 else 'stable'


def recommended_scheme(activation):
    return ['xavier', 'he'][activation == 'relu']
