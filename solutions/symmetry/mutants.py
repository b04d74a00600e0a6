"""Planted wrong functions of symmetry, one each; they may use the solution's other functions."""

# ruff: noqa: D403, F821

import itertools

import numpy as np

from grader.checking import mutant


def alike(params):
    """Return whether there are several hidden units, and those of each layer are identical."""
    several = any(len(params[f"b{l}"]) > 1 for l in range(1, len(params) // 2))
    return several and unit_spread(params) == 0.0


def copied(params):
    """Return a copy of every array."""
    return {name: value.copy() for name, value in params.items()}


# --- unit_spread ---


@mutant("unit_spread", caught_by="spread_identical", diagnosis="symmetry.spread_of_numbers")
def spread_within_array(params):
    """All numbers of an array are compared with each other; only corresponding entries of two units are, so entries of one column of W{l}.

    把数组中所有的数互相比较了；应只比较两个单元的对应元素，即 W{l} 同一列中的元素。
    """
    return max([float(np.ptp(units(params, l))) for l in range(1, len(params) // 2)], default=0.0)


@mutant("unit_spread", caught_by="spread_identical", diagnosis="symmetry.output_is_not_hidden")
def spread_with_output(params):
    """The rows of the output layer are compared too, but outputs are no hidden units: they may differ.

    把输出层的各行也作了比较，但输出不是隐藏单元，本来就可以不同。
    """
    rows = [np.ptp(value, axis=0).max() for value in params.values()]
    columns = [np.ptp(params[f"W{l}"], axis=1).max() for l in range(2, len(params) // 2 + 1)]
    return float(max([*rows, *columns]))


@mutant("unit_spread", caught_by="spread_identical", diagnosis="symmetry.input_is_not_hidden")
def spread_with_input(params):
    """The columns of W1 are compared too, but they belong to the inputs, which are no hidden units.

    把 W1 的各列也作了比较，但它们属于输入，输入不是隐藏单元。
    """
    hidden = [np.ptp(units(params, l), axis=0).max() for l in range(1, len(params) // 2)]
    return float(max([*hidden, np.ptp(params["W1"], axis=1).max()]))


@mutant("unit_spread", caught_by="spread_identical", diagnosis="symmetry.no_hidden_layer")
def spread_needs_hidden_layer(params):
    """A network without a hidden layer has no units to compare, and max() of nothing is an error: the spread is 0.0.

    没有隐藏层的网络没有可比较的单元，对空序列取 max() 会出错：离散度应为 0.0。
    """
    return max(float(np.ptp(units(params, l), axis=0).max()) for l in range(1, len(params) // 2))


@mutant("unit_spread", caught_by="spread_incoming", diagnosis="symmetry.part_forgotten")
def spread_without_rows(params):
    """The incoming rows are not compared; a unit consists of its incoming row, its bias and its outgoing column.

    没有比较传入行；一个单元由传入行、偏置和传出列组成。
    """
    parts = [(params[f"b{l}"], params[f"W{l + 1}"].T) for l in range(1, len(params) // 2)]
    return max([float(np.ptp(part, axis=0).max()) for pair in parts for part in pair], default=0.0)


@mutant("unit_spread", caught_by="spread_bias", diagnosis="symmetry.part_forgotten")
def spread_without_biases(params):
    """The biases are not compared; a unit consists of its incoming row, its bias and its outgoing column.

    没有比较偏置；一个单元由传入行、偏置和传出列组成。
    """
    parts = [(params[f"W{l}"], params[f"W{l + 1}"].T) for l in range(1, len(params) // 2)]
    return max([float(np.ptp(part, axis=0).max()) for pair in parts for part in pair], default=0.0)


@mutant("unit_spread", caught_by="spread_outgoing", diagnosis="symmetry.part_forgotten")
def spread_without_columns(params):
    """The outgoing columns are not compared; a unit consists of its incoming row, its bias and its outgoing column.

    没有比较传出列；一个单元由传入行、偏置和传出列组成。
    """
    parts = [(params[f"W{l}"], params[f"b{l}"]) for l in range(1, len(params) // 2)]
    return max([float(np.ptp(part, axis=0).max()) for pair in parts for part in pair], default=0.0)


@mutant("unit_spread", caught_by="spread_size", diagnosis="symmetry.spread_is_a_norm")
def spread_norm(params):
    """The distance of two units is measured by the 2-norm; the spread is the largest difference of a single entry.

    用 2 范数度量两个单元的距离；离散度应是单个元素之差的最大值。
    """
    blocks = [units(params, l) for l in range(1, len(params) // 2)]
    return max([float(np.linalg.norm(u - v)) for block in blocks for u in block for v in block], default=0.0)


@mutant("unit_spread", caught_by="spread_size", diagnosis="symmetry.sign")
def spread_signed(params):
    """Differences of a unit and a later one are taken with their sign, so a negative one counts as nothing: take absolute values.

    一个单元减去后面的单元，差带着符号，负的差被当作没有：应取绝对值。
    """
    pairs = (itertools.combinations(units(params, l), 2) for l in range(1, len(params) // 2))
    return max([float((u - v).max()) for layer in pairs for u, v in layer], default=0.0)


@mutant("unit_spread", caught_by="spread_size", diagnosis="symmetry.spread_is_a_sum")
def spread_sum(params):
    """The differences of all entries of two units are added up; the spread is the largest difference of a single entry.

    把两个单元所有元素之差相加了；离散度应是单个元素之差的最大值。
    """
    pairs = (itertools.combinations(units(params, l), 2) for l in range(1, len(params) // 2))
    return max([float(np.abs(u - v).sum()) for layer in pairs for u, v in layer], default=0.0)


@mutant("unit_spread", caught_by="spread_pairs", diagnosis="symmetry.pairs")
def spread_from_first(params):
    """Every unit is compared with the first one only; two others may be further apart from each other.

    每个单元只与第一个比较；另外两个单元之间可能相差更大。
    """
    blocks = [units(params, l) for l in range(1, len(params) // 2)]
    return max([float(np.abs(block - block[0]).max()) for block in blocks], default=0.0)


@mutant("unit_spread", caught_by="spread_pairs", diagnosis="symmetry.pairs")
def spread_of_neighbours(params):
    """Only neighbouring units are compared; units that are not neighbours may be further apart.

    只比较了相邻的单元；不相邻的单元可能相差更大。
    """
    blocks = [units(params, l) for l in range(1, len(params) // 2)]
    return max([float(np.abs(np.diff(block, axis=0)).max(initial=0.0)) for block in blocks], default=0.0)


@mutant("unit_spread", caught_by="spread_layers", diagnosis="symmetry.one_layer_only")
def spread_first_layer(params):
    """Only the first hidden layer is looked at; the spread is the largest one of all hidden layers.

    只看了第一个隐藏层；离散度应取所有隐藏层中最大的。
    """
    return float(np.ptp(units(params, 1), axis=0).max()) if len(params) > 2 else 0.0


@mutant("unit_spread", caught_by="spread_layers", diagnosis="symmetry.one_layer_only")
def spread_last_layer(params):
    """The loop overwrites the result, so that only the last hidden layer counts; the spread is the largest one of all.

    循环中结果被覆盖，只有最后一个隐藏层起作用；离散度应取所有隐藏层中最大的。
    """
    spread = 0.0
    for l in range(1, len(params) // 2):
        spread = float(np.ptp(units(params, l), axis=0).max())
    return spread


@mutant("unit_spread", caught_by="spread_layers", diagnosis="symmetry.layers_added")
def spread_layers_added(params):
    """The spreads of the layers are added up; the spread of the network is the largest of them.

    把各层的离散度相加了；网络的离散度应取其中最大的。
    """
    return float(sum(np.ptp(units(params, l), axis=0).max() for l in range(1, len(params) // 2)))


@mutant("unit_spread", caught_by="spread_tiny_and_huge", diagnosis="symmetry.threshold")
def spread_thresholded(params):
    """Small differences are rounded to 0; the spread is 0.0 only if the units are identical, and rounding is for the reader to judge.

    把很小的差别舍成了 0；只有单元完全相同，离散度才是 0.0。
    """
    spread = max([float(np.ptp(units(params, l), axis=0).max()) for l in range(1, len(params) // 2)], default=0.0)
    return spread if spread > 1e-9 else 0.0


@mutant("unit_spread", caught_by="spread_random", diagnosis="symmetry.single_precision")
def spread_single_precision(params):
    """The spread is computed in single precision, which has seven digits; numbers of this course are float64.

    离散度用单精度计算，只有七位有效数字；本课程的数都是 float64。
    """
    blocks = [units(params, l) for l in range(1, len(params) // 2)]
    return max([float(np.float32(np.ptp(block, axis=0).max())) for block in blocks], default=0.0)


# --- train ---


@mutant("train", caught_by="train_step", diagnosis="symmetry.sign_of_step")
def train_uphill(params, gradient, learning_rate, steps):
    """The gradient is added, which climbs the cost; descending means to subtract it.

    加上了梯度，代价会上升；梯度下降应减去梯度。
    """
    params = copied(params)
    for _ in range(steps):
        grads = gradient(params)
        params = {name: value + learning_rate * grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="train_step", diagnosis="symmetry.rate_missing")
def train_without_rate(params, gradient, learning_rate, steps):
    """The gradient is subtracted as it is; it has to be multiplied by the learning rate.

    直接减去了梯度；应先乘以学习率。
    """
    params = copied(params)
    for _ in range(steps):
        grads = gradient(params)
        params = {name: value - grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="train_step", diagnosis="symmetry.biases_not_trained")
def train_weights_only(params, gradient, learning_rate, steps):
    """Only the weights are updated; biases are parameters too.

    只更新了权重；偏置也是参数。
    """
    params = copied(params)
    for _ in range(steps):
        grads = gradient(params)
        params = {k: v - learning_rate * grads[k] if k.startswith("W") else v for k, v in params.items()}
    return params


@mutant("train", caught_by="train_step", diagnosis="symmetry.number_of_steps")
def train_one_step_less(params, gradient, learning_rate, steps):
    """range(1, steps) makes one step less than asked for.

    range(1, steps) 比要求的少迈一步。
    """
    params = copied(params)
    for _ in range(1, steps):
        grads = gradient(params)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="train_steps", diagnosis="symmetry.gradient_not_recomputed")
def train_one_gradient(params, gradient, learning_rate, steps):
    """The gradient is computed once, before the loop; every step needs the gradient at the parameters of that moment.

    梯度只在循环之前计算了一次；每一步都需要当时参数处的梯度。
    """
    params = copied(params)
    grads = gradient(params)
    for _ in range(steps):
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="train_steps", diagnosis="symmetry.gradient_not_recomputed")
def train_gradient_at_start(params, gradient, learning_rate, steps):
    """The gradient is always computed at the start instead of the current parameters, because the new ones have another name.

    新的参数用了另一个名字，梯度却始终在起点处计算，而不是在当前参数处。
    """
    current = copied(params)
    for _ in range(steps):
        grads = gradient(params)
        current = {name: value - learning_rate * grads[name] for name, value in current.items()}
    return current


@mutant("train", caught_by="train_steps", diagnosis="symmetry.not_plain_descent")
def train_with_momentum(params, gradient, learning_rate, steps):
    """The steps remember earlier gradients (momentum); plain gradient descent uses the current gradient only.

    每一步都记住了以前的梯度（动量）；普通的梯度下降只用当前的梯度。
    """
    params, velocity = copied(params), {name: 0.0 for name in params}
    for _ in range(steps):
        for name, grad in gradient(params).items():
            velocity[name] = 0.9 * velocity[name] + grad
        params = {name: value - learning_rate * velocity[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="train_steps", diagnosis="symmetry.rate_decays")
def train_decaying_rate(params, gradient, learning_rate, steps):
    """The learning rate falls from step to step; it stays the same.

    学习率逐步下降；它应保持不变。
    """
    params = copied(params)
    for step in range(steps):
        grads = gradient(params)
        params = {name: value - learning_rate / (step + 1) * grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="train_simultaneous", diagnosis="symmetry.one_after_the_other")
def train_arrays_in_turn(params, gradient, learning_rate, steps):
    """The gradient is computed anew after every array; all parameters have to step at the same time, from one gradient.

    每更新一个数组就重新计算梯度；所有参数应使用同一个梯度同时更新。
    """
    params = copied(params)
    for _ in range(steps):
        for name in list(params):
            params[name] = params[name] - learning_rate * gradient(params)[name]
    return params


@mutant("train", caught_by="sum_together", diagnosis="symmetry.one_after_the_other")
def train_rows_in_turn(params, gradient, learning_rate, steps):
    """Within an array the rows step one after the other, each with a new gradient; all of them have to use the same gradient.

    数组中的各行逐个更新，每次都重新计算梯度；所有行应使用同一个梯度。
    """
    params = copied(params)
    for _ in range(steps):
        updated = copied(params)
        for name in params:
            point = copied(params)
            for i in range(len(point[name])):
                point[name][i] = point[name][i] - learning_rate * gradient(point)[name][i]
            updated[name] = point[name]
        params = updated
    return params


@mutant("train", caught_by="train_keys", diagnosis="symmetry.order_of_keys")
def train_zipped(params, gradient, learning_rate, steps):
    """Parameters and gradients are matched by their order; a dict of gradients may be in another order, so look them up by key.

    按次序把参数与梯度配对；梯度字典的次序可能不同，应按键名查找。
    """
    params = copied(params)
    for _ in range(steps):
        grads = gradient(params)
        params = {k: v - learning_rate * g for (k, v), g in zip(params.items(), grads.values())}
    return params


@mutant("train", caught_by="train_pure", diagnosis="symmetry.changes_input")
def train_in_place(params, gradient, learning_rate, steps):
    """The updates are made in the arrays that were handed over (-=), so the caller's start is lost; work on copies.

    更新直接写进了传入的数组（-=），调用者的起点就丢失了；应在副本上操作。
    """
    params = dict(params)
    for _ in range(steps):
        for name, grad in gradient(params).items():
            params[name] -= learning_rate * grad
    return params


@mutant("train", caught_by="train_zero_steps", diagnosis="symmetry.no_copy")
def train_no_copy(params, gradient, learning_rate, steps):
    """After 0 steps the caller's own arrays are returned; return copies, so that changing the result never changes the start.

    0 步时返回了调用者自己的数组；应返回副本，使修改结果不会改变起点。
    """
    for _ in range(steps):
        grads = gradient(params)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return dict(params)


@mutant("train", caught_by="train_zero_steps", diagnosis="symmetry.number_of_steps")
def train_at_least_once(params, gradient, learning_rate, steps):
    """The loop makes its first step before it looks at the number of steps; 0 steps mean no step.

    循环先迈了一步才看步数；0 步就是一步也不迈。
    """
    params, step = copied(params), 0
    while True:
        grads = gradient(params)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
        step += 1
        if step >= steps:
            return params


@mutant(
    "train",
    caught_by=("gradient_descent_keeps_symmetry", "momentum_keeps_symmetry"),
    diagnosis="symmetry.broken_by_hand",
)
def train_separates_units(params, gradient, learning_rate, steps):
    """A little noise is added where all units are identical; gradient descent itself adds nothing, and identical units stay so.

    单元都相同时加了一点噪声；梯度下降本身什么也不加，相同的单元保持相同。
    """
    rng = np.random.default_rng(0)
    params = copied(params)
    if alike(params):
        params = {name: value + 1e-3 * rng.normal(size=value.shape) for name, value in params.items()}
    for _ in range(steps):
        grads = gradient(params)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="zero_weights", diagnosis="symmetry.broken_by_hand")
def train_replaces_zeros(params, gradient, learning_rate, steps):
    """A start of all zeros is replaced by small random numbers; the start is the caller's, and what comes of it is the lesson.

    全 0 的起点被换成了小随机数；起点由调用者决定，其后果正是要学的内容。
    """
    rng = np.random.default_rng(0)
    params = copied(params)
    if not any(value.any() for value in params.values()):
        params = {name: 0.01 * rng.normal(size=value.shape) for name, value in params.items()}
    for _ in range(steps):
        grads = gradient(params)
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by=("one_random_array", "unequal_treatment_breaks"), diagnosis="symmetry.shared_update")
def train_shares_updates(params, gradient, learning_rate, steps):
    """Units with equal incoming rows get the update of the first one; their gradients differ as soon as their outgoing weights do.

    传入行相同的单元都用了第一个单元的更新；一旦它们的传出权重不同，梯度就不同。
    """
    params = copied(params)
    for _ in range(steps):
        grads = dict(gradient(params))
        for name, value in params.items():
            if int(name[1:]) < len(params) // 2 and name[0] == "W" and (np.ptp(value, axis=0) == 0).all():
                if np.ptp(params["b" + name[1:]]) == 0 and len(value) > 1:
                    grads[name] = np.broadcast_to(grads[name][:1], value.shape)
                    grads["b" + name[1:]] = np.broadcast_to(grads["b" + name[1:]][:1], (len(value), 1))
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="train_any_gradient", diagnosis="symmetry.stops_early")
def train_stops_early(params, gradient, learning_rate, steps):
    """Training ends when the gradient is small; all steps that were asked for have to be made.

    梯度很小时就停止训练；应迈完所要求的全部步数。
    """
    params = copied(params)
    for _ in range(steps):
        grads = gradient(params)
        if all(np.abs(grad).max() < 1e-5 for grad in grads.values()):
            break
        params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


@mutant("train", caught_by="train_any_gradient", diagnosis="symmetry.clipped")
def train_clipped(params, gradient, learning_rate, steps):
    """Large gradients are clipped; plain gradient descent uses them as they are.

    截断了大的梯度；普通的梯度下降原样使用梯度。
    """
    params = copied(params)
    for _ in range(steps):
        grads = gradient(params)
        params = {name: value - learning_rate * np.clip(grads[name], -30, 30) for name, value in params.items()}
    return params


# --- train_minibatch ---


def batches(order, batch_size):
    """Cut an order into batches."""
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def stepped(params, grads, learning_rate):
    """Return the parameters after one update."""
    return {name: value - learning_rate * grads[name] for name, value in params.items()}


@mutant("train_minibatch", caught_by="minibatch_visits", diagnosis="symmetry.last_batch_dropped")
def minibatch_drops_rest(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Only full batches are used, so some examples are left out of every epoch; the last batch may be smaller.

    只用了完整的批量，每一轮都漏掉一些样本；最后一批可以较小。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        order = rng.permutation(m)
        for k in range(m // batch_size):
            batch = order[k * batch_size : (k + 1) * batch_size]
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_visits", diagnosis="symmetry.with_replacement")
def minibatch_with_replacement(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Examples are drawn with replacement, so some come twice and some not at all; an epoch visits every example exactly once.

    有放回地抽取样本，有的出现两次，有的一次也没有；一轮应恰好访问每个样本一次。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        for batch in batches(rng.integers(0, m, m), batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_visits", diagnosis="symmetry.epoch_is_one_update")
def minibatch_one_batch_per_epoch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Every epoch draws a single batch; an epoch has as many batches as it takes to visit every example.

    每一轮只抽取一个批量；一轮应有足够多的批量，使每个样本都被访问。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        batch = rng.permutation(m)[:batch_size]
        params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_visits", diagnosis="symmetry.rows_shuffled")
def minibatch_shuffles_features(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The numbers of each feature are shuffled separately, which mixes different examples; an example is a whole column.

    每个特征的数各自打乱，把不同的样本混在了一起；一个样本是一整列。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        mixed, order = rng.permuted(X, axis=1), rng.permutation(m)
        for batch in batches(order, batch_size):
            params = stepped(params, gradient(params, mixed[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_visits", diagnosis="symmetry.extra_gradient")
def minibatch_extra_gradient(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The gradient of the whole data is computed once more at the end of every epoch; it is called once per update and not otherwise.

    每一轮结束时又计算了一次全部数据的梯度；每次更新只应调用一次梯度。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        for batch in batches(rng.permutation(m), batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
        gradient(params, X, Y)
    return params


@mutant("train_minibatch", caught_by="minibatch_sizes", diagnosis="symmetry.batch_size")
def minibatch_number_of_batches(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """batch_size is taken as the number of batches; it is the number of examples in each.

    把 batch_size 当作批量的个数；它是每个批量中样本的个数。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        for batch in np.array_split(rng.permutation(m), min(m, batch_size)):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_sizes", diagnosis="symmetry.batch_size")
def minibatch_equal_batches(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The examples are spread evenly over the batches; every batch but the last one holds batch_size examples.

    样本被平均分到各个批量；除最后一批外，每个批量应含 batch_size 个样本。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        for batch in np.array_split(rng.permutation(m), -(-m // batch_size)):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_sizes", diagnosis="symmetry.batch_size")
def minibatch_rest_in_last(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """What is left over is added to the last full batch, which becomes too large; it is a batch of its own.

    剩下的样本并入了最后一个完整批量，使它过大；剩下的应单独成为一批。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        order, full = rng.permutation(m), max(1, m // batch_size)
        for k in range(full):
            batch = order[k * batch_size : (k + 1) * batch_size if k < full - 1 else m]
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_larger_than_data", diagnosis="symmetry.batch_larger_than_data")
def minibatch_refuses_large_batch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """A batch_size above the number of examples is refused, but it is legal: then one batch holds them all.

    拒绝了大于样本数的 batch_size，但它是合法的：此时一个批量包含全部样本。
    """
    assert batch_size <= X.shape[1], "batch_size is too large"
    params = copied(params)
    for _ in range(epochs):
        for batch in batches(rng.permutation(X.shape[1]), batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_larger_than_data", diagnosis="symmetry.batch_larger_than_data")
def minibatch_fills_large_batch(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """A batch that is larger than the data is filled up with repeated examples; it holds every example once.

    大于样本数的批量用重复的样本补足；它应恰好含每个样本一次。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        order = rng.permutation(m)
        if batch_size > m:
            order = np.resize(order, batch_size)
        for batch in batches(order, batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_pairs", diagnosis="symmetry.labels_not_shuffled")
def minibatch_labels_stay(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Only X is shuffled, so the examples lose their labels; X and Y have to be taken in the same order.

    只打乱了 X，样本与标签就对不上了；X 与 Y 应按同一次序取列。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        shuffled = X[:, rng.permutation(m)]
        for batch in batches(np.arange(m), batch_size):
            params = stepped(params, gradient(params, shuffled[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_pairs", diagnosis="symmetry.labels_not_shuffled")
def minibatch_two_orders(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """X and Y are shuffled separately, in two different orders, so the examples lose their labels.

    X 与 Y 分别按两个不同的次序打乱，样本与标签就对不上了。
    """
    params = copied(params)
    for _ in range(epochs):
        A, B = rng.permutation(X, axis=1), rng.permutation(Y, axis=1)
        for start in range(0, X.shape[1], batch_size):
            grads = gradient(params, A[:, start : start + batch_size], B[:, start : start + batch_size])
            params = stepped(params, grads, learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_updates", diagnosis="symmetry.gradient_not_recomputed")
def minibatch_epoch_start(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """All gradients of an epoch are computed at the parameters of its beginning; each one has to see the updates before it.

    一轮的所有梯度都在该轮开始时的参数处计算；每个梯度都应看到之前的更新。
    """
    params = copied(params)
    for _ in range(epochs):
        first = params
        for batch in batches(rng.permutation(X.shape[1]), batch_size):
            params = stepped(params, gradient(first, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_updates", diagnosis="symmetry.one_update_per_epoch")
def minibatch_one_update(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The gradients of an epoch are averaged into one update; every batch gives an update of its own.

    一轮的梯度被平均成一次更新；每个批量都应单独更新一次。
    """
    params = copied(params)
    for _ in range(epochs):
        all_grads = [gradient(params, X[:, b], Y[:, b]) for b in batches(rng.permutation(X.shape[1]), batch_size)]
        mean = {name: sum(grads[name] for grads in all_grads) / len(all_grads) for name in params}
        params = stepped(params, mean, learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_updates", diagnosis="symmetry.weighted_batches")
def minibatch_weighted(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The gradient of a batch is weighted with its share of the data; the update is learning_rate times the gradient, whatever the batch.

    批量的梯度按其占数据的比例加权；不论批量大小，更新量都是学习率乘以梯度。
    """
    params, m = copied(params), X.shape[1]
    for _ in range(epochs):
        for batch in batches(rng.permutation(m), batch_size):
            grads = gradient(params, X[:, batch], Y[:, batch])
            params = stepped(params, grads, learning_rate * len(batch) / m)
    return params


@mutant("train_minibatch", caught_by="minibatch_generator", diagnosis="symmetry.generator_of_its_own")
def minibatch_own_seed(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """A generator with a fixed seed is made inside, so every training has the same order; draw from the one that is passed.

    函数内部新建了固定种子的生成器，每次训练的次序都一样；应从传入的生成器抽取。
    """
    params, rng = copied(params), np.random.default_rng(0)
    for _ in range(epochs):
        for batch in batches(rng.permutation(X.shape[1]), batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_generator", diagnosis="symmetry.global_generator")
def minibatch_global_state(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The order comes from np.random's global state; draw it from the generator that is passed, so that runs can be repeated.

    次序来自 np.random 的全局状态；应从传入的生成器抽取，这样才能重复实验。
    """
    params = copied(params)
    for _ in range(epochs):
        for batch in batches(np.random.permutation(X.shape[1]), batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_generator", diagnosis="symmetry.not_shuffled")
def minibatch_in_order(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The examples are not shuffled at all; every epoch needs a fresh random order, drawn from rng.

    样本根本没有打乱；每一轮都需要从 rng 新抽取的随机次序。
    """
    params = copied(params)
    for _ in range(epochs):
        for batch in batches(np.arange(X.shape[1]), batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant(
    "train_minibatch", caught_by=("minibatch_fresh_order", "minibatch_fresh_batches"), diagnosis="symmetry.one_order"
)
def minibatch_one_order(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The order is drawn once, before the loop over the epochs; every epoch needs a fresh one.

    次序只在各轮的循环之前抽取了一次；每一轮都需要新的次序。
    """
    params, order = copied(params), rng.permutation(X.shape[1])
    for _ in range(epochs):
        for batch in batches(order, batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_fresh_order", diagnosis="symmetry.order_kept")
def minibatch_few_swaps(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Each epoch swaps some examples of the order before, so that most stay where they were; draw a new order.

    每一轮只在前一轮的次序上交换若干样本，多数样本留在原处；应重新抽取次序。
    """
    params = {name: value.copy() for name, value in params.items()}
    m = X.shape[1]
    order = rng.permutation(m)
    for _ in range(epochs):
        for i, j in rng.integers(m, size=(m // 4 + 1, 2)):
            order[[i, j]] = order[[j, i]]
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            grads = gradient(params, X[:, batch], Y[:, batch])
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
    return params


@mutant("train_minibatch", caught_by="minibatch_fresh_batches", diagnosis="symmetry.batches_shuffled")
def minibatch_shuffles_batches(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The data is cut into batches first and only their order is shuffled, so every epoch has the same batches.

    先切成批量，再只打乱批量的次序，因此每一轮的批量都相同。
    """
    params, fixed = copied(params), batches(np.arange(X.shape[1]), batch_size)
    for _ in range(epochs):
        last = fixed[-1:] if len(fixed[-1]) < batch_size else []
        full = fixed[: len(fixed) - len(last)]
        for batch in [full[k] for k in rng.permutation(len(full))] + last:
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_pure", diagnosis="symmetry.changes_input")
def minibatch_shuffles_in_place(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """The caller's X and Y are shuffled in place; take columns in a random order instead.

    调用者的 X 和 Y 被就地打乱；应按随机次序取列。
    """
    params = copied(params)
    for _ in range(epochs):
        order = rng.permutation(X.shape[1])
        X[:], Y[:] = X[:, order], Y[:, order]
        for start in range(0, X.shape[1], batch_size):
            grads = gradient(params, X[:, start : start + batch_size], Y[:, start : start + batch_size])
            params = stepped(params, grads, learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_zero_epochs", diagnosis="symmetry.no_copy")
def minibatch_no_copy(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """After 0 epochs the caller's own arrays are returned; return copies.

    0 轮时返回了调用者自己的数组；应返回副本。
    """
    for _ in range(epochs):
        for batch in batches(rng.permutation(X.shape[1]), batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatches_keep_symmetry", diagnosis="symmetry.broken_by_hand")
def minibatch_separates_units(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Noise is added where units are identical, as minibatches are believed to do; in truth all units see the same batch.

    单元相同时加了噪声，以为小批量本来就会这样；其实所有单元看到的是同一个批量。
    """
    params = copied(params)
    if alike(params):
        params = {name: value + 1e-3 * rng.normal(size=value.shape) for name, value in params.items()}
    for _ in range(epochs):
        for batch in batches(rng.permutation(X.shape[1]), batch_size):
            params = stepped(params, gradient(params, X[:, batch], Y[:, batch]), learning_rate)
    return params


@mutant("train_minibatch", caught_by="minibatch_network", diagnosis="symmetry.order_of_keys")
def minibatch_zipped(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Parameters and gradients are matched by their order; a dict of gradients may be in another order, so look them up by key.

    按次序把参数与梯度配对；梯度字典的次序可能不同，应按键名查找。
    """
    params = copied(params)
    for _ in range(epochs):
        for batch in batches(rng.permutation(X.shape[1]), batch_size):
            grads = gradient(params, X[:, batch], Y[:, batch])
            params = {k: v - learning_rate * g for (k, v), g in zip(params.items(), grads.values())}
    return params


@mutant("train_minibatch", caught_by="minibatch_network", diagnosis="symmetry.one_layer_only")
def minibatch_first_layer(params, gradient, X, Y, learning_rate, epochs, batch_size, rng):
    """Only W1 and b1 are updated; all layers have to be.

    只更新了 W1 和 b1；所有层都应更新。
    """
    params = copied(params)
    for _ in range(epochs):
        for batch in batches(rng.permutation(X.shape[1]), batch_size):
            grads = gradient(params, X[:, batch], Y[:, batch])
            params = {**params, **stepped({"W1": params["W1"], "b1": params["b1"]}, grads, learning_rate)}
    return params


# --- train_unit_by_unit ---


def blocks(params):
    """Return the hidden units in order, as pairs (layer, unit)."""
    return [(l, i) for l in range(1, len(params) // 2) for i in range(len(params[f"b{l}"]))]


def step_block(params, grads, learning_rate, l, rows=slice(None), names="Wb"):
    """Update some rows of layer l in place."""
    for name in names:
        params[f"{name}{l}"][rows] -= learning_rate * grads[f"{name}{l}"][rows]


@mutant("train_unit_by_unit", caught_by="unit_by_unit_breaks_symmetry", diagnosis="symmetry.units_together")
def turn_all_together(params, gradient, learning_rate, steps):
    """The gradient is computed once per step, so all units step together; it has to be computed anew for every unit.

    每一步只计算一次梯度，所有单元同时更新；应对每个单元重新计算梯度。
    """
    return train(params, gradient, learning_rate, steps)


@mutant("train_unit_by_unit", caught_by="unit_by_unit_breaks_symmetry", diagnosis="symmetry.units_together")
def turn_layer_by_layer(params, gradient, learning_rate, steps):
    """The gradient is computed anew per layer, not per unit: the units of a layer step together and stay alike.

    每层（而不是每个单元）重新计算一次梯度：同一层的单元同时更新，仍然相同。
    """
    params = copied(params)
    for _ in range(steps):
        for l in range(1, len(params) // 2 + 1):
            step_block(params, gradient(params), learning_rate, l)
    return params


@mutant("train_unit_by_unit", caught_by="units_in_turn", diagnosis="symmetry.order_of_units")
def turn_backwards(params, gradient, learning_rate, steps):
    """The units of a layer come from the last to the first; they come in order.

    同一层的单元从后往前更新；应按次序更新。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l in range(1, L):
            for i in reversed(range(len(params[f"b{l}"]))):
                step_block(params, gradient(params), learning_rate, l, i)
        step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="units_in_turn", diagnosis="symmetry.steps_per_unit")
def turn_unit_makes_all_steps(params, gradient, learning_rate, steps):
    """Every unit makes all its steps before the next one begins; in one step each unit moves once.

    每个单元迈完所有步之后才轮到下一个；一步之中每个单元应只更新一次。
    """
    params, L = copied(params), len(params) // 2
    for l, i in [*blocks(params), (L, slice(None))]:
        for _ in range(steps):
            step_block(params, gradient(params), learning_rate, l, i)
    return params


@mutant("train_unit_by_unit", caught_by="unit_by_unit_breaks_symmetry", diagnosis="symmetry.whole_layer_per_unit")
def turn_whole_layer(params, gradient, learning_rate, steps):
    """For every unit the whole layer is updated, so it steps as many times as it has units; update row i and entry i only.

    轮到每个单元时更新了整层，一层迈了与单元数一样多的步；应只更新第 i 行和第 i 个元素。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, _i in blocks(params):
            step_block(params, gradient(params), learning_rate, l)
        step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="unit_with_bias", diagnosis="symmetry.bias_apart")
def turn_bias_later(params, gradient, learning_rate, steps):
    """The gradient is computed anew between a unit's row and its bias; the two are one block and step together.

    在更新单元的行与偏置之间又计算了一次梯度；二者是一个块，应一起更新。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in blocks(params):
            step_block(params, gradient(params), learning_rate, l, i, "W")
            step_block(params, gradient(params), learning_rate, l, i, "b")
        step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="unit_with_bias", diagnosis="symmetry.biases_not_trained")
def turn_without_hidden_bias(params, gradient, learning_rate, steps):
    """The biases of hidden units are not updated; a unit's block is its row and its bias.

    没有更新隐藏单元的偏置；一个单元的块包括它的行和偏置。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in blocks(params):
            step_block(params, gradient(params), learning_rate, l, i, "W")
        step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="unit_with_bias", diagnosis="symmetry.whole_layer_per_unit")
def turn_all_biases(params, gradient, learning_rate, steps):
    """With every unit all biases of its layer are updated, so each steps as many times as there are units.

    轮到每个单元时更新了该层所有的偏置，每个偏置迈了与单元数一样多的步。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in blocks(params):
            grads = gradient(params)
            step_block(params, grads, learning_rate, l, i, "W")
            step_block(params, grads, learning_rate, l, slice(None), "b")
        step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="layers_in_turn", diagnosis="symmetry.one_layer_only")
def turn_first_layer_only(params, gradient, learning_rate, steps):
    """Only the first hidden layer and the output layer are updated; every hidden layer has its turn.

    只更新了第一个隐藏层和输出层；每个隐藏层都应轮到。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in blocks(params):
            if l == 1:
                step_block(params, gradient(params), learning_rate, l, i)
        step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="layers_in_turn", diagnosis="symmetry.order_of_layers")
def turn_top_down(params, gradient, learning_rate, steps):
    """The hidden layers come from the last to the first, as in backpropagation; here they come in order.

    隐藏层像反向传播那样从后往前更新；这里应从前往后。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in sorted(blocks(params), key=lambda block: -block[0]):
            step_block(params, gradient(params), learning_rate, l, i)
        step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="layers_in_turn", diagnosis="symmetry.order_of_layers")
def turn_unit_numbers_outside(params, gradient, learning_rate, steps):
    """The loop over units is outside, the one over layers inside; a layer is finished before the next one begins.

    单元的循环在外、层的循环在内；应做完一层再开始下一层。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in sorted(blocks(params), key=lambda block: block[::-1]):
            step_block(params, gradient(params), learning_rate, l, i)
        step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="output_layer_last", diagnosis="symmetry.stale_gradient")
def turn_output_stale(params, gradient, learning_rate, steps):
    """The output layer uses the gradient that was computed for the last hidden unit; compute it once more.

    输出层用了为最后一个隐藏单元计算的梯度；应重新计算一次。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        grads = gradient(params)
        for l, i in blocks(params):
            grads = gradient(params)
            step_block(params, grads, learning_rate, l, i)
        step_block(params, grads, learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="output_layer_last", diagnosis="symmetry.output_by_units")
def turn_output_by_units(params, gradient, learning_rate, steps):
    """The output layer is updated row by row too; its rows are no hidden units, and it steps as a whole.

    输出层也逐行更新了；它的行不是隐藏单元，应整体更新。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in [*blocks(params), *((L, i) for i in range(len(params[f"b{L}"])))]:
            step_block(params, gradient(params), learning_rate, l, i)
    return params


@mutant("train_unit_by_unit", caught_by="output_layer_last", diagnosis="symmetry.output_not_trained")
def turn_without_output(params, gradient, learning_rate, steps):
    """The output layer is never updated; after the hidden units it has its turn.

    输出层从未更新；隐藏单元之后应轮到它。
    """
    params = copied(params)
    for _ in range(steps):
        for l, i in blocks(params):
            step_block(params, gradient(params), learning_rate, l, i)
    return params


@mutant("train_unit_by_unit", caught_by="output_layer_last", diagnosis="symmetry.output_first")
def turn_output_first(params, gradient, learning_rate, steps):
    """The output layer is updated first; it comes last.

    最先更新了输出层；它应最后更新。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in [(L, slice(None)), *blocks(params)]:
            step_block(params, gradient(params), learning_rate, l, i)
    return params


@mutant("train_unit_by_unit", caught_by="output_layer_last", diagnosis="symmetry.bias_apart")
def turn_output_bias_later(params, gradient, learning_rate, steps):
    """The gradient is computed anew between the output layer's weights and its biases; they step together.

    在更新输出层的权重与偏置之间又计算了一次梯度；二者应一起更新。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for l, i in blocks(params):
            step_block(params, gradient(params), learning_rate, l, i)
        step_block(params, gradient(params), learning_rate, L, names="W")
        step_block(params, gradient(params), learning_rate, L, names="b")
    return params


@mutant("train_unit_by_unit", caught_by="unit_by_unit_network", diagnosis="symmetry.no_hidden_layer")
def turn_needs_hidden_layer(params, gradient, learning_rate, steps):
    """Without a hidden layer nothing is updated; then the output layer is all there is, and it steps.

    没有隐藏层时什么也没更新；此时只有输出层，应更新它。
    """
    params, L = copied(params), len(params) // 2
    for _ in range(steps):
        for number, (l, i) in enumerate(blocks(params), start=1):
            step_block(params, gradient(params), learning_rate, l, i)
            if number == len(blocks(params)):
                step_block(params, gradient(params), learning_rate, L)
    return params


@mutant("train_unit_by_unit", caught_by="unit_by_unit_pure", diagnosis="symmetry.changes_input")
def turn_in_place(params, gradient, learning_rate, steps):
    """The caller's arrays are updated in place; work on copies.

    就地修改了调用者的数组；应在副本上操作。
    """
    L = len(params) // 2
    for _ in range(steps):
        for l, i in [*blocks(params), (L, slice(None))]:
            step_block(params, gradient(params), learning_rate, l, i)
    return copied(params)


@mutant("train_unit_by_unit", caught_by="unit_by_unit_zero_steps", diagnosis="symmetry.no_copy")
def turn_no_copy(params, gradient, learning_rate, steps):
    """After 0 steps the caller's own arrays are returned; return copies.

    0 步时返回了调用者自己的数组；应返回副本。
    """
    L = len(params) // 2
    for _ in range(steps):
        for l, i in [*blocks(params), (L, slice(None))]:
            grads, params = gradient(params), copied(params)
            step_block(params, grads, learning_rate, l, i)
    return params


# --- effective_widths ---


def width(vectors, same):
    """Return the number of different rows."""
    kept = []
    for vector in vectors:
        if not any(same(vector, other) for other in kept):
            kept.append(vector)
    return len(kept)


def sums(params, l):
    """Return three numbers per unit of hidden layer l: the sums of its parts."""
    return np.stack([params[f"W{l}"].sum(axis=1), params[f"b{l}"][:, 0], params[f"W{l + 1}"].sum(axis=0)], axis=1)


def close(tolerance):
    """Return the comparison of two units."""
    return lambda u, v: np.abs(u - v).max() <= tolerance


def hidden(params):
    """Return the numbers of the hidden layers."""
    return range(1, len(params) // 2)


@mutant("effective_widths", caught_by="widths_identical", diagnosis="symmetry.output_is_not_hidden")
def widths_with_output(params, tolerance=1e-9):
    """The output layer is counted too; only hidden layers are asked for.

    把输出层也算上了；只要求隐藏层。
    """
    widths = [width(units(params, l), close(tolerance)) for l in hidden(params)]
    L = len(params) // 2
    return [*widths, width(np.hstack([params[f"W{L}"], params[f"b{L}"]]), close(tolerance))]


@mutant("effective_widths", caught_by="widths_identical", diagnosis="symmetry.columns_compared")
def widths_of_columns(params, tolerance=1e-9):
    """The columns of W{l} are compared; they belong to the units of the layer before, the rows belong to this one.

    比较的是 W{l} 的列；列属于前一层的单元，行才属于这一层。
    """
    return [width(params[f"W{l}"].T, close(tolerance)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_random", diagnosis="symmetry.all_or_nothing")
def widths_all_or_nothing(params, tolerance=1e-9):
    """A width of 1 is reported whatever the units are; identical and different units have to be told apart.

    不论单元如何都返回 1；应区分相同和不同的单元。
    """
    return [1 for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_groups", diagnosis="symmetry.all_or_nothing")
def widths_from_spread(params, tolerance=1e-9):
    """A layer is counted as 1 if all units agree and in full otherwise; some units may be copies while others differ.

    全部相同时算 1，否则算全部；可能一些单元相同而另一些不同。
    """
    full = [units(params, l) for l in hidden(params)]
    return [1 if np.ptp(block, axis=0).max() <= tolerance else len(block) for block in full]


@mutant("effective_widths", caught_by="widths_interleaved", diagnosis="symmetry.sorted_neighbours")
def widths_of_sorted_runs(params, tolerance=1e-9):
    """The units are sorted and neighbours compared; where entries differ by rounding, sorting puts other units between the copies. Compare all pairs.

    先把单元排序再比较相邻的；元素有舍入误差时，排序后相同的单元之间会夹着别的单元。应比较所有的单元对。
    """
    counts = []
    for l in hidden(params):
        rows = np.array(sorted(units(params, l).tolist()))
        counts.append(1 + int(np.sum(np.abs(np.diff(rows, axis=0)).max(axis=1, initial=0.0) > tolerance)))
    return counts


@mutant("effective_widths", caught_by="widths_tolerance", diagnosis="symmetry.relative_tolerance")
def widths_relative(params, tolerance=1e-9):
    """The tolerance is taken as relative, `rtol` of np.allclose: it then grows with the entries and is 0 for an entry 0. It is absolute.

    把容差当作相对误差（np.allclose 的 rtol）：它随元素变大，元素为 0 时为 0。容差应是绝对的。
    """
    counts = []
    for l in hidden(params):
        kept = []
        for unit in units(params, l):
            if not any(np.allclose(unit, other, rtol=tolerance, atol=1e-11) for other in kept):
                kept.append(unit)
        counts.append(len(kept))
    return counts


@mutant("effective_widths", caught_by="widths_groups", diagnosis="symmetry.neighbours_only")
def widths_of_runs(params, tolerance=1e-9):
    """Only neighbours are compared, so copies that are not next to each other count several times.

    只比较了相邻的单元，不相邻的相同单元被算了多次。
    """
    changes = [np.abs(np.diff(units(params, l), axis=0)).max(axis=1, initial=0.0) > tolerance for l in hidden(params)]
    return [1 + int(np.sum(change)) for change in changes]


@mutant("effective_widths", caught_by="widths_groups", diagnosis="symmetry.compared_with_first")
def widths_from_first(params, tolerance=1e-9):
    """Units are compared with the first one only: copies of each other that differ from the first are counted one by one.

    只与第一个单元比较：与第一个不同、但彼此相同的单元被逐个计数。
    """
    off = [np.abs(units(params, l) - units(params, l)[0]).max(axis=1) for l in hidden(params)]
    return [1 + int(np.count_nonzero(distance > tolerance)) for distance in off]


@mutant("effective_widths", caught_by="widths_parts", diagnosis="symmetry.part_forgotten")
def widths_of_rows(params, tolerance=1e-9):
    """Only the incoming rows are compared; units with different biases or outgoing columns are different units.

    只比较了传入行；偏置或传出列不同的单元是不同的单元。
    """
    return [width(params[f"W{l}"], close(tolerance)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_parts", diagnosis="symmetry.part_forgotten")
def widths_without_bias(params, tolerance=1e-9):
    """The biases are not compared; units with different biases are different units.

    没有比较偏置；偏置不同的单元是不同的单元。
    """
    return [width(np.hstack([params[f"W{l}"], params[f"W{l + 1}"].T]), close(tolerance)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_parts", diagnosis="symmetry.part_forgotten")
def widths_without_columns(params, tolerance=1e-9):
    """The outgoing columns are not compared; units with different outgoing weights are different units.

    没有比较传出列；传出权重不同的单元是不同的单元。
    """
    return [width(np.hstack([params[f"W{l}"], params[f"b{l}"]]), close(tolerance)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_tolerance", diagnosis="symmetry.exact_comparison")
def widths_exact(params, tolerance=1e-9):
    """Units are compared exactly; numbers that carry rounding have to be compared within the tolerance.

    精确比较了单元；带有舍入误差的数应在容差之内比较。
    """
    return [len(np.unique(units(params, l), axis=0)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_tolerance", diagnosis="symmetry.tolerance")
def widths_allclose(params, tolerance=1e-9):
    """Differences far above the tolerance that was asked for do not count: np.allclose, for one, adds 1e-5 of the entries to it.

    远大于所要求容差的差异没有被算作不同：例如 np.allclose 会另加 1e-5 的相对容差。
    """
    return [width(units(params, l), lambda u, v: np.allclose(u, v, atol=tolerance)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_tolerance", diagnosis="symmetry.tolerance")
def widths_fixed_tolerance(params, tolerance=1e-9):
    """The tolerance is always 1e-9, whatever was handed over.

    不论传入什么，容差总是 1e-9。
    """
    return [width(units(params, l), close(1e-9)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_look_alikes", diagnosis="symmetry.fingerprint")
def widths_by_sum(params, tolerance=1e-9):
    """Units are compared by the sum of their numbers; different numbers can have the same sum, so compare entry by entry.

    按各数之和比较单元；不同的数可以有相同的和，应逐个元素比较。
    """
    return [width(sums(params, l), close(tolerance)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_look_alikes", diagnosis="symmetry.fingerprint")
def widths_by_norm(params, tolerance=1e-9):
    """Units are compared by the sizes of their numbers; opposite numbers have the same size, so compare entry by entry.

    按各数的绝对值比较单元；相反数的绝对值相同，应逐个元素比较。
    """
    return [width(np.abs(units(params, l)), close(tolerance)) for l in hidden(params)]


@mutant("effective_widths", caught_by="widths_look_alikes", diagnosis="symmetry.fingerprint")
def widths_by_direction(params, tolerance=1e-9):
    """Units are scaled to length 1 before they are compared; a unit with doubled numbers is a different one.

    比较之前把单元缩放到长度 1；各数加倍的单元是不同的单元。
    """
    blocks = [units(params, l) for l in hidden(params)]
    return [width(block / np.linalg.norm(block, axis=1, keepdims=True), close(tolerance)) for block in blocks]


# --- collapse ---


def merged(params, group, *, outgoing=lambda columns: columns.sum(axis=1), parts=None, layers=None):
    """Replace groups of units by their first one; `group(vectors)` finds them, `outgoing` combines their columns."""
    small = copied(params)
    for l in layers or hidden(params):
        found = group((parts or units)(params, l))
        first = [members[0] for members in found]
        small[f"W{l}"], small[f"b{l}"] = small[f"W{l}"][first], small[f"b{l}"][first]
        small[f"W{l + 1}"] = np.column_stack([outgoing(small[f"W{l + 1}"][:, members]) for members in found])
    return small


def by_tolerance(vectors):
    """Return the right groups."""
    return groups(vectors, 1e-9)


@mutant("collapse", caught_by="collapse_identical", diagnosis="symmetry.one_layer_only")
def collapse_first_layer(params):
    """Only the first hidden layer is collapsed; every one has to be.

    只合并了第一个隐藏层；每个隐藏层都应合并。
    """
    return merged(params, by_tolerance, layers=range(1, min(2, len(params) // 2)))


@mutant("collapse", caught_by="collapse_groups", diagnosis="symmetry.neighbours_only")
def collapse_runs(params):
    """Only neighbours are compared, so copies that are not next to each other remain.

    只比较了相邻的单元，不相邻的相同单元没有合并。
    """

    def runs(vectors):
        found = [[0]]
        for i in range(1, len(vectors)):
            if np.abs(vectors[i] - vectors[i - 1]).max() <= 1e-9:
                found[-1].append(i)
            else:
                found.append([i])
        return found

    return merged(params, runs)


@mutant("collapse", caught_by="collapse_groups", diagnosis="symmetry.compared_with_first")
def collapse_first_group(params):
    """Only the copies of the first unit are removed; every group of copies has to be.

    只去掉了与第一个单元相同的单元；每一组相同的单元都应合并。
    """

    def first_group(vectors):
        same = np.abs(vectors - vectors[0]).max(axis=1) <= 1e-9
        return [list(np.flatnonzero(same)), *([i] for i in np.flatnonzero(~same))]

    return merged(params, first_group)


@mutant("collapse", caught_by="collapse_groups", diagnosis="symmetry.all_or_nothing")
def collapse_all_or_nothing(params):
    """A layer is collapsed only if all its units agree; groups of copies among other units have to be collapsed too.

    只有整层单元都相同时才合并；夹在其他单元之间的相同单元也应合并。
    """

    def all_or_nothing(vectors):
        alone = [[i] for i in range(len(vectors))]
        return [list(range(len(vectors)))] if np.ptp(vectors, axis=0).max() <= 1e-9 else alone

    return merged(params, all_or_nothing)


@mutant("collapse", caught_by="collapse_parts", diagnosis="symmetry.part_forgotten")
def collapse_same_rows(params):
    """Units are merged when their incoming rows agree; with different biases they compute different things.

    传入行相同就合并了；偏置不同的单元算出的是不同的东西。
    """
    return merged(params, by_tolerance, parts=lambda params, l: params[f"W{l}"])


@mutant("collapse", caught_by="collapse_parts", diagnosis="symmetry.part_forgotten")
def collapse_other_outgoing(params):
    """Units with different outgoing columns are merged too; that keeps the function, but units are identical only if all three parts agree.

    传出列不同的单元也合并了；函数虽不变，但三处都一致的单元才算相同。
    """
    return merged(params, by_tolerance, parts=lambda params, l: np.hstack([params[f"W{l}"], params[f"b{l}"]]))


@mutant("collapse", caught_by="collapse_parts", diagnosis="symmetry.part_forgotten")
def collapse_without_bias(params):
    """The biases are not compared; units with different biases are different units.

    没有比较偏置；偏置不同的单元是不同的单元。
    """
    return merged(params, by_tolerance, parts=lambda params, l: np.hstack([params[f"W{l}"], params[f"W{l + 1}"].T]))


@mutant("collapse", caught_by="collapse_function", diagnosis="symmetry.outgoing_not_summed")
def collapse_first_column(params):
    """The outgoing weights of the first copy are kept; those of all copies have to be added up, because the next layer did that.

    只保留了第一个单元的传出权重；下一层本来是把各单元相加的，所以应把它们的传出权重相加。
    """
    return merged(params, by_tolerance, outgoing=lambda columns: columns[:, 0])


@mutant("collapse", caught_by="collapse_function", diagnosis="symmetry.outgoing_not_summed")
def collapse_mean_column(params):
    """The outgoing weights of the copies are averaged; they have to be added up, because the next layer added the copies up.

    对相同单元的传出权重取了平均；应相加，因为下一层把这些单元相加。
    """
    return merged(params, by_tolerance, outgoing=lambda columns: columns.mean(axis=1))


@mutant("collapse", caught_by="collapse_function", diagnosis="symmetry.incoming_summed")
def collapse_summed_bias(params):
    """The biases of the copies are added up too; the unit that stays keeps its own bias.

    把相同单元的偏置也相加了；留下的单元应保持自己的偏置。
    """
    small = collapse_right(params)
    for l in hidden(params):
        found = by_tolerance(units(params, l))
        small[f"b{l}"] = np.array([params[f"b{l}"][members].sum(axis=0) for members in found])
    return small


@mutant("collapse", caught_by="collapse_function", diagnosis="symmetry.incoming_summed")
def collapse_summed_rows(params):
    """The incoming weights are added up instead of the outgoing ones.

    把传入权重相加了，而应相加的是传出权重。
    """
    small = merged(params, by_tolerance, outgoing=lambda columns: columns[:, 0])
    for l in hidden(params):
        sizes = [len(members) for members in by_tolerance(units(params, l))]
        small[f"W{l}"] = small[f"W{l}"] * np.array(sizes)[:, None]
    return small


def collapse_right(params):
    """Return the right answer, for those that spoil it."""
    return merged(params, by_tolerance)


@mutant("collapse", caught_by="collapse_nothing", diagnosis="symmetry.no_copy")
def collapse_no_copy(params):
    """Arrays in which nothing was merged are the caller's own; every array of the result has to be new.

    没有合并的数组直接用了调用者的；结果中的每个数组都应是新的。
    """
    small = collapse_right(params)
    return {name: params[name] if small[name].shape == params[name].shape else small[name] for name in params}


@mutant("collapse", caught_by="collapse_after_training", diagnosis="symmetry.rounded")
def collapse_rounds(params):
    """Numbers are rounded to compare them, and the rounded ones are returned, which is another function; round for comparing only.

    为了比较而取整，却返回了取整后的数，函数因此改变；取整只应用于比较。
    """
    return {name: np.round(value, 7) for name, value in collapse_right(params).items()}


@mutant("collapse", caught_by="collapse_rounding", diagnosis="symmetry.exact_comparison")
def collapse_exact(params):
    """Units are compared exactly, so copies that differ by rounding remain; compare within 1e-9.

    精确比较单元，只差舍入误差的相同单元没有合并；应在 1e-9 之内比较。
    """
    return merged(params, lambda vectors: groups(vectors, 0.0))


@mutant("collapse", caught_by="collapse_rounding", diagnosis="symmetry.tolerance")
def collapse_allclose(params):
    """Units are taken for copies that differ by far more than 1e-9, as np.allclose does, which lets 1e-5 of the entries through.

    相差远大于 1e-9 的单元也被当作相同，例如 np.allclose 允许 1e-5 的相对误差；容差应为 1e-9。
    """

    def loosely(vectors):
        found = []
        for i, vector in enumerate(vectors):
            near = next((members for members in found if np.allclose(vectors[members[0]], vector)), None)
            found.append([i]) if near is None else near.append(i)
        return found

    return merged(params, loosely)


@mutant("collapse", caught_by="collapse_look_alikes", diagnosis="symmetry.fingerprint")
def collapse_by_sum(params):
    """Units are compared by the sums of their numbers; different numbers can have the same sum.

    按各数之和比较单元；不同的数可以有相同的和。
    """
    return merged(params, by_tolerance, parts=sums)


@mutant("collapse", caught_by="collapse_any_depth", diagnosis="symmetry.one_layer_only")
def collapse_two_layers(params):
    """Only the first two hidden layers are collapsed; a network may have any number of them.

    只合并了前两个隐藏层；网络可以有任意多个隐藏层。
    """
    return merged(params, by_tolerance, layers=range(1, min(3, len(params) // 2)))


# --- stays_symmetric ---


def truth(scheme, algorithm, **changed):
    """Return the right answer, but for the pairs that are changed."""
    right = scheme == "constant" and algorithm in ("gd", "minibatch", "momentum")
    return changed.get(f"{scheme}__{algorithm}", right)


@mutant("stays_symmetric", caught_by="truth_start", diagnosis="symmetry.random_start")
def truth_only_algorithm(scheme, algorithm):
    """Only the algorithm is looked at; units that start different are not identical whatever the algorithm.

    只看了算法；起点不同的单元，不论用什么算法都不相同。
    """
    return algorithm in ("gd", "minibatch", "momentum")


@mutant("stays_symmetric", caught_by="truth_start", diagnosis="symmetry.constant_start")
def truth_training_breaks(scheme, algorithm):
    """Training is believed to separate identical units by itself; equal units receive equal gradients and stay equal.

    以为训练本身会把相同的单元分开；相同的单元得到相同的梯度，会保持相同。
    """
    return False


@mutant("stays_symmetric", caught_by="truth_same_treatment", diagnosis="symmetry.minibatch_noise")
def truth_minibatch_breaks(scheme, algorithm):
    """The noise of minibatches is believed to break symmetry; all units of a layer see the same batch, so it does not.

    以为小批量的噪声会打破对称性；同一层的所有单元看到的是同一个批量，所以不会。
    """
    return truth(scheme, algorithm, constant__minibatch=False)


@mutant("stays_symmetric", caught_by="truth_same_treatment", diagnosis="symmetry.momentum")
def truth_momentum_breaks(scheme, algorithm):
    """Momentum is believed to break symmetry; identical units have identical velocities.

    以为动量会打破对称性；相同的单元有相同的速度。
    """
    return truth(scheme, algorithm, constant__momentum=False)


@mutant("stays_symmetric", caught_by="truth_unequal_treatment", diagnosis="symmetry.unit_by_unit")
def truth_turns_keep(scheme, algorithm):
    """Updates one after the other are believed to keep symmetry; each unit sees what those before it did, so its gradient differs.

    以为逐个更新保持对称；每个单元看到了前面单元的变化，梯度因此不同。
    """
    return truth(scheme, algorithm, constant__unit_by_unit=True)


@mutant("stays_symmetric", caught_by="truth_unequal_treatment", diagnosis="symmetry.dropout")
def truth_dropout_keeps(scheme, algorithm):
    """Dropout is believed to keep symmetry; its masks hit identical units differently.

    以为 dropout 保持对称；它的掩码对相同的单元作用不同。
    """
    return truth(scheme, algorithm, constant__dropout=True)


@mutant("stays_symmetric", caught_by="truth_random_start", diagnosis="symmetry.random_start")
def truth_momentum_unites(scheme, algorithm):
    """Momentum is believed to make random units alike; nothing does that.

    以为动量会使随机的单元变得相同；没有什么能做到这一点。
    """
    return truth(scheme, algorithm, random__momentum=True)


@mutant("stays_symmetric", caught_by="truth_random_output", diagnosis="symmetry.random_output")
def truth_output_does_not_count(scheme, algorithm):
    """A random output layer is believed to leave the hidden units identical; their outgoing weights differ from the start.

    以为输出层随机时隐藏单元仍然相同；它们的传出权重从一开始就不同。
    """
    return truth("constant" if scheme == "constant_random_output" else scheme, algorithm)


@mutant("stays_symmetric", caught_by="truth_random_output", diagnosis="symmetry.random_output")
def truth_output_with_gd(scheme, algorithm):
    """With a random output layer and plain gradient descent the units are believed to stay identical; their outgoing weights differ.

    以为输出层随机时普通梯度下降会使单元保持相同；它们的传出权重不同。
    """
    return truth(scheme, algorithm, constant_random_output__gd=True)


# --- fit_softmax_regression ---


def regress(X, Y, params, learning_rate, steps, derivative):
    """Descend with dJ/dW, dJ/db = derivative(W, b, P, step)."""
    W, b = params["W1"].copy(), params["b1"].copy()
    for step in range(steps):
        dW, db = derivative(W, b, softmax(W @ X + b), step)
        W, b = W - learning_rate * dW, b - learning_rate * db
    return {"W1": W, "b1": b}


def right_gradient(X, Y, lambd, W, P):
    """Return dJ/dW and dJ/db for the probabilities P."""
    m = X.shape[1]
    return (P - Y) @ X.T / m + lambd / m * W, (P - Y).sum(axis=1, keepdims=True) / m


@mutant("fit_softmax_regression", caught_by="softmax_step", diagnosis="symmetry.sum_over_examples")
def fit_sum(X, Y, params, learning_rate, steps, lambd):
    """The cross-entropy is summed over the examples; it is their mean, so divide by m.

    交叉熵对样本求了和；应取平均，即除以 m。
    """

    def derivative(W, b, P, step):
        dW, db = right_gradient(X, Y, 0.0, W, P)
        m = X.shape[1]
        return m * dW + lambd / m * W, m * db

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_step", diagnosis="symmetry.sigmoid_for_softmax")
def fit_sigmoids(X, Y, params, learning_rate, steps, lambd):
    """Every class has a sigmoid of its own; the probabilities of an example have to sum to 1, which softmax does.

    每个类别各用一个 sigmoid；一个样本的概率之和应为 1，这要用 softmax。
    """

    def derivative(W, b, P, step):
        return right_gradient(X, Y, lambd, W, activate(W @ X + b, "sigmoid"))

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_step", diagnosis="symmetry.softmax_axis")
def fit_over_examples(X, Y, params, learning_rate, steps, lambd):
    """Softmax is taken over the examples (axis 1); every column, one example, has to sum to 1.

    softmax 沿样本方向（axis 1）计算；每一列（一个样本）之和应为 1。
    """

    def derivative(W, b, P, step):
        return right_gradient(X, Y, lambd, W, softmax((W @ X + b).T).T)

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_step", diagnosis="symmetry.biases_not_trained")
def fit_without_bias(X, Y, params, learning_rate, steps, lambd):
    """The biases are not updated; they are parameters as well.

    没有更新偏置；偏置也是参数。
    """

    def derivative(W, b, P, step):
        dW, _ = right_gradient(X, Y, lambd, W, P)
        return dW, 0.0

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_step", diagnosis="symmetry.sign_of_step")
def fit_uphill(X, Y, params, learning_rate, steps, lambd):
    """The gradient has the wrong sign (Y - P), so the step climbs; it is P - Y.

    梯度的符号反了（Y - P），这一步使代价上升；应为 P - Y。
    """

    def derivative(W, b, P, step):
        dW, db = right_gradient(X, Y, 0.0, W, P)
        return lambd / X.shape[1] * W - dW, -db

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_l2", diagnosis="symmetry.l2_missing")
def fit_without_l2(X, Y, params, learning_rate, steps, lambd):
    """The L2 term is left out.

    漏掉了 L2 项。
    """

    def derivative(W, b, P, step):
        return right_gradient(X, Y, 0.0, W, P)

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_l2", diagnosis="symmetry.l2_factor")
def fit_l2_without_m(X, Y, params, learning_rate, steps, lambd):
    """The L2 gradient is lambd * W; the term is lambd / (2 m) ||W||^2, so its gradient is lambd / m * W.

    L2 项的梯度写成了 lambd * W；该项是 lambd / (2 m) ||W||^2，梯度应为 lambd / m * W。
    """

    def derivative(W, b, P, step):
        return right_gradient(X, Y, lambd * X.shape[1], W, P)

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_l2", diagnosis="symmetry.l2_factor")
def fit_l2_half(X, Y, params, learning_rate, steps, lambd):
    """The L2 gradient keeps the factor 1/2 of the cost; the derivative of W^2 / 2 is W.

    L2 项的梯度保留了代价中的 1/2；W^2 / 2 的导数是 W。
    """

    def derivative(W, b, P, step):
        return right_gradient(X, Y, lambd / 2, W, P)

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_l2", diagnosis="symmetry.l2_on_biases")
def fit_l2_on_bias(X, Y, params, learning_rate, steps, lambd):
    """The biases are shrunk too; the L2 term holds the weights only.

    偏置也被缩小了；L2 项只含权重。
    """

    def derivative(W, b, P, step):
        dW, db = right_gradient(X, Y, lambd, W, P)
        return dW, db + lambd / X.shape[1] * b

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_steps", diagnosis="symmetry.gradient_not_recomputed")
def fit_one_gradient(X, Y, params, learning_rate, steps, lambd):
    """The probabilities are computed once, at the start; every step needs those of the current parameters.

    概率只在起点处计算了一次；每一步都需要当前参数的概率。
    """

    def derivative(W, b, P, step):
        return right_gradient(X, Y, lambd, W, softmax(params["W1"] @ X + params["b1"]))

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_steps", diagnosis="symmetry.gradient_not_recomputed")
def fit_l2_of_start(X, Y, params, learning_rate, steps, lambd):
    """The L2 term uses the weights of the start at every step; it uses the current ones.

    每一步的 L2 项都用了起点的权重；应使用当前的权重。
    """

    def derivative(W, b, P, step):
        return right_gradient(X, Y, lambd, params["W1"], P)

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_steps", diagnosis="symmetry.rate_decays")
def fit_decaying_rate(X, Y, params, learning_rate, steps, lambd):
    """The learning rate falls from step to step; it stays the same.

    学习率逐步下降；它应保持不变。
    """

    def derivative(W, b, P, step):
        dW, db = right_gradient(X, Y, lambd, W, P)
        return dW / (1 + step), db / (1 + step)

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_convex", diagnosis="symmetry.stops_early")
def fit_stops_early(X, Y, params, learning_rate, steps, lambd):
    """Steps with a small gradient are not made; all steps that were asked for have to be made.

    梯度很小时就不再更新；应迈完所要求的全部步数。
    """

    def derivative(W, b, P, step):
        dW, db = right_gradient(X, Y, lambd, W, P)
        small = max(np.abs(dW).max(), np.abs(db).max()) < 1e-3
        return (0.0, 0.0) if small else (dW, db)

    return regress(X, Y, params, learning_rate, steps, derivative)


@mutant("fit_softmax_regression", caught_by="softmax_convex", diagnosis="symmetry.broken_by_hand")
def fit_replaces_constants(X, Y, params, learning_rate, steps, lambd):
    """A constant start is replaced by a random one; a convex model does not need that, and the start is the caller's.

    常数起点被换成了随机起点；凸模型不需要这样，而且起点由调用者决定。
    """
    if params["W1"].size > 1 and np.ptp(params["W1"]) == 0:
        params = {**params, "W1": 0.01 * np.random.default_rng(0).normal(size=params["W1"].shape)}
    return regress(X, Y, params, learning_rate, steps, lambda W, b, P, _: right_gradient(X, Y, lambd, W, P))


@mutant("fit_softmax_regression", caught_by="softmax_pure", diagnosis="symmetry.changes_input")
def fit_in_place(X, Y, params, learning_rate, steps, lambd):
    """The caller's arrays are updated in place; work on copies.

    就地修改了调用者的数组；应在副本上操作。
    """
    for _ in range(steps):
        W, b = params["W1"], params["b1"]
        dW, db = right_gradient(X, Y, lambd, W, softmax(W @ X + b))
        W -= learning_rate * dW
        b -= learning_rate * db
    return copied(params)


@mutant("fit_softmax_regression", caught_by="softmax_zero_steps", diagnosis="symmetry.no_copy")
def fit_no_copy(X, Y, params, learning_rate, steps, lambd):
    """After 0 steps the caller's own arrays are returned; return copies.

    0 步时返回了调用者自己的数组；应返回副本。
    """
    W, b = params["W1"], params["b1"]
    for _ in range(steps):
        dW, db = right_gradient(X, Y, lambd, W, softmax(W @ X + b))
        W, b = W - learning_rate * dW, b - learning_rate * db
    return {"W1": W, "b1": b}


@mutant("fit_softmax_regression", caught_by="softmax_corners", diagnosis="symmetry.sigmoid_for_softmax")
def fit_one_class_sigmoid(X, Y, params, learning_rate, steps, lambd):
    """With a single output a sigmoid replaces softmax, but then Y means something else; softmax of a single class is always 1.

    只有一个输出时用 sigmoid 代替了 softmax，但那时 Y 的含义不同；单个类别的 softmax 恒为 1。
    """

    def derivative(W, b, P, step):
        return right_gradient(X, Y, lambd, W, activate(W @ X + b, "sigmoid") if len(b) == 1 else P)

    return regress(X, Y, params, learning_rate, steps, derivative)
