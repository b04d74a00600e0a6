"""Planted wrong functions of propagation, one each; they may use the solution's other functions."""

import math

import numpy as np

from grader.checking import mutant

BUFFERS = {}


# --- deep_linear ---


@mutant("deep_linear", caught_by="deep_linear_shape", diagnosis="propagation.two_units_only")
def deep_linear_two_units(x, scale, depth):
    """`np.eye(2)` fits networks of two units only; the size is that of x.

    `np.eye(2)` 只适用于两个单元的网络；大小应由 x 决定。
    """
    y = x
    for _ in range(depth - 1):
        y = scale * np.eye(2) @ y
    return y


@mutant("deep_linear", caught_by="deep_linear_units", diagnosis="propagation.remembered")
def deep_linear_remembered(x, scale, depth, known={}):
    """The result is remembered by scale, depth and shape, and returned for another x as well; it depends on the numbers in x.

    按 scale、depth 和形状记住了结果，对别的 x 也返回它；结果取决于 x 中的数。
    """
    key = (scale, depth, x.shape)
    if key not in known:
        known[key] = scale ** (depth - 1) * x
    return known[key].copy()


@mutant("deep_linear", caught_by="deep_linear_powers", diagnosis="propagation.one_layer_too_many")
def deep_linear_all_layers_scale(x, scale, depth):
    """All `depth` layers scale, but the last one is the identity: the power is depth - 1.

    所有 depth 层都乘了倍数，但最后一层是单位矩阵：指数应为 depth - 1。
    """
    return scale**depth * x


@mutant("deep_linear", caught_by="deep_linear_powers", diagnosis="propagation.one_layer_too_few")
def deep_linear_two_layers_short(x, scale, depth):
    """The loop `range(1, depth - 1)` runs depth - 2 times; depth - 1 layers scale.

    循环 `range(1, depth - 1)` 只执行 depth - 2 次；应有 depth - 1 层乘以倍数。
    """
    y = x.copy()
    for _ in range(1, depth - 1):
        y = scale * y
    return y


@mutant("deep_linear", caught_by="deep_linear_powers", diagnosis="propagation.factors_added")
def deep_linear_adds_factors(x, scale, depth):
    """The factors of the layers are added up, but one layer's output is the next one's input: they multiply.

    各层的倍数被相加了；但一层的输出是下一层的输入，倍数应当相乘。
    """
    return scale * (depth - 1) * x


@mutant("deep_linear", caught_by="deep_linear_powers", diagnosis="propagation.hidden_activation")
def deep_linear_with_relu(x, scale, depth):
    """A relu between the layers cuts negative entries off; this network is linear.

    层间的 relu 把负元素截掉了；这个网络是线性的。
    """
    y = x
    for _ in range(depth - 1):
        y = np.maximum(scale * y, 0.0)
    return y


@mutant("deep_linear", caught_by="deep_linear_powers", diagnosis="propagation.scale_ignored")
def deep_linear_fixed_scale(x, scale, depth):
    """The factor 1.5 is written into the code; the argument `scale` has to be used.

    倍数 1.5 被写死在代码里；应使用参数 `scale`。
    """
    return 1.5 ** (depth - 1) * x


@mutant("deep_linear", caught_by="deep_linear_powers", diagnosis="propagation.single_precision")
def deep_linear_single_precision(x, scale, depth):
    """The powers are taken in float32, which keeps 7 digits; compute in float64.

    幂是用 float32 计算的，只有 7 位有效数字；请用 float64 计算。
    """
    return (np.float32(scale) ** np.float32(depth - 1) * x.astype(np.float32)).astype(np.float64)


@mutant("deep_linear", caught_by="deep_linear_powers", diagnosis="propagation.not_the_identity")
def deep_linear_matrix_of_ones(x, scale, depth):
    """`np.full((n, n), scale)` mixes all units; a multiple of the identity has zeros beside the diagonal.

    `np.full((n, n), scale)` 会把所有单元混在一起；单位矩阵的倍数在对角线以外是 0。
    """
    y = x
    for _ in range(depth - 1):
        y = np.full((x.shape[0], x.shape[0]), scale) @ y
    return y


@mutant("deep_linear", caught_by="deep_linear_units", diagnosis="propagation.scale_ignored")
def deep_linear_two_examples(x, scale, depth):
    """Only the two textbook factors 1.5 and 0.5 are computed; the argument `scale` can be any number.

    只计算了教科书中的 1.5 和 0.5 两种倍数；参数 `scale` 可以是任何数。
    """
    return (1.5 if scale > 1 else 0.5) ** (depth - 1) * x


@mutant("deep_linear", caught_by="deep_linear_units", diagnosis="propagation.scale_rounded")
def deep_linear_rounded_scale(x, scale, depth):
    """The scale is rounded to one half: 1.5 and 0.5 survive that, other scales do not.

    倍数被舍入到 0.5 的整数倍：1.5 和 0.5 不受影响，其他倍数则会出错。
    """
    return (round(2 * scale) / 2) ** (depth - 1) * x


@mutant("deep_linear", caught_by="deep_linear_pure", diagnosis="call.input_modified")
def deep_linear_in_place(x, scale, depth):
    """`x *= scale` changes the caller's array: work on a copy.

    `x *= scale` 会改动调用者的数组：应在副本上计算。
    """
    for _ in range(depth - 1):
        x *= scale
    return x.copy()


@mutant("deep_linear", caught_by="deep_linear_pure", diagnosis="value.aliased")
def deep_linear_returns_its_argument(x, scale, depth):
    """Where the scale is 1 nothing has to be computed, but x itself is handed back: return a copy.

    倍数为 1 时不需要计算，但返回的是 x 本身：应返回副本。
    """
    return x if scale == 1 else scale ** (depth - 1) * x


@mutant("deep_linear", caught_by="deep_linear_hundreds", diagnosis="propagation.depth_cut_off")
def deep_linear_capped(x, scale, depth):
    """The loop ends after 200 layers, as if more could not matter; at 1 % per layer they do.

    循环在 200 层后就停止了，似乎更多层无关紧要；每层相差 1% 时它们很重要。
    """
    y = x
    for _ in range(min(depth - 1, 200)):
        y = scale * y
    return y


# --- matrix_product ---


@mutant("matrix_product", caught_by="product_shape", diagnosis="propagation.list_of_factors")
def product_list(n, depth, std, rng):
    """All factors are drawn as one (depth, n, n) array, which is returned; they have to be multiplied.

    所有因子作为一个 (depth, n, n) 数组抽取后直接返回；还应把它们相乘。
    """
    return rng.normal(0.0, std, (depth, n, n))


@mutant("matrix_product", caught_by="product_second_moment", diagnosis="propagation.one_factor_too_few")
def product_one_less(n, depth, std, rng):
    """After the first matrix, `range(1, depth - 1)` adds depth - 2 more: one factor too few from two factors on.

    第一个矩阵之后，`range(1, depth - 1)` 只再乘 depth - 2 个：从两个因子起就少了一个。
    """
    product = rng.normal(0.0, std, (n, n))
    for _ in range(1, depth - 1):
        product = product @ rng.normal(0.0, std, (n, n))
    return product


@mutant("matrix_product", caught_by="product_single", diagnosis="propagation.one_factor_too_many")
def product_one_more(n, depth, std, rng):
    """A first matrix is drawn and then `depth` more are multiplied to it: together that is depth + 1.

    先抽取了一个矩阵，再乘上 depth 个：一共是 depth + 1 个因子。
    """
    product = rng.normal(0.0, std, (n, n))
    for _ in range(depth):
        product = product @ rng.normal(0.0, std, (n, n))
    return product


@mutant("matrix_product", caught_by="product_second_moment", diagnosis="propagation.elementwise_product")
def product_elementwise(n, depth, std, rng):
    """`*` multiplies entry by entry; a product of matrices is `@`.

    `*` 是逐元素相乘；矩阵乘积应使用 `@`。
    """
    product = np.ones((n, n))
    for _ in range(depth):
        product = product * rng.normal(0.0, std, (n, n))
    return product


@mutant("matrix_product", caught_by="product_second_moment", diagnosis="propagation.factors_added")
def product_sum(n, depth, std, rng):
    """The matrices are added up; they have to be multiplied.

    矩阵被相加了；应当相乘。
    """
    return sum(rng.normal(0.0, std, (n, n)) for _ in range(depth))


@mutant("matrix_product", caught_by="product_second_moment", diagnosis="propagation.std_once")
def product_scaled_once(n, depth, std, rng):
    """The std multiplies the finished product once, but every factor has it: std**depth.

    标准差只在最后乘了一次，但每个因子都应乘：std**depth。
    """
    product = np.eye(n)
    for _ in range(depth):
        product = product @ rng.standard_normal((n, n))
    return std * product


@mutant("matrix_product", caught_by="product_second_moment", diagnosis="propagation.factors_normalised")
def product_normalised(n, depth, std, rng):
    """The factors after the first are divided by sqrt(n), so that nothing explodes; the entries are to have deviation std.

    第一个之后的因子都除以了 sqrt(n)，以免爆炸；但元素的标准差应为 std。
    """
    product = rng.normal(0.0, std, (n, n))
    for _ in range(depth - 1):
        product = product @ rng.normal(0.0, std / math.sqrt(n), (n, n))
    return product


@mutant("matrix_product", caught_by="product_single", diagnosis="propagation.variance_as_std")
def product_variance_as_std(n, depth, std, rng):
    """The second argument of `rng.normal` is a standard deviation, but the variance std**2 is passed.

    `rng.normal` 的第二个参数是标准差，而传入的是方差 std**2。
    """
    product = np.eye(n)
    for _ in range(depth):
        product = product @ rng.normal(0.0, std**2, (n, n))
    return product


@mutant("matrix_product", caught_by="product_single", diagnosis="propagation.std_ignored")
def product_unit_normals(n, depth, std, rng):
    """The factors have standard deviation 1: the argument `std` is not used.

    因子的标准差是 1：没有使用参数 `std`。
    """
    product = rng.standard_normal((n, n))
    for _ in range(depth - 1):
        product = product @ rng.standard_normal((n, n))
    return product


@mutant("matrix_product", caught_by="product_normal", diagnosis="propagation.not_normal")
def product_uniform(n, depth, std, rng):
    """The entries are uniform numbers of the right standard deviation; normal ones are asked for.

    元素是标准差正确的均匀分布随机数；要求的是正态分布。
    """
    a = math.sqrt(3.0) * std
    product = rng.uniform(-a, a, (n, n))
    for _ in range(depth - 1):
        product = product @ rng.uniform(-a, a, (n, n))
    return product


@mutant("matrix_product", caught_by="product_normal", diagnosis="propagation.not_normal")
def product_random_signs(n, depth, std, rng):
    """The entries are std or -std with random jitter of a few percent; normal ones are asked for.

    元素是 std 或 -std，再加百分之几的抖动；要求的是正态分布。
    """
    product = np.eye(n)
    for _ in range(depth):
        signs = rng.choice([-1.0, 1.0], (n, n))
        product = product @ (std * signs * (1.0 + 0.01 * rng.uniform(-1.0, 1.0, (n, n))))
    return product


@mutant("matrix_product", caught_by=("product_single", "product_entries"), diagnosis="propagation.positive_entries")
def product_positive(n, depth, std, rng):
    """`rng.random` draws numbers from 0 to 1, all positive; normal numbers have mean 0.

    `rng.random` 抽取 0 到 1 之间的数，全是正数；正态随机数的均值为 0。
    """
    product = np.eye(n)
    for _ in range(depth):
        product = product @ (std * rng.random((n, n)))
    return product


@mutant("matrix_product", caught_by="product_entries", diagnosis="propagation.repeated_entries")
def product_symmetric(n, depth, std, rng):
    """The factors are symmetric, so that every entry occurs twice; all entries have to be independent.

    因子是对称矩阵，每个元素出现两次；所有元素都应独立。
    """
    product = np.eye(n)
    for _ in range(depth):
        A = rng.normal(0.0, std, (n, n))
        product = product @ (np.triu(A) + np.triu(A, 1).T)
    return product


@mutant("matrix_product", caught_by="product_signs", diagnosis="propagation.power_of_one_matrix")
def product_power(n, depth, std, rng):
    """One matrix is drawn and raised to a power; every factor has to be drawn anew.

    只抽取了一个矩阵再求幂；每个因子都应重新抽取。
    """
    return np.linalg.matrix_power(rng.normal(0.0, std, (n, n)), depth)


@mutant("matrix_product", caught_by="product_signs", diagnosis="propagation.power_of_one_matrix")
def product_same_object(n, depth, std, rng):
    """`[A] * depth` is a list of one and the same matrix; every factor has to be drawn anew.

    `[A] * depth` 是同一个矩阵重复多次；每个因子都应重新抽取。
    """
    product = np.eye(n)
    for A in [rng.normal(0.0, std, (n, n))] * depth:
        product = A @ product
    return product


@mutant("matrix_product", caught_by="product_signs", diagnosis="propagation.transposed_factor")
def product_with_transpose(n, depth, std, rng):
    """The second factor is the transpose of the first, so that the product is never negative; it has to be drawn anew.

    第二个因子是第一个的转置，乘积因此恒为半正定；它应重新抽取。
    """
    product = rng.normal(0.0, std, (n, n))
    if depth > 1:
        product = product @ product.T
    for _ in range(depth - 2):
        product = product @ rng.normal(0.0, std, (n, n))
    return product


@mutant("matrix_product", caught_by="product_anew", diagnosis="propagation.factors_reused")
def product_two_matrices(n, depth, std, rng):
    """Only two matrices are drawn, and the second is multiplied again and again; every factor has to be drawn anew.

    只抽取了两个矩阵，并反复乘第二个；每个因子都应重新抽取。
    """
    product, A = rng.normal(0.0, std, (n, n)), rng.normal(0.0, std, (n, n))
    for _ in range(depth - 1):
        product = product @ A
    return product


@mutant("matrix_product", caught_by="product_anew", diagnosis="propagation.factors_reused")
def product_of_three_in_turn(n, depth, std, rng):
    """Three matrices take turns; every factor has to be drawn anew.

    三个矩阵轮流相乘；每个因子都应重新抽取。
    """
    three = [rng.normal(0.0, std, (n, n)) for _ in range(3)]
    product = np.eye(n)
    for k in range(depth):
        product = product @ three[k % 3]
    return product


@mutant("matrix_product", caught_by="product_anew", diagnosis="random.few_seeds")
def product_of_few_seeds(n, depth, std, rng):
    """`rng` only chooses one of ten seeds, so that there are ten products in all; draw the entries from `rng` itself.

    `rng` 只用来在十个种子中选一个，于是总共只有十种乘积；应直接从 `rng` 抽取元素。
    """
    own = np.random.default_rng(int(rng.integers(10)))
    product = own.normal(0.0, std, (n, n))
    for _ in range(depth - 1):
        product = own.normal(0.0, std, (n, n)) @ product
    return product


@mutant("matrix_product", caught_by="product_hundred", diagnosis="propagation.rescaled_on_the_way")
def product_rescaled(n, depth, std, rng):
    """The product is divided by its largest entry every ten factors, to avoid overflow; then it no longer explodes.

    每十个因子就除以最大的元素以避免溢出；这样它就不再爆炸了。
    """
    product = np.eye(n)
    for k in range(1, depth + 1):
        product = product @ rng.normal(0.0, std, (n, n))
        if k % 10 == 0 and n > 1:
            product = product / np.abs(product).max()
    return product


@mutant("matrix_product", caught_by="product_hundred", diagnosis="propagation.rescaled_on_the_way")
def product_clipped(n, depth, std, rng):
    """Entries are clipped at ±1e9, to avoid overflow; float64 reaches 1e308.

    元素被截断在 ±1e9 以避免溢出；float64 可以达到 1e308。
    """
    product = np.eye(n)
    for _ in range(depth):
        product = np.clip(product @ rng.normal(0.0, std, (n, n)), -1e9, 1e9)
    return product


@mutant("matrix_product", caught_by="product_generator", diagnosis="random.generator_unused")
def product_own_seed(n, depth, std, rng):
    """A generator with a seed of its own is used instead of the one that is passed: every call gives the same product.

    使用了自带种子的生成器，而不是传入的那个：每次调用都得到相同的乘积。
    """
    own = np.random.default_rng(0)
    return product_of([own.normal(0.0, std, (n, n)) for _ in range(depth)])


@mutant("matrix_product", caught_by="product_generator", diagnosis="random.generator_unused")
def product_global_state(n, depth, std, rng):
    """`np.random.normal` draws from numpy's global state; all randomness has to come from `rng`.

    `np.random.normal` 使用 numpy 的全局状态；随机数必须全部来自 `rng`。
    """
    return product_of([np.random.normal(0.0, std, (n, n)) for _ in range(depth)])


@mutant("matrix_product", caught_by="product_generator", diagnosis="random.generator_copied")
def product_copied_generator(n, depth, std, rng):
    """The numbers come from a copy of `rng`, so that its own state never moves on: the next call draws the same numbers.

    随机数来自 `rng` 的副本，它自身的状态不会前进：下一次调用会抽到相同的数。
    """
    import copy

    own = copy.deepcopy(rng)
    return product_of([own.normal(0.0, std, (n, n)) for _ in range(depth)])


def product_of(factors):
    """Multiply matrices from left to right."""
    product = factors[0]
    for factor in factors[1:]:
        product = product @ factor
    return product


@mutant("matrix_product", caught_by="product_normal_factors", diagnosis="propagation.not_normal")
def product_uniform_later(n, depth, std, rng):
    """Only the first factor is normal, the others are uniform numbers of the same standard deviation; all have to be normal.

    只有第一个因子服从正态分布，其余的是标准差相同的均匀分布随机数；所有因子都应服从正态分布。
    """
    a = math.sqrt(3.0) * std
    factors = [rng.uniform(-a, a, (n, n)) for _ in range(depth - 1)]
    return product_of([rng.normal(0.0, std, (n, n)), *factors])


@mutant("matrix_product", caught_by="product_second_moment", diagnosis="propagation.triangular_factor")
def product_triangular(n, depth, std, rng):
    """All factors but the first are triangular; all entries have to be random.

    除第一个外，其余因子都是三角矩阵；所有元素都应是随机数。
    """
    factors = [np.tril(rng.normal(0.0, std, (n, n))) for _ in range(depth - 1)]
    return product_of([rng.normal(0.0, std, (n, n)), *factors])


@mutant("matrix_product", caught_by="product_signs", diagnosis="propagation.factors_reused")
def product_squares(n, depth, std, rng):
    """In longer products every factor is used twice in a row; every factor has to be drawn anew.

    在较长的乘积中，每个因子都连续用了两次；每个因子都应重新抽取。
    """
    factors = []
    for k in range(depth):
        A = rng.normal(0.0, std, (n, n)) if k % 2 == 0 or depth < 4 else A
        factors.append(A)
    return product_of(factors)


@mutant("matrix_product", caught_by="product_other_sizes", diagnosis="propagation.depth_cut_off")
def product_at_most_four(n, depth, std, rng):
    """Large matrices are multiplied four times at most, to save time; all `depth` factors count.

    大矩阵最多只乘四个以节省时间；所有 depth 个因子都要乘。
    """
    factors = min(depth, 4) if n > 30 else depth
    return product_of([rng.normal(0.0, std, (n, n)) for _ in range(factors)])


# --- forward_activations ---


def layers(X, params, activation, first=1, last=None):
    """Activations of layers `first` to `last`, for mutants that get something else wrong."""
    A, result = X, []
    for l in range(1, (last or len(params) // 2 - 1) + 1):
        A = activate(params[f"W{l}"] @ A + params[f"b{l}"], activation)
        if l >= first:
            result.append(A)
    return result


@mutant("forward_activations", caught_by="forward_shape", diagnosis="propagation.input_included")
def forward_with_input(X, params, activation):
    """The input X is the first entry of the list; only hidden layers belong there.

    列表的第一项是输入 X；其中只应有隐藏层。
    """
    return [X.copy(), *layers(X, params, activation)]


@mutant("forward_activations", caught_by="forward_shape", diagnosis="propagation.output_included")
def forward_with_output(X, params, activation):
    """The last layer is in the list; it is linear and no hidden layer.

    最后一层也在列表里；它是线性的，不是隐藏层。
    """
    return layers(X, params, activation, last=len(params) // 2)


@mutant("forward_activations", caught_by="forward_shape", diagnosis="propagation.no_hidden_layer")
def forward_needs_a_hidden_layer(X, params, activation):
    """A network of one layer has no hidden layer; here it is given one: the list has to be empty.

    只有一层的网络没有隐藏层，而这里给了它一层：列表应为空。
    """
    return layers(X, params, activation, last=max(1, len(params) // 2 - 1))


@mutant(
    "forward_activations",
    caught_by=("forward_sigmoid", "forward_tanh", "forward_relu"),
    diagnosis="propagation.bias_missing",
)
def forward_without_bias(X, params, activation):
    """The bias is missing: Z = W A + b.

    漏了偏置：Z = W A + b。
    """
    A, result = X, []
    for l in range(1, len(params) // 2):
        A = activate(params[f"W{l}"] @ A, activation)
        result.append(A)
    return result


@mutant(
    "forward_activations",
    caught_by=("forward_sigmoid", "forward_tanh", "forward_relu"),
    diagnosis="propagation.pre_activations",
)
def forward_pre_activations(X, params, activation):
    """The list holds the pre-activations Z; the activations g(Z) are asked for.

    列表里是预激活值 Z；要求的是激活值 g(Z)。
    """
    A, result = X, []
    for l in range(1, len(params) // 2):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        result.append(Z)
        A = activate(Z, activation)
    return result


@mutant(
    "forward_activations",
    caught_by=("forward_sigmoid", "forward_tanh", "forward_relu"),
    diagnosis="propagation.transposed",
)
def forward_transposed_where_square(X, params, activation):
    """Square weights are transposed: W is (units of this layer, units of the layer below), whatever its shape.

    方阵权重被转置了：无论形状如何，W 都是（本层单元数，下一层单元数）。
    """
    A, result = X, []
    for l in range(1, len(params) // 2):
        W = params[f"W{l}"]
        A = activate((W.T if W.shape[0] == W.shape[1] else W) @ A + params[f"b{l}"], activation)
        result.append(A)
    return result


@mutant("forward_activations", caught_by=("forward_tanh", "forward_relu"), diagnosis="propagation.activation_ignored")
def forward_always_sigmoid(X, params, activation):
    """Every layer uses sigmoid: the argument `activation` is not used.

    每层都使用 sigmoid：没有使用参数 `activation`。
    """
    return layers(X, params, "sigmoid")


@mutant("forward_activations", caught_by="forward_tanh", diagnosis="propagation.tanh_as_sigmoid")
def forward_tanh_as_sigmoid(X, params, activation):
    """tanh(z) is computed as 2 sigmoid(z) - 1; it is 2 sigmoid(2 z) - 1.

    tanh(z) 按 2 sigmoid(z) - 1 计算；正确的是 2 sigmoid(2 z) - 1。
    """
    if activation != "tanh":
        return layers(X, params, activation)
    A, result = X, []
    for l in range(1, len(params) // 2):
        A = 2.0 * activate(params[f"W{l}"] @ A + params[f"b{l}"], "sigmoid") - 1.0
        result.append(A)
    return result


@mutant("forward_activations", caught_by="forward_relu", diagnosis="propagation.leaky_relu")
def forward_leaky(X, params, activation):
    """Negative pre-activations keep one hundredth of their size: that is a leaky relu, relu makes them 0.

    负的预激活值保留了百分之一：这是 leaky relu，relu 应使其为 0。
    """
    if activation != "relu":
        return layers(X, params, activation)
    A, result = X, []
    for l in range(1, len(params) // 2):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        A = np.where(Z > 0, Z, 0.01 * Z)
        result.append(A)
    return result


@mutant("forward_activations", caught_by="forward_sigmoid", diagnosis="propagation.hard_sigmoid")
def forward_hard_sigmoid(X, params, activation):
    """0.25 z + 0.5, cut off at 0 and 1, approximates sigmoid by straight lines; sigmoid itself is asked for.

    截断到 0 与 1 之间的 0.25 z + 0.5 只是 sigmoid 的折线近似；要求的是 sigmoid 本身。
    """
    if activation != "sigmoid":
        return layers(X, params, activation)
    A, result = X, []
    for l in range(1, len(params) // 2):
        A = np.clip(0.25 * (params[f"W{l}"] @ A + params[f"b{l}"]) + 0.5, 0.0, 1.0)
        result.append(A)
    return result


@mutant("forward_activations", caught_by="forward_pure", diagnosis="call.input_modified")
def forward_pops_the_last_layer(X, params, activation):
    """`params.pop` takes the last layer out of the caller's dict, so that only hidden ones are left: count the layers instead.

    `params.pop` 把最后一层从调用者的字典中删掉了，只留下隐藏层：应改为数层数。
    """
    L = len(params) // 2
    params.pop(f"W{L}")
    params.pop(f"b{L}")
    return layers(X, params, activation, last=L - 1)


@mutant("forward_activations", caught_by="forward_pure", diagnosis="value.aliased")
def forward_keeps_its_buffers(X, params, activation):
    """The arrays are allocated once and filled again by the next call, which changes what an earlier call returned.

    数组只分配一次，下一次调用会再次写入，从而改变先前调用返回的结果。
    """
    result = []
    for l, A in enumerate(layers(X, params, activation), start=1):
        buffer = BUFFERS.setdefault((l, A.shape), np.empty(A.shape))
        buffer[...] = A
        result.append(buffer)
    return result


@mutant("forward_activations", caught_by="five_layers_forward", diagnosis="propagation.clipped")
def forward_clipped(X, params, activation):
    """Pre-activations are clipped at ±10 before sigmoid and tanh, to avoid overflow: saturated units then look less saturated.

    在 sigmoid 和 tanh 之前把预激活值截断在 ±10 以避免溢出：饱和的单元看起来就不那么饱和了。
    """
    if activation == "relu":
        return layers(X, params, activation)
    A, result = X, []
    for l in range(1, len(params) // 2):
        A = activate(np.clip(params[f"W{l}"] @ A + params[f"b{l}"], -10.0, 10.0), activation)
        result.append(A)
    return result


@mutant("forward_activations", caught_by="five_layers_forward", diagnosis="propagation.standardised")
def forward_standardised(X, params, activation):
    """Pre-activations wider than 5 are divided by their std: that is a normalisation layer, which this network does not have.

    标准差大于 5 的预激活值被除以了标准差：那是归一化层，这个网络里没有。
    """
    if activation == "relu":
        return layers(X, params, activation)
    A, result = X, []
    for l in range(1, len(params) // 2):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        A = activate(Z / max(1.0, Z.std() / 5.0), activation)
        result.append(A)
    return result


@mutant("forward_activations", caught_by="relu_signal", diagnosis="propagation.clipped")
def forward_capped_relu(X, params, activation):
    """relu is capped at 1e6, to avoid overflow: it has no upper end, and that is what the explosion is made of.

    relu 被限制在 1e6 以内以避免溢出：relu 没有上限，爆炸正由此而来。
    """
    if activation != "relu":
        return layers(X, params, activation)
    A, result = X, []
    for l in range(1, len(params) // 2):
        A = np.clip(params[f"W{l}"] @ A + params[f"b{l}"], 0.0, 1e6)
        result.append(A)
    return result


@mutant("forward_activations", caught_by="relu_signal", diagnosis="propagation.small_values_dropped")
def forward_without_small_values(X, params, activation):
    """Activations below 1e-8 are set to 0 as if they were rounding errors: a vanishing signal is small, but not 0.

    小于 1e-8 的激活值被当作舍入误差置为 0：消失中的信号很小，但不是 0。
    """
    if activation != "relu":
        return layers(X, params, activation)
    A, result = X, []
    for l in range(1, len(params) // 2):
        A = activate(params[f"W{l}"] @ A + params[f"b{l}"], activation)
        A = np.where(A < 1e-8, 0.0, A)
        result.append(A)
    return result


@mutant("forward_activations", caught_by="relu_signal", diagnosis="propagation.keys_sorted_as_text")
def forward_sorted_keys(X, params, activation):
    """`sorted(params)` puts W10 before W2, because it compares text: count the layers and use f"W{l}".

    `sorted(params)` 按文本比较，会把 W10 排在 W2 前面：应按层数循环并使用 f"W{l}"。
    """
    A, result = X, []
    names = sorted(name for name in params if name.startswith("W"))
    for name in names:
        if name != f"W{len(names)}":
            A = activate(params[name] @ A + params["b" + name[1:]], activation)
            result.append(A)
    return result


@mutant("forward_activations", caught_by="forward_other_nets", diagnosis="propagation.hard_coded")
def forward_hard_coded(X, params, activation):
    """Only networks of the sizes in the public checks are computed, others get zeros: the function has to work for any network.

    只计算公开检查中出现的网络，其他网络返回零：函数必须适用于任何网络。
    """
    result = layers(X, params, activation)
    return result if X.shape[0] in (5, 4, 3, 60, 100) else [0.0 * A for A in result]


# --- activation_stats ---


def stats(activations, activation, **other):
    """The right statistics, with some of them replaced by functions of the layer."""
    result = []
    limits = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": ()}[activation]
    for A in activations:
        right = {
            "mean": A.mean,
            "std": A.std,
            "saturated": lambda A=A: sum(np.mean(np.abs(A - a) < 0.01) for a in limits),
            "dead": lambda A=A: np.mean((A == 0).all(axis=1)),
        }
        result.append({key: float(other[key](A) if key in other else value()) for key, value in right.items()})
    return result


@mutant("activation_stats", caught_by="stats_shape", diagnosis="propagation.stats_not_per_layer")
def stats_of_all_layers(activations, activation):
    """The statistics are those of all layers together; one dict per layer is asked for.

    统计量是所有层合在一起的；要求每层一个字典。
    """
    return stats([np.concatenate([A.ravel() for A in activations])[:, None]], activation)


@mutant("activation_stats", caught_by="stats_mean", diagnosis="propagation.mean_of_sizes")
def stats_mean_of_sizes(activations, activation):
    """`mean` is the mean of the absolute values: signs count.

    `mean` 取了绝对值的均值：符号应当保留。
    """
    return stats(activations, activation, mean=lambda A: np.abs(A).mean())


@mutant("activation_stats", caught_by="stats_mean", diagnosis="propagation.mean_as_median")
def stats_median(activations, activation):
    """`mean` is the median of the entries, not their mean.

    `mean` 给的是元素的中位数，而不是均值。
    """
    return stats(activations, activation, mean=np.median)


@mutant("activation_stats", caught_by="stats_mean", diagnosis="propagation.mean_divides_by_examples")
def stats_sum_over_units(activations, activation):
    """The sum is divided by the number of examples only; a mean over all entries divides by units times examples.

    总和只除以样本数；对所有元素求均值应除以单元数乘样本数。
    """
    return stats(activations, activation, mean=lambda A: A.sum() / A.shape[1])


@mutant("activation_stats", caught_by="stats_mean", diagnosis="propagation.first_unit_only")
def stats_mean_of_first_unit(activations, activation):
    """`mean` is that of the first unit; it has to be taken over all units.

    `mean` 只是第一个单元的均值；应对所有单元计算。
    """
    return stats(activations, activation, mean=lambda A: A[0].mean())


@mutant("activation_stats", caught_by="stats_mean", diagnosis="propagation.silent_entries_left_out")
def stats_mean_of_active_entries(activations, activation):
    """`mean` leaves relu's zeros out; all entries count.

    `mean` 没有计入 relu 的 0；所有元素都要计入。
    """
    if activation != "relu":
        return stats(activations, activation)
    return stats(activations, activation, mean=lambda A: A[A > 0].mean() if A.any() else 0.0)


@mutant("activation_stats", caught_by="stats_std", diagnosis="propagation.unbiased_std")
def stats_unbiased(activations, activation):
    """`ddof=1` divides by N - 1; the std of what is there, with 1/N, is asked for.

    `ddof=1` 除以 N - 1；要求的是除以 N 的标准差。
    """
    return stats(activations, activation, std=lambda A: A.std(ddof=1) if A.size > 1 else 0.0)


@mutant("activation_stats", caught_by="stats_std", diagnosis="propagation.std_per_unit")
def stats_std_per_unit(activations, activation):
    """The std is taken per unit and then averaged: what differs between the units is lost. Take it over all entries.

    标准差先对每个单元计算再取平均：单元之间的差异就丢失了。应对所有元素计算。
    """
    return stats(activations, activation, std=lambda A: A.std(axis=1).mean())


@mutant("activation_stats", caught_by="stats_std", diagnosis="propagation.std_per_example")
def stats_std_per_example(activations, activation):
    """The std is taken per example and then averaged: what differs between the examples is lost. Take it over all entries.

    标准差先对每个样本计算再取平均：样本之间的差异就丢失了。应对所有元素计算。
    """
    return stats(activations, activation, std=lambda A: A.std(axis=0).mean())


@mutant("activation_stats", caught_by="stats_std", diagnosis="propagation.variance_for_std")
def stats_variance(activations, activation):
    """`std` is the variance: its root is missing.

    `std` 给的是方差：漏了开方。
    """
    return stats(activations, activation, std=np.var)


@mutant("activation_stats", caught_by="stats_std", diagnosis="propagation.root_mean_square")
def stats_root_mean_square(activations, activation):
    """`std` is the root mean square; subtract the mean first.

    `std` 给的是均方根；应先减去均值。
    """
    return stats(activations, activation, std=lambda A: np.sqrt(np.mean(A**2)))


@mutant(
    "activation_stats",
    caught_by=("stats_saturated_sigmoid", "stats_saturated_tanh"),
    diagnosis="propagation.saturation_threshold",
)
def stats_wide_saturation(activations, activation):
    """Entries within 0.05 of an asymptote are counted; the bound is 0.01.

    统计了距渐近线 0.05 以内的元素；界限是 0.01。
    """
    limits = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": ()}[activation]
    near = lambda A: sum(np.mean(np.abs(A - a) < 0.05) for a in limits)
    return stats(activations, activation, saturated=near)


@mutant("activation_stats", caught_by="stats_saturated_sigmoid", diagnosis="propagation.saturation_by_slope")
def stats_saturated_by_slope(activations, activation):
    """sigmoid's entries are counted where the slope a (1 - a) is below 0.01, which reaches further than 0.01 from 0 and 1.

    对 sigmoid，统计的是斜率 a (1 - a) 小于 0.01 的元素，这比距 0 和 1 不超过 0.01 的范围更宽。
    """
    if activation != "sigmoid":
        return stats(activations, activation)
    return stats(activations, activation, saturated=lambda A: np.mean(A * (1 - A) < 0.01))


@mutant("activation_stats", caught_by="stats_saturated_sigmoid", diagnosis="propagation.one_end_only")
def stats_upper_end_only(activations, activation):
    """Only entries near 1 are counted for sigmoid; it saturates at 0 as well.

    对 sigmoid 只统计了接近 1 的元素；它在 0 处同样饱和。
    """
    if activation != "sigmoid":
        return stats(activations, activation)
    return stats(activations, activation, saturated=lambda A: np.mean(A > 0.99))


@mutant("activation_stats", caught_by="stats_saturated_tanh", diagnosis="propagation.one_end_only")
def stats_tanh_upper_end_only(activations, activation):
    """Only entries near 1 are counted for tanh; it saturates at -1 as well: compare |a| with 0.99.

    对 tanh 只统计了接近 1 的元素；它在 -1 处同样饱和：应比较 |a| 与 0.99。
    """
    if activation != "tanh":
        return stats(activations, activation)
    return stats(activations, activation, saturated=lambda A: np.mean(A > 0.99))


@mutant("activation_stats", caught_by="stats_saturated_tanh", diagnosis="propagation.sigmoid_limits_for_tanh")
def stats_tanh_like_sigmoid(activations, activation):
    """tanh is judged with sigmoid's asymptotes 0 and 1: a tanh unit at 0 is as far from saturation as can be.

    对 tanh 使用了 sigmoid 的渐近线 0 和 1：输出为 0 的 tanh 单元离饱和最远。
    """
    if activation != "tanh":
        return stats(activations, activation)
    return stats(activations, activation, saturated=lambda A: np.mean((A < 0.01) | (A > 0.99)))


@mutant("activation_stats", caught_by="stats_saturated_tanh", diagnosis="propagation.saturated_units")
def stats_saturated_units(activations, activation):
    """The fraction of units that are saturated for every example is given for tanh; entries are to be counted.

    对 tanh 给出的是对所有样本都饱和的单元的比例；应统计元素。
    """
    if activation != "tanh":
        return stats(activations, activation)
    return stats(activations, activation, saturated=lambda A: np.mean((np.abs(A) > 0.99).all(axis=1)))


@mutant("activation_stats", caught_by="stats_saturated_relu", diagnosis="propagation.relu_saturated")
def stats_relu_zero_is_saturated(activations, activation):
    """relu's zeros are counted as saturated; for relu the number is 0.0, and zeros are what `dead` is about.

    把 relu 的 0 算作饱和；对 relu 这个数是 0.0，0 由 `dead` 统计。
    """
    if activation != "relu":
        return stats(activations, activation)
    return stats(activations, activation, saturated=lambda A: np.mean(A < 0.01))


@mutant("activation_stats", caught_by="stats_saturated_relu", diagnosis="propagation.relu_saturated")
def stats_relu_large_is_saturated(activations, activation):
    """relu's entries above 0.99 are counted as saturated, as for the others; relu has no upper asymptote.

    与其他函数一样把 relu 大于 0.99 的元素算作饱和；relu 没有上渐近线。
    """
    if activation != "relu":
        return stats(activations, activation)
    return stats(activations, activation, saturated=lambda A: np.mean(A > 0.99))


@mutant("activation_stats", caught_by="stats_dead", diagnosis="propagation.dead_examples")
def stats_dead_columns(activations, activation):
    """Columns that are 0 are counted: those are examples. A unit is a row.

    统计了全为 0 的列：那是样本。单元是行。
    """
    return stats(activations, activation, dead=lambda A: np.mean((A == 0).all(axis=0)))


@mutant("activation_stats", caught_by="stats_dead", diagnosis="propagation.silent_entries")
def stats_zero_entries(activations, activation):
    """The fraction of entries that are 0 is given; a unit is dead only if it is 0 for every example.

    给出的是值为 0 的元素的比例；只有对每个样本都为 0 的单元才是死亡的。
    """
    return stats(activations, activation, dead=lambda A: np.mean(A == 0))


@mutant("activation_stats", caught_by="stats_dead", diagnosis="propagation.dead_any")
def stats_dead_any(activations, activation):
    """Units that are 0 for some example are counted: `any` in place of `all`.

    统计了对某个样本为 0 的单元：应使用 `all` 而不是 `any`。
    """
    return stats(activations, activation, dead=lambda A: np.mean((A == 0).any(axis=1)))


@mutant("activation_stats", caught_by="stats_dead", diagnosis="propagation.dead_count")
def stats_dead_count(activations, activation):
    """The number of dead units is given; a fraction is asked for.

    给出的是死亡单元的个数；要求的是比例。
    """
    return stats(activations, activation, dead=lambda A: np.sum((A == 0).all(axis=1)))


@mutant("activation_stats", caught_by="stats_dead", diagnosis="propagation.nearly_dead")
def stats_nearly_dead(activations, activation):
    """Units that are only small are counted as well, as `np.allclose` to 0 does; dead means exactly 0.

    仅仅很小的单元也被算进去了，例如用 `np.allclose` 与 0 比较时；死亡是指恰好为 0。
    """
    return stats(activations, activation, dead=lambda A: np.mean([np.allclose(row, 0.0) for row in A]))


@mutant("activation_stats", caught_by="stats_pure", diagnosis="call.input_modified")
def stats_in_place(activations, activation):
    """`A -= A.mean()` centres the caller's arrays: work on a copy.

    `A -= A.mean()` 改动了调用者的数组：应在副本上计算。
    """
    result = stats(activations, activation)
    for A, stat in zip(activations, result):
        A -= stat["mean"]
        stat["std"] = float(np.sqrt(np.mean(A**2)))
    return result


@mutant("activation_stats", caught_by="stats_pure", diagnosis="call.input_modified")
def stats_empties_the_list(activations, activation):
    """`activations.pop(0)` empties the caller's list while going through it: use a `for` loop.

    `activations.pop(0)` 在遍历时清空了调用者的列表：应使用 `for` 循环。
    """
    result = []
    while activations:
        result += stats([activations.pop(0)], activation)
    return result


@mutant("activation_stats", caught_by="stats_magnitudes", diagnosis="propagation.rounded")
def stats_rounded(activations, activation):
    """The numbers are rounded to ten decimals, which makes a vanished signal exactly 0; it is not.

    结果被舍入到十位小数，消失的信号因此恰好变成 0；实际上它不是 0。
    """
    return [{key: round(value, 10) for key, value in stat.items()} for stat in stats(activations, activation)]


@mutant("activation_stats", caught_by="stats_magnitudes", diagnosis="propagation.added_epsilon")
def stats_std_with_epsilon(activations, activation):
    """1e-30 is added to the variance, as before a division; a signal that has vanished then has std 1e-15.

    方差加上了 1e-30（像做除法之前那样）；已消失的信号的标准差就变成了 1e-15。
    """
    return stats(activations, activation, std=lambda A: np.sqrt(A.var() + 1e-30))


@mutant("activation_stats", caught_by="stats_corners", diagnosis="propagation.single_entry")
def stats_needs_two_units(activations, activation):
    """A layer of one unit is said to have std 0; its examples differ.

    只有一个单元的层被认为标准差为 0；但各样本的值不同。
    """
    return stats(activations, activation, std=lambda A: A.std() if A.shape[0] > 1 else 0.0)


@mutant("activation_stats", caught_by="stats_corners", diagnosis="propagation.no_hidden_layer")
def stats_of_no_layer(activations, activation):
    """For an empty list the statistics of a layer of zeros are returned; without layers the list is empty.

    对空列表返回了一个全零层的统计量；没有层时列表应为空。
    """
    return stats(activations or [np.zeros((1, 1))], activation)


@mutant("activation_stats", caught_by="five_layers_stats", diagnosis="propagation.subsample")
def stats_of_ten_examples(activations, activation):
    """Only the first ten examples are looked at, to save time; all entries count.

    为节省时间只看了前十个样本；所有元素都要计入。
    """
    return stats([A[:, :10] for A in activations], activation)


@mutant("activation_stats", caught_by="five_layers_stats", diagnosis="propagation.fixed_histogram")
def stats_from_histogram(activations, activation):
    """The std is computed from the range -10 to 10, as in a histogram with fixed ends; what lies beyond is cut off.

    标准差只用 -10 到 10 之间的值计算，就像两端固定的直方图；超出的部分被截断了。
    """
    return stats(activations, activation, std=lambda A: np.clip(A, -10.0, 10.0).std() if A.size > 200 else A.std())


# --- gradient_norms ---


def backward_arrays(X, Y, params, activation):
    """dJ/dZ_1, ..., dJ/dZ_L, for mutants that measure something else."""
    return walk_back(X, Y, params, activation)[0]


def walk_back(X, Y, params, activation, slope=None, weights=None, start=None):
    """Lists of dJ/dZ_l, dJ/dA_l and the layers' inputs; steps of the way back can be replaced."""
    L = len(params) // 2
    inputs, Zs = [X], []
    for l in range(1, L + 1):
        Zs.append(params[f"W{l}"] @ inputs[-1] + params[f"b{l}"])
        inputs.append(activate(Zs[-1], activation))
    dZ = start(Zs[-1]) if start else softmax_cross_entropy(Zs[-1], Y)[1]
    dZs, dAs = [dZ], [dZ]
    for l in range(L, 1, -1):
        W = weights(l) if weights else params[f"W{l}"]
        dA = W.T @ dZ
        dZ = slope(dA, Zs[l - 2], l - 1) if slope else activation_backward(dA, Zs[l - 2], activation)
        dZs.append(dZ)
        dAs.append(dA)
    return dZs[::-1], dAs[::-1], inputs


def sizes_of(arrays):
    """2-norms of all entries."""
    return [float(np.linalg.norm(array)) for array in arrays]


@mutant("gradient_norms", caught_by="norms_shape", diagnosis="propagation.last_layer_missing")
def norms_hidden_only(X, Y, params, activation):
    """The last layer is missing: there is one norm for each of the L layers.

    漏了最后一层：L 层中每层都有一个范数。
    """
    return sizes_of(backward_arrays(X, Y, params, activation)[:-1])


@mutant("gradient_norms", caught_by="norms_shape", diagnosis="propagation.input_included")
def norms_with_input(X, Y, params, activation):
    """The gradient of the input X is measured as well; the first norm is that of dJ/dZ_1.

    还测量了对输入 X 的梯度；第一个范数应是 dJ/dZ_1 的。
    """
    dZs = backward_arrays(X, Y, params, activation)
    return sizes_of([params["W1"].T @ dZs[0], *dZs])


@mutant("gradient_norms", caught_by="norms_output", diagnosis="propagation.mean_missing")
def norms_without_mean(X, Y, params, activation):
    """The 1/m of the mean loss is missing: dJ/dZ_L = (P - Y) / m.

    漏了平均损失的 1/m：dJ/dZ_L = (P - Y) / m。
    """
    return [X.shape[1] * norm for norm in sizes_of(backward_arrays(X, Y, params, activation))]


@mutant("gradient_norms", caught_by="norms_output", diagnosis="propagation.spectral_norm")
def norms_spectral(X, Y, params, activation):
    """`np.linalg.norm(A, 2)` of a matrix is its largest singular value; leave the 2 out to get the norm of all entries.

    对矩阵，`np.linalg.norm(A, 2)` 是最大奇异值；去掉 2 才是所有元素的范数。
    """
    return [float(np.linalg.norm(dZ, 2)) for dZ in backward_arrays(X, Y, params, activation)]


@mutant("gradient_norms", caught_by="norms_output", diagnosis="propagation.squared_norm")
def norms_squared(X, Y, params, activation):
    """The squares are summed, but the root is missing.

    求了平方和，但漏了开方。
    """
    return [norm**2 for norm in sizes_of(backward_arrays(X, Y, params, activation))]


@mutant("gradient_norms", caught_by="norms_output", diagnosis="propagation.mean_square")
def norms_root_mean_square(X, Y, params, activation):
    """The root mean square is the norm divided by the root of the number of entries; the norm itself is asked for.

    均方根是范数除以元素个数的平方根；要求的是范数本身。
    """
    return [float(np.sqrt(np.mean(dZ**2))) for dZ in backward_arrays(X, Y, params, activation)]


@mutant("gradient_norms", caught_by="norms_output", diagnosis="propagation.norm_per_example")
def norms_averaged_over_examples(X, Y, params, activation):
    """The norms of the examples' columns are added up; the norm of the whole array is the root of their squares' sum.

    把各样本（列）的范数相加了；整个数组的范数是它们平方和的平方根。
    """
    return [float(np.linalg.norm(dZ, axis=0).sum()) for dZ in backward_arrays(X, Y, params, activation)]


@mutant("gradient_norms", caught_by="norms_output", diagnosis="propagation.labels_missing")
def norms_of_probabilities(X, Y, params, activation):
    """The way back starts from the probabilities P; it starts from (P - Y) / m.

    反向传播从概率 P 开始；应从 (P - Y) / m 开始。
    """
    m = X.shape[1]
    start = lambda Z: softmax_cross_entropy(Z, Y)[1] + Y / m
    return sizes_of(walk_back(X, Y, params, activation, start=start)[0])


@mutant("gradient_norms", caught_by="norms_output", diagnosis="propagation.softmax_over_examples")
def norms_softmax_axis(X, Y, params, activation):
    """The softmax sums over the examples of a row; probabilities belong to one example, which is a column.

    softmax 在一行的各样本上求和；概率属于一个样本，即一列。
    """
    start = lambda Z: (np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True) - Y) / Y.shape[1]
    return sizes_of(walk_back(X, Y, params, activation, start=start)[0])


@mutant("gradient_norms", caught_by="norms_output", diagnosis="propagation.output_activation")
def norms_with_output_activation(X, Y, params, activation):
    """The hidden activation is applied to the last layer too; its values are the logits, without activation.

    最后一层也用了隐藏层的激活函数；它的输出是 logits，没有激活函数。
    """
    start = lambda Z: softmax_cross_entropy(activate(Z, activation), Y)[1]
    return sizes_of(walk_back(X, Y, params, activation, start=start)[0])


@mutant(
    "gradient_norms", caught_by=("norms_sigmoid", "norms_tanh", "norms_relu"), diagnosis="propagation.reversed_order"
)
def norms_last_first(X, Y, params, activation):
    """The list is in the order of the way back, last layer first; the first layer has to come first.

    列表按反向传播的顺序排列，最后一层在前；应当第一层在前。
    """
    return sizes_of(backward_arrays(X, Y, params, activation))[::-1]


@mutant(
    "gradient_norms",
    caught_by=("norms_sigmoid", "norms_tanh", "norms_relu"),
    diagnosis="propagation.activation_gradient",
)
def norms_of_activations(X, Y, params, activation):
    """dJ/dA_l is measured, before it is multiplied by g'(Z_l); dJ/dZ_l is asked for.

    测量的是乘以 g'(Z_l) 之前的 dJ/dA_l；要求的是 dJ/dZ_l。
    """
    return sizes_of(walk_back(X, Y, params, activation)[1])


@mutant(
    "gradient_norms",
    caught_by="norms_output",
    diagnosis="propagation.weight_gradient",
)
def norms_of_weights(X, Y, params, activation):
    """dJ/dW_l is measured; in relu nets that hides what dJ/dZ_l shows, because it contains the forward signal.

    测量的是 dJ/dW_l；它包含正向信号，在 relu 网络中会掩盖 dJ/dZ_l 所显示的问题。
    """
    dZs, _, inputs = walk_back(X, Y, params, activation)
    return sizes_of([dZ @ A.T for dZ, A in zip(dZs, inputs)])


@mutant("gradient_norms", caught_by=("norms_sigmoid", "norms_tanh", "norms_relu"), diagnosis="propagation.transposed")
def norms_transposed_where_square(X, Y, params, activation):
    """Square weights are not transposed on the way back: dA = W^T dZ.

    反向传播时方阵权重没有转置：dA = W^T dZ。
    """
    square = lambda l: params[f"W{l}"].T if len(set(params[f"W{l}"].shape)) == 1 else params[f"W{l}"]
    return sizes_of(walk_back(X, Y, params, activation, weights=square)[0])


@mutant("gradient_norms", caught_by="norms_sigmoid", diagnosis="propagation.sigmoid_slope")
def norms_sigmoid_slope_at_z(X, Y, params, activation):
    """sigmoid's slope is a (1 - a) with a = sigmoid(z); here z itself is put in.

    sigmoid 的斜率是 a (1 - a)，其中 a = sigmoid(z)；这里代入的是 z 本身。
    """
    if activation != "sigmoid":
        return sizes_of(backward_arrays(X, Y, params, activation))
    return sizes_of(walk_back(X, Y, params, activation, slope=lambda dA, Z, l: dA * Z * (1 - Z))[0])


@mutant("gradient_norms", caught_by="norms_sigmoid", diagnosis="propagation.sigmoid_slope")
def norms_sigmoid_slope_constant(X, Y, params, activation):
    """sigmoid's slope is taken to be 1/4 everywhere; that is its largest value, at z = 0.

    把 sigmoid 的斜率处处取为 1/4；那只是 z = 0 处的最大值。
    """
    if activation != "sigmoid":
        return sizes_of(backward_arrays(X, Y, params, activation))
    return sizes_of(walk_back(X, Y, params, activation, slope=lambda dA, Z, l: dA / 4)[0])


@mutant("gradient_norms", caught_by="norms_tanh", diagnosis="propagation.tanh_slope")
def norms_tanh_slope_at_z(X, Y, params, activation):
    """tanh's slope is 1 - tanh(z)^2; here 1 - z^2 is used.

    tanh 的斜率是 1 - tanh(z)^2；这里用的是 1 - z^2。
    """
    if activation != "tanh":
        return sizes_of(backward_arrays(X, Y, params, activation))
    return sizes_of(walk_back(X, Y, params, activation, slope=lambda dA, Z, l: dA * (1 - Z**2))[0])


@mutant("gradient_norms", caught_by="norms_tanh", diagnosis="propagation.tanh_slope")
def norms_tanh_slope_unsquared(X, Y, params, activation):
    """tanh's slope is 1 - a^2; the square is missing.

    tanh 的斜率是 1 - a^2；漏了平方。
    """
    if activation != "tanh":
        return sizes_of(backward_arrays(X, Y, params, activation))
    return sizes_of(walk_back(X, Y, params, activation, slope=lambda dA, Z, l: dA * (1 - np.tanh(Z)))[0])


@mutant("gradient_norms", caught_by="norms_relu", diagnosis="propagation.relu_slope")
def norms_relu_slope_from_gradient(X, Y, params, activation):
    """relu lets through where dA is positive; what counts is where Z is positive.

    relu 在 dA 为正处放行；应看 Z 是否为正。
    """
    if activation != "relu":
        return sizes_of(backward_arrays(X, Y, params, activation))
    return sizes_of(walk_back(X, Y, params, activation, slope=lambda dA, Z, l: dA * (dA > 0))[0])


@mutant("gradient_norms", caught_by="norms_relu", diagnosis="propagation.relu_slope")
def norms_relu_slope_value(X, Y, params, activation):
    """The gradient is multiplied by relu(Z); relu's slope is 1 where Z is positive.

    梯度乘了 relu(Z)；relu 的斜率在 Z 为正处是 1。
    """
    if activation != "relu":
        return sizes_of(backward_arrays(X, Y, params, activation))
    return sizes_of(walk_back(X, Y, params, activation, slope=lambda dA, Z, l: dA * np.maximum(Z, 0.0))[0])


@mutant("gradient_norms", caught_by="norms_zero", diagnosis="propagation.added_epsilon")
def norms_with_epsilon(X, Y, params, activation):
    """A tiny number replaces a norm of 0, to save later divisions; the gradient behind dead units is exactly 0.

    用一个极小的数代替了为 0 的范数，以免之后除以零；死亡单元之后的梯度恰好为 0。
    """
    return [norm or 1e-12 for norm in sizes_of(backward_arrays(X, Y, params, activation))]


@mutant("gradient_norms", caught_by="norms_zero", diagnosis="propagation.dead_layers_skipped")
def norms_stop_at_dead_layer(X, Y, params, activation):
    """Where the gradient is 0 the norm of the layer above is repeated; it is 0 from there on.

    在梯度为 0 处重复了上一层的范数；从那里起范数应为 0。
    """
    norms = sizes_of(backward_arrays(X, Y, params, activation))
    for l in range(len(norms) - 2, -1, -1):
        norms[l] = norms[l] or norms[l + 1]
    return norms


@mutant("gradient_norms", caught_by="norms_pure", diagnosis="call.input_modified")
def norms_changes_labels(X, Y, params, activation):
    """`Y -= P` changes the caller's labels: compute P - Y into a new array.

    `Y -= P` 改动了调用者的标签：应把 P - Y 算到新数组中。
    """
    norms = sizes_of(backward_arrays(X, Y, params, activation))
    Y -= 1.0 / Y.shape[0]
    return norms


@mutant("gradient_norms", caught_by="norms_pure", diagnosis="call.input_modified")
def norms_stores_gradients(X, Y, params, activation):
    """The gradients are stored among the caller's params, under dZ1, dZ2, ...: keep them in a dict of your own.

    梯度被存进了调用者的 params（dZ1、dZ2……）：应存放在自己的字典里。
    """
    dZs = backward_arrays(X, Y, params, activation)
    params.update({f"dZ{l}": dZ for l, dZ in enumerate(dZs, start=1)})
    return sizes_of(dZs)


@mutant("gradient_norms", caught_by="experiment_relu", diagnosis="propagation.softmax_overflow")
def norms_softmax_overflows(X, Y, params, activation):
    """softmax is computed without subtracting each column's maximum, and exploding logits make it NaN.

    softmax 没有先减去每列的最大值，爆炸的 logits 使其成为 NaN。
    """
    start = lambda Z: (np.exp(Z) / np.exp(Z).sum(axis=0) - Y) / Y.shape[1]
    return sizes_of(walk_back(X, Y, params, activation, start=start)[0])


@mutant("gradient_norms", caught_by=("experiment_relu", "experiment_tanh"), diagnosis="propagation.gradient_clipping")
def norms_clipped(X, Y, params, activation):
    """Gradients are clipped to norm 100, a remedy for explosions; this instrument has to show them.

    梯度被截断到范数 100，这是针对爆炸的补救办法；而这个仪器应当显示爆炸。
    """
    clip = lambda dZ: dZ * min(1.0, 100.0 / max(float(np.linalg.norm(dZ)), 1e-300))
    slope = lambda dA, Z, l: clip(activation_backward(dA, Z, activation))
    return sizes_of(walk_back(X, Y, params, activation, slope=slope)[0])


@mutant("gradient_norms", caught_by="experiment_tanh", diagnosis="propagation.slope_floor")
def norms_tanh_saturated_slope(X, Y, params, activation):
    """Saturated tanh units are given the slope 1, so that they keep learning; there the slope is nearly 0.

    给饱和的 tanh 单元取斜率 1，使其继续学习；那里的斜率其实接近 0。
    """
    if activation != "tanh":
        return sizes_of(backward_arrays(X, Y, params, activation))
    slope = lambda dA, Z, l: dA * np.where(np.abs(Z) > 6.0, 1.0, 1.0 - np.tanh(Z) ** 2)
    return sizes_of(walk_back(X, Y, params, activation, slope=slope)[0])


@mutant("gradient_norms", caught_by="experiment_sigmoid", diagnosis="propagation.slope_floor")
def norms_sigmoid_saturated_slope(X, Y, params, activation):
    """Saturated sigmoid units are given the slope 1/4, so that they keep learning; there the slope is nearly 0.

    给饱和的 sigmoid 单元取斜率 1/4，使其继续学习；那里的斜率其实接近 0。
    """
    if activation != "sigmoid":
        return sizes_of(backward_arrays(X, Y, params, activation))
    right = lambda dA, Z: activation_backward(dA, Z, "sigmoid")
    slope = lambda dA, Z, l: np.where(np.abs(Z) > 6.0, dA / 4, right(dA, Z))
    return sizes_of(walk_back(X, Y, params, activation, slope=slope)[0])


@mutant(
    "gradient_norms",
    caught_by=("experiment_relu", "experiment_tanh", "experiment_sigmoid"),
    diagnosis="propagation.depth_cut_off",
)
def norms_of_ten_layers(X, Y, params, activation):
    """Below the last ten layers the norm is not computed but repeated: every layer has its own.

    最后十层以下的范数没有计算，只是重复：每一层都有自己的范数。
    """
    norms = sizes_of(backward_arrays(X, Y, params, activation))
    return [norms[max(l, len(norms) - 10)] for l in range(len(norms))]


@mutant("gradient_norms", caught_by="norms_other_nets", diagnosis="propagation.hard_coded")
def norms_hard_coded(X, Y, params, activation):
    """Only networks of the sizes in the public checks are computed, others get ones: the function has to work for any network.

    只计算公开检查中出现的网络，其他网络返回 1：函数必须适用于任何网络。
    """
    norms = sizes_of(backward_arrays(X, Y, params, activation))
    known = X.shape[0] in (5, 4, 3, 100) or Y.shape[0] == 1
    return norms if known else [1.0] * len(norms)


@mutant("gradient_norms", caught_by="norms_single_class", diagnosis="propagation.single_class_sigmoid")
def norms_single_logit_as_sigmoid(X, Y, params, activation):
    """A single logit is put through sigmoid, as in binary classification; softmax of one logit is always 1.

    单个 logit 被送入 sigmoid（如二分类那样）；单个 logit 的 softmax 恒为 1。
    """
    if Y.shape[0] > 1:
        return sizes_of(backward_arrays(X, Y, params, activation))
    start = lambda Z: (activate(Z, "sigmoid") - Y) / Y.shape[1]
    return sizes_of(walk_back(X, Y, params, activation, start=start)[0])


# --- regime ---


def by_ratio(ratio, low=1e-3, high=1e3):
    """The three regimes with other bounds."""
    return "vanishing" if ratio < low else "exploding" if ratio > high else "stable"


def safe(first, last):
    """first / last where there is a ratio, 0 or infinity where there is none."""
    return 0.0 if first == 0 else math.inf if last == 0 else first / last


@mutant("regime", caught_by="regime_ratio", diagnosis="propagation.ratio_upside_down")
def regime_last_over_first(norms):
    """The last norm is divided by the first: the gradient runs from the last layer to the first, so vanishing means first < last.

    用最后一个范数除以第一个：梯度从最后一层传到第一层，所以消失意味着第一个小于最后一个。
    """
    return by_ratio(safe(norms[-1], norms[0]))


@mutant("regime", caught_by="regime_ratio", diagnosis="propagation.other_bounds")
def regime_bounds_of_hundred(norms):
    """The bounds are 1e-2 and 1e2; they have to be 1e-3 and 1e3.

    界限用了 1e-2 和 1e2；应为 1e-3 和 1e3。
    """
    return by_ratio(safe(norms[0], norms[-1]), 1e-2, 1e2)


@mutant("regime", caught_by="regime_ratio", diagnosis="propagation.bounds_of_squares")
def regime_of_squares(norms):
    """The ratio of the squared norms is compared with 1e-3 and 1e3; those are bounds for the norms.

    拿范数平方之比与 1e-3 和 1e3 比较；这两个界限是对范数而言的。
    """
    return by_ratio(safe(norms[0], norms[-1]) ** 2)


@mutant("regime", caught_by="regime_ratio", diagnosis="propagation.natural_logarithm")
def regime_natural_logarithm(norms):
    """The natural logarithm of the ratio is compared with ±3; powers of ten need log10.

    拿比值的自然对数与 ±3 比较；10 的幂应使用 log10。
    """
    ratio = safe(norms[0], norms[-1])
    return by_ratio(ratio, math.exp(-3), math.exp(3))


@mutant("regime", caught_by="regime_ratio", diagnosis="propagation.one_sided")
def regime_never_explodes(norms):
    """Only a small ratio is looked at; a large one is an exploding gradient.

    只看了比值是否太小；比值太大是梯度爆炸。
    """
    return "vanishing" if safe(norms[0], norms[-1]) < 1e-3 else "stable"


@mutant("regime", caught_by="regime_scale", diagnosis="propagation.added_epsilon")
def regime_with_epsilon(norms):
    """1e-8 is added to the last norm, to avoid a division by 0; when all norms are tiny, the ratio is wrong.

    为避免除以 0，给最后一个范数加了 1e-8；当所有范数都很小时，比值就错了。
    """
    if norms[0] and not norms[-1]:
        return "exploding"
    return by_ratio(norms[0] / (norms[-1] + 1e-8))


@mutant("regime", caught_by="regime_scale", diagnosis="propagation.absolute_size")
def regime_absolute_size(norms):
    """A first norm below 1e-6 is called vanishing by itself; only the ratio to the last norm counts.

    第一个范数小于 1e-6 就被判为消失；只有与最后一个范数之比才算数。
    """
    return "vanishing" if norms[0] < 1e-6 else by_ratio(safe(norms[0], norms[-1]))


@mutant("regime", caught_by="regime_scale", diagnosis="propagation.small_is_zero")
def regime_small_is_zero(norms):
    """Norms that are `np.isclose` to 0 are taken for 0; only exactly 0 has no ratio.

    用 `np.isclose` 判断为接近 0 的范数被当作 0；只有恰好为 0 时才没有比值。
    """
    first, last = (0.0 if np.isclose(norm, 0.0, atol=1e-13) else norm for norm in (norms[0], norms[-1]))
    return by_ratio(safe(first, last))


@mutant("regime", caught_by="regime_path", diagnosis="propagation.extremes")
def regime_of_extremes(norms):
    """The largest and the smallest norm are compared; the first and the last are asked for.

    比较了最大和最小的范数；应比较第一个和最后一个。
    """
    first, last = (max(norms), min(norms)) if norms[0] >= norms[-1] else (min(norms), max(norms))
    return by_ratio(safe(first, last))


@mutant("regime", caught_by="regime_path", diagnosis="propagation.mean_of_others")
def regime_of_mean(norms):
    """The first norm is compared with the mean of the norms from the third layer on; it has to be compared with the last.

    拿第一个范数与第三层起各范数的平均比较；应与最后一个比较。
    """
    others = norms[2:] or norms[1:] or norms
    return by_ratio(safe(norms[0], sum(others) / len(others)))


@mutant("regime", caught_by="regime_path", diagnosis="propagation.any_step")
def regime_of_one_step(norms):
    """A step of more than 1e3 between neighbouring layers is called exploding; only the first and the last norm count.

    相邻两层之间有一步超过 1e3 就被判为爆炸；只看第一个和最后一个范数。
    """
    steps = [a / b for a, b in zip(norms, norms[1:]) if b]
    return "exploding" if max(steps, default=0.0) > 1e3 else by_ratio(safe(norms[0], norms[-1]))


@mutant("regime", caught_by="regime_zero", diagnosis="propagation.division_by_zero")
def regime_divides_by_zero(norms):
    """A last norm of 0 raises ZeroDivisionError; without a ratio the gradient is exploding, or vanishing if the first is 0 too.

    最后一个范数为 0 时引发 ZeroDivisionError；没有比值时应判为爆炸，若第一个也为 0 则为消失。
    """
    return by_ratio(norms[0] / norms[-1])


@mutant("regime", caught_by="regime_zero", diagnosis="propagation.nothing_is_stable")
def regime_zeros_are_stable(norms):
    """Where all norms are 0 the regime is called stable; no gradient arrives at all, which is vanishing.

    所有范数都为 0 时被判为稳定；根本没有梯度到达，应为消失。
    """
    return "stable" if norms[0] == 0 and norms[-1] == 0 and len(norms) > 1 else by_ratio(safe(norms[0], norms[-1]))


@mutant("regime", caught_by="regime_zero", diagnosis="propagation.zero_last_first")
def regime_checks_last_first(norms):
    """A last norm of 0 is called exploding before the first norm is looked at; a first norm of 0 is vanishing in any case.

    没看第一个范数就因最后一个为 0 判为爆炸；只要第一个为 0 就是消失。
    """
    return "exploding" if norms[-1] == 0 and len(norms) > 1 else by_ratio(safe(norms[0], norms[-1]))


@mutant("regime", caught_by="regime_experiments", diagnosis="propagation.depth_cut_off")
def regime_of_ten_layers(norms):
    """The first norm is compared with the tenth; in a deeper network the last one is further up.

    拿第一个范数与第十个比较；网络更深时，最后一个范数还在更上面。
    """
    return by_ratio(safe(norms[0], norms[:10][-1]))


@mutant("regime", caught_by="regime_single", diagnosis="propagation.single_layer")
def regime_single_by_size(norms):
    """With a single norm there seems to be nothing to compare with, and 1 is taken; first and last norm are the same one.

    只有一个范数时似乎无从比较，于是与 1 比较；其实第一个和最后一个是同一个。
    """
    return by_ratio(safe(norms[0], norms[-1] if len(norms) > 1 else 1.0))


@mutant("regime", caught_by="regime_pure", diagnosis="call.input_modified")
def regime_pops(norms):
    """`norms.pop()` takes the last norm out of the caller's list: `norms[-1]` only looks at it.

    `norms.pop()` 把最后一个范数从调用者的列表中取走了：`norms[-1]` 只是查看。
    """
    first = norms[0]
    return by_ratio(safe(first, norms.pop()))


# --- recommended_scheme ---


@mutant("recommended_scheme", caught_by="recommended_relu", diagnosis="propagation.always_xavier")
def recommended_always_xavier(activation):
    """Xavier is recommended for all; relu drops half of the signal, which He makes up for.

    全部推荐 Xavier；relu 会丢掉一半信号，He 正是为此作出补偿。
    """
    return "xavier"


@mutant("recommended_scheme", caught_by=("recommended_tanh", "recommended_sigmoid"), diagnosis="propagation.always_he")
def recommended_always_he(activation):
    """He is recommended for all; its factor 2 is for relu, which drops half of the signal.

    全部推荐 He；它的因子 2 是针对会丢掉一半信号的 relu 的。
    """
    return "he"


@mutant(
    "recommended_scheme",
    caught_by=("recommended_relu", "recommended_tanh", "recommended_sigmoid"),
    diagnosis="propagation.schemes_swapped",
)
def recommended_swapped(activation):
    """The schemes are swapped: He is for relu, Xavier for tanh and sigmoid.

    两种方案弄反了：He 用于 relu，Xavier 用于 tanh 和 sigmoid。
    """
    return "xavier" if activation == "relu" else "he"


@mutant("recommended_scheme", caught_by="recommended_tanh", diagnosis="propagation.he_for_tanh")
def recommended_he_for_tanh(activation):
    """He is recommended for tanh as well, as for everything newer than sigmoid; tanh drops nothing, and Xavier fits it.

    对 tanh 也推荐了 He，似乎比 sigmoid 新的都用它；tanh 并不丢弃信号，适合 Xavier。
    """
    return "xavier" if activation == "sigmoid" else "he"


@mutant("recommended_scheme", caught_by="recommended_sigmoid", diagnosis="propagation.he_for_sigmoid")
def recommended_he_for_sigmoid(activation):
    """He is recommended for sigmoid, because it is never negative, like relu; but it drops no half of the signal.

    因为 sigmoid 和 relu 一样从不为负，就推荐了 He；但它并不丢掉一半信号。
    """
    return "xavier" if activation == "tanh" else "he"


@mutant("recommended_scheme", caught_by="recommended_sigmoid", diagnosis="propagation.scheme_missing")
def recommended_without_sigmoid(activation):
    """The table has no entry for sigmoid, and looking it up raises KeyError.

    表中没有 sigmoid，查找时引发 KeyError。
    """
    return {"relu": "he", "tanh": "xavier"}[activation]
