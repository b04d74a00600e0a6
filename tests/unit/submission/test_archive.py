"""A zip archive is read in memory like a folder; what could be an attack refuses it."""

import struct
import zipfile

import pytest

from grader.model.errors import UnreadableSubmissionError
from grader.submission import ReadLimits, read


def refusal(path, limits=None):
    with pytest.raises(UnreadableSubmissionError) as caught:
        read(path, limits=limits or ReadLimits())
    assert caught.value.facts.pop("file", "s01.zip") == "s01.zip"
    return caught.value.code, caught.value.facts


def paths(submission):
    return [file.path for file in submission.files]


def test_sources_are_found_at_any_depth(write_zip, notebook):
    path = write_zip(("s01/z.py", "x"), ("s01/deep/n.ipynb", notebook("y")), ("s01/data.csv", "1"))
    assert paths(read(path)) == ["s01/deep/n.ipynb", "s01/z.py"]


def test_an_archive_and_its_folder_give_the_same_files(tmp_path, write, write_zip):
    write("s01/a.py", "x")
    write("s01/b/c.py", "y")
    assert read(write_zip(("a.py", "x"), ("b/c.py", "y"))).files == read(tmp_path / "s01").files


def test_the_material_of_an_exercise_is_no_answer(write_zip):
    path = write_zip(("init/init.py", "x"), ("init/exercise.toml", ""), ("init/checks.py", "y"), ("own/checks.py", "z"))
    assert paths(read(path)) == ["init/init.py", "own/checks.py"]


def test_a_folder_with_the_suffix_of_a_source_is_a_folder(write_zip):
    assert paths(read(write_zip(("old.py/", ""), ("old.py/a.py", "x")))) == ["old.py/a.py"]


def test_an_entry_without_a_name_refuses_the_archive(write_zip):
    path = write_zip(("a", "x"))
    path.write_bytes(path.read_bytes().replace(b"a", b"\0"))
    assert refusal(path)[0] == "zip.unsafe_path"


def test_nothing_is_extracted(tmp_path, write_zip):
    read(write_zip(("a.py", "x")))
    assert [path.name for path in tmp_path.iterdir()] == ["s01.zip"]


@pytest.mark.parametrize(
    "name",
    ["__MACOSX/._a.py", ".git/a.py", "venv/bin/x.py", "s01/.ipynb_checkpoints/a.py", "lib/site-packages/a.py"],
)
def test_what_is_no_coursework_is_not_looked_at(write_zip, name):
    assert paths(read(write_zip(("a.py", "x"), ("venv/pyvenv.cfg", ""), (name, "y")))) == ["a.py"]


@pytest.mark.parametrize(
    "name",
    ["../a.py", "a/../../b.py", "/etc/a.py", "C:\\a.py", "c:/a.py", "\\\\host\\a.py", "..\\a.py", "a\n.py", "../x"],
)
def test_a_path_that_could_lead_out_refuses_the_archive(write_zip, name):
    assert refusal(write_zip(("ok.py", "x"), (name, "y"))) == ("zip.unsafe_path", {"member": name})


def test_a_nul_in_a_name_refuses_the_archive(write_zip):
    path = write_zip(("a.py#.txt", "x"))
    path.write_bytes(path.read_bytes().replace(b"a.py#", b"a.py\0"))
    assert refusal(path)[0] == "zip.unsafe_path"


def test_backslashes_of_old_windows_programs_are_separators(write_zip):
    assert paths(read(write_zip(("s01\\a.py", "x")))) == ["s01/a.py"]


def test_a_name_in_gbk_is_understood(write_zip):
    path = write_zip(("ABCD.py", "x"))
    path.write_bytes(path.read_bytes().replace(b"ABCD", "张三".encode("gbk")))
    assert paths(read(path)) == ["张三.py"]


@pytest.mark.parametrize("second", ["a/B.py", "A/b.py", "a/b.py"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_one_file_system_would_merge_refuse_the_archive(write_zip, second):
    assert refusal(write_zip(("a/b.py", "x"), (second, "y")))[0] == "zip.duplicate_names"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicates_among_other_files_do_not_matter(write_zip):
    assert paths(read(write_zip(("a.py", "x"), ("d.csv", "1"), ("d.csv", "2")))) == ["a.py"]


def test_a_link_in_an_archive_is_ignored_and_noted(write_zip):
    link = zipfile.ZipInfo("b.py")
    link.external_attr = 0o120777 << 16
    submission = read(write_zip(("a.py", "x"), (link, "/etc/passwd")))
    assert paths(submission) == ["a.py"]
    assert [(note.code, note.facts) for note in submission.notes] == [("submission.link_ignored", {"file": "b.py"})]


def test_an_archive_in_the_archive_is_ignored_and_noted(write_zip):
    submission = read(write_zip(("a.py", "x"), ("inner.zip", "PK")))
    assert [(note.code, note.facts) for note in submission.notes] == [
        ("submission.archive_ignored", {"file": "inner.zip"})
    ]


def test_an_archive_that_holds_only_another_names_it(write_zip):
    assert refusal(write_zip(("s01/inner.zip", "PK")))[1]["found"] == "s01/inner.zip"


def test_an_empty_archive_is_no_submission(write_zip):
    assert refusal(write_zip())[0] == "path.no_submission"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (ReadLimits(files=1), "zip.too_many"),
        (ReadLimits(entries=1), "zip.too_many"),
        (ReadLimits(total_bytes=300), "zip.too_large"),
        (ReadLimits(total_bytes=20), "zip.too_large"),
    ],
)
def test_an_archive_beyond_a_limit_is_refused(write_zip, limits, code):
    assert refusal(write_zip(("a.py", "x" * 200), ("b.py", "y" * 200)), limits)[0] == code


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(write_zip):
    code, facts = refusal(write_zip(("a.ipynb", "0" * 4_000_000)))
    assert (code, facts["member"], facts["ratio"] > facts["limit"]) == ("zip.ratio", "a.ipynb", True)


def test_an_encrypted_member_is_named(write_zip):
    path = write_zip(("a.py", "x"))
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    assert refusal(path) == ("zip.encrypted", {"member": "a.py"})


def test_a_rare_compression_is_named(write_zip):
    assert refusal(write_zip(("a.py", "x"), method=zipfile.ZIP_LZMA)) == (
        "zip.unsupported_method",
        {"member": "a.py", "method": zipfile.ZIP_LZMA},
    )


def test_a_cut_archive_is_damaged(write_zip):
    path = write_zip(("a.py", "x"))
    path.write_bytes(path.read_bytes()[:-30])
    assert refusal(path) == ("zip.damaged", {"member": None})


def test_a_member_that_fails_its_checksum_is_damaged(write_zip):
    path = write_zip(("a.py", "x = 1"), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"x = 1", b"x = 2"))
    assert refusal(path) == ("zip.damaged", {"member": "a.py"})


def test_a_damaged_member_does_not_lose_the_others(write_zip):
    path = write_zip(("a.py", "x = 1"), ("b.py", "y = 1"), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"x = 1", b"x = 2"))
    submission = read(path)
    assert paths(submission) == ["b.py"]
    assert submission.notes[0].facts["problem"] == "zip.damaged"


def test_a_declared_size_that_lies_cannot_exceed_the_cap(write_zip):
    path = write_zip(("a.py", "#" * 3_000))
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<L", 3_000), struct.pack("<L", 10)))
    assert refusal(path, ReadLimits(code_bytes=100))[0] in {"zip.damaged", "file.too_large"}
