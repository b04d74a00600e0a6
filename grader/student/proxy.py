"""The `student` of a check: declared functions only, every reply judged by its contract, every call remembered."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from grader.checking.calls import Call, StudentRaised, StudentStopped
from grader.checking.declaration import Declaration
from grader.model.failure import Failed
from grader.student.session import Session
from grader.worker.protocol import Opaque


class Student:
    """Serves the declared functions of one exercise as attributes: `student.he_normal(300, 200, rng)`.

    A call returns what the contract returns, or raises:
        Failed: the function is missing, unwritten or broken, or its reply breaks the contract.
        StudentRaised: the function raised an exception.
        StudentStopped: its process died or missed its deadline.
    """

    def __init__(self, declarations: Mapping[str, Declaration], session: Session) -> None:
        self._declarations = declarations
        self._session = session
        self._origins: dict[int, str] = {}
        self.calls: list[Call] = []

    def __repr__(self) -> str:
        """Fixed, so that no message depends on an address."""
        return "<student>"

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the declared function of this name."""
        if name not in self._declarations:
            raise AttributeError(f"the exercise declares no function {name!r}")
        return lambda *args, **kwargs: self._call(self._declarations[name], args, kwargs)

    @property
    def last(self) -> Call:
        """The last call."""
        return self.calls[-1]

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Calls in the block are for a picture only: they are not remembered, and their end decides nothing."""
        remembered = list(self.calls)
        try:
            yield
        except (Failed, StudentRaised, StudentStopped):
            pass  # the picture stays incomplete
        finally:
            self.calls[:] = remembered

    def _call(self, declaration: Declaration, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        arguments = declaration.bind(args, kwargs)
        contract = declaration.contract(arguments)
        # Students may rename their parameters, so everything is passed by position, and only what the check passed.
        shown, positional = declaration.passed(args, kwargs)
        call = Call(declaration.name, shown, origins=self._origins)
        self.calls.append(call)
        self._require_ready(declaration.name)
        reply = self._session.call(declaration.name, positional, declaration.opaque_paths(arguments))
        call.modified, call.aliases, call.output = reply.modified, reply.aliases, reply.output
        call.generators = reply.generators
        if reply.raised is not None:
            raise StudentRaised(reply.raised)
        call.value = reply.value  # as it is, for a diagnosis, should the contract refuse it
        call.value = contract.judge(reply.value, "result")
        self._remember_origins(call, call.value, "")
        return call.value

    def _require_ready(self, name: str) -> None:
        state = self._session.loaded.functions[name]
        if state.status == "broken" and state.raised is not None:
            raise Failed("function.broken", function=name, type=state.raised.type, message=state.raised.message[:300])
        if state.status != "ready":
            raise Failed(f"function.{state.status}", function=name)

    def _remember_origins(self, call: Call, value: Any, path: str) -> None:
        """Note which expression made a handle, so that a later call that takes it can be pasted."""
        if isinstance(value, Opaque):
            self._origins[value.id] = call.text + path
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                self._remember_origins(call, item, f"{path}[{index}]")
