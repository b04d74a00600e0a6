"""Which functions of a module may change an object that they are handed."""

from collections import defaultdict
from collections.abc import Callable

from grader.worker.effects import Program


def changing_functions(program: Program, is_library: Callable[[str], bool]) -> set[str]:
    """The functions that change a parameter in place, or hand it to something that may.

    Of what is not known (a method, a function that is itself a parameter) the worst is assumed, of a library the best.
    """
    owners = {symbol: name for name, symbols in program.parameters.items() for symbol in symbols}
    handed: defaultdict[str, set[str]] = defaultdict(set)
    todo: list[str] = []
    for statement in program.statements:
        for effects in (statement.now, statement.later):
            todo += effects.stores
            for callee, symbol in effects.touches:
                if callee in program.parameters:
                    handed[callee].add(symbol)
                elif not callee or not is_library(callee):
                    todo.append(symbol)
    changed: set[str] = set()
    changing: set[str] = set()
    while todo:
        symbol = todo.pop()
        if symbol in changed:
            continue
        changed.add(symbol)
        todo += program.renamed[symbol]
        if symbol in owners and owners[symbol] not in changing:
            changing.add(owners[symbol])
            todo += handed[owners[symbol]]
    return changing
