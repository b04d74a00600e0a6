"""What is known of common methods and library functions: which leave their arguments alone, and which do not."""

# Methods that leave their object as it is.
_PLAIN_READERS = frozenset(("copy", "count", "endswith", "format", "get", "index", "items", "join", "keys", "lower"))
_MORE_READERS = frozenset(("replace", "split", "startswith", "strip", "upper", "values"))
_ARRAY_READERS = frozenset(
    ("all", "any", "argmax", "argmin", "astype", "clip", "conj", "copy", "dot", "flatten", "item")
)
_REDUCTIONS = frozenset(("max", "mean", "min", "ravel", "reshape", "round", "squeeze", "std", "sum", "tolist", "var"))
# Draws change their generator, but no grade depends on where a stream of the student's own stands.
_DRAWS = frozenset(("choice", "integers", "normal", "permutation", "random", "standard_normal", "uniform"))
READERS = _PLAIN_READERS | _MORE_READERS | _ARRAY_READERS | _REDUCTIONS | _DRAWS

# Methods that change their object and leave their arguments alone.
_CONTAINER_METHODS = frozenset(("add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove"))
_MORE_METHODS = frozenset(("reverse", "setdefault", "sort", "update", "__setattr__", "__setitem__"))
CONTAINER_METHODS = _CONTAINER_METHODS | _MORE_METHODS

# Functions that change an argument although they come from a library.
_NUMPY_MUTATORS = frozenset(("at", "copyto", "fill_diagonal", "place", "put", "put_along_axis", "putmask", "shuffle"))
_OTHER_MUTATORS = frozenset(("heapify", "heappop", "heappush", "insort", "insort_left", "insort_right", "next"))
_OPERATORS = frozenset(("delitem", "iadd", "iconcat", "ior", "setitem"))
MUTATORS = _NUMPY_MUTATORS | _OTHER_MUTATORS | _OPERATORS

# Functions that change how a library behaves from now on.
_NUMPY_SETTERS = frozenset(("set_printoptions", "setbufsize", "seterr", "seterrcall"))
_OTHER_SETTERS = frozenset(
    ("filterwarnings", "resetwarnings", "setcontext", "setlocale", "setrecursionlimit", "simplefilter")
)
SETTERS = _NUMPY_SETTERS | _OTHER_SETTERS
