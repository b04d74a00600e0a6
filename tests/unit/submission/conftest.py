"""Builders of the files that students hand in."""

import json
import zipfile

import pytest


@pytest.fixture
def write(tmp_path):
    """Write a file below the temporary folder and return its path."""

    def write_file(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.fixture
def write_zip(tmp_path):
    """Write a zip archive of (name or ZipInfo, content) pairs and return its path."""

    def write_archive(*entries, method=zipfile.ZIP_DEFLATED):
        path = tmp_path / "s01.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, content in entries:
                archive.writestr(name, content, method)
        return path

    return write_archive


@pytest.fixture
def notebook():
    """Notebook JSON of cells; a plain string is a code cell."""

    def build(*cells, metadata=None, **keys):
        full = [
            {"cell_type": "code", "source": cell, "metadata": {}, "outputs": [], "execution_count": None}
            if isinstance(cell, str)
            else cell
            for cell in cells
        ]
        return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": metadata or {}, "cells": full} | keys)

    return build
