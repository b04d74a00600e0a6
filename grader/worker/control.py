"""What the grader and its zygote say to each other: one JSON message per packet, file descriptors beside it."""

import msgspec


class Spawn(msgspec.Struct, frozen=True, tag=True):
    """Fork a worker onto the socket sent along. `worker` names it and is the first handle it may give out."""

    worker: int
    alone: bool  # in its own namespaces (level A)
    memory_mb: int
    cpu_seconds: int
    open_files: int
    processor: int | None  # where it is to stay; None: where the kernel likes


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The zygote has loaded everything; sent once."""

    landlock: int  # ABI version of the kernel's Landlock


class Spawned(msgspec.Struct, frozen=True, tag=True):
    """The worker runs; its pidfd is sent along."""

    worker: int


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The kernel refused something that a worker, or every worker, needs."""

    reason: str


class Ended(msgspec.Struct, frozen=True, tag=True):
    """A worker is no more: what `os.wait4` told."""

    worker: int
    status: int
    cpu_seconds: float


FromZygote = Ready | Spawned | Refused | Ended
PACKET = 4096
encode = msgspec.json.Encoder().encode
read_spawn = msgspec.json.Decoder(Spawn).decode
read_answer = msgspec.json.Decoder(FromZygote).decode
