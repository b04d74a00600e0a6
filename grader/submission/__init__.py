"""From a path to source text: .py files, notebooks, folders and zip archives, and which file answers which exercise."""

from grader.submission.limits import ReadLimits
from grader.submission.matching import match
from grader.submission.picking import Answers, pick, siblings
from grader.submission.reading import read

__all__ = ["Answers", "ReadLimits", "match", "pick", "read", "siblings"]
