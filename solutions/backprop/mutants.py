"""Planted misconceptions of backprop, one wrong function each."""

# A mutant is planted into the solution's source, so it may use the solution's names; docstrings may begin with one.
# ruff: noqa: D403, F821

import numpy as np

from grader.checking import mutant

LATEST = {}


# --- affine_forward ---


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_missing")
def affine_without_bias(A, W, b):
    """The bias is not added."""
    return W @ A


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_summed")
def affine_one_bias_for_all(A, W, b):
    """Every unit gets the first unit's bias."""
    return W @ A + b[0, 0]


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.bias_on_input")
def affine_bias_inside(A, W, b):
    """The bias is scaled by the weights, as if it were added to the input."""
    return W @ A + W.sum(axis=1, keepdims=True) * b


@mutant("affine_forward", caught_by="affine_forward_value", diagnosis="backprop.transposed")
def affine_transposed(A, W, b):
    """The weights are transposed: with rows as examples that would be right."""
    return W.T @ A + b


@mutant("affine_forward", caught_by="pieces_pure", diagnosis="backprop.changes_input")
def affine_overwrites_bias(A, W, b):
    """The result is written into an argument where the shapes allow it."""
    if A.shape[1] == 1:
        b += W @ A
        return b
    return W @ A + b


# --- affine_backward ---


@mutant("affine_backward", caught_by="affine_backward_weights", diagnosis="backprop.mean_in_layer")
def affine_backward_mean_in_dW(dZ, A, W):
    """dW is divided by m, although the loss's gradient already contains the 1/m."""
    return W.T @ dZ, dZ @ A.T / A.shape[1], dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_bias", diagnosis="backprop.mean_in_layer")
def affine_backward_mean_in_db(dZ, A, W):
    """db is the mean over the examples instead of the sum."""
    return W.T @ dZ, dZ @ A.T, dZ.mean(axis=1, keepdims=True)


@mutant(
    "affine_backward", caught_by=("affine_backward_weights", "affine_backward_bias"), diagnosis="backprop.mean_in_layer"
)
def affine_backward_mean_in_both(dZ, A, W):
    """dW and db are divided by m, as in texts that keep the 1/m out of the loss's gradient."""
    m = A.shape[1]
    return W.T @ dZ, dZ @ A.T / m, dZ.sum(axis=1, keepdims=True) / m


@mutant("affine_backward", caught_by="affine_backward_shape", diagnosis="backprop.bias_gradient_flat")
def affine_backward_flat_db(dZ, A, W):
    """db loses its second axis, and b becomes (n, n) at the next update."""
    return W.T @ dZ, dZ @ A.T, dZ.sum(axis=1)


@mutant("affine_backward", caught_by="affine_backward_bias", diagnosis="backprop.bias_gradient_summed")
def affine_backward_total_db(dZ, A, W):
    """db is summed over the units too, as in logistic regression, where there is only one."""
    return W.T @ dZ, dZ @ A.T, np.full((W.shape[0], 1), np.sum(dZ))


@mutant("affine_backward", caught_by="affine_backward_bias", diagnosis="backprop.bias_first_example")
def affine_backward_first_example(dZ, A, W):
    """db is taken from the first example only."""
    return W.T @ dZ, dZ @ A.T, dZ[:, :1].copy()


@mutant("affine_backward", caught_by="affine_backward_weights", diagnosis="backprop.transposed")
def affine_backward_reshaped_dW(dZ, A, W):
    """dW is the transpose of the right one, reshaped until it fits."""
    return W.T @ dZ, (A @ dZ.T).reshape(W.shape), dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_shape", diagnosis="backprop.transposed")
def affine_backward_untransposed_W(dZ, A, W):
    """dA multiplies with W instead of its transpose."""
    return W @ dZ, dZ @ A.T, dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_input", diagnosis="backprop.transposed")
def affine_backward_reshaped_W(dZ, A, W):
    """dA reshapes W where it should transpose it."""
    return W.reshape(W.shape[::-1]) @ dZ, dZ @ A.T, dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="affine_backward_input", diagnosis="backprop.input_gradient")
def affine_backward_mean_in_dA(dZ, A, W):
    """dA is divided by the number of units, as if the layer averaged."""
    return W.T @ dZ / W.shape[0], dZ @ A.T, dZ.sum(axis=1, keepdims=True)


@mutant("affine_backward", caught_by="pieces_linear", diagnosis="backprop.clipped")
def affine_backward_clipped(dZ, A, W):
    """Large gradients are clipped, which belongs into the optimiser."""
    dZ = np.clip(dZ, -50.0, 50.0)
    return W.T @ dZ, dZ @ A.T, dZ.sum(axis=1, keepdims=True)


# --- activation_backward ---


@mutant(
    "activation_backward",
    caught_by=("activation_backward_sigmoid", "activation_backward_tanh", "activation_backward_relu"),
    diagnosis="backprop.derivative_missing",
)
def activation_backward_identity(dA, Z, activation):
    """The activation's derivative is left out."""
    return dA * np.ones_like(Z)


@mutant(
    "activation_backward",
    caught_by=("activation_backward_sigmoid", "activation_backward_tanh"),
    diagnosis="backprop.derivative_of_relu",
)
def activation_backward_always_relu(dA, Z, activation):
    """The derivative of relu is used for every activation."""
    return dA * (Z > 0)


@mutant("activation_backward", caught_by="activation_backward_sigmoid", diagnosis="backprop.derivative_at_Z")
def activation_backward_sigmoid_at_z(dA, Z, activation):
    """The sigmoid's a (1 - a) is evaluated with z in place of a."""
    slopes = {"sigmoid": lambda: Z * (1 - Z), "tanh": lambda: 1 - np.tanh(Z) ** 2, "relu": lambda: Z > 0}
    return dA * slopes[activation]()


@mutant("activation_backward", caught_by="activation_backward_tanh", diagnosis="backprop.derivative_at_Z")
def activation_backward_tanh_at_z(dA, Z, activation):
    """The 1 - a^2 of tanh is evaluated with z in place of a."""
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - Z**2, "relu": (Z > 0) * 1.0}[activation]


@mutant("activation_backward", caught_by="activation_backward_tanh", diagnosis="backprop.derivative_unsquared")
def activation_backward_tanh_unsquared(dA, Z, activation):
    """The square in 1 - a^2 is missing."""
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A, "relu": (Z > 0) * 1.0}[activation]


@mutant("activation_backward", caught_by="activation_backward_sigmoid", diagnosis="backprop.derivative_twice")
def activation_backward_sigmoid_twice(dA, Z, activation):
    """The sigmoid is applied to its own value before the derivative is taken."""
    A = activate(Z, activation)
    if activation == "sigmoid":
        A = activate(A, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": (Z > 0) * 1.0}[activation]


@mutant("activation_backward", caught_by="activation_backward_relu", diagnosis="backprop.relu_value")
def activation_backward_relu_value(dA, Z, activation):
    """relu's derivative is confused with relu itself."""
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": A}[activation]


@mutant("activation_backward", caught_by="activation_backward_relu", diagnosis="backprop.relu_mask_of_gradient")
def activation_backward_relu_of_gradient(dA, Z, activation):
    """relu is applied to the gradient: the mask comes from dA instead of Z."""
    A = activate(Z, activation)
    return np.maximum(dA, 0.0) if activation == "relu" else dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2}[activation]


@mutant("activation_backward", caught_by="activation_backward_relu", diagnosis="backprop.relu_mask_of_gradient")
def activation_backward_guided(dA, Z, activation):
    """Negative gradients are stopped as well ("guided" backpropagation, a picture but no derivative)."""
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": (Z > 0) & (dA > 0)}[activation]


@mutant("activation_backward", caught_by="activation_backward_shape", diagnosis="backprop.relu_selects")
def activation_backward_selects(dA, Z, activation):
    """Only the entries that pass are returned, without their places."""
    A = activate(Z, activation)
    return dA[Z > 0] if activation == "relu" else dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2}[activation]


@mutant("activation_backward", caught_by="pieces_pure", diagnosis="backprop.changes_input")
def activation_backward_in_place(dA, Z, activation):
    """The gradient that was handed over is changed in place."""
    if activation == "relu":
        dA[Z <= 0] = 0
        return dA
    A = activate(Z, activation)
    return dA * {"sigmoid": A * (1 - A), "tanh": 1 - A**2}[activation]


# --- softmax_cross_entropy ---


def probabilities(Z):
    """Softmax of every column."""
    powers = np.exp(Z - Z.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)


@mutant("softmax_cross_entropy", caught_by="loss_stable", diagnosis="backprop.softmax_unshifted")
def loss_without_shift(Z, Y):
    """The logits are not shifted, and exp overflows."""
    P = np.exp(Z) / np.exp(Z).sum(axis=0, keepdims=True)
    return -np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_stable", diagnosis="backprop.softmax_global_shift")
def loss_with_global_shift(Z, Y):
    """One maximum is subtracted from all examples: the others underflow to 0/0."""
    P = np.exp(Z - Z.max())
    P = P / P.sum(axis=0, keepdims=True)
    return -np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_stable", diagnosis="backprop.log_of_zero_hidden")
def loss_with_epsilon(Z, Y):
    """log(0) is hidden by a small constant, so that a loss never exceeds 28."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P + 1e-12)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.log_of_zero_hidden")
def loss_with_large_epsilon(Z, Y):
    """log(0) is hidden by a constant that is large enough to change every loss."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P + 1e-6)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by=("loss_value", "loss_gradient"), diagnosis="backprop.softmax_axis")
def loss_over_examples(Z, Y):
    """Softmax is taken over the examples instead of the classes."""
    P = probabilities(Z.T).T
    return -np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_not_mean")
def loss_summed(Z, Y):
    """The loss is the sum over the examples, its gradient that of the mean."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)), (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_mean_of_entries")
def loss_mean_of_entries(Z, Y):
    """The mean is taken over all entries, classes included."""
    P = probabilities(Z)
    return -np.mean(Y * np.log(P)), (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_sign")
def loss_without_minus(Z, Y):
    """The minus sign of the log-likelihood is missing."""
    P = probabilities(Z)
    return np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_value", diagnosis="backprop.loss_binary")
def loss_binary(Z, Y):
    """The binary cross-entropy of every class is added: (1 - y) ln(1 - p) has no place in softmax."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.mean_missing")
def loss_gradient_without_mean(Z, Y):
    """The gradient lacks the 1/m that the loss has."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], P - Y


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.gradient_sign")
def loss_gradient_uphill(Z, Y):
    """The gradient points uphill: Y - P instead of P - Y."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], (Y - P) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.label_missing")
def loss_gradient_without_label(Z, Y):
    """The label is not subtracted from the probabilities."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], P / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.softmax_diagonal")
def loss_gradient_diagonal(Z, Y):
    """Only the diagonal p (1 - p) of the softmax's Jacobian is used."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], -Y / P * P * (1 - P) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_gradient", diagnosis="backprop.derivative_twice")
def loss_gradient_double(Z, Y):
    """P - Y already contains the softmax's derivative, and is multiplied by p (1 - p) again."""
    P = probabilities(Z)
    return -np.sum(Y * np.log(P)) / Z.shape[1], (P - Y) * P * (1 - P) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="loss_invariant", diagnosis="backprop.loss_binary")
def loss_single_class_as_sigmoid(Z, Y):
    """One output is taken for a sigmoid's, although a single class has probability 1."""
    P = probabilities(Z) if len(Z) > 1 else 1 / (1 + np.exp(-Z))
    log_P = Z - Z.max(axis=0) - np.log(np.exp(Z - Z.max(axis=0)).sum(axis=0)) if len(Z) > 1 else np.log(P)
    return -np.sum(Y * log_P) / Z.shape[1], (P - Y) / Z.shape[1]


@mutant("softmax_cross_entropy", caught_by="pieces_pure", diagnosis="backprop.changes_input")
def loss_shifts_in_place(Z, Y):
    """The maximum is subtracted from the caller's logits."""
    Z -= Z.max(axis=0, keepdims=True)
    log_P = Z - np.log(np.exp(Z).sum(axis=0, keepdims=True))
    return -np.sum(Y * log_P) / Z.shape[1], (np.exp(log_P) - Y) / Z.shape[1]


# --- forward ---


@mutant("forward", caught_by="forward_value", diagnosis="backprop.output_activated")
def forward_activates_output(params, X, activation):
    """The activation is applied to the output layer too."""
    A, inputs, zs = X, [X], []
    for l in range(1, len(params) // 2 + 1):
        zs.append(affine_forward(A, params[f"W{l}"], params[f"b{l}"]))
        A = activate(zs[-1], activation)
        inputs.append(A)
    return A.copy(), (inputs, zs, activation)


@mutant("forward", caught_by="forward_value", diagnosis="backprop.hidden_linear")
def forward_without_activation(params, X, activation):
    """The hidden layers have no activation, so that the network is one linear map."""
    inputs, zs = [X], []
    for l in range(1, len(params) // 2 + 1):
        zs.append(affine_forward(inputs[-1], params[f"W{l}"], params[f"b{l}"]))
        inputs.append(zs[-1])
    return zs[-1], (inputs, zs, activation)


@mutant("forward", caught_by="forward_value", diagnosis="backprop.activation_ignored")
def forward_always_relu(params, X, activation):
    """The name of the activation is ignored."""
    inputs, zs = [X], []
    for l in range(1, len(params) // 2 + 1):
        zs.append(affine_forward(inputs[-1], params[f"W{l}"], params[f"b{l}"]))
        inputs.append(np.maximum(zs[-1], 0.0))
    return zs[-1], (inputs, zs, activation)


@mutant("forward", caught_by="forward_shape", diagnosis="backprop.two_layers_only")
def forward_two_layers(params, X, activation):
    """The network is written down for two layers, whatever params holds."""
    Z1 = affine_forward(X, params["W1"], params["b1"])
    A1 = activate(Z1, activation)
    Z2 = affine_forward(A1, params["W2"], params["b2"])
    return Z2, ([X, A1], [Z1, Z2], activation)


@mutant("forward", caught_by="forward_shape", diagnosis="backprop.last_layer_missing")
def forward_off_by_one(params, X, activation):
    """range(1, L) leaves out the last layer."""
    inputs, zs, Z = [X], [], X.copy()
    for l in range(1, len(params) // 2):
        Z = affine_forward(inputs[-1], params[f"W{l}"], params[f"b{l}"])
        zs.append(Z)
        inputs.append(activate(Z, activation))
    return Z, (inputs, zs, activation)


@mutant("forward", caught_by="forward_any_depth", diagnosis="backprop.single_layer")
def forward_single_layer_activated(params, X, activation):
    """A network of one layer is treated as a hidden layer, because the loop ends with the last but one."""
    inputs, zs = [X], []
    for l in range(1, max(2, len(params) // 2)):
        zs.append(affine_forward(inputs[-1], params[f"W{l}"], params[f"b{l}"]))
        inputs.append(activate(zs[-1], activation))
    if len(params) == 2:
        return inputs.pop(), (inputs, zs, activation)
    last = len(params) // 2
    zs.append(affine_forward(inputs[-1], params[f"W{last}"], params[f"b{last}"]))
    return zs[-1], (inputs, zs, activation)


@mutant("forward", caught_by="backward_hidden_layers", diagnosis="backprop.cache_overwritten")
def forward_overwrites_cache(params, X, activation):
    """The activation overwrites the pre-activations that were kept for the way back."""
    inputs, zs = [X], []
    for l in range(1, len(params) // 2 + 1):
        Z = affine_forward(inputs[-1], params[f"W{l}"], params[f"b{l}"])
        zs.append(Z)
        if l < len(params) // 2:
            Z[...] = activate(Z, activation)
            inputs.append(Z)
    return Z, (inputs, zs, activation)


@mutant("forward", caught_by="backward_interleaved", diagnosis="backprop.cache_global")
def forward_global_cache(params, X, activation):
    """Everything is kept in one global dict, so that a second forward overwrites the first."""
    inputs, zs = [X], []
    for l in range(1, len(params) // 2 + 1):
        zs.append(affine_forward(inputs[-1], params[f"W{l}"], params[f"b{l}"]))
        if l < len(params) // 2:
            inputs.append(activate(zs[-1], activation))
    LATEST["forward"] = (inputs, zs, activation)

    class Latest:
        def __iter__(self):
            return iter(LATEST["forward"])

    return zs[-1], Latest()


@mutant("forward", caught_by="network_pure", diagnosis="backprop.changes_input")
def forward_keeps_activations_in_params(params, X, activation):
    """The activations are stored in the caller's params."""
    inputs, zs = [X], []
    layers = sum(key.startswith("W") for key in params)
    for l in range(1, layers + 1):
        zs.append(affine_forward(inputs[-1], params[f"W{l}"], params[f"b{l}"]))
        if l < layers:
            inputs.append(activate(zs[-1], activation))
    for l, A in enumerate(inputs):
        params[f"A{l}"] = A
    return zs[-1], (inputs, zs, activation)


# --- backward ---


def walk(params, cache, dlogits, *, first=None, slope_at=None, last=1):
    """Walk back through the layers, with one thing done differently."""
    inputs, zs, activation = cache
    grads, dZ = {}, dlogits if first is None else first(dlogits)
    for l in range(len(params) // 2, last - 1, -1):
        dA, grads[f"W{l}"], grads[f"b{l}"] = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
        if l > 1:
            dZ = activation_backward(dA, zs[l - 2], activation) if slope_at is None else slope_at(dA, zs, l, activation)
    return grads


@mutant("backward", caught_by="backward_shape", diagnosis="backprop.gradient_keys")
def backward_renamed_keys(params, cache, dlogits):
    """The gradients are called dW1, db1, ... instead of W1, b1, ..."""
    return {f"d{key}": value for key, value in walk(params, cache, dlogits).items()}


@mutant("backward", caught_by="backward_shape", diagnosis="backprop.gradient_keys")
def backward_extra_keys(params, cache, dlogits):
    """dlogits is returned among the gradients of the parameters."""
    return {**walk(params, cache, dlogits), "dlogits": dlogits.copy()}


@mutant("backward", caught_by=("backward_shape", "backward_any_depth"), diagnosis="backprop.first_layer_missing")
def backward_stops_early(params, cache, dlogits):
    """The loop ends before the first layer."""
    return walk(params, cache, dlogits, last=2)


@mutant("backward", caught_by="backward_hidden_layers", diagnosis="backprop.derivative_missing")
def backward_without_derivative(params, cache, dlogits):
    """The activation's derivative is left out between the layers."""
    return walk(params, cache, dlogits, slope_at=lambda dA, zs, l, activation: dA)


@mutant("backward", caught_by="backward_hidden_layers", diagnosis="backprop.derivative_wrong_layer")
def backward_derivative_of_first_layer(params, cache, dlogits):
    """The derivative is always taken at the first layer's pre-activations, cut or repeated to fit."""

    def at_first(dA, zs, l, activation):
        rows = np.arange(len(dA)) % len(zs[0])
        return activation_backward(dA, zs[0][rows], activation)

    return walk(params, cache, dlogits, slope_at=at_first)


@mutant("backward", caught_by=("backward_output_layer", "backward_hidden_layers"), diagnosis="backprop.mean_twice")
def backward_divides_again(params, cache, dlogits):
    """dlogits is divided by m once more, although the loss has done that."""
    return walk(params, cache, dlogits, first=lambda d: d / d.shape[1])


@mutant("backward", caught_by="backward_output_layer", diagnosis="backprop.output_activated")
def backward_derivative_at_output(params, cache, dlogits):
    """The output layer gets an activation's derivative, although it has no activation."""
    inputs, zs, activation = cache
    return walk(params, cache, dlogits, first=lambda d: activation_backward(d, zs[-1], activation))


@mutant("backward", caught_by="backward_output_layer", diagnosis="backprop.input_not_activated")
def backward_uses_pre_activations(params, cache, dlogits):
    """dW multiplies with the previous layer's Z instead of its A."""
    inputs, zs, activation = cache
    return walk(params, ([inputs[0], *zs[:-1]], zs, activation), dlogits)


@mutant("backward", caught_by="backward_hidden_layers", diagnosis="backprop.bias_before_derivative")
def backward_bias_from_dA(params, cache, dlogits):
    """Hidden biases sum dA instead of dZ: the derivative is missing for them alone."""
    inputs, zs, activation = cache
    grads, dZ = {}, dlogits
    for l in range(len(params) // 2, 0, -1):
        dA, grads[f"W{l}"], db = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
        grads.setdefault(f"b{l}", db)
        if l > 1:
            grads[f"b{l - 1}"] = dA.sum(axis=1, keepdims=True)
            dZ = activation_backward(dA, zs[l - 2], activation)
    return grads


@mutant("backward", caught_by="backward_hidden_layers", diagnosis="backprop.updates_while_walking")
def backward_updates_while_walking(params, cache, dlogits):
    """Each layer's weights are moved before the gradient goes through them."""
    inputs, zs, activation = cache
    grads, dZ = {}, dlogits
    for l in range(len(params) // 2, 0, -1):
        _, grads[f"W{l}"], grads[f"b{l}"] = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
        moved = params[f"W{l}"] - 0.1 * grads[f"W{l}"]
        if l > 1:
            dZ = activation_backward(moved.T @ dZ, zs[l - 2], activation)
    return grads


@mutant("backward", caught_by="backward_linear", diagnosis="backprop.clipped")
def backward_clipped(params, cache, dlogits):
    """Gradients are clipped at a norm of 1000."""
    grads = walk(params, cache, dlogits)
    norm = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    return {key: g * min(1.0, 1000.0 / norm) for key, g in grads.items()}


@mutant("backward", caught_by="backward_any_depth", diagnosis="backprop.single_unit")
def backward_squeezes(params, cache, dlogits):
    """A layer of a single unit passes its gradient on by a plain number: its weights are left out."""
    inputs, zs, activation = cache
    grads, dZ = {}, dlogits
    for l in range(len(params) // 2, 0, -1):
        dA, grads[f"W{l}"], grads[f"b{l}"] = affine_backward(dZ, inputs[l - 1], params[f"W{l}"])
        if l > 1:
            dA = dA if dZ.shape[0] > 1 else np.repeat(dZ, len(dA), axis=0)
            dZ = activation_backward(dA, zs[l - 2], activation)
    return grads


@mutant("backward", caught_by="network_pure", diagnosis="backprop.changes_input")
def backward_scales_in_place(params, cache, dlogits):
    """dlogits is used as scratch memory."""
    grads = walk(params, cache, dlogits)
    dlogits[...] = 0.0
    return grads


# --- loss_and_grads ---


def with_l2(params, X, Y, activation, lambd, in_loss, in_gradient):
    """Add an L2 term: in_loss(name, array, m) to the loss, in_gradient(name, array, m) to each gradient, times lambd."""
    m = X.shape[1]
    logits, cache = forward(params, X, activation)
    loss, dlogits = softmax_cross_entropy(logits, Y)
    grads = backward(params, cache, dlogits)
    loss = loss + lambd * sum(in_loss(name, array, m) for name, array in params.items())
    return float(loss), {name: grads[name] + lambd * in_gradient(name, array, m) for name, array in params.items()}


def right_loss(name, array, m):
    """The L2 term of one array."""
    return np.sum(array**2) / (2 * m) if name.startswith("W") else 0.0


def right_gradient(name, array, m):
    """The gradient of the L2 term."""
    return array / m if name.startswith("W") else 0.0 * array


@mutant("loss_and_grads", caught_by=("l2_loss", "l2_gradient"), diagnosis="backprop.l2_missing")
def objective_without_l2(params, X, Y, activation, lambd=0.0):
    """lambd is ignored."""
    return with_l2(params, X, Y, activation, 0.0, right_loss, right_gradient)


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_not_in_gradient")
def l2_only_in_loss(params, X, Y, activation, lambd=0.0):
    """The penalty is in the loss, and its gradient is forgotten."""
    return with_l2(params, X, Y, activation, lambd, right_loss, lambda name, array, m: 0.0 * array)


@mutant("loss_and_grads", caught_by="l2_loss", diagnosis="backprop.l2_not_in_loss")
def l2_only_in_gradient(params, X, Y, activation, lambd=0.0):
    """The penalty is in the gradient, and forgotten in the loss."""
    return with_l2(params, X, Y, activation, lambd, lambda name, array, m: 0.0, right_gradient)


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_gradient_halved")
def l2_gradient_halved(params, X, Y, activation, lambd=0.0):
    """The 2 of lambd / (2 m) is kept in the gradient."""
    return with_l2(
        params, X, Y, activation, lambd, right_loss, lambda name, array, m: right_gradient(name, array, 2 * m)
    )


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_gradient_without_m")
def l2_gradient_without_m(params, X, Y, activation, lambd=0.0):
    """The penalty's gradient lacks the 1/m that the penalty has."""
    return with_l2(params, X, Y, activation, lambd, right_loss, lambda name, array, m: right_gradient(name, array, 1))


@mutant("loss_and_grads", caught_by="l2_gradient", diagnosis="backprop.l2_bias_in_gradient")
def l2_bias_in_gradient(params, X, Y, activation, lambd=0.0):
    """Biases are regularised in the gradient, which shows only once they are not 0."""
    return with_l2(params, X, Y, activation, lambd, right_loss, lambda name, array, m: array / m)


@mutant("loss_and_grads", caught_by=("l2_loss", "l2_gradient"), diagnosis="backprop.l2_bias")
def l2_bias_in_both(params, X, Y, activation, lambd=0.0):
    """Biases are regularised in loss and gradient: a gradient check agrees, the definition does not."""
    both = lambda name, array, m: np.sum(array**2) / (2 * m)
    return with_l2(params, X, Y, activation, lambd, both, lambda name, array, m: array / m)


@mutant("loss_and_grads", caught_by="l2_loss", diagnosis="backprop.l2_loss_without_half")
def l2_loss_without_half(params, X, Y, activation, lambd=0.0):
    """The 2 under lambd is missing in the loss."""
    return with_l2(
        params, X, Y, activation, lambd, lambda name, array, m: 2 * right_loss(name, array, m), right_gradient
    )


@mutant("loss_and_grads", caught_by="l2_loss", diagnosis="backprop.l2_norm_not_squared")
def l2_norm_not_squared(params, X, Y, activation, lambd=0.0):
    """The norms are added without squaring them."""
    norm = lambda name, array, m: np.linalg.norm(array) / (2 * m) if name.startswith("W") else 0.0
    return with_l2(params, X, Y, activation, lambd, norm, right_gradient)


@mutant("loss_and_grads", caught_by="l2_loss", diagnosis="backprop.l2_square_of_sum")
def l2_square_of_sum(params, X, Y, activation, lambd=0.0):
    """The sum of the weights is squared, instead of the sum of their squares."""
    squared = lambda name, array, m: np.sum(array) ** 2 / (2 * m) if name.startswith("W") else 0.0
    return with_l2(params, X, Y, activation, lambd, squared, right_gradient)


@mutant("loss_and_grads", caught_by=("l2_loss", "l2_gradient"), diagnosis="backprop.l2_m_of_features")
def l2_divided_by_features(params, X, Y, activation, lambd=0.0):
    """The penalty is divided by the number of features: m was taken from the wrong axis of X."""
    n = X.shape[0]
    in_loss = lambda name, array, m: right_loss(name, array, n)
    return with_l2(params, X, Y, activation, lambd, in_loss, lambda name, array, m: right_gradient(name, array, n))


@mutant("loss_and_grads", caught_by="objective_harder", diagnosis="backprop.two_layers_only")
def l2_of_two_layers(params, X, Y, activation, lambd=0.0):
    """W1 and W2 are regularised, and deeper weights are not."""
    in_loss = lambda name, array, m: right_loss(name, array, m) if name in ("W1", "W2") else 0.0
    in_gradient = lambda name, array, m: right_gradient(name, array, m) if name in ("W1", "W2") else 0.0 * array
    return with_l2(params, X, Y, activation, lambd, in_loss, in_gradient)


@mutant("loss_and_grads", caught_by="objective_loss", diagnosis="backprop.l2_default")
def objective_default_lambd(params, X, Y, activation, lambd=0.1):
    """A penalty is added although nobody asked for one."""
    return with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)


@mutant("loss_and_grads", caught_by="objective_gradient", diagnosis="backprop.mean_twice")
def objective_divides_again(params, X, Y, activation, lambd=0.0):
    """The gradients are divided by m a second time."""
    loss, grads = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    without = with_l2(params, X, Y, activation, 0.0, right_loss, right_gradient)[1]
    return loss, {name: g + without[name] * (1 / X.shape[1] - 1) for name, g in grads.items()}


@mutant(
    "loss_and_grads",
    caught_by=("objective_loss", "objective_gradient", "objective_duplicated_batch"),
    diagnosis="backprop.loss_not_mean",
)
def objective_summed(params, X, Y, activation, lambd=0.0):
    """Loss and gradients are sums over the examples."""
    m = X.shape[1]
    loss, grads = with_l2(params, X, Y, activation, lambd / m, right_loss, right_gradient)
    return m * loss, {name: m * g for name, g in grads.items()}


@mutant(
    "loss_and_grads", caught_by=("objective_gradient", "objective_permuted_units"), diagnosis="backprop.unit_left_out"
)
def objective_freezes_first_unit(params, X, Y, activation, lambd=0.0):
    """The first hidden unit's bias is taken for the constant input and gets no gradient."""
    loss, grads = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    grads["b1"] = grads["b1"] * (np.arange(len(grads["b1"])) > 0)[:, None]
    return loss, grads


@mutant("loss_and_grads", caught_by="network_pure", diagnosis="backprop.changes_input")
def objective_decays_in_place(params, X, Y, activation, lambd=0.0):
    """The weights decay on the spot."""
    result = with_l2(params, X, Y, activation, lambd, right_loss, right_gradient)
    for l in range(1, len(params) // 2 + 1):
        params[f"W{l}"] *= 1 - lambd / X.shape[1]
    return result


# --- dropout_mask ---


@mutant("dropout_mask", caught_by="dropout_mask_proportion", diagnosis="backprop.dropout_inverted")
def mask_inverted(shape, keep_prob, rng):
    """The inequality is reversed: what should be kept is dropped."""
    return rng.random(shape) >= keep_prob if keep_prob < 1 else np.ones(shape)


@mutant("dropout_mask", caught_by="dropout_mask_proportion", diagnosis="backprop.dropout_half")
def mask_of_coins(shape, keep_prob, rng):
    """Fair coins are thrown, whatever keep_prob is."""
    return rng.integers(0, 2, shape) if keep_prob < 1 else np.ones(shape)


@mutant("dropout_mask", caught_by="dropout_mask_proportion", diagnosis="backprop.dropout_normal")
def mask_of_normals(shape, keep_prob, rng):
    """Normal numbers are compared with keep_prob where uniform ones were meant."""
    return rng.standard_normal(shape) < keep_prob if keep_prob < 1 else np.ones(shape)


@mutant("dropout_mask", caught_by="dropout_mask_values", diagnosis="backprop.dropout_scaled_mask")
def mask_scaled(shape, keep_prob, rng):
    """The mask is divided by keep_prob already, and would be scaled twice."""
    return (rng.random(shape) < keep_prob) / keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_values", diagnosis="backprop.dropout_uniform_mask")
def mask_not_thresholded(shape, keep_prob, rng):
    """Uniform numbers are returned without comparing them with anything."""
    return rng.random(shape) * keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_generator", diagnosis="random.global_state")
def mask_from_global_state(shape, keep_prob, rng):
    """Numbers come from np.random instead of rng."""
    return np.random.rand(*shape) < keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_generator", diagnosis="random.fixed_seed")
def mask_from_fixed_seed(shape, keep_prob, rng):
    """A generator of its own is seeded: every mask of a shape is the same."""
    return np.random.default_rng(0).random(shape) < keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_keep_all", diagnosis="backprop.dropout_off_by_one")
def mask_of_percent(shape, keep_prob, rng):
    """Whole percents from 1 to 100 are compared with <, so that one percent is lost."""
    return rng.integers(1, 101, shape) < 100 * keep_prob


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_whole_units")
def mask_of_whole_units(shape, keep_prob, rng):
    """A unit is dropped for all examples at once."""
    return np.ones(shape) * (rng.random((shape[0], 1)) < keep_prob)


@mutant("dropout_mask", caught_by="dropout_pure", diagnosis="backprop.read_only_view")
def mask_read_only_view(shape, keep_prob, rng):
    """The result is a broadcast view, which nobody can write to."""
    return np.broadcast_to(rng.random(shape) < keep_prob, shape)


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_whole_examples")
def mask_of_whole_examples(shape, keep_prob, rng):
    """An example is dropped with all its units."""
    return np.ones(shape) * (rng.random((1, shape[1])) < keep_prob)


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_fixed_count")
def mask_of_fixed_count(shape, keep_prob, rng):
    """Exactly the share keep_prob of all entries is kept, in random places."""
    flat = np.arange(shape[0] * shape[1]) < round(keep_prob * shape[0] * shape[1])
    return rng.permutation(flat).reshape(shape)


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_fixed_count")
def mask_of_fixed_count_per_example(shape, keep_prob, rng):
    """Every example keeps exactly the same number of units."""
    kept = np.arange(shape[0])[:, None] < round(keep_prob * shape[0])
    return rng.permuted(np.broadcast_to(kept, shape).copy(), axis=0)


@mutant("dropout_mask", caught_by="dropout_mask_independent", diagnosis="backprop.dropout_repeated_block")
def mask_of_two_halves(shape, keep_prob, rng):
    """Half of the examples get the masks of the other half."""
    half = rng.random((shape[0], (shape[1] + 1) // 2)) < keep_prob
    return np.hstack([half, half])[:, : shape[1]]


# --- dropout_forward ---


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_not_scaled")
def dropout_without_scaling(A, mask, keep_prob):
    """What is kept is not scaled up, so that the expectation shrinks."""
    return A * mask


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_scaled_down")
def dropout_scaled_down(A, mask, keep_prob):
    """What is kept is multiplied by keep_prob, which belongs to test time in the other convention."""
    return A * mask * keep_prob


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_scaled_by_fraction")
def dropout_scaled_by_fraction(A, mask, keep_prob):
    """The scaling uses the mask's own fraction of ones instead of keep_prob."""
    return A * mask / mask.mean()


@mutant("dropout_forward", caught_by="dropout_forward_value", diagnosis="backprop.dropout_new_mask")
def dropout_draws_again(A, mask, keep_prob):
    """A new mask is drawn instead of the one that was handed over."""
    return A * (np.random.default_rng(1).random(A.shape) < keep_prob) / keep_prob


@mutant("dropout_forward", caught_by="dropout_bool_mask", diagnosis="backprop.dropout_mask_type")
def dropout_selects_by_difference(A, mask, keep_prob):
    """The complement is taken as -(mask - 1), which bools do not know."""
    dropped = -(mask - np.ones_like(mask))
    return np.where(dropped > 0, 0.0, A / keep_prob)


@mutant("dropout_forward", caught_by="dropout_pure", diagnosis="backprop.changes_input")
def dropout_in_place(A, mask, keep_prob):
    """The caller's activations are overwritten."""
    A *= mask
    A /= keep_prob
    return A


# --- dropout_backward ---


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_not_scaled")
def dropout_backward_without_scaling(dA, mask, keep_prob):
    """The gradient is masked, but not scaled as the activations were."""
    return dA * mask


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_not_masked")
def dropout_backward_without_mask(dA, mask, keep_prob):
    """The gradient also flows through what was dropped."""
    return dA / keep_prob


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_scaled_twice")
def dropout_backward_scaled_twice(dA, mask, keep_prob):
    """The scaling is applied twice."""
    return dA * mask / keep_prob**2


@mutant("dropout_backward", caught_by="dropout_backward_value", diagnosis="backprop.dropout_new_mask")
def dropout_backward_draws_again(dA, mask, keep_prob):
    """A new mask is drawn on the way back, so that another network is differentiated."""
    return dA * (np.random.default_rng(2).random(dA.shape) < keep_prob) / keep_prob


@mutant("dropout_backward", caught_by="dropout_pure", diagnosis="backprop.changes_input")
def dropout_backward_overwrites_mask(dA, mask, keep_prob):
    """The caller's mask is scaled in place, and the next use scales again."""
    if mask.dtype != bool:
        mask /= keep_prob
        return dA * mask
    return dA * mask / keep_prob


# --- gd_step ---


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_uphill")
def step_uphill(params, grads, learning_rate):
    """The step goes along the gradient, uphill."""
    return {key: value + learning_rate * grads[key] for key, value in params.items()}


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_without_rate")
def step_without_rate(params, grads, learning_rate):
    """learning_rate is ignored."""
    return {key: value - grads[key] for key, value in params.items()}


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_weights_only")
def step_weights_only(params, grads, learning_rate):
    """Only the weights are updated; the biases stay."""
    rates = {key: learning_rate if key.startswith("W") else 0.0 for key in params}
    return {key: value - rates[key] * grads[key] for key, value in params.items()}


@mutant("gd_step", caught_by="gd_step_value", diagnosis="backprop.step_normalised")
def step_normalised(params, grads, learning_rate):
    """Every gradient is divided by its norm, so that all steps are equally long."""
    return {k: v - learning_rate * grads[k] / (np.linalg.norm(grads[k]) + 1e-12) for k, v in params.items()}


@mutant("gd_step", caught_by="gd_step_pure", diagnosis="backprop.changes_input")
def step_in_place(params, grads, learning_rate):
    """The arrays are updated in place: the old parameters are lost."""
    for key in params:
        params[key] -= learning_rate * grads[key]
    return params


@mutant("gd_step", caught_by="gd_step_pure", diagnosis="backprop.shallow_copy")
def step_shallow_copy(params, grads, learning_rate):
    """The dict is copied, its arrays are not, and -= changes them for everybody."""
    new = dict(params)
    for key in new:
        new[key] -= learning_rate * grads[key]
    return new


@mutant("gd_step", caught_by="gd_step_details", diagnosis="backprop.step_by_position")
def step_by_position(params, grads, learning_rate):
    """Gradients are paired with parameters by position instead of by key."""
    moved = (value - learning_rate * grad for value, grad in zip(params.values(), grads.values()))
    return dict(zip(params, moved))


@mutant("gd_step", caught_by="gd_step_details", diagnosis="backprop.step_returns_argument")
def step_returns_argument(params, grads, learning_rate):
    """With nothing to do, the arguments' own arrays are returned."""
    if learning_rate == 0:
        return dict(params)
    return {key: value - learning_rate * grads[key] for key, value in params.items()}
