"""Hidden checks of backprop: other depths and sizes, and properties that a formula copied for one network misses."""

import numpy as np

from grader.checking import check, expect, fixed_array, fixed_rng, probe
from grader.numerics.masks import mask_decision, mask_independence_decision

from .checks import (
    ACTIVATIONS,
    affine_case,
    away_from_zero,
    cotangent,
    gradient,
    one_hot,
    parameters,
    require_step,
    size,
)

# The one of eleven layers has a W10, which comes before W2 in the order of strings.
DEPTHS = ((3, 4), (1, 1), (4, 1, 3), (2, 1, 1, 2), (3,) * 12, (3, 4, 4, 1), (4, 5, 3, 6, 2))


def network(dims, activation, m):
    """Return a certified net's (params, X). A net with one output is one with two, its second output cut off."""
    net = probe(81, layer_dims=(*dims[:-1], max(2, dims[-1])), activation=activation, m=m)
    last = len(dims) - 1
    cut = {f"W{last}": net.params[f"W{last}"][: dims[-1]], f"b{last}": net.params[f"b{last}"][: dims[-1]]}
    return {**net.params, **cut}, net.X


def deep_networks():
    """Yield (params, X, activation) of 1 to 11 layers, of single units, for one example and for several."""
    for number, dims in enumerate(DEPTHS):
        activation = ACTIVATIONS[number % 3]
        yield *network(dims, activation, 1 if number % 2 else 5), activation


def require_linear(function, u, v, what):
    """Fail unless function(2000 u - 3 v) = 2000 function(u) - 3 function(v), for each array that it returns in a dict."""
    at_u, at_v, got = function(u), function(v), function(2000.0 * u - 3.0 * v)
    for key in got:
        wanted = 2000.0 * at_u[key] - 3.0 * at_v[key]
        # The sum may cancel, so the error is measured against its terms.
        expect.close(got[key], wanted, scale=size(2000.0 * at_u[key], 3.0 * at_v[key]), what=f"{what} {key}")


@check(
    points=1,
    after=("affine_backward_input", "affine_backward_weights", "affine_backward_bias"),
    function="affine_backward",
)
def affine_backward_linear(student):
    """affine_backward is linear in the gradient that it receives, however large it is.

    affine_backward 对收到的梯度是线性的，不论它有多大。
    """
    dZ, A, W, _ = affine_case(4, 3, 6)
    other = fixed_array(4, 6, key=82)
    require_linear(lambda d: dict(zip(("dA", "dW", "db"), student.affine_backward(d, A, W))), dZ, other, "affine:")


@check(
    points=1,
    after=("activation_backward_sigmoid", "activation_backward_tanh", "activation_backward_relu"),
    function="activation_backward",
)
def activation_backward_linear(student):
    """activation_backward is linear in the gradient that it receives, however large it is.

    activation_backward 对收到的梯度是线性的，不论它有多大。
    """
    dA, other, Z = fixed_array(4, 6, key=80), fixed_array(4, 6, key=82), away_from_zero(4, 6, 83)
    for activation in ACTIVATIONS:
        require_linear(lambda d: {"dZ": student.activation_backward(d, Z, activation)}, dA, other, f"{activation}:")


@check(points=1, after="loss_stable")
def loss_invariant(student):
    """A constant added to all logits of an example changes nothing, the columns of dZ sum to 0, and a single class has loss 0.

    给某个样本的所有 logits 加同一个常数不影响结果；dZ 的每列之和为 0；只有一个类别时损失为 0。
    """
    Z, Y = fixed_array(4, 6, key=84), one_hot(4, 6, 85)
    loss, dZ = student.softmax_cross_entropy(Z, Y)
    shifted_loss, shifted_dZ = student.softmax_cross_entropy(Z + np.array([[700.0, -700.0, 30.0, -30.0, 1.0, 0.0]]), Y)
    expect.close(shifted_loss, loss, what="the loss after a shift")
    expect.close(shifted_dZ, dZ, what="dZ after a shift")
    sums = dZ.sum(axis=0)
    column = int(np.argmax(np.abs(sums)))
    # Probabilities of a column sum to 1 within a few units of 2^-53; 1e-12 leaves a factor of 1000.
    expect.that(bool(abs(sums[column]) <= 1e-12), "backprop.columns_sum", column=column, got=expect.shown(sums[column]))
    loss, dZ = student.softmax_cross_entropy(fixed_array(1, 3, key=86), np.ones((1, 3)))
    expect.close(loss, 0.0, scale=1.0, what="the loss of a single class")
    expect.close(dZ, np.zeros((1, 3)), scale=1.0, what="dZ of a single class")


@check(points=1, after="forward_value", function="forward")
def forward_any_depth(student, reference):
    """The logits of forward are right for 1 to 11 layers, for layers of a single unit, and for one example.

    层数为 1 到 11、层中只有一个单元、只有一个样本时，forward 的 logits 都正确。
    """
    for params, X, activation in deep_networks():
        logits, _ = student.forward(params, X, activation)
        # A logit of a single unit may be near 0; its terms are of size 1.
        expect.close(logits, reference.forward(params, X, activation)[0], scale=1.0, what="logits")


@check(points=1, after=("backward_output_layer", "backward_hidden_layers"), function="backward")
def backward_any_depth(student, reference):
    """The gradients of backward are right for 1 to 11 layers, for layers of a single unit, and for one example.

    层数为 1 到 11、层中只有一个单元、只有一个样本时，backward 都正确。
    """
    for params, X, activation in deep_networks():
        dlogits = cotangent(reference, params, X, activation, 87)
        exact = gradient(reference, params, X, activation, dlogits)
        expect.blocks(gradient(student, params, X, activation, dlogits), exact)


@check(points=1, after=("backward_output_layer", "backward_hidden_layers"), function="backward")
def backward_linear(student):
    """The gradients of backward are linear in dlogits, however large it is.

    backward 对 dlogits 是线性的，不论它有多大。
    """
    for activation in ACTIVATIONS:
        net = probe(88, layer_dims=(3, 4, 2), activation=activation, m=5)
        u, v = fixed_array(2, 5, key=89), fixed_array(2, 5, key=90)
        require_linear(lambda d: gradient(student, net.params, net.X, net.activation, d), u, v, "gradient")


@check(
    points=2,
    after=("objective_loss", "objective_gradient", "l2_loss", "l2_gradient"),
    function="loss_and_grads",
)
def objective_harder(student):
    """loss_and_grads is exact with L2, for small, large and trained parameters, also with single units and eleven layers.

    带 L2 时，参数小、大或训练之后，以及有单个单元的层和十一层的网络中，loss_and_grads 都精确。
    """
    nets = [
        probe(91, layer_dims=(5, 4, 4, 6, 3), activation="tanh", m=7, lambd=0.9, trained=True),
        probe(92, layer_dims=(5, 4, 4, 6, 3), activation="relu", m=7, lambd=0.9),
        probe(93, layer_dims=(4, 6, 5, 3), activation="sigmoid", m=5, lambd=2.5, trained=True),
        probe(94, layer_dims=(4, 5, 3), activation="tanh", m=5, lambd=0.3, scale=0.1),
        probe(95, layer_dims=(4, 5, 3), activation="relu", m=5, lambd=0.3, scale=2.0),
        probe(96, layer_dims=(4, 3), activation="tanh", m=5, lambd=0.9),
        probe(103, layer_dims=(3, 1, 2, 1, 2), activation="tanh", m=5, lambd=0.9),
        probe(81, layer_dims=(3,) * 12, activation="tanh", m=5),  # the one of DEPTHS: certifying another takes a while
    ]
    for net in nets:
        loss, grads = student.loss_and_grads(net.params, net.X, net.Y, net.activation, net.lambd)
        expect.close(loss, net.loss, what="loss")
        expect.blocks(grads, net.grads)


@check(points=1, after="objective_shape", function="loss_and_grads")
def objective_duplicated_batch(student):
    """Without L2, a batch in which every example occurs twice has the same loss and the same gradients.

    没有 L2 时，每个样本都重复一次的批次，损失和梯度不变。
    """
    net = probe(97, layer_dims=(5, 4, 3), activation="sigmoid", m=4)
    loss, grads = student.loss_and_grads(net.params, net.X, net.Y, net.activation, 0.0)
    twice, Y = np.hstack([net.X, net.X]), np.hstack([net.Y, net.Y])
    double_loss, double_grads = student.loss_and_grads(net.params, twice, Y, net.activation, 0.0)
    expect.close(double_loss, loss, what="the loss of the doubled batch")
    expect.blocks(double_grads, grads, what="the doubled batch's gradient")


@check(points=1, after="objective_shape", function="loss_and_grads")
def objective_permuted_units(student):
    """Renumbering the hidden units leaves the loss and renumbers the gradients.

    给隐藏单元重新编号，损失不变，梯度随之重新编号。
    """
    net = probe(98, layer_dims=(5, 4, 6, 3), activation="tanh", m=4)
    first, second = np.array([2, 0, 3, 1]), np.array([5, 2, 0, 1, 4, 3])

    def permuted(arrays):
        rows = {"W1": first, "b1": first, "W2": second, "b2": second, "W3": np.arange(3), "b3": np.arange(3)}
        columns = {"W1": np.arange(5), "W2": first, "W3": second}
        return {key: value[rows[key]][:, columns.get(key, np.arange(1))] for key, value in arrays.items()}

    loss, grads = student.loss_and_grads(net.params, net.X, net.Y, net.activation, 0.9)
    new_loss, new_grads = student.loss_and_grads(permuted(net.params), net.X, net.Y, net.activation, 0.9)
    expect.close(new_loss, loss, what="the loss of the renumbered network")
    for key, wanted in permuted(grads).items():
        expect.close(new_grads[key], wanted, what=key, code="backprop.permuted_units")


def _ones_per(masks):
    """Return the sorted numbers of ones per whole mask, row and column."""
    return {
        "mask": sorted({int(mask.sum()) for mask in masks}),
        "row": sorted({int(count) for mask in masks for count in mask.sum(axis=1)}),
        "column": sorted({int(count) for mask in masks for count in mask.sum(axis=0)}),
    }


@check(points=2, after="dropout_mask_values")
def dropout_mask_independent(student):
    """The entries of a mask are dropped independently of each other: not whole rows or columns, and not a fixed number of them.

    掩码的各元素相互独立地被丢弃：不是整行或整列，也不是固定的个数。
    """
    # 150 entries at keep_prob 0.5 are enough: equal rows or columns are seen from 107 entries on (grader.numerics.masks).
    mask = student.dropout_mask((160, 150), 0.5, fixed_rng(99))
    shares = mask_decision([mask], 0.5)
    where, share = {"all": "mask"}.get(str(shares.facts["where"]), shares.facts["where"]), shares.facts["fraction"]
    expect.that(shares.ok, "dropout.uneven", where=where, share=expect.shown(share))
    independence = mask_independence_decision([mask], 0.5)
    product = expect.shown(independence.facts["product"])
    expect.that(independence.ok, "dropout.dependent", kind=independence.facts["kind"], product=product)
    # 30 masks (6, 5) with keep_prob 0.5: the likeliest number of ones has probability 0.145 for a mask and 0.3125 for a
    # row of 5 or a column of 6. All 30 masks (180 rows, 150 columns) have one and the same number with probability < 1e-23.
    small = [np.asarray(student.dropout_mask((6, 5), 0.5, fixed_rng(100, k)), dtype=float) for k in range(30)]
    for where, counts in _ones_per(small).items():
        expect.that(len(counts) > 1, "dropout.fixed_count", where=where, count=counts[0])


@check(points=1, after="dropout_mask_proportion")
def dropout_mask_single(student):
    """In a layer of one unit, and for one example, an entry is kept with probability keep_prob as everywhere else.

    只有一个单元的层，以及只有一个样本时，元素同样以概率 keep_prob 保留。
    """
    for number, shape in enumerate(((1, 600), (600, 1))):
        mask = student.dropout_mask(shape, 0.25, fixed_rng(105, number))
        expect.proportion(int(mask.sum()), mask.size, 0.25, what="ones")


@check(points=1, after="dropout_mask_generator", function="dropout_mask")
def dropout_mask_anew(student):
    """Every mask is drawn anew: from other generators, and at a second call on the same one.

    每个掩码都重新抽取：换一个生成器，或在同一个生成器上第二次调用，都得到新的掩码。
    """
    # 400 fair entries agree with probability 2^-400. Of 64 generators of one's own, seeded with a number below 1000 that the
    # one passed draws, two are equal ones as a rule, and 32 never (below 1e-30).
    masks = [student.dropout_mask((20, 20), 0.5, fixed_rng(106, k)) for k in range(64)]
    different = len({np.asarray(mask, dtype=bool).tobytes() for mask in masks})
    expect.that(different > len(masks) // 2, "dropout.seen_before", masks=len(masks), different=different)
    first, again = two_masks(student, (60, 50), 107)
    for shift in range(-64, 65):
        # Of 2936 pairs of independent fair entries, 75 % or more agree with probability exp(-2936 * 2 * 0.25^2) < 1e-150.
        one, other = (mask[max(0, side) : len(mask) + min(0, side)] for mask, side in ((first, shift), (again, -shift)))
        share = float(np.mean(one == other))
        expect.that(share < 0.75, "dropout.shifted", share=f"{share:.0%}", shift=shift)


def two_masks(student, shape, *key):
    """Return the flat masks of two calls on one generator."""
    masks = [student.dropout_mask(shape, 0.5, fixed_rng(*key))]
    expect.generator_used(student)
    continued = fixed_rng(*key)
    continued.bit_generator.state = student.last.generators[2]
    masks.append(student.dropout_mask(shape, 0.5, continued))
    return [np.asarray(mask, dtype=bool).ravel() for mask in masks]


@check(points=1, after=("gd_step_value", "gd_step_pure"), function="gd_step")
def gd_step_details(student):
    """gd_step finds each gradient by its key, whatever the order of the keys, and returns copies when learning_rate is 0.

    gd_step 按键名找到每个梯度，与键的顺序无关；learning_rate 为 0 时返回副本。
    """
    params, grads = parameters((3, 3, 3), 101), parameters((3, 3, 3), 102)
    require_step(student, params, dict(reversed(grads.items())), 0.4)
    require_step(student, params, grads, 0.0)
    expect.inputs_unchanged(student)
    expect.fresh(student)
