"""How much of a submission is read before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class ReadLimits:
    """Caps on untrusted bytes; coursework with plots in its outputs stays far below all of them."""

    code_bytes: int = 2 * MIB  # a .py file, or all code cells of a notebook together
    # json.loads needs up to 21 bytes of memory per byte of hostile text ("[],[],..."), so this bounds it at 0.7 GB.
    notebook_bytes: int = 32 * MIB
    cells: int = 5_000  # of one notebook, of any type
    total_bytes: int = 64 * MIB  # a zip archive; and what the sources in a folder or archive unpack to
    files: int = 500  # sources in one folder or archive
    entries: int = 50_000  # anything in one folder or archive, looked at or not
    ratio: int = 200  # unpacked to packed size of a member above 1 MiB; notebooks reach about 20

    def bytes_of(self, path: str) -> int:
        """The cap on one file, by its suffix."""
        return self.notebook_bytes if path.casefold().endswith(".ipynb") else self.code_bytes
