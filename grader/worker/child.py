"""Serves calls of student code: the one module that runs it. Imported by the zygote, never by the grader.

Theory of operation. A `Session` reads one request at a time from the grader and answers it. Requests come from the
trusted side; everything this process sends is a claim about student code, made by a process that student code can
change at will, and is judged by the grader (`grader.worker.client`). Bounds kept here are for honest students, so that
they get an answer instead of a protocol violation; the same bounds are enforced on the other side for everybody else.

An argument is decoded twice from the same frame: the student's copy before the call, the pristine one after it, to
tell what was changed in place. Objects that have no plain form stay in `_kept` until the grader lets go of the handle.
While student code calls one of the grader's functions, the grader may call another function of the module: requests
nest like function calls.

May fail: anything in student code, including MemoryError at any line. An exception of a call or of encoding its result
is the call's outcome. An exception anywhere else is told in a `Fault` and ends the process.

Names of modules that student code is likely to replace parts of (numpy, sys, warnings) are bound at import.
"""

import builtins
import errno
import io
import os
import random
import traceback
from collections.abc import Callable, Sequence
from sys import setprofile, settrace
from types import ModuleType
from typing import Any, NamedTuple
from warnings import resetwarnings, simplefilter

import msgspec
import numpy as np
from numpy import seterr
from numpy.random import Generator

from grader.worker import generators, loading, observe, wire
from grader.worker.capture import Capture
from grader.worker.protocol import (
    EXIT_CLOSED,
    EXIT_FAULT,
    EXIT_MEMORY,
    MESSAGE_CHARS,
    TEXT_CHARS,
    Call,
    Callback,
    CallbackDone,
    Fault,
    Limits,
    Load,
    LoadDone,
    Probe,
    ProbeDone,
    Ready,
    Returned,
)
from grader.worker.sandbox import attempts
from grader.worker.text import bounded, type_name
from grader.worker.tracebacks import Places, describe, places
from grader.worker.values import Decoder, Encoder, TooLargeError

_SMALL = 1 << 16
_LABEL_CHARS = 500
_SHORT = 1_000  # characters kept of an output that leaves no room for the result
_FEW = 10  # notes and syntax errors kept of a load that has too many for a frame


class Request(NamedTuple):
    """One frame from the grader."""

    call: int
    message: Any
    raw: memoryview


class Pipe:
    """The worker's end of the channel: plain reads and writes."""

    def __init__(self, read_fd: int, write_fd: int) -> None:
        self._reader = io.BufferedReader(io.FileIO(read_fd, closefd=False), _SMALL)
        self._write_fd = write_fd
        self._write = os.write

    def receive(self) -> Request:
        """The next request. Ends the process when the grader is gone."""
        header = wire.read_header(self._exactly(wire.HEADER_SIZE), wire.MAX_REQUEST)
        message = wire.read_request(self._exactly(header.structure))
        return Request(header.call, message, memoryview(self._exactly(header.raw)))

    def send(self, call: int, message: Any, segments: Sequence[np.ndarray] = ()) -> None:
        """Write one frame. Raises TooLargeError before a byte is written."""
        pieces = wire.pack(call, message, segments, wire.MAX_STRUCTURE)
        if sum(map(len, pieces)) < _SMALL:
            pieces = [b"".join(pieces)]
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[self._write(self._write_fd, rest) :]

    def _exactly(self, size: int) -> bytearray:
        data = bytearray(size)
        if size and self._reader.readinto(data) != size:
            os._exit(0)
        return data


class _Held:
    """Marks a part of a result that stays here."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Session:
    """One module, the objects that the grader holds handles to, and the requests about them."""

    def __init__(self, pipe: Pipe, first_handle: int) -> None:
        self._pipe = pipe
        self._next_handle = first_handle
        self._kept: dict[int, Any] = {}
        self._calls: list[int] = []  # ids of the calls in progress, innermost last
        self._module = ModuleType("unloaded")
        self._places: Places = {}
        self._limits = Limits()
        self._capture = Capture()
        self._aliases = observe.Aliases()

    def serve(self) -> None:
        """Answer requests until the grader goes."""
        while True:
            self._answer(self._pipe.receive())

    def _answer(self, request: Request) -> None:
        match request.message:
            case Load():
                self._load(request)
            case Call():
                self._call(request)
            case Probe(canary, grader):
                self._pipe.send(request.call, ProbeDone(attempts.all_attempts(canary, grader)))

    def _load(self, request: Request) -> None:
        message: Load = request.message
        self._limits = message.limits
        self._places = places(message.source)
        self._prepare()
        self._module, loaded = loading.load(message.source, message.wanted, message.whole, message.limits)
        try:
            self._pipe.send(request.call, LoadDone(loaded))
        except TooLargeError:
            few = msgspec.structs.replace(loaded, notes=loaded.notes[:_FEW], syntax_errors=loaded.syntax_errors[:_FEW])
            self._pipe.send(request.call, LoadDone(few))

    def _prepare(self) -> None:
        """Start a capture, and make sure that warnings are printed, whatever the student's code made of them."""
        self._capture.start(min(self._limits.output_chars, TEXT_CHARS))
        resetwarnings()
        simplefilter("default")
        seterr(divide="warn", over="warn", under="ignore", invalid="warn")

    def _call(self, request: Request) -> None:
        for handle in request.message.released:
            self._kept.pop(handle, None)
        nested = bool(self._calls)
        if not nested:
            self._prepare()
        self._calls.append(request.call)
        try:
            returned, segments = self._outcome(request)
        finally:
            self._calls.pop()
        if not nested:
            returned = msgspec.structs.replace(returned, output=self._capture.text())
        self._reply(request.call, returned, segments)

    def _outcome(self, request: Request) -> tuple[Returned, list[np.ndarray]]:
        encoder = Encoder(self._keep)
        args, kwargs = self._arguments(request)
        try:
            return self._observed(request, args, kwargs, encoder), encoder.segments
        except BaseException as error:  # noqa: BLE001 - SystemExit too is only how the student's function ended
            return Returned(None, describe(error, self._places), [], [], [], ""), []

    def _observed(self, request: Request, args: list[Any], kwargs: dict[str, Any], encoder: Encoder) -> Returned:
        message: Call = request.message
        named = _named(args, kwargs)
        given = [pair for label, value in named for pair in observe.arrays(value, f"argument {label}")]
        try:
            result = self._function(message.function)(*args, **kwargs)
        finally:
            settrace(None)  # a tracer of the student's would see, and could break, everything below
            setprofile(None)
        for path in message.opaque:
            result = _held(result, path)
        value = encoder.encode(result)  # bounds what there is to walk through below
        aliases = self._aliases.find(message.function, result, given) if not _is_opaque(value) else []
        labelled = [(_label(one), _label(other)) for one, other in aliases]
        states = [(i, generators.to_bytes(v)) for i, (_, v) in enumerate(named) if type(v) is Generator]
        return Returned(value, None, self._changed(request, named), labelled, states, "")

    def _changed(self, request: Request, named: list[tuple[str, Any]]) -> list[str]:
        """Paths of the arguments that were changed in place."""
        pristine = Decoder(request.raw, lambda tag, fields: None)
        items = [*request.message.args, *(item for _, item in request.message.kwargs)]
        pairs = zip(items, named, strict=True)
        found = [path for item, (label, new) in pairs for path in observe.changes(pristine.decode(item), new, label)]
        return [_label(path) for path in found[: observe.MAX_FINDINGS]]

    def _reply(self, call: int, returned: Returned, segments: list[np.ndarray]) -> None:
        """Send the result; of what does not fit into a frame, the output gives way first."""
        short = msgspec.structs.replace(returned, output=returned.output[:_SHORT])
        for candidate in (returned, short):
            try:
                self._pipe.send(call, candidate, segments)
            except TooLargeError:
                continue
            else:
                return
        opaque = self._keep(None, "result that is too large to send")
        self._pipe.send(call, msgspec.structs.replace(short, value=opaque, aliases=[]))

    def _function(self, name: str) -> Callable[..., Any]:
        function: Callable[..., Any] | None = self._module.__dict__.get(name)
        if function is None:
            raise NameError(f"name {name!r} is not defined")
        return function

    def _arguments(self, request: Request) -> tuple[list[Any], dict[str, Any]]:
        decoder = Decoder(request.raw, self._received, faithful=True)
        args = [decoder.decode(item) for item in request.message.args]
        return args, {key: decoder.decode(item) for key, item in request.message.kwargs}

    def _received(self, tag: str, fields: list[Any]) -> Any:
        if tag == "o":
            return self._kept[fields[0]]
        if tag == "g":
            return generators.from_bytes(fields[0])
        return self._remote(fields[0])

    def _keep(self, value: Any, description: str) -> list[Any]:
        if type(value) is _Held:
            value = value.value
            description = type_name(type(value))
        handle = self._next_handle
        self._next_handle += 1
        self._kept[handle] = value
        return ["o", handle, description]

    def _remote(self, handle: int) -> Callable[..., Any]:
        def function(*args: Any, **kwargs: Any) -> Any:
            return self._call_back(handle, args, kwargs)

        return function

    def _call_back(self, handle: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        encoder = Encoder(self._keep)
        items = [encoder.encode(value) for value in args]
        named = [(bounded(key, _LABEL_CHARS), encoder.encode(value)) for key, value in kwargs.items()]
        self._pipe.send(self._calls[-1], Callback(handle, items, named), encoder.segments)
        while True:
            request = self._pipe.receive()
            if type(request.message) is CallbackDone:
                return self._called_back(request)
            self._answer(request)  # the grader's function calls another function of this module

    def _called_back(self, request: Request) -> Any:
        if request.message.error is not None:
            raise _exception(*request.message.error)
        return Decoder(request.raw, self._received, faithful=True).decode(request.message.value)


def _named(args: list[Any], kwargs: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(str(index), value) for index, value in enumerate(args)] + list(kwargs.items())


def _is_opaque(item: Any) -> bool:
    return type(item) is list and item[0] == "o"


def _label(text: str) -> str:
    return bounded(text, _LABEL_CHARS)


def _held(value: Any, path: Sequence[int | str]) -> Any:
    """`value` with the part at `path` marked; as it is when there is no such part."""
    if not path:
        return _Held(value)
    step, rest = path[0], path[1:]
    kind = type(value)
    if issubclass(kind, dict) and step in value:
        return {**value, step: _held(value[step], rest)}
    if issubclass(kind, (list, tuple)) and type(step) is int and 0 <= step < len(value):
        items = [*value[:step], _held(value[step], rest), *value[step + 1 :]]
        return items if issubclass(kind, list) else tuple(items)
    return value


def _exception(name: str, text: str) -> Exception:
    """An exception of the grader's function as the student's code sees it."""
    kind = getattr(builtins, name, None)
    try:
        error = kind(text) if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError(text)
    except TypeError:  # UnicodeDecodeError and its like take more than a text
        return RuntimeError(text)
    return error


def run(read_fd: int, write_fd: int, first_handle: int) -> None:
    """Serve until the grader goes, in a process that is locked down already. Does not return."""
    random.seed(0)
    np.random.seed(0)
    pipe = Pipe(read_fd, write_fd)
    try:
        pipe.send(0, Ready())
        Session(pipe, first_handle).serve()
    except MemoryError:
        os._exit(EXIT_MEMORY)
    except OSError as error:
        # Only student code closes the descriptors that we work with; any other trouble is a fault of ours.
        os._exit(EXIT_CLOSED if error.errno == errno.EBADF else EXIT_FAULT)
    except BaseException as error:  # noqa: BLE001 - reported to the grader, which is the only one left to tell
        frame = traceback.extract_tb(error.__traceback__)[-1]
        pipe.send(0, Fault(bounded(f"{type(error).__name__} in {frame.name}: {error}", MESSAGE_CHARS)))
    finally:
        os._exit(EXIT_FAULT)
