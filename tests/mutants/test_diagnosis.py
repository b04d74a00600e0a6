"""A mistake gets its own name or none: in the solution's style, in other styles, and when the library does not know it.

Another name is allowed only where no check of the course can tell the two mistakes apart.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from grader.authoring.planting import planted
from grader.authoring.wrong import mutants_in
from grader.exercise.course import Course
from grader.grading.diagnosis import diagnose, encode_library, library_of
from grader.grading.grade import judging
from grader.grading.headlines import diagnosed
from grader.model.source import SourceFile, Unit

COURSE = Course.open(Path(__file__).parents[2])
EXERCISES = COURSE.config.exercises
TOGETHER = (  # one takes what the other returns
    *({"forward", "backward"}, {"params_to_vector", "vector_to_params"}),
    *({"batchnorm_forward", "batchnorm_backward"}, {"residual_forward", "residual_backward"}),
)
SOME = 29  # the reduced form plants every 29th mutant


@cache
def exercise(name):
    return COURSE.exercise(name, hidden=False)


@cache
def library(name):
    return [known for seen in library_of(exercise(name).library).values() for known in seen]


@cache
def mutants(name):
    return mutants_in(exercise(name))


@cache
def all_checks(name):
    """The mistakes by what they do to public and hidden checks."""
    return [known for seen in library_of(COURSE.exercise(name, hidden=True).hidden_library).values() for known in seen]


LIBRARIES = {"public checks": library, "all checks": all_checks}
BOTH = pytest.mark.parametrize("seen", LIBRARIES.values(), ids=list(LIBRARIES))


def own(name, function, seen=library):
    """The mistakes of a function, and its checks."""
    whole = COURSE.exercise(name, hidden=seen is all_checks)
    checks = [check.name for check in whole.checks if whole.function_of(check) == function]
    return [known for known in seen(name) if (known.function, known.origin) == (function, function)], checks


def equivalent(name, known, seen=library):
    """The names of all mistakes that no check tells from this one."""
    others, checks = own(name, known.function, seen)
    alike = (other for other in others if other.mutant == known.mutant or diagnose(known.symptoms, [other], checks))
    return {other.code for other in alike}


@BOTH
@pytest.mark.parametrize("name", EXERCISES)
def test_a_mutant_that_the_library_knows_gets_no_name_but_its_own(name, seen):
    wrong = {}
    for known in seen(name):
        others, checks = own(name, known.function, seen)
        found = diagnose(known.symptoms, others, checks) if known in others else None
        if found is not None and found[0].code != known.code:
            wrong[known.mutant] = found[0].mutant

    assert wrong == {}


def named(name, seen):
    known = [(one, *own(name, one.function, seen)) for one in seen(name) if one.function == one.origin]
    return {one.mutant for one, others, checks in known if diagnose(one.symptoms, others, checks)}


@pytest.mark.parametrize("name", EXERCISES)
def test_most_mutants_that_public_checks_see_are_named(name):
    seen = {one.mutant for one in library(name) if one.function == one.origin}

    assert len(named(name, library)) >= 0.8 * len(seen) > 0


@pytest.mark.parametrize("name", EXERCISES)
def test_nearly_all_mutants_are_named_where_hidden_checks_run(name):
    assert len(named(name, library) | named(name, all_checks)) >= 0.85 * len(mutants(name)) > 0


@BOTH
@pytest.mark.parametrize("name", EXERCISES)
def test_a_mutant_that_the_library_does_not_know_gets_no_name(name, seen):
    wrong = {}
    for known in seen(name):
        others, checks = own(name, known.function, seen)
        rest = [other for other in others if other.mutant != known.mutant]
        found = diagnose(known.symptoms, rest, checks) if known in others else None
        if found is not None and found[0].code not in equivalent(name, known, seen):
            wrong[known.mutant] = found[0].mutant

    assert wrong == {}


def styles(name, number, mutant):
    """The mutant as it is, and in three honest variants."""
    variants = sorted((exercise(name).folder / "honest").glob("*.py"))
    together = next((functions for functions in TOGETHER if mutant.function in functions), ())
    for shift in range(3):
        text = variants[(number + shift) % len(variants)].read_text(encoding="utf-8")
        yield planted(mutant, exercise(name).functions, text, set(together) & set(exercise(name).functions))


def names(name, mutant, source, pool):
    """What is said of the mutant's function: with the library, and with one that has never seen this mutant."""
    file = SourceFile(f"{name}.py", "py", (Unit(source),), sha256="")
    public = exercise(name)
    with judging(public, file, {}, pool, shrinking=False) as judge:
        results = [judge.result(check) for check in public.checks]
        calls = judge.examine()
        unseen = encode_library([known for known in library(name) if known.mutant != mutant.name])
        for known in (public.library, unseen):
            seen = diagnosed(replace(public, library=known), results, judge.symptoms, calls)
            own_results = [
                result for result in seen if result.function == mutant.function
            ]  # a variant's others may use it
            codes = {result.diagnosis.code for result in own_results if result.diagnosis}
            yield {code for code in codes if not code.startswith(("rule.", "located."))}


def allowed(name, mutant):
    return {code for known in library(name) if known.mutant == mutant.name for code in equivalent(name, known)}


CASES = [(name, number) for name in EXERCISES for number in range(0, len(mutants(name)), SOME)]


@pytest.mark.parametrize(("name", "number"), CASES, ids=[f"{n}-{mutants(n)[i].name}" for n, i in CASES])
def test_a_mistake_in_another_style_gets_its_own_name_or_none(pool, name, number):
    mutant = mutants(name)[number]
    source = next(styles(name, number, mutant))

    assert set().union(*names(name, mutant, source, pool)) <= allowed(name, mutant) | {mutant.diagnosis}


@pytest.mark.slow
@pytest.mark.parametrize("name", EXERCISES)
def test_every_mistake_in_three_other_styles_gets_its_own_name_or_none(pool, name):
    wrong = {}
    for number, mutant in enumerate(mutants(name)):
        for shift, source in enumerate(styles(name, number, mutant)):
            found = set().union(*names(name, mutant, source, pool)) - allowed(name, mutant) - {mutant.diagnosis}
            wrong |= {(mutant.name, shift): found} if found else {}

    assert wrong == {}
