"""Public checks of backprop: every piece against its formula, whole networks against exact gradients on certified nets."""

import numpy as np

from grader.checking import check, choices, expect, fixed_array, fixed_rng, given, layer_dims, probe, sizes

ACTIVATIONS = ("sigmoid", "tanh", "relu")

# Formulas for the three slopes deviate by at most 6e-14 for |z| up to 3 (1 - a^2 cancels); a difference quotient by 1e-11.
SLOPE_RTOL = 1e-12

# What no draw may leave out: one of everything, and sizes that all differ.
# One size for all three lets any product of two arrays through, matrix or not, transposed or not.
SIZES = [{"n_out": o, "n_in": i, "m": m} for o, i, m in ((1, 1, 1), (2, 3, 4), (4, 2, 1), (3, 3, 5), (3, 3, 3))]
PURITY = ((3, 4, 5), (2, 2, 1))  # n_out, n_in, m
NETS = [{"dims": [3, 4, 2, 5], "m": 6, "activation": name} for name in ACTIVATIONS]
NETS += [{"dims": [3, 2], "m": 1, "activation": "tanh"}, {"dims": [2, 1, 3], "m": 2, "activation": "relu"}]


# --- material ---


def affine_case(n_out, n_in, m):
    """Return dZ (n_out, m), A (n_in, m), W (n_out, n_in) and a non-zero b (n_out, 1)."""
    key = [n_out, n_in, m]
    dZ, A = fixed_array(n_out, m, key=[1, *key]), fixed_array(n_in, m, key=[2, *key])
    W = fixed_array(n_out, n_in, key=[3, *key])
    return dZ, A, W, away_from_zero(n_out, 1, 4, *key)


def away_from_zero(n, m, *key):
    """Return numbers of both signs with 0.2 <= |z| <= 3: not at the kink of relu, no saturation."""
    rng = fixed_rng(*key)
    return np.round(rng.uniform(0.2, 3.0, (n, m)) * rng.choice([-1.0, 1.0], (n, m)), 3)


def one_hot(n, m, *key):
    """Return random labels as one-hot columns (n, m)."""
    return np.eye(n)[:, fixed_rng(*key).integers(n, size=m)]


def parameters(dims, *key):
    """Return W1, b1, ..., WL, bL of these sizes, for checks that need no well-conditioned gradient."""
    params = {}
    for l, (n_in, n_out) in enumerate(zip(dims, dims[1:]), start=1):
        params[f"W{l}"] = fixed_array(n_out, n_in, key=[l, 0, *key])
        params[f"b{l}"] = away_from_zero(n_out, 1, l, 1, *key)
    return params


def cotangent(reference, params, X, activation, *key):
    """Return a random dlogits (n_L, m) at which no block of the gradient cancels, so that correct code agrees to many digits.

    Of four candidates the one whose smallest block is largest, compared with the same block of the others.
    """
    logits, cache = reference.forward(params, X, activation)
    candidates = [fixed_array(*logits.shape, key=[i, *key]) for i in range(4)]
    grads = [reference.backward(params, cache, candidate) for candidate in candidates]
    norms = np.array([[np.linalg.norm(block) for block in g.values()] for g in grads])
    return candidates[int(np.argmax((norms / norms.max(axis=0)).min(axis=1)))]


def gradient(module, params, X, activation, dlogits):
    """Return what `module`, the student's or the reference, has for the gradients: forward, then backward."""
    _, cache = module.forward(params, X, activation)
    return module.backward(params, cache, dlogits)


def objective_nets():
    """Return certified nets of all activations, at their start and after training, for one example and for several."""
    return [
        probe(31, layer_dims=(4, 3, 2), activation="tanh", m=1),
        probe(32, layer_dims=(4, 3, 5, 2), activation="sigmoid", m=6),
        probe(33, layer_dims=(4, 3, 5, 2), activation="relu", m=6),
        probe(34, layer_dims=(4, 5, 3), activation="tanh", m=7, trained=True),
    ]


def purity_nets():
    """Yield (params, X, activation) of several depths: with one example, one layer, one of each activation."""
    for dims, activation, m in (
        ((4, 3, 2), "sigmoid", 3),
        ((4, 3, 5, 2), "tanh", 2),
        ((4, 3, 2), "relu", 1),
        ((3, 2), "relu", 1),
    ):
        yield parameters(dims, 52), fixed_array(dims[0], m, key=53), activation


def require_pure(student, function, *arguments):
    """Fail unless a call leaves its arguments as they are and returns new arrays."""
    function(*arguments)
    expect.inputs_unchanged(student)
    expect.fresh(student)


def size(*terms):
    """Return the norm of a sum of absolute values: the scale of the rounding where the sum itself may cancel."""
    return float(np.linalg.norm(sum(np.abs(term) for term in terms)))


# --- the affine layer ---


@check(points=1)
@given(n_out=sizes(1, 5), n_in=sizes(1, 5), m=sizes(1, 5), count=2, examples=SIZES)
def affine_forward_shape(student, n_out, n_in, m):
    """affine_forward returns an (n_out, m) array: one row per unit, one column per example.

    affine_forward 返回 (n_out, m) 的数组：每行一个单元，每列一个样本。
    """
    _, A, W, b = affine_case(n_out, n_in, m)
    student.affine_forward(A, W, b)


@check(points=1, after="affine_forward_shape")
@given(n_out=sizes(1, 5), n_in=sizes(1, 5), m=sizes(1, 5), count=2, examples=SIZES)
def affine_forward_value(student, n_out, n_in, m):
    """affine_forward returns W A + b: every example, with its bias.

    affine_forward 返回 W A + b：每个样本都加上偏置。
    """
    _, A, W, b = affine_case(n_out, n_in, m)
    Z = student.affine_forward(A, W, b)
    expect.close(Z, W @ A + b, scale=size(np.abs(W) @ np.abs(A), b), what="Z")


@check(points=1, after="affine_forward_shape", function="affine_forward")
def affine_forward_pure(student):
    """affine_forward leaves its arguments alone and returns a new array.

    affine_forward 不改动参数，返回新数组。
    """
    for n_out, n_in, m in PURITY:
        _, A, W, b = affine_case(n_out, n_in, m)
        require_pure(student, student.affine_forward, A, W, b)


@check(points=1)
@given(n_out=sizes(1, 5), n_in=sizes(1, 5), m=sizes(1, 5), count=2, examples=SIZES)
def affine_backward_shape(student, n_out, n_in, m):
    """affine_backward returns (dA, dW, db) in the shapes of A, W and b.

    affine_backward 返回 (dA, dW, db)，形状分别与 A、W、b 相同。
    """
    dZ, A, W, _ = affine_case(n_out, n_in, m)
    student.affine_backward(dZ, A, W)


@check(points=1, after="affine_backward_shape")
@given(n_out=sizes(1, 5), n_in=sizes(1, 5), m=sizes(1, 5), count=2, examples=SIZES)
def affine_backward_input(student, n_out, n_in, m):
    """affine_backward's dA is the gradient with respect to the layer's input.

    affine_backward 的 dA 是对该层输入的梯度。
    """
    dZ, A, W, _ = affine_case(n_out, n_in, m)
    dA, _, _ = student.affine_backward(dZ, A, W)
    expect.close(dA, W.T @ dZ, scale=size(np.abs(W).T @ np.abs(dZ)), what="dA")


@check(points=1, after="affine_backward_shape")
@given(n_out=sizes(1, 5), n_in=sizes(1, 5), m=sizes(1, 5), count=2, examples=SIZES)
def affine_backward_weights(student, n_out, n_in, m):
    """affine_backward's dW sums the contributions of all examples, without a 1/m.

    affine_backward 的 dW 把所有样本的贡献相加，不含 1/m。
    """
    dZ, A, W, _ = affine_case(n_out, n_in, m)
    _, dW, _ = student.affine_backward(dZ, A, W)
    expect.close(dW, dZ @ A.T, scale=size(np.abs(dZ) @ np.abs(A).T), what="dW")


@check(points=1, after="affine_backward_shape")
@given(n_out=sizes(1, 5), n_in=sizes(1, 5), m=sizes(1, 5), count=2, examples=SIZES)
def affine_backward_bias(student, n_out, n_in, m):
    """affine_backward's db sums dZ over the examples, one entry per unit, without a 1/m.

    affine_backward 的 db 把 dZ 对样本求和，每个单元一个值，不含 1/m。
    """
    dZ, A, W, _ = affine_case(n_out, n_in, m)
    _, _, db = student.affine_backward(dZ, A, W)
    expect.close(db, dZ.sum(axis=1, keepdims=True), scale=size(np.abs(dZ).sum(axis=1)), what="db")


@check(points=1, after="affine_backward_shape", function="affine_backward")
def affine_backward_pure(student):
    """affine_backward leaves its arguments alone and returns three new arrays.

    affine_backward 不改动参数，返回三个新数组。
    """
    for n_out, n_in, m in PURITY:
        dZ, A, W, _ = affine_case(n_out, n_in, m)
        require_pure(student, student.affine_backward, dZ, A, W)


# --- the activation ---


@check(points=1)
@given(
    n=sizes(1, 5),
    m=sizes(1, 5),
    activation=choices(*ACTIVATIONS),
    count=6,
    examples=[{"n": 2, "m": 3, "activation": name} for name in ACTIVATIONS],
)
def activation_backward_shape(student, n, m, activation):
    """activation_backward returns an array of the shape of Z, for each of the three activations.

    activation_backward 对三种激活函数都返回与 Z 形状相同的数组。
    """
    student.activation_backward(fixed_array(n, m, key=[11, n, m]), away_from_zero(n, m, 12, n, m), activation)


def _require_activation_backward(student, reference, activation):
    for n, m in ((1, 1), (4, 3), (3, 3), (2, 6)):
        dA, Z = fixed_array(n, m, key=[13, n, m]), away_from_zero(n, m, 14, n, m)
        dZ = student.activation_backward(dA, Z, activation)
        expect.close(dZ, reference.activation_backward(dA, Z, activation), rtol=SLOPE_RTOL, what="dZ")


@check(points=1, after="activation_backward_shape", function="activation_backward")
def activation_backward_sigmoid(student, reference):
    """activation_backward multiplies dA by the sigmoid's derivative at Z.

    activation_backward 把 dA 乘以 sigmoid 在 Z 处的导数。
    """
    _require_activation_backward(student, reference, "sigmoid")


@check(points=1, after="activation_backward_shape", function="activation_backward")
def activation_backward_tanh(student, reference):
    """activation_backward multiplies dA by the derivative of tanh at Z.

    activation_backward 把 dA 乘以 tanh 在 Z 处的导数。
    """
    _require_activation_backward(student, reference, "tanh")


@check(points=1, after="activation_backward_shape", function="activation_backward")
def activation_backward_relu(student, reference):
    """activation_backward lets dA pass where Z is positive and stops it where Z is negative.

    activation_backward 在 Z 为正处让 dA 通过，在 Z 为负处截断。
    """
    _require_activation_backward(student, reference, "relu")


@check(points=1, after="activation_backward_shape", function="activation_backward")
def activation_backward_pure(student):
    """activation_backward leaves its arguments alone and returns a new array.

    activation_backward 不改动参数，返回新数组。
    """
    for n, m in ((3, 5), (2, 1)):
        for activation in ACTIVATIONS:
            dA, Z = fixed_array(n, m, key=[15, n, m]), away_from_zero(n, m, 16, n, m)
            require_pure(student, student.activation_backward, dA, Z, activation)


# --- the loss ---


LOSS_SIZES = ((2, 1), (3, 5), (5, 3), (4, 4), (2, 7))


@check(points=1)
@given(
    n=sizes(2, 5),
    m=sizes(1, 5),
    count=4,
    examples=[{"n": n, "m": m} for n, m in ((2, 1), (3, 4), (4, 2))],
)
def loss_shape(student, n, m):
    """softmax_cross_entropy returns (loss, dZ): a number, and an array of the shape of Z.

    softmax_cross_entropy 返回 (loss, dZ)：一个数，以及与 Z 形状相同的数组。
    """
    student.softmax_cross_entropy(fixed_array(n, m, key=[24, n, m]), one_hot(n, m, 25, n, m))


@check(points=1, after="loss_shape")
def loss_value(student, reference):
    """softmax_cross_entropy's loss is the mean cross-entropy over the examples.

    softmax_cross_entropy 的损失是各样本交叉熵的平均值。
    """
    for n, m in LOSS_SIZES:
        Z, Y = fixed_array(n, m, key=[21, n, m]), one_hot(n, m, 22, n, m)
        loss, _ = student.softmax_cross_entropy(Z, Y)
        expect.close(loss, reference.softmax_cross_entropy(Z, Y)[0], what="loss")


@check(points=1, after="loss_shape")
def loss_gradient(student, reference):
    """softmax_cross_entropy's dZ is the gradient of its loss, 1/m included.

    softmax_cross_entropy 的 dZ 是其损失的梯度，已含 1/m。
    """
    for n, m in LOSS_SIZES:
        Z, Y = fixed_array(n, m, key=[21, n, m]), one_hot(n, m, 22, n, m)
        _, dZ = student.softmax_cross_entropy(Z, Y)
        expect.close(dZ, reference.softmax_cross_entropy(Z, Y)[1], what="dZ")


@check(points=2, after=("loss_value", "loss_gradient"))
def loss_stable(student, reference):
    """softmax_cross_entropy is right for logits as large as 1e4, also when examples differ by thousands.

    logits 大到 1e4、不同样本相差上千时，softmax_cross_entropy 仍然正确。
    """
    # Near 1e4, a loss written as Z - logsumexp(Z) is off by 5e-13 (the spacing of numbers there is 1.8e-12): the default
    # tolerance of 1e-9 leaves a factor of 2000. The cases are separate because a loss of 1e4 would hide a small one.
    one = fixed_array(3, 1, key=28) + 9990.0
    near = fixed_array(3, 4, key=23) + np.array([[9990.0, -9990.0, 5000.0, 0.0]])
    far = np.array([[1e4, -1e4, 0.0], [0.0, 1e4, -1e4], [-1e4, 0.0, 1e4]])
    for Z, labels in ((one, [2]), (near, [0, 2, 1, 1]), (far, [1, 0, 2])):
        Y = np.eye(3)[:, labels]
        loss, dZ = student.softmax_cross_entropy(Z, Y)
        exact_loss, exact_dZ = reference.softmax_cross_entropy(Z, Y)
        expect.close(loss, exact_loss, what="loss")
        expect.close(dZ, exact_dZ, what="dZ")


@check(points=1, after="loss_shape", function="softmax_cross_entropy")
def loss_pure(student):
    """softmax_cross_entropy leaves Z and Y alone and returns a new array.

    softmax_cross_entropy 不改动 Z 和 Y，返回新数组。
    """
    for n, m in ((3, 5), (2, 1)):
        require_pure(student, student.softmax_cross_entropy, fixed_array(n, m, key=[26, n, m]), one_hot(n, m, 27))


# --- the network ---


@check(points=1)
@given(
    dims=layer_dims(1, 3, max_units=5, outputs=1),
    m=sizes(1, 5),
    activation=choices(*ACTIVATIONS),
    count=3,
    examples=NETS,
)
def forward_shape(student, dims, m, activation):
    """The network's forward returns (logits, cache) for networks of any size, also without a hidden layer.

    forward 对任意大小的网络（包括没有隐藏层的）返回 (logits, cache)。
    """
    student.forward(parameters(dims, 41), fixed_array(dims[0], m, key=42), activation)


@check(points=1, after="forward_shape")
def forward_value(student, reference):
    """The logits of forward are those of the network: activations between the layers, none on the last.

    forward 的 logits 正确：层与层之间有激活函数，最后一层没有。
    """
    for activation in ACTIVATIONS:
        for key in (43, 45):  # equal sizes, other numbers: the logits of one network are not those of the other
            net = probe(key, layer_dims=(4, 3, 5, 2), activation=activation, m=3)
            logits, _ = student.forward(net.params, net.X, activation)
            expect.close(logits, reference.forward(net.params, net.X, activation)[0], what="logits")


@check(points=1, after="forward_shape", function="forward")
def forward_pure(student):
    """The network's forward leaves params and X alone and returns a new array.

    网络的 forward 不改动 params 和 X，返回新数组。
    """
    for params, X, activation in purity_nets():
        require_pure(student, student.forward, params, X, activation)


@check(points=1, function="backward")
@given(
    dims=layer_dims(1, 3, max_units=5, outputs=1),
    m=sizes(1, 5),
    activation=choices(*ACTIVATIONS),
    count=3,
    examples=NETS,
)
def backward_shape(student, dims, m, activation):
    """What backward returns has exactly the keys of params, each with an array of its parameter's shape.

    backward 返回的键与 params 完全相同，每个数组与对应参数形状相同。
    """
    dlogits = fixed_array(dims[-1], m, key=44)
    gradient(student, parameters(dims, 41), fixed_array(dims[0], m, key=42), activation, dlogits)


def _backward_cases(reference):
    for activation, m in (("tanh", 1), ("sigmoid", 6), ("tanh", 6), ("relu", 6)):
        net = probe(45, m, layer_dims=(4, 3, 5, 2), activation=activation, m=m)
        yield net, cotangent(reference, net.params, net.X, activation, 47)


@check(points=1, after="backward_shape", function="backward")
def backward_output_layer(student, reference):
    """The gradients that backward finds for the last layer are right, for any dlogits.

    backward 对最后一层参数的梯度正确，dlogits 任意。
    """
    for net, dlogits in _backward_cases(reference):
        got = gradient(student, net.params, net.X, net.activation, dlogits)
        exact = gradient(reference, net.params, net.X, net.activation, dlogits)
        expect.blocks(got, {key: exact[key] for key in ("W3", "b3")})


@check(points=2, after="backward_shape", function="backward")
def backward_hidden_layers(student, reference):
    """The gradients that backward finds for the hidden layers are right, for any dlogits and every activation.

    backward 对隐藏层参数的梯度正确，dlogits 与激活函数任意。
    """
    for net, dlogits in _backward_cases(reference):
        got = gradient(student, net.params, net.X, net.activation, dlogits)
        exact = gradient(reference, net.params, net.X, net.activation, dlogits)
        expect.blocks(got, {key: exact[key] for key in ("W1", "b1", "W2", "b2")})


@check(points=1, after=("backward_output_layer", "backward_hidden_layers"), function="backward")
def backward_interleaved(student, reference):
    """A cache belongs to its own forward: backward is right also when another forward ran in between.

    cache 属于产生它的那次 forward：中间又运行过别的 forward 时，backward 仍然正确。
    """
    nets = [
        probe(48, key, layer_dims=(3, 4, 2), activation=activation, m=5) for key, activation in enumerate(ACTIVATIONS)
    ]
    caches = [student.forward(net.params, net.X, net.activation)[1] for net in nets]
    for net, cache in zip(nets, caches):
        dlogits = cotangent(reference, net.params, net.X, net.activation, 51)
        exact = gradient(reference, net.params, net.X, net.activation, dlogits)
        expect.blocks(student.backward(net.params, cache, dlogits), exact, code="backprop.cache_mixed")


@check(points=1, after="backward_shape", function="backward")
def backward_pure(student):
    """The network's backward leaves params and dlogits alone and returns new arrays.

    网络的 backward 不改动 params 和 dlogits，返回新数组。
    """
    for params, X, activation in purity_nets():
        logits, cache = student.forward(params, X, activation)
        require_pure(student, student.backward, params, cache, fixed_array(*logits.shape, key=54))


# --- the objective ---


@check(points=1)
@given(
    dims=layer_dims(1, 3, max_units=5, outputs=1),
    m=sizes(1, 5),
    activation=choices(*ACTIVATIONS),
    count=3,
    examples=NETS,
)
def objective_shape(student, dims, m, activation):
    """loss_and_grads returns (loss, grads) for networks of any size: a number, and arrays like those of params.

    loss_and_grads 对任意大小的网络返回 (loss, grads)：一个数，以及与 params 键和形状相同的数组。
    """
    X, Y = fixed_array(dims[0], m, key=42), one_hot(dims[-1], m, 43, m)
    student.loss_and_grads(parameters(dims, 41), X, Y, activation, 0.7)


@check(points=1, after="objective_shape")
def objective_loss(student):
    """loss_and_grads returns the network's loss; lambd is 0 unless it is given.

    loss_and_grads 返回网络的损失；不给 lambd 时它为 0。
    """
    for net in objective_nets():
        loss, _ = student.loss_and_grads(net.params, net.X, net.Y, net.activation)
        expect.close(loss, net.loss, what="loss")


@check(points=2, after="objective_shape")
def objective_gradient(student):
    """loss_and_grads returns the exact gradient of the loss for every parameter, at the start and after training.

    loss_and_grads 返回损失对每个参数的精确梯度，训练前后都正确。
    """
    for net in objective_nets():
        _, grads = student.loss_and_grads(net.params, net.X, net.Y, net.activation)
        expect.blocks(grads, net.grads)


@check(points=1, after="objective_shape")
def l2_loss(student, reference):
    """The L2 term adds lambd / (2 m) times the sum of all squared weights to the loss; biases are free.

    L2 项使损失增加 lambd / (2 m) 乘以所有权重的平方和；偏置不计入。
    """
    for m, lambd in ((4, 2.5), (7, 0.9)):
        net = probe(35, layer_dims=(3, 5, 2), activation="tanh", m=m)
        without, _ = student.loss_and_grads(net.params, net.X, net.Y, net.activation, 0.0)
        loss, _ = student.loss_and_grads(net.params, net.X, net.Y, net.activation, lambd)
        wanted = lambd / (2 * m) * sum(np.sum(net.params[key] ** 2) for key in ("W1", "W2"))
        # Both losses are rounded, so their difference is known to the size of the right loss only. (The size of the
        # student's own would let a giant loss pass.)
        right, _ = reference.loss_and_grads(net.params, net.X, net.Y, net.activation, 0.0)
        expect.close(loss - without, wanted, scale=abs(right), what="loss(lambd) - loss(0)")


@check(points=1, after="objective_shape")
def l2_gradient(student, reference):
    """The L2 term adds exactly lambd / m * W to the gradient of every W, and nothing to that of a bias.

    L2 项恰好给每个 W 的梯度加上 lambd / m * W，偏置的梯度不变。
    """
    for m, lambd in ((4, 2.5), (7, 0.9)):
        net = probe(35, layer_dims=(3, 5, 2), activation="tanh", m=m)
        _, without = student.loss_and_grads(net.params, net.X, net.Y, net.activation, 0.0)
        _, grads = student.loss_and_grads(net.params, net.X, net.Y, net.activation, lambd)
        _, right = reference.loss_and_grads(net.params, net.X, net.Y, net.activation, 0.0)
        for key, value in net.params.items():
            wanted = lambd / m * value if key.startswith("W") else np.zeros_like(value)
            what = f"grads[{key!r}]"
            expect.close(grads[key] - without[key], wanted, scale=size(right[key]), what=what, code="backprop.l2_part")


@check(points=1, after="objective_shape", function="loss_and_grads")
def objective_pure(student):
    """loss_and_grads leaves params, X and Y alone and returns new arrays.

    loss_and_grads 不改动 params、X 和 Y，返回新数组。
    """
    for params, X, activation in purity_nets():
        outputs = len(params[f"b{len(params) // 2}"])
        require_pure(student, student.loss_and_grads, params, X, one_hot(outputs, X.shape[1], 55), activation, 0.7)


# --- dropout ---


@check(points=1)
@given(
    n=sizes(1, 6),
    m=sizes(1, 6),
    keep_prob=choices(0.25, 0.5, 0.9, 1.0),
    count=6,
    examples=[
        {"n": 1, "m": 1, "keep_prob": 0.5},
        {"n": 3, "m": 5, "keep_prob": 0.25},
        {"n": 4, "m": 2, "keep_prob": 1.0},
    ],
)
def dropout_mask_values(student, n, m, keep_prob):
    """dropout_mask returns an array of the given shape that holds 0 and 1 only.

    dropout_mask 返回给定形状的数组，其中只有 0 和 1。
    """
    mask = student.dropout_mask((n, m), keep_prob, fixed_rng(61, n, m))
    others = mask[(mask != 0) & (mask != 1)]
    expect.that(others.size == 0, "dropout.not_binary", example=expect.shown(others[:1]))


@check(points=1, after="dropout_mask_values")
def dropout_mask_generator(student):
    """dropout_mask draws from the generator that it is given, and from nothing else.

    dropout_mask 只从传入的生成器中抽取随机数。
    """
    first = student.dropout_mask((40, 30), 0.5, fixed_rng(62))
    expect.generator_used(student)
    again = student.dropout_mask((40, 30), 0.5, fixed_rng(62))
    expect.that(np.array_equal(first, again), "dropout.not_repeatable")


@check(points=1, after="dropout_mask_values")
def dropout_mask_proportion(student):
    """dropout_mask keeps an entry with probability keep_prob.

    dropout_mask 以概率 keep_prob 保留每个元素。
    """
    for key, keep_prob in enumerate((0.8, 0.35)):
        mask = student.dropout_mask((200, 150), keep_prob, fixed_rng(63, key))
        expect.proportion(int(mask.sum()), mask.size, keep_prob, what="ones")


@check(points=1, after="dropout_mask_values")
def dropout_mask_keep_all(student):
    """With keep_prob = 1, dropout_mask keeps everything.

    keep_prob = 1 时，dropout_mask 保留全部元素。
    """
    mask = student.dropout_mask((60, 50), 1.0, fixed_rng(64))
    dropped = int(mask.size - mask.sum())
    expect.that(dropped == 0, "dropout.dropped_all_kept", dropped=dropped, total=mask.size)


@check(points=1, after="dropout_mask_values", function="dropout_mask")
def dropout_mask_fresh(student):
    """dropout_mask returns a new array every time, one that can be written to.

    dropout_mask 每次都返回可以写入的新数组。
    """
    for keep_prob in (0.8, 0.8, 1.0, 1.0):
        student.dropout_mask((4, 6), keep_prob, fixed_rng(67))
        expect.fresh(student)


def dropout_case(n, m, dtype):
    """Return an array (n, m) and a mask of about two thirds ones; its fraction of ones is no keep_prob of a check."""
    return fixed_array(n, m, key=[65, n, m]), (fixed_rng(66, n, m).random((n, m)) < 0.67).astype(dtype)


def require_dropout(function, dtype):
    """Fail unless the function returns its first argument * mask / keep_prob, for masks of this dtype."""
    for n, m, keep_prob in ((4, 6, 0.8), (5, 3, 0.5), (3, 3, 1.0)):
        A, mask = dropout_case(n, m, dtype)
        expect.close(function(A, mask, keep_prob), A * mask / keep_prob)


def require_pure_dropout(student, function):
    """Fail unless the function leaves its arguments alone, also when nothing is dropped and nothing scaled."""
    A, mask = dropout_case(4, 6, np.float64)
    for given_mask, keep_prob in ((mask, 0.8), (mask, 1.0), (np.ones((4, 6)), 1.0)):
        require_pure(student, function, A, given_mask, keep_prob)


@check(points=1)
def dropout_forward_value(student):
    """dropout_forward sets what the mask drops to 0 and divides what it keeps by keep_prob.

    dropout_forward 把被丢弃的置 0，把保留的除以 keep_prob。
    """
    require_dropout(student.dropout_forward, np.float64)


@check(points=1, after="dropout_forward_value", function="dropout_forward")
def dropout_forward_mask_types(student):
    """dropout_forward also takes a mask of bools or of ints.

    dropout_forward 也接受 bool 或 int 类型的掩码。
    """
    for dtype in (np.bool_, np.int64):
        require_dropout(student.dropout_forward, dtype)


@check(points=1, function="dropout_forward")
def dropout_forward_pure(student):
    """dropout_forward leaves A and the mask alone and returns a new array, also where nothing is dropped.

    dropout_forward 不改动 A 和掩码，返回新数组，即使没有丢弃任何元素。
    """
    require_pure_dropout(student, student.dropout_forward)


@check(points=1)
def dropout_backward_value(student):
    """dropout_backward sends the gradient through the same mask and the same scaling.

    dropout_backward 让梯度经过同一个掩码和同样的缩放。
    """
    require_dropout(student.dropout_backward, np.float64)


@check(points=1, after="dropout_backward_value", function="dropout_backward")
def dropout_backward_mask_types(student):
    """dropout_backward also takes a mask of bools or of ints.

    dropout_backward 也接受 bool 或 int 类型的掩码。
    """
    for dtype in (np.bool_, np.int64):
        require_dropout(student.dropout_backward, dtype)


@check(points=1, function="dropout_backward")
def dropout_backward_pure(student):
    """dropout_backward leaves dA and the mask alone and returns a new array, also where nothing is dropped.

    dropout_backward 不改动 dA 和掩码，返回新数组，即使没有丢弃任何元素。
    """
    require_pure_dropout(student, student.dropout_backward)


# --- the step ---


def require_step(student, params, grads, learning_rate):
    """Fail unless gd_step moves every parameter by -learning_rate times its own gradient."""
    new = student.gd_step(params, grads, learning_rate)
    for key, value in params.items():
        wanted, scale = value - learning_rate * grads[key], size(value, learning_rate * grads[key])
        expect.close(new[key], wanted, scale=scale, what=f"params[{key!r}]")


@check(points=1, function="gd_step")
@given(
    dims=layer_dims(1, 3, max_units=4, outputs=1),
    learning_rate=choices(0.05, 0.3, 1.5),
    count=4,
    examples=[{"dims": [3, 4, 2, 5], "learning_rate": 0.3}, {"dims": [2, 1], "learning_rate": 1.5}],
)
def gd_step_value(student, dims, learning_rate):
    """gd_step moves every parameter against its gradient, by learning_rate times the gradient.

    gd_step 让每个参数沿其梯度的反方向移动 learning_rate 倍的梯度。
    """
    require_step(student, parameters(dims, 71), parameters(dims, 72), learning_rate)


@check(points=1, function="gd_step")
def gd_step_pure(student):
    """gd_step returns new arrays and leaves params and grads as they were.

    gd_step 返回新数组，params 和 grads 保持原样。
    """
    for dims in ((3, 2), (4, 3, 2)):
        require_pure(student, student.gd_step, parameters(dims, 73), parameters(dims, 74), 0.3)
