"""Fixed randomness: generators and probe networks that are the same in every run, and print as Python.

Hidden checks mix the course's private salt into every key (`salted`), so that nobody can foresee their numbers.
"""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISpawnableSeedSequence

from grader.numerics.probes import ProbeNet, probe_net

_salt: ContextVar[tuple[int, ...]] = ContextVar("salt", default=())


@contextmanager
def salted(salt: str) -> Iterator[None]:
    """Mix `salt` into every key of `fixed_rng` and `probe` inside the block; an empty salt changes nothing."""
    token = _salt.set((zlib.crc32(salt.encode()),) if salt else ())
    try:
        yield
    finally:
        _salt.reset(token)


class _Seed(ISpawnableSeedSequence):
    """`numpy.random.SeedSequence(key)`, whose hashing is kept: the same keys are asked for at every submission."""

    def __init__(self, key: Sequence[int]) -> None:
        self._key = tuple(key)

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> np.ndarray[Any, Any]:
        """Return the words that a bit generator starts from."""
        return _words(self._key, n_words, dtype)

    def spawn(self, n_children: int) -> list[Any]:
        """Return seeds for generators that are independent of this one, other ones at every call."""
        return self._sequence.spawn(n_children)

    @cached_property
    def _sequence(self) -> np.random.SeedSequence:
        return np.random.SeedSequence(self._key)


@lru_cache(maxsize=50_000)
def _words(key: tuple[int, ...], n_words: int, dtype: Any) -> np.ndarray[Any, Any]:
    words = np.random.SeedSequence(key).generate_state(n_words, dtype)
    words.flags.writeable = False
    return words


class FixedGenerator(np.random.Generator):
    """A `numpy.random.Generator` that remembers the key it was made from, so that it prints as Python."""

    def __init__(self, key: Sequence[int]) -> None:
        self.key = list(key)
        super().__init__(np.random.PCG64(_Seed(self.key)))  # type: ignore[arg-type] # numpy's own protocol

    def __repr__(self) -> str:
        """Python that makes an equal generator, as long as nothing was drawn from this one."""
        key = self.key[0] if len(self.key) == 1 else self.key
        fresh = self.bit_generator.state == FixedGenerator(self.key).bit_generator.state
        drawn = "" if fresh else "  # after earlier draws"
        return f"np.random.default_rng({key}){drawn}"

    def __reduce__(self) -> Any:
        """Copies are made from the key and the state: numpy's own way would lose the key."""
        return (_restored, (self.key, self.bit_generator.state))


def _restored(key: Sequence[int], state: Any) -> FixedGenerator:
    generator = FixedGenerator(key)
    generator.bit_generator.state = state
    return generator


def fixed_rng(*key: int) -> FixedGenerator:
    """Return the generator `numpy.random.default_rng(key)`; equal keys give equal generators."""
    return FixedGenerator((*_salt.get(), *key))


def probe(*key: int, **options: Any) -> ProbeNet:
    """Return a certified probe net (see `grader.numerics.probes.probe_net` for the options); equal keys, equal nets.

    Nets are kept, because certifying them costs more than most checks: a check leaves their arrays as they are.
    """
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in options.items()}
    return _kept((*_salt.get(), *key), tuple(sorted(plain.items())))


@lru_cache(maxsize=2_000)
def _kept(key: tuple[int, ...], options: tuple[tuple[str, Any], ...]) -> ProbeNet:
    return probe_net(key, **dict(options))


def fixed_array(*shape: int, key: int | Sequence[int] = 0, scale: float = 1.0) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return normal numbers of standard deviation `scale`, rounded to three decimals so that they print short."""
    keys = [key] if isinstance(key, int) else list(key)
    return np.round(fixed_rng(*keys).normal(0.0, scale, shape), 3)
