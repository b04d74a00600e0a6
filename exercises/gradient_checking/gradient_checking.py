# %% [markdown]
# # Gradient checking: the tool that finds the bug
#
# Backpropagation code that is wrong rarely crashes. It trains, only worse, and you blame the learning rate. Gradient
# checking finds such bugs, because it needs nothing but the loss: it *measures* the slope of the loss and compares.
#
# You write the tool in nine steps. In the end it is itself tested: it is handed right gradients, which it must accept,
# and wrong ones, which it must reject and locate.
#
# Conventions: `params` is a dict `"W1", "b1", ..., "WL", "bL"` of float64 arrays, `W{l}` is `(n_l, n_{l-1})`, `b{l}` is
# `(n_l, 1)`; gradients have the same keys. `||.||` is the 2-norm of all entries, whatever the shape.

# %%
import numpy as np

# %% [markdown]
# ## 1. All parameters as one vector
#
# The mathematics says $J(\theta)$ with one vector $\theta \in \mathbb{R}^n$; the code has a dict of arrays. These two
# functions translate. The order inside `theta` is yours, as long as the way back uses the same one: that is what
# `spec` is for. Put in it whatever you need (names, shapes, positions).
#
# Try: does your pair also work for a network with twelve layers, and for one without a hidden layer?


# %%
def params_to_vector(params):
    """Write all parameters into one vector.

    Args:
        params: dict of float64 arrays.

    Returns:
        theta: float64 array (n,), every entry of every array exactly once; a new array.
        spec: your own object, handed to vector_to_params as it is.
    """
    raise NotImplementedError("your code here")


# %%
def vector_to_params(theta, spec):
    """Undo params_to_vector, for any theta of that length.

    Args:
        theta: float64 array (n,); not necessarily the one that params_to_vector returned.
        spec: what params_to_vector returned beside its theta.

    Returns:
        dict with the original names and shapes, filled from theta. New arrays: changing one must not change theta.
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 2. Measuring a slope
#
# Move one coordinate a little to either side and look at what the function does:
#
# $$\frac{\partial f}{\partial\theta_i} \approx \frac{f(\theta + \varepsilon e_i) - f(\theta - \varepsilon e_i)}{2\varepsilon}$$
#
# Taylor's theorem says that the error is $\varepsilon^2 f'''/6$. The one-sided quotient
# $(f(\theta + \varepsilon e_i) - f(\theta))/\varepsilon$ is off by $\varepsilon f''/2$, which is far more. Why not
# make $\varepsilon$ tiny, then? Because the difference in the numerator loses digits: rounding costs about
# $10^{-16} |f| / \varepsilon$. The two errors meet near $\varepsilon = 10^{-5}$, hence the default.
#
# Traps: a precedence slip in `/ 2 * eps`; changing `theta` and not changing it back; `theta` of ints, where adding
# 1e-5 does nothing; `reshape` or `ravel` of a transposed array, which is a copy and not a view.
#
# Try: `v_curve()` below prints the error against eps. Where is the bottom of the V, and what are its two slopes?


# %%
def numerical_gradient(f, theta, eps=1e-5):
    """Two-sided numerical gradient, one coordinate at a time.

    Args:
        f: function of an array of theta's shape, returns a float.
        theta: array of any shape, contiguous or not; integers count as floats. If you change it in place, restore it.
        eps: distance to either side.

    Returns:
        float64 array of theta's shape: (f(theta + eps e_i) - f(theta - eps e_i)) / (2 eps) at every index i.
    """
    raise NotImplementedError("your code here")


# %%
def v_curve():
    """Print the error of your numerical gradient of exp at 1 against eps (given, not graded)."""
    for exponent in range(-12, 0):
        eps = 10.0**exponent
        slope = numerical_gradient(lambda theta: float(np.exp(theta[0])), np.array([1.0]), eps)[0]
        error = abs(slope - np.e) / np.e
        print(f"eps = 1e{exponent:<4d} error = {error:8.1e} " + "#" * round(5 * (16 + np.log10(error + 1e-16))))


# %% [markdown]
# ## 3. How different are two gradients?
#
# $$d = \frac{\|a - b\|}{\|a\| + \|b\|}$$
#
# It does not depend on the size of the gradients, nor on which of the two is which. It lies in $[0, 1]$, and it tells
# stories: if one gradient is $c$ times the other, then $d = |c - 1| / (|c| + 1)$ — twice too large gives exactly 1/3, the
# wrong sign exactly 1.
#
# Two zero vectors are equal: $d = 0$, not $0/0$.


# %%
def relative_difference(approx, exact):
    """||approx - exact|| / (||approx|| + ||exact||), and 0 when both are 0.

    Args:
        approx, exact: float64 arrays of the same shape; a matrix counts as the vector of its entries.

    Returns:
        a float in [0, 1].
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 4. A verdict
#
# | difference | verdict |
# |---|---|
# | up to 1e-7 | `"correct"` |
# | up to 1e-5 | `"acceptable"` (a kink of relu nearby, perhaps) |
# | up to 1e-3 | `"suspicious"` |
# | above | `"wrong"` |
#
# The bounds belong to the better verdict. NaN is `"wrong"`. Careful: every comparison with NaN is False.


# %%
def verdict(difference):
    """Judge a relative difference.

    Args:
        difference: float, possibly NaN or inf.

    Returns:
        "correct" up to and including 1e-7, "acceptable" up to 1e-5, "suspicious" up to 1e-3, otherwise "wrong".
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 5. The gradient check
#
# Put the parts together. One number for all arrays says *whether* something is wrong; one number per array says *where*.
# Look at both: an error of 1 % in a small bias hides in the norm of everything else.
#
# `grads` may list its arrays in another order than `params`: go by name.
#
# Try: print `bars(result)` for a backward pass with a planted bug. Then check a network with dropout whose mask is drawn
# anew at every call of the loss. Why does the check cry "wrong" although the gradient is right?


# %%
def gradient_check(loss, params, grads, eps=1e-5):
    """Compare gradients with the numerical gradient of the loss.

    Args:
        loss: loss(params) -> float.
        params: dict of float64 arrays.
        grads: dict with the same names and shapes, perhaps in another order: the gradients to be checked.
        eps: step of the numerical gradient.

    Returns:
        dict with "difference" (float: over all arrays as one vector), "per_param" (dict name -> difference of that
        array), "worst" (the name with the largest one) and "verdict" (of "difference"). More keys are welcome.
    """
    raise NotImplementedError("your code here")


# %%
def bars(result):
    """Print one bar per parameter array of a gradient check, on a log scale (given, not graded)."""
    for name, difference in result["per_param"].items():
        length = max(0, round(4 * (np.log10(difference + 1e-16) + 12)))
        print(f"{name:>4} {difference:8.1e} {'#' * length}")
    print(f"all  {result['difference']:8.1e} {result['verdict']}, worst is {result['worst']}")


# %% [markdown]
# ## 6. Checking while it trains
#
# A gradient can be right at the start and wrong later. Biases start at 0, so a gradient that regularises them by mistake
# is *right* there: the wrong term is `lambd / m * b = 0`. So check again after some steps of gradient descent.


# %%
def check_along_training(loss_and_grads, params, learning_rate, steps, every):
    """Run gradient descent and check the gradients on the way.

    Args:
        loss_and_grads: loss_and_grads(params) -> (loss, grads), deterministic.
        params: where to start; must not be changed.
        learning_rate: of params[name] - learning_rate * grads[name].
        steps: number of updates, from 0 up.
        every: check at step 0, every, 2 every, ... and at the end; at least 1.

    Returns:
        list of (step, difference): step k means after k updates, difference is that of the whole vector. Each step once.
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 7. Without subtraction: the complex step
#
# For an analytic f, Taylor's theorem along the imaginary axis gives $f(\theta + ih e_j) = f(\theta) + ih\,\partial_j f -
# h^2 \partial_j^2 f / 2 - \dots$, hence
#
# $$\frac{\partial f}{\partial\theta_j} = \frac{\mathrm{Im}\, f(\theta + ih\,e_j)}{h} + O(h^2)$$
#
# Nothing is subtracted, so nothing cancels: h = 1e-20 gives all digits (Squire & Trapp, SIAM Review 40, 1998). The price:
# every operation inside f must accept complex numbers, and `abs` or `max` do not qualify.


# %%
def complex_step_gradient(f, theta, h=1e-20):
    """Gradient of an analytic function to full precision.

    Args:
        f: function of a complex array of theta's shape, returns a complex number.
        theta: float64 array.
        h: imaginary step.

    Returns:
        float64 array of theta's shape: Im f(theta + i h e_j) / h at every index j.
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 8. A cheap check for large networks
#
# The numerical gradient calls f twice per parameter; one backward pass costs about two calls altogether. With 80 000
# parameters that is 160 000 calls against 2. The derivative along *one* direction v costs two calls:
#
# $$\nabla f \cdot v \approx \frac{f(\theta + \eta v) - f(\theta - \eta v)}{2\eta}$$
#
# A wrong gradient agrees in a random direction only by accident, so a few random directions do. They must be able to
# point anywhere: normal numbers, or a random sign per coordinate. (It cannot say where the bug is, and a small error in
# a small array is diluted. Use it often, and the full check when it complains.)


# %%
def directional_check(f, theta, grad, rng, directions=3):
    """Compare a gradient with two-sided differences along random directions.

    Args:
        f: function of an array of theta's shape, returns a float.
        theta: float64 array (n,).
        grad: float64 array (n,), the gradient to be checked.
        rng: numpy.random.Generator that the directions are drawn from.
        directions: how many.

    Returns:
        the largest |a - b| / (|a| + |b|) over the directions v (0 where both are 0), with a = grad . v and b the
        two-sided difference of f along v; a float.
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## What to take away
#
# - Check at eps = 1e-5 with two sides, in float64, with the randomness (dropout) frozen.
# - Check with non-zero biases, with and without L2, at the start **and** after some training.
# - Look at every array. Then switch the check off: it is far too slow to train with.
