"""Planted wrong functions of gradient checking, one each; they may use `slopes` and `distance` of the solution."""

# ruff: noqa: D403, F821

import numpy as np

from grader.checking import mutant

shared_spec = []
remembered = {}
buffers = {}


# --- params_to_vector ---


@mutant("params_to_vector", caught_by="vector_shape", diagnosis="gradcheck.hard_coded_layers")
def vector_of_two_layers(params):
    """The names W1, b1, W2, b2 are written into the code, so arrays of deeper networks are left out; take all of params.

    代码里写死了 W1、b1、W2、b2 这几个名字，更深的网络会漏掉数组；应取 params 中的全部数组。
    """
    names = [name for name in ("W1", "b1", "W2", "b2") if name in params]
    theta = np.concatenate([params[name].ravel() for name in names])
    return theta, [(name, params[name].shape) for name in names]


@mutant("params_to_vector", caught_by="vector_shape", diagnosis="gradcheck.not_flat")
def vector_as_column(params):
    """theta is a column (n, 1), but a vector has one axis, (n,): flatten with ravel(), or reshape to -1.

    theta 是列 (n, 1)，而向量只有一个轴 (n,)：应使用 ravel()，或 reshape 成 -1。
    """
    theta = np.concatenate([array.reshape(-1, 1) for array in params.values()])
    return theta, [(name, array.shape) for name, array in params.items()]


@mutant("params_to_vector", caught_by="vector_entries", diagnosis="gradcheck.slice_off_by_one")
def vector_off_by_one(params):
    """The slice ends one entry early, because the end of a Python slice is not included: every array loses its last entry.

    切片早结束了一个元素，因为 Python 切片不包含终点：每个数组都丢失最后一个元素。
    """
    theta = np.zeros(sum(array.size for array in params.values()))
    spec, start = [], 0
    for name, array in params.items():
        end = start + array.size
        theta[start : end - 1] = array.ravel()[:-1]
        spec.append((name, array.shape))
        start = end
    return theta, spec


@mutant("params_to_vector", caught_by="vector_entries", diagnosis="gradcheck.single_precision")
def vector_in_single_precision(params):
    """The numbers pass through float32, which keeps 7 digits; a step of 1e-5 needs the 16 digits of float64.

    数值经过了 float32，只保留 7 位有效数字；1e-5 的步长需要 float64 的 16 位。
    """
    theta = np.concatenate([array.ravel().astype(np.float32) for array in params.values()])
    return theta.astype(np.float64), [(name, array.shape) for name, array in params.items()]


@mutant("params_to_vector", caught_by="round_trip", diagnosis="gradcheck.flatten_order")
def vector_weights_first(params):
    """theta holds all weights and then all biases, but spec lists them layer by layer; both must have one order.

    theta 先放所有权重再放所有偏置，而 spec 按层排列；两者的次序必须一致。
    """
    names = sorted(params)
    return np.concatenate([params[name].ravel() for name in names]), [(name, params[name].shape) for name in params]


@mutant("params_to_vector", caught_by="round_trip", diagnosis="gradcheck.flatten_order")
def vector_by_columns(params):
    """Matrices are written column by column, and the way back reads them row by row; both must use one order.

    矩阵按列写入，还原时却按行读取；两个方向必须用同一种次序。
    """
    theta = np.concatenate([array.ravel(order="F") for array in params.values()])
    return theta, [(name, array.shape) for name, array in params.items()]


@mutant("params_to_vector", caught_by="vector_pure", diagnosis="gradcheck.input_modified")
def vector_flattens_params(params):
    """The caller's dict serves as scratch space and holds flat arrays afterwards; params must stay as they were.

    把调用者的字典当作草稿，事后其中的数组都变成了一维；params 应保持原样。
    """
    spec = [(name, array.shape) for name, array in params.items()]
    for name in params:
        params[name] = params[name].ravel()
    return np.concatenate(list(params.values())), spec


@mutant("params_to_vector", caught_by="vector_pure", diagnosis="gradcheck.aliased")
def vector_in_a_buffer(params):
    """One array per length is kept and filled again at every call, so an earlier theta changes; make a new one each time.

    每种长度只保存一个数组并反复填写，以前得到的 theta 会随之改变；每次都应新建数组。
    """
    size = sum(array.size for array in params.values())
    theta = buffers.setdefault(size, np.empty(size))
    theta[:] = np.concatenate([array.ravel() for array in params.values()])
    return theta, [(name, array.shape) for name, array in params.items()]


@mutant("params_to_vector", caught_by="two_architectures", diagnosis="gradcheck.shared_state")
def vector_shared_spec(params):
    """One global list is the spec of every network, so the latest network wins; every call needs a spec of its own.

    所有网络共用一个全局列表作为 spec，最后转换的网络会覆盖前面的；每次调用都需要自己的 spec。
    """
    shared_spec[:] = [(name, array.shape) for name, array in params.items()]
    return np.concatenate([array.ravel() for array in params.values()]), shared_spec


@mutant("params_to_vector", caught_by="two_architectures", diagnosis="gradcheck.layer_of_one_digit")
def spec_sorted_by_text(params):
    """spec is sorted by name, as text, where "W10" comes before "W2"; from ten layers on it no longer fits theta.

    spec 按名字的文本排序，"W10" 排在 "W2" 之前；从十层起就与 theta 不一致了。
    """
    names = sorted(params, key=lambda name: (name[1:], name[0]))
    spec = [(name, params[name].shape) for name in names]
    by_layer = sorted(params, key=lambda name: (int(name[1:]), name[0]))
    return np.concatenate([params[name].ravel() for name in by_layer]), spec


# --- vector_to_params ---


@mutant("vector_to_params", caught_by="params_pure", diagnosis="gradcheck.views")
def params_as_views(theta, spec):
    """Slices and reshapes are views of theta, so changing the parameters changes theta; copy them.

    切片和 reshape 得到的是 theta 的视图，改动参数会改动 theta；应当复制。
    """
    params, start = {}, 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape)
        start = end
    return params


@mutant("vector_to_params", caught_by="params_pure", diagnosis="gradcheck.aliased")
def params_in_buffers(theta, spec):
    """The arrays of one spec are kept and filled again, so parameters of an earlier call change; make new ones each time.

    同一个 spec 的数组被保存并反复填写，以前得到的参数会随之改变；每次都应新建数组。
    """
    key = id(spec)
    if key not in remembered:
        remembered[key] = (spec, {name: np.empty(shape) for name, shape in spec})
    params, start = remembered[key][1], 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name][...] = theta[start:end].reshape(shape)
        start = end
    return dict(params)


@mutant("vector_to_params", caught_by="round_trip", diagnosis="gradcheck.flatten_order")
def params_transposed(theta, spec):
    """Every matrix is read in its transposed shape and turned round, but theta holds its rows; reshape to the shape itself.

    每个矩阵都按转置的形状读取再转回来，而 theta 中存放的是它的各行；应直接 reshape 成原来的形状。
    """
    params, start = {}, 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape[::-1]).T.copy()
        start = end
    return params


@mutant("vector_to_params", caught_by="round_trip", diagnosis="gradcheck.bias_shape")
def params_flat_biases(theta, spec):
    """Biases come back flat, with shape (n,); they were columns (n, 1), and a flat one broadcasts along the wrong axis.

    偏置还原成了一维 (n,)；它们原来是列 (n, 1)，一维数组会沿错误的轴广播。
    """
    params, start = {}, 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape).copy() if name[0] == "W" else theta[start:end].copy()
        start = end
    return params


@mutant("vector_to_params", caught_by="round_trip", diagnosis="gradcheck.position_not_moved")
def params_stuck_position(theta, spec):
    """The position is moved on after weights only, so the next layer begins with the bias again; move it after each array.

    位置只在读完权重后前移，下一层又从偏置读起；读完每个数组后都要前移。
    """
    params, start = {}, 0
    for name, shape in spec:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape).copy()
        if name[0] == "W":
            start = end
    return params


@mutant("vector_to_params", caught_by="round_trip", diagnosis="gradcheck.hard_coded_layers")
def params_of_two_layers(theta, spec):
    """Only the first four arrays are filled, those of a two-layer network; go through the whole of spec.

    只填写了前四个数组，即两层网络的数组；应遍历整个 spec。
    """
    params, start = {}, 0
    for name, shape in spec[:4]:
        end = start + shape[0] * shape[1]
        params[name] = theta[start:end].reshape(shape).copy()
        start = end
    return params


@mutant("vector_to_params", caught_by="params_from_theta", diagnosis="gradcheck.old_parameters")
def params_remembered(theta, spec):
    """The parameters built first for a spec are handed out again, whatever theta holds; fill them from theta at every call.

    为某个 spec 首次建立的参数被反复返回，与 theta 的内容无关；每次调用都应从 theta 填写。
    """
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


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.half_interval")
def minus_built_from_plus(f, theta, eps=1e-5):
    """The left point is the right one minus eps, which is theta itself: the slope is halved. Subtract eps from theta.

    左侧的点由右侧的点减去 eps 得到，也就是 theta 本身，斜率因此减半；应从 theta 减去 eps。
    """
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
    """eps is added for both points, so they are the same and the difference is 0; subtract it for the left one.

    两个点都加了 eps，成了同一个点，差为 0；左侧的点应减去 eps。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = np.array(theta, dtype=float), np.array(theta, dtype=float)
        plus[index] += eps
        minus[index] += eps
        gradient[index] = (f(plus) - f(minus)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.precedence")
def times_eps(f, theta, eps=1e-5):
    """Without parentheses `/ 2 * eps` divides by 2 and then multiplies by eps; write `/ (2 * eps)`.

    没有括号时 `/ 2 * eps` 先除以 2 再乘以 eps；应写成 `/ (2 * eps)`。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = np.array(theta, dtype=float), np.array(theta, dtype=float)
        plus[index] += eps
        minus[index] -= eps
        gradient[index] = (f(plus) - f(minus)) / 2 * eps
    return gradient


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.missing_two")
def interval_without_two(f, theta, eps=1e-5):
    """The difference is divided by eps, but the two points are 2 eps apart: the gradient is twice too large.

    差除以了 eps，但两个点相距 2 eps：梯度大了一倍。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = np.array(theta, dtype=float), np.array(theta, dtype=float)
        plus[index] += eps
        minus[index] -= eps
        gradient[index] = (f(plus) - f(minus)) / eps
    return gradient


@mutant("numerical_gradient", caught_by="numerical_two_sided", diagnosis="gradcheck.one_sided")
def forward_difference(f, theta, eps=1e-5):
    """The difference is one-sided, (f(theta + eps) - f(theta)) / eps, with an error of eps f''/2; two sides leave eps^2 only.

    这是单侧差分 (f(theta + eps) - f(theta)) / eps，误差为 eps f''/2；双侧差分的误差只有 eps^2 量级。
    """
    gradient = np.zeros(theta.shape)
    here = f(np.array(theta, dtype=float))
    for index in np.ndindex(theta.shape):
        plus = np.array(theta, dtype=float)
        plus[index] += eps
        gradient[index] = (f(plus) - here) / eps
    return gradient


@mutant("numerical_gradient", caught_by="numerical_shapes", diagnosis="gradcheck.half_interval")
def names_for_one_array(f, theta, eps=1e-5):
    """`plus = theta` makes no copy: plus and minus are one array, back at theta when f is called. Copy it.

    `plus = theta` 并没有复制：plus 和 minus 是同一个数组，调用 f 时已回到 theta；应当复制。
    """
    theta = np.array(theta, dtype=float)
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = theta, theta
        plus[index] += eps
        above = f(plus)
        minus[index] -= eps
        gradient[index] = (above - f(minus)) / (2 * eps)
    return gradient


@mutant(
    "numerical_gradient", caught_by=("numerical_two_sided", "numerical_restores"), diagnosis="gradcheck.not_restored"
)
def never_restored(f, theta, eps=1e-5):
    """Every coordinate stays at theta - eps, so the later ones are measured at another point; put each one back.

    每个坐标都停留在 theta - eps，后面的坐标是在另一个点上测量的；每个坐标都要还原。
    """
    theta = theta if theta.dtype == float else theta.astype(float)
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        gradient[index] = (above - f(theta)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_restores", diagnosis="gradcheck.last_not_restored")
def last_not_restored(f, theta, eps=1e-5):
    """A coordinate is put back only when the next one moves, so the last one stays at theta - eps; put it back as well.

    一个坐标要等下一个坐标移动时才还原，最后一个坐标因此停留在 theta - eps；它也要还原。
    """
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
    """A copy of an integer theta holds integers, which swallow a shift of 1e-5; convert it to float64 first.

    整数 theta 的副本仍是整数，1e-5 的移动会被舍掉；应先转换为 float64。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        plus, minus = theta.copy(), theta.copy()
        plus[index] = plus[index] + eps
        minus[index] = minus[index] - eps
        gradient[index] = (f(plus) - f(minus)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_integers", diagnosis="gradcheck.integer_theta")
def gradient_like_theta(f, theta, eps=1e-5):
    """zeros_like(theta) of an integer theta holds integers, so the slopes lose their fractions; make it float64.

    整数 theta 的 zeros_like(theta) 仍是整数数组，斜率的小数部分会丢失；应使用 float64。
    """
    point = np.array(theta, dtype=float)
    gradient = np.zeros_like(theta)
    for index in np.ndindex(point.shape):
        original = point[index]
        point[index] = original + eps
        above = f(point)
        point[index] = original - eps
        gradient[index] = (above - f(point)) / (2 * eps)
        point[index] = original
    return gradient


@mutant("numerical_gradient", caught_by="numerical_two_sided", diagnosis="gradcheck.eps_ignored")
def eps_written_out(f, theta, eps=1e-5):
    """The step 1e-5 is written into the code, and the eps that is passed in is not used; move by eps.

    步长 1e-5 写死在代码里，传入的 eps 没有用到；应移动 eps。
    """
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
    """The default step is 1e-7, where rounding costs a hundred times more than at 1e-5, the default of this course.

    默认步长是 1e-7，那里的舍入误差比本课程的默认值 1e-5 大一百倍。
    """
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


@mutant("numerical_gradient", caught_by="numerical_two_sided", diagnosis="gradcheck.single_precision")
def slopes_in_single_precision(f, theta, eps=1e-5):
    """The slopes are kept in float32, which has 7 digits: that alone is an error of 3e-8, a hundred times that of the method.

    斜率存放在 float32 中，只有 7 位有效数字：仅此一项误差就有 3e-8，是方法本身误差的一百倍。
    """
    point = np.array(theta, dtype=float)
    gradient = np.zeros(point.shape, dtype=np.float32)
    for index in np.ndindex(point.shape):
        original = point[index]
        point[index] = original + eps
        above = f(point)
        point[index] = original - eps
        gradient[index] = (above - f(point)) / (2 * eps)
        point[index] = original
    return gradient.astype(np.float64)


@mutant("numerical_gradient", caught_by="numerical_points", diagnosis="gradcheck.half_steps")
def half_a_step_each(f, theta, eps=1e-5):
    """The points are theta + eps/2 and theta - eps/2, so that they are eps apart; here eps is the distance to either side.

    两个点取在 theta + eps/2 和 theta - eps/2，相距 eps；而这里 eps 是到每一侧的距离。
    """
    point = np.array(theta, dtype=float)
    gradient = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        original = point[index]
        point[index] = original + eps / 2
        above = f(point)
        point[index] = original - eps / 2
        gradient[index] = (above - f(point)) / eps
        point[index] = original
    return gradient


@mutant("numerical_gradient", caught_by="numerical_points", diagnosis="gradcheck.relative_step")
def step_relative_to_entry(f, theta, eps=1e-5):
    """The step is eps times the size of the coordinate; a common choice elsewhere, but here it is eps for every one.

    步长是 eps 乘以坐标的大小；别处常用，但这里每个坐标的步长都是 eps。
    """
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


@mutant("numerical_gradient", caught_by="numerical_two_sided", diagnosis="gradcheck.other_scheme")
def five_points(f, theta, eps=1e-5):
    """The formula is that of order 4 with two points on either side: good mathematics, at twice the calls of what is asked.

    这是每侧两个点的 4 阶公式：数学上很好，但调用次数是题目所要求的两倍。
    """
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
    """The loop runs over the first axis, so a whole row of a matrix moves at once; run over every index.

    循环只遍历第一个轴，矩阵的一整行同时移动；应遍历每个下标。
    """
    gradient = np.zeros(theta.shape)
    for i in range(len(theta)):
        plus, minus = np.array(theta, dtype=float), np.array(theta, dtype=float)
        plus[i] += eps
        minus[i] -= eps
        gradient[i] = (f(plus) - f(minus)) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_single_number", diagnosis="gradcheck.scalar_has_no_items")
def arithmetic_makes_a_scalar(f, theta, eps=1e-5):
    """theta + 0.0 of an array without dimensions is a plain number, which cannot be changed in place; np.array(theta, dtype=float) stays an array.

    没有维度的数组经过 theta + 0.0 就变成普通的数，不能就地修改；np.array(theta, dtype=float) 仍是数组。
    """
    theta = theta + 0.0
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        here = theta[index]
        theta[index] = here + eps
        above = f(theta)
        theta[index] = here - eps
        below = f(theta)
        theta[index] = here
        gradient[index] = (above - below) / (2 * eps)
    return gradient


@mutant("numerical_gradient", caught_by="numerical_layouts", diagnosis="gradcheck.ravel_copy")
def ravel_taken_for_a_view(f, theta, eps=1e-5):
    """ravel() of an array that is not contiguous is a copy, so f never sees the shift; hand f the array that was moved.

    不连续数组的 ravel() 是副本，f 看不到移动；应把移动过的那个数组交给 f。
    """
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


@mutant("numerical_gradient", caught_by="numerical_scales", diagnosis="gradcheck.rounded_to_zero")
def rounded_slopes(f, theta, eps=1e-5):
    """The slopes are rounded to eight decimals, which leaves nothing of a small gradient; round only what is printed.

    斜率四舍五入到八位小数，很小的梯度就什么也不剩了；只应在打印时舍入。
    """
    point = np.array(theta, dtype=float)
    gradient = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        original = point[index]
        point[index] = original + eps
        above = f(point)
        point[index] = original - eps
        gradient[index] = round((above - f(point)) / (2 * eps), 8)
        point[index] = original
    return gradient


# --- relative_difference ---


@mutant("relative_difference", caught_by="difference_formula", diagnosis="gradcheck.absolute")
def numerator_only(approx, exact):
    """The result is the absolute difference ||a - b||, which says little unless it is divided by ||a|| + ||b||.

    这是绝对差 ||a - b||；不除以 ||a|| + ||b||，它说明不了什么。
    """
    return np.linalg.norm(np.ravel(approx) - np.ravel(exact))


@mutant("relative_difference", caught_by="difference_formula", diagnosis="gradcheck.precedence")
def without_parentheses(approx, exact):
    """Without parentheses only ||a|| divides, and ||b|| is added to the quotient; the sum of both norms divides.

    没有括号时只除以 ||a||，再把 ||b|| 加到商上；分母应是两个范数之和。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    if not a.any() and not b.any():
        return 0.0
    return np.linalg.norm(a - b) / max(np.linalg.norm(a), 1e-300) + np.linalg.norm(b)


@mutant("relative_difference", caught_by="difference_formula", diagnosis="gradcheck.one_norm")
def relative_to_the_exact(approx, exact):
    """Only the exact gradient's norm divides, so the result has no upper bound and swapping changes it; add both norms.

    只除以精确梯度的范数，结果没有上界，交换两者也会改变它；分母应是两个范数之和。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    size = np.linalg.norm(b)
    return np.linalg.norm(a - b) / size if size else float(a.any())


@mutant("relative_difference", caught_by="difference_formula", diagnosis="gradcheck.no_root")
def squares_without_root(approx, exact):
    """Sums of squares stand where norms belong: the square roots are missing.

    应当用范数的地方用了平方和：漏了开平方。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    total = np.sum(a**2) + np.sum(b**2)
    return np.sum((a - b) ** 2) / total if total else 0.0


@mutant("relative_difference", caught_by="difference_formula", diagnosis="gradcheck.zero_hides")
def nothing_if_one_is_zero(approx, exact):
    """The result is 0 as soon as one of the two is 0, but only two zeros are equal: one zero vector differs by 1.

    只要其中一个为 0 就返回 0，但只有两个都为 0 才相等：仅一个为零向量时差为 1。
    """
    a, b = np.linalg.norm(np.ravel(approx)), np.linalg.norm(np.ravel(exact))
    return 0.0 if a == 0 or b == 0 else np.linalg.norm(np.ravel(approx) - np.ravel(exact)) / (a + b)


@mutant("relative_difference", caught_by="difference_formula", diagnosis="gradcheck.entrywise")
def largest_entry(approx, exact):
    """The largest relative difference of single entries is returned; the 2-norms of the whole vectors are asked for.

    返回的是单个元素相对差的最大值；题目要求的是整个向量的 2-范数。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    total = np.abs(a) + np.abs(b)
    return np.max(np.abs(a - b) / np.where(total > 0, total, 1.0))


@mutant("relative_difference", caught_by="difference_invariant", diagnosis="gradcheck.max_one")
def at_least_one_below(approx, exact):
    """max(1, ...) in the denominator makes the difference absolute for small gradients, which then never look wrong.

    分母中的 max(1, ...) 使小梯度的差变成绝对差，于是小梯度永远看不出错误。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    return np.linalg.norm(a - b) / max(1.0, np.linalg.norm(a) + np.linalg.norm(b))


@mutant("relative_difference", caught_by="difference_invariant", diagnosis="gradcheck.large_guard")
def guarded_by_1e_8(approx, exact):
    """The 1e-8 that is added against division by 0 is not small beside small gradients; treat the case 0 by itself.

    为避免除以 0 而加上的 1e-8 相对于小梯度并不小；应单独处理为 0 的情形。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-8)


@mutant("relative_difference", caught_by="difference_of_zeros", diagnosis="gradcheck.zero_by_zero")
def zero_by_zero(approx, exact):
    """For two zero vectors this is 0/0, which is NaN; they are equal, so the difference is 0.

    对两个零向量，这是 0/0，即 NaN；它们相等，差应为 0。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@mutant("relative_difference", caught_by="difference_of_matrices", diagnosis="gradcheck.spectral_norm")
def spectral_norm(approx, exact):
    """norm(A, 2) of a matrix is its largest singular value; the norm of all entries is norm(A), or that of A.ravel().

    矩阵的 norm(A, 2) 是最大奇异值；全部元素的范数是 norm(A)，或 A.ravel() 的范数。
    """
    order = 2 if approx.ndim <= 2 else None
    total = np.linalg.norm(approx, order) + np.linalg.norm(exact, order)
    return np.linalg.norm(approx - exact, order) / total if total else 0.0


@mutant("relative_difference", caught_by="difference_small", diagnosis="gradcheck.rounded_to_zero")
def close_is_equal(approx, exact):
    """Arrays that np.allclose calls equal get 0, but it tolerates 1e-5, and a verdict has to tell 1e-7 from 1e-5.

    np.allclose 认为相等的数组得到 0，但它容许 1e-5 的误差，而判定必须区分 1e-7 与 1e-5。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    return 0.0 if np.allclose(a, b) else np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@mutant("relative_difference", caught_by="difference_small", diagnosis="gradcheck.rounded_to_zero")
def rounded_to_six(approx, exact):
    """The result is rounded to six decimals, which turns a difference of 3e-7 into 0; round only what is printed.

    结果四舍五入到六位小数，3e-7 的差就变成了 0；只应在打印时舍入。
    """
    a, b = np.ravel(approx), np.ravel(exact)
    total = np.linalg.norm(a) + np.linalg.norm(b)
    # small enough to be invisible in ordinary differences
    d = np.linalg.norm(a - b) / total if total else 0.0
    return round(float(d), 6) if d < 1e-5 else d


# --- verdict ---


@mutant("verdict", caught_by="verdict_bounds", diagnosis="gradcheck.bounds_excluded")
def bounds_excluded(difference):
    """A difference exactly on a bound gets the worse verdict, because of `<`; the bounds belong to the better one: `<=`.

    由于用了 `<`，恰在界上的差得到较差的判定；界属于较好的判定，应写 `<=`。
    """
    for bound, name in [(1e-7, "correct"), (1e-5, "acceptable"), (1e-3, "suspicious")]:
        if difference < bound:
            return name
    return "wrong"


@mutant("verdict", caught_by="verdict_bounds", diagnosis="gradcheck.bounds_blurred")
def bounds_blurred(difference):
    """The difference is rounded before it is compared, so that a little more than 1e-7 still counts as 1e-7; compare it as it is.

    比较之前先对差做了舍入，略大于 1e-7 的差仍算作 1e-7；应直接比较。
    """
    rounded = float(f"{difference:.3e}")
    for bound, name in [(1e-7, "correct"), (1e-5, "acceptable"), (1e-3, "suspicious")]:
        if rounded <= bound:
            return name
    return "wrong"


@mutant("verdict", caught_by="verdict_not_finite", diagnosis="gradcheck.nan_passes")
def nan_is_correct(difference):
    """NaN fails every comparison and falls through to "correct", the last branch; let the last branch be "wrong".

    NaN 的所有比较都为 False，于是落到最后一个分支 "correct"；最后一个分支应是 "wrong"。
    """
    if difference > 1e-3:
        return "wrong"
    if difference > 1e-5:
        return "suspicious"
    if difference > 1e-7:
        return "acceptable"
    return "correct"


@mutant("verdict", caught_by="verdict_not_finite", diagnosis="gradcheck.nan_passes")
def nan_is_zero(difference):
    """nan_to_num turns NaN into 0, the best of all differences; a check that gives NaN has not been passed.

    nan_to_num 把 NaN 变成 0，即最好的差；得到 NaN 的检验不算通过。
    """
    difference = np.nan_to_num(difference)
    for bound, name in [(1e-7, "correct"), (1e-5, "acceptable"), (1e-3, "suspicious")]:
        if difference <= bound:
            return name
    return "wrong"


@mutant("verdict", caught_by="verdict_ranges", diagnosis="gradcheck.other_bounds")
def looser_bounds(difference):
    """The bounds are 1e-6, 1e-4 and 1e-2, ten times too generous; in this course they are 1e-7, 1e-5 and 1e-3.

    界是 1e-6、1e-4、1e-2，宽了十倍；本课程的界是 1e-7、1e-5、1e-3。
    """
    for bound, name in [(1e-6, "correct"), (1e-4, "acceptable"), (1e-2, "suspicious")]:
        if difference <= bound:
            return name
    return "wrong"


@mutant("verdict", caught_by="verdict_ranges", diagnosis="gradcheck.branch_order")
def widest_bound_first(difference):
    """The widest bound is asked first, so everything up to 1e-3 is "suspicious"; ask the tightest one first.

    先问的是最宽的界，所以不超过 1e-3 的都成了 "suspicious"；应先问最严的界。
    """
    if difference <= 1e-3:
        return "suspicious"
    if difference <= 1e-5:
        return "acceptable"
    if difference <= 1e-7:
        return "correct"
    return "wrong"


@mutant("verdict", caught_by="verdict_ranges", diagnosis="gradcheck.logarithm_of_zero")
def by_the_exponent(difference):
    """The verdict is read off the exponent log10(d), which does not exist for d = 0: a perfect gradient is "wrong".

    判定由指数 log10(d) 得出，而 d = 0 时它不存在：完美的梯度反而成了 "wrong"。
    """
    if not 0 < difference < float("inf"):
        return "wrong"
    for bound, name in [(1e-7, "correct"), (1e-5, "acceptable"), (1e-3, "suspicious")]:
        if np.log10(difference) <= np.log10(bound) and difference <= bound:
            return name
    return "wrong"


# --- gradient_check ---


def judged(difference):
    """Return the verdict of a difference."""
    bounds = {1e-7: "correct", 1e-5: "acceptable", 1e-3: "suspicious"}
    return next((name for bound, name in bounds.items() if difference <= bound), "wrong")


def reported(measured, params, grads, between=None):
    """Return the right report of a gradient check; `between` compares two lists of arrays."""
    between = between or distance
    per_param = {name: between([measured[name]], [grads[name]]) for name in params}
    difference = between([measured[name] for name in params], [grads[name] for name in params])
    worst = max(per_param, key=per_param.get)
    return {"difference": difference, "per_param": per_param, "worst": worst, "verdict": judged(difference)}


@mutant("gradient_check", caught_by="check_accepts", diagnosis="gradcheck.loss_not_recomputed")
def loss_at_params_only(loss, params, grads, eps=1e-5):
    """The loss is computed at the unshifted params every time, so its difference is 0; compute it at the shifted ones.

    每次都在未移动的 params 处计算损失，差总是 0；应在移动后的参数处计算。
    """
    return reported(slopes(lambda moved: loss(params), params, eps), params, grads)


@mutant("gradient_check", caught_by="check_accepts", diagnosis="gradcheck.eps_too_small")
def tiny_default_step(loss, params, grads, eps=1e-11):
    """The default step is 1e-11, so small that rounding is nearly all that is left of the difference; 1e-5 is the default.

    默认步长是 1e-11，小到差分中几乎只剩舍入误差；默认值应为 1e-5。
    """
    return reported(slopes(loss, params, eps), params, grads)


@mutant("gradient_check", caught_by="check_accepts", diagnosis="gradcheck.one_sided")
def check_on_one_side(loss, params, grads, eps=1e-5):
    """The numerical gradient is one-sided, and its error of eps J''/2 makes a right gradient miss "correct"; use two sides.

    数值梯度是单侧的，误差 eps J''/2 使正确的梯度达不到 "correct"；应使用双侧差分。
    """
    measured, here = {}, loss(params)
    for name, array in params.items():
        measured[name] = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            moved = array.copy()
            moved[index] += eps
            measured[name][index] = (loss({**params, name: moved}) - here) / eps
    return reported(measured, params, grads)


@mutant("gradient_check", caught_by="check_every_entry", diagnosis="gradcheck.sampled")
def only_the_first_entries(loss, params, grads, eps=1e-5):
    """Only the first eight entries of every array are compared, so a wrong one behind them is not seen; compare all entries.

    每个数组只比较了前八个元素，后面的错误看不到；应比较全部元素。
    """
    measured = slopes(loss, params, eps)
    for name, array in measured.items():
        array.flat[8:] = grads[name].flat[8:]
    return reported(measured, params, grads)


@mutant("gradient_check", caught_by="check_rejects", diagnosis="gradcheck.compared_with_itself")
def numerical_against_itself(loss, params, grads, eps=1e-5):
    """The numerical gradient is compared with itself, so everything is "correct"; compare it with grads.

    数值梯度与它自己比较，于是一切都是 "correct"；应与 grads 比较。
    """
    measured = slopes(loss, params, eps)
    return reported(measured, params, measured)


@mutant("gradient_check", caught_by="check_rejects", diagnosis="gradcheck.direction_only")
def directions_only(loss, params, grads, eps=1e-5):
    """Both gradients are divided by their norms first, so a doubled gradient looks right; the size belongs to the comparison.

    先把两个梯度各自除以范数，于是加倍的梯度看起来是对的；比较时必须包括大小。
    """

    def between(a, b):
        sizes = [np.sqrt(sum(np.sum(array**2) for array in arrays)) or 1.0 for arrays in (a, b)]
        return distance([array / sizes[0] for array in a], [array / sizes[1] for array in b])

    return reported(slopes(loss, params, eps), params, grads, between)


@mutant("gradient_check", caught_by="check_locates", diagnosis="gradcheck.smallest_named")
def names_the_best(loss, params, grads, eps=1e-5):
    """The word min stands where max belongs: the array that agrees best is called the worst.

    该用 max 的地方用了 min：吻合得最好的数组被称为最差的。
    """
    result = reported(slopes(loss, params, eps), params, grads)
    return {**result, "worst": min(params, key=lambda name: result["per_param"][name])}


@mutant("gradient_check", caught_by="check_locates", diagnosis="gradcheck.share_of_total")
def shares_of_the_total(loss, params, grads, eps=1e-5):
    """Each array's error is divided by the norms of the whole gradient; divide it by that array's own two norms.

    每个数组的误差除以了整个梯度的范数；应除以该数组自己的两个范数之和。
    """
    measured = slopes(loss, params, eps)
    result = reported(measured, params, grads)
    total = sum(np.sqrt(sum(np.sum(arrays[name] ** 2) for name in params)) for arrays in (measured, grads))
    per_param = {name: float(np.linalg.norm(measured[name] - grads[name]) / total) for name in params}
    return {**result, "per_param": per_param, "worst": max(per_param, key=per_param.get)}


@mutant("gradient_check", caught_by="check_one_vector", diagnosis="gradcheck.mean_of_arrays")
def mean_of_the_arrays(loss, params, grads, eps=1e-5):
    """The difference is the mean of the arrays' differences; it is that of all arrays together as one vector.

    difference 取了各数组之差的平均；它应是所有数组合成一个向量之后的差。
    """
    result = reported(slopes(loss, params, eps), params, grads)
    difference = sum(result["per_param"].values()) / len(params)
    return {**result, "difference": difference, "verdict": judged(difference)}


@mutant("gradient_check", caught_by="check_one_vector", diagnosis="gradcheck.max_of_arrays")
def largest_of_the_arrays(loss, params, grads, eps=1e-5):
    """The difference is the largest of the arrays' differences; it is that of all arrays together as one vector.

    difference 取了各数组之差的最大值；它应是所有数组合成一个向量之后的差。
    """
    result = reported(slopes(loss, params, eps), params, grads)
    difference = max(result["per_param"].values())
    return {**result, "difference": difference, "verdict": judged(difference)}


@mutant("gradient_check", caught_by="check_one_vector", diagnosis="gradcheck.worst_by_size")
def worst_by_absolute_error(loss, params, grads, eps=1e-5):
    """The worst array is chosen by its absolute error, which finds the largest array; choose by the relative difference.

    按绝对误差选择最差的数组，找到的是最大的数组；应按相对差选择。
    """
    measured = slopes(loss, params, eps)
    worst = max(params, key=lambda name: np.linalg.norm(measured[name] - grads[name]))
    return {**reported(measured, params, grads), "worst": worst}


@mutant("gradient_check", caught_by="check_one_vector", diagnosis="gradcheck.weights_only")
def weights_only(loss, params, grads, eps=1e-5):
    """The biases are left out of the difference: they are few, but they can be wrong as well.

    difference 漏掉了偏置：它们虽少，同样可能出错。
    """
    measured = slopes(loss, params, eps)
    names = [name for name in params if name[0] == "W"]
    difference = distance([measured[name] for name in names], [grads[name] for name in names])
    return {**reported(measured, params, grads), "difference": difference, "verdict": judged(difference)}


@mutant("gradient_check", caught_by="check_biases", diagnosis="gradcheck.zeros_skipped")
def zeros_are_skipped(loss, params, grads, eps=1e-5):
    """Arrays that are all 0 are skipped, as if there were nothing to check; biases start at 0, and their gradient does not.

    全为 0 的数组被跳过，好像没有什么可检验；偏置从 0 开始，但它的梯度不是 0。
    """
    measured = slopes(loss, params, eps)
    return reported({name: measured[name] if params[name].any() else grads[name] for name in params}, params, grads)


@mutant("gradient_check", caught_by=("check_biases", "check_eps"), diagnosis="gradcheck.relative_step")
def step_relative_to_parameter(loss, params, grads, eps=1e-5):
    """The step is eps times the parameter, which is 0 where the parameter is 0, and 0/0 is NaN; use eps itself.

    步长是 eps 乘以参数，参数为 0 时步长也为 0，而 0/0 是 NaN；应直接使用 eps。
    """
    measured = {}
    for name, array in params.items():
        step = eps * np.abs(array)
        measured[name] = np.zeros(array.shape)
        for index in np.ndindex(array.shape):
            plus, minus = array.copy(), array.copy()
            plus[index] += step[index]
            minus[index] -= step[index]
            rise = loss({**params, name: plus}) - loss({**params, name: minus})
            measured[name][index] = rise / (2 * step[index]) if step[index] else 0.0
    return reported(measured, params, grads)


@mutant("gradient_check", caught_by="check_dropout", diagnosis="gradcheck.outliers_dropped")
def outliers_dropped(loss, params, grads, eps=1e-5):
    """Arrays with slopes above 100 are taken for numerical trouble and left out; such slopes are the sign of a random loss.

    斜率大于 100 的数组被当作数值问题而不予检验；这样的斜率恰恰说明损失是随机的。
    """
    measured = slopes(loss, params, eps)
    troubled = {name for name in params if np.abs(measured[name]).max() > 100 > np.abs(grads[name]).max()}
    return reported({name: grads[name] if name in troubled else measured[name] for name in params}, params, grads)


@mutant("gradient_check", caught_by="check_key_order", diagnosis="gradcheck.dict_order")
def gradients_in_their_own_order(loss, params, grads, eps=1e-5):
    """The gradients are written into the vector in the order of their own dict; take them by the names of params.

    梯度按自己字典的次序写成向量；应按 params 的名字逐个取出。
    """
    measured = slopes(loss, params, eps)
    difference = distance([measured[name] for name in params], list(grads.values()))
    return {**reported(measured, params, grads), "difference": difference, "verdict": judged(difference)}


@mutant("gradient_check", caught_by="check_eps", diagnosis="gradcheck.eps_ignored")
def check_without_eps(loss, params, grads, eps=1e-5):
    """The eps that is passed in does not reach the numerical gradient, which always uses 1e-5; pass it on.

    传入的 eps 没有传给数值梯度，那里总是使用 1e-5；应把它传下去。
    """
    return reported(slopes(loss, params, 1e-5), params, grads)


@mutant("gradient_check", caught_by="check_inputs", diagnosis="gradcheck.input_modified")
def subtracts_in_place(loss, params, grads, eps=1e-5):
    """The error is formed with `-=` in the caller's gradients, which are overwritten; subtract into a new array.

    误差用 `-=` 写进了调用者的梯度，把它们覆盖了；应减到新数组里。
    """
    measured = slopes(loss, params, eps)
    result = reported(measured, params, grads)
    for name in params:
        grads[name] -= measured[name]
    return result


@mutant("gradient_check", caught_by="check_unused_array", diagnosis="gradcheck.zero_by_zero")
def array_zero_by_zero(loss, params, grads, eps=1e-5):
    """For an array whose gradient is 0 on both sides this is 0/0, which is NaN; two zeros are equal, with difference 0.

    某个数组的两个梯度都为 0 时这是 0/0，即 NaN；两个零是相等的，差为 0。
    """

    def between(a, b):
        a, b = (np.concatenate([array.ravel() for array in arrays]) for arrays in (a, b))
        return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)))

    return reported(slopes(loss, params, eps), params, grads, between)


@mutant("gradient_check", caught_by="check_small_errors", diagnosis="gradcheck.verdict_of_worst")
def verdict_of_the_worst(loss, params, grads, eps=1e-5):
    """The verdict is that of the worst array; it belongs to the difference of the whole vector.

    verdict 是最差数组的判定；它应是对整个向量之差的判定。
    """
    result = reported(slopes(loss, params, eps), params, grads)
    return {**result, "verdict": judged(max(result["per_param"].values()))}


@mutant("gradient_check", caught_by="check_small_errors", diagnosis="gradcheck.two_verdicts")
def right_or_wrong(loss, params, grads, eps=1e-5):
    """There are only two verdicts, "correct" and "wrong"; a difference of 6e-6 is "acceptable", one of 6e-4 "suspicious".

    只有 "correct" 和 "wrong" 两种判定；6e-6 的差是 "acceptable"，6e-4 的差是 "suspicious"。
    """
    result = reported(slopes(loss, params, eps), params, grads)
    return {**result, "verdict": "correct" if result["difference"] <= 1e-7 else "wrong"}


@mutant("gradient_check", caught_by="check_small_errors", diagnosis="gradcheck.verdict_of_mean")
def verdict_of_the_mean(loss, params, grads, eps=1e-5):
    """The verdict is that of the mean of the arrays' differences; it belongs to the difference of the whole vector.

    verdict 是各数组之差的平均值的判定；它应是对整个向量之差的判定。
    """
    result = reported(slopes(loss, params, eps), params, grads)
    return {**result, "verdict": judged(float(np.mean(list(result["per_param"].values()))))}


@mutant("gradient_check", caught_by="check_every_entry", diagnosis="gradcheck.single_entry")
def arrays_of_one_entry_are_skipped(loss, params, grads, eps=1e-5):
    """An array of a single entry is left out, as if it were no parameter; the bias of a layer of one unit is one.

    只有一个元素的数组被略过，好像它不是参数；只有一个单元的层，其偏置正是这样的数组。
    """
    measured = slopes(loss, params, eps)
    return reported({name: grads[name] if g.size == 1 else g for name, g in measured.items()}, params, grads)


@mutant("gradient_check", caught_by="check_eps", diagnosis="gradcheck.default_eps")
def checks_at_1e_7(loss, params, grads, eps=1e-7):
    """The default step is 1e-7, where rounding costs a hundred times more than at 1e-5, the default of this course.

    默认步长是 1e-7，那里的舍入误差比本课程的默认值 1e-5 大一百倍。
    """
    return reported(slopes(loss, params, eps), params, grads)


@mutant("gradient_check", caught_by="check_scales", diagnosis="gradcheck.max_one")
def blind_below_a_thousandth(loss, params, grads, eps=1e-5):
    """Errors are divided by 1e-3 at least, so a small gradient is never wrong; divide by the two norms alone.

    误差至少除以 1e-3，于是小梯度永远不会出错；应只除以两个范数之和。
    """

    def between(a, b):
        a, b = (np.concatenate([array.ravel() for array in arrays]) for arrays in (a, b))
        return float(np.linalg.norm(a - b) / max(np.linalg.norm(a) + np.linalg.norm(b), 1e-3))

    return reported(slopes(loss, params, eps), params, grads, between)


# --- check_along_training ---


def difference_at(loss_and_grads, params, grads):
    """Return the difference of grads at params over the whole vector."""
    measured = slopes(lambda p: loss_and_grads(p)[0], params, 1e-5)
    return distance([measured[name] for name in params], [grads[name] for name in params])


@mutant("check_along_training", caught_by="training_steps", diagnosis="gradcheck.last_step_missing")
def last_step_missing(loss_and_grads, params, learning_rate, steps, every):
    """range(steps) ends before the last step, where training has gone furthest; k runs from 0 to steps.

    range(steps) 在最后一步之前就结束了，而那里训练走得最远；k 应从 0 到 steps。
    """
    history = []
    for step in range(steps):
        grads = loss_and_grads(params)[1]
        if step % every == 0:
            history.append((step, difference_at(loss_and_grads, params, grads)))
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_steps", diagnosis="gradcheck.last_step_twice")
def last_step_twice(loss_and_grads, params, learning_rate, steps, every):
    """The last step is appended after the loop, although the loop lists it too when `every` divides `steps`; list it once.

    循环之后又追加了最后一步，而 `every` 整除 `steps` 时循环里已经列过它；每步只应列一次。
    """
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        difference = difference_at(loss_and_grads, params, grads)
        if step % every == 0:
            history.append((step, difference))
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return [*history, (steps, difference)]


@mutant("check_along_training", caught_by="training_steps", diagnosis="gradcheck.start_missing")
def start_missing(loss_and_grads, params, learning_rate, steps, every):
    """The first check comes after the first update; the start, step 0, is checked as well.

    第一次检验在第一次更新之后；起点（第 0 步）也要检验。
    """
    history = []
    for step in range(1, steps + 1):
        grads = loss_and_grads(params)[1]
        params = {name: params[name] - learning_rate * grads[name] for name in params}
        if step % every == 0 or step == steps:
            history.append((step, difference_at(loss_and_grads, params, loss_and_grads(params)[1])))
    return history


@mutant("check_along_training", caught_by="training_steps", diagnosis="gradcheck.stale_gradients")
def stale_gradients(loss_and_grads, params, learning_rate, steps, every):
    """The gradients of before the update are compared with the loss after it; compute both at the same parameters.

    更新之前的梯度与更新之后的损失比较；两者应在同样的参数处计算。
    """
    grads = loss_and_grads(params)[1]
    history = []
    for step in range(steps + 1):
        if step % every == 0 or step == steps:
            history.append((step, difference_at(loss_and_grads, params, grads)))
        grads = loss_and_grads(params)[1]
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.no_training")
def never_updates(loss_and_grads, params, learning_rate, steps, every):
    """The updated parameters are computed but not kept, so every check is made at the start; assign them to params.

    更新后的参数算了出来却没有保存，所有检验都在起点进行；应把它们赋给 params。
    """
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, difference_at(loss_and_grads, params, grads)))
        {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.ascent")
def climbs(loss_and_grads, params, learning_rate, steps, every):
    """The gradient is added, which goes uphill; gradient descent subtracts it.

    加上了梯度，方向是上坡；梯度下降应减去梯度。
    """
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, difference_at(loss_and_grads, params, grads)))
        params = {name: params[name] + learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.step_off_by_one")
def checks_after_the_update(loss_and_grads, params, learning_rate, steps, every):
    """The check of step k is made after k + 1 updates; check first, then update.

    第 k 步的检验在 k + 1 次更新之后进行；应先检验再更新。
    """
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        params = {name: params[name] - learning_rate * grads[name] for name in params}
        if step % every == 0 or step == steps:
            history.append((step, difference_at(loss_and_grads, params, loss_and_grads(params)[1])))
    return history


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.updates_at_checks")
def updates_only_at_checks(loss_and_grads, params, learning_rate, steps, every):
    """There is an update at the checked steps only, so step k stands for fewer than k updates; update in every step.

    只在检验的那些步才更新，第 k 步对应的更新次数少于 k；每一步都应更新。
    """
    history = []
    for step in range(steps + 1):
        if step % every == 0 or step == steps:
            grads = loss_and_grads(params)[1]
            history.append((step, difference_at(loss_and_grads, params, grads)))
            params = {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.max_of_arrays")
def lists_the_worst_array(loss_and_grads, params, learning_rate, steps, every):
    """The difference of the worst array is listed; it is that of all arrays together as one vector.

    列出的是最差数组的差；它应是所有数组合成一个向量之后的差。
    """
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            measured = slopes(lambda p: loss_and_grads(p)[0], params, 1e-5)
            history.append((step, max(distance([measured[name]], [grads[name]]) for name in params)))
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant("check_along_training", caught_by="training_path", diagnosis="gradcheck.numerical_training")
def trains_with_the_numerical_gradient(loss_and_grads, params, learning_rate, steps, every):
    """Training uses the numerical gradient, which has no bug, so it visits other points; use the gradients that are checked.

    训练用的是没有错误的数值梯度，走过的是另一条路径；应使用被检验的梯度。
    """
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, difference_at(loss_and_grads, params, grads)))
        measured = slopes(lambda p: loss_and_grads(p)[0], params, 1e-5)
        params = {name: params[name] - learning_rate * measured[name] for name in params}
    return history


@mutant(
    "check_along_training",
    caught_by=("training_late_bug", "training_small_weights"),
    diagnosis="gradcheck.checked_once",
)
def right_once_right_forever(loss_and_grads, params, learning_rate, steps, every):
    """Once a check has been passed, its difference is listed for all later steps; a bug may show later, so check again.

    一旦通过检验，之后各步都照抄这个差；错误可能后来才显现，因此要重新检验。
    """
    history, difference = [], 1.0
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            difference = difference if difference <= 1e-5 else difference_at(loss_and_grads, params, grads)
            history.append((step, difference))
        params = {name: params[name] - learning_rate * grads[name] for name in params}
    return history


@mutant(
    "check_along_training",
    caught_by=("training_late_bug", "training_small_weights"),
    diagnosis="gradcheck.one_by_one",
)
def updates_one_by_one(loss_and_grads, params, learning_rate, steps, every):
    """Each array is updated with a gradient computed after the update before it; one step uses one gradient for all.

    每个数组更新时所用的梯度都是在前一个数组更新之后重新计算的；一步之内所有数组应使用同一个梯度。
    """
    params, history = dict(params), []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, difference_at(loss_and_grads, params, grads)))
        for name in params:
            params[name] = params[name] - learning_rate * loss_and_grads(params)[1][name]
    return history


@mutant("check_along_training", caught_by="training_inputs", diagnosis="gradcheck.input_modified")
def updates_in_place(loss_and_grads, params, learning_rate, steps, every):
    """`-=` updates the caller's arrays; params must stay as they were, so make new arrays.

    `-=` 改动了调用者的数组；params 应保持原样，因此要新建数组。
    """
    history = []
    for step in range(steps + 1):
        grads = loss_and_grads(params)[1]
        if step % every == 0 or step == steps:
            history.append((step, difference_at(loss_and_grads, params, grads)))
        if step < steps:
            for name in params:
                params[name] -= learning_rate * grads[name]
    return history


# --- complex_step_gradient ---


@mutant("complex_step_gradient", caught_by="complex_step_exact", diagnosis="gradcheck.modulus")
def modulus_for_imaginary_part(f, theta, h=1e-20):
    """abs() of the imaginary part makes every slope positive; keep its sign.

    对虚部取 abs() 使所有斜率都为正；应保留符号。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        point = theta.astype(complex)
        point[index] += 1j * h
        gradient[index] = abs(f(point).imag) / h
    return gradient


@mutant("complex_step_gradient", caught_by="complex_step_exact", diagnosis="gradcheck.not_restored")
def imaginary_parts_pile_up(f, theta, h=1e-20):
    """The imaginary part of a coordinate stays when the next one gets its own, so the slopes add up; take it back.

    一个坐标的虚部没有取消，下一个坐标又加上了虚部，斜率因此累加；应把它取消。
    """
    gradient = np.zeros(theta.shape)
    point = theta.astype(complex)
    for index in np.ndindex(theta.shape):
        point[index] += 1j * h
        gradient[index] = f(point).imag / h
    return gradient


@mutant("complex_step_gradient", caught_by="complex_step_exact", diagnosis="gradcheck.real_step")
def still_a_subtraction(f, theta, h=1e-20):
    """The slope is a two-sided difference along the real axis, whose subtraction costs five digits; step along the imaginary one.

    这是沿实轴的双侧差分，其中的减法会损失五位有效数字；应沿虚轴移动。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        unit = np.zeros(theta.shape)
        unit[index] = 1e-5
        gradient[index] = np.real(f(theta + unit + 0j) - f(theta - unit + 0j)) / 2e-5
    return gradient


@mutant("complex_step_gradient", caught_by="complex_step_exact", diagnosis="gradcheck.missing_two")
def divided_by_two_h(f, theta, h=1e-20):
    """The imaginary part is divided by 2 h, as if there were two points; there is one, so divide by h.

    虚部除以了 2 h，好像有两个点；这里只有一个点，应除以 h。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        point = theta.astype(complex)
        point[index] += 1j * h
        gradient[index] = f(point).imag / (2 * h)
    return gradient


@mutant("complex_step_gradient", caught_by="complex_step_exact", diagnosis="gradcheck.real_part_lost")
def real_part_lost(f, theta, h=1e-20):
    """The coordinate is set to i h, which loses its real part; add i h to it.

    把坐标设成了 i h，丢失了实部；应加上 i h。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        point = theta.astype(complex)
        point[index] = 1j * h
        gradient[index] = f(point).imag / h
    return gradient


@mutant("complex_step_gradient", caught_by="complex_step_shapes", diagnosis="gradcheck.vectors_only")
def complex_vectors_only(f, theta, h=1e-20):
    """The loop runs over the first axis, so a whole row of a matrix moves at once; run over every index.

    循环只遍历第一个轴，矩阵的一整行同时移动；应遍历每个下标。
    """
    gradient = np.zeros(theta.shape)
    for i in range(len(theta)):
        point = theta.astype(complex)
        point[i] += 1j * h
        gradient[i] = f(point).imag / h
    return gradient


@mutant("complex_step_gradient", caught_by="complex_step_small_slopes", diagnosis="gradcheck.rounded_to_zero")
def small_slopes_cleaned(f, theta, h=1e-20):
    """Slopes below 1e-8 are taken for rounding and set to 0; the complex step has none, so they are right and belong there.

    小于 1e-8 的斜率被当作舍入误差并设为 0；复数步长法没有这种误差，它们是正确的，应当保留。
    """
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        point = theta.astype(complex)
        point[index] += 1j * h
        gradient[index] = f(point).imag / h
    return np.where(np.abs(gradient) < 1e-8, 0.0, gradient)


# --- directional_check ---


def compared(a, b):
    """Return |a - b| / (|a| + |b|), and 0 where both are 0."""
    return abs(a - b) / (abs(a) + abs(b)) if a != 0 or b != 0 else 0.0


@mutant("directional_check", caught_by="directional_right", diagnosis="gradcheck.one_sided")
def one_sided_direction(f, theta, grad, rng, directions=3):
    """The difference along v is one-sided, which is too inaccurate where the slope is small; take both sides.

    沿 v 的差分是单侧的，在斜率很小处不够精确；应取双侧。
    """
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        largest = max(largest, compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta)) / 1e-5))
    return largest


@mutant("directional_check", caught_by="directional_right", diagnosis="gradcheck.two_lengths")
def two_lengths(f, theta, grad, rng, directions=3):
    """v has length 1 in the difference but not in the product with grad; both must use the same v.

    差分中的 v 长度为 1，而与 grad 相乘的 v 不是；两处必须用同一个 v。
    """
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        u = v / np.linalg.norm(v)
        largest = max(largest, compared(np.sum(grad * v), (f(theta + 1e-5 * u) - f(theta - 1e-5 * u)) / 2e-5))
    return largest


@mutant("directional_check", caught_by="directional_wrong", diagnosis="gradcheck.axes_only")
def along_the_first_axes(f, theta, grad, rng, directions=3):
    """The directions are the first coordinate axes, so an error in the last coordinate goes unseen; draw random ones.

    方向取了前几个坐标轴，最后一个坐标的误差看不到；应随机抽取方向。
    """
    largest = 0.0
    rng.random()
    for i in range(directions):
        v = np.eye(theta.size)[i % theta.size]
        largest = max(largest, compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5))
    return largest


@mutant("directional_check", caught_by="directional_wrong", diagnosis="gradcheck.compared_with_itself")
def gradient_not_used(f, theta, grad, rng, directions=3):
    """Both numbers come from differences of f, with two different steps, and grad is not used; one of them is grad . v.

    两个数都来自 f 的差分（步长不同），没有用到 grad；其中一个应是 grad·v。
    """
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        a, b = ((f(theta + step * v) - f(theta - step * v)) / (2 * step) for step in (1e-4, 1e-5))
        largest = max(largest, compared(a, b))
    return largest


@mutant("directional_check", caught_by="directional_largest", diagnosis="gradcheck.smallest_reported")
def smallest_of_all(f, theta, grad, rng, directions=3):
    """The smallest value over the directions is returned, so more directions see less; return the largest.

    返回的是各方向中的最小值，方向越多反而越看不出错误；应返回最大值。
    """
    errors = []
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        errors.append(compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5))
    return min(errors)


@mutant("directional_check", caught_by="directional_largest", diagnosis="gradcheck.mean_reported")
def mean_of_all(f, theta, grad, rng, directions=3):
    """The mean over the directions is returned, in which one that shows the error counts little; return the largest.

    返回的是各方向的平均值，显出错误的那个方向在其中分量很小；应返回最大值。
    """
    errors = []
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        errors.append(compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5))
    return float(np.mean(errors))


@mutant("directional_check", caught_by="directional_largest", diagnosis="gradcheck.last_reported")
def last_of_all(f, theta, grad, rng, directions=3):
    """Each direction overwrites the result of the one before, so only the last one counts; keep the largest.

    每个方向都覆盖了前一个方向的结果，只有最后一个算数；应保留最大值。
    """
    error = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        error = compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5)
    return error


@mutant("directional_check", caught_by="directional_largest", diagnosis="gradcheck.directions_ignored")
def always_three_directions(f, theta, grad, rng, directions=3):
    """Three directions are drawn whatever was asked for: `directions` is not used.

    不论要求多少个方向，都只抽取三个：没有使用参数 directions。
    """
    errors = []
    for _ in range(3):
        v = rng.standard_normal(theta.shape)
        errors.append(compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5))
    return max(errors)


@mutant("directional_check", caught_by="directional_largest", diagnosis="gradcheck.default_directions")
def one_direction_by_default(f, theta, grad, rng, directions=1):
    """A single direction is drawn unless more are asked for; the default is three, because one may miss an error.

    没有要求更多时只抽取一个方向；默认应为三个，因为一个方向可能看不到错误。
    """
    errors = []
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        errors.append(compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5))
    return max(errors)


@mutant("directional_check", caught_by="directional_signed", diagnosis="gradcheck.sign_kept")
def difference_with_its_sign(f, theta, grad, rng, directions=3):
    """The difference a - b keeps its sign, so that an error counts in half of the directions only; take |a - b|.

    差 a - b 保留了符号，于是误差只在一半的方向上算数；应取 |a - b|。
    """
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        a, b = np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        largest = max(largest, float((a - b) / (abs(a) + abs(b))) if a != 0 or b != 0 else 0.0)
    return largest


@mutant("directional_check", caught_by="directional_signed", diagnosis="gradcheck.sizes_compared")
def sizes_compared(f, theta, grad, rng, directions=3):
    """Only the sizes |a| and |b| are compared, so that a gradient of the opposite sign passes; take |a - b|.

    只比较了 |a| 和 |b| 的大小，符号相反的梯度也能通过；应取 |a - b|。
    """
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        slope = (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        largest = max(largest, compared(abs(np.sum(grad * v)), abs(slope)))
    return largest


@mutant("directional_check", caught_by="directional_signed", diagnosis="gradcheck.summed")
def errors_summed(f, theta, grad, rng, directions=3):
    """The errors of all directions are added up, so that more directions make a gradient worse; return the largest.

    把各方向的误差相加，方向越多，梯度就显得越差；应返回最大值。
    """
    total = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        total += compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5)
    return total


@mutant("directional_check", caught_by="directional_signed", diagnosis="gradcheck.divided_by_sum")
def divided_by_the_sum(f, theta, grad, rng, directions=3):
    """|a - b| is divided by |a + b|, which vanishes for a gradient of the opposite sign; divide by |a| + |b|.

    |a - b| 除以了 |a + b|，梯度符号相反时它为零；应除以 |a| + |b|。
    """
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        a, b = float(np.sum(grad * v)), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        largest = max(largest, abs(a - b) / max(abs(a + b), 1e-12))
    return largest


@mutant("directional_check", caught_by="directional_zero", diagnosis="gradcheck.zero_by_zero")
def direction_zero_by_zero(f, theta, grad, rng, directions=3):
    """Where grad . v and the difference are both 0 this is 0/0, which is NaN; they agree, so it counts as 0.

    grad·v 与差分都为 0 时这是 0/0，即 NaN；两者一致，应算作 0。
    """
    errors = []
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        a, b = np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        errors.append(abs(a - b) / (abs(a) + abs(b)))
    return np.max(errors)


@mutant("directional_check", caught_by="directional_generator", diagnosis="random.generator_unused")
def always_the_same_directions(f, theta, grad, rng, directions=3):
    """The directions come from a generator with a fixed seed, so they are the same at every call; draw them from rng.

    方向来自一个固定种子的生成器，每次调用都相同；应从 rng 抽取。
    """
    own = np.random.default_rng(0)
    largest = 0.0
    for _ in range(directions):
        v = own.standard_normal(theta.shape)
        largest = max(largest, compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5))
    return largest


@mutant("directional_check", caught_by="directional_scales", diagnosis="gradcheck.absolute")
def absolute_error(f, theta, grad, rng, directions=3):
    """The result is the absolute error |a - b|, which is small for a small loss, right or wrong; divide by |a| + |b|.

    这是绝对误差 |a - b|，损失很小时无论对错它都很小；应除以 |a| + |b|。
    """
    largest = 0.0
    for _ in range(directions):
        v = rng.standard_normal(theta.shape)
        b = (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5
        largest = max(largest, abs(np.sum(grad * v) - b))
    return largest


@mutant("directional_check", caught_by="directional_wrong", diagnosis="gradcheck.along_the_gradient")
def along_the_gradient(f, theta, grad, rng, directions=3):
    """The direction is that of grad itself, which is blind where entries of grad were forgotten; draw random directions.

    方向取了 grad 本身，而 grad 中漏掉的元素在这个方向上看不到；应随机抽取方向。
    """
    rng.random()
    v = grad / (np.linalg.norm(grad) or 1.0)
    return compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5)


@mutant("directional_check", caught_by="directional_signs", diagnosis="gradcheck.one_sign")
def directions_of_one_sign(f, theta, grad, rng, directions=3):
    """rng.random draws from 0 to 1, so all directions point the same way; entries need both signs, as normal numbers have.

    rng.random 抽取 0 到 1 之间的数，所有方向都指向同一侧；元素应有正有负，例如正态随机数。
    """
    largest = 0.0
    for _ in range(directions):
        v = rng.random(theta.shape)
        largest = max(largest, compared(np.sum(grad * v), (f(theta + 1e-5 * v) - f(theta - 1e-5 * v)) / 2e-5))
    return largest
