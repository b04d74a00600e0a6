"""Planted wrong functions of advanced, one each; they may use the solution's other functions."""

# ruff: noqa: D403, F821

import numpy as np

from grader.checking import mutant

LAST = {}


# --- variance_factors ---


def factors_of(forward, backward):
    """Return the result that these factors give."""
    return {
        "forward": forward,
        "backward": backward,
        "forward_total": float(np.prod(forward)),
        "backward_total": float(np.prod(backward)),
    }


@mutant("variance_factors", caught_by=("factors_forward", "factors_backward"), diagnosis="advanced.factors_swapped")
def factors_swapped(layer_dims, gain=1.0):
    """Forward and backward are swapped: an output sums n_in terms, so n_in belongs to forward and n_out to backward.

    forward 与 backward 写反了：每个输出是 n_in 项之和，所以 n_in 属于 forward，n_out 属于 backward。
    """
    forward = [2 * gain**2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * gain**2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, backward)


@mutant("variance_factors", caught_by=("factors_forward", "factors_backward"), diagnosis="advanced.factors_fan_in")
def factors_of_fan_in(layer_dims, gain=1.0):
    """The variance of the weights is 1/n_in (LeCun); Glorot's compromise is 2/(n_in + n_out), which keeps neither way exactly.

    权重方差取了 1/n_in（LeCun）；Glorot 的折中是 2/(n_in + n_out)，两个方向都不精确保持。
    """
    forward = [gain**2 * 1.0 for _ in layer_dims[1:]]
    backward = [gain**2 * o / i for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, backward)


@mutant("variance_factors", caught_by="factors_forward", diagnosis="advanced.factors_integer")
def factors_whole_numbers(layer_dims, gain=1.0):
    """`//` cuts the forward factor down to a whole number; a factor is a fraction, so divide with `/`.

    `//` 把 forward 因子截成了整数；因子是分数，应使用 `/`。
    """
    forward = [gain**2 * float(2 * i // (i + o)) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * gain**2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, backward)


@mutant("variance_factors", caught_by="factors_forward", diagnosis="advanced.factors_half")
def factors_without_two(layer_dims, gain=1.0):
    """The 2 of the forward factor is missing: Xavier's variance is 2/(n_in + n_out), so an equally wide layer has factor 1, not 1/2.

    forward 因子漏了 2：Xavier 的方差是 2/(n_in + n_out)，因此等宽层的因子是 1，而不是 1/2。
    """
    forward = [gain**2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * gain**2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, backward)


@mutant("variance_factors", caught_by="factors_forward", diagnosis="advanced.factors_input_only")
def factors_of_the_first_layer(layer_dims, gain=1.0):
    """Every forward factor uses n_0, the size of the data; layer l takes n_(l-1) inputs.

    每个 forward 因子都用了 n_0（数据的大小）；第 l 层的输入数是 n_(l-1)。
    """
    forward = [2 * gain**2 * layer_dims[0] / (layer_dims[0] + o) for o in layer_dims[1:]]
    backward = [2 * gain**2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, backward)


@mutant("variance_factors", caught_by="factors_backward", diagnosis="advanced.factors_copied")
def factors_copied(layer_dims, gain=1.0):
    """The backward factors are the forward ones again: on the way back every input collects n_out terms, so n_out stands on top.

    backward 因子与 forward 相同：反向时每个输入汇集 n_out 项，分子应为 n_out。
    """
    forward = [2 * gain**2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, list(forward))


@mutant("variance_factors", caught_by="factors_backward", diagnosis="advanced.factors_reversed")
def factors_from_the_top(layer_dims, gain=1.0):
    """The backward factors are listed in the order of the way back, last layer first; both lists start with layer 1.

    backward 因子按反向的顺序（最后一层在前）列出；两个列表都应从第 1 层开始。
    """
    forward = [2 * gain**2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * gain**2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, backward[::-1])


@mutant("variance_factors", caught_by="factors_backward", diagnosis="advanced.factors_reciprocal")
def factors_reciprocal(layer_dims, gain=1.0):
    """Backward is taken as 1 over forward; the two factors of a layer add up to 2, their product is not 1.

    backward 取了 forward 的倒数；一层的两个因子之和为 2，乘积并不是 1。
    """
    forward = [2 * gain**2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, [gain**4 / factor for factor in forward])


@mutant("variance_factors", caught_by="factors_totals", diagnosis="advanced.total_is_sum")
def factors_added(layer_dims, gain=1.0):
    """The totals add the factors; one layer after the other multiplies, so the total is the product.

    总因子用了加法；一层接一层是相乘，总因子是乘积。
    """
    forward = [2 * gain**2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * gain**2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return {**factors_of(forward, backward), "forward_total": sum(forward), "backward_total": sum(backward)}


@mutant("variance_factors", caught_by="factors_totals", diagnosis="advanced.total_ends_only")
def factors_ends_only(layer_dims, gain=1.0):
    """The totals are computed from n_0 and n_L alone, as if the layers between cancelled; they do not: multiply all factors.

    总因子只由 n_0 和 n_L 算出，好像中间各层会抵消；它们不会抵消：应把所有因子相乘。
    """
    forward = [2 * gain**2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * gain**2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    first, last = layer_dims[0], layer_dims[-1]
    totals = {"forward_total": 2 * first / (first + last), "backward_total": 2 * last / (first + last)}
    return {**factors_of(forward, backward), **totals}


@mutant("variance_factors", caught_by="factors_totals", diagnosis="advanced.total_skips_layer")
def factors_skip_the_first(layer_dims, gain=1.0):
    """The backward total leaves out layer 1; the totals are products over all layers.

    backward_total 漏掉了第 1 层；总因子是所有层的乘积。
    """
    forward = [2 * gain**2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * gain**2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return {**factors_of(forward, backward), "backward_total": float(np.prod(backward[1:]))}


@mutant("variance_factors", caught_by="factors_gain", diagnosis="advanced.gain_not_squared")
def factors_gain_once(layer_dims, gain=1.0):
    """The factors are multiplied by the gain itself; the gain scales the weights, so the variance is scaled by its square.

    因子乘了 gain 本身；gain 缩放的是权重，方差要乘以它的平方。
    """
    forward = [2 * gain * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * gain * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, backward)


@mutant("variance_factors", caught_by="factors_gain", diagnosis="advanced.gain_once_in_total")
def factors_gain_in_total_once(layer_dims, gain=1.0):
    """The totals contain the squared gain only once; every layer has it, so there are L of them.

    总因子里 gain 的平方只出现一次；每一层都有一个，共 L 个。
    """
    plain = [2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    back = [2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    result = factors_of([gain**2 * f for f in plain], [gain**2 * b for b in back])
    totals = {"forward_total": gain**2 * float(np.prod(plain)), "backward_total": gain**2 * float(np.prod(back))}
    return {**result, **totals}


@mutant("variance_factors", caught_by="factors_gain", diagnosis="advanced.gain_ignored")
def factors_without_gain(layer_dims, gain=1.0):
    """The gain is not used; weights that are multiplied by it have its square in their variance.

    没有使用 gain；权重乘以 gain，方差就乘以它的平方。
    """
    forward = [2 * i / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [2 * o / (i + o) for i, o in zip(layer_dims, layer_dims[1:])]
    return factors_of(forward, backward)


@mutant("variance_factors", caught_by="factors_shape", diagnosis="advanced.factors_last_missing")
def factors_hidden_layers_only(layer_dims, gain=1.0):
    """The output layer has no factor; a network with sizes n_0, ..., n_L has L layers, the last one included.

    缺少输出层的因子；大小为 n_0, ..., n_L 的网络有 L 层，包括最后一层。
    """
    sizes = list(zip(layer_dims, layer_dims[1:]))[:-1]
    return factors_of([2 * gain**2 * i / (i + o) for i, o in sizes], [2 * gain**2 * o / (i + o) for i, o in sizes])


@mutant("variance_factors", caught_by="factors_pure", diagnosis="advanced.input_modified")
def factors_pop(layer_dims, gain=1.0):
    """`pop` takes the sizes out of the caller's list, which is empty afterwards; loop over it instead.

    `pop` 把大小从调用者的列表里取走了，列表最后变空；应改为遍历它。
    """
    pairs, n_in = [], layer_dims.pop(0)
    while layer_dims:
        n_out = layer_dims.pop(0)
        pairs.append((n_in, n_out))
        n_in = n_out
    return factors_of([2 * gain**2 * i / (i + o) for i, o in pairs], [2 * gain**2 * o / (i + o) for i, o in pairs])


@mutant("variance_factors", caught_by="factors_totals", diagnosis="advanced.total_skips_layer")
def factors_distinct(layer_dims, gain=1.0):
    """Layers of equal sizes are counted once in the totals (a dict or set of sizes drops repetitions); every layer counts.

    大小相同的层在总因子里只算了一次（以大小为键的字典或集合会去掉重复）；每一层都要算。
    """
    variances = {(i, o): gain**2 * 2 / (i + o) for i, o in zip(layer_dims, layer_dims[1:])}
    forward = [i * variances[i, o] for i, o in zip(layer_dims, layer_dims[1:])]
    backward = [o * variances[i, o] for i, o in zip(layer_dims, layer_dims[1:])]
    totals = {
        "forward_total": float(np.prod([i * v for (i, o), v in variances.items()])),
        "backward_total": float(np.prod([o * v for (i, o), v in variances.items()])),
    }
    return {**factors_of(forward, backward), **totals}


# --- lsuv ---


def lsuv_with(params, X, activation, tolerance, measure, rounds=100):
    """LSUV with another measurement: divides by its root until it is within the tolerance of 1."""
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"].copy(), params[f"b{l}"].copy()
        for _ in range(rounds):
            value = measure(W @ A + b)
            if abs(value - 1.0) <= tolerance:
                break
            W = W / np.sqrt(value)
        scaled[f"W{l}"], scaled[f"b{l}"] = W, b
        A = activate(W @ A + b, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_one_layer", diagnosis="advanced.lsuv_divides_by_variance")
def lsuv_divides_by_variance(params, X, activation, tolerance=1e-3):
    """The weights are divided by the variance; the variance is quadratic in the weights, so divide by its root, the standard deviation.

    权重除以了方差；方差是权重的二次函数，应除以它的平方根，即标准差。
    """
    return lsuv_with(params, X, activation, tolerance, lambda Z: Z.var() ** 2, rounds=2)


@mutant("lsuv", caught_by="lsuv_one_layer", diagnosis="advanced.lsuv_mean_square")
def lsuv_mean_square(params, X, activation, tolerance=1e-3):
    """The mean square is made 1 instead of the variance; the mean of Z has to be subtracted first.

    使均方为 1，而不是方差为 1；应先减去 Z 的均值。
    """
    return lsuv_with(params, X, activation, tolerance, lambda Z: (Z**2).mean())


@mutant("lsuv", caught_by="lsuv_one_layer", diagnosis="advanced.lsuv_per_unit")
def lsuv_unit_by_unit(params, X, activation, tolerance=1e-3):
    """The variances of the units over the batch are averaged, which leaves out how the units' means differ; it is the variance over all entries.

    取了各单元在批次上的方差的平均，漏掉了单元均值之间的差异；应是全部元素的方差。
    """
    return lsuv_with(params, X, activation, tolerance, lambda Z: Z.var(axis=1).mean())


@mutant("lsuv", caught_by="lsuv_one_layer", diagnosis="advanced.lsuv_sample_variance")
def lsuv_unbiased(params, X, activation, tolerance=1e-3):
    """The variance is divided by N - 1 (ddof=1); the biased variance, divided by N, has to be 1.

    方差除以了 N - 1（ddof=1）；应使除以 N 的有偏方差为 1。
    """
    return lsuv_with(params, X, activation, tolerance, lambda Z: Z.var(ddof=1))


@mutant("lsuv", caught_by="lsuv_one_layer", diagnosis="advanced.lsuv_weights_only")
def lsuv_of_weights(params, X, activation, tolerance=1e-3):
    """The variance of the weights is made 1; what has to be measured is the pre-activation that they produce on the batch.

    使权重的方差为 1；应测量的是它们在批次上产生的预激活值。
    """
    return {name: value / value.std() if name[0] == "W" else value.copy() for name, value in params.items()}


@mutant("lsuv", caught_by="lsuv_sequence", diagnosis="advanced.lsuv_not_sequential")
def lsuv_at_once(params, X, activation, tolerance=1e-3):
    """All layers are measured behind the given weights; scaling a layer changes what the next one receives, so go layer by layer.

    所有层都是在原来的权重之后测量的；缩放一层会改变下一层的输入，所以必须逐层进行。
    """
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"], params[f"b{l}"]
        Z = W @ A + b
        scaled[f"W{l}"], scaled[f"b{l}"] = W / Z.std(), b.copy()
        A = activate(Z, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_sequence", diagnosis="advanced.lsuv_linear")
def lsuv_without_activation(params, X, activation, tolerance=1e-3):
    """The next layer is measured on Z, as if the network were linear; it receives the activation g(Z).

    下一层用 Z 来测量，好像网络是线性的；它接收的是激活值 g(Z)。
    """
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"].copy(), params[f"b{l}"].copy()
        while abs((W @ A + b).var() - 1.0) > tolerance:
            W /= (W @ A + b).std()
        scaled[f"W{l}"], scaled[f"b{l}"] = W, b
        A = W @ A + b
    return scaled


@mutant("lsuv", caught_by="lsuv_sequence", diagnosis="advanced.lsuv_last_layer")
def lsuv_hidden_only(params, X, activation, tolerance=1e-3):
    """The output layer is left as it was; every layer's pre-activations are to have variance 1, the last one's too.

    输出层没有处理；每一层（包括最后一层）的预激活值的方差都应为 1。
    """
    L = len(params) // 2
    scaled = lsuv_with(params, X, activation, tolerance, lambda Z: Z.var())
    return {**scaled, f"W{L}": params[f"W{L}"].copy()} if L > 1 else scaled


@mutant("lsuv", caught_by="lsuv_sequence", diagnosis="advanced.lsuv_after_activation")
def lsuv_after_activation(params, X, activation, tolerance=1e-3):
    """In the hidden layers the activation's variance is made 1; it is that of the pre-activation Z, before g.

    在隐藏层使激活值的方差为 1；应是 g 之前的预激活值 Z 的方差。
    """
    scaled, A, L = {}, X, len(params) // 2
    for l in range(1, L + 1):
        W, b = params[f"W{l}"].copy(), params[f"b{l}"].copy()
        for _ in range(20):
            Z = W @ A + b
            spread = (activate(Z, activation) if l < L else Z).std()
            W /= spread if spread > 0 else 1.0
        scaled[f"W{l}"], scaled[f"b{l}"] = W, b
        A = activate(W @ A + b, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_with_biases", diagnosis="advanced.lsuv_one_pass")
def lsuv_one_division(params, X, activation, tolerance=1e-3):
    """Each layer is divided once; with biases, whose share does not shrink, measure and divide again until it is within the tolerance.

    每层只除了一次；有偏置时，其份额不会缩小，应反复测量和相除，直到满足 tolerance。
    """
    return lsuv_with(params, X, activation, tolerance, lambda Z: Z.var(), rounds=1)


@mutant("lsuv", caught_by="lsuv_with_biases", diagnosis="advanced.lsuv_bias_ignored")
def lsuv_measures_without_bias(params, X, activation, tolerance=1e-3):
    """The variance of W A is made 1 and the bias is left out of the measurement; Z = W A + b has to have variance 1.

    使 W A 的方差为 1，测量时漏掉了偏置；方差应为 1 的是 Z = W A + b。
    """
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"], params[f"b{l}"]
        scaled[f"W{l}"], scaled[f"b{l}"] = W / (W @ A).std(), b.copy()
        A = activate(scaled[f"W{l}"] @ A + b, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_with_biases", diagnosis="advanced.lsuv_bias_ignored")
def lsuv_measures_next_without_bias(params, X, activation, tolerance=1e-3):
    """The bias is left out when the signal is handed to the next layer, which then is measured on another input than it will get.

    把信号传给下一层时漏掉了偏置，于是下一层测量时的输入与实际不同。
    """
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"].copy(), params[f"b{l}"].copy()
        while abs((W @ A + b).var() - 1.0) > tolerance:
            W /= (W @ A + b).std()
        scaled[f"W{l}"], scaled[f"b{l}"] = W, b
        A = activate(W @ A, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_tolerance", diagnosis="advanced.lsuv_tolerance_ignored")
def lsuv_fixed_tolerance(params, X, activation, tolerance=1e-3):
    """The loop stops at 1e-3 whatever tolerance is asked for; compare with the argument.

    无论要求的 tolerance 是多少，循环都停在 1e-3；应与参数比较。
    """
    return lsuv_with(params, X, activation, 1e-3, lambda Z: Z.var())


@mutant("lsuv", caught_by="lsuv_far_start", diagnosis="advanced.lsuv_gives_up")
def lsuv_gives_up(params, X, activation, tolerance=1e-3):
    """The loop gives up where weights are tiny, taking the variance of the bias for that of a dead layer; it only needs more rounds.

    权重很小时循环就放弃了，把偏置的方差当成了失活层；其实只需要更多轮。
    """
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"].copy(), params[f"b{l}"].copy()
        while abs((W @ A + b).var() - 1.0) > tolerance and (W @ A).std() > 0.005:
            W /= (W @ A + b).std()
        scaled[f"W{l}"], scaled[f"b{l}"] = W, b
        A = activate(W @ A + b, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_structure", diagnosis="advanced.biases_dropped")
def lsuv_weights_only(params, X, activation, tolerance=1e-3):
    """Only the weights are returned; the result holds all parameters, the unchanged biases too.

    只返回了权重；结果应包含所有参数，未改变的偏置也在内。
    """
    scaled = lsuv_with(params, X, activation, tolerance, lambda Z: Z.var())
    return {name: value for name, value in scaled.items() if name[0] == "W"}


@mutant("lsuv", caught_by="lsuv_direction", diagnosis="advanced.lsuv_identity")
def lsuv_identity_where_square(params, X, activation, tolerance=1e-3):
    """Square weights are replaced by the identity before they are scaled; LSUV scales the weights that it is given.

    方阵权重在缩放之前被换成了单位矩阵；LSUV 应缩放传入的权重。
    """
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"].copy(), params[f"b{l}"].copy()
        if W.shape[0] == W.shape[1]:
            W = np.eye(len(W))
        Z = W @ A + b
        while abs(Z.var() - 1.0) > tolerance:
            W = W / Z.std()
            Z = W @ A + b
        scaled[f"W{l}"], scaled[f"b{l}"] = W, b
        A = activate(Z, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_direction", diagnosis="advanced.lsuv_rows")
def lsuv_row_by_row(params, X, activation, tolerance=1e-3):
    """Every unit gets a factor of its own, which turns W in another direction; a layer has one factor.

    每个单元用了各自的因子，W 的方向因此改变；一层只有一个因子。
    """
    scaled = lsuv_with(params, X, activation, tolerance, lambda Z: Z.var())
    A = X
    for l in range(1, len(params) // 2 + 1):
        W, b = scaled[f"W{l}"], scaled[f"b{l}"]
        W = W / (1e-9 + (W @ A).std(axis=1, keepdims=True))
        scaled[f"W{l}"] = W
        A = activate(W @ A + b, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_direction", diagnosis="advanced.lsuv_orthogonal_start")
def lsuv_orthogonalised(params, X, activation, tolerance=1e-3):
    """The weights are replaced by orthonormal ones first, as in the paper; here the given weights are scaled, in their own direction.

    像论文那样先把权重换成了正交矩阵；这里应缩放给定的权重，方向不变。
    """
    turned = {}
    for name, value in params.items():
        U, _, V = np.linalg.svd(value, full_matrices=False)
        turned[name] = U @ V if name[0] == "W" else value
    return lsuv_with(turned, X, activation, tolerance, lambda Z: Z.var())


@mutant("lsuv", caught_by="lsuv_direction", diagnosis="advanced.lsuv_centred")
def lsuv_centres_the_weights(params, X, activation, tolerance=1e-3):
    """The mean of the weights is subtracted before they are scaled, as in standardising; LSUV only multiplies.

    缩放之前减去了权重的均值（像标准化那样）；LSUV 只做乘法。
    """
    centred = {name: value - value.mean() if name[0] == "W" else value for name, value in params.items()}
    return lsuv_with(centred, X, activation, tolerance, lambda Z: Z.var())


@mutant("lsuv", caught_by="lsuv_biases", diagnosis="advanced.lsuv_bias_scaled")
def lsuv_scales_biases(params, X, activation, tolerance=1e-3):
    """The bias is divided along with the weights, which makes one pass enough; LSUV leaves biases as they are.

    偏置也跟着权重一起除了；LSUV 不改变偏置。
    """
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        scaled[f"W{l}"], scaled[f"b{l}"] = params[f"W{l}"] / Z.std(), params[f"b{l}"] / Z.std()
        A = activate(Z / Z.std(), activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_biases", diagnosis="advanced.lsuv_bias_zeroed")
def lsuv_zeroes_biases(params, X, activation, tolerance=1e-3):
    """The biases are set to 0, as at an initialisation; LSUV leaves them as they are.

    把偏置设成了 0（像初始化那样）；LSUV 不改变偏置。
    """
    zeroed = {name: np.zeros_like(value) if name[0] == "b" else value for name, value in params.items()}
    return lsuv_with(zeroed, X, activation, tolerance, lambda Z: Z.var())


@mutant("lsuv", caught_by="lsuv_biases", diagnosis="advanced.lsuv_bias_centred")
def lsuv_centres_output(params, X, activation, tolerance=1e-3):
    """The mean of Z is taken out by the bias, so that Z is centred as well; LSUV works on the variance only and leaves biases as they are.

    用偏置消去了 Z 的均值，使 Z 居中；LSUV 只处理方差，不改变偏置。
    """
    scaled = lsuv_with(params, X, activation, tolerance, lambda Z: Z.var())
    A = X
    for l in range(1, len(params) // 2 + 1):
        Z = scaled[f"W{l}"] @ A + scaled[f"b{l}"]
        scaled[f"b{l}"] = scaled[f"b{l}"] - Z.mean()
        A = activate(Z, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_pure", diagnosis="advanced.input_modified")
def lsuv_in_place(params, X, activation, tolerance=1e-3):
    """`W /= ...` divides the caller's array in place; work on a copy.

    `W /= ...` 就地修改了调用者的数组；应先复制。
    """
    scaled, A = {}, X
    for l in range(1, len(params) // 2 + 1):
        W, b = params[f"W{l}"], params[f"b{l}"]
        while abs((W @ A + b).var() - 1.0) > tolerance:
            W /= (W @ A + b).std()
        scaled[f"W{l}"], scaled[f"b{l}"] = W.copy(), b.copy()
        A = activate(W @ A + b, activation)
    return scaled


@mutant("lsuv", caught_by="lsuv_pure", diagnosis="advanced.result_aliased")
def lsuv_same_biases(params, X, activation, tolerance=1e-3):
    """The biases of the result are the caller's own arrays; what changes the one changes the other, so copy them.

    结果中的偏置就是调用者的数组；改变一个也会改变另一个，应复制。
    """
    scaled = lsuv_with(params, X, activation, tolerance, lambda Z: Z.var())
    return {name: value if name[0] == "W" else params[name] for name, value in scaled.items()}


@mutant("lsuv", caught_by="lsuv_one_layer", diagnosis="advanced.lsuv_one_example")
def lsuv_several_examples(params, X, activation, tolerance=1e-3):
    """A batch of one example is sent back unscaled, as if it had no variance; the variance is over units as well, so it has.

    只有一个样本的批次没有缩放就返回了，好像没有方差可言；方差也对单元计算，所以是有的。
    """
    if X.shape[1] == 1:
        return {name: value.copy() for name, value in params.items()}
    return lsuv_with(params, X, activation, tolerance, lambda Z: Z.var())


@mutant("lsuv", caught_by="lsuv_many_layers", diagnosis="advanced.sorted_names")
def lsuv_sorted_names(params, X, activation, tolerance=1e-3):
    """The names are sorted as texts, which puts W10 before W2; count the layers by number.

    名称按文本排序，W10 会排在 W2 之前；应按编号依次处理各层。
    """
    scaled, A = {}, X
    for name in sorted(name for name in params if name[0] == "W"):
        W, b = params[name].copy(), params["b" + name[1:]].copy()
        while abs((W @ A + b).var() - 1.0) > tolerance:
            W /= (W @ A + b).std()
        scaled[name], scaled["b" + name[1:]] = W, b
        A = activate(W @ A + b, activation)
    return scaled


# --- batchnorm_forward ---


def normalised(Z, gamma, beta, mean, std):
    """Return the result of batch normalisation with this mean and this divisor."""
    Z_hat = (Z - mean) / std
    return gamma * Z_hat + beta, (Z_hat, gamma, std * np.ones_like(gamma))


@mutant("batchnorm_forward", caught_by="batchnorm_shape", diagnosis="advanced.cache_missing")
def batchnorm_without_cache(Z, gamma, beta, eps=1e-5):
    """Only the output is returned; backward needs the normalised values and the standard deviations, as the cache of this call.

    只返回了输出；反向传播需要归一化后的值和标准差，应作为这次调用的 cache 一起返回。
    """
    deviation = Z - Z.mean(axis=1, keepdims=True)
    return gamma * deviation / np.sqrt((deviation**2).mean(axis=1, keepdims=True) + eps) + beta


@mutant("batchnorm_forward", caught_by="batchnorm_standardises", diagnosis="advanced.batchnorm_axis")
def batchnorm_over_units(Z, gamma, beta, eps=1e-5):
    """Mean and variance are taken over the units of each example (that is layer normalisation); batch normalisation takes them over the examples, axis=1.

    均值和方差是对每个样本的各单元计算的（那是层归一化）；批归一化应对样本计算，axis=1。
    """
    Z_hat = (Z - Z.mean(axis=0)) / np.sqrt(Z.var(axis=0) + eps)
    return gamma * Z_hat + beta, (Z_hat, gamma, np.sqrt(Z.var(axis=1, keepdims=True) + eps))


@mutant("batchnorm_forward", caught_by="batchnorm_standardises", diagnosis="advanced.batchnorm_variance")
def batchnorm_by_the_variance(Z, gamma, beta, eps=1e-5):
    """The deviations are divided by the variance; the square root is missing.

    偏差除以了方差；漏了平方根。
    """
    return normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True) + eps)


@mutant("batchnorm_forward", caught_by="batchnorm_standardises", diagnosis="advanced.batchnorm_unbiased")
def batchnorm_unbiased(Z, gamma, beta, eps=1e-5):
    """The variance is divided by m - 1; batch normalisation uses the biased one, divided by m.

    方差除以了 m - 1；批归一化使用除以 m 的有偏方差。
    """
    m = Z.shape[1]
    deviation = Z - Z.mean(axis=1, keepdims=True)
    variance = (deviation**2).sum(axis=1, keepdims=True) / max(m - 1, 1)
    return normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), np.sqrt(variance + eps))


@mutant("batchnorm_forward", caught_by="batchnorm_standardises", diagnosis="advanced.batchnorm_not_centred")
def batchnorm_second_moment(Z, gamma, beta, eps=1e-5):
    """The divisor is the root of the mean square of Z; the mean has to be subtracted before squaring.

    除数用了 Z 的均方的平方根；平方之前应减去均值。
    """
    square = (Z**2).mean(axis=1, keepdims=True)
    return normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), np.sqrt(square + eps))


@mutant("batchnorm_forward", caught_by="batchnorm_standardises", diagnosis="advanced.batchnorm_whole_layer")
def batchnorm_whole_layer(Z, gamma, beta, eps=1e-5):
    """One mean and one variance serve the whole layer; every unit has its own.

    整层共用一个均值和方差；每个单元应有自己的均值和方差。
    """
    return normalised(Z, gamma, beta, Z.mean(), np.sqrt(Z.var() + eps))


@mutant("batchnorm_forward", caught_by="batchnorm_eps", diagnosis="advanced.batchnorm_eps_outside")
def batchnorm_eps_outside(Z, gamma, beta, eps=1e-5):
    """eps is added to the standard deviation; it belongs under the root, to the variance.

    eps 加在了标准差上；它应在根号里，加到方差上。
    """
    return normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), np.std(Z, axis=1, keepdims=True) + eps)


@mutant("batchnorm_forward", caught_by="batchnorm_eps", diagnosis="advanced.batchnorm_eps_ignored")
def batchnorm_fixed_eps(Z, gamma, beta, eps=1e-5):
    """1e-5 is written into the formula; the eps that is passed in has to be used.

    公式里写死了 1e-5；应使用传入的 eps。
    """
    return normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), np.sqrt(Z.var(axis=1, keepdims=True) + 1e-5))


@mutant("batchnorm_forward", caught_by="batchnorm_eps", diagnosis="advanced.batchnorm_eps_floor")
def batchnorm_largest(Z, gamma, beta, eps=1e-5):
    """eps is a lower bound of the variance here; it is to be added, also where the variance is larger.

    这里 eps 成了方差的下限；应把它加上去，方差更大时也一样。
    """
    variance = np.maximum(Z.var(axis=1, keepdims=True), eps)
    return normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), np.sqrt(variance))


@mutant("batchnorm_forward", caught_by="batchnorm_affine", diagnosis="advanced.batchnorm_beta_scaled")
def batchnorm_shift_first(Z, gamma, beta, eps=1e-5):
    """beta is added before the multiplication with gamma; it comes after: gamma * Z_hat + beta.

    beta 在乘 gamma 之前就加上了；应在之后：gamma * Z_hat + beta。
    """
    _, cache = normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), np.sqrt(Z.var(axis=1, keepdims=True) + eps))
    return gamma * (cache[0] + beta), cache


@mutant("batchnorm_forward", caught_by="batchnorm_affine", diagnosis="advanced.batchnorm_gamma_missing")
def batchnorm_without_gamma(Z, gamma, beta, eps=1e-5):
    """gamma is not used; every normalised unit is multiplied by its own gamma.

    没有使用 gamma；归一化后的每个单元都要乘以它自己的 gamma。
    """
    std = np.sqrt(Z.var(axis=1, keepdims=True) + eps)
    out, _ = normalised(Z, np.ones_like(gamma), beta, Z.mean(axis=1, keepdims=True), std)
    return out, ((Z - Z.mean(axis=1, keepdims=True)) / std, gamma, std)


@mutant("batchnorm_forward", caught_by="batchnorm_affine", diagnosis="advanced.batchnorm_gamma_inside")
def batchnorm_gamma_squared(Z, gamma, beta, eps=1e-5):
    """gamma stands under the root of the divisor, as if it were a variance; it multiplies the normalised value.

    gamma 被放进了除数的根号里，好像它是方差；它应乘在归一化后的值上。
    """
    mean, std = Z.mean(axis=1, keepdims=True), np.sqrt(Z.var(axis=1, keepdims=True) + eps)
    return np.sqrt(np.abs(gamma)) * (Z - mean) / std + beta, ((Z - mean) / std, gamma, std)


@mutant("batchnorm_forward", caught_by="batchnorm_one_example", diagnosis="advanced.batchnorm_one_example")
def batchnorm_not_for_one(Z, gamma, beta, eps=1e-5):
    """A single example is left as it is and only scaled; its deviation from its own mean is 0, so the result is beta.

    只有一个样本时没有归一化；它与自己均值的偏差为 0，所以结果是 beta。
    """
    if Z.shape[1] == 1:
        return gamma * Z + beta, (Z, gamma, np.ones_like(gamma))
    return normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), np.sqrt(Z.var(axis=1, keepdims=True) + eps))


@mutant("batchnorm_forward", caught_by="batchnorm_far", diagnosis="advanced.batchnorm_cancellation")
def batchnorm_cancels(Z, gamma, beta, eps=1e-5):
    """The variance is computed as E[Z^2] - mu^2: where the mean is large, all digits of the difference are lost. Subtract the mean first.

    方差按 E[Z^2] - mu^2 计算：均值很大时，两者之差会丢失全部有效数字。应先减去均值。
    """
    mean = Z.mean(axis=1, keepdims=True)
    variance = np.maximum((Z**2).mean(axis=1, keepdims=True) - mean**2, 0.0)
    return normalised(Z, gamma, beta, mean, np.sqrt(variance + eps))


@mutant("batchnorm_forward", caught_by="batchnorm_invariant", diagnosis="advanced.batchnorm_guard")
def batchnorm_guarded(Z, gamma, beta, eps=1e-5):
    """Units of small spread are taken for constant ones and not scaled; eps is the only guard that is needed, whatever the unit of measurement.

    方差小的单元被当作常数而没有缩放；只需要 eps 来防止除以 0，与度量单位无关。
    """
    spread = Z.std(axis=1, keepdims=True)
    std = np.where(spread < 2e-3, 1.0, np.sqrt(spread**2 + eps))
    return normalised(Z, gamma, beta, Z.mean(axis=1, keepdims=True), std)


@mutant("batchnorm_forward", caught_by="batchnorm_pure", diagnosis="advanced.input_modified")
def batchnorm_in_place(Z, gamma, beta, eps=1e-5):
    """`Z -= mean` changes the caller's array; write the deviations to a new one.

    `Z -= mean` 修改了调用者的数组；偏差应写入新数组。
    """
    Z -= Z.mean(axis=1, keepdims=True)
    std = np.sqrt((Z**2).mean(axis=1, keepdims=True) + eps)
    return gamma * (Z / std) + beta, (Z / std, gamma, std)


# --- batchnorm_backward ---


@mutant("batchnorm_backward", caught_by="batchnorm_backward_beta", diagnosis="advanced.one_over_m")
def batchnorm_mean_beta(dout, cache):
    """dbeta is a mean over the examples; backward functions sum, the 1/m is in the loss.

    dbeta 取了对样本的平均；反向函数是求和，1/m 在损失里。
    """
    dZ, dgamma, _ = BATCHNORM_BACKWARD(dout, cache)
    return dZ, dgamma, dout.mean(axis=1, keepdims=True)


BATCHNORM_BACKWARD = batchnorm_backward


@mutant("batchnorm_backward", caught_by="batchnorm_backward_shape", diagnosis="advanced.flat_gradient")
def batchnorm_flat_gradients(dout, cache):
    """dgamma and dbeta have shape (n,), so that a step would turn gamma into an (n, n) matrix; keepdims=True gives them gamma's shape.

    dgamma 与 dbeta 的形状是 (n,)，更新一步就会把 gamma 变成 (n, n) 矩阵；用 keepdims=True 保持与 gamma 相同的形状。
    """
    dZ, _, _ = BATCHNORM_BACKWARD(dout, cache)
    return dZ, np.sum(dout * cache[0], axis=1), np.sum(dout, axis=1)


@mutant("batchnorm_backward", caught_by="batchnorm_backward_beta", diagnosis="advanced.beta_times_gamma")
def batchnorm_beta_times_gamma(dout, cache):
    """dbeta is multiplied by gamma; beta is added after the multiplication, so gamma has no part in it.

    dbeta 乘了 gamma；beta 是在乘法之后加上的，与 gamma 无关。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dZ, dgamma, dbeta * cache[1]


@mutant("batchnorm_backward", caught_by="batchnorm_backward_beta", diagnosis="advanced.summed_over_units")
def batchnorm_beta_of_all(dout, cache):
    """dbeta sums over the units as well; every unit has a beta of its own, so sum over the examples only.

    dbeta 连单元也求和了；每个单元有自己的 beta，只应对样本求和。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dZ, dgamma, np.full_like(dbeta, dout.sum())


@mutant("batchnorm_backward", caught_by="batchnorm_backward_gamma", diagnosis="advanced.one_over_m")
def batchnorm_mean_gamma(dout, cache):
    """dgamma is a mean over the examples; backward functions sum, the 1/m is in the loss.

    dgamma 取了对样本的平均；反向函数是求和，1/m 在损失里。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dZ, dgamma / dout.shape[1], dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_gamma", diagnosis="advanced.gamma_of_deviation")
def batchnorm_gamma_of_deviation(dout, cache):
    """dgamma uses the deviations before they are divided by the standard deviation; gamma multiplies the normalised value.

    dgamma 用了除以标准差之前的偏差；gamma 乘的是归一化后的值。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dZ, dgamma * cache[2], dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_gamma", diagnosis="advanced.gamma_of_output")
def batchnorm_gamma_of_output(dout, cache):
    """dgamma multiplies dout with gamma * Z_hat; the derivative with respect to gamma is Z_hat alone.

    dgamma 用 dout 乘了 gamma * Z_hat；对 gamma 的导数只是 Z_hat。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dZ, dgamma * cache[1], dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_mean", diagnosis="advanced.statistics_constant")
def batchnorm_statistics_constant(dout, cache):
    """Mean and variance are treated as constants; they depend on every entry of Z, which gives two more terms.

    把均值和方差当成了常数；它们依赖 Z 的每个元素，因此还有两项。
    """
    _, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dout * cache[1] / cache[2], dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_mean", diagnosis="advanced.mean_constant")
def batchnorm_mean_constant(dout, cache):
    """The way through the variance is there, the one through the mean is missing: rows of dZ have to sum to 0.

    有经过方差的一项，却漏了经过均值的一项：dZ 的每行之和应为 0。
    """
    Z_hat, gamma, std = cache
    _, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return gamma / std * (dout - Z_hat * dgamma / dout.shape[1]), dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_mean", diagnosis="advanced.sum_for_mean")
def batchnorm_sums_for_means(dout, cache):
    """The two correction terms are sums; they come from the mean and the variance and carry their 1/m.

    两个修正项用了求和；它们来自均值和方差，应带 1/m。
    """
    Z_hat, gamma, std = cache
    _, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return gamma / std * (dout - dbeta - Z_hat * dgamma), dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_variance", diagnosis="advanced.variance_constant")
def batchnorm_variance_constant(dout, cache):
    """The way through the mean is there, the one through the variance is missing: a row of dZ has to be orthogonal to the normalised row.

    有经过均值的一项，却漏了经过方差的一项：dZ 的每行应与归一化后的该行正交。
    """
    _, gamma, std = cache
    _, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return gamma / std * (dout - dout.mean(axis=1, keepdims=True)), dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_variance", diagnosis="advanced.variance_sign")
def batchnorm_variance_added(dout, cache):
    """The term of the variance is added; it is subtracted, because a larger variance makes the output smaller.

    方差的一项写成了加；应是减，因为方差越大输出越小。
    """
    Z_hat, gamma, std = cache
    _, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    m = dout.shape[1]
    return gamma / std * (dout - dbeta / m + Z_hat * dgamma / m), dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_variance", diagnosis="advanced.variance_half")
def batchnorm_variance_twice(dout, cache):
    """The 2 of the squared deviation and the 1/2 of the root cancel; here the 1/2 is missing and the term counts twice.

    偏差平方的 2 与平方根的 1/2 相互抵消；这里漏了 1/2，该项被算了两次。
    """
    Z_hat, gamma, std = cache
    _, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    m = dout.shape[1]
    return gamma / std * (dout - dbeta / m - 2 * Z_hat * dgamma / m), dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_input", diagnosis="advanced.differences")
def batchnorm_by_differences(dout, cache):
    """dZ is made of difference quotients, which are right to ten digits at best; apply the chain rule.

    dZ 由差商得到，至多十位有效数字；应使用链式法则。
    """
    normalised, gamma, std = cache
    dbeta, dgamma = dout.sum(axis=1, keepdims=True), (dout * normalised).sum(axis=1, keepdims=True)
    # Z up to a shift; the variance of the normalised unit is 1 - eps / std^2.
    Z, eps = normalised * std, std**2 * (1.0 - (normalised**2).mean(axis=1, keepdims=True))
    dZ = np.zeros(Z.shape)
    for index in np.ndindex(Z.shape):
        values = []
        for h in (1e-5, -1e-5):
            moved = Z.copy()
            moved[index] += h
            deviation = moved - moved.mean(axis=1, keepdims=True)
            spread = np.sqrt((deviation**2).mean(axis=1, keepdims=True) + eps)
            values.append(np.sum(dout * gamma * deviation / spread))
        dZ[index] = (values[0] - values[1]) / 2e-5
    return dZ, dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_input", diagnosis="advanced.gamma_forgotten")
def batchnorm_input_without_gamma(dout, cache):
    """dZ lacks the factor gamma: the gradient passes through gamma * Z_hat before it reaches Z_hat.

    dZ 缺少因子 gamma：梯度先经过 gamma * Z_hat，然后才到 Z_hat。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dZ / cache[1], dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_input", diagnosis="advanced.divided_by_variance")
def batchnorm_input_by_variance(dout, cache):
    """dZ is divided by the variance; Z_hat is Z divided by the standard deviation, and so is its gradient.

    dZ 除以了方差；Z_hat 是 Z 除以标准差，梯度也应除以标准差。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dZ / cache[2], dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_input", diagnosis="advanced.one_over_m")
def batchnorm_input_over_m(dout, cache):
    """dZ is divided by m as a whole; the 1/m belong to the two means inside, not to the result.

    整个 dZ 除以了 m；1/m 属于括号里的两个平均，而不属于结果。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return dZ / dout.shape[1], dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_one_example", diagnosis="advanced.batchnorm_one_example")
def batchnorm_one_example_passes(dout, cache):
    """For a single example the gradient is passed on; out does not depend on Z there, so nothing flows back.

    只有一个样本时把梯度传了下去；这时 out 与 Z 无关，没有梯度传回。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    return (dout * cache[1] if dout.shape[1] == 1 else dZ), dgamma, dbeta


@mutant("batchnorm_backward", caught_by="batchnorm_backward_pure", diagnosis="advanced.input_modified")
def batchnorm_backward_in_place(dout, cache):
    """`dout *= gamma` changes the caller's gradient; write the product to a new array.

    `dout *= gamma` 修改了调用者的梯度；乘积应写入新数组。
    """
    dZ, dgamma, dbeta = BATCHNORM_BACKWARD(dout, cache)
    dout *= cache[1]
    return dZ, dgamma, dbeta


BATCHNORM_FORWARD = batchnorm_forward


# --- batchnorm_backward, state outside of the cache ---


@mutant("batchnorm_forward", caught_by="batchnorm_cache", diagnosis="advanced.cache_global")
def batchnorm_one_buffer(Z, gamma, beta, eps=1e-5):
    """The normalised values are kept in one buffer that the next forward of the same shape overwrites; give every call arrays of its own.

    归一化后的值存放在一个缓冲区里，下一次同形状的 forward 会覆盖它；每次调用都应使用自己的数组。
    """
    out, (Z_hat, gamma, std) = BATCHNORM_FORWARD(Z, gamma, beta, eps)
    buffer = LAST.setdefault(Z.shape, np.empty(Z.shape))
    buffer[:] = Z_hat
    return out, (buffer, gamma, std)


# --- residual_forward ---


def blocks(params, X, activation, step):
    """Run blocks of which `step(A, branch, l, L)` makes the next trunk from the trunk and the branch."""
    L, trunk = len(params) // 2, [X]
    for l in range(1, L + 1):
        branch = params[f"W{l}"] @ activate(trunk[-1], activation) + params[f"b{l}"]
        trunk.append(step(trunk[-1], branch, l, L))
    return trunk[-1], (trunk[:-1], activation)


@mutant("residual_forward", caught_by="residual_shape", diagnosis="advanced.all_trunks")
def residual_all_trunks(params, X, activation):
    """The outputs of all blocks are returned side by side; out is what the last block puts out, the others belong to the cache.

    把所有块的输出并排返回了；out 只是最后一块的输出，其余的应放在 cache 里。
    """
    out, (trunk, activation) = RESIDUAL_FORWARD(params, X, activation)
    return np.concatenate([*trunk, out], axis=1), (trunk, activation)


@mutant("residual_forward", caught_by="residual_one_block", diagnosis="advanced.depth_plus_one")
def residual_depth_plus_one(params, X, activation):
    """The branch is divided by sqrt(L + 1), as if the input were a block as well; there are L blocks.

    分支除以了 sqrt(L + 1)，好像输入也是一个块；块只有 L 个。
    """
    L = len(params) // 2
    trunk = [X]
    for l in range(1, L + 1):
        branch = params[f"W{l}"] @ activate(trunk[-1], activation) + params[f"b{l}"]
        trunk.append(trunk[-1] + branch / np.sqrt(L + 1))
    return trunk[-1], (trunk[:-1], activation)


@mutant("residual_forward", caught_by="residual_one_block", diagnosis="advanced.trunk_missing")
def residual_without_trunk(params, X, activation):
    """The input of a block is replaced by its branch; a residual block adds the branch to its input.

    块的输入被支路替换了；残差块是把支路加到输入上。
    """
    return blocks(params, X, activation, lambda A, branch, l, L: branch / np.sqrt(L))


@mutant("residual_forward", caught_by="residual_one_block", diagnosis="advanced.activation_after")
def residual_activation_after(params, X, activation):
    """The activation is applied after the weights, g(W A + b); here it comes before them, W g(A) + b.

    激活函数放在了权重之后，即 g(W A + b)；这里应在权重之前，即 W g(A) + b。
    """
    L, trunk = len(params) // 2, [X]
    for l in range(1, L + 1):
        branch = activate(params[f"W{l}"] @ trunk[-1] + params[f"b{l}"], activation)
        trunk.append(trunk[-1] + branch / np.sqrt(L))
    return trunk[-1], (trunk[:-1], activation)


@mutant("residual_forward", caught_by="residual_one_block", diagnosis="advanced.bias_missing")
def residual_without_bias(params, X, activation):
    """The bias is left out of the branch, which is W g(A) + b.

    支路漏了偏置；支路是 W g(A) + b。
    """
    L, trunk = len(params) // 2, [X]
    for l in range(1, L + 1):
        trunk.append(trunk[-1] + params[f"W{l}"] @ activate(trunk[-1], activation) / np.sqrt(L))
    return trunk[-1], (trunk[:-1], activation)


@mutant("residual_forward", caught_by="residual_one_block", diagnosis="advanced.weights_transposed")
def residual_transposed(params, X, activation):
    """The weights are transposed; nobody complains, because they are square. Row i of W holds the weights into unit i: W @ A.

    权重被转置了；因为是方阵，所以不会报错。W 的第 i 行是进入单元 i 的权重：W @ A。
    """
    turned = {name: value.T if name[0] == "W" else value for name, value in params.items()}
    return blocks(turned, X, activation, lambda A, branch, l, L: A + branch / np.sqrt(L))


@mutant("residual_forward", caught_by="residual_one_block", diagnosis="advanced.width_for_depth")
def residual_scaled_by_width(params, X, activation):
    """The branch is divided by the root of the width n; it is the depth L that the factor has to balance.

    支路除以了宽度 n 的平方根；这个因子要抵消的是深度 L。
    """
    return blocks(params, X, activation, lambda A, branch, l, L: A + branch / np.sqrt(len(X)))


@mutant("residual_forward", caught_by="residual_bounded", diagnosis="advanced.factor_missing")
def residual_unscaled(params, X, activation):
    """The branches are added without 1 / sqrt(L), so that every block doubles the mean square and L blocks make 2^L.

    支路没有乘 1 / sqrt(L)，每个块都使均方加倍，L 个块就是 2^L 倍。
    """
    return blocks(params, X, activation, lambda A, branch, l, L: A + branch)


@mutant("residual_forward", caught_by="residual_bounded", diagnosis="advanced.factor_too_small")
def residual_by_depth(params, X, activation):
    """The branches are divided by L; mean squares add, so 1 / sqrt(L) is enough, and with 1/L the branches hardly count.

    支路除以了 L；相加的是均方，用 1 / sqrt(L) 就够了，用 1/L 时支路几乎不起作用。
    """
    return blocks(params, X, activation, lambda A, branch, l, L: A + branch / L)


@mutant("residual_forward", caught_by="residual_bounded", diagnosis="advanced.factor_by_number")
def residual_by_number(params, X, activation):
    """Block l is divided by sqrt(l), its own number; every block has the same factor 1 / sqrt(L), with L the number of all blocks.

    第 l 块除以了自己的编号的平方根 sqrt(l)；每一块的因子都是 1 / sqrt(L)，L 是总块数。
    """
    return blocks(params, X, activation, lambda A, branch, l, L: A + branch / np.sqrt(l))


@mutant("residual_forward", caught_by="residual_one_block", diagnosis="advanced.arrays_counted")
def residual_counts_arrays(params, X, activation):
    """L is taken as len(params), which counts weights and biases; there are half as many blocks.

    把 len(params) 当成了 L，那是权重和偏置的总数；块数是它的一半。
    """
    return blocks(params, X, activation, lambda A, branch, l, L: A + branch / np.sqrt(len(params)))


@mutant("residual_forward", caught_by="residual_stack", diagnosis="advanced.order_reversed")
def residual_backwards(params, X, activation):
    """The blocks are applied from the last to the first; block 1 comes first.

    残差块是从最后一个到第一个应用的；应从第 1 块开始。
    """
    L = len(params) // 2
    turned = {f"{name}{l}": params[f"{name}{L + 1 - l}"] for l in range(1, L + 1) for name in "Wb"}
    return blocks(turned, X, activation, lambda A, branch, l, L: A + branch / np.sqrt(L))


@mutant("residual_forward", caught_by="residual_stack", diagnosis="advanced.bias_unscaled")
def residual_bias_unscaled(params, X, activation):
    """Only W g(A) is divided by sqrt(L), and the bias is added in full; the factor belongs to the whole branch.

    只有 W g(A) 除以了 sqrt(L)，偏置却是整个加上的；因子属于整条支路。
    """
    L, trunk = len(params) // 2, [X]
    for l in range(1, L + 1):
        trunk.append(trunk[-1] + params[f"W{l}"] @ activate(trunk[-1], activation) / np.sqrt(L) + params[f"b{l}"])
    return trunk[-1], (trunk[:-1], activation)


@mutant("residual_forward", caught_by="residual_stack", diagnosis="advanced.one_bias")
def residual_first_bias(params, X, activation):
    """Every block uses b1, a slip of copy and paste; block l has its own bias b{l}.

    每一块都用了 b1（复制粘贴的疏忽）；第 l 块有自己的偏置 b{l}。
    """
    same = {name: value if name[0] == "W" else params["b1"] for name, value in params.items()}
    return blocks(same, X, activation, lambda A, branch, l, L: A + branch / np.sqrt(L))


@mutant("residual_forward", caught_by="residual_many_blocks", diagnosis="advanced.sorted_names")
def residual_sorted_names(params, X, activation):
    """The names are sorted as texts, which puts W10 before W2; count the blocks by number.

    名称按文本排序，W10 会排在 W2 之前；应按编号依次应用各块。
    """
    names = sorted(name[1:] for name in params if name[0] == "W")
    turned = {f"{kind}{l}": params[kind + name] for l, name in enumerate(names, start=1) for kind in "Wb"}
    return blocks(turned, X, activation, lambda A, branch, l, L: A + branch / np.sqrt(L))


@mutant("residual_forward", caught_by="residual_pure", diagnosis="advanced.input_modified")
def residual_in_place(params, X, activation):
    """`A += branch` with A = X changes the caller's X; add into a new array.

    A = X 时 `A += branch` 会修改调用者的 X；应加到新数组里。
    """
    A, trunk, L = X, [], len(params) // 2
    for l in range(1, L + 1):
        trunk.append(A.copy())
        A += (params[f"W{l}"] @ activate(A, activation) + params[f"b{l}"]) / np.sqrt(L)
    return A.copy(), (trunk, activation)


# --- residual_backward ---


def walk(params, cache, dout, *, scale=None, trunk=None, slope=None, transpose=True):
    """Go back through the blocks, with one thing or the other done differently; yields (l, dA_l, dB) and at last dX."""
    inputs, activation = cache
    L, dA = len(inputs), dout.copy()
    for l in range(L, 0, -1):
        g = activate(inputs[l - 1], activation)
        right = {"sigmoid": g * (1.0 - g), "tanh": 1.0 - g**2, "relu": inputs[l - 1] > 0}[activation]
        dB = dA / np.sqrt(L) if scale is None else dA * scale(L)
        yield l, dA, dB
        W = params[f"W{l}"].T if transpose else params[f"W{l}"]
        dA = (dA if trunk is None else dA * trunk(L)) + W @ dB * (right if slope is None else slope(inputs, l, g))
    yield 0, dA, dA


def gradients(cache, steps, *, weight=None, bias=None):
    """Collect (dX, grads) from `walk`."""
    inputs, activation = cache
    grads = {}
    for l, dA, dB in steps:
        if l:
            g = activate(inputs[l - 1], activation)
            grads[f"W{l}"] = dB @ g.T if weight is None else weight(dA, dB, inputs[l - 1], g, len(inputs))
            grads[f"b{l}"] = dB.sum(axis=1, keepdims=True) if bias is None else bias(dA, dB, len(inputs))
    return dA.copy(), grads


@mutant("residual_backward", caught_by="residual_backward_shape", diagnosis="advanced.gradient_keys")
def residual_gradient_keys(params, cache, dout):
    """The gradients are called dW1, db1, ...; a gradient has the name of the parameter that it belongs to.

    梯度用了 dW1、db1 等名称；梯度应与它所属的参数同名。
    """
    dX, grads = gradients(cache, walk(params, cache, dout))
    return dX, {f"d{name}": value for name, value in grads.items()}


@mutant("residual_backward", caught_by="residual_backward_large_output", diagnosis="advanced.differences")
def residual_gradient_by_differences(params, cache, dout):
    """The gradients are difference quotients: slow, and with the fewer digits the larger the output is. Apply the chain rule backwards.

    梯度用差商计算：很慢，而且输出越大，有效数字越少。应反向使用链式法则。
    """
    trunk, activation = cache
    dX, grads = gradients(cache, walk(params, cache, dout))
    for name, array in params.items():
        for index in np.ndindex(array.shape):
            ends = []
            for shift in (1e-5, -1e-5):
                moved = array.copy()
                moved[index] += shift
                ends.append(np.sum(dout * residual_forward({**params, name: moved}, trunk[0], activation)[0]))
            grads[name][index] = (ends[0] - ends[1]) / 2e-5
    return dX, grads


@mutant("residual_backward", caught_by="residual_backward_trunk", diagnosis="advanced.trunk_gradient_missing")
def residual_gradient_without_trunk(params, cache, dout):
    """The gradient goes back through the branch only; the trunk carries dA down as it is, and both are added.

    梯度只经过支路返回；主干把 dA 原样传下去，两部分应相加。
    """
    return gradients(cache, walk(params, cache, dout, trunk=lambda L: 0.0))


@mutant("residual_backward", caught_by="residual_backward_trunk", diagnosis="advanced.trunk_gradient_scaled")
def residual_gradient_scaled_trunk(params, cache, dout):
    """The gradient on the trunk is divided by sqrt(L) at every block, as if the factor belonged to it; only branches are scaled.

    主干上的梯度在每一块都除以了 sqrt(L)，好像因子也属于主干；只有支路乘因子。
    """
    return gradients(cache, walk(params, cache, dout, trunk=lambda L: 1 / np.sqrt(L)))


@mutant("residual_backward", caught_by="residual_backward_trunk", diagnosis="advanced.trunk_counted_twice")
def residual_gradient_twice(params, cache, dout):
    """dout is added at X once more, although the trunk has carried it there already.

    在 X 处又加了一次 dout，而主干已经把它传到了那里。
    """
    dX, grads = gradients(cache, walk(params, cache, dout))
    return dX + dout, grads


@mutant("residual_backward", caught_by="residual_backward_input", diagnosis="advanced.weights_not_transposed")
def residual_gradient_not_transposed(params, cache, dout):
    """The gradient goes back through W; it has to be W.T, and square shapes hide the difference.

    梯度经过了 W；应是 W.T，方阵掩盖了这个差别。
    """
    return gradients(cache, walk(params, cache, dout, transpose=False))


@mutant("residual_backward", caught_by="residual_backward_input", diagnosis="advanced.slope_missing")
def residual_gradient_without_slope(params, cache, dout):
    """The derivative of the activation is missing: the branch is W g(A), so its gradient is multiplied by g'(A).

    漏了激活函数的导数：支路是 W g(A)，它的梯度要乘以 g'(A)。
    """
    return gradients(cache, walk(params, cache, dout, slope=lambda inputs, l, g: 1.0))


@mutant("residual_backward", caught_by="residual_backward_input", diagnosis="advanced.slope_of_output")
def residual_gradient_slope_above(params, cache, dout):
    """g' is taken at the value after the activation; it belongs to the trunk before it, A_{l-1}.

    g' 取在了激活之后的值上；应取在激活之前的主干 A_{l-1} 上。
    """

    def slope(inputs, l, g):
        again = activate(g, cache[1])
        return {"sigmoid": again * (1.0 - again), "tanh": 1.0 - again**2, "relu": g >= 0}[cache[1]]

    return gradients(cache, walk(params, cache, dout, slope=slope))


@mutant("residual_backward", caught_by="residual_backward_input", diagnosis="advanced.factor_missing")
def residual_gradient_unscaled_branch(params, cache, dout):
    """On the way back the branch has no factor 1 / sqrt(L); what is multiplied forward is multiplied backward, too.

    反向时支路没有乘 1 / sqrt(L)；前向乘了什么，反向也要乘什么。
    """
    dX = gradients(cache, walk(params, cache, dout, scale=lambda L: 1.0))[0]
    return dX, gradients(cache, walk(params, cache, dout))[1]


@mutant("residual_backward", caught_by="residual_backward_weights", diagnosis="advanced.one_over_m")
def residual_weights_over_m(params, cache, dout):
    """dW is divided by m; the only 1/m is in the loss.

    dW 除以了 m；唯一的 1/m 在损失里。
    """
    return gradients(cache, walk(params, cache, dout), weight=lambda dA, dB, A, g, L: dB @ g.T / g.shape[1])


@mutant("residual_backward", caught_by="residual_backward_weights", diagnosis="advanced.trunk_for_activation")
def residual_weights_of_trunk(params, cache, dout):
    """dW is formed with the trunk A_{l-1}; the weights multiply g(A_{l-1}), so that is what belongs there.

    dW 用了主干 A_{l-1}；权重乘的是 g(A_{l-1})，应使用它。
    """
    return gradients(cache, walk(params, cache, dout), weight=lambda dA, dB, A, g, L: dB @ A.T)


@mutant("residual_backward", caught_by="residual_backward_weights", diagnosis="advanced.factor_missing")
def residual_weights_unscaled(params, cache, dout):
    """dW lacks the factor 1 / sqrt(L): the branch enters the trunk with it, and so does every gradient inside the branch.

    dW 缺少因子 1 / sqrt(L)：支路带着它进入主干，支路内的每个梯度也带着它。
    """
    return gradients(cache, walk(params, cache, dout), weight=lambda dA, dB, A, g, L: dA @ g.T)


@mutant("residual_backward", caught_by="residual_backward_weights", diagnosis="advanced.gradient_transposed")
def residual_weights_transposed(params, cache, dout):
    """dW is transposed, g dB^T instead of dB g^T; the shape is the same, because the layers are square.

    dW 被转置了，写成了 g dB^T 而不是 dB g^T；因为是方阵，形状看不出差别。
    """
    return gradients(cache, walk(params, cache, dout), weight=lambda dA, dB, A, g, L: g @ dB.T)


@mutant("residual_backward", caught_by="residual_backward_biases", diagnosis="advanced.one_over_m")
def residual_biases_mean(params, cache, dout):
    """db is a mean over the examples; backward functions sum.

    db 取了对样本的平均；反向函数应求和。
    """
    return gradients(cache, walk(params, cache, dout), bias=lambda dA, dB, L: dB.mean(axis=1, keepdims=True))


@mutant("residual_backward", caught_by="residual_backward_biases", diagnosis="advanced.factor_missing")
def residual_biases_unscaled(params, cache, dout):
    """db lacks the factor 1 / sqrt(L): the bias is part of the branch, which is divided as a whole.

    db 缺少因子 1 / sqrt(L)：偏置是支路的一部分，整条支路都除以 sqrt(L)。
    """
    return gradients(cache, walk(params, cache, dout), bias=lambda dA, dB, L: dA.sum(axis=1, keepdims=True))


@mutant("residual_backward", caught_by="residual_backward_biases", diagnosis="advanced.summed_over_units")
def residual_biases_of_all(params, cache, dout):
    """db sums over the units as well, so that all biases of a block get the same gradient; sum over the examples only.

    db 连单元也求和了，使一块的所有偏置得到相同的梯度；只应对样本求和。
    """
    return gradients(cache, walk(params, cache, dout), bias=lambda dA, dB, L: np.full((len(dB), 1), dB.sum() / len(dB)))


@mutant("residual_backward", caught_by="residual_backward_many_blocks", diagnosis="advanced.sorted_names")
def residual_gradient_sorted_names(params, cache, dout):
    """The names are sorted as texts, which puts W10 before W2; count the blocks by number.

    名称按文本排序，W10 会排在 W2 之前；应按编号依次反向通过各块。
    """
    names = sorted(name[1:] for name in params if name[0] == "W")
    turned = {f"{kind}{l}": params[kind + name] for l, name in enumerate(names, start=1) for kind in "Wb"}
    dX, grads = gradients(cache, walk(turned, cache, dout))
    return dX, {kind + name: grads[f"{kind}{l}"] for l, name in enumerate(names, start=1) for kind in "Wb"}


@mutant("residual_backward", caught_by="residual_backward_pure", diagnosis="advanced.input_modified")
def residual_gradient_in_place(params, cache, dout):
    """`dA += ...` with dA = dout changes the caller's gradient; start from a copy.

    dA = dout 时 `dA += ...` 会修改调用者的梯度；应从副本开始。
    """
    inputs, activation = cache
    dA, L, grads = dout, len(inputs), {}
    for l in range(L, 0, -1):
        g = activate(inputs[l - 1], activation)
        slope = {"sigmoid": g * (1.0 - g), "tanh": 1.0 - g**2, "relu": inputs[l - 1] > 0}[activation]
        dB = dA / np.sqrt(L)
        grads[f"W{l}"], grads[f"b{l}"] = dB @ g.T, dB.sum(axis=1, keepdims=True)
        dA += params[f"W{l}"].T @ dB * slope
    return dA.copy(), grads


@mutant("residual_forward", caught_by="residual_cache", diagnosis="advanced.cache_global")
def residual_one_list(params, X, activation):
    """The trunks are kept in one list that the next forward empties; give every call a list of its own.

    各主干存放在同一个列表里，下一次 forward 会清空它；每次调用都应使用自己的列表。
    """
    out, (trunk, activation) = RESIDUAL_FORWARD(params, X, activation)
    kept = LAST.setdefault("trunk", [])
    kept[:] = trunk
    return out, (kept, activation)


RESIDUAL_FORWARD = residual_forward


# --- taylor_remainder ---


def fitted(steps, remainders):
    """Return the least-squares slope on logarithmic axes."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.polyfit(np.log(steps), np.log(np.abs(remainders) + 1e-300), 1)[0])


@mutant("taylor_remainder", caught_by="taylor_shape", diagnosis="advanced.slope_missing")
def taylor_without_slope(f, theta, grad, direction, steps):
    """Only the remainders are returned; the slope of the line through them is part of the result.

    只返回了余项；过这些点的直线的斜率也是结果的一部分。
    """
    slope = np.sum(grad * direction)
    return np.array([abs(f(theta + h * direction) - f(theta) - h * slope) for h in steps])


@mutant("taylor_remainder", caught_by=("taylor_right", "taylor_verdict"), diagnosis="advanced.order_zero")
def taylor_of_order_zero(f, theta, grad, direction, steps):
    """The gradient's term is missing, so that the remainder is that of order 0 and falls like h; subtract h <grad, v> as well.

    漏了梯度项，余项成了零阶的，按 h 下降；还应减去 h <grad, v>。
    """
    remainders = np.array([abs(f(theta + h * direction) - f(theta)) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by=("taylor_right", "taylor_verdict"), diagnosis="advanced.gradient_added")
def taylor_gradient_added(f, theta, grad, direction, steps):
    """The gradient's term is added; the prediction f(theta) + h <grad, v> is subtracted as a whole, so it has a minus sign.

    梯度项写成了加；要减去的是整个预测 f(theta) + h <grad, v>，所以是负号。
    """
    slope = np.sum(grad * direction)
    remainders = np.array([abs(f(theta + h * direction) - f(theta) + h * slope) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by=("taylor_right", "taylor_verdict"), diagnosis="advanced.step_missing")
def taylor_without_step(f, theta, grad, direction, steps):
    """The gradient's term is not multiplied by the step h: the prediction moves by h <grad, v>, not by <grad, v>.

    梯度项没有乘步长 h：预测移动的是 h <grad, v>，而不是 <grad, v>。
    """
    slope = np.sum(grad * direction)
    remainders = np.array([abs(f(theta + h * direction) - f(theta) - slope) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_right", diagnosis="advanced.remainder_relative")
def taylor_relative(f, theta, grad, direction, steps):
    """The remainder is divided by |f(theta)|; it is the plain absolute value.

    余项除以了 |f(theta)|；应只是绝对值。
    """
    slope = np.sum(grad * direction)
    remainders = np.array([abs(f(theta + h * direction) - f(theta) - h * slope) for h in steps]) / abs(f(theta))
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_right", diagnosis="advanced.remainder_over_step")
def taylor_over_step(f, theta, grad, direction, steps):
    """The remainder is divided by the step, as in a difference quotient; it is not, so that it falls like h^2.

    余项除以了步长（像差商那样）；不应除，余项按 h^2 下降。
    """
    slope = np.sum(grad * direction)
    remainders = np.array([abs(f(theta + h * direction) - f(theta) - h * slope) for h in steps])
    return remainders / np.array(steps), fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_right", diagnosis="advanced.direction_normalised")
def taylor_unit_direction(f, theta, grad, direction, steps):
    """The direction is divided by its length; it is used as it is, and so its length counts.

    方向除以了它的长度；应按原样使用，长度也起作用。
    """
    v = direction / np.linalg.norm(direction)
    slope = np.sum(grad * v)
    remainders = np.array([abs(f(theta + h * v) - f(theta) - h * slope) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_direction", diagnosis="advanced.direction_normalised")
def taylor_shortens_direction(f, theta, grad, direction, steps):
    """Directions longer than 5 are shortened; the direction is used as it is, the steps say how far to go.

    过长的方向被缩短了；方向应按原样使用，走多远由步长决定。
    """
    v = direction * min(1.0, 5.0 / np.linalg.norm(direction))
    slope = np.sum(grad * v)
    remainders = np.array([abs(f(theta + h * v) - f(theta) - h * slope) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by=("taylor_wrong", "taylor_verdict"), diagnosis="advanced.own_gradient")
def taylor_own_gradient(f, theta, grad, direction, steps):
    """The slope along the direction is computed from f itself, so that the gradient that was handed over is never tested.

    沿方向的斜率是用 f 自己算出来的，传入的梯度根本没有被检验。
    """
    slope = f(theta + direction / 2) - f(theta - direction / 2)
    remainders = np.array([abs(f(theta + h * direction) - f(theta) - h * slope) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_absolute", diagnosis="advanced.remainder_signed")
def taylor_signed(f, theta, grad, direction, steps):
    """The remainder keeps its sign, which is negative where f bends downwards; it is an absolute value.

    余项保留了符号，函数向下弯时为负；应取绝对值。
    """
    slope = np.sum(grad * direction)
    remainders = np.array([f(theta + h * direction) - f(theta) - h * slope for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_absolute", diagnosis="advanced.remainder_clipped")
def taylor_clipped(f, theta, grad, direction, steps):
    """Negative remainders are cut off at 0 instead of being turned: take the absolute value.

    负的余项被截成了 0，而没有取绝对值。
    """
    slope = np.sum(grad * direction)
    signed = np.array([f(theta + h * direction) - f(theta) - h * slope for h in steps])
    return np.maximum(signed, 0.0), fitted(steps, signed)


@mutant("taylor_remainder", caught_by="taylor_matrix", diagnosis="advanced.matrix_product")
def taylor_matrix_product(f, theta, grad, direction, steps):
    """`@` is the inner product of vectors only, for matrices it is a matrix product; sum the products of all entries.

    `@` 只对向量是内积，对矩阵则是矩阵乘法；应把所有元素的乘积相加。
    """
    slope = grad.T @ direction if grad.ndim > 1 else grad @ direction
    slope = np.sum(slope)
    remainders = np.array([abs(f(theta + h * direction) - f(theta) - h * slope) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_matrix", diagnosis="advanced.flattened")
def taylor_flattened(f, theta, grad, direction, steps):
    """f is called with a flat vector; it takes arrays of theta's shape.

    调用 f 时传入了展平的向量；f 接受与 theta 同形状的数组。
    """
    start, v = np.ravel(theta), np.ravel(direction)
    remainders = np.array([abs(f(start + h * v) - f(start) - h * np.ravel(grad) @ v) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_matrix", diagnosis="advanced.first_column")
def taylor_first_axis(f, theta, grad, direction, steps):
    """The inner product runs over the first axis only, and the largest of the sums is used; sum over all entries.

    内积只沿第一个轴计算，再取其中最大者；应对所有元素求和。
    """
    slope = np.max((grad * direction).sum(axis=0))
    remainders = np.array([abs(f(theta + h * direction) - f(theta) - h * slope) for h in steps])
    return remainders, fitted(steps, remainders)


@mutant("taylor_remainder", caught_by="taylor_verdict", diagnosis="advanced.axes_swapped")
def taylor_axes_swapped(f, theta, grad, direction, steps):
    """The line is fitted with the axes swapped, ln h against ln r, which gives about 1/2 for a right gradient.

    拟合直线时两个轴弄反了（ln h 对 ln r），梯度正确时得到约 1/2。
    """
    remainders, _ = TAYLOR(f, theta, grad, direction, steps)
    return remainders, float(np.polyfit(np.log(remainders), np.log(steps), 1)[0])


TAYLOR = taylor_remainder


@mutant("taylor_remainder", caught_by="taylor_verdict", diagnosis="advanced.axes_linear")
def taylor_linear_axes(f, theta, grad, direction, steps):
    """The line is fitted without logarithms; the exponent of a power law is a slope on logarithmic axes only.

    拟合直线时没有取对数；只有在对数坐标上，幂律的指数才是斜率。
    """
    remainders, _ = TAYLOR(f, theta, grad, direction, steps)
    return remainders, float(np.polyfit(steps, remainders, 1)[0])


@mutant("taylor_remainder", caught_by="taylor_verdict", diagnosis="advanced.intercept_missing")
def taylor_through_the_origin(f, theta, grad, direction, steps):
    """The line is forced through the origin, sum(x y) / sum(x^2); subtract the means of x and y first.

    直线被强制通过原点，即 sum(x y) / sum(x^2)；应先减去 x 和 y 的均值。
    """
    remainders, _ = TAYLOR(f, theta, grad, direction, steps)
    x, y = np.log(steps), np.log(remainders)
    return remainders, float(x @ y / (x @ x))


@mutant("taylor_remainder", caught_by="taylor_slope", diagnosis="advanced.slope_of_ends")
def taylor_ends(f, theta, grad, direction, steps):
    """The slope is that between the first and the last point; all points have to be used, by least squares.

    斜率只由首尾两点算出；应按最小二乘使用所有点。
    """
    remainders, _ = TAYLOR(f, theta, grad, direction, steps)
    return remainders, float(np.log(remainders[-1] / remainders[0]) / np.log(steps[-1] / steps[0]))


@mutant("taylor_remainder", caught_by="taylor_slope", diagnosis="advanced.slope_of_pairs")
def taylor_mean_of_pairs(f, theta, grad, direction, steps):
    """The slopes between neighbouring points are averaged; the least-squares line weights them by their distance.

    取了相邻两点间斜率的平均；应是最小二乘直线的斜率。
    """
    remainders, _ = TAYLOR(f, theta, grad, direction, steps)
    return remainders, float(np.mean(np.diff(np.log(remainders)) / np.diff(np.log(steps))))


@mutant("taylor_remainder", caught_by="taylor_slope", diagnosis="advanced.slope_rounded")
def taylor_rounded(f, theta, grad, direction, steps):
    """The slope is rounded to a whole number, which hides how straight the line is.

    斜率被四舍五入成了整数，看不出直线有多直。
    """
    remainders, slope = TAYLOR(f, theta, grad, direction, steps)
    return remainders, float(round(slope))


@mutant("taylor_remainder", caught_by="taylor_order", diagnosis="advanced.steps_sorted")
def taylor_sorted(f, theta, grad, direction, steps):
    """The steps are sorted first, so that the remainders belong to other steps than the caller's; keep their order.

    步长先被排序了，余项与调用者的步长对不上；应保持原来的顺序。
    """
    return TAYLOR(f, theta, grad, direction, sorted(steps, reverse=True))


@mutant("taylor_remainder", caught_by="taylor_pure", diagnosis="advanced.input_modified")
def taylor_there_and_back(f, theta, grad, direction, steps):
    """theta itself is moved there and back; what comes back differs in the last bits. Compute theta + h v as a new array.

    theta 本身被移过去又移回来，末位会有差别；应另外计算 theta + h v。
    """
    value, slope, remainders = f(theta), np.sum(grad * direction), []
    for h in steps:
        theta += h * direction
        remainders.append(abs(f(theta) - value - h * slope))
        theta -= h * direction
    return np.array(remainders), fitted(steps, remainders)


# --- kink_free ---


@mutant("kink_free", caught_by="kink_above", diagnosis="advanced.kink_one_sided")
def kink_upward_only(Z, eps):
    """Only Z + eps is compared in sign with Z; a small positive entry crosses the kink on the way to Z - eps.

    只比较了 Z + eps 与 Z 的符号；很小的正数移到 Z - eps 时会越过折点。
    """
    return np.all((Z + eps > 0) == (Z > 0), axis=0)


@mutant("kink_free", caught_by="kink_below", diagnosis="advanced.kink_dead_safe")
def kink_of_the_activation(Z, eps):
    """The activation relu(Z) is tested instead of Z: a negative entry is 0 there and its distance from the kink is lost.

    检验的是激活值 relu(Z) 而不是 Z：负数在那里都是 0，到折点的距离丢失了。
    """
    A = np.maximum(Z, 0.0)
    return np.all((A > eps) | (A == 0), axis=0)


@mutant("kink_free", caught_by="kink_far", diagnosis="advanced.kink_absolute_missing")
def kink_without_absolute(Z, eps):
    """The absolute value is missing: Z > eps calls every negative pre-activation unsafe, however far from 0 it is.

    漏了绝对值：Z > eps 把所有负的预激活值都判为不安全，不论离 0 多远。
    """
    return np.all(Z > eps, axis=0)


@mutant("kink_free", caught_by="kink_far", diagnosis="advanced.kink_all_unsafe")
def kink_nothing_safe(Z, eps):
    """Every example with both active and inactive units is called unsafe; what counts is the distance from the kink, not the side.

    把同时含有激活与未激活单元的样本都判为不安全；重要的是到折点的距离，而不是在哪一侧。
    """
    return np.all(np.abs(Z) > eps, axis=0) & (np.all(Z > 0, axis=0) | np.all(Z < 0, axis=0))


@mutant("kink_free", caught_by="kink_far", diagnosis="advanced.kink_too_careful")
def kink_too_careful(Z, eps):
    """The bound is 1e5 times eps, far more than the step can move; it is eps itself.

    界限取了 eps 的 1e5 倍，远大于一步所能移动的距离；应就是 eps。
    """
    return np.all(np.abs(Z) > 1e5 * eps, axis=0)


@mutant("kink_free", caught_by="kink_examples", diagnosis="advanced.kink_any")
def kink_any_unit(Z, eps):
    """An example counts as safe when any of its units is; one unit at the kink is enough to spoil it, so all have to be safe.

    只要有一个单元安全就判样本安全；一个单元在折点附近就足以破坏结果，所以必须全部安全。
    """
    return np.any(np.abs(Z) > eps, axis=0)


@mutant("kink_free", caught_by="kink_examples", diagnosis="advanced.kink_whole_batch")
def kink_whole_batch(Z, eps):
    """One unsafe example makes the whole batch unsafe; examples do not influence each other here, so tell them apart.

    一个样本不安全就把整个批次判为不安全；这里样本之间互不影响，应分别判断。
    """
    return np.full(Z.shape[1], np.all(np.abs(Z) > eps))


@mutant("kink_free", caught_by="kink_examples", diagnosis="advanced.kink_mean")
def kink_on_average(Z, eps):
    """The mean distance of an example's units from the kink is compared with eps; the nearest unit decides.

    用各单元到折点的平均距离与 eps 比较；起决定作用的是最近的单元。
    """
    return np.abs(Z).mean(axis=0) > eps


@mutant("kink_free", caught_by="kink_examples", diagnosis="advanced.kink_smallest")
def kink_of_the_smallest(Z, eps):
    """The smallest unit of an example is found first and its absolute value taken then: a very negative unit hides one at the kink. Take absolute values first.

    先取样本中最小的单元，再取绝对值：很负的单元会掩盖折点附近的单元。应先取绝对值。
    """
    return np.abs(Z.min(axis=0)) > eps


@mutant("kink_free", caught_by="kink_examples", diagnosis="advanced.kink_column_product")
def kink_of_the_product(Z, eps):
    """The units of an example are multiplied before the comparison; many harmless entries have a tiny product. Compare every entry.

    比较之前把样本的各单元相乘了；许多无害的元素乘积也会很小。应逐个比较。
    """
    return np.abs(np.prod(Z, axis=0)) > eps


@mutant("kink_free", caught_by="kink_examples", diagnosis="advanced.kink_column_sum")
def kink_of_the_sum(Z, eps):
    """The units of an example are added before the comparison; a small entry disappears in the sum. Compare every entry.

    比较之前把样本的各单元相加了；很小的元素在和里看不出来。应逐个比较。
    """
    return np.abs(Z.sum(axis=0)) > eps


@mutant("kink_free", caught_by="kink_eps", diagnosis="advanced.kink_norm")
def kink_by_norm(Z, eps):
    """The bound grows with the number of units, eps * sqrt(n), as for the norm of a step; each unit moves by eps alone.

    界限随单元个数增大，取为 eps * sqrt(n)，如同一步的范数；但每个单元只移动 eps。
    """
    return np.all(np.abs(Z) > eps * np.sqrt(len(Z)), axis=0)


@mutant("kink_free", caught_by="kink_eps", diagnosis="advanced.kink_eps_ignored")
def kink_fixed_eps(Z, eps):
    """1e-5 is written into the comparison; the eps that is passed in decides.

    比较时写死了 1e-5；应由传入的 eps 决定。
    """
    return np.all(np.abs(Z) > 1e-5, axis=0)


@mutant("kink_free", caught_by="kink_eps", diagnosis="advanced.kink_half_eps")
def kink_half_eps(Z, eps):
    """Half of eps is used as the bound, as if the two evaluations shared the step; each of them moves by the whole eps.

    界限取了 eps 的一半，好像两次求值平分步长；每一次都移动整个 eps。
    """
    return np.all(np.abs(Z) > eps / 2, axis=0)


@mutant("kink_free", caught_by="kink_eps", diagnosis="advanced.kink_double_eps")
def kink_double_eps(Z, eps):
    """Twice eps is used as the bound, the distance of the two evaluations; each of them is only eps away from Z.

    界限取了 2 eps，即两次求值之间的距离；每一次离 Z 只有 eps。
    """
    return np.all(np.abs(Z) > 2 * eps, axis=0)


@mutant("kink_free", caught_by="kink_zero", diagnosis="advanced.kink_zero_skipped")
def kink_zero_skipped(Z, eps):
    """Entries of exactly 0 are left out, as if they belonged to dead units; they stand at the kink itself, where no step is safe.

    跳过了恰好为 0 的元素，好像它们属于失活单元；它们正在折点上，任何步长都不安全。
    """
    return np.all((np.abs(Z) > eps) | (Z == 0), axis=0)


@mutant("kink_free", caught_by="kink_pure", diagnosis="advanced.input_modified")
def kink_in_place(Z, eps):
    """np.abs with out=Z overwrites the caller's pre-activations; let it make a new array.

    带 out=Z 的 np.abs 覆盖了调用者的预激活值；应让它返回新数组。
    """
    return np.all(np.abs(Z, out=Z) > eps, axis=0)


@mutant("kink_free", caught_by="kink_shape", diagnosis="advanced.kink_axis")
def kink_per_unit(Z, eps):
    """The mask says which units are safe (axis=1); it is asked which examples are, columns: axis=0.

    掩码给出的是哪些单元安全（axis=1）；要的是哪些样本（列）安全：axis=0。
    """
    return np.all(np.abs(Z) > eps, axis=1)
