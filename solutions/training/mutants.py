"""Planted wrong functions of training, one each; they use the solution's helpers."""

import numpy as np

from grader.checking import mutant

_kept = {}


# --- predict ---


@mutant("predict", caught_by="predict_shape", diagnosis="training.axis")
def predict_across_examples(params, X, activation):
    """The largest logit is looked for along the examples (axis 1); the classes of an example are the rows of its column (axis 0).

    沿样本方向（axis 1）寻找最大的 logit；一个样本的各个类别在它那一列的各行中（axis 0）。
    """
    return forward(params, X, activation)[0].argmax(axis=1)


@mutant("predict", caught_by="predict_shape", diagnosis="training.not_labels")
def predict_one_hot(params, X, activation):
    """A one-hot array comes back; what is asked for is the number of the class of every example, shape (m,).

    返回了 one-hot 数组；需要的是每个样本的类别编号，形状为 (m,)。
    """
    logits, _ = forward(params, X, activation)
    return (logits == logits.max(axis=0)).astype(float)


@mutant("predict", caught_by="predict_shape", diagnosis="call.input_modified")
def predict_centres_in_place(params, X, activation):
    """The mean is subtracted from the caller's X in place; work on what the network was given, and leave it as it is.

    就地从调用者的 X 中减去了均值；应使用网络得到的数据本身，且不要改动它。
    """
    X -= X.mean(axis=1, keepdims=True)
    return forward(params, X, activation)[0].argmax(axis=0)


@mutant("predict", caught_by="predict_labels", diagnosis="training.labels_from_one")
def predict_from_one(params, X, activation):
    """The labels count from 1; the classes are the rows of the logits, which count from 0.

    标签从 1 开始计数；类别是 logits 的行号，从 0 开始。
    """
    return forward(params, X, activation)[0].argmax(axis=0) + 1


@mutant("predict", caught_by="predict_labels", diagnosis="training.smallest_logit")
def predict_smallest(params, X, activation):
    """The class with the smallest logit is returned, which is the least probable one.

    返回了 logit 最小的类别，也就是最不可能的类别。
    """
    return forward(params, X, activation)[0].argmin(axis=0)


@mutant("predict", caught_by="predict_labels", diagnosis="training.biases_left_out")
def predict_without_biases(params, X, activation):
    """The biases are left out of the forward pass; every layer is W A + b.

    前向传播漏掉了偏置；每一层都是 W A + b。
    """
    A, L = X, len(params) // 2
    for l in range(1, L + 1):
        A = params[f"W{l}"] @ A
        A = activate(A, activation) if l < L else A
    return A.argmax(axis=0)


@mutant("predict", caught_by="predict_labels", diagnosis="training.no_activation")
def predict_linear(params, X, activation):
    """The hidden layers have no activation, so the network is one linear map.

    隐藏层没有使用激活函数，整个网络只是一个线性映射。
    """
    A = X
    for l in range(1, len(params) // 2 + 1):
        A = params[f"W{l}"] @ A + params[f"b{l}"]
    return A.argmax(axis=0)


@mutant("predict", caught_by="predict_labels", diagnosis="training.fixed_depth")
def predict_two_layers(params, X, activation):
    """The first layer and the last are used, however many there are; every layer has to be passed.

    不论有多少层，只用了第一层和最后一层；应依次经过每一层。
    """
    L = len(params) // 2
    if L == 1:
        return (params["W1"] @ X + params["b1"]).argmax(axis=0)
    A = activate(params["W1"] @ X + params["b1"], activation)
    W = params[f"W{L}"]
    return (W @ A[: W.shape[1]] + params[f"b{L}"]).argmax(axis=0) if len(A) >= W.shape[1] else np.zeros(X.shape[1], int)


@mutant("predict", caught_by="predict_labels", diagnosis="training.axis")
def predict_softmax_over_examples(params, X, activation):
    """Softmax divides by the sum over the examples; the probabilities of one example (a column) sum to 1, and its label does not depend on the others.

    softmax 除以了对样本求的和；应使同一样本（一列）的概率之和为 1，且其标签与其他样本无关。
    """
    logits, _ = forward(params, X, activation)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1, keepdims=True)).argmax(axis=0)


@mutant("predict", caught_by="predict_activation", diagnosis="training.fixed_activation")
def predict_always_tanh(params, X, activation):
    """The hidden layers use tanh whatever is asked for; the activation is an argument.

    不论要求什么，隐藏层都使用 tanh；激活函数是一个参数。
    """
    return forward(params, X, "tanh")[0].argmax(axis=0)


@mutant("predict", caught_by="predict_activation", diagnosis="training.fixed_activation")
def predict_relu_for_sigmoid(params, X, activation):
    """Everything but tanh is taken for relu; sigmoid is a third activation.

    除 tanh 外都当成 relu；sigmoid 是第三种激活函数。
    """
    return forward(params, X, "tanh" if activation == "tanh" else "relu")[0].argmax(axis=0)


@mutant("predict", caught_by="predict_extreme", diagnosis="training.activated_output")
def predict_first_layer_is_hidden(params, X, activation):
    """The first layer always gets the activation, but in a network of one layer it is the output: relu turns all negative logits into the same 0.

    第一层总是用了激活函数，但只有一层的网络中它就是输出层：relu 把所有负的 logit 都变成同样的 0。
    """
    A = activate(params["W1"] @ X + params["b1"], activation)
    L = len(params) // 2
    for l in range(2, L + 1):
        Z = params[f"W{l}"] @ A + params[f"b{l}"]
        A = activate(Z, activation) if l < L else Z
    return A.argmax(axis=0)


@mutant("predict", caught_by="predict_activation", diagnosis="training.activated_output")
def predict_activated_output(params, X, activation):
    """The activation is applied to the output layer as well; relu turns all negative logits into the same 0.

    激活函数也用到了输出层；relu 把所有负的 logit 都变成同样的 0。
    """
    return activate(forward(params, X, activation)[0], activation).argmax(axis=0)


@mutant("predict", caught_by="predict_deep", diagnosis="training.sorted_keys")
def predict_sorted_keys(params, X, activation):
    """The layers are taken in the alphabetical order of their keys, in which W10 comes before W2; count from 1 to L.

    按键的字母顺序取各层，这时 W10 排在 W2 之前；应从 1 数到 L。
    """
    A = X
    weights = sorted(name for name in params if name.startswith("W"))
    for name in weights:
        A = params[name] @ A + params["b" + name[1:]]
        A = activate(A, activation) if name != weights[-1] else A
    return A.argmax(axis=0)


@mutant("predict", caught_by="predict_extreme", diagnosis="training.overflow")
def predict_overflowing(params, X, activation):
    """The exponentials overflow for large logits and give NaN; softmax keeps the order, so the largest logit itself tells the class.

    logits 很大时指数溢出，得到 NaN；softmax 不改变大小顺序，直接取最大的 logit 即可。
    """
    powers = np.exp(forward(params, X, activation)[0])
    return (powers / powers.sum(axis=0)).argmax(axis=0)


@mutant("predict", caught_by="predict_extreme", diagnosis="training.only_positive")
def predict_only_positive(params, X, activation):
    """The search for the largest logit starts at 0, so negative ones never win; start with the first logit.

    寻找最大 logit 时从 0 开始比较，负的 logit 永远不会被选中；应从第一个 logit 开始。
    """
    labels = []
    for column in forward(params, X, activation)[0].T:
        label, largest = 0, -10.0
        for k, value in enumerate(column):
            if value > largest:
                label, largest = k, value
        labels.append(label)
    return np.array(labels)


# --- train_classifier: what comes back ---


@mutant("train_classifier", caught_by="train_shapes", diagnosis="training.history_per_update")
def train_history_per_update(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The history gets an entry per update; it has one per epoch.

    history 每次更新记录一个数；应每轮记录一个。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            history["loss"].append(loss)
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_shapes", diagnosis="training.history_from_start")
def train_history_from_start(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The accuracy before the first epoch is recorded too, so there is one number too many.

    第一轮之前的正确率也被记录，多了一个数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_pure", diagnosis="call.input_modified")
def train_shuffles_in_place(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The caller's X and Y are put into a new order in place; shuffle indices, or copies.

    就地打乱了调用者的 X 和 Y；应打乱下标或副本。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        X[...], Y[...] = X[:, order], Y[:, order]
        losses = []
        for start in range(0, m, batch_size):
            batch = slice(start, start + batch_size)
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_pure", diagnosis="value.aliased")
def train_kept_result(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The start is kept between calls and handed out again; every call returns arrays of its own.

    初始参数在多次调用之间保留并重复返回；每次调用都应返回自己的数组。
    """
    m = X.shape[1]
    key = (tuple(layer_dims), scheme)
    if scheme in ("zeros", "constant"):
        params = dict(_kept.setdefault(key, init_params(layer_dims, scheme, rng)))
    else:
        params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_no_epochs", diagnosis="training.no_epochs")
def train_last_epoch_only(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The parameters are taken from the last epoch, and without an epoch there are none; the start has to come back.

    参数取自最后一轮，轮数为 0 时就没有参数；这时应返回初始参数。
    """
    m = X.shape[1]
    params, trained = init_params(layer_dims, scheme, rng), None
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
        trained = params
    if trained is None:
        return {name: np.full(value.shape, 0.1) for name, value in params.items()}, history
    return trained, history


# --- train_classifier: the start ---


@mutant("train_classifier", caught_by=("start_constant", "digits_constant"), diagnosis="init.scheme_ignored")
def train_constant_as_he(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Every scheme that is not small or xavier is taken for he; zeros and constant are starts of their own, from which nothing is learnt.

    除 small 和 xavier 外都当成 he；zeros 和 constant 是另外的起点，从它们出发什么也学不到。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme if scheme in ("small", "xavier") else "he", rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by=("start_small", "start_xavier", "start_he"), diagnosis="init.random_bias")
def train_random_biases(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Biases start at random numbers; they start at 0, because random weights already break the symmetry.

    偏置从随机数开始；偏置应从 0 开始，因为随机权重已经打破了对称。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    if scheme not in ("zeros", "constant"):
        for l in range(1, len(layer_dims)):
            params[f"b{l}"] = rng.normal(0.0, 0.01, params[f"b{l}"].shape)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="start_small", diagnosis="init.fixed_std")
def train_small_tenth(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Small weights have standard deviation 0.1; the scheme says 0.01.

    small 的权重标准差为 0.1；应为 0.01。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    if scheme == "small":
        params = {name: 10 * value for name, value in params.items()}
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="start_small", diagnosis="init.uniform_for_normal")
def train_small_uniform(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Small weights are uniform; the scheme says normal.

    small 的权重是均匀分布；应为正态分布。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    if scheme == "small":
        limit = 0.01 * np.sqrt(3)
        for l in range(1, len(layer_dims)):
            params[f"W{l}"] = rng.uniform(-limit, limit, params[f"W{l}"].shape)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="start_xavier", diagnosis="init.fan_in_for_xavier")
def train_xavier_fan_in(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The variance of xavier is 1 / n_in here; it is 2 / (n_in + n_out), which looks at both sides of the layer.

    这里 xavier 的方差是 1 / n_in；应为 2 / (n_in + n_out)，同时考虑层的两侧。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    if scheme == "xavier":
        for l in range(1, len(layer_dims)):
            W = params[f"W{l}"]
            params[f"W{l}"] = rng.normal(0.0, np.sqrt(1 / W.shape[1]), W.shape)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="start_xavier", diagnosis="init.variance_as_std")
def train_xavier_variance_as_std(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """rng.normal gets the variance of xavier; its second argument is the standard deviation, the root of the variance.

    把 xavier 的方差传给了 rng.normal；它的第二个参数是标准差，即方差的平方根。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    if scheme == "xavier":
        for l in range(1, len(layer_dims)):
            W = params[f"W{l}"]
            params[f"W{l}"] = rng.normal(0.0, 2 / sum(W.shape), W.shape)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="start_xavier", diagnosis="init.gain")
def train_gain(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The weights are multiplied by a gain for the activation; the scheme alone says the variance, whatever the activation.

    权重乘以了与激活函数有关的增益；方差只由方案决定，与激活函数无关。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    gain = {"sigmoid": 1.0, "tanh": 1.0, "relu": np.sqrt(2)}[activation]
    if scheme == "xavier":
        params = {name: gain * value for name, value in params.items()}
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="start_he", diagnosis="init.fan_out")
def train_he_fan_out(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The variance of he is 2 over the number of units of the layer; it is 2 over the number of its inputs.

    he 的方差除以了该层的单元数；应除以该层的输入数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    if scheme == "he":
        for l in range(1, len(layer_dims)):
            W = params[f"W{l}"]
            params[f"W{l}"] = rng.normal(0.0, np.sqrt(2 / W.shape[0]), W.shape)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


# --- train_classifier: updates ---


@mutant("train_classifier", caught_by="train_step", diagnosis="training.sign")
def train_uphill(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The gradient is added; descent goes against it.

    加上了梯度；梯度下降应沿负梯度方向。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value + learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_step", diagnosis="training.sum_for_mean")
def train_sum_over_batch(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The gradients of a batch are added up; the loss is their mean, so divide by the size of the batch.

    把一批样本的梯度相加；损失是平均值，应除以该批的样本数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * len(batch) * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_step", diagnosis="training.biases_not_updated")
def train_weights_only(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Only the weights are updated; biases learn as well.

    只更新了权重；偏置也要学习。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            for l in range(1, len(layer_dims)):
                params[f"W{l}"] = params[f"W{l}"] - learning_rate * grads[f"W{l}"]
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_step", diagnosis="training.trained_on_validation")
def train_on_validation(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The validation set is trained on too; it is there to measure what the network does with examples that it has not seen.

    也用验证集训练；验证集是用来衡量网络对没见过的样本的表现的。
    """
    X, Y = np.hstack([X, X_val]), np.hstack([Y, Y_val])
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_step", diagnosis="value.precision")
def train_single_precision(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The updates are computed in float32, which keeps 7 digits; compute in float64.

    更新以 float32 计算，只有 7 位有效数字；应使用 float64。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {
                name: (np.float32(value) - np.float32(learning_rate) * np.float32(grads[name])).astype(float)
                for name, value in params.items()
            }
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_step", diagnosis="training.squared_error")
def train_squared_error(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The output error P - Y is multiplied by the slope P (1 - P) of a sigmoid; for softmax with cross-entropy P - Y is the whole gradient.

    输出误差 P - Y 又乘以了 sigmoid 的导数 P (1 - P)；对 softmax 交叉熵，P - Y 就是全部梯度。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            logits, inputs = forward(params, X[:, batch], activation)
            P = np.exp(logits) / np.exp(logits).sum(axis=0)
            dZ = (P - Y[:, batch]) * P * (1 - P) / len(batch)
            L = len(params) // 2
            grads[f"W{L}"], grads[f"b{L}"] = dZ @ inputs[-1].T, dZ.sum(axis=1, keepdims=True)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by=("train_several_steps", "digits_sigmoid"), diagnosis="training.momentum")
def train_momentum(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """Each step carries on with 0.9 of the last one (momentum); plain gradient descent has no memory.

    每一步都带着上一步的 0.9 倍（动量）；普通梯度下降没有记忆。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    velocity = {name: 0.0 for name in params}
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            velocity = {name: 0.9 * velocity[name] + grads[name] for name in params}
            params = {name: value - learning_rate * velocity[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_several_steps", diagnosis="training.decaying_rate")
def train_decaying_rate(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The learning rate gets smaller from epoch to epoch; it is to stay as given.

    学习率逐轮变小；它应保持给定的值。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for epoch in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate / (1 + epoch) * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_several_steps", diagnosis="training.layer_by_layer")
def train_layer_by_layer(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The last layer is updated before the gradients of the layers below are computed; all gradients belong to the same parameters.

    在计算下面各层的梯度之前就更新了最后一层；所有梯度都应在同一组参数处计算。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            for l in range(len(layer_dims) - 1, 0, -1):
                _, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
                for name in (f"W{l}", f"b{l}"):
                    params[name] = params[name] - learning_rate * grads[name]
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_several_steps", diagnosis="training.last_layer_only")
def train_last_layer_only(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Only the output layer learns; the gradient reaches every layer.

    只有输出层在学习；梯度应传到每一层。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            for name in (f"W{len(layer_dims) - 1}", f"b{len(layer_dims) - 1}"):
                params[name] = params[name] - learning_rate * grads[name]
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_several_steps", diagnosis="training.fixed_activation")
def train_always_tanh(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The hidden layers use tanh whatever is asked for; the activation is an argument.

    不论要求什么，隐藏层都使用 tanh；激活函数是一个参数。
    """
    activation = "tanh"
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_several_steps", diagnosis="training.slope_left_out")
def train_without_slope(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The gradient is handed through the hidden layers without the slope of the activation; dZ = dA * g'(Z).

    梯度穿过隐藏层时没有乘以激活函数的导数；应为 dZ = dA * g'(Z)。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            logits, inputs = forward(params, X[:, batch], activation)
            P = np.exp(logits - logits.max(axis=0))
            dZ = (P / P.sum(axis=0) - Y[:, batch]) / len(batch)
            for l in range(len(layer_dims) - 1, 0, -1):
                W = params[f"W{l}"]
                grads[f"W{l}"] = dZ @ inputs[l - 1].T + lambd / len(batch) * W
                grads[f"b{l}"] = dZ.sum(axis=1, keepdims=True)
                dZ = W.T @ dZ
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_random_step", diagnosis="training.relu_slope_of_output")
def train_relu_always_on(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The slope of relu is taken as A >= 0, which always holds, as A = max(0, Z); it is 1 where Z > 0 (or A > 0) and 0 elsewhere.

    relu 的导数取成了 A >= 0，而 A = max(0, Z) 总满足它；导数在 Z > 0（即 A > 0）处为 1，其余为 0。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            logits, inputs = forward(params, X[:, batch], activation)
            P = np.exp(logits - logits.max(axis=0))
            dZ = (P / P.sum(axis=0) - Y[:, batch]) / len(batch)
            for l in range(len(layer_dims) - 1, 0, -1):
                W, A = params[f"W{l}"], inputs[l - 1]
                grads[f"W{l}"] = dZ @ A.T + lambd / len(batch) * W
                grads[f"b{l}"] = dZ.sum(axis=1, keepdims=True)
                dZ = W.T @ dZ * {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": A >= 0}[activation]
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_several_steps", diagnosis="training.early_stopping")
def train_stops_early(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Training ends when the validation accuracy does not improve; every epoch that is asked for has to be trained.

    验证集正确率不再提高时就停止训练；应训练完要求的所有轮。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
        best = max(history["val_accuracy"])
        if history["val_accuracy"].index(best) < len(history["val_accuracy"]) - 1:
            learning_rate = 0.0
    return params, history


@mutant("train_classifier", caught_by="train_several_steps", diagnosis="training.restarts")
def train_restarts(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The parameters are initialised anew in every epoch, which throws away what was learnt.

    每一轮都重新初始化参数，丢掉了已经学到的东西。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        params = init_params(layer_dims, scheme, rng)
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_deep", diagnosis="training.sorted_keys")
def train_sorted_keys(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The layers are taken in the alphabetical order of their keys, in which W10 comes before W2; count from 1 to L.

    按键的字母顺序取各层，这时 W10 排在 W2 之前；应从 1 数到 L。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            keys = sorted(name for name in params if name.startswith("W"))
            names = {key: f"W{l}" for l, key in enumerate(keys, start=1)}
            renamed = {
                new.replace("W", kind): params[old.replace("W", kind)] for old, new in names.items() for kind in "Wb"
            }
            loss, moved = loss_and_grads(renamed, X[:, batch], Y[:, batch], activation, lambd)
            grads = {
                old.replace("W", kind): moved[new.replace("W", kind)] for old, new in names.items() for kind in "Wb"
            }
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_last_params", diagnosis="training.best_params")
def train_best_params(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The parameters with the best validation accuracy are returned; here the last ones are wanted, whatever they are worth.

    返回了验证集正确率最高时的参数；这里要的是最后的参数，不论好坏。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    best = params
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
        if history["val_accuracy"][-1] >= max(history["val_accuracy"]):
            best = params
    return best, history


# --- train_classifier: batches ---


@mutant("train_classifier", caught_by="train_batches", diagnosis="training.last_batch_dropped")
def train_drops_last_batch(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Examples that do not fill a whole batch are left out; the last batch may be smaller, but every example counts.

    不足一整批的样本被丢弃；最后一批可以较小，但每个样本都要用到。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m // batch_size * batch_size or m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_batches", diagnosis="training.divided_by_m")
def train_one_over_m(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The gradient of a batch is divided by the number of all examples; its mean is over the batch.

    一批的梯度除以了全部样本数；应在该批上取平均。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] * len(batch) / m for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_batches", diagnosis="training.divided_by_batch_size")
def train_full_size(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The gradient is divided by batch_size also where the last batch is smaller; divide by the number of its examples.

    最后一批较小时，梯度仍除以 batch_size；应除以该批实际的样本数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {
                name: value - learning_rate * grads[name] * len(batch) / min(m, batch_size)
                for name, value in params.items()
            }
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_batches", diagnosis="training.one_batch_per_epoch")
def train_one_batch_per_epoch(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """An epoch takes a single batch; it is a pass through all examples.

    一轮只用了一批；一轮应遍历所有样本。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
            break
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_batches", diagnosis="training.update_per_epoch")
def train_update_per_epoch(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The gradients of all batches come from the parameters at the beginning of the epoch; each batch is to start where the last one ended.

    所有批的梯度都取自本轮开始时的参数；每一批都应从上一批的结果出发。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses, begun = [], params
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(begun, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


# --- train_classifier: L2 ---


@mutant("train_classifier", caught_by="train_l2", diagnosis="training.l2_left_out")
def train_without_l2(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """lambd is not used: the L2 term belongs to the loss that is minimised.

    没有使用 lambd：L2 项是要最小化的损失的一部分。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_l2", diagnosis="training.l2_without_m")
def train_l2_without_m(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The gradient of the L2 term is lambd * W here; the term is divided by the size of the batch, so its gradient is lambd / |B| * W.

    这里 L2 项的梯度是 lambd * W；该项要除以该批的样本数，所以梯度是 lambd / |B| * W。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation)
            for l in range(1, len(layer_dims)):
                grads[f"W{l}"] = grads[f"W{l}"] + lambd * params[f"W{l}"]
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_l2", diagnosis="training.l2_over_m")
def train_l2_over_m(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The L2 term is divided by the number of all examples; in a minibatch it is divided by the size of the batch.

    L2 项除以了全部样本数；在小批量中应除以该批的样本数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation)
            for l in range(1, len(layer_dims)):
                grads[f"W{l}"] = grads[f"W{l}"] + lambd / m * params[f"W{l}"]
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_l2", diagnosis="training.l2_over_batch_size")
def train_l2_over_batch_size(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The L2 term is divided by batch_size also where the batch is smaller; divide by the number of its examples.

    批较小时 L2 项仍除以 batch_size；应除以该批实际的样本数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation)
            for l in range(1, len(layer_dims)):
                grads[f"W{l}"] = grads[f"W{l}"] + lambd / batch_size * params[f"W{l}"]
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_l2", diagnosis="training.l2_halved")
def train_l2_halved(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The gradient of lambd / (2 |B|) W^2 is lambd / |B| W: the 2 goes away when the square is differentiated.

    lambd / (2 |B|) W^2 的梯度是 lambd / |B| W：对平方求导时 2 就消去了。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation)
            for l in range(1, len(layer_dims)):
                grads[f"W{l}"] = grads[f"W{l}"] + lambd / (2 * len(batch)) * params[f"W{l}"]
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_l2", diagnosis="training.l2_twice")
def train_l2_twice(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The L2 term is added to gradients that have it already, so it counts twice.

    梯度中已有 L2 项，又加了一次，因此算了两遍。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            for l in range(1, len(layer_dims)):
                grads[f"W{l}"] = grads[f"W{l}"] + lambd / len(batch) * params[f"W{l}"]
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_l2_biases", diagnosis="training.l2_on_biases")
def train_l2_biases_too(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The L2 term shrinks biases too; it is about weights only.

    L2 项也缩小了偏置；它只作用于权重。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            for l in range(1, len(layer_dims)):
                grads[f"b{l}"] = grads[f"b{l}"] + lambd / len(batch) * params[f"b{l}"]
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_l2_biases", diagnosis="training.l2_after_update")
def train_shrinks_after(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The weights are shrunk after the update, so the step itself is shrunk as well; the L2 gradient belongs to the weights before the update.

    更新之后才缩小权重，于是这一步本身也被缩小；L2 项的梯度应在更新前的权重处计算。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            for l in range(1, len(layer_dims)):
                params[f"W{l}"] = (1 - learning_rate * lambd / len(batch)) * params[f"W{l}"]
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


# --- train_classifier: the order ---


@mutant("train_classifier", caught_by="train_everything", diagnosis="training.l2_for_tanh_only")
def train_l2_not_for_relu(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The branch for relu leaves the L2 term out; it is a part of the loss, whatever the activation.

    relu 的分支漏掉了 L2 项；不论激活函数是什么，L2 项都是损失的一部分。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            if activation == "relu":
                loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation)
            else:
                loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_visits", diagnosis="training.labels_not_shuffled")
def train_x_only(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """X is put into a new order, but Y is not, so examples get the labels of others; use the same indices for both.

    X 换了新的顺序而 Y 没有，样本配上了别人的标签；两者应使用同样的下标。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, start : start + batch_size], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_visits", diagnosis="training.with_replacement")
def train_with_replacement(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Every batch is drawn from all examples, so some are used twice and others not at all; an epoch uses each exactly once.

    每一批都从全部样本中抽取，有的用了两次，有的没用到；一轮中每个样本应恰好用一次。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        losses = []
        for start in range(0, m, batch_size):
            batch = rng.integers(m, size=min(batch_size, m - start))
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="visits_uneven", diagnosis="training.last_batch_filled")
def train_fills_up(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The last batch is filled up with examples of the first one; it may be smaller, and every example is used once.

    最后一批用第一批的样本补足；它可以较小，每个样本只用一次。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = np.resize(order, (-(-m // batch_size)) * batch_size)[start : start + min(batch_size, m)]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            scale = min(batch_size, m - start)
            for l in range(1, len(layer_dims)):
                W = params[f"W{l}"]
                grads[f"W{l}"] = grads[f"W{l}"] + (lambd / scale - lambd / len(batch)) * W
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_order", diagnosis="training.not_shuffled")
def train_no_shuffle(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The examples are always taken as they stand; an epoch has a new order, drawn from rng.

    总是按原有的顺序取样本；每一轮都应由 rng 抽取新的顺序。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = np.arange(m)
        rng.random()
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_order", diagnosis="training.shuffled_once")
def train_shuffled_once(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The order is drawn once, before the first epoch; draw a new one in every epoch.

    只在第一轮之前抽取了一次顺序；每一轮都应重新抽取。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    order = rng.permutation(m)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_order", diagnosis="training.back_and_forth")
def train_back_and_forth(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Every second epoch takes the order of the one before backwards; each epoch draws an order of its own.

    每隔一轮把前一轮的顺序倒过来用；每一轮都应抽取自己的顺序。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for epoch in range(epochs):
        order = order[::-1] if epoch % 2 else rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_order", diagnosis="training.reseeded")
def train_reseeded_epochs(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Every epoch makes a generator of the same seed, so every epoch has the same order; one generator has to go on.

    每一轮都用同一个种子建立生成器，因此每轮顺序相同；应让同一个生成器继续抽取。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    seed = int(rng.integers(2**32))
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = np.random.default_rng(seed).permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_order", diagnosis="training.rolled")
def train_rolled(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The examples start at a random place but always follow each other in the same way; any order has to be possible.

    样本从随机位置开始，但先后次序总是相同；任何顺序都应可能出现。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = np.roll(np.arange(m), rng.integers(m))
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="batches_anew", diagnosis="training.same_batches")
def train_same_batches(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The batches are fixed and only their order is drawn; the examples have to be put together anew in every epoch.

    小批量是固定的，只抽取了各批的先后；每一轮都应重新组合样本。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    whole = np.arange(m)[: m // batch_size * batch_size].reshape(-1, batch_size)
    for _ in range(epochs):
        order = np.append(rng.permutation(whole, axis=0).ravel(), np.arange(whole.size, m))
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


# --- train_classifier: the generator ---


@mutant("train_classifier", caught_by="train_generator", diagnosis="random.global_state")
def train_global_order(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The order comes from np.random, numpy's global generator; with the generator that is passed, a run can be repeated.

    顺序来自 numpy 的全局生成器 np.random；使用传入的生成器，结果才能重现。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = np.random.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by=("train_generator"), diagnosis="random.own_seed")
def train_own_seed(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """A generator with a fixed seed is made inside, so every run is the same; draw from the one that is passed.

    函数内部用固定的种子建立了生成器，每次运行都相同；应从传入的生成器抽取。
    """
    rng.random()
    rng = np.random.default_rng(0)
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


# --- train_classifier: the history ---


@mutant("train_classifier", caught_by="train_val_accuracy", diagnosis="training.percent")
def train_percent(X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng):
    """The accuracy is given in percent; it is a fraction between 0 and 1.

    正确率以百分数给出；应为 0 到 1 之间的比例。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(100 * np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_val_accuracy", diagnosis="training.accuracy_before")
def train_accuracy_before(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The accuracy is measured before the epoch; it is that after the epoch's last update.

    正确率是在本轮之前测量的；应在本轮最后一次更新之后测量。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
    return params, history


@mutant("train_classifier", caught_by="train_val_accuracy", diagnosis="training.training_accuracy")
def train_own_accuracy(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The accuracy is that of the training set; val_accuracy is about examples that the network has not trained on.

    正确率是在训练集上算的；val_accuracy 应在网络没有训练过的样本上计算。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X, activation) == Y.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_val_accuracy", diagnosis="training.accuracy_of_entries")
def train_accuracy_of_entries(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """One-hot arrays are compared entry by entry, so the many zeros count as right; an example is right or wrong as a whole.

    逐元素比较 one-hot 数组，大量的 0 也算作正确；一个样本要么对要么错。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        guessed = np.eye(len(Y_val))[:, np.asarray(predict(params, X_val, activation), dtype=int)]
        history["val_accuracy"].append(np.mean(guessed == Y_val))
    return params, history


@mutant("train_classifier", caught_by="train_val_accuracy", diagnosis="training.best_accuracy")
def train_best_accuracy(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The best accuracy so far is recorded; it is that after the epoch, even if it has fallen.

    记录的是到目前为止最好的正确率；应为本轮之后的正确率，即使它下降了。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
        history["val_accuracy"][-1] = max(history["val_accuracy"])
    return params, history


@mutant("train_classifier", caught_by="val_accuracy_of_result", diagnosis="training.fixed_activation")
def train_accuracy_by_linear(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The accuracy is measured with tanh whatever is asked for; the activation is an argument.

    不论要求什么，都用 tanh 测量正确率；激活函数是一个参数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, "tanh") == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_loss", diagnosis="training.loss_not_reset")
def train_cumulative_loss(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The losses of all epochs so far are added up, so the sum grows; start again in every epoch.

    把到目前为止各轮的损失相加，和不断增大；每一轮都应重新开始。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    losses = []
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.sum(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_loss_still", diagnosis="training.loss_by_epochs")
def train_loss_by_epochs(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The loss of an epoch is divided by the number of epochs so far, so it falls whether or not the network learns.

    把一轮的损失除以到目前为止的轮数，因此不论网络是否在学习它都会下降。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for epoch in range(epochs):
        order = rng.permutation(m)
        total = 0.0
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            total += loss * len(batch) / m
        history["loss"].append(total / (epoch + 1))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_loss", diagnosis="training.loss_sign")
def train_negative_loss(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The sign of the loss is wrong: cross-entropy is minus the logarithm of a probability, and never negative.

    损失的符号错了：交叉熵是概率对数的相反数，不会是负数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(-np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_loss", diagnosis="training.validation_loss")
def train_validation_loss(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The loss is that of the validation set; the history asks for the training loss.

    损失是在验证集上算的；history 要求的是训练损失。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(loss_and_grads(params, X_val, Y_val, activation, lambd)[0])
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_loss", diagnosis="training.loss_of_start")
def train_loss_of_start(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The loss is computed with the parameters of the start, so it never changes; use those of the epoch.

    损失是用初始参数计算的，因此从不改变；应使用本轮的参数。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    begun = params
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            params = {name: value - learning_rate * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(loss_and_grads(begun, X, Y, activation, lambd)[0])
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant("train_classifier", caught_by="train_from_random", diagnosis="training.random_frozen")
def train_frozen_gradient(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """Layers with random weights stay as they are and only the last one learns; every layer learns, from any start.

    随机初始化的各层保持不变，只有最后一层在学习；不论从何处出发，每一层都要学习。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            last = len(layer_dims) - 1
            learning = range(1, last + 1) if scheme in ("zeros", "constant") else (last,)
            for l in learning:
                for name in (f"W{l}", f"b{l}"):
                    params[name] = params[name] - learning_rate * grads[name]
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history


@mutant(
    "train_classifier",
    caught_by=("train_from_random", "digits_tanh", "digits_relu"),
    diagnosis="training.step_too_small",
)
def train_slow_random(
    X, Y, X_val, Y_val, layer_dims, activation, scheme, learning_rate, epochs, batch_size, lambd, rng
):
    """The rate is divided by the number of weights of a layer; every entry moves by learning_rate times its gradient.

    学习率除以了该层权重的个数；每个元素都应移动 learning_rate 乘以其梯度。
    """
    m = X.shape[1]
    params = init_params(layer_dims, scheme, rng)
    history = {"loss": [], "val_accuracy": []}
    for _ in range(epochs):
        order = rng.permutation(m)
        losses = []
        for start in range(0, m, batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, X[:, batch], Y[:, batch], activation, lambd)
            count = 1 if scheme in ("zeros", "constant") else max(value.size for value in params.values())
            params = {name: value - learning_rate / count * grads[name] for name, value in params.items()}
            losses.append(loss)
        history["loss"].append(np.mean(losses))
        history["val_accuracy"].append(np.mean(predict(params, X_val, activation) == Y_val.argmax(axis=0)))
    return params, history
