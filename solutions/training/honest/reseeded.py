"""All parameters in one vector, with views into it; generators of its own, seeded by draws of the one that is passed."""
import numpy as np


def truncated(rng, shape, std):
    z = rng.normal(size=shape)
    while np.any(np.abs(z) > 2):
        z = np.where(np.abs(z) > 2, rng.normal(size=shape), z)
    return z * std / 0.8796256610342398


def views(theta, dims):
    found, at = {}, 0
    for l in range(1, len(dims)):
        for name, shape in ((f"W{l}", (dims[l], dims[l - 1])), (f"b{l}", (dims[l], 1))):
            size = shape[0] * shape[1]
            found[name] = theta[at : at + size].reshape(shape)
            at += size
    return found


def sigma(Z, activation):
    with np.errstate(over="ignore"):
        return {"sigmoid": lambda: 1 / (1 + np.exp(-Z)), "tanh": lambda: np.tanh(Z), "relu": lambda: np.fmax(Z, 0)}[activation]()


def dsigma(A, activation):
    if activation == "relu":
        return (A != 0).astype(float)
    return 1 - A**2 if activation == "tanh" else A - A * A


def forward(params, X, activation):
    A, kept = X, []
    for l in range(1, len(params) // 2 + 1):
        kept.append(A)
        Z = params[f"W{l}"].dot(A) + params[f"b{l}"]
        A = sigma(Z, activation)
    return Z, kept


def predict(params, X, activation):
    Z, _ = forward(params, X, activation)
    labels = np.zeros(Z.shape[1])
    best = Z[0].copy()
    for k in range(1, len(Z)):
        better = Z[k] > best
        labels[better] = k
        best[better] = Z[k][better]
    return labels


def train_classifier(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    seeds = rng.integers(0, 2**62, size=epochs + 1)
    theta = np.zeros(sum(o * (i + 1) for i, o in zip(layer_dims, layer_dims[1:])))
    params = views(theta, layer_dims)
    own = np.random.default_rng(seeds[-1])
    for l in range(1, len(layer_dims)):
        n_out, n_in = params[f"W{l}"].shape
        if scheme == "constant":
            params[f"W{l}"][...] = 0.5
        elif scheme == "small":
            params[f"W{l}"][...] = own.normal(0, 0.01, (n_out, n_in))
        elif scheme in ("xavier", "he"):
            variance = 2 / (n_in + n_out) if scheme == "xavier" else 2 / n_in
            params[f"W{l}"][...] = truncated(own, (n_out, n_in), np.sqrt(variance))
    slope = np.zeros_like(theta)
    grads = views(slope, layer_dims)
    weights = np.zeros_like(theta)
    for name, view in views(weights, layer_dims).items():
        view[...] = name.startswith("W")
    loss, accuracy = (), ()
    for seed in seeds[:-1]:
        pairs = np.random.Generator(np.random.PCG64(seed)).permutation(np.concatenate([X, Y]), axis=1)
        total = 0
        for first in range(0, X.shape[1], batch_size):
            x, y = np.split(pairs[:, first : first + batch_size], [len(X)])
            n = x.shape[1]
            Z, kept = forward(params, x, activation)
            Z = Z - Z.max(0)
            logsum = np.log(np.exp(Z).sum(0))
            total += np.sum(logsum - (y * Z).sum(0))
            d = (np.exp(Z - logsum) - y) / n
            for l in range(len(kept), 0, -1):
                np.matmul(d, kept[l - 1].T, out=grads[f"W{l}"])
                np.sum(d, axis=1, keepdims=True, out=grads[f"b{l}"])
                if l > 1:
                    d = params[f"W{l}"].T.dot(d) * dsigma(kept[l - 1], activation)
            theta -= learning_rate * (slope + (lambd / n) * weights * theta)
        loss += (total,)
        accuracy += (np.equal(predict(params, X_val, activation), Y_val.argmax(0)).mean(),)
    return {name: view.copy() for name, view in params.items()}, {"loss": loss, "val_accuracy": accuracy}
