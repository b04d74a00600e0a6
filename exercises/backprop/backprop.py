# %% [markdown]
# # Backpropagation
#
# A network is a chain of simple functions. The gradient of a chain is a chain as well, walked from the end: every link
# receives the gradient with respect to what it put out and hands on the gradient with respect to what it took in.
#
# Conventions, everywhere in this course:
#
# - float64 arrays. **Columns are examples**: `X` is `(n_0, m)`, labels `Y` are one-hot columns `(n_L, m)`.
# - `W{l}` is `(n_l, n_{l-1})`, `b{l}` is `(n_l, 1)`; `params` is the dict `{"W1": ..., "b1": ..., ..., "WL": ..., "bL": ...}`.
# - A gradient has the **same key and the same shape** as the array it belongs to: `grads["W1"]` is dJ/dW1.
# - `dZ` is short for dJ/dZ. Backward functions are pure vector-Jacobian products; **the only `1/m` is in the loss**.
# - Hidden activations are `"sigmoid"`, `"tanh"` or `"relu"`. The output layer is linear: its values are the *logits*.
# - No function changes its arguments, and every result is a new array.

# %%
import numpy as np

# %% [markdown]
# ## Given, not graded
#
# The activations are exercise 1; here they are.


# %%
def activate(Z, activation):
    """Return the hidden activation of `Z`, of any shape."""
    if activation == "sigmoid":
        # e^-|z| never overflows: 1 / (1 + e^-z) for z >= 0, and e^z / (1 + e^z) below.
        decay = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1.0, decay) / (1.0 + decay)
    if activation == "tanh":
        return np.tanh(Z)
    if activation == "relu":
        return np.maximum(Z, 0.0)
    raise ValueError(f"unknown activation {activation!r}")


# %% [markdown]
# ## 1. The affine layer
#
# $Z = W A + b$: every column of `A` is one example, and the bias, a column, is added to all of them.


# %%
def affine_forward(A, W, b):
    """Return the pre-activations `W A + b`.

    A: (n_in, m), W: (n_out, n_in), b: (n_out, 1) -> Z: (n_out, m)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# The way back. With `dZ` given, ask of every input how a small change of it changes `Z`:
#
# - an entry of `A` reaches all units of its own example through a column of `W`;
# - an entry of `W` touches one unit in **all** examples, so their contributions add up;
# - a bias touches one unit in all examples as well, with factor 1.
#
# Let the shapes guide you: `dA` has the shape of `A`, `dW` that of `W`, `db` that of `b`. There is no `1/m` here.
#
# *Try:* write one entry of `Z` as a sum over indices and differentiate it by hand, before you write the matrix product.


# %%
def affine_backward(dZ, A, W):
    """Return `(dA, dW, db)` for `Z = W A + b`.

    dZ: (n_out, m), A: (n_in, m), W: (n_out, n_in) -> dA: (n_in, m), dW: (n_out, n_in), db: (n_out, 1)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 2. The activation
#
# $A = g(Z)$ works entry by entry, so its Jacobian is diagonal: $dZ = dA \odot g'(Z)$ with
#
# | activation | $g'(z)$, with $a = g(z)$ |
# |---|---|
# | sigmoid | $a (1 - a)$ |
# | tanh | $1 - a^2$ |
# | relu | 1 where $z > 0$, 0 where $z < 0$ (at 0 any value between is right) |
#
# *Try:* the largest value of sigmoid' is 1/4. What does that do to a gradient that passes ten such layers?


# %%
def activation_backward(dA, Z, activation):
    """Return `dZ` for `A = g(Z)`.

    dA, Z: (n, m); activation: "sigmoid", "tanh" or "relu" -> dZ: (n, m)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 3. The loss
#
# Softmax turns the logits of an example into probabilities, and cross-entropy asks how surprised they are by the label:
#
# $$ P_{kj} = \frac{e^{Z_{kj}}}{\sum_i e^{Z_{ij}}}, \qquad J = -\frac{1}{m} \sum_{j} \sum_k Y_{kj} \ln P_{kj} $$
#
# Two things make it worth taking both steps at once. The gradient is as simple as can be, $dZ = (P - Y) / m$. And it can
# be computed for any logits: `exp(1000)` overflows and `log(0)` is infinite, but $\ln P_{kj} = Z_{kj} - \ln \sum_i e^{Z_{ij}}$
# does not change when a constant is subtracted from all logits **of one example**, so make the largest of each column 0.
#
# *Try:* why do the columns of `dZ` sum to 0?


# %%
def softmax_cross_entropy(Z, Y):
    """Return `(loss, dZ)`: the mean cross-entropy of softmax(Z) over the examples, and its gradient.

    Z: logits (n, m), Y: one-hot (n, m) -> loss: a number, dZ: (n, m). Correct up to |Z| = 1e4.
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 4. The whole network, forward
#
# Affine layer, activation, affine layer, activation, ..., affine layer: the last one has **no** activation. A network may
# also have a single layer, which then is the last one.
#
# Going back you will need what was computed on the way. Return it as `cache`, any object that you like: a list of
# tuples, a dict, an instance of a class of yours. Nobody but your own `backward` looks into it. Several caches may be
# alive at the same time, so keep nothing in global variables.


# %%
def forward(params, X, activation):
    """Return `(logits, cache)` of the network.

    params: W1, b1, ..., WL, bL; X: (n_0, m) -> logits: (n_L, m), cache: whatever `backward` needs
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 5. The whole network, backward
#
# From the last layer to the first: the affine layer's backward gives the gradients of its `W` and `b` and `dA` of the
# layer below; the activation's backward turns that into `dZ` of the layer below. `dlogits` is whatever gradient arrives
# at the logits, not necessarily that of the loss above. The first layer's `dA`, the gradient of the data, is not needed.
#
# *Try:* double `dlogits`. What happens to the gradients? Why must it?


# %%
def backward(params, cache, dlogits):
    """Return the gradients of all parameters, under the keys of `params`.

    params: those that `forward` was called with; cache: from that call; dlogits: (n_L, m) -> grads: dict like params
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 6. The objective
#
# Everything together, and the L2 penalty that keeps the weights small:
#
# $$ J = \text{cross-entropy} + \frac{\lambda}{2 m} \sum_l \lVert W_l \rVert^2 $$
#
# Biases are free. The gradient of the penalty is $\frac{\lambda}{m} W_l$.
#
# *Try:* where did the 2 go?


# %%
def loss_and_grads(params, X, Y, activation, lambd=0.0):
    """Return `(loss, grads)` of the network on a batch, with the L2 term of strength `lambd`.

    X: (n_0, m), Y: one-hot (n_L, m) -> loss: a number, grads: dict like params
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ### A picture: where is the error?
#
# One gradient check per entry (exercise 3 builds this tool): a digit says to how many digits your gradient agrees with a
# numerical one. A healthy net shows 5 or more everywhere; a bug paints its own shape, such as one array, or the first layers.


# %%
def error_map(params, X, Y, activation, lambd=0.0, eps=1e-5):
    """Return a text picture of the number of right digits, one digit per entry of every parameter array."""
    _, grads = loss_and_grads(params, X, Y, activation, lambd)
    lines = []
    for name, array in params.items():
        lines.append(f"{name} {array.shape}")
        numerical = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            values = []
            for shift in (eps, -eps):
                moved = array.copy()
                moved[index] += shift
                values.append(loss_and_grads({**params, name: moved}, X, Y, activation, lambd)[0])
            numerical[index] = (values[0] - values[1]) / (2 * eps)
        size = np.abs(numerical).max() + np.abs(grads[name]).max() + 1e-300
        digits = np.clip(-np.log10(np.abs(grads[name] - numerical) / size + 1e-10), 0, 9).astype(int)
        lines += ["    " + " ".join(str(digit) for digit in row) for row in digits]
    return "\n".join(lines)


def example(seed=0, layer_dims=(5, 4, 6, 3), m=7):
    """Return a small random network with its batch: `(params, X, Y)`."""
    rng = np.random.default_rng(seed)
    params = {}
    for l in range(1, len(layer_dims)):
        params[f"W{l}"] = rng.normal(0.0, 1.0 / np.sqrt(layer_dims[l - 1]), (layer_dims[l], layer_dims[l - 1]))
        params[f"b{l}"] = rng.normal(0.0, 0.3, (layer_dims[l], 1))
    return params, rng.normal(size=(layer_dims[0], m)), np.eye(layer_dims[-1])[:, rng.integers(layer_dims[-1], size=m)]


# %%
if __name__ == "__main__":
    print(error_map(*example(), "tanh", lambd=0.7))

# %% [markdown]
# ## 7. Dropout
#
# In training, every hidden unit of every example is kept with probability `keep_prob` and set to 0 otherwise,
# independently of all others. *Inverted* dropout divides what is kept by `keep_prob`, so that the expectation
# of an activation stays what it was, and nothing has to be done at test time.
#
# The mask says who stays: entries 0 or 1, nothing else. The scaling happens where the mask is applied.


# %%
def dropout_mask(shape, keep_prob, rng):
    """Return a mask of independent entries, 1 with probability `keep_prob` and 0 otherwise, drawn from `rng`.

    shape: a tuple such as (n, m); keep_prob in (0, 1]; rng: numpy.random.Generator -> (n, m) of any number type or bool
    """
    raise NotImplementedError("your code here")


# %%
def dropout_forward(A, mask, keep_prob):
    """Return the activations `A` after inverted dropout with the mask that is handed over.

    A: (n, m), mask: (n, m) of 0 and 1 (bool, int or float) -> (n, m)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# Backward, the **same** mask is used. (A new one would differentiate another network.)


# %%
def dropout_backward(dA, mask, keep_prob):
    """Return the gradient with respect to dropout's input; `dA` is the one with respect to its output.

    dA: (n, m), mask: (n, m) of 0 and 1 (bool, int or float) -> (n, m)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 8. One step of gradient descent
#
# All parameters move against their gradients at the same time: $\theta \leftarrow \theta - \eta \, dJ/d\theta$. Return a **new**
# dict of new arrays; the old parameters stay what they are, for example to compare with, or to go back to. Look
# gradients up by key: nobody promises you that the two dicts are in the same order.


# %%
def gd_step(params, grads, learning_rate):
    """Return new parameters `params - learning_rate * grads`; the arguments stay unchanged.

    params, grads: dicts with the same keys and shapes; learning_rate >= 0 -> dict like params
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# *Try:* train the example network for some hundred steps and look at the error map again. Does your gradient
# also hold where the weights are no longer small and random?

# %%
if __name__ == "__main__":
    params, X, Y = example()
    for step in range(301):
        loss, grads = loss_and_grads(params, X, Y, "tanh")
        if step % 100 == 0:
            print(f"step {step}: loss {loss:.4f}")
        params = gd_step(params, grads, 0.5)
    print(error_map(params, X, Y, "tanh", lambd=0.7))
