"""Planted wrong submissions: one replaced function each; they call the other functions of the reference."""

# ruff: noqa: F821 - the reference defines those names

import numpy as np

from grader.checking import mutant

shared_spec = []
remembered = {}


# --- params_to_vector ---


@mutant("params_to_vector", caught_by="vector_shape", diagnosis="gradcheck.hard_coded_layers")
def vector_of_two_layers(params):
    """The keys of one particular network are written into the code."""
    names = [name for name in ("W1", "b1", "W2", "b2") if name in params]
    theta = np.concatenate([params[name].ravel() for name in names])
    return theta, [(name, params[name].shape) for name in names]


@mutant("params_to_vector", caught_by="vector_entries", diagnosis="gradcheck.slice_off_by_one")
def vector_off_by_one(params):
    """The end of a slice is taken to be included, so that every array loses its last entry."""
    theta = np.zeros(sum(array.size for array in params.values()))
    spec, start = [], 0
    for name, array in params.items():
        end = start + array.size
        theta[start : end - 1] = array.ravel()[:-1]
        spec.append((name, array.shape))
        start = end
    return theta, spec


@mutant("params_to_vector", caught_by="round_trip", diagnosis="gradcheck.flatten_order")
def vector_weights_first(params):
    """All weights come first and then all biases, but the way back reads them layer by layer."""
    names = sorted(params)
    return np.concatenate([params[name].ravel() for name in names]), [(name, params[name].shape) for name in params]


@mutant("params_to_vector", caught_by="round_trip", diagnosis="gradcheck.flatten_order")
def vector_by_columns(params):
    """Matrices are written column by column and read back row by row."""
    theta = np.concatenate([array.ravel(order="F") for array in params.values()])
    return theta, [(name, array.shape) for name, array in params.items()]


@mutant("params_to_vector", caught_by="vector_memory", diagnosis="gradcheck.input_modified")
def vector_flattens_params(params):
    """The caller's dict is used as scratch space: its arrays are replaced by flat ones."""
    spec = [(name, array.shape) for name, array in params.items()]
    for name in params:
        params[name] = params[name].ravel()
    return np.concatenate(list(params.values())), spec


@mutant("params_to_vector", caught_by="two_architectures", diagnosis="gradcheck.shared_state")
def vector_shared_spec(params):
    """One global list serves as the spec of every network, so the last network wins."""
    shared_spec[:] = [(name, array.shape) for name, array in params.items()]
    return np.concatenate([array.ravel() for array in params.values()]), shared_spec


# --- vector_to_params ---


@mutant("vector_to_params", caught_by="vector_memory", diagnosis="gradcheck.views")
def params_as_views(theta, spec):
    """Slices and reshapes are taken for copies: changing the parameters changes theta."""
    params, start = {}, 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape)
        start = end
    return params


@mutant("vector_to_params", caught_by="round_trip", diagnosis="gradcheck.flatten_order")
def params_transposed(theta, spec):
    """Every matrix is read in its transposed shape and turned round."""
    params, start = {}, 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape[::-1]).T.copy()
        start = end
    return params


@mutant("vector_to_params", caught_by="round_trip", diagnosis="gradcheck.bias_shape")
def params_flat_biases(theta, spec):
    """Biases come back as flat vectors instead of columns."""
    params, start = {}, 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape).copy() if name[0] == "W" else theta[start:end].copy()
        start = end
    return params


@mutant("vector_to_params", caught_by="round_trip", diagnosis="gradcheck.slice_off_by_one")
def params_stuck_position(theta, spec):
    """The position is not moved on after a bias, so the next layer reads the bias again."""
    params, start = {}, 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape).copy()
        if name[0] == "W":
            start = end
    return params


@mutant("vector_to_params", caught_by="params_from_theta", diagnosis="gradcheck.shared_state")
def params_remembered(theta, spec):
    """The dict built for a spec is kept and handed out again, whatever the next theta holds."""
    key = id(spec)
    if key not in remembered:
        params, start = {}, 0
        for name, shape in spec:
            end = start + shape[0] * shape[1]
            params[name] = theta[start:end].reshape(shape).copy()
            start = end
        remembered[key] = (spec, params)
    return {name: array.copy() for name, array in remembered[key][1].items()}


# --- numerical_gradient ---


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.minus_from_plus")
def minus_built_from_plus(f, theta, eps=1e-5):
    """The point on the left is made from the one on the right, so it is theta itself: half the gradient."""
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus = np.array(theta, dtype=float)
        plus[index] += eps
        minus = np.copy(plus)
        minus[index] -= eps
        gradient[index] = (f(plus) - f(minus)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.same_side")
def both_points_right(f, theta, eps=1e-5):
    """Both points lie on the right: eps is added twice instead of added and subtracted."""
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = np.array(theta, dtype=float), np.array(theta, dtype=float)
        plus[index] += eps
        minus[index] += eps
        gradient[index] = (f(plus) - f(minus)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.precedence")
def times_eps(f, theta, eps=1e-5):
    """Without parentheses, / 2 * eps multiplies by eps."""
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = np.array(theta, dtype=float), np.array(theta, dtype=float)
        plus[index] += eps
        minus[index] -= eps
        gradient[index] = (f(plus) - f(minus)) / 2 * eps
    return gradient


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.missing_two")
def interval_without_two(f, theta, eps=1e-5):
    """The distance between the two points is 2 eps, but the quotient divides by eps."""
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = np.array(theta, dtype=float), np.array(theta, dtype=float)
        plus[index] += eps
        minus[index] -= eps
        gradient[index] = (f(plus) - f(minus)) / eps
    return gradient


@mutant(
    "numerical_gradient",
    caught_by=("numerical_quadratic", "numerical_points", "numerical_order", "numerical_network"),
    diagnosis="gradcheck.one_sided",
)
def forward_difference(f, theta, eps=1e-5):
    """A one-sided difference: its error falls like eps, not like eps squared."""
    gradient = np.zeros(theta.shape)
    here = f(np.array(theta, dtype=float))
    for index in np.ndindex(theta.shape):
        plus = np.array(theta, dtype=float)
        plus[index] += eps
        gradient[index] = (f(plus) - here) / eps
    return gradient


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.no_copy")
def names_for_one_array(f, theta, eps=1e-5):
    """The line plus = theta makes no copy: plus, minus and theta are one array, which ends where it began."""
    theta = np.array(theta, dtype=float)
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = theta, theta
        plus[index] += eps
        minus[index] -= eps
        gradient[index] = (f(plus) - f(minus)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by=("numerical_points", "numerical_restores"), diagnosis="gradcheck.not_restored")
def never_restored(f, theta, eps=1e-5):
    """Every coordinate stays at theta - eps: the later ones are measured at the wrong point, and theta is changed."""
    theta = theta if theta.dtype == float else theta.astype(float)
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        gradient[index] = (above - f(theta)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_restores", diagnosis="gradcheck.not_restored")
def last_not_restored(f, theta, eps=1e-5):
    """A coordinate is put back only when the next one moves, so the last one is left at theta - eps."""
    theta = theta if theta.dtype == float else theta.astype(float)
    gradient = np.zeros(theta.shape)
    previous = None
    for index in np.ndindex(theta.shape):
        if previous is not None:
            theta[previous[0]] = previous[1]
        previous = (index, theta[index])
        theta[index] = previous[1] + eps
        above = f(theta)
        theta[index] = previous[1] - eps
        gradient[index] = (above - f(theta)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_integers", diagnosis="gradcheck.integer_theta")
def integers_stay_integers(f, theta, eps=1e-5):
    """The copy of an integer theta holds integers, which swallow the shift."""
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = theta.copy(), theta.copy()
        plus[index] = plus[index] + eps
        minus[index] = minus[index] - eps
        gradient[index] = (f(plus) - f(minus)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_eps", diagnosis="gradcheck.eps_ignored")
def eps_written_out(f, theta, eps=1e-5):
    """The eps that is passed in is ignored."""
    point = np.array(theta, dtype=float)
    gradient = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        original = point[index]
        point[index] = original + 1e-5
        above = f(point)
        point[index] = original - 1e-5
        gradient[index] = (above - f(point)) / 2e-5
        point[index] = original
    return gradient


@mutant("numerical_gradient", caught_by="numerical_points", diagnosis="gradcheck.default_eps")
def default_of_1e_7(f, theta, eps=1e-7):
    """The default step is the 1e-7 of many courses, where rounding is a hundred times larger."""
    point = np.array(theta, dtype=float)
    gradient = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        original = point[index]
        point[index] = original + eps
        above = f(point)
        point[index] = original - eps
        gradient[index] = (above - f(point)) / (2 * eps)
        point[index] = original
    return gradient


@mutant("numerical_gradient", caught_by=("numerical_points", "numerical_eps"), diagnosis="gradcheck.relative_step")
def step_relative_to_entry(f, theta, eps=1e-5):
    """The step grows with the coordinate, but the contract asks for eps itself."""
    point = np.array(theta, dtype=float)
    gradient = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        original = point[index]
        step = eps * max(0.5, abs(original))
        point[index] = original + step
        above = f(point)
        point[index] = original - step
        gradient[index] = (above - f(point)) / (2 * step)
        point[index] = original
    return gradient


@mutant("numerical_gradient", caught_by=("numerical_points", "numerical_order"), diagnosis="gradcheck.other_scheme")
def five_points(f, theta, eps=1e-5):
    """A formula of order four with two points on either side: good mathematics, but not what is asked."""
    point = np.array(theta, dtype=float)
    gradient = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        values = []
        for k in (-2, -1, 1, 2):
            moved = point.copy()
            moved[index] += k * eps
            values.append(f(moved))
        gradient[index] = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.vectors_only")
def vectors_only(f, theta, eps=1e-5):
    """The loop runs over the first axis, so that whole rows of a matrix move together."""
    gradient = np.zeros(theta.shape)
    for i in range(len(theta)):
        plus, minus = np.array(theta, dtype=float), np.array(theta, dtype=float)
        plus[i] += eps
        minus[i] -= eps
        gradient[i] = (f(plus) - f(minus)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_layouts", diagnosis="gradcheck.ravel_copy")
def ravel_taken_for_a_view(f, theta, eps=1e-5):
    """What ravel makes of a transposed array is a copy: f never sees the shift."""
    theta = theta if theta.dtype == float else theta.astype(float)
    flat = theta.ravel()
    gradient = np.zeros(flat.size)
    for i in range(flat.size):
        original = flat[i]
        flat[i] = original + eps
        above = f(theta)
        flat[i] = original - eps
        gradient[i] = (above - f(theta)) / (2 * eps)
        flat[i] = original
    return gradient.reshape(theta.shape)


# --- relative_difference ---


@mutant("relative_difference", caught_by=("difference_formula", "difference_invariant"), diagnosis="gradcheck.absolute")
def numerator_only(approx, exact):
    """The absolute difference: it says nothing without the size of the gradients."""
    return np.linalg.norm(np.ravel(approx) - np.ravel(exact))


@mutant("relative_difference", caught_by="difference_formula", diagnosis="gradcheck.precedence")
def without_parentheses(approx, exact):
    """Without parentheses only the first norm divides, and the second is added."""
    a, b = np.ravel(approx), np.ravel(exact)
    if not a.any() and not b.any():
        return 0.0
    return np.linalg.norm(a - b) / max(np.linalg.norm(a), 1e-300) + np.linalg.norm(b)


@mutant("relative_difference", caught_by="difference_invariant", diagnosis="gradcheck.absolute")
def at_least_one_below(approx, exact):
    """max(1, ...) in the denominator makes the difference absolute for small gradients."""
    a, b = np.ravel(approx), np.ravel(exact)
    return np.linalg.norm(a - b) / max(1.0, np.linalg.norm(a) + np.linalg.norm(b))


@mutant("relative_difference", caught_by="difference_invariant", diagnosis="gradcheck.large_guard")
def guarded_by_1e_8(approx, exact):
    """A guard against division by zero that is not small beside small gradients."""
    a, b = np.ravel(approx), np.ravel(exact)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-8)


@mutant(
    "relative_difference", caught_by=("difference_of_zeros", "check_unused_array"), diagnosis="gradcheck.zero_by_zero"
)
def zero_by_zero(approx, exact):
    """0/0 is NaN: two zero gradients are equal, and equal means 0."""
    a, b = np.ravel(approx), np.ravel(exact)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@mutant("relative_difference", caught_by="difference_of_matrices", diagnosis="gradcheck.spectral_norm")
def spectral_norm(approx, exact):
    """norm(A, 2) of a matrix is its largest singular value, not the norm of its entries."""
    order = 2 if approx.ndim <= 2 else None
    total = np.linalg.norm(approx, order) + np.linalg.norm(exact, order)
    return np.linalg.norm(approx - exact, order) / total if total else 0.0


@mutant("relative_difference", caught_by=("difference_formula", "difference_invariant"), diagnosis="gradcheck.one_norm")
def relative_to_the_exact(approx, exact):
    """Divides by the exact gradient's norm alone, so that the result has no upper bound and swapping changes it."""
    a, b = np.ravel(approx), np.ravel(exact)
    size = np.linalg.norm(b)
    return np.linalg.norm(a - b) / size if size else float(a.any())


@mutant("relative_difference", caught_by="difference_formula", diagnosis="gradcheck.no_root")
def squares_without_root(approx, exact):
    """Sums of squares are used for norms: the square root is missing."""
    a, b = np.ravel(approx), np.ravel(exact)
    total = np.sum(a**2) + np.sum(b**2)
    return np.sum((a - b) ** 2) / total if total else 0.0


# --- verdict ---


@mutant("verdict", caught_by="verdict_bounds", diagnosis="gradcheck.bounds_excluded")
def bounds_excluded(difference):
    """A difference exactly on a bound gets the worse verdict."""
    for bound, name in [(1e-7, "correct"), (1e-5, "acceptable"), (1e-3, "suspicious")]:
        if difference < bound:
            return name
    return "wrong"


@mutant("verdict", caught_by="verdict_not_finite", diagnosis="gradcheck.nan_passes")
def nan_is_correct(difference):
    """Every comparison with NaN is False, so NaN falls through to the last branch: "correct"."""
    if difference > 1e-3:
        return "wrong"
    if difference > 1e-5:
        return "suspicious"
    if difference > 1e-7:
        return "acceptable"
    return "correct"


@mutant("verdict", caught_by="verdict_ranges", diagnosis="gradcheck.other_bounds")
def looser_bounds(difference):
    """The bounds of another course: 1e-6, 1e-4, 1e-2."""
    for bound, name in [(1e-6, "correct"), (1e-4, "acceptable"), (1e-2, "suspicious")]:
        if difference <= bound:
            return name
    return "wrong"


@mutant("verdict", caught_by="verdict_ranges", diagnosis="gradcheck.branch_order")
def widest_bound_first(difference):
    """The widest bound is asked first, so that everything below 1e-3 is "suspicious"."""
    if difference <= 1e-3:
        return "suspicious"
    if difference <= 1e-5:
        return "acceptable"
    if difference <= 1e-7:
        return "correct"
    return "wrong"


# --- gradient_check ---


@mutant("gradient_check", caught_by="check_key_order", diagnosis="gradcheck.dict_order")
def gradients_in_their_own_order(loss, params, grads, eps=1e-5):
    """The gradients are written into a vector in the order of their own dict."""
    theta, spec = params_to_vector(params)
    approx = numerical_gradient(lambda point: loss(vector_to_params(point, spec)), theta, eps)
    exact, _ = params_to_vector(grads)
    by_name = vector_to_params(approx, spec)
    per_param = {name: relative_difference(by_name[name], grads[name]) for name in params}
    difference = relative_difference(approx, exact)
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant("gradient_check", caught_by=("check_rejects", "check_locates"), diagnosis="gradcheck.loss_not_recomputed")
def loss_at_params_only(loss, params, grads, eps=1e-5):
    """The loss is computed at the unshifted parameters every time: the numerical gradient is 0."""
    theta, spec = params_to_vector(params)
    approx = numerical_gradient(lambda point: loss(params), theta, eps)
    exact, _ = params_to_vector({name: grads[name] for name in params})
    by_name = vector_to_params(approx, spec)
    per_param = {name: relative_difference(by_name[name], grads[name]) for name in params}
    difference = relative_difference(approx, exact)
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant(
    "gradient_check",
    caught_by=("check_rejects", "check_locates", "check_dropout", "check_regularised_bias", "check_scales"),
    diagnosis="gradcheck.compared_with_itself",
)
def numerical_against_itself(loss, params, grads, eps=1e-5):
    """The numerical gradient is compared with itself: everything is "correct"."""
    theta, spec = params_to_vector(params)
    approx = numerical_gradient(lambda point: loss(vector_to_params(point, spec)), theta, eps)
    by_name = vector_to_params(approx, spec)
    per_param = {name: relative_difference(by_name[name], by_name[name]) for name in params}
    difference = relative_difference(approx, approx)
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


def checked(loss, params, grads, eps=1e-5):
    """Return numerical gradients and differences by name."""
    theta, spec = params_to_vector(params)
    approx = numerical_gradient(lambda point: loss(vector_to_params(point, spec)), theta, eps)
    numeric = vector_to_params(approx, spec)
    return numeric, {name: relative_difference(numeric[name], grads[name]) for name in params}


def joined(arrays, names):
    """Return the named arrays as one vector."""
    return np.concatenate([arrays[name].ravel() for name in names])


@mutant("gradient_check", caught_by="check_one_vector", diagnosis="gradcheck.mean_of_arrays")
def mean_of_the_arrays(loss, params, grads, eps=1e-5):
    """The difference is the mean of the arrays' differences, in which a small bias counts as much as a large matrix."""
    _, per_param = checked(loss, params, grads, eps)
    difference = sum(per_param.values()) / len(per_param)
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant("gradient_check", caught_by="check_one_vector", diagnosis="gradcheck.max_of_arrays")
def largest_of_the_arrays(loss, params, grads, eps=1e-5):
    """The difference is the largest of the arrays' differences instead of that of the whole vector."""
    _, per_param = checked(loss, params, grads, eps)
    worst = max(per_param, key=per_param.get)
    return {
        "difference": per_param[worst],
        "per_param": per_param,
        "worst": worst,
        "verdict": verdict(per_param[worst]),
    }


@mutant("gradient_check", caught_by="check_locates", diagnosis="gradcheck.smallest_named")
def names_the_best(loss, params, grads, eps=1e-5):
    """The word min stands where max belongs: the array that agrees best is called the worst."""
    numeric, per_param = checked(loss, params, grads, eps)
    difference = relative_difference(joined(numeric, params), joined(grads, params))
    worst = min(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant("gradient_check", caught_by="check_one_vector", diagnosis="gradcheck.worst_by_size")
def worst_by_absolute_error(loss, params, grads, eps=1e-5):
    """The worst array is chosen by absolute error, which finds the largest array rather than the wrong one."""
    numeric, per_param = checked(loss, params, grads, eps)
    difference = relative_difference(joined(numeric, params), joined(grads, params))
    worst = max(params, key=lambda name: np.linalg.norm(numeric[name] - grads[name]))
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant("gradient_check", caught_by="check_small_errors", diagnosis="gradcheck.verdict_of_worst")
def verdict_of_the_worst(loss, params, grads, eps=1e-5):
    """The verdict is that of the worst array, not of the difference."""
    numeric, per_param = checked(loss, params, grads, eps)
    difference = relative_difference(joined(numeric, params), joined(grads, params))
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(per_param[worst])}


@mutant("gradient_check", caught_by=("check_regularised_bias", "check_one_vector"), diagnosis="gradcheck.weights_only")
def weights_only(loss, params, grads, eps=1e-5):
    """Biases are left out of the vector: they are few, but they can be wrong."""
    numeric, per_param = checked(loss, params, grads, eps)
    names = [name for name in params if name[0] == "W"]
    difference = relative_difference(joined(numeric, names), joined(grads, names))
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant("gradient_check", caught_by="check_eps", diagnosis="gradcheck.eps_ignored")
def check_without_eps(loss, params, grads, eps=1e-5):
    """The eps that is passed in does not reach the numerical gradient."""
    numeric, per_param = checked(loss, params, grads)
    difference = relative_difference(joined(numeric, params), joined(grads, params))
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant("gradient_check", caught_by=("check_accepts", "check_scales"), diagnosis="gradcheck.eps_too_small")
def tiny_default_step(loss, params, grads, eps=1e-11):
    """The default step is so small that rounding is all that is left."""
    numeric, per_param = checked(loss, params, grads, eps)
    difference = relative_difference(joined(numeric, params), joined(grads, params))
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant("gradient_check", caught_by="check_inputs", diagnosis="gradcheck.input_modified")
def subtracts_in_place(loss, params, grads, eps=1e-5):
    """The error is formed in the caller's gradients, with -=."""
    numeric, per_param = checked(loss, params, grads, eps)
    worst = max(per_param, key=per_param.get)
    total = np.linalg.norm(joined(numeric, params)) + np.linalg.norm(joined(grads, params))
    for name in params:
        grads[name] -= numeric[name]
    difference = np.linalg.norm(joined(grads, params)) / total
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


@mutant("gradient_check", caught_by="check_scales", diagnosis="gradcheck.absolute")
def blind_below_one(loss, params, grads, eps=1e-5):
    """Differences are divided by at least 1, so that a small gradient is never wrong."""
    numeric, _ = checked(loss, params, grads, eps)

    def error(a, b):
        size = np.linalg.norm(a) + np.linalg.norm(b)
        return np.linalg.norm(a - b) / max(size, 1e-3)

    per_param = {name: error(numeric[name], grads[name]) for name in params}
    difference = error(joined(numeric, params), joined(grads, params))
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": verdict(difference)}


# --- check_along_training ---


@mutant("check_along_training", caught_by=("training_path", "training_late_bug"), diagnosis="gradcheck.no_training")
def never_updates(loss_and_grads, params, learning_rate, steps, every):
    """The updated parameters are computed but not kept, so every check is made at the start."""
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
        {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_inputs", diagnosis="gradcheck.input_modified")
def updates_in_place(loss_and_grads, params, learning_rate, steps, every):
    """-= updates the caller's arrays."""
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
        if step < steps:
            for name in params:
                params[name] -= learning_rate * grads[name]
    return history


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.ascent")
def climbs(loss_and_grads, params, learning_rate, steps, every):
    """The step goes with the gradient: uphill."""
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
        params = {name: params[name] + learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_steps", diagnosis="gradcheck.last_step_missing")
def last_step_missing(loss_and_grads, params, learning_rate, steps, every):
    """The loop ends before the last step, where training has gone furthest."""
    history = []
    for step in range(steps):
        grads = loss_and_grads(params)[1]
        if step % every == 0:
            history.append((step, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_steps", diagnosis="gradcheck.last_step_twice")
def last_step_twice(loss_and_grads, params, learning_rate, steps, every):
    """The last step is appended after the loop, although the loop has listed it when every divides steps."""
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        difference = gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]
        if step % every == 0:
            history.append((step, difference))
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return [*history, (steps, difference)]


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.step_off_by_one")
def checks_after_the_update(loss_and_grads, params, learning_rate, steps, every):
    """The check of step k is made after k + 1 updates."""
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        params = {name: params[name] - learning_rate * grads[name] for name in params}
        if step % every == 0 or step == steps:
            grads = loss_and_grads(params)[1]
            history.append((step, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
    return history


@mutant("check_along_training", caught_by="training_steps", diagnosis="gradcheck.stale_gradients")
def stale_gradients(loss_and_grads, params, learning_rate, steps, every):
    """The gradients of before the update are compared with the loss of after it."""
    grads = loss_and_grads(params)[1]
    history = []
    for step in range(steps + 1):
        if step % every == 0 or step == steps:
            history.append((step, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
        grads = loss_and_grads(params)[1]
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_late_bug", diagnosis="gradcheck.biases_not_trained")
def trains_weights_only(loss_and_grads, params, learning_rate, steps, every):
    """Only the weights are updated, so a bug that needs biases away from 0 never shows."""
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
        params = {**params, **{n: params[n] - learning_rate * grads[n] for n in params if n[0] == "W"}}
    return history


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.max_of_arrays")
def lists_the_worst_array(loss_and_grads, params, learning_rate, steps, every):
    """The difference of the worst array is listed instead of that of the whole vector."""
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            result = gradient_check(lambda p: loss_and_grads(p)[0], params, grads)
            history.append((step, max(result["per_param"].values())))
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by=("training_network", "training_late_bug"), diagnosis="gradcheck.one_by_one")
def updates_one_by_one(loss_and_grads, params, learning_rate, steps, every):
    """Every array is updated with a gradient computed after the update of the one before it."""
    params, history = dict(params), []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, gradient_check(lambda p: loss_and_grads(p)[0], params, grads)["difference"]))
        for name in params:
            params[name] = params[name] - learning_rate * loss_and_grads(params)[1][name]
    return history


# --- complex_step_gradient ---


@mutant("complex_step_gradient", caught_by="complex_step_exact", diagnosis="gradcheck.real_part")
def modulus_for_imaginary_part(f, theta, h=1e-20):
    """The modulus of the imaginary part: every slope comes out positive."""
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        point = theta.astype(complex)
        point[index] += 1j * h
        gradient[index] = abs(f(point).imag) / h
    return gradient


@mutant(
    "complex_step_gradient",
    caught_by=("complex_step_exact", "complex_step_network"),
    diagnosis="gradcheck.not_restored",
)
def imaginary_parts_pile_up(f, theta, h=1e-20):
    """The imaginary part of a coordinate is not taken back, so the slopes add up."""
    gradient = np.zeros(theta.shape)
    point = theta.astype(complex)
    for index in np.ndindex(theta.shape):
        point[index] += 1j * h
        gradient[index] = f(point).imag / h
    return gradient


@mutant(
    "complex_step_gradient", caught_by=("complex_step_exact", "complex_step_network"), diagnosis="gradcheck.real_step"
)
def still_a_subtraction(f, theta, h=1e-20):
    """A two-sided difference along the real axis: five digits are lost to cancellation."""
    return numerical_gradient(lambda point: np.real(f(point + 0j)), theta)


@mutant("complex_step_gradient", caught_by="complex_step_shapes", diagnosis="gradcheck.vectors_only")
def complex_vectors_only(f, theta, h=1e-20):
    """The loop runs over the first axis, so that whole rows of a matrix move together."""
    gradient = np.zeros(theta.shape)
    for i in range(len(theta)):
        point = theta.astype(complex)
        point[i] += 1j * h
        gradient[i] = f(point).imag / h
    return gradient


@mutant("complex_step_gradient", caught_by="complex_step_exact", diagnosis="gradcheck.missing_two")
def divided_by_two_h(f, theta, h=1e-20):
    """Divides by 2 h, as if there were two points."""
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        point = theta.astype(complex)
        point[index] += 1j * h
        gradient[index] = f(point).imag / (2 * h)
    return gradient


# --- directional_check ---


@mutant("directional_check", caught_by="directional_two_sided", diagnosis="gradcheck.one_sided")
def one_sided_direction(f, theta, grad, rng, directions=3):
    """A one-sided difference along the direction: too inaccurate where the slope is small."""
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        a, b = np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta)) / 1e-5
        if a != 0 or b != 0:
            largest = max(largest, abs(a - b) / (abs(a) + abs(b)))
    return largest


@mutant("directional_check", caught_by="directional_largest", diagnosis="gradcheck.smallest_reported")
def smallest_of_all(f, theta, grad, rng, directions=3):
    """The smallest error over the directions is returned: the more directions, the blinder."""
    errors = []
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        a, b = np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        errors.append(abs(a - b) / (abs(a) + abs(b)) if a != 0 or b != 0 else 0.0)
    return min(errors)


@mutant("directional_check", caught_by="directional_scales", diagnosis="gradcheck.absolute")
def absolute_error(f, theta, grad, rng, directions=3):
    """The absolute error: it is small for small functions, right or wrong."""
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        b = (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        largest = max(largest, abs(np.sum(grad * v) - b))
    return largest


@mutant("directional_check", caught_by="directional_zero", diagnosis="gradcheck.zero_by_zero")
def direction_zero_by_zero(f, theta, grad, rng, directions=3):
    """0/0 is NaN where the gradient and the difference are both 0."""
    errors = []
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        a, b = np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        errors.append(abs(a - b) / (abs(a) + abs(b)))
    return np.max(errors)


@mutant("directional_check", caught_by="directional_generator", diagnosis="random.generator_unused")
def always_the_same_directions(f, theta, grad, rng, directions=3):
    """A generator of its own with a fixed seed: the same directions at every call."""
    own = np.random.default_rng(0)
    largest = 0.0
    for _ in range(directions):
        v = own.standard_normal(theta.shape)
        a, b = np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        if a != 0 or b != 0:
            largest = max(largest, abs(a - b) / (abs(a) + abs(b)))
    return largest


@mutant("directional_check", caught_by="directional_wrong", diagnosis="gradcheck.axes_only")
def along_the_first_axes(f, theta, grad, rng, directions=3):
    """The first coordinate axes are used as directions: an error in the last coordinate goes unseen."""
    largest = 0.0
    rng.random()
    for i in range(directions):
        v = np.eye(theta.size)[i % theta.size]
        a, b = np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        if a != 0 or b != 0:
            largest = max(largest, abs(a - b) / (abs(a) + abs(b)))
    return largest


@mutant("directional_check", caught_by="directional_right", diagnosis="gradcheck.two_lengths")
def two_lengths(f, theta, grad, rng, directions=3):
    """The direction is normalised for the difference but not for the product with the gradient."""
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        u = v / np.linalg.norm(v)
        a, b = np.sum(grad * v), (f(theta + 1e-5 * u) - f(theta - 1e-5 * u)) / 2e-5
        if a != 0 or b != 0:
            largest = max(largest, abs(a - b) / (abs(a) + abs(b)))
    return largest
