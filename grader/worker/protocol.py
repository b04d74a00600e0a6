"""What crosses the boundary between the grader and a worker, as plain structs, for both sides.

The first half is the interface that the rest of the package sees; the second half is the messages themselves. Every
text in a struct that comes from a worker is student-controlled. Bounds stand beside the field they bound and are
enforced by the grader when it decodes; `grader.worker.wire` adds the bounds of a whole frame.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

MESSAGE_CHARS = 2_000
TRACEBACK_CHARS = 6_000
TEXT_CHARS = 65_536
EXIT_FAULT, EXIT_MEMORY, EXIT_CLOSED = 70, 71, 72  # how a worker ends by its own hand

Name = Annotated[str, Meta(max_length=500)]
Message = Annotated[str, Meta(max_length=MESSAGE_CHARS)]
TracebackText = Annotated[str, Meta(max_length=TRACEBACK_CHARS)]
Text = Annotated[str, Meta(max_length=TEXT_CHARS)]
Number = Annotated[int, Meta(ge=0, le=2**53)]


class Limits(Struct, frozen=True):
    """What a worker may use. Seconds are wall time on an idle machine (a starved worker is given more)."""

    call_seconds: float = 5.0
    load_seconds: float = 20.0
    statement_seconds: float = 5.0  # of one top-level statement while loading
    memory_mb: int = 1024  # address space of the whole process
    output_chars: int = TEXT_CHARS  # kept of what is printed during one call
    callbacks: int = 1_000_000  # calls of the grader's functions during one call
    callback_seconds: float = 60.0  # CPU time that those may cost the grader
    callback_mb: int = 1024  # arrays handed to those: one that remembers its arguments would fill the grader's memory
    cpu_seconds: int = 120  # of the worker's whole life
    open_files: int = 64
    total_seconds: float = 900.0  # of all loads and calls of one submission, in however many workers


class UnitSource(Struct, frozen=True):
    """Source that is compiled on its own: one .py file, or one code cell."""

    source: str
    cell: int | None  # 1-based among all cells of the notebook; None for a .py file


class ModuleSource(Struct, frozen=True):
    """A student's module as text. A unit is compiled under the file name that `unit_filename` gives."""

    name: str  # the module's name, "initializers"
    file: str  # "initializers.ipynb", as the student knows it
    units: tuple[UnitSource, ...]
    siblings: dict[str, str]  # other importable modules of the same submission: name (`a.b`, `a.__init__`) -> source


class Frame(Struct, frozen=True):
    """One call in the student's own code."""

    file: Name
    line: Number
    function: Name
    cell: Number | None
    text: Name  # the source line, stripped


class Raised(Struct, frozen=True):
    """An exception as text, formed in the worker."""

    type: Name
    message: Message
    traceback: TracebackText  # student frames only, paths as the student knows them
    frames: tuple[Frame, ...]  # outermost first
    bases: tuple[Name, ...] = ()  # names of the type's base classes, nearest first


class FunctionState(Struct, frozen=True):
    """What loading found of one wanted function."""

    status: Literal["ready", "missing", "unwritten", "broken", "not_callable"]
    line: Number | None
    cell: Number | None
    definitions: Number  # how many definitions the file has; the last one counts
    raised: Raised | None  # why it is broken: the exception of its defining statement, or its cell's syntax error


class LoadNote(Struct, frozen=True):
    """Something that loading noticed and that costs nothing by itself."""

    code: Annotated[str, Meta(max_length=100, pattern=r"^load\.[a-z_]+$")]  # no other sentence of a report
    facts: dict[Name, Message | Number]
    line: Number | None
    cell: Number | None


class Loaded(Struct, frozen=True):
    """The result of loading a module."""

    functions: dict[Name, FunctionState]
    notes: tuple[LoadNote, ...]
    skipped_may_matter: bool  # only after a sliced load: a skipped statement could matter
    syntax_errors: tuple[Raised, ...]  # one per unit that does not parse


class Opaque(Struct, frozen=True, weakref=True):
    """A handle to an object that stays in its worker. The object lives as long as the grader holds its handle."""

    id: int
    type_name: str


class Reply(Struct, frozen=True):
    """How one call ended. All but `seconds` is the worker's claim."""

    value: Any
    raised: Raised | None
    modified: tuple[str, ...]  # arguments changed in place: "2", "0['W1']", "rng" for a keyword
    aliases: tuple[tuple[str, str], ...]  # ("result[0]", "argument 1"), ("result", "read-only"), ...
    generators: dict[int, dict[str, Any]]  # argument index (keywords count on) -> bit_generator.state
    output: str
    seconds: float  # by the grader's clock, without the grader's own functions


def unit_filename(file: str, cell: int | None) -> str:
    """The file name that a unit is compiled under, so that a frame can be traced back to it."""
    return file if cell is None else f"{file}#cell={cell}"


def sibling_filename(name: str) -> str:
    """The file of another module of the submission: `a/b.py` for `a.b`."""
    return f"{name.replace('.', '/')}.py"


# Messages from the grader to a worker. `Any` holds a value as `grader.worker.wire` lays it out.


class Load(Struct, frozen=True, array_like=True, tag="load"):
    """Load a module; answered by `LoadDone`."""

    source: ModuleSource
    wanted: list[str]
    whole: bool
    limits: Limits


class Call(Struct, frozen=True, array_like=True, tag="call"):
    """Call a function of the module; answered by `Returned`, with any number of `Callback` before it."""

    function: str
    args: list[Any]
    kwargs: list[tuple[str, Any]]
    opaque: list[list[int | str]]  # paths inside the result that stay in the worker
    released: list[int]  # handles that the grader no longer holds


class CallbackDone(Struct, frozen=True, array_like=True, tag="callback_done"):
    """The result of one of the grader's functions, or the type name and text of its exception."""

    value: Any
    error: tuple[str, str] | None


class Probe(Struct, frozen=True, array_like=True, tag="probe"):
    """Try to break out; answered by `ProbeDone`."""

    canary: str  # a file that exists and must not be readable
    grader: int  # a process that exists and must not be reachable


# Messages from a worker to the grader.


class LoadDone(Struct, frozen=True, array_like=True, tag="loaded"):
    """What `Load` found."""

    loaded: Loaded


class Returned(Struct, frozen=True, array_like=True, tag="returned"):
    """How `Call` ended."""

    value: Any
    raised: Raised | None
    modified: list[Name]
    aliases: list[tuple[Name, Name]]
    generators: list[tuple[Number, bytes]]  # argument index -> `grader.worker.generators.to_bytes`
    output: Text


class Callback(Struct, frozen=True, array_like=True, tag="callback"):
    """Call one of the grader's functions; answered by `CallbackDone`."""

    handle: int
    args: list[Any]
    kwargs: list[tuple[Name, Any]]


class ProbeDone(Struct, frozen=True, array_like=True, tag="probed"):
    """Per attempt: its name, whether it was refused, and the reason."""

    attempts: list[tuple[Name, bool, Message]]


class Ready(Struct, frozen=True, array_like=True, tag="ready"):
    """The first frame of every worker: it is locked down and serves. Student code has not run before it."""


class Fault(Struct, frozen=True, array_like=True, tag="fault"):
    """The worker's own code failed, by our mistake or by what student code did to it; the process ends."""

    text: Message


ToWorker = Load | Call | CallbackDone | Probe
FromWorker = Ready | LoadDone | Returned | Callback | ProbeDone | Fault
