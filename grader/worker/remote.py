"""A worker as the grader sees it: requests, replies, and the judgement of everything that comes back.

Theory of operation. The grader writes one request and reads frames until the answer to it arrives; in between the
worker may call functions that the grader handed to it. Every read has a deadline, every length is judged before it is
allocated, every item is checked for its exact type (`wire`, `values`), and every frame must carry the number of the
request it answers. What passes is a value to be judged by a check; it is never a verdict.

May fail: the process may end (`WorkerDied` with the cause, which its parent tells), break the protocol (`WorkerDied`),
or take too long (`WorkerTimeout`). After any of these, and after any exception that leaves a request unanswered, the
process is killed and the worker closed.
"""

import itertools
import os
import signal
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from numpy import ndarray
from numpy.random import Generator

from grader.worker import generators, wire
from grader.worker.channel import Channel, ChannelClosedError
from grader.worker.deadline import FairDeadline, Usage
from grader.worker.endings import WorkerDied, WorkerTimeout
from grader.worker.protocol import (
    EXIT_CLOSED,
    EXIT_FAULT,
    EXIT_MEMORY,
    Call,
    Callback,
    CallbackDone,
    Fault,
    Limits,
    Load,
    LoadDone,
    Loaded,
    ModuleSource,
    Opaque,
    Probe,
    ProbeDone,
    Ready,
    Reply,
    Returned,
)
from grader.worker.values import Decoder, Encoder, WireError

_HANDLES = 1 << 32  # per worker, so that a handle of one worker is never one of another
_TYPE_NAME_CHARS = 300
_OBJECTS = 100_000  # handles during one request: the grader remembers each until the next
_numbers = itertools.count(1)


class Process(Protocol):
    """The child process behind a worker."""

    channel: Channel

    def usage(self) -> Usage | None:
        """CPU time and state, as the operating system tells."""

    def ended(self) -> tuple[int, float] | None:
        """Exit code (minus the signal that killed it) and CPU seconds of a process that ended by itself."""

    def close(self) -> None:
        """Kill it and let go of it."""


def new_number() -> int:
    """The name of a new worker in this process, which is also the first handle that it gives out."""
    return next(_numbers) * _HANDLES


class _LimitError(Exception):
    """A limit that the grader itself counts was exceeded."""

    def __init__(self, text: str, breach: str) -> None:
        super().__init__(text)
        self.breach = breach


class Worker:
    """One sandboxed child process. Not for use by several threads at a time."""

    def __init__(self, process: Process, number: int, limits: Limits) -> None:
        self._process = process
        self._channel = process.channel
        self.limits = limits
        self._handles = range(number, number + _HANDLES)
        self._released: list[int] = []
        self._requests = 0
        self._objects = 0  # objects of its own that it gave during the request at hand
        self._open = True
        self._ready = False

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """Wait until the process serves; student code has not run before that. Raises WorkerDied, WorkerTimeout."""
        deadline = FairDeadline(self.limits.load_seconds, "load", self._process.usage)
        with self._guarded():
            self._await_ready(deadline)

    def load(self, source: ModuleSource, wanted: Sequence[str], *, whole: bool = False) -> Loaded:
        """Run the module, or what the wanted functions need of it. Raises WorkerDied, WorkerTimeout."""
        request = Load(source, list(wanted), whole, self.limits)
        deadline = FairDeadline(self.limits.load_seconds, "load", self._process.usage)
        with self._guarded():
            answer, _ = self._exchange(request, [], deadline, [])
            if not isinstance(answer, LoadDone) or answer.loaded.functions.keys() != set(wanted):
                raise WireError("no answer to a load")
            return answer.loaded

    def call(
        self,
        function: str,
        args: Sequence[Any],
        kwargs: Mapping[str, Any] | None = None,
        *,
        opaque: Sequence[tuple[int | str, ...]] = (),
    ) -> Reply:
        """Call a function of the loaded module. An exception of that function is a Reply with `raised`.

        opaque: paths inside the result whose value stays in the worker; () is the whole result.
        Raises WorkerDied, WorkerTimeout; TypeError or ValueError when an argument cannot be sent.
        """
        functions: list[Callable[..., Any]] = []
        encoder = self._encoder(functions)
        items = [encoder.encode(value) for value in args]
        named = [(key, encoder.encode(value)) for key, value in (kwargs or {}).items()]
        released, self._released[:] = list(self._released), []
        request = Call(function, items, named, [list(path) for path in opaque], released)
        deadline = FairDeadline(self.limits.call_seconds, "call", self._process.usage)
        with self._guarded():
            answer, raw = self._exchange(request, encoder.segments, deadline, functions)
            if not isinstance(answer, Returned):
                raise WireError("no answer to a call")
            given = [*items, *(item for _, item in named)]
            lent = {index for index, item in enumerate(given) if type(item) is list and item[0] == "g"}
            return self._reply(answer, raw, lent, deadline.elapsed)

    def probe(self, canary: str, seconds: float) -> list[tuple[str, bool, str]]:
        """Let the process try to break out: per attempt its name, whether it was refused, and why."""
        deadline = FairDeadline(seconds, "load", self._process.usage)
        with self._guarded():
            answer, _ = self._exchange(Probe(canary, os.getpid()), [], deadline, [])
            if not isinstance(answer, ProbeDone):
                raise WireError("no answer to a probe")
            return answer.attempts

    def close(self) -> None:
        """Kill the process. Closing twice is fine."""
        if self._open:
            self._open = False
            self._process.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Whatever ends a request early ends the worker."""
        if not self._open:
            raise WorkerDied("it was closed before")
        try:
            yield
        except ChannelClosedError:
            ended = self._process.ended()
            self.close()
            fault = ended is not None and ended[0] == EXIT_FAULT
            cause = _cause(ended, self.limits)
            raise WorkerDied(cause, fault=fault, breach=_BREACHES.get(cause, "")) from None
        except _LimitError as error:
            self.close()
            raise WorkerDied(str(error), breach=error.breach) from None
        except WireError as error:
            self.close()
            raise WorkerDied(f"protocol violation: {error}", breach="protocol") from error
        except BaseException:  # also an interrupt: a late answer must not be taken for the next one
            self.close()
            raise

    def _exchange(
        self, request: Any, segments: list[ndarray], deadline: FairDeadline, functions: list[Callable[..., Any]]
    ) -> tuple[Any, memoryview]:
        """Send a request and serve callbacks until its answer comes."""
        self._await_ready(deadline)
        self._requests += 1
        self._objects = 0
        number = self._requests
        self._channel.send(wire.pack(number, request, segments, wire.MAX_REQUEST), deadline)
        cost = 0.0
        handed = 0
        for _ in range(self.limits.callbacks + 1):
            message, raw = self._receive(number, deadline)
            if not isinstance(message, Callback):
                return message, raw
            handed += len(raw)
            if handed > self.limits.callback_mb << 20:
                most = f"more than {self.limits.callback_mb} MB"
                raise _LimitError(f"{most} for the functions it was given", "callback_mb")
            called = self._called(message, raw, functions)
            begin = time.thread_time()
            with deadline.paused():
                answer, arrays = self._call_back(called, functions)
            cost += time.thread_time() - begin
            if cost > self.limits.callback_seconds:
                raise _LimitError("the functions it was given took too long", "callback_seconds")
            self._channel.send(wire.pack(number, answer, arrays, wire.MAX_REQUEST), deadline)
        raise _LimitError(f"more than {self.limits.callbacks} calls of the functions it was given", "callbacks")

    def _await_ready(self, deadline: FairDeadline) -> None:
        if not self._ready:
            message, _ = self._receive(0, deadline)
            if not isinstance(message, Ready):
                raise WireError("not ready")
            self._ready = True

    def _receive(self, number: int, deadline: FairDeadline) -> tuple[Any, memoryview]:
        head = self._channel.receive(wire.HEADER_SIZE, deadline)
        header = wire.read_header(head, wire.MAX_STRUCTURE)
        message = wire.read_reply(self._channel.receive(header.structure, deadline))
        raw = memoryview(self._channel.receive(header.raw, deadline))
        if isinstance(message, Fault):
            self.close()
            raise WorkerDied(f"fault in the worker: {message.text}", fault=True)
        if header.call != number:
            raise WireError("a frame for another request")
        return message, raw

    def _called(self, message: Callback, raw: memoryview, functions: list[Callable[..., Any]]) -> Callable[[], Any]:
        """The call that the worker asks for. Reading it is on the worker's time."""
        decoder = Decoder(raw, self._incoming)
        args = [decoder.decode(item) for item in message.args]
        kwargs = {key: decoder.decode(item) for key, item in message.kwargs}
        decoder.finish()
        if not 0 <= message.handle < len(functions):
            raise WireError("a call of a function that was not given")
        return lambda: functions[message.handle](*args, **kwargs)

    def _call_back(
        self, called: Callable[[], Any], functions: list[Callable[..., Any]]
    ) -> tuple[CallbackDone, list[ndarray]]:
        try:
            result = called()
        except (WorkerDied, WorkerTimeout):
            raise
        except Exception as error:  # noqa: BLE001 - it becomes an exception in the code that called
            return CallbackDone(None, (type(error).__name__, str(error))), []
        encoder = self._encoder(functions)
        return CallbackDone(encoder.encode(result), None), encoder.segments

    def _reply(self, answer: Returned, raw: memoryview, lent: set[int], seconds: float) -> Reply:
        decoder = Decoder(raw, self._incoming)
        value = decoder.decode(answer.value)
        decoder.finish()
        if any(index not in lent for index, _ in answer.generators):
            raise WireError("a generator that was not given")
        return Reply(
            value=value,
            raised=answer.raised,
            modified=tuple(answer.modified),
            aliases=tuple(answer.aliases),
            generators={index: generators.to_state(data) for index, data in answer.generators},
            output=answer.output,
            seconds=seconds,
        )

    def _encoder(self, functions: list[Callable[..., Any]]) -> Encoder:
        def foreign(value: Any, description: str) -> Any:
            if isinstance(value, Opaque):
                if value.id not in self._handles:
                    raise ValueError(f"a handle of another worker: {value}")
                return ["o", value.id, ""]
            if isinstance(value, Generator):
                return ["g", generators.to_bytes(value)]
            if callable(value):
                functions.append(value)
                return ["f", len(functions) - 1]
            raise TypeError(f"cannot be sent to a worker: {description}")

        return Encoder(foreign)

    def _incoming(self, tag: str, fields: list[Any]) -> Opaque:
        if tag != "o" or fields[0] not in self._handles or len(fields[1]) > _TYPE_NAME_CHARS:
            raise WireError(f"an item {tag!r} that only the grader may send")
        self._objects += 1
        if self._objects > _OBJECTS:
            raise WireError(f"more than {_OBJECTS} objects of its own")
        handle = Opaque(fields[0], fields[1])
        weakref.finalize(handle, self._released.append, handle.id).atexit = False
        return handle


_BREACHES = {"CPU limit": "cpu", "memory": "memory", "it closed its channel": "protocol"}


def _cause(ended: tuple[int, float] | None, limits: Limits) -> str:
    """Why a process that closed its channel is gone, in words."""
    if ended is None:
        return "it closed its channel"
    code, cpu = ended
    if code < 0:
        name = next((known.name for known in signal.Signals if known == -code), f"signal {-code}")
        return "CPU limit" if name == "SIGXCPU" or cpu >= limits.cpu_seconds else f"killed by {name}"
    causes = {EXIT_MEMORY: "memory", EXIT_FAULT: "fault in the worker", EXIT_CLOSED: "it closed its channel"}
    return causes.get(code, f"ended itself with code {code}")
