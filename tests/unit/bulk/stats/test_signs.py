"""Signs of tampering: what the attacks of the hostile suite leave in a report, and honest mistakes do not."""

import pytest

from grader.bulk.stats.signs import kind_of, signs
from grader.model.source import Note
from grader.model.verdict import Verdict

from .conftest import checked, reported

ATTEMPTS = {
    "channel": [
        {"cause": "protocol violation: not a frame", "during": "f"},
        {"cause": "protocol violation: a frame for another request"},
        {"cause": "it closed its channel"},
    ],
    "secrets": [
        {"type": "ModuleNotFoundError", "message": "No module named 'hidden_checks'"},
        {"type": "ModuleNotFoundError", "message": "No module named 'solutions'"},
        {"type": "FileNotFoundError", "message": "[Errno 2] No such file or directory: '/etc/passwd'"},
        {"type": "FileNotFoundError", "message": "[Errno 2] No such file or directory: '/proc/self/maps'"},
        {"type": "PermissionError", "message": "[Errno 13] Permission denied: '/root'"},
    ],
    "exit": [{"cause": "ended itself with code 0"}],
    "refused": [
        {"type": "PermissionError", "message": "[Errno 1] Operation not permitted"},
        {"type": "RuntimeError", "message": "can't start new thread"},
    ],
}
ORDINARY = [
    {},
    {"type": "ValueError", "message": "solutions have to be unique"},
    {"type": "ModuleNotFoundError", "message": "No module named 'torch'"},
    {"type": "FileNotFoundError", "message": "[Errno 2] No such file or directory: 'data.npz'"},
    {"type": "MemoryError", "message": "Unable to allocate 7.28 TiB"},
    {"type": "RecursionError", "message": "maximum recursion depth exceeded"},
    {"type": "SystemExit", "message": "0"},
    {"cause": "killed by SIGSEGV"},
    {"cause": "CPU limit"},
    {"cause": "memory"},
    {"cause": "protocol violation: more than 50000 calls of the functions it was given"},
    {"at": "result", "got": "(2, 3)", "wanted": "(3, 2)"},
]


@pytest.mark.parametrize(("kind", "facts"), [(kind, facts) for kind, of in ATTEMPTS.items() for facts in of])
def test_an_attempt_is_told_by_what_it_did(kind, facts):
    assert kind_of(facts)[0] == kind


@pytest.mark.parametrize("facts", ORDINARY)
def test_an_ordinary_failure_is_no_sign(facts):
    assert kind_of(facts) is None


def test_a_report_has_each_kind_once_with_its_function():
    crashed = {"cause": "it closed its channel"}
    checks = [checked(name, Verdict.CRASHED, facts=crashed, function="g") for name in ("a", "b")]
    (sign,) = signs(reported("s1", *checks))

    assert (sign.student, sign.kind, sign.function, sign.seen) == ("s1", "channel", "g", "it closed its channel")


def test_statements_that_run_while_loading_are_looked_at_too():
    note = Note("load.statement_failed", {"type": "PermissionError", "message": "Operation not permitted"})

    assert [sign.kind for sign in signs(reported("s1", checked(), notes=(note,)))] == ["refused"]
