# %% [markdown]
# # Initializers
#
# Before a network can learn it needs weights to start from. Exercises 5 and 6 showed two diseases:
#
# - constant weights: the units of a layer stay identical for ever, so a layer of 100 units works as one;
# - random weights of the wrong size: the signal grows or shrinks by a factor per layer, so a deep network starts dead.
#
# The cure is a formula of one line per method. What takes care is where exactly the 2, the root and the sizes belong.
#
# Conventions:
#
# - `n_in` units feed the layer, `n_out` units are in it; its weights `W` are `(n_out, n_in)`, float64. **One row per unit.**
# - Randomness comes from `rng`, a `numpy.random.Generator`, and from nowhere else: `rng.normal(...)`, `rng.uniform(...)`,
#   never `np.random.normal(...)`, never a new generator with a seed of your own.
# - Formulas are given as **variances**. numpy's `normal` takes the standard deviation, which is the root of the variance.
# - Every result is a new array.

# %%
import math

import numpy as np

# %% [markdown]
# ## 1. Constant
#
# The initialiser that does not work, as a point of comparison: all entries are `value`.


# %%
def constant(n_out, n_in, value):
    """Return weights that are all equal to `value`.

    n_out, n_in: sizes of the layer, value: a float -> (n_out, n_in)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 2. Small random numbers
#
# Normal numbers with mean 0 and one fixed standard deviation for every layer, such as 0.01. Symmetry is broken, but the
# size of the layer plays no part, and in a deep network that is fatal.


# %%
def normal(n_out, n_in, std, rng):
    """Return independent normal weights with mean 0 and standard deviation `std`.

    n_out, n_in: sizes of the layer, std > 0, rng: numpy.random.Generator -> (n_out, n_in)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 3. Xavier (Glorot)
#
# How big should the weights be? Take one unit, $z = \sum_{j=1}^{n_{in}} w_j x_j$, with independent weights of mean 0:
#
# $$\operatorname{E}[z^2] = n_{in} \operatorname{Var}(w) \operatorname{E}[x^2]$$
#
# So the signal keeps its size on the way forward if $\operatorname{Var}(w) = 1 / n_{in}$. The same sum on the way back runs
# over the `n_out` units that an input feeds, and asks for $1 / n_{out}$. Both cannot be had unless the layer is square.
# Glorot and Bengio (2010) take the compromise
#
# $$\operatorname{Var}(w) = \frac{2}{n_{in} + n_{out}}$$
#
# *Try:* on paper, by which factor does the variance change forward and backward in a layer from 400 units to 100?


# %%
def xavier_normal(n_out, n_in, rng):
    """Return independent normal weights with mean 0 and variance `2 / (n_in + n_out)`.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# The distribution does not matter for the argument, only the variance does. A uniform distribution on $[-a, a]$ has
# variance $a^2 / 3$ (integrate $w^2 / 2a$), which is **not** $a^2$. Which $a$ gives Xavier's variance?


# %%
def xavier_uniform(n_out, n_in, rng):
    """Return independent uniform weights with mean 0 and variance `2 / (n_in + n_out)`.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# Many textbooks drop the way back and call $1 / n_{in}$ "Xavier" (it is LeCun's rule of 1998). For square layers it is the
# same thing. Choose a normal or a uniform distribution, as you like.


# %%
def xavier_fan_in(n_out, n_in, rng):
    """Return independent weights with mean 0 and variance `1 / n_in`, from any usual distribution.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 4. He (Kaiming)
#
# relu sets half of the pre-activations to 0. If $z$ is symmetric around 0, then $\operatorname{E}[\mathrm{relu}(z)^2] =
# \operatorname{E}[z^2] / 2$, and the signal would lose half of its variance per layer: a factor of $2^{-30}$ after 30
# layers. He et al. (2015) put the 2 back:
#
# $$\operatorname{Var}(w) = \frac{2}{n_{in}}$$
#
# Note what it is divided by: the number of **inputs**, which is the number of columns of `W`. Mistakes about this are
# invisible in square layers.


# %%
def he_normal(n_out, n_in, rng):
    """Return independent normal weights with mean 0 and variance `2 / n_in`.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 5. Bonus: truncated normal
#
# A normal number is sometimes large, and one large weight can saturate a unit. So numbers beyond two standard deviations
# are **drawn again** until none is left. (Clipping is something else: it piles the excess up at the two ends.)
#
# What is cut off is missing in the variance. A normal of standard deviation $\sigma$, truncated at $\pm 2\sigma$, has only
#
# $$0.8796\,\sigma = \sigma \sqrt{1 - \frac{4 \varphi(2)}{2\Phi(2) - 1}}$$
#
# left ($\varphi$ and $\Phi$: density and distribution function of the standard normal). For a result with standard deviation
# `std`, start from a larger $\sigma$; the entries end at $\pm 2\sigma$ of **that** one. Some well-known libraries forgot
# this for years.

# %%
# sqrt(1 - 4 phi(2) / (2 Phi(2) - 1)), with phi(2) = e^-2 / sqrt(2 pi) and 2 Phi(2) - 1 = erf(sqrt 2)
TRUNCATED_STD = math.sqrt(1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2)))


# %%
def truncated_normal(n_out, n_in, std, rng):
    """Return independent weights from a normal distribution truncated at two of its standard deviations.

    The standard deviation of the entries, after truncation, is `std`.

    n_out, n_in: sizes of the layer, std > 0, rng: numpy.random.Generator -> (n_out, n_in)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 6. Bonus: orthogonal
#
# If the rows of `W` are orthonormal, or its columns, the layer is a rotation (or a part of one) and keeps the length of
# the signal exactly, not only on average. "Random" has to mean that **every rotation and reflection is equally likely**.
#
# The QR decomposition of a matrix of independent normal numbers nearly does that: `Q` has orthonormal columns. But which of
# the two possible signs a column gets is the choice of the algorithm, and not a random one: the first entry of numpy's `Q` is
# never positive. The decomposition is unique once the diagonal of `R` is positive, and then all is well (Mezzadri 2007):
# multiply column $j$ of `Q` by the sign of $R_{jj}$.
#
# A wide `W` cannot have orthonormal columns (there are more of them than dimensions), so there the **rows** are.
#
# *Try:* draw a 1x1 "matrix" a few times. What should come out?


# %%
def orthogonal(n_out, n_in, rng):
    """Return a random matrix with orthonormal columns, or rows where there are fewer of them; all are equally likely.

    n_out, n_in: sizes of the layer, rng: numpy.random.Generator -> (n_out, n_in)
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 7. A whole network
#
# `layer_dims = [n_0, n_1, ..., n_L]` lists the sizes of all layers, the input first. Layer $l$ has `W{l}` of shape
# $(n_l, n_{l-1})$ and `b{l}` of shape $(n_l, 1)$. Biases start at 0, for every scheme: the weights break the symmetry.
#
# | scheme | weights |
# |---|---|
# | `"zeros"` | 0 |
# | `"constant"` | 0.5 |
# | `"small"` | normal, standard deviation 0.01 |
# | `"xavier"` | variance $2 / (n_{in} + n_{out})$, any usual distribution |
# | `"he"` | variance $2 / n_{in}$, any usual distribution |


# %%
def init_params(layer_dims, scheme, rng):
    """Return the parameters that a network starts from.

    layer_dims: list of L + 1 sizes; scheme: "zeros", "constant", "small", "xavier" or "he"; rng: numpy.random.Generator
    -> dict with "W1": (n_1, n_0), "b1": (n_1, 1), ..., "WL", "bL". Another scheme raises ValueError.
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## Pictures (given, not graded)
#
# First: is it the distribution that it should be? Bars are your entries, `|` is the target density.


# %%
def histogram(W, variance, density="normal", bins=21, width=50):
    """Return a text picture of the entries of `W` against a density with mean 0 and this variance."""
    std = math.sqrt(variance)
    edges = np.linspace(-3.2 * std, 3.2 * std, bins + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    if density == "normal":
        target = np.exp(-(middles**2) / (2 * variance)) / math.sqrt(2 * math.pi * variance)
    else:
        target = np.where(np.abs(middles) <= math.sqrt(3) * std, 1 / (2 * math.sqrt(3) * std), 0.0)
    counts, _ = np.histogram(W, edges)
    heights = counts / (W.size * (edges[1] - edges[0]))
    scale = width / max(heights.max(), target.max())
    lines = []
    for middle, height, wanted in zip(middles, heights, target):
        bar = list("#" * round(height * scale) + " " * (width + 1 - round(height * scale)))
        bar[round(wanted * scale)] = "|"
        lines.append(f"{middle / std:+5.2f} std {''.join(bar)}")
    return "\n".join(lines)


# %% [markdown]
# Second, what all this is for: the standard deviation of the activations, layer by layer, on a logarithmic axis (a step to the
# right is a factor of ten). Only one scheme per activation keeps its column straight. tanh shrinks a signal
# of variance 1 with Xavier too, but slowly; in its linear range it keeps it.


# %%
def depth_picture(activation="relu", depth=12, units=100, examples=50, seed=0):
    """Return a text picture of the activations' standard deviation per layer, for three schemes."""
    functions = {"relu": lambda z: np.maximum(z, 0.0), "tanh": np.tanh}
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((units, examples))
    lines = []
    for scheme in ("small", "xavier", "he"):
        params = init_params([units] * (depth + 1), scheme, rng)
        A = X
        lines.append(f"{scheme}, {activation}")
        for l in range(1, depth + 1):
            A = functions[activation](params[f"W{l}"] @ A + params[f"b{l}"])
            place = int(np.clip(3 * (math.log10(A.std() + 1e-300) + 15), 0, 48))
            lines.append(f"  layer {l:2d}  {'.' * place}o   {A.std():.1e}")
    return "\n".join(lines)


# %%
if __name__ == "__main__":
    print(histogram(he_normal(300, 200, np.random.default_rng(1)), 2 / 200))
    print(histogram(xavier_uniform(300, 200, np.random.default_rng(1)), 2 / 500, "uniform"))
    print(depth_picture("relu"))
    print(depth_picture("tanh"))

# %% [markdown]
# ## What to take away
#
# - relu: He. tanh: Xavier. Fixed small numbers: only for very shallow networks.
# - Variance is not standard deviation, and the limit of a uniform distribution is neither.
# - Test initialisers on layers that are **not square**: there the wrong formulas stop agreeing with the right ones.
