"""Calls of student functions through a real worker, at the best level of this machine."""

import gc
import sys

import numpy as np
import pytest

from grader.model.errors import IsolationError
from grader.worker.client import Level, WorkerDied, WorkerPool, WorkerTimeout
from grader.worker.launch import environment
from grader.worker.protocol import Limits, ModuleSource, Opaque, UnitSource

from .conftest import module


def test_loading_tells_the_state_of_each_wanted_function(pool):
    with pool.worker() as worker:
        loaded = worker.load(module("def f():\n    return 1\n"), ["f", "g"])
    assert {name: state.status for name, state in loaded.functions.items()} == {"f": "ready", "g": "missing"}


def test_a_value_comes_back(loaded):
    reply = loaded("def f(x, *, k):\n    return {'y': x * k}\n").call("f", [np.arange(3.0)], {"k": 2})
    assert reply.value["y"].tolist() == [0, 2, 4]
    assert reply.raised is None


def test_an_exception_is_a_reply(loaded):
    reply = loaded("def f():\n    raise ValueError('no')\n").call("f", [])
    assert (reply.raised.type, reply.raised.message) == ("ValueError", "no")
    assert reply.raised.frames[0].line == 2


@pytest.mark.parametrize("name", ["SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_leaving_the_interpreter_by_exception_is_a_reply_too(loaded, name):
    worker = loaded(f"def f():\n    raise {name}\ndef g():\n    return 1\n", "f", "g")
    assert worker.call("f", []).raised.type == name
    assert worker.call("g", []).value == 1


def test_a_function_that_the_module_lacks_raises_a_name_error(loaded):
    assert loaded("def f():\n    pass\n").call("other", []).raised.type == "NameError"


def test_output_belongs_to_its_call(loaded):
    worker = loaded("print('loading')\ndef f(x):\n    print(x)\n")
    assert [worker.call("f", [i]).output for i in (1, 2)] == ["1\n", "2\n"]


def test_a_warning_is_printed_and_never_fatal(loaded):
    source = "import warnings, numpy as np\nwarnings.simplefilter('error')\nnp.seterr(all='raise')\n"
    reply = loaded(source + "def f():\n    return np.log(np.zeros(1))\n").call("f", [])
    assert reply.value[0] == -np.inf
    assert "RuntimeWarning" in reply.output


def test_arguments_changed_in_place_are_named(loaded):
    worker = loaded("def f(a, b, params, k):\n    b += 1\n    params['W1'][0] = 5\n    k.append(1)\n")
    arguments = [np.zeros(2), np.zeros(2), {"W1": np.zeros(2), "b1": np.zeros(2)}]
    assert worker.call("f", arguments, {"k": []}).modified == ("1", "2['W1']", "k")
    assert arguments[1].tolist() == [0, 0]


def test_shared_memory_is_told(loaded):
    worker = loaded("def f(x):\n    return x[1:], x.copy()\n")
    assert worker.call("f", [np.zeros(3)]).aliases == (("result[0]", "argument 0"),)


def test_a_buffer_used_for_two_results_is_told(loaded):
    worker = loaded("import numpy as np\nbuffer = np.zeros(2)\ndef f():\n    return buffer\n")
    assert worker.call("f", []).aliases == ()
    assert worker.call("f", []).aliases == (("result", "earlier result of f"),)


def test_generators_arrive_with_their_state_and_return_it(loaded):
    worker = loaded("def f(n, rng, other=None):\n    return rng.normal(size=n)\n")
    rng, expected = np.random.default_rng(7), np.random.default_rng(7)
    reply = worker.call("f", [4, rng], {"other": np.random.default_rng(8)})
    assert np.array_equal(reply.value, expected.normal(size=4))
    assert reply.generators[1] == expected.bit_generator.state
    assert reply.generators[2] == np.random.default_rng(8).bit_generator.state
    assert rng.bit_generator.state == np.random.default_rng(7).bit_generator.state


def test_a_generator_subclass_arrives_as_a_plain_generator(loaded):
    class Spy(np.random.Generator):
        pass

    worker = loaded("def f(rng):\n    return type(rng).__name__, rng.spawn(1)[0].integers(2**60)\n")
    first, second = (worker.call("f", [Spy(np.random.PCG64(3))]).value for _ in range(2))
    assert first == second
    assert first[0] == "Generator"


def test_the_global_generators_are_seeded_the_same_in_every_worker(pool):
    source = module("import random, numpy as np\ndef f():\n    return random.random(), np.random.rand()\n")
    draws = []
    for _ in range(2):
        with pool.worker() as worker:
            worker.load(source, ["f"])
            draws.append(worker.call("f", []).value)
    assert draws[0] == draws[1]


def test_a_function_of_the_grader_can_be_called(loaded):
    seen = []

    def loss(theta, scale=1.0):
        seen.append(theta)
        return float((theta**2).sum()) * scale

    worker = loaded("def f(loss, x):\n    return [loss(x), loss(x + 1, scale=2.0)]\n")
    assert worker.call("f", [loss, np.ones(2)]).value == [2.0, 16.0]
    assert type(seen[0]) is np.ndarray


def test_an_exception_of_the_graders_function_is_ordinary_in_student_code(loaded):
    def fail(kind):
        raise {"value": ValueError, "own": IsolationError, "unicode": UnicodeError}[kind]("told")

    body = "    try:\n        g(kind)\n    except Exception as e:\n        return type(e).__name__, str(e)\n"
    worker = loaded("def f(g, kind):\n" + body)
    assert worker.call("f", [fail, "value"]).value == ("ValueError", "told")
    assert worker.call("f", [fail, "own"]).value[0] == "RuntimeError"
    assert worker.call("f", [fail, "missing"]).value == ("KeyError", "\"'missing'\"")


def test_the_graders_function_may_call_the_module_again(loaded):
    worker = loaded("def f(g, x):\n    return g(x) + 1\ndef h(x):\n    return 10 * x\n")
    assert worker.call("f", [lambda x: worker.call("h", [x]).value, 3]).value == 31


def test_an_interrupt_in_the_graders_function_closes_the_worker(loaded):
    worker = loaded("def f(g):\n    return g()\n")

    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worker.call("f", [interrupted])
    with pytest.raises(WorkerDied):
        worker.call("f", [interrupted])


SCALED = """
class Cache:
    def __init__(self, x): self.x = x
def f(x): return x * 2, Cache(x)
def g(cache): return cache.x
def whole(): return {"a": 1}
"""


def test_an_object_of_the_student_is_a_handle_that_can_be_handed_back(loaded):
    worker = loaded(SCALED)
    _, cache = worker.call("f", [np.ones(2)]).value
    assert isinstance(cache, Opaque)
    assert cache.type_name == "Cache"
    assert worker.call("g", [cache]).value.tolist() == [1, 1]


@pytest.mark.parametrize(("path", "kind"), [((), dict), (("a",), int), (("missing",), None), ((0,), None)])
def test_a_path_of_the_result_can_be_kept_in_the_worker(loaded, path, kind):
    value = loaded(SCALED).call("whole", [], opaque=[path]).value
    if kind is None:
        assert value == {"a": 1}
    else:
        kept = value["a"] if path else value
        assert (type(kept), kept.type_name) == (Opaque, kind.__name__)


def test_what_is_kept_is_not_searched_for_aliases(loaded):
    worker = loaded("def f(x):\n    y = x * 2\n    return y, {'y': y}\n")
    assert worker.call("f", [np.ones(2)], opaque=[(1,)]).aliases == ()


def test_a_handle_that_the_grader_drops_is_released(loaded):
    worker = loaded(
        "import gc\nclass C: pass\ndef f(): return C()\ndef n(): return sum(type(o) is C for o in gc.get_objects())\n"
    )
    kept = worker.call("f", []).value
    worker.call("f", [])
    gc.collect()
    assert worker.call("n", []).value == 1
    assert kept.type_name == "C"


def test_a_handle_of_another_worker_is_refused(loaded):
    first, second = loaded(SCALED), loaded(SCALED)
    cache = first.call("f", [np.ones(2)]).value[1]
    with pytest.raises(ValueError, match="another worker"):
        second.call("g", [cache])
    assert second.call("whole", []).value == {"a": 1}


def test_an_argument_that_cannot_cross_is_our_mistake(loaded):
    worker = loaded(SCALED)
    with pytest.raises(TypeError):
        worker.call("g", [{1, 2}])
    assert worker.call("whole", []).value == {"a": 1}


def test_a_layout_crosses_with_its_array(loaded):
    worker = loaded(
        "def f(x):\n    return bool(x.flags.c_contiguous), bool(x.flags.f_contiguous), bool(x.flags.writeable)\n"
    )
    assert worker.call("f", [np.zeros((2, 3)).T]).value == (False, True, True)
    assert worker.call("f", [np.zeros(6)[::2]]).value == (False, False, True)
    assert worker.call("f", [np.broadcast_to(0.0, 3)]).value[2] is False


def test_large_arrays_cross_in_both_directions(loaded):
    x = np.arange(2_000_000.0)
    assert np.array_equal(loaded("def f(x):\n    return x + 1\n").call("f", [x]).value, x + 1)


def test_a_frame_of_a_notebook_names_its_cell(pool):
    source = ModuleSource(
        "nb", "nb.ipynb", (UnitSource("import numpy as np\n", 2), UnitSource("def f():\n    1/0\n", 5)), {}
    )
    with pool.worker() as worker:
        worker.load(source, ["f"])
        frame = worker.call("f", []).raised.frames[0]
    assert (frame.file, frame.cell, frame.line) == ("nb.ipynb", 5, 2)


def test_a_module_that_the_grader_has_is_not_there_for_the_student(loaded):
    source = "def f(name):\n    import importlib\n    importlib.import_module(name)\n"
    for name in ("hypothesis", "pytest"):
        assert loaded(source).call("f", [name]).raised.type == "ModuleNotFoundError"


def test_the_environment_is_empty_of_the_graders(loaded):
    values = loaded("import os\ndef f():\n    return dict(os.environ)\n").call("f", []).value
    kept = environment()  # what the worker is given, whatever the grader's own environment holds
    assert {name: values[name] for name in kept} == kept
    assert set(values) - set(kept) <= {"PWD", "LC_CTYPE"}  # set by the launcher and the interpreter itself


def test_the_workers_environment_takes_nothing_from_the_graders(monkeypatch):
    monkeypatch.setenv("API_TOKEN", "secret")
    assert "API_TOKEN" not in environment()


def test_time_in_a_call_is_limited(pool):
    with pool.worker(Limits(call_seconds=0.2)) as worker:
        worker.load(module("def f():\n    while True: pass\n"), ["f"])
        with pytest.raises(WorkerTimeout) as caught:
            worker.call("f", [])
    assert (caught.value.seconds, caught.value.during) == (0.2, "call")


def test_a_pool_that_cannot_offer_the_minimum_says_so(monkeypatch):
    pool = WorkerPool(minimum="A", only=Level.D)
    with pytest.raises(IsolationError) as caught:
        _ = pool.level
    assert caught.value.code == "isolation.too_weak"


def test_a_zygote_that_died_is_replaced():
    with WorkerPool() as pool:
        with pool.worker() as worker:
            worker.load(module("def f():\n    return 1\n"), ["f"])
        if pool._zygote is None:
            pytest.skip("no zygote at this level")
        pool._zygote._process.kill()
        pool._zygote._control.close()
        with pool.worker() as worker:
            worker.load(module("def f():\n    return 2\n"), ["f"])
            assert worker.call("f", []).value == 2


@pytest.mark.skipif(sys.platform != "linux", reason="probing is for Linux")
def test_findings_name_every_attack(pool):
    names = {finding.name.partition(": ")[2] for finding in pool.findings}
    if pool.level is not Level.D:
        assert {"files.read", "files.write", "network", "processes.fork", "processes.signal"} <= names
