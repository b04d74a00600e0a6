"""How values are laid out in a frame: what both sides agree on, without pickle and without extension types.

`None`, bool, 64-bit int, float and str stand for themselves; everything else is a list that begins with a tag:

    ["l", [items]]   ["t", [items]]   ["d", [key, value, key, value, ...]]     list, tuple, dict
    ["c", re, im]    ["i", bytes]     ["b", bytes]                             complex, larger int, bytes
    ["s", dtype, bytes]                                                        numpy scalar
    ["a", dtype, shape, layout, writeable]                                     array: its bytes are the next raw segment
    ["o", id, type name]   ["g", state]   ["f", handle]   opaque object, PCG64 generator, callable of the grader

msgpack maps and extension types never occur, so none of what a decoder makes of them has to be trusted. The decoder
checks the exact type of every item it meets; anything else is a `WireError`.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy import asarray, frombuffer, ndarray  # bound here: student code may replace numpy's own attributes

from grader.worker.text import bounded, type_name

MAX_DEPTH = 32
MAX_ELEMENTS = 100_000
_TOO_MANY = f"with more than {MAX_ELEMENTS} elements"
MAX_CHARS = 65_536
MAX_INT_BYTES = 1_024  # 2466 digits: below the 4300 at which Python refuses to print an int
MAX_DIMS = 16
MAX_RAW = 256 << 20
_SHARED = 1 << 20  # bytes of a frame whose arrays may share its memory
ALIGNMENT = 16  # of raw segments; the largest alignment that numpy asks for (longdouble)

_CODES = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
DTYPES = {code: np.dtype(code) for code in _CODES}
for _long in (np.dtype(np.longdouble), np.dtype(np.clongdouble)):
    DTYPES.setdefault(_long.str[1:], _long)
_SCALARS = {np.dtype(char).type for char in "?bhilqBHILQefdgFDG"}
# Of numbers that are easily found to have one hash (complex ones, long doubles beyond a double), a dict of ten thousand
# keys would take its reader seconds to build.
_COLLIDING = {np.complex64, np.complex128, np.longdouble, np.clongdouble}
_KEYS = {type(None), bool, int, float, str, bytes, np.str_, np.bytes_} | (_SCALARS - _COLLIDING)

Foreign = Callable[[Any, str], Any]


class WireError(Exception):
    """What arrived is not what the protocol allows."""


class TooLargeError(Exception):
    """A value exceeds what a frame may carry; the text completes "list ..."."""


class Encoder:
    """Lays values out. `foreign(value, description)` lays out what has no plain form (or raises TypeError)."""

    def __init__(self, foreign: Foreign) -> None:
        self.segments: list[ndarray] = []
        self._foreign = foreign
        self._elements = 0
        self._raw = 0

    def encode(self, value: Any) -> Any:
        """The layout of `value`. A value too large for a frame is foreign as a whole."""
        before = len(self.segments), self._elements, self._raw
        try:
            return self._item(value, 0)
        except TooLargeError as error:
            kept, self._elements, self._raw = before
            del self.segments[kept:]
            return self._foreign(value, f"{type_name(type(value))} {error}")

    def _item(self, value: Any, depth: int) -> Any:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise TooLargeError(_TOO_MANY)
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        encode = _ENCODERS.get(kind)
        if encode is None:
            return self._derived(value, depth)
        if depth >= MAX_DEPTH:
            raise TooLargeError(f"nested deeper than {MAX_DEPTH} levels")
        return encode(self, value, depth)

    def _derived(self, value: Any, depth: int) -> Any:
        """Lay out an instance of a class of the student's own: one that derives from a plain type crosses as that type.

        What it holds counts, whatever its own methods say of it.
        """
        for plain, bare in _BARE.items():
            if issubclass(type(value), plain):
                self._elements -= 1  # it is counted as the plain value
                return self._item(bare(value), depth)
        return self._foreign(value, type_name(type(value)))

    def _int(self, value: int, _depth: int) -> Any:
        if -(2**63) <= value < 2**63:
            return value
        size = value.bit_length() // 8 + 1
        if size > MAX_INT_BYTES:
            return self._foreign(value, f"int of {value.bit_length()} bits")
        return ["i", value.to_bytes(size, "little", signed=True)]

    def _str(self, value: str, _depth: int) -> Any:
        if len(value) > MAX_CHARS:
            return self._foreign(value, f"str of {len(value)} characters")
        return str(value) if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")

    def _bytes(self, value: bytes, _depth: int) -> Any:
        if len(value) > MAX_CHARS:
            return self._foreign(value, f"bytes of length {len(value)}")
        return ["b", bytes(value)]

    def _complex(self, value: complex, _depth: int) -> Any:
        return ["c", value.real, value.imag]

    def _list(self, value: list[Any], depth: int) -> Any:
        return ["l", self._items(list.__iter__(value), list.__len__(value), depth)]

    def _tuple(self, value: tuple[Any, ...], depth: int) -> Any:
        return ["t", self._items(tuple.__iter__(value), tuple.__len__(value), depth)]

    def _items(self, items: Iterator[Any], count: int, depth: int) -> list[Any]:
        if self._elements + count > MAX_ELEMENTS:
            raise TooLargeError(_TOO_MANY)
        return [self._item(item, depth + 1) for item in items]

    def _dict(self, value: dict[Any, Any], depth: int) -> Any:
        flat: list[Any] = []
        for key, item in ((plain_key(key), item) for key, item in dict.items(value)):
            if type(key) not in _KEYS or (type(key) is int and not -(2**63) <= key < 2**63):
                return self._foreign(value, f"dict with a key of type {type_name(type(key))}")
            flat += (self._item(key, depth + 1), self._item(item, depth + 1))
        return ["d", flat]

    def _scalar(self, value: np.generic, _depth: int) -> Any:
        code = _code(value.dtype)
        return ["s", code, bytes([bool(value)]) if code == "b1" else value.tobytes()]

    def _array(self, value: ndarray, _depth: int) -> Any:
        code = _code(value.dtype)
        if code not in DTYPES:
            return self._foreign(value, bounded(f"ndarray of dtype {value.dtype}", 200))
        if value.ndim > MAX_DIMS:
            return self._foreign(value, f"ndarray of {value.ndim} dimensions")
        self._raw += value.nbytes + ALIGNMENT
        if self._raw > MAX_RAW:
            raise TooLargeError(f"of {value.nbytes >> 20} MB, more than fits in one answer")
        plain = asarray(value, dtype=DTYPES[code], order="C")
        if code == "b1":
            plain = plain.view("u1") != 0  # a bool array made with view() may hold other bytes than 0 and 1
        self.segments.append(plain)
        return ["a", code, list(value.shape), _layout(value), value.flags.writeable]


def plain_key(key: Any) -> Any:
    """A dict's key as it crosses: of a class derived from a plain type (as enumerations may be), the plain value."""
    kind = type(key)
    if kind is bool or kind in _SCALARS:
        return key
    return next((bare(key) for plain, bare in _BARE_KEYS if issubclass(kind, plain)), key)


def _code(dtype: np.dtype[Any]) -> str:
    return f"{dtype.kind}{dtype.itemsize}"


def _layout(array: ndarray) -> str:
    if array.flags.c_contiguous:
        return "C"
    return "F" if array.flags.f_contiguous else "S"


# What makes the plain value of an instance of a subclass, by the plain type's own methods.
_BARE: dict[type, Callable[[Any], Any]] = {
    ndarray: lambda value: ndarray.view(value, ndarray),
    dict: dict.copy,
    list: list.copy,
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
}

_BARE_KEYS = tuple((plain, _BARE[plain]) for plain in (str, int, float))

_ENCODERS: dict[type, Callable[[Encoder, Any, int], Any]] = {
    int: Encoder._int,
    str: Encoder._str,
    np.str_: Encoder._str,
    bytes: Encoder._bytes,
    np.bytes_: Encoder._bytes,
    complex: Encoder._complex,
    list: Encoder._list,
    tuple: Encoder._tuple,
    dict: Encoder._dict,
    ndarray: Encoder._array,
    **dict.fromkeys(_SCALARS, Encoder._scalar),
}


class Decoder:
    """Reads laid-out values. `foreign(tag, fields)` reads opaque objects, generators and callables, or raises."""

    def __init__(self, raw: memoryview, foreign: Callable[[str, list[Any]], Any], *, faithful: bool = False) -> None:
        self._raw = raw
        self._foreign = foreign
        self._faithful = faithful  # arrays own their memory and keep layout and writeability
        self._offset = 0
        self._elements = 0

    def decode(self, item: Any) -> Any:
        """The value of `item`. Raises WireError for anything that the layout does not allow."""
        return self._item(item, 0)

    def finish(self) -> None:
        """Raises WireError when raw bytes are left that no array refers to."""
        if self._offset != len(self._raw):
            raise WireError("raw bytes that belong to no array")

    def _item(self, item: Any, depth: int) -> Any:
        self._elements += 1
        if self._elements > 2 * MAX_ELEMENTS:
            raise WireError("too many elements")
        kind = type(item)
        if item is None or kind is bool or kind is int or kind is float:
            return item
        if kind is str:
            if len(item) > MAX_CHARS:
                raise WireError("a text that is too long")
            return item
        if kind is not list or not item or type(item[0]) is not str:
            raise WireError(f"a bare {kind.__name__}")
        if depth > MAX_DEPTH:
            raise WireError("nested too deeply")
        return self._tagged(item[0], item[1:], depth)

    def _tagged(self, tag: str, fields: list[Any], depth: int) -> Any:
        expected, decode = _DECODERS.get(tag, (None, None))
        if expected is None or [type(field) for field in fields] != expected:
            raise WireError(f"a malformed item {tag[:10]!r}")
        return decode(self, depth, *fields) if decode else self._foreign(tag, fields)

    def _list(self, depth: int, items: list[Any]) -> list[Any]:
        return [self._item(item, depth + 1) for item in items]

    def _tuple(self, depth: int, items: list[Any]) -> tuple[Any, ...]:
        return tuple(self._list(depth, items))

    def _complex(self, _depth: int, real: float, imag: float) -> complex:
        return complex(real, imag)

    def _int(self, _depth: int, data: bytes) -> int:
        if len(data) > MAX_INT_BYTES:
            raise WireError("an int that is too long")
        return int.from_bytes(data, "little", signed=True)

    def _bytes(self, _depth: int, data: bytes) -> bytes:
        if len(data) > MAX_CHARS:
            raise WireError("a text that is too long")
        return data

    def _dict(self, depth: int, flat: list[Any]) -> dict[Any, Any]:
        if len(flat) % 2:
            raise WireError("a dict without its last value")
        result = {}
        for key, value in zip(flat[::2], flat[1::2], strict=True):
            decoded = self._item(key, depth + 1)
            if type(decoded) not in _KEYS or (type(key) is list and key[0] == "i"):
                raise WireError(f"a dict key of type {type(decoded).__name__}")
            result[decoded] = self._item(value, depth + 1)
        return result

    def _scalar(self, _depth: int, code: str, data: bytes) -> np.generic:
        dtype = _dtype(code)
        if len(data) != dtype.itemsize or (code == "b1" and data[0] > 1):
            raise WireError("a damaged scalar")
        scalar: np.generic = frombuffer(data, dtype)[0]
        return scalar

    def _array(self, _depth: int, code: str, shape: list[Any], layout: str, writeable: bool) -> ndarray:
        dtype = _dtype(code)
        count = _count(shape)
        size = count * dtype.itemsize
        end = self._offset + size
        if end > len(self._raw):
            raise WireError("an array longer than its bytes")
        view = frombuffer(self._raw, dtype, count, self._offset) if count else np.empty(0, dtype)
        if code == "b1" and count and view.view("u1").max() > 1:
            raise WireError("a bool that is neither 0 nor 1")
        self._offset = end + -end % ALIGNMENT
        array = view.reshape(shape)
        if not self._faithful and len(self._raw) > _SHARED:
            array = array.copy()  # so that one small array of an answer does not keep all of it in memory
        return _rebuilt(array, layout, writeable) if self._faithful else array


def _rebuilt(view: ndarray, layout: str, writeable: bool) -> ndarray:
    """A copy of `view` laid out as the original was: "S" is neither C nor Fortran contiguous."""
    if layout == "S":
        room = np.empty((*view.shape[:-1], 2 * view.shape[-1]), view.dtype)
        array = room[..., ::2]
        array[...] = view
    else:
        array = np.array(view, order="F" if layout == "F" else "C")
    array.flags.writeable = writeable
    return array


def _dtype(code: str) -> np.dtype[Any]:
    dtype = DTYPES.get(code)
    if dtype is None:
        raise WireError(f"dtype {code[:10]!r}")
    return dtype


def _count(shape: list[Any]) -> int:
    """Number of elements. The product of the non-zero sizes is bounded too, as numpy's own arithmetic wants it."""
    count = extent = 1
    for size in shape:
        if type(size) is not int or size < 0:
            raise WireError("an impossible shape")
        count *= size
        extent *= size or 1
    if len(shape) > MAX_DIMS or extent > MAX_RAW:
        raise WireError("an impossible shape")
    return count


_DECODERS: dict[str, tuple[list[type], Callable[..., Any] | None]] = {
    "l": ([list], Decoder._list),
    "t": ([list], Decoder._tuple),
    "d": ([list], Decoder._dict),
    "c": ([float, float], Decoder._complex),
    "i": ([bytes], Decoder._int),
    "b": ([bytes], Decoder._bytes),
    "s": ([str, bytes], Decoder._scalar),
    "a": ([str, list, str, bool], Decoder._array),
    "o": ([int, str], None),
    "g": ([bytes], None),
    "f": ([int], None),
}
