# %% [markdown]
# # Gradient checking: the tool that finds the bug
#
# Backpropagation code that is wrong rarely crashes. It trains, only worse, and you blame the learning rate. Gradient
# checking finds such bugs, because it needs nothing but the loss: it *measures* the slope of the loss and compares.
#
# You write the tool in nine functions. In the end it is itself tested: it is handed right gradients, which it must accept,
# and wrong ones, which it must reject and locate.
#
# 写错的反向传播很少会崩溃：它照样训练，只是效果差一些，而你会去怪学习率。梯度检验能找出这类错误，因为它只需要损失函数：它*测量*损失的斜率，
# 再与梯度比较。
#
# 你要写九个函数来完成这个工具。最后工具本身也要接受检验：交给它正确的梯度，它必须接受；交给它错误的梯度，它必须拒绝，并指出错在哪里。
#
# Conventions / 约定:
#
# - `params` is a dict `"W1", "b1", ..., "WL", "bL"` of float64 arrays, `W{l}` is `(n_l, n_{l-1})`, `b{l}` is `(n_l, 1)`; gradients have
#   the same keys: `params` 是由 float64 数组组成的字典，梯度使用相同的键。
# - $\|\cdot\|$ is the 2-norm of all entries, whatever the shape: $\|\cdot\|$ 是全部元素的 2-范数，与形状无关。
# - In your file later functions may call earlier ones: 在你的文件里，后面的函数可以调用前面的函数。

# %%
import numpy as np

# %% [markdown]
# ## 1. All parameters as one vector
#
# The mathematics says $J(\theta)$ with one vector $\theta \in \mathbb{R}^n$; the code has a dict of arrays. These two
# functions translate. The order inside `theta` is yours, as long as the way back uses the same one: that is what
# `spec` is for. Put in it whatever you need (names, shapes, positions).
#
# *Try:* does your pair also work for a network with twelve layers, and for one without a hidden layer?
#
# 数学上写的是 $J(\theta)$，只有一个向量 $\theta \in \mathbb{R}^n$；代码里却是由数组组成的字典。这两个函数负责互相转换。`theta` 内部的次序由你决定，
# 只要还原时用同样的次序：`spec` 就是为此准备的，需要什么（名字、形状、位置）就放什么。
#
# *试一试：* 对于十二层的网络，以及没有隐藏层的网络，你的两个函数也能用吗？


# %%
def params_to_vector(params):
    """Write all parameters into one vector.

    Args:
        params: dict of float64 arrays.

    Returns:
        theta: float64 array (n,), every entry of every array exactly once; a new array.
        spec: your own object, handed to vector_to_params as it is.

    把所有参数写成一个向量 theta (n,)，每个元素恰好出现一次；spec 是你自己的对象，会原样交给 vector_to_params。
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

    params_to_vector 的逆：返回具有原来名字和形状的字典，其内容取自传入的 theta；数组是新的，改动它们不会改动 theta。
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
# *Try:* `v_curve()` below prints the error against eps. Where is the bottom of the V, and what are its two slopes?
#
# 把一个坐标向两侧各移动一点，看函数如何变化。由泰勒公式，误差是 $\varepsilon^2 f'''/6$；单侧的商
# $(f(\theta + \varepsilon e_i) - f(\theta))/\varepsilon$ 的误差是 $\varepsilon f''/2$，要大得多。那么为什么不把 $\varepsilon$ 取得极小？因为分子中的
# 减法会丢失有效数字：舍入误差约为 $10^{-16} |f| / \varepsilon$。两种误差在 $\varepsilon = 10^{-5}$ 附近相当，默认值由此而来。
#
# 常见陷阱：`/ 2 * eps` 的运算次序；改动了 `theta` 却没有改回来；`theta` 是整数数组时，加 1e-5 不起作用；
# 转置数组的 `reshape` 或 `ravel` 得到的是副本，而不是视图。
#
# *试一试：* 下面的 `v_curve()` 打印误差随 eps 的变化。V 形的谷底在哪里？两边的斜率各是多少？


# %%
def numerical_gradient(f, theta, eps=1e-5):
    """Two-sided numerical gradient, one coordinate at a time.

    Args:
        f: function of an array of theta's shape, returns a float.
        theta: array of any shape, contiguous or not; integers count as floats. If you change it in place, restore it.
        eps: distance to either side.

    Returns:
        float64 array of theta's shape: (f(theta + eps e_i) - f(theta - eps e_i)) / (2 eps) at every index i.

    双侧数值梯度，每次只移动一个坐标；theta 可为任意形状，整数按浮点数处理，若就地改动则必须还原。
    """
    raise NotImplementedError("your code here")


# %%
def v_curve():
    """Print the error of your numerical gradient of exp at 1 against eps (given, not graded).

    打印 exp 在 1 处的数值梯度的误差随 eps 的变化（已给出，不计分）。
    """
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
# stories: if one gradient is $c > 0$ times the other, then $d = |c - 1| / (c + 1)$. Twice too large gives exactly 1/3, the
# wrong sign exactly 1.
#
# Two zero vectors are equal: $d = 0$, not $0/0$.
#
# *Try:* a gradient with the factor $1/m$ missing, for $m = 5$ examples. Which difference do you expect?
#
# 它与梯度的大小无关，也与两者谁先谁后无关；它在 $[0, 1]$ 之间，而且会讲故事：若一个梯度是另一个的 $c > 0$ 倍，则
# $d = |c - 1| / (c + 1)$：大一倍恰好得 1/3，符号相反恰好得 1。两个零向量是相等的：$d = 0$，而不是 $0/0$。
#
# *试一试：* 梯度漏了因子 $1/m$，样本数 $m = 5$ 时，差应该是多少？


# %%
def relative_difference(approx, exact):
    """||approx - exact|| / (||approx|| + ||exact||), and 0 when both are 0.

    Args:
        approx, exact: float64 arrays of the same shape; a matrix counts as the vector of its entries.

    Returns:
        a float in [0, 1].

    两个同形状数组的相对差，在 [0, 1] 之间；矩阵视为其全部元素组成的向量；两者都为 0 时为 0。
    """
    raise NotImplementedError("your code here")


# %% [markdown]
# ## 4. A verdict
#
# | difference / 差 | verdict / 判定 |
# |---|---|
# | up to 1e-7 | `"correct"` |
# | up to 1e-5 | `"acceptable"` (a kink of relu nearby, perhaps / 也许附近有 relu 的折点) |
# | up to 1e-3 | `"suspicious"` |
# | above / 更大 | `"wrong"` |
#
# The bounds belong to the better verdict. NaN is `"wrong"`. Careful: every comparison with NaN is False.
#
# *Try:* `float("nan") <= 1.0` and `float("nan") > 1.0`. Which order of comparisons turns NaN into "correct"?
#
# 恰在界上时取较好的判定。NaN 判为 `"wrong"`。注意：与 NaN 的任何比较都是 False。
#
# *试一试：* 计算 `float("nan") <= 1.0` 和 `float("nan") > 1.0`。怎样的比较次序会把 NaN 判成 "correct"？


# %%
def verdict(difference):
    """Judge a relative difference.

    Args:
        difference: float, possibly NaN or inf.

    Returns:
        "correct" up to and including 1e-7, "acceptable" up to 1e-5, "suspicious" up to 1e-3, otherwise "wrong".

    判定一个相对差：不超过 1e-7 为 "correct"，不超过 1e-5 为 "acceptable"，不超过 1e-3 为 "suspicious"，否则（包括 NaN）为 "wrong"。
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
# *Try:* print `bars(result)` for a backward pass with a planted bug. Then check a network with dropout whose mask is drawn
# anew at every call of the loss. Why does the check cry "wrong" although the gradient is right? (How large is the difference of
# two losses with different masks, and what is it divided by?)
#
# 把各部分组合起来。所有数组合起来的一个数说明*有没有*错；每个数组各一个数说明*哪里*错。两者都要看：一个小偏置里 1 % 的误差会淹没在其余部分的范数中。
#
# `grads` 中数组的次序可以与 `params` 不同：要按名字对应。
#
# *试一试：* 在反向传播中故意写错一处，打印 `bars(result)`。再检验一个每次调用损失都重新抽取 dropout 掩码的网络：梯度明明正确，
# 为什么检验却判为 "wrong"？（掩码不同的两个损失相差多大？这个差又除以了多少？）


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

    把梯度与损失的数值梯度比较，返回字典："difference" 是所有数组合成一个向量的差，"per_param" 是每个数组的差，"worst" 是差最大的数组名，
    "verdict" 是对 "difference" 的判定。
    """
    raise NotImplementedError("your code here")


# %%
def bars(result):
    """Print one bar per parameter array of a gradient check, on a log scale (given, not graded).

    按对数尺度为梯度检验的每个参数数组打印一个条形（已给出，不计分）。
    """
    for name, difference in result["per_param"].items():
        length = max(0, round(4 * (np.log10(difference + 1e-16) + 12)))
        print(f"{name:>4} {difference:8.1e} {'#' * length}")
    print(f"all  {result['difference']:8.1e} {result['verdict']}, worst is {result['worst']}")


# %% [markdown]
# ## 6. Checking while it trains
#
# A gradient can be right at the start and wrong later. Biases start at 0, so a gradient that regularises them by mistake
# is *right* there: the wrong term is `lambd / m * b = 0`. Small weights hide a forgotten derivative: $\tanh'(z) \approx 1$ near
# $z = 0$. So check again after some steps of gradient descent, $\theta_{k+1} = \theta_k - \alpha\,\nabla J(\theta_k)$.
#
# *Try:* plant one of these two bugs. At which step does it become visible?
#
# 梯度可能开始时正确，后来才出错。偏置从 0 开始，所以误将偏置正则化的梯度在那里是*正确*的：错误的项 `lambd / m * b` 等于 0。
# 很小的权重会掩盖漏写的导数：在 $z = 0$ 附近 $\tanh'(z) \approx 1$。因此要在若干步梯度下降之后再检验一次。
#
# *试一试：* 故意写入这两个错误之一。到第几步才看得出来？


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

    做 steps 步梯度下降，沿途检验梯度：返回 (step, difference) 的列表，包含第 0 步、每隔 every 步和最后一步，每步只列一次；
    第 k 步指 k 次更新之后。不要改动 params。
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
#
# *Try:* h = 1e-20 in `numerical_gradient`. What comes out, and why not here?
#
# 对解析函数 f，沿虚轴展开泰勒公式即得上式。这里没有减法，所以没有抵消：取 h = 1e-20 就能得到全部有效数字
# （Squire & Trapp, SIAM Review 40, 1998）。代价是 f 中的每个运算都必须接受复数，`abs` 和 `max` 不行。
#
# *试一试：* 在 `numerical_gradient` 中取 eps = 1e-20 会得到什么？为什么这里没有这个问题？


# %%
def complex_step_gradient(f, theta, h=1e-20):
    """Gradient of an analytic function to full precision.

    Args:
        f: function of a complex array of theta's shape, returns a complex number.
        theta: float64 array.
        h: imaginary step.

    Returns:
        float64 array of theta's shape: Im f(theta + i h e_j) / h at every index j.

    用复数步长求解析函数的梯度，精确到全部有效数字：在每个下标 j 处等于 Im f(theta + i h e_j) / h；结果是与 theta 同形状的 float64 数组。
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
#
# *Try:* `call_counts()` below draws the calls of f. Where is one backward pass in this picture?
#
# 数值梯度对每个参数调用 f 两次，而一次反向传播总共只相当于约两次调用：8 万个参数就是 16 万次对 2 次。沿*一个*方向 v 的导数只需两次调用。
#
# 错误的梯度在随机方向上只会偶然吻合，所以几个随机方向就够了。方向必须能指向任何地方：正态随机数，或每个坐标随机取正负号。
# （它说不出错在哪里，而且小数组中的小误差会被稀释。平时多用它，它报警时再做完整的检验。）
#
# *试一试：* 下面的 `call_counts()` 画出调用 f 的次数。一次反向传播在这幅图的什么位置？


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

    沿 rng 抽取的若干随机方向 v，比较 a = grad·v 与 f 沿 v 的双侧差分 b，返回 |a - b| / (|a| + |b|) 的最大值（两者都为 0 时取 0）。
    """
    raise NotImplementedError("your code here")


# %%
def call_counts():
    """Print how often each check calls f, against the number of parameters (given, not graded).

    打印两种检验调用 f 的次数随参数个数的变化（已给出，不计分）。
    """
    for n in (4, 16, 64, 256):
        calls = []

        def f(theta, calls=calls):
            calls.append(1)
            return float(np.sum(theta**2))

        numerical_gradient(f, np.ones(n))
        full = len(calls)
        directional_check(f, np.ones(n), 2 * np.ones(n), np.random.default_rng(0), directions=1)
        print(f"{n:4d} parameters  {full:4d} {'#' * (full // 8)}  against {len(calls) - full} along one direction")


# %% [markdown]
# ## What to take away
#
# - Check at eps = 1e-5 with two sides, in float64, with the randomness (dropout) frozen.
# - Check with non-zero biases, with and without L2, at the start **and** after some training.
# - Look at every array. Then switch the check off: it is far too slow to train with.
#
# 小结：
#
# - 用 eps = 1e-5 的双侧差分、float64 检验，并固定随机性（dropout）。
# - 用非零偏置、有无 L2 都要检验，在开始时**以及**训练一段之后都要检验。
# - 每个数组都要看。然后关掉检验：它太慢，训练时用不起。
