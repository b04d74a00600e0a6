"""The statements that a graded function needs are run, in every honest style."""

import ast
import sys
from textwrap import dedent

import numpy as np
import pytest

BOOM = "raise RuntimeError('this must not run')"

NEEDED = {
    "a table filled by subscripts": """
        ACT = {}
        def relu(z): return max(z, 0)
        ACT["relu"] = relu
        def answer(): return ACT["relu"](42)
    """,
    "a table filled in a loop": """
        import math
        ACT = {}
        for name in ("floor", "ceil"):
            ACT[name] = getattr(math, name)
        def answer(): return ACT["ceil"](41.5)
    """,
    "a table filled by a registering decorator": """
        ACT = {}
        def register(name):
            def decorate(function):
                ACT[name] = function
                return function
            return decorate
        @register("relu")
        def relu(z): return max(z, 0)
        def answer(): return ACT["relu"](42)
    """,
    "a list filled by its own append as a decorator": """
        LAYERS = []
        @LAYERS.append
        def layer(z): return z + 2
        def answer(): return LAYERS[0](40)
    """,
    "a list appended to": """
        LAYERS = []
        def relu(z): return max(z, 0)
        LAYERS.append(relu)
        def answer(): return LAYERS[0](42)
    """,
    "a list extended by +=": """
        LAYERS = []
        LAYERS += [lambda z: z]
        def answer(): return LAYERS[0](42)
    """,
    "a table filled through another name": """
        ACT = {}
        table = ACT
        table["id"] = lambda z: z
        def answer(): return ACT["id"](42)
    """,
    "a table that a function hands out": """
        ACT = {}
        def table(): return ACT
        table()["id"] = lambda z: z
        def answer(): return ACT["id"](42)
    """,
    "a table filled by a helper that gets it": """
        ACT = {}
        def register(table, name, function): table[name] = function
        register(ACT, "id", lambda z: z)
        def answer(): return ACT["id"](42)
    """,
    "a table filled by a helper of the helper that gets it": """
        ACT = {}
        def store(into, name, function): into[name] = function
        def register(table, function):
            entries = table
            store(entries, function.__name__, function)
        def relu(z): return z
        register(ACT, relu)
        def answer(): return ACT["relu"](42)
    """,
    "a list filled by list.append": """
        LAYERS = []
        list.append(LAYERS, 42)
        def answer(): return LAYERS[0]
    """,
    "an array changed by its elements' helper": """
        import numpy as np
        W = np.zeros(3)
        def fill(array):
            array += 42
        fill(W)
        def answer(): return int(W[0])
    """,
    "tables inside a table": """
        ACT = {"f": {}}
        inner = ACT["f"]
        inner["id"] = lambda z: z
        def answer(): return ACT["f"]["id"](42)
    """,
    "objects changed in a loop over them": """
        LAYERS = [{}, {}]
        for number, layer in enumerate(LAYERS):
            layer["size"] = 40 + number
        def answer(): return LAYERS[1]["size"] + 1
    """,
    "setup() that sets a global": """
        def setup():
            global SIZE
            SIZE = 42
        setup()
        def answer(): return SIZE
    """,
    "setup() by way of another function": """
        def setup():
            global SIZE
            SIZE = 42
        def main(): setup()
        main()
        def answer(): return SIZE
    """,
    "setup() called in a loop over functions": """
        def setup():
            global SIZE
            SIZE = 42
        for step in [setup]:
            step()
        def answer(): return SIZE
    """,
    "setup() called by a comprehension": """
        def setup():
            global SIZE
            SIZE = 42
        [step() for step in (setup,)]
        def answer(): return SIZE
    """,
    "setup() handed to a helper": """
        def setup():
            global SIZE
            SIZE = 42
        def run(f): f()
        run(setup)
        def answer(): return SIZE
    """,
    "setup as a partial": """
        from functools import partial
        def setup(size):
            global SIZE
            SIZE = size
        ready = partial(setup, 42)
        ready()
        def answer(): return SIZE
    """,
    "setup as a method": """
        class Config:
            def apply(self):
                global SIZE
                SIZE = 42
        config = Config()
        config.apply()
        def answer(): return SIZE
    """,
    "a lambda that fills a table": """
        ACT = {}
        list(map(lambda n: ACT.update({n: 42}), ["x"]))
        def answer(): return ACT["x"]
    """,
    "a method set on a class": """
        class Net: pass
        def forward(self, x): return x
        Net.forward = forward
        def answer(): return Net().forward(42)
    """,
    "a method set by setattr": """
        class Net: pass
        setattr(Net, "forward", lambda self, x: x)
        def answer(): return Net().forward(42)
    """,
    "subclasses that register themselves": """
        class Layer:
            known = {}
            def __init_subclass__(cls): Layer.known[cls.__name__] = cls
        class Relu(Layer):
            size = 42
        def answer(): return Layer.known["Relu"].size
    """,
    "a class method that registers": """
        class Table:
            known = {}
            @classmethod
            def add(cls, name, value): cls.known[name] = value
        Table.add("size", 42)
        def answer(): return Table.known["size"]
    """,
    "an attribute of a function": """
        def helper(): return helper.size
        helper.size = 42
        def answer(): return helper()
    """,
    "an object built step by step": """
        class Net:
            def __init__(self): self.sizes = []
            def add(self, size): self.sizes.append(size)
        net = Net()
        net.add(42)
        def answer(): return net.sizes[0]
    """,
    "globals() written to": """
        globals()["SIZE"] = 42
        def answer(): return SIZE
    """,
    "globals() updated": """
        globals().update(SIZE=42)
        def answer(): return SIZE
    """,
    "globals() written to by a helper": """
        def define(name, value): globals()[name] = value
        define("SIZE", 42)
        def answer(): return SIZE
    """,
    "globals() written to in a loop": """
        for name in ("a", "SIZE"):
            globals()[name] = 42
        def answer(): return SIZE
    """,
    "exec": """
        exec("SIZE = 42")
        def answer(): return SIZE
    """,
    "setattr on the module": """
        import sys
        setattr(sys.modules[__name__], "SIZE", 42)
        def answer(): return SIZE
    """,
    "a name read by eval": """
        def size(): return 42
        def answer(): return eval("size")()
    """,
    "a name read by globals()": """
        def relu(z): return z
        def answer(): return globals()["relu"](42)
    """,
    "a walrus": """
        if (SIZE := 42) > 3:
            pass
        def answer(): return SIZE
    """,
    "a walrus in a comprehension": """
        [LAST := n for n in (41, 42)]
        def answer(): return LAST
    """,
    "a with block": """
        import contextlib
        with contextlib.nullcontext(42) as SIZE:
            pass
        def answer(): return SIZE
    """,
    "a while loop": """
        SIZE = 1
        while SIZE < 42:
            SIZE = SIZE + 1
        def answer(): return SIZE
    """,
    "a match": """
        match (1, 42):
            case (1, SIZE): pass
        def answer(): return SIZE
    """,
    "an unpacking": """
        (A, *REST), B = (1, 2, 3), 39
        def answer(): return B + REST[-1]
    """,
    "an alternative of definitions": """
        if True:
            def answer(): return 42
        else:
            def answer(): return 0
    """,
    "a fallback for a missing library": """
        try:
            from no_such_library import expit
        except ImportError:
            def expit(z): return 42
        def answer(): return expit(0)
    """,
    "a deletion that makes room": """
        def first(): return 1
        answer = first
        del answer
        def answer(): return 42
    """,
    "aliases": """
        def _impl(): return 42
        other = answer = _impl
    """,
    "a lambda": "answer = lambda: 42",
    "a partial": """
        from functools import partial
        answer = partial(int, "42")
    """,
    "a closure": """
        def make(size):
            def inner(): return size
            return inner
        answer = make(42)
    """,
    "a callable object": """
        class Answer:
            def __call__(self): return 42
        answer = Answer()
    """,
    "a function of another module": """
        import math
        from operator import mul
        answer = lambda: int(mul(math.sqrt(49), 6))
    """,
    "a wrapper around the earlier definition": """
        def answer(): return 41
        old = answer
        def answer(): return old() + 1
    """,
    "a wrapped redefinition": """
        import functools
        def answer(): return 42
        answer = functools.lru_cache(answer)
    """,
    "a decorator of one's own": """
        import functools
        def twice(f):
            @functools.wraps(f)
            def inner(): return 2 * f()
            return inner
        @twice
        def answer(): return 21
    """,
    "mutual recursion": """
        def answer(n=4): return 42 if n == 0 else other(n - 1)
        def other(n): return answer(n - 1)
    """,
    "a default argument": """
        SIZE = 42
        def answer(size=SIZE): return size
    """,
    "a name inside a nested function": """
        SIZE = 42
        def answer():
            def inner(): return [SIZE for _ in range(1)][0]
            return inner()
    """,
    "a name inside a class inside a function": """
        SIZE = 42
        def answer():
            class Box:
                size = SIZE
            return Box.size
    """,
    "a global that an earlier call leaves": """
        STATE = {"size": 0}
        def grow(): STATE["size"] += 42
        grow()
        def answer(): return STATE["size"]
    """,
    "a local name that hides nothing": """
        x = 42
        def answer():
            def inner(x): return x
            return x
    """,
    "a dataclass": """
        from __future__ import annotations
        from dataclasses import dataclass, field
        @dataclass
        class Spec:
            size: int
            names: list[str] = field(default_factory=list)
        def answer(): return Spec(42).size
    """,
    "a named tuple": """
        from typing import NamedTuple
        class Spec(NamedTuple):
            size: int = 42
        def answer() -> int: return Spec().size
    """,
    "an enum": """
        from enum import Enum
        class Size(Enum):
            BIG = 42
        def answer(): return Size.BIG.value
    """,
    "annotations that name nothing": """
        from __future__ import annotations
        def answer(x: NoSuchThing = None) -> Neither: return 42
    """,
    "numpy's put on a table": """
        import numpy as np
        TABLE = np.zeros(3)
        np.put(TABLE, [1], 42)
        def answer(): return int(TABLE[1])
    """,
    "a result written by out=": """
        import numpy as np
        TABLE = np.zeros(3)
        np.add(TABLE, 42, out=TABLE)
        def answer(): return int(TABLE[1])
    """,
    "a method added by a decorator that is handed the class": """
        def add_to_class(Class):
            def wrapper(obj): setattr(Class, obj.__name__, obj)
            return wrapper
        class Model: pass
        @add_to_class(Model)
        def size(self): return 42
        def answer(): return Model().size()
    """,
    "instances of a subclass that register with its base": """
        class Layer:
            made = []
            def __init__(self): Layer.made.append(self)
        class Big(Layer):
            size = 42
        Big()
        def answer(): return Layer.made[0].size
    """,
    "an entry set by an operator": """
        import operator
        TABLE = {}
        operator.setitem(TABLE, "size", 42)
        def answer(): return TABLE["size"]
    """,
    "a part of a view that has no name": """
        import numpy as np
        TABLE = np.zeros(3)
        np.atleast_2d(TABLE)[0, 1] = 42
        def answer(): return int(TABLE[1])
    """,
    "names read from a function's globals": """
        SIZE = 42
        def helper(): pass
        def answer(): return helper.__globals__["SIZE"]
    """,
    "star imports": """
        from math import *
        def answer(): return int(sqrt(42 * 42))
    """,
    "a nested import": """
        if True:
            import math as m
        def answer(): return int(m.sqrt(42 * 42))
    """,
}


@pytest.mark.parametrize("style", NEEDED)
def test_what_a_function_needs_has_run(load, style):
    result = load(NEEDED[style])

    assert (result.status(), result.answer(), result.codes()) == ("ready", 42, result.codes())
    assert not {"load.statement_failed", "load.statement_deadline"} & set(result.codes())


@pytest.mark.parametrize("style", NEEDED)
def test_what_a_function_needs_has_run_in_cells_of_its_own(load_cells, style):
    text = dedent(NEEDED[style])

    assert load_cells(*(ast.get_source_segment(text, node) for node in _with_decorators(text))).answer() == 42


def _with_decorators(text):
    for node in ast.parse(text).body:
        decorators = getattr(node, "decorator_list", [])
        if decorators:
            node.lineno, node.col_offset = decorators[0].lineno, 0
        yield node


SCRATCH = {
    "a training loop": "for step in range(10**9):\n    loss = answer()",
    "a training loop over parameters": """
        params = {"W1": np.zeros((2, 2))}
        while True:
            params["W1"] -= 0.1 * answer()
    """,
    "training by a function": "def train(steps):\n    while True: answer()\ntrain(10)",
    "training with seeds inside": """
        def train():
            np.random.seed(0)
            while True: answer()
        losses = train()
    """,
    "a plot": "plt.plot([answer() for _ in iter(int, 1)])\nplt.show()",
    "input": "name = input('Your name?')",
    "a failing assertion": "assert answer() == 0, 'not yet'",
    "a failing line": BOOM,
    "printing": "print([answer() for _ in iter(int, 1)])",
    "sys.exit": "import sys\nif answer(): sys.exit(0)",
    "a heavy constant": "x = sum(1 for _ in iter(int, 1))",
    "a timing": "import time\ntime.sleep(100)",
    "the main guard": "if __name__ == '__main__':\n    while True: answer()",
    "a result kept under a new name": "result = answer()\nwhile True: result += 1",
    "an alias that is tested": "f = answer\ndef check(g):\n    while True: g()\ncheck(f)",
    "a name that is only local to the function": "local = [0]\nwhile True: local.append(1)",
    "a name that is a parameter": "size = 3\nwhile True: size += 1",
    "a constant handed on": "def run(eps):\n    while True: answer()\nrun(EPS)",
    "a sum over the table": "while True: print(len(TABLE), max(TABLE.values()))",
    "training for each entry of a table": "for name in TABLE:\n    while True: answer(name)",
    "training handed a table": """
        def train(table, rng):
            W = rng.normal(size=len(table))
            while True: W -= 1
        train(TABLE, 0)
    """,
    "a record of results from a table": "runs = []\nfor name in TABLE:\n    while True: runs.append((name, answer()))",
    "saving results": "np.save('weights.npy', answer())\nraise SystemExit",
    "comparing results": "np.testing.assert_allclose(answer(), 0)",
    "unit tests": "import unittest\nunittest.main()",
    "training of a model": """
        class Model:
            rate = 0.1
            def __init__(self): self.W = [answer()]
            def fit(self):
                while True: self.W[0] -= self.rate
        model = Model()
        model.fit()
    """,
    "a subclass of a scratch class": """
        class A: pass
        class B(A):
            def run(self):
                while True: answer()
        B().run()
    """,
    "a timed experiment": """
        import functools
        def repeated(f):
            @functools.wraps(f)
            def inner():
                while True: f()
            return inner
        @repeated
        def experiment(): return answer()
        experiment()
    """,
    "an own check of a class": "class Test:\n    def run(self):\n        while True: answer()\nTest().run()",
}


IMPORTS = {
    "sys.exit": [1],
    "a timing": [1],
    "unit tests": [1],
    "a timed experiment": [2],
}  # lines of the only statements that run


@pytest.mark.parametrize("name", SCRATCH)
def test_scratch_work_does_not_run(load_cells, name):
    result = load_cells(
        """
        import numpy as np
        import matplotlib.pyplot as plt
        EPS = 1e-8
        TABLE = {"a": 1}
        def answer(size=1):
            local = TABLE["a"] + EPS
            return local * size
        """,
        SCRATCH[name],
    )

    assert result.status() == "ready"
    assert [line for file, line in result.ran if file.endswith("cell=2")] == IMPORTS.get(name, [])
    assert not result.loaded.skipped_may_matter


@pytest.mark.parametrize("name", SCRATCH)
def test_scratch_work_above_the_function_costs_nothing(load, name):
    result = load(
        f"import numpy as np\nimport matplotlib.pyplot as plt\n{_flat(SCRATCH[name])}\ndef answer(): return 42"
    )

    assert (result.status(), result.answer()) == ("ready", 42)


def _flat(text):
    from textwrap import dedent

    return dedent(text)


def test_changes_to_libraries_always_run(load):
    load("""
        import sys, warnings
        import numpy as np
        LIMIT = 1234
        np.seterr(all="ignore")
        sys.setrecursionlimit(LIMIT)
        np.added_by_student = 42
        def answer(): return 42
    """)

    assert (np.geterr()["over"], sys.getrecursionlimit(), np.added_by_student) == ("ignore", 1234, 42)
    del np.added_by_student


def test_settings_made_by_a_helper_run(load):
    load("""
        import numpy as np
        def configure(): np.seterr(all="ignore")
        configure()
        def answer(): return 42
    """)

    assert np.geterr()["over"] == "ignore"


def test_a_kept_old_setting_counts_as_a_setting(load):
    load("import numpy as np\nold = np.seterr(all='ignore')\ndef answer(): return 42")

    assert np.geterr()["over"] == "ignore"


def test_future_flags_of_one_cell_hold_for_later_ones(load_cells):
    result = load_cells("from __future__ import annotations", "def answer(x: NoSuchThing = 42): return x")

    assert result.answer.__annotations__ == {"x": "NoSuchThing"}


def test_a_notebook_is_the_main_program(load_cells):
    assert load_cells("if __name__ == '__main__':\n    def answer(): return 42").answer() == 42


def test_the_main_guard_of_a_file_does_not_run(load):
    assert load("if __name__ == '__main__':\n    def answer(): return 42").status() == "missing"


def test_whole_runs_everything_in_order(load):
    result = load("seen = [1]\nseen.append(2)\ndef answer(): return 42\nassert False\nseen.append(3)", whole=True)

    assert (result.seen, result.status(), result.codes()) == ([1, 2, 3], "ready", [])


def test_whole_ends_input_at_once(load):
    result = load("name = input('?')\ndef answer(): return 42\ntry: input()\nexcept EOFError: ended = True", whole=True)

    assert (result.ended, result.answer()) == (True, 42)


def test_whole_ends_a_training_loop_at_its_deadline(load):
    result = load("while True:\n    try: pass\n    except: pass\ndef answer(): return 42", whole=True, seconds=0.2)

    assert result.answer() == 42


def test_a_loop_that_catches_everything_ends_too(load):
    result = load(
        """
        n = 0
        while n < 10**9:
            try: n += 1
            except BaseException: pass
        def answer(): return n > 0
        """,
        seconds=0.2,
    )

    assert result.answer()


MATTERS = {
    "a graded function with a memory": """
        MEMORY = {}
        def answer(x=1):
            MEMORY[x] = x
            return MEMORY
        for x in range(3): answer(x)
    """,
    "an object derived by a call": """
        import numpy as np
        TABLE = np.zeros(3)
        view = np.asarray(TABLE)
        view[0] = 1
        def answer(): return TABLE
    """,
    "names read at run time": """
        def answer(): return eval("hidden")
        for hidden in [42]: pass
    """,
    "a subclass that its base knows": """
        class Layer: pass
        class Sigmoid(Layer): pass
        def answer(): return {kind.__name__: kind for kind in Layer.__subclasses__()}
    """,
    "a subclass that its base's hook writes down": """
        class Layer:
            known = {}
            def __init_subclass__(cls): cls.known[cls.__name__] = cls
        class Sigmoid(Layer): pass
        def answer(): return Layer.known
    """,
    "a class that its metaclass writes down": """
        class Register(type):
            known = {}
            def __init__(cls, *details): cls.known[cls.__name__] = cls
        class Sigmoid(metaclass=Register): pass
        def answer(): return Register.known
    """,
    "instances that register with their class": """
        class Activation:
            known = {}
            def __init__(self, name): self.known[name] = self
        Activation("relu")
        def answer(): return Activation.known
    """,
    "instances that a dataclass keeps": """
        from dataclasses import dataclass
        from typing import ClassVar
        @dataclass
        class Activation:
            name: str
            known: ClassVar[list] = []
            def __post_init__(self): self.known.append(self)
        for name in ("relu", "tanh"): Activation(name)
        def answer(): return Activation.known
    """,
    "an instance made by a helper": """
        class Activation:
            known = []
            def __init__(self): type(self).known.append(self)
        def prepare(): Activation()
        prepare()
        def answer(): return Activation.known
    """,
    "the only instance of a class": """
        class Settings:
            only = None
            def __new__(cls):
                if cls.only is None: cls.only = super().__new__(cls)
                return cls.only
        Settings().size = 42
        def answer(): return Settings().size
    """,
    "a descriptor that is told its name": """
        class Entry:
            known = {}
            def __set_name__(self, owner, name): self.known[name] = self
        class Table:
            relu = Entry()
        def answer(): return Entry.known
    """,
    "another case of a function": """
        from functools import singledispatch
        @singledispatch
        def size(x): return 0
        @size.register
        def _(x: int): return 42
        def answer(): return size(3)
    """,
    "another case of the graded function": """
        from functools import singledispatch
        @singledispatch
        def answer(x=1): return 0
        @answer.register
        def _(x: int): return 42
    """,
    "another case, without a decorator": """
        from functools import singledispatch
        @singledispatch
        def size(x): return 0
        size.register(int, lambda x: 42)
        def answer(): return size(3)
    """,
    "a method whose annotation says of which class": """
        class Model: pass
        def patch(function): setattr(next(iter(function.__annotations__.values())), function.__name__, function)
        @patch
        def size(self: Model): return 42
        def answer(): return Model().size()
    """,
    "an object that is called as a decorator": """
        class Table(dict):
            def __call__(self, function): self[function.__name__] = function
        table = Table()
        @table
        def size(): return 42
        def answer(): return table["size"]()
    """,
    "a table handed along by reduce": """
        from functools import reduce
        TABLE = {}
        def add(table, name):
            table[name] = 42
            return table
        reduce(add, ["size"], TABLE)
        def answer(): return TABLE["size"]
    """,
}


@pytest.mark.parametrize("name", MATTERS)
def test_a_skipped_statement_that_may_matter_is_told(load, name):
    assert load(MATTERS[name]).loaded.skipped_may_matter


def test_nothing_is_skipped_when_the_whole_file_runs(load):
    assert not load(MATTERS["an object derived by a call"], whole=True).loaded.skipped_may_matter
