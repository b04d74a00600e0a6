"""The process that grades for a notebook: reads requests from its standard input until that ends, line by line."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from grader.worker.client import WorkerPool

Describe = Callable[[Sequence[str]], dict[str, Any]]


def main() -> None:
    """Serve one kernel. Nothing but replies goes to standard output."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def send(message: dict[str, Any]) -> None:
        replies.write(json.dumps(message).encode() + b"\n")
        replies.flush()

    def describe(functions: Sequence[str]) -> dict[str, Any]:
        send({"describe": list(functions)})
        answer: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
        return answer

    with WorkerPool() as pool:
        pool.start()  # while the grader's own modules load
        from grader.notebook.answer import answer

        for line in sys.stdin.buffer:
            send(answer(json.loads(line), describe, pool))
