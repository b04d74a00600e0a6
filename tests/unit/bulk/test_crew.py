"""Processes that die, and errors that end a run."""

import pytest

from grader.bulk.cores import usable_cores
from grader.bulk.crew import Crew
from grader.bulk.messages import Settings, Task
from grader.model.errors import CourseError


def test_a_course_that_is_broken_ends_the_run_with_its_own_error(tmp_path):
    crew = Crew(Settings(str(tmp_path), "auto", None, "en"), jobs=1)
    with pytest.raises(CourseError) as caught:
        list(crew.outcomes([Task("s01", "x.py", b"x.py")]))

    assert caught.value.code == "course.config"


def test_no_task_needs_no_process(tmp_path):
    assert list(Crew(Settings(str(tmp_path), "auto", None, "en"), jobs=2).outcomes([])) == []


@pytest.mark.parametrize(("quota", "most"), [("100000 100000", 1), ("50000 100000", 1), ("max 100000", 999), ("", 999)])
def test_a_containers_quota_caps_the_processes(tmp_path, quota, most):
    (tmp_path / "cpu.max").write_text(quota)

    assert 1 <= usable_cores(tmp_path / "cpu.max") <= most
