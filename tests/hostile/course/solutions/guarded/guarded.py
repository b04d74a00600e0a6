# %%


# %%
def double(x):
    # BEGIN SOLUTION
    return 2.0 * x
    # END SOLUTION


# %%
def total(x):
    # BEGIN SOLUTION
    return float(x.sum())
    # END SOLUTION


# %%
def apply(f, x):
    # BEGIN SOLUTION
    return float(f(x))
    # END SOLUTION
