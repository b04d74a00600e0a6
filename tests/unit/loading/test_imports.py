"""Imports: missing libraries, stand-ins, the submission's other modules, and the grader's own."""

import sys

import numpy as np
import pytest

from grader.worker.standins import LIBRARIES


def test_a_missing_library_is_noted_once_it_is_imported(load):
    result = load("import no_such_library.part\ndef answer(): return 42")

    assert (result.answer(), result.note("load.missing_library").facts) == (42, {"module": "no_such_library"})


def test_an_import_of_several_names_survives_a_missing_one(load):
    assert load("import no_such_library, math\ndef answer(): return int(math.sqrt(42 * 42))").answer() == 42


def test_names_of_one_module_are_imported_one_by_one(load):
    assert load("from math import no_such_name, sqrt\ndef answer(): return int(sqrt(42 * 42))").answer() == 42


def test_a_failing_import_above_numpy_costs_nothing(load_cells):
    result = load_cells("import no_such_library\nimport numpy as np\ndef answer(): return int(np.sum([40, 2]))")

    assert result.answer() == 42


@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_libraries_with_a_stand_in_can_be_imported_and_used(load, library):
    result = load(
        f"import {library}.part as lib\nlib.show(lib.x[3].y)\ndef answer(): return lib.f() is None", whole=True
    )

    assert (result.answer(), result.codes()) == (False, [])


def test_a_plot_inside_a_function_does_nothing(load):
    result = load("""
        import matplotlib.pyplot as plt
        from mpl_toolkits.mplot3d import Axes3D
        import seaborn as sns
        plt.rcParams["figure.figsize"] = (5, 4)
        sns.set_theme()
        def answer():
            figure, axes = plt.subplots(figsize=(3, 4))
            axes.plot([1, 2]); axes.set_title("x")
            with plt.style.context("ggplot"):
                plt.hist([1]); plt.show()
            for ax in axes.flat: ax.grid()
            return 42
    """)

    assert result.answer() == 42


@pytest.mark.parametrize(
    "imported",
    [
        "from tqdm import tqdm",
        "from tqdm.auto import tqdm",
        "from tqdm.notebook import tqdm",
        "import tqdm as t; tqdm = t.tqdm",
    ],
)
def test_a_loop_with_a_progress_bar_runs_through(load, imported):
    text = f"{imported}\ndef answer(): return sum(n for n in tqdm(range(4), desc='x'))"

    assert load(text).answer() == 6


def test_a_progress_bar_answers_its_methods(load):
    result = load("""
        from tqdm import trange
        def answer():
            total = 0
            with trange(3, desc="x") as bar:
                for n in bar:
                    bar.set_postfix(loss=n)
                    total += len(bar)
            return total
    """)

    assert result.answer() == 9


def test_display_and_get_ipython_exist(load_cells):
    result = load_cells(
        "get_ipython().run_line_magic('matplotlib', 'inline')\ndef answer():\n    display(3)\n    return 42"
    )

    assert result.answer() == 42


PLOTS = {
    "axes side by side": "figure, (left, right) = plt.subplots(1, 2)",
    "a grid of axes": "figure, ((a, b, c), (d, e, f)) = plt.subplots(nrows=2, ncols=3)",
    "a loop over rows of axes": "n = [len(row) for row in plt.subplots(2, 3)[1]]\nassert n == [3, 3]",
    "axes by number": "figure, axes = plt.subplots(2, 2)\naxes[1, 0].plot([1])\naxes.ravel()[3].plot([1])",
    "a column that stays a grid": "figure, axes = plt.subplots(3, squeeze=False)\naxes[2, 0].plot([1])",
    "axes of a figure": "left, right = plt.figure().subplots(1, 2)",
    "a line": "line, = plt.plot([1, 2])\nline.set_color('r')",
    "the first of several": "first, *others = plt.plot([1, 2])",
    "the parts of a histogram": "counts, edges, patches = plt.hist([1, 2])\nmiddles = (edges[1:] + edges[:-1]) / 2",
    "limits": "low, high = plt.xlim()\nplt.text(low + 0.1 * (high - low), -low, f'{high:.2f}')\nif low > 3: 1 / 0",
    "arithmetic with arrays": "bars = plt.bar([1], [2])\nx = np.ones(3) + bars[0].get_width() - np.ones(3)",
}


@pytest.mark.parametrize("name", PLOTS)
def test_what_plotting_functions_return_can_be_used(load, name):
    body = "".join(f"\n    {line}" for line in PLOTS[name].split("\n"))
    text = f"import numpy as np\nimport matplotlib.pyplot as plt\ndef answer():{body}\n    return 42"

    assert load(text).answer() == 42


@pytest.mark.parametrize("module", ["pylab", "matplotlib.pyplot"])
def test_a_star_import_brings_the_functions_that_draw(load, module):
    assert (
        load(f"from {module} import *\ndef answer():\n    semilogy([1]); title('x'); show()\n    return 42").answer()
        == 42
    )


def test_a_line_above_the_progress_bar_is_not_shown(load):
    assert load("from tqdm import tqdm\ndef answer():\n    tqdm.write('loss')\n    return 42").answer() == 42


def test_pylab_leaves_pythons_own_max(load_cells):
    assert load_cells("%pylab inline\ndef answer(): return max(0, 42)").answer() == 42


def test_pylab_brings_numpys_names(load_cells):
    assert load_cells("%pylab inline\ndef answer(): return int(np.sum(ones(3))) + len(randn(2))").answer() == 5


def test_a_decorator_of_a_stand_in_leaves_the_function(load):
    assert load("from ipywidgets import interact\n@interact\ndef answer(): return 42").answer() == 42


def test_calls_of_the_grader_in_a_notebook_do_nothing(load_cells):
    result = load_cells(
        "import grader\nfrom grader import check", "def answer():\n    check('x')\n    return grader.check('y')"
    )

    assert "not available" in repr(result.answer())


def test_the_real_grader_is_out_of_reach(load):
    load("import grader.worker.loading as loading\ndef answer(): return 42")

    assert "grader.worker.cells" not in sys.modules
    assert not hasattr(sys.modules["grader.worker.loading"], "__file__")


def test_a_module_of_the_submission_can_be_imported(load):
    result = load(
        "from utils import relu\nimport utils\ndef answer(): return relu(40) + utils.TWO",
        siblings={"utils": "TWO = 2\ndef relu(z): return max(z, 0)"},
    )

    assert result.answer() == 42


def test_a_module_of_a_package_can_be_imported(load):
    siblings = {"lib.parts": "from .more import TWO\ndef size(): return 40 + TWO", "lib.more": "TWO = 2"}

    assert load("from lib.parts import size\ndef answer(): return size()", siblings=siblings).answer() == 42


def test_a_package_has_code_of_its_own(load):
    siblings = {"lib.__init__": "from lib.parts import size", "lib.parts": "def size(): return 42", "lib": "size = 1"}

    assert load("import lib\ndef answer(): return lib.size()", siblings=siblings).answer() == 42


def test_code_of_a_package_belongs_to_its_file(load):
    text = "from lib.parts import size\ndef answer(): return size.__code__.co_filename"

    assert load(text, siblings={"lib.parts": "def size(): return 42"}).answer() == "lib/parts.py"


def test_a_star_import_from_the_submission_counts(load):
    assert (
        load("from utils import *\ndef answer(): return size()", siblings={"utils": "def size(): return 42"}).answer()
        == 42
    )


def test_modules_of_the_submission_import_each_other(load):
    siblings = {"a": "from b import two\ndef size(): return 40 + two", "b": "two = 2"}

    assert load("from a import size\ndef answer(): return size()", siblings=siblings).answer() == 42


def test_a_table_of_another_module_is_filled_by_the_module_that_uses_it(load):
    siblings = {"registry": "TABLE = {}\ndef register(name, f): TABLE[name] = f"}
    text = "from registry import TABLE, register\nregister('x', lambda: 42)\ndef answer(): return TABLE['x']()"

    assert load(text, siblings=siblings).answer() == 42


def test_a_table_of_another_module_is_filled_by_decorators(load):
    siblings = {"registry": "TABLE = {}\ndef register(f):\n    TABLE[f.__name__] = f\n    return f"}
    text = """
        import registry
        @registry.register
        def x(): return 42
        def answer(): return registry.TABLE["x"]()
    """

    assert load(text, siblings=siblings).answer() == 42


def test_training_by_another_module_does_not_run(load):
    siblings = {"utils": "def relu(z): return z\ndef train(f):\n    while True: f()"}
    text = "from utils import relu, train\ndef answer(): return relu(42)\nlosses = train(answer)"

    assert load(text, siblings=siblings).ran[-1] == ("homework.py", 2)


def test_a_failing_statement_of_another_module_costs_only_its_names(load):
    siblings = {"utils": "import no_such_library\nassert False\nwhile True: pass\ndef size(): return 42"}

    assert load("from utils import size\ndef answer(): return size()", siblings=siblings, seconds=0.2).answer() == 42


def test_a_module_of_the_submission_that_is_not_python_is_noted_at_the_import(load):
    result = load("import utils\ndef answer(): return utils", siblings={"utils": "def f(:"})

    assert result.note("load.statement_failed").facts["type"] == "SyntaxError"
    assert "utils.py" in result.note("load.statement_failed").facts["message"]


@pytest.mark.parametrize("name", ["random", "numpy", "msgspec", "grader", "typing", "matplotlib"])
def test_a_module_of_the_submission_cannot_take_a_librarys_place(load, name):
    result = load(f"import {name}\ndef answer(): return getattr({name}, 'planted', 42)", siblings={name: "planted = 1"})

    assert result.answer() != 1
    assert result.note("load.shadowed_module").facts == {"module": name}


def test_a_module_of_the_submission_named_like_an_installed_package_is_the_submissions(load):
    assert load("import pip\ndef answer(): return pip.size", siblings={"pip": "size = 42"}).answer() == 42


def test_the_module_can_import_itself(load):
    assert (
        load("def helper(): return 42\ndef answer():\n    import homework\n    return homework.helper()").answer() == 42
    )


SPELLINGS = {
    "older constants": "float(np.float_(42)) if -np.Inf < np.NINF + 1 or np.isnan(np.NaN) else 0",
    "older functions": "int(np.product([6, 7])) if np.alltrue([1, 1]) and np.in1d([1], [1]).all() else 0",
    "older sums": "int(np.trapz([42.0, 42.0]))",
    "older types": "int(np.asfarray([42]).astype(np.int)[0])",
    "newer functions": "int(np.concat([[40.0], [2.0]]).sum() + np.acos(1.0) + np.pow(0.0, 2))",
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_what_numpy_is_called_in_other_versions_is_known(load, name):
    assert load(f"import numpy as np\ndef answer(): return {SPELLINGS[name]}").answer() == 42


def test_numpys_own_names_are_left_as_they_are(load):
    before = {name: value for name, value in vars(np).items() if not name.startswith("_")}
    load("import numpy as np\ndef answer(): return 42")

    assert all(vars(np)[name] is value for name, value in before.items())


def test_a_module_of_the_submission_that_a_cell_runs_brings_its_names(load_cells):
    result = load_cells("%run helpers.py", "def answer(): return size()", siblings={"helpers": "def size(): return 42"})

    assert (result.answer(), result.codes()) == (42, [])
