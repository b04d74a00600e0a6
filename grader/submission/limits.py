"""How much of a submission is read before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class ReadLimits:
    """Caps on untrusted bytes; coursework with plots in its outputs stays far below all of them."""

    code_bytes: int = 2 * MIB  # a .py file, or all code cells of a notebook together
    notebook_bytes: int = 32 * MIB
    # "[" and "{" of a notebook: each may become an object of 250 bytes, so that hostile text of 32 MiB would need 2 GB.
    brackets: int = 1_000_000
    cells: int = 5_000  # of one notebook, of any type
    total_bytes: int = 64 * MIB  # a zip archive; and what the sources in a folder or archive unpack to
    files: int = 500  # sources in one folder or archive
    entries: int = 50_000  # anything in one folder or archive, looked at or not
    ratio: int = 200  # unpacked to packed size of a member above 1 MiB; notebooks reach about 20

    def bytes_of(self, path: str) -> int:
        """The cap on one file, by its suffix."""
        return self.notebook_bytes if path.casefold().endswith(".ipynb") else self.code_bytes
