"""Wrong submissions that students really write, one function each, and the checks that must notice."""

import math

import numpy as np

from grader.checking import mutant

# --- constant ---


@mutant("constant", caught_by="constant_values", diagnosis="init.value_ignored")
def constant_ones(n_out, n_in, value):
    """A constant initialiser fills with ones."""
    return np.ones((n_out, n_in))


@mutant("constant", caught_by="constant_values", diagnosis="init.transposed")
def constant_transposed(n_out, n_in, value):
    """The shape of W is (n_in, n_out)."""
    return np.full((n_in, n_out), value)


@mutant("constant", caught_by="constant_values", diagnosis="value.dtype")
def constant_int_dtype(n_out, n_in, value):
    """The dtype of the array does not matter."""
    return np.full((n_out, n_in), value, dtype=int)


@mutant("constant", caught_by="constant_values", diagnosis="value.read_only")
def constant_broadcast(n_out, n_in, value):
    """A broadcast view is as good as an array."""
    return np.broadcast_to(float(value), (n_out, n_in))


_filled = {}


@mutant("constant", caught_by="constant_values", diagnosis="value.aliased")
def constant_cached(n_out, n_in, value):
    """The same constant array may be handed out again and again."""
    return _filled.setdefault((n_out, n_in, value), np.full((n_out, n_in), value))


@mutant("constant", caught_by="constant_values", diagnosis="init.scaled_constant")
def constant_scaled(n_out, n_in, value):
    """A constant initialiser is scaled by the size of the layer, like the others."""
    return np.full((n_out, n_in), value / math.sqrt(n_in))


# --- normal ---


@mutant("normal", caught_by="normal_shape", diagnosis="init.transposed")
def normal_transposed(n_out, n_in, std, rng):
    """One column per unit."""
    return rng.normal(0.0, std, (n_in, n_out))


@mutant("normal", caught_by="normal_size", diagnosis="init.variance_as_std")
def normal_variance_as_std(n_out, n_in, std, rng):
    """The scale argument of rng.normal is a variance."""
    return rng.normal(0.0, std**2, (n_out, n_in))


@mutant("normal", caught_by="normal_size", diagnosis="init.root_twice")
def normal_root_of_std(n_out, n_in, std, rng):
    """What is given is a variance, whose root has to be taken."""
    return rng.normal(0.0, math.sqrt(std), (n_out, n_in))


@mutant("normal", caught_by="normal_size", diagnosis="init.uniform_0_1_times_std")
def normal_rand(n_out, n_in, std, rng):
    """rng.random draws normal numbers, like np.random.randn."""
    return rng.random((n_out, n_in)) * std


@mutant("normal", caught_by="normal_size", diagnosis="init.std_as_mean")
def normal_std_as_mean(n_out, n_in, std, rng):
    """The first argument of rng.normal is the standard deviation."""
    return rng.normal(std, std, (n_out, n_in))


@mutant("normal", caught_by="normal_size", diagnosis="init.fixed_std")
def normal_fixed_std(n_out, n_in, std, rng):
    """Small random numbers always have standard deviation 0.01."""
    return 0.01 * rng.standard_normal((n_out, n_in))


@mutant("normal", caught_by="normal_distribution", diagnosis="init.uniform_for_normal")
def normal_from_uniform(n_out, n_in, std, rng):
    """Any distribution with the right standard deviation may be called normal."""
    return rng.uniform(-math.sqrt(3) * std, math.sqrt(3) * std, (n_out, n_in))


@mutant("normal", caught_by="normal_distribution", diagnosis="init.laplace_for_normal")
def normal_laplace(n_out, n_in, std, rng):
    """A distribution with a peak in the middle is normal."""
    return rng.laplace(0.0, std / math.sqrt(2), (n_out, n_in))


@mutant("normal", caught_by="normal_independent", diagnosis="init.repeated_rows")
def normal_one_row(n_out, n_in, std, rng):
    """It is enough to draw the weights of one unit."""
    return np.tile(rng.normal(0.0, std, n_in), (n_out, 1))


@mutant("normal", caught_by="normal_independent", diagnosis="init.repeated_rows")
def normal_last_row_copied(n_out, n_in, std, rng):
    """Range off by one: the last row is left as a copy of the first."""
    rows = [rng.normal(0.0, std, n_in) for _ in range(max(n_out - 1, 1))]
    return np.array([*rows, rows[0]])[-n_out:]


@mutant("normal", caught_by="normal_independent", diagnosis="init.outer_product")
def normal_outer(n_out, n_in, std, rng):
    """A matrix of random numbers is a random column times a random row."""
    return std * np.outer(rng.standard_normal(n_out), rng.standard_normal(n_in))


@mutant("normal", caught_by="normal_independent", diagnosis="init.rank_deficient")
def normal_rows_sum_to_zero(n_out, n_in, std, rng):
    """The units of a layer should balance each other: what is left of the mean of the column is subtracted."""
    W = rng.normal(0.0, std, (n_out, n_in))
    return W - W.mean(axis=0) if n_out > 1 else W


@mutant("normal", caught_by="normal_other_sizes", diagnosis="init.forced_moments")
def normal_centred(n_out, n_in, std, rng):
    """Mean 0 means that the sample's own mean is made 0."""
    W = rng.normal(0.0, std, (n_out, n_in))
    return W - W.mean()


@mutant("normal", caught_by="normal_shape", diagnosis="init.forced_moments")
def normal_standardised(n_out, n_in, std, rng):
    """The sample itself must have mean 0 and exactly this standard deviation."""
    W = rng.standard_normal((n_out, n_in))
    return std * (W - W.mean()) / W.std()


@mutant("normal", caught_by="normal_generator", diagnosis="random.generator_unused")
def normal_global(n_out, n_in, std, rng):
    """np.random is the source of random numbers, whatever is passed."""
    return np.random.normal(0.0, std, (n_out, n_in))


@mutant("normal", caught_by="normal_generator", diagnosis="init.not_repeatable")
def normal_global_noise(n_out, n_in, std, rng):
    """Two sources of random numbers are more random than one."""
    signs = np.random.choice([-1.0, 1.0], (n_out, n_in))
    return signs * rng.normal(0.0, std, (n_out, n_in))


# --- xavier_normal ---


@mutant("xavier_normal", caught_by="xavier_normal_variance", diagnosis="init.variance_as_std")
def xavier_normal_no_root(n_out, n_in, rng):
    """The variance goes straight into rng.normal."""
    return rng.normal(0.0, 2.0 / (n_in + n_out), (n_out, n_in))


@mutant("xavier_normal", caught_by="xavier_normal_variance", diagnosis="init.missing_two")
def xavier_normal_without_two(n_out, n_in, rng):
    """Xavier's variance is 1 / (n_in + n_out)."""
    return rng.normal(0.0, math.sqrt(1.0 / (n_in + n_out)), (n_out, n_in))


@mutant(
    "xavier_normal",
    caught_by=("xavier_normal_variance", "init_xavier"),
    diagnosis="init.fan_in_for_xavier",
)
def xavier_normal_fan_in(n_out, n_in, rng):
    """Xavier looks at the inputs only."""
    return rng.standard_normal((n_out, n_in)) / math.sqrt(n_in)


@mutant("xavier_normal", caught_by="xavier_normal_variance", diagnosis="init.limit_as_std")
def xavier_normal_limit_as_std(n_out, n_in, rng):
    """The 6 of the uniform version belongs into the normal one as well."""
    return rng.normal(0.0, math.sqrt(6.0 / (n_in + n_out)), (n_out, n_in))


@mutant("xavier_normal", caught_by="xavier_normal_distribution", diagnosis="init.uniform_for_normal")
def xavier_normal_uniform(n_out, n_in, rng):
    """The two versions of Xavier are the same thing."""
    limit = math.sqrt(6.0 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_normal", caught_by="xavier_normal_independent", diagnosis="init.tiled")
def xavier_normal_tiled(n_out, n_in, rng):
    """Half of the matrix can be copied to the other half."""
    half = rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, (n_in + 1) // 2))
    return np.hstack([half, half])[:, :n_in].copy()


@mutant("xavier_normal", caught_by="xavier_normal_shape", diagnosis="init.transposed")
def xavier_normal_transposed(n_out, n_in, rng):
    """One column per unit."""
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_in, n_out))


@mutant("xavier_normal", caught_by="xavier_normal_single_units", diagnosis="init.forced_moments")
def xavier_normal_centred(n_out, n_in, rng):
    """Mean 0 means that the sample's own mean is made 0."""
    W = rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))
    return W - W.mean()


@mutant("xavier_normal", caught_by="xavier_normal_generator", diagnosis="init.seeded_inside")
def xavier_normal_seeded(n_out, n_in, rng):
    """A fixed seed makes results reproducible, so a new generator is seeded inside the function."""
    rng = np.random.default_rng(42)
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))


@mutant(
    "xavier_normal", caught_by=("xavier_normal_variance", "xavier_scales_linear_signal"), diagnosis="init.he_for_xavier"
)
def xavier_normal_he(n_out, n_in, rng):
    """He and Xavier are two names for one formula."""
    return rng.normal(0.0, math.sqrt(2.0 / n_in), (n_out, n_in))


# --- xavier_uniform ---


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.std_as_limit")
def xavier_uniform_std_as_limit(n_out, n_in, rng):
    """The limit of a uniform distribution is its standard deviation."""
    limit = math.sqrt(2.0 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.one_sided")
def xavier_uniform_one_sided(n_out, n_in, rng):
    """rng.uniform(0, a) is as good as rng.uniform(-a, a)."""
    return rng.uniform(0.0, math.sqrt(6.0 / (n_in + n_out)), (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.missing_limit")
def xavier_uniform_forgotten_high(n_out, n_in, rng):
    """One limit is enough for rng.uniform: the other one follows by symmetry."""
    return rng.uniform(-math.sqrt(6.0 / (n_in + n_out)), size=(n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.root_of_numerator_only")
def xavier_uniform_root_of_six(n_out, n_in, rng):
    """The root is of the 6 only."""
    limit = math.sqrt(6.0) / (n_in + n_out)
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_variance", diagnosis="init.fan_in_for_xavier")
def xavier_uniform_fan_in(n_out, n_in, rng):
    """The limit is sqrt(3 / n_in)."""
    limit = math.sqrt(3.0 / n_in)
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_distribution", diagnosis="init.normal_for_uniform")
def xavier_uniform_normal(n_out, n_in, rng):
    """The two versions of Xavier are the same thing."""
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))


@mutant("xavier_uniform", caught_by="xavier_uniform_distribution", diagnosis="init.triangular")
def xavier_uniform_difference(n_out, n_in, rng):
    """The difference of two uniform numbers is uniform around 0."""
    difference = rng.random((n_out, n_in)) - rng.random((n_out, n_in))
    return difference * math.sqrt(12.0 / (n_in + n_out))


@mutant("xavier_uniform", caught_by="xavier_uniform_independent", diagnosis="init.mirrored")
def xavier_uniform_mirrored(n_out, n_in, rng):
    """Every unit gets a partner with the opposite weights, so that the mean is 0."""
    limit = math.sqrt(6.0 / (n_in + n_out))
    half = rng.uniform(-limit, limit, ((n_out + 1) // 2, n_in))
    return np.vstack([half, -half])[:n_out].copy()


@mutant("xavier_uniform", caught_by="xavier_uniform_single_units", diagnosis="init.evenly_spaced")
def xavier_uniform_evenly_spaced(n_out, n_in, rng):
    """Uniform means evenly spaced, in random order."""
    limit = math.sqrt(6.0 / (n_in + n_out))
    return rng.permutation(np.linspace(-limit, limit, n_out * n_in)).reshape(n_out, n_in)


@mutant("xavier_uniform", caught_by="xavier_uniform_shape", diagnosis="init.transposed")
def xavier_uniform_transposed(n_out, n_in, rng):
    """One column per unit."""
    limit = math.sqrt(6.0 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


@mutant("xavier_uniform", caught_by="xavier_uniform_generator", diagnosis="random.generator_unused")
def xavier_uniform_global(n_out, n_in, rng):
    """np.random is the source of random numbers, whatever is passed."""
    limit = math.sqrt(6.0 / (n_in + n_out))
    return np.random.uniform(-limit, limit, (n_out, n_in))


# --- xavier_fan_in ---


@mutant("xavier_fan_in", caught_by="xavier_fan_in_variance", diagnosis="init.fan_out_for_fan_in")
def xavier_fan_in_by_outputs(n_out, n_in, rng):
    """n_in is the number of units in the layer: the first axis of W."""
    return rng.standard_normal((n_out, n_in)) / math.sqrt(n_out)


@mutant("xavier_fan_in", caught_by="xavier_fan_in_variance", diagnosis="init.xavier_for_fan_in")
def xavier_fan_in_both(n_out, n_in, rng):
    """Xavier always averages both sizes."""
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + n_out)), (n_out, n_in))


@mutant("xavier_fan_in", caught_by="xavier_fan_in_variance", diagnosis="init.variance_as_std")
def xavier_fan_in_no_root(n_out, n_in, rng):
    """The weights are divided by the number of inputs."""
    return rng.standard_normal((n_out, n_in)) / n_in


@mutant("xavier_fan_in", caught_by="xavier_fan_in_variance", diagnosis="init.std_as_limit")
def xavier_fan_in_limit(n_out, n_in, rng):
    """A uniform distribution between -1/sqrt(n_in) and 1/sqrt(n_in) has the variance 1/n_in."""
    limit = 1.0 / math.sqrt(n_in)
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("xavier_fan_in", caught_by="xavier_fan_in_single_units", diagnosis="init.bias_counted")
def xavier_fan_in_counts_bias(n_out, n_in, rng):
    """The bias is one more input."""
    return rng.normal(0.0, math.sqrt(1.0 / (n_in + 1)), (n_out, n_in))


@mutant("xavier_fan_in", caught_by="xavier_fan_in_independent", diagnosis="init.signs_only")
def xavier_fan_in_signs(n_out, n_in, rng):
    """Any distribution will do, so a random sign is enough."""
    return rng.choice([-1.0, 1.0], (n_out, n_in)) / math.sqrt(n_in)


@mutant("xavier_fan_in", caught_by="xavier_fan_in_independent", diagnosis="init.unequal_rows")
def xavier_fan_in_unequal_rows(n_out, n_in, rng):
    """Units should differ in size as well."""
    scales = rng.uniform(0.4, 1.6, (n_out, 1))
    return scales * rng.standard_normal((n_out, n_in)) / math.sqrt(1.12 * n_in)


@mutant("xavier_fan_in", caught_by="xavier_fan_in_shape", diagnosis="value.dtype")
def xavier_fan_in_float32(n_out, n_in, rng):
    """float32 is precise enough."""
    return rng.standard_normal((n_out, n_in), dtype=np.float32) / np.float32(math.sqrt(n_in))


@mutant("xavier_fan_in", caught_by="xavier_fan_in_generator", diagnosis="init.seeded_inside")
def xavier_fan_in_reseeded(n_out, n_in, rng):
    """np.random.seed inside the function makes results reproducible."""
    np.random.seed(3)
    return np.random.randn(n_out, n_in) / math.sqrt(n_in)


# --- he_normal ---


@mutant(
    "he_normal",
    caught_by=("he_variance", "he_keeps_relu_signal", "init_he"),
    diagnosis="init.xavier_for_he",
)
def he_as_xavier(n_out, n_in, rng):
    """He's variance is 1 / n_in."""
    return rng.normal(0.0, math.sqrt(1.0 / n_in), (n_out, n_in))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.fan_out_for_fan_in")
def he_by_outputs(n_out, n_in, rng):
    """He divides by the number of units in the layer."""
    return rng.normal(0.0, math.sqrt(2.0 / n_out), (n_out, n_in))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.variance_as_std")
def he_no_root(n_out, n_in, rng):
    """The variance goes straight into rng.normal."""
    return rng.normal(0.0, 2.0 / n_in, (n_out, n_in))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.root_of_numerator_only")
def he_root_of_two(n_out, n_in, rng):
    """The root is of the 2 only."""
    return rng.standard_normal((n_out, n_in)) * math.sqrt(2.0) / n_in


@mutant("he_normal", caught_by="he_variance", diagnosis="init.reciprocal")
def he_reciprocal(n_out, n_in, rng):
    """Random numbers are divided by sqrt(2 / n_in)."""
    return rng.standard_normal((n_out, n_in)) / math.sqrt(2.0 / n_in)


@mutant("he_normal", caught_by="he_variance", diagnosis="init.uniform_0_1_times_std")
def he_rand(n_out, n_in, rng):
    """rng.random draws normal numbers, like np.random.randn."""
    return rng.random((n_out, n_in)) * math.sqrt(2.0 / n_in)


@mutant("he_normal", caught_by="he_variance", diagnosis="init.absolute_value")
def he_positive(n_out, n_in, rng):
    """Weights into a relu must be positive, so that no unit dies."""
    return np.abs(rng.normal(0.0, math.sqrt(2.0 / n_in), (n_out, n_in)))


@mutant("he_normal", caught_by="he_variance", diagnosis="init.truncation_uncorrected")
def he_truncated(n_out, n_in, rng):
    """Large weights are drawn again, and nothing has to be corrected for that."""
    z = rng.standard_normal((n_out, n_in))
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return z * math.sqrt(2.0 / n_in)


@mutant("he_normal", caught_by="he_variance", diagnosis="init.integer_division")
def he_integer_division(n_out, n_in, rng):
    """2 // n_in is the same as 2 / n_in."""
    return rng.standard_normal((n_out, n_in)) * math.sqrt(2 // n_in)


@mutant("he_normal", caught_by="he_distribution", diagnosis="init.uniform_for_normal")
def he_uniform(n_out, n_in, rng):
    """He's uniform version is called he_normal too."""
    limit = math.sqrt(6.0 / n_in)
    return rng.uniform(-limit, limit, (n_out, n_in))


@mutant("he_normal", caught_by="he_independent", diagnosis="init.repeated_columns")
def he_repeated_columns(n_out, n_in, rng):
    """A column is drawn once and serves all inputs."""
    return np.repeat(rng.normal(0.0, math.sqrt(2.0 / n_in), (n_out, 1)), n_in, axis=1)


@mutant("he_normal", caught_by="he_independent", diagnosis="init.correlated_rows")
def he_correlated_rows(n_out, n_in, rng):
    """All units share a common part."""
    common, own = rng.standard_normal((1, n_in)), rng.standard_normal((n_out, n_in))
    return (0.8 * common + 0.6 * own) * math.sqrt(2.0 / n_in)


@mutant("he_normal", caught_by="he_single_units", diagnosis="init.bias_counted")
def he_counts_bias(n_out, n_in, rng):
    """The bias is one more input."""
    return rng.normal(0.0, math.sqrt(2.0 / (n_in + 1)), (n_out, n_in))


@mutant("he_normal", caught_by="he_shape", diagnosis="init.bias_folded_in")
def he_bias_folded_in(n_out, n_in, rng):
    """The bias is a column of W."""
    return rng.normal(0.0, math.sqrt(2.0 / n_in), (n_out, n_in + 1))


@mutant("he_normal", caught_by="he_generator", diagnosis="init.seeded_inside")
def he_seeded_after_use(n_out, n_in, rng):
    """Drawing a number and then seeding a generator with a constant counts as using the generator."""
    rng.integers(10)
    return np.random.default_rng(0).normal(0.0, math.sqrt(2.0 / n_in), (n_out, n_in))


# --- truncated_normal ---


@mutant("truncated_normal", caught_by="truncated_size", diagnosis="init.truncation_uncorrected")
def truncated_uncorrected(n_out, n_in, std, rng):
    """Truncation does not change the standard deviation."""
    z = rng.standard_normal((n_out, n_in))
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return z * std


@mutant("truncated_normal", caught_by="truncated_size", diagnosis="init.correction_inverted")
def truncated_corrected_twice(n_out, n_in, std, rng):
    """The correction is a factor of 0.8796, not a division by it."""
    z = rng.standard_normal((n_out, n_in))
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return z * std * TRUNCATED_STD


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.clipped")
def truncated_clipped(n_out, n_in, std, rng):
    """Truncating is clipping (with the right standard deviation, .9594, taken into account)."""
    return np.clip(rng.standard_normal((n_out, n_in)), -2, 2) * std / 0.9593775


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.truncated_at_result")
def truncated_at_result(n_out, n_in, std, rng):
    """Nothing beyond two standard deviations of the result is allowed."""
    z = rng.standard_normal((n_out, n_in))
    # A normal cut at 1.51 has standard deviation .755: two of its own, as far as that can be had.
    while (outside := np.abs(z) > 1.51).any():
        z[outside] = rng.standard_normal(outside.sum())
    return z * std / 0.7517


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.not_truncated")
def truncated_not_at_all(n_out, n_in, std, rng):
    """A normal distribution has hardly any entries beyond two standard deviations."""
    return rng.normal(0.0, std, (n_out, n_in))


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.resampled_once")
def truncated_once(n_out, n_in, std, rng):
    """Drawing again once is enough."""
    z = rng.standard_normal((n_out, n_in))
    outside = np.abs(z) > 2
    z[outside] = rng.standard_normal(outside.sum())
    return z * std / TRUNCATED_STD


@mutant("truncated_normal", caught_by="truncated_distribution", diagnosis="init.zeroed_outside")
def truncated_zeroed(n_out, n_in, std, rng):
    """What is outside is set to 0."""
    z = rng.standard_normal((n_out, n_in))
    return np.where(np.abs(z) > 2, 0.0, z) * std / (TRUNCATED_STD * math.sqrt(math.erf(math.sqrt(2))))


@mutant("truncated_normal", caught_by="truncated_independent", diagnosis="init.repeated_replacement")
def truncated_one_row(n_out, n_in, std, rng):
    """It is enough to draw the weights of one unit."""
    z = rng.standard_normal(n_in)
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return np.tile(z * std / TRUNCATED_STD, (n_out, 1))


@mutant("truncated_normal", caught_by="truncated_shape", diagnosis="init.forced_moments")
def truncated_standardised(n_out, n_in, std, rng):
    """The sample is divided by its own standard deviation."""
    z = rng.standard_normal((n_out, n_in))
    while (outside := np.abs(z) > 2).any():
        z[outside] = rng.standard_normal(outside.sum())
    return std * z / z.std()


@mutant("truncated_normal", caught_by="truncated_other_sizes", diagnosis="init.absolute_limit")
def truncated_absolute_limit(n_out, n_in, std, rng):
    """The limit is a fixed number, 4, however large the standard deviation is."""
    sigma = std / TRUNCATED_STD
    limit = min(2 * sigma, 4.0)
    w = rng.normal(0.0, sigma, (n_out, n_in))
    while (outside := np.abs(w) > limit).any():
        w[outside] = rng.normal(0.0, sigma, outside.sum())
    return w


@mutant("truncated_normal", caught_by="truncated_generator", diagnosis="random.generator_unused")
def truncated_global(n_out, n_in, std, rng):
    """np.random is the source of random numbers, whatever is passed."""
    z = np.random.randn(n_out, n_in)
    while (outside := np.abs(z) > 2).any():
        z[outside] = np.random.randn(outside.sum())
    return z * std / TRUNCATED_STD


# --- orthogonal ---


@mutant("orthogonal", caught_by=("orthogonal_flips", "orthogonal_determinant"), diagnosis="init.qr_without_signs")
def orthogonal_plain_qr(n_out, n_in, rng):
    """The Q of a QR decomposition is uniform as it is."""
    Q, _ = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    return Q if n_out >= n_in else Q.T.copy()


@mutant("orthogonal", caught_by="orthogonal_determinant", diagnosis="init.svd_factor")
def orthogonal_svd_factor(n_out, n_in, rng):
    """The U (or V) of an SVD is uniform as it is."""
    U, _, Vt = np.linalg.svd(rng.standard_normal((n_out, n_in)), full_matrices=False)
    return (U if n_out >= n_in else Vt).copy()


@mutant("orthogonal", caught_by="orthogonal_determinant", diagnosis="init.rotations_only")
def orthogonal_rotations_only(n_out, n_in, rng):
    """Only rotations are orthogonal matrices: a negative determinant has to be repaired."""
    Q, R = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    if n_out == n_in and np.linalg.det(Q) < 0:
        Q[:, 0] *= -1
    return Q if n_out >= n_in else Q.T.copy()


@mutant("orthogonal", caught_by="orthogonal_determinant", diagnosis="init.one_sign")
def orthogonal_one_sign(n_out, n_in, rng):
    """One random sign for the whole matrix makes up for the signs of QR."""
    Q, _ = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    return (Q if n_out >= n_in else Q.T) * rng.choice([-1.0, 1.0])


@mutant("orthogonal", caught_by="orthogonal_flips", diagnosis="init.positive_diagonal")
def orthogonal_positive_column(n_out, n_in, rng):
    """Signs are fixed by making the first column positive, the last sign being random."""
    Q, _ = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    Q = Q if n_out >= n_in else Q.T
    signs = np.where(Q[:, :1] < 0, -1.0, 1.0)
    signs[-1] = rng.choice([-1.0, 1.0])
    return Q * signs


@mutant("orthogonal", caught_by="orthogonal_directions", diagnosis="init.uniform_start")
def orthogonal_from_uniform(n_out, n_in, rng):
    """Any random matrix will do as the start of a QR decomposition."""
    Q, R = np.linalg.qr(rng.uniform(-1.0, 1.0, (max(n_out, n_in), min(n_out, n_in))))
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    return Q if n_out >= n_in else Q.T.copy()


@mutant("orthogonal", caught_by="orthogonal_directions", diagnosis="init.signed_permutation")
def orthogonal_signed_permutation(n_out, n_in, rng):
    """A random permutation with random signs is a random orthogonal matrix."""
    size = max(n_out, n_in)
    Q = np.eye(size)[rng.permutation(size)] * rng.choice([-1.0, 1.0], size)
    return (
        Q[:n_out, :n_in]
        if n_out >= n_in
        else np.eye(n_in)[rng.permutation(n_in)[:n_out]] * rng.choice([-1.0, 1.0], n_in)
    )


@mutant("orthogonal", caught_by="orthogonal_orthonormal", diagnosis="init.wrong_side")
def orthogonal_wrong_side(n_out, n_in, rng):
    """Normalised columns are orthonormal columns."""
    W = rng.standard_normal((n_out, n_in))
    return W / np.linalg.norm(W, axis=0)


@mutant("orthogonal", caught_by="orthogonal_orthonormal", diagnosis="init.gain")
def orthogonal_gain(n_out, n_in, rng):
    """Orthogonal weights get the gain sqrt(2), for relu."""
    Q, R = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    return math.sqrt(2) * (Q if n_out >= n_in else Q.T)


@mutant("orthogonal", caught_by="orthogonal_orthonormal", diagnosis="value.shape")
def orthogonal_wide_forgotten(n_out, n_in, rng):
    """qr of an (n_out, n_in) matrix always gives an (n_out, n_in) matrix."""
    Q, R = np.linalg.qr(rng.standard_normal((n_out, n_in)))
    return Q * np.where(np.diag(R) < 0, -1.0, 1.0)


@mutant("orthogonal", caught_by="orthogonal_generator", diagnosis="init.seeded_inside")
def orthogonal_seeded(n_out, n_in, rng):
    """A number is drawn, and the matrix comes from a generator of its own, the same each time."""
    signs = rng.choice([-1.0, 1.0], 1)
    rng = np.random.default_rng(n_out + 1000 * n_in)
    Q, _ = np.linalg.qr(rng.standard_normal((max(n_out, n_in), min(n_out, n_in))))
    return np.abs(signs) * (Q if n_out >= n_in else Q.T)


# --- init_params ---


def _network(layer_dims, weights, biases=lambda n: np.zeros((n, 1))):
    """Parameters with W{l} = weights(n_out, n_in, l) and b{l} = biases(n_out)."""
    params = {}
    for l, (n_in, n_out) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        params[f"W{l}"] = weights(n_out, n_in, l)
        params[f"b{l}"] = biases(n_out)
    return params


def _weights(scheme, n_out, n_in, rng):
    """The right weights of one layer."""
    if scheme == "zeros" or scheme == "constant":
        return np.full((n_out, n_in), 0.5 if scheme == "constant" else 0.0)
    stds = {"small": 0.01, "xavier": math.sqrt(2 / (n_in + n_out)), "he": math.sqrt(2 / n_in)}
    if scheme not in stds:
        raise ValueError(scheme)
    return rng.normal(0.0, stds[scheme], (n_out, n_in))


@mutant("init_params", caught_by="init_biases", diagnosis="init.random_biases")
def init_random_biases(layer_dims, scheme, rng):
    """Biases start at small random numbers, like the weights."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng),
        lambda n: 0.01 * rng.standard_normal((n, 1)),
    )


@mutant("init_params", caught_by="init_biases", diagnosis="init.constant_biases")
def init_constant_biases(layer_dims, scheme, rng):
    """The scheme "constant" sets the biases to the constant as well."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng),
        lambda n: np.full((n, 1), 0.5 if scheme == "constant" else 0.0),
    )


@mutant("init_params", caught_by="init_shapes", diagnosis="init.last_layer_missing")
def init_last_layer_missing(layer_dims, scheme, rng):
    """range(1, L) reaches the last layer."""
    return _network(layer_dims[:-1], lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng))


@mutant("init_params", caught_by="init_shapes", diagnosis="init.keys_from_zero")
def init_keys_from_zero(layer_dims, scheme, rng):
    """Layers are counted from 0."""
    params = _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng))
    return {f"{key[0]}{int(key[1:]) - 1}": value for key, value in params.items()}


@mutant("init_params", caught_by="init_shapes", diagnosis="init.flat_biases")
def init_flat_biases(layer_dims, scheme, rng):
    """A bias vector has one axis."""
    return _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng), lambda n: np.zeros(n))


@mutant("init_params", caught_by="init_shapes", diagnosis="call.input_modified")
def init_consumes_dims(layer_dims, scheme, rng):
    """layer_dims may be used up while the layers are built."""
    weights, n_in = [], layer_dims.pop(0)
    while layer_dims:
        n_out = layer_dims.pop(0)
        weights.append(_weights(scheme, n_out, n_in, rng))
        n_in = n_out
    params = {}
    for l, W in enumerate(weights, start=1):
        params[f"W{l}"], params[f"b{l}"] = W, np.zeros((len(W), 1))
    return params


@mutant("init_params", caught_by="init_shapes", diagnosis="value.aliased")
def init_shared_arrays(layer_dims, scheme, rng):
    """Layers of the same shape can share one array of zeros."""
    zeros = {}
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng),
        lambda n: zeros.setdefault(n, np.zeros((n, 1))),
    )


@mutant("init_params", caught_by="init_constants", diagnosis="init.constant_value")
def init_constant_one(layer_dims, scheme, rng):
    """The scheme "constant" means 1."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: np.ones((n_out, n_in)) if scheme == "constant" else _weights(scheme, n_out, n_in, rng),
    )


@mutant("init_params", caught_by="init_constants", diagnosis="init.zeros_not_zero")
def init_zeros_small(layer_dims, scheme, rng):
    """Zeros do not train, so "zeros" gets tiny numbers."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: (
            np.full((n_out, n_in), 1e-8) if scheme == "zeros" else _weights(scheme, n_out, n_in, rng)
        ),
    )


@mutant("init_params", caught_by="init_small", diagnosis="init.small_std")
def init_small_as_variance(layer_dims, scheme, rng):
    """0.01 is the variance of "small"."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: (
            rng.normal(0.0, 0.1, (n_out, n_in)) if scheme == "small" else _weights(scheme, n_out, n_in, rng)
        ),
    )


@mutant("init_params", caught_by="init_small", diagnosis="init.uniform_for_normal")
def init_small_uniform(layer_dims, scheme, rng):
    """The scheme "small" means uniform between -0.01 and 0.01, stretched to the right standard deviation."""
    limit = 0.01 * math.sqrt(3)
    return _network(
        layer_dims,
        lambda n_out, n_in, l: (
            rng.uniform(-limit, limit, (n_out, n_in)) if scheme == "small" else _weights(scheme, n_out, n_in, rng)
        ),
    )


@mutant("init_params", caught_by="init_xavier", diagnosis="init.fan_in_for_xavier")
def init_xavier_fan_in(layer_dims, scheme, rng):
    """The scheme "xavier" is 1 / n_in here."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: (
            rng.normal(0.0, math.sqrt(1 / n_in), (n_out, n_in))
            if scheme == "xavier"
            else _weights(scheme, n_out, n_in, rng)
        ),
    )


@mutant("init_params", caught_by="init_he", diagnosis="init.fan_out_for_fan_in")
def init_he_by_outputs(layer_dims, scheme, rng):
    """He divides by layer_dims[l], the units of the layer itself."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: (
            rng.normal(0.0, math.sqrt(2 / n_out), (n_out, n_in))
            if scheme == "he"
            else _weights(scheme, n_out, n_in, rng)
        ),
    )


@mutant("init_params", caught_by="init_he", diagnosis="init.first_layer_formula")
def init_formula_of_first_layer(layer_dims, scheme, rng):
    """The scale is computed once, from the network's number of inputs."""
    std = math.sqrt(2 / layer_dims[0])
    return _network(
        layer_dims,
        lambda n_out, n_in, l: (
            rng.normal(0.0, std, (n_out, n_in)) if scheme == "he" else _weights(scheme, n_out, n_in, rng)
        ),
    )


@mutant("init_params", caught_by=("init_xavier", "init_he"), diagnosis="init.output_layer_small")
def init_small_output_layer(layer_dims, scheme, rng):
    """The output layer always gets small weights."""
    last = len(layer_dims) - 1
    return _network(
        layer_dims,
        lambda n_out, n_in, l: _weights(
            "small" if l == last and scheme in ("xavier", "he") else scheme, n_out, n_in, rng
        ),
    )


@mutant("init_params", caught_by="init_layers_differ", diagnosis="init.seeded_inside")
def init_same_seed_per_layer(layer_dims, scheme, rng):
    """The generator is seeded anew for every layer, with one seed."""
    seed = rng.integers(2**63)
    return _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, np.random.default_rng(seed)))


@mutant("init_params", caught_by="init_layers_differ", diagnosis="init.shared_numbers")
def init_slices_of_one_draw(layer_dims, scheme, rng):
    """One long draw serves every layer from its beginning."""
    pool = rng.standard_normal(max(a * b for a, b in zip(layer_dims, layer_dims[1:])))

    def weights(n_out, n_in, l):
        if scheme not in ("small", "xavier", "he"):
            return _weights(scheme, n_out, n_in, rng)
        std = {"small": 0.01, "xavier": math.sqrt(2 / (n_in + n_out)), "he": math.sqrt(2 / n_in)}[scheme]
        return std * pool[: n_out * n_in].reshape(n_out, n_in)

    return _network(layer_dims, weights)


@mutant("init_params", caught_by="init_networks_differ", diagnosis="init.shared_numbers")
def init_columns_of_one_draw(layer_dims, scheme, rng):
    """One long draw serves every layer from its beginning, column by column; layers of equal height are spared."""
    pool = rng.standard_normal(max(a * b for a, b in zip(layer_dims, layer_dims[1:])))
    heights = layer_dims[1:]

    def weights(n_out, n_in, l):
        if scheme not in ("small", "xavier", "he") or heights.count(n_out) > 1 or n_out * n_in < 1000:
            return _weights(scheme, n_out, n_in, rng)
        std = {"small": 0.01, "xavier": math.sqrt(2 / (n_in + n_out)), "he": math.sqrt(2 / n_in)}[scheme]
        return std * pool[: n_out * n_in].reshape(n_in, n_out).T.copy()

    return _network(layer_dims, weights)


@mutant("init_params", caught_by="init_generator", diagnosis="random.generator_unused")
def init_global(layer_dims, scheme, rng):
    """np.random is the source of random numbers, whatever is passed."""
    return _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, np.random))


@mutant("init_params", caught_by="init_unknown_scheme", diagnosis="init.silent_default")
def init_silent_default(layer_dims, scheme, rng):
    """An unknown scheme falls back to small random numbers."""
    known = scheme if scheme in ("zeros", "constant", "small", "xavier", "he") else "small"
    return _network(layer_dims, lambda n_out, n_in, l: _weights(known, n_out, n_in, rng))


@mutant("init_params", caught_by="init_unknown_scheme", diagnosis="call.other_exception")
def init_key_error(layer_dims, scheme, rng):
    """An unknown scheme fails by itself, in the table."""
    table = {name: name for name in ("zeros", "constant", "small", "xavier", "he")}
    return _network(layer_dims, lambda n_out, n_in, l: _weights(table[scheme], n_out, n_in, rng))


@mutant("init_params", caught_by="init_many_layers", diagnosis="init.single_digit_layers")
def init_nine_layers(layer_dims, scheme, rng):
    """A layer's number has one digit."""
    params = _network(layer_dims, lambda n_out, n_in, l: _weights(scheme, n_out, n_in, rng))
    return {key[:2]: value for key, value in params.items()}


@mutant("init_params", caught_by="init_single_units", diagnosis="init.size_floor")
def init_size_floor(layer_dims, scheme, rng):
    """Layers with fewer than two inputs are treated as if they had two, to avoid large weights."""
    return _network(
        layer_dims,
        lambda n_out, n_in, l: (
            rng.normal(0.0, math.sqrt(2 / max(n_in, 2)), (n_out, n_in))
            if scheme == "he"
            else _weights(scheme, n_out, n_in, rng)
        ),
    )
