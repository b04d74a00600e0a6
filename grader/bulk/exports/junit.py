"""JUnit XML as GitLab and others read it: a suite per submission, a case per check.

Rules: `classname` and `name` together are unique, or only the first counts; `file` is there; no character that XML
forbids. There are no points in the format: they stand in the text of a failure.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from grader.bulk.exports.wanted import Wanted
from grader.bulk.grades import Attempt
from grader.bulk.outcome import restored
from grader.model.report import CheckResult, Report
from grader.model.verdict import Verdict
from grader.report.feedback import Feedback
from grader.report.text import plain

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(wanted: Wanted) -> str:
    """Return the XML document of all attempts that count."""
    return document((_report(grade.attempt) for grade in wanted.grades), wanted.feedback)


def document(reports: Iterable[Report], feedback: Feedback) -> str:
    """Return the XML document of reports."""
    suites = ET.Element("testsuites", name="grader")
    suites.extend(suite(report, feedback) for report in reports)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def suite(report: Report, feedback: Feedback) -> ET.Element:
    """Return the suite of one report."""
    name = clean("/".join(filter(None, (report.student, report.exercise))))
    cases = list(_cases(report, name, feedback))
    counts = {kind: str(sum(case.find(kind) is not None for case in cases)) for kind in ("failure", "error", "skipped")}
    element = ET.Element(
        "testsuite",
        name=name,
        tests=str(len(cases)),
        failures=counts["failure"],
        errors=counts["error"],
        skipped=counts["skipped"],
        time=f"{report.seconds:.3f}",
    )
    element.extend(cases)
    return element


def clean(text: str) -> str:
    """Text without the characters that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", plain(text))


def _report(attempt: Attempt) -> Report:
    (row,) = attempt.book.rows("SELECT packed FROM report WHERE id = ?", (attempt.report,))
    return restored(row["packed"])


def _cases(report: Report, classname: str, feedback: Feedback) -> Iterable[ET.Element]:
    file = clean(report.submission)
    if report.problem is not None:
        case = ET.Element("testcase", classname=classname, name=report.status, file=file, time="0")
        message = clean(feedback.text(report.problem.code, report.problem.facts))
        ET.SubElement(case, "error", message=message, type=report.status).text = message
        yield case
    for check in report.checks:
        case = ET.Element("testcase", classname=classname, name=check.name, file=file, time=f"{check.seconds:.3f}")
        case.extend(_ending(check, feedback))
        yield case


def _ending(check: CheckResult, feedback: Feedback) -> Iterator[ET.Element]:
    if check.verdict is Verdict.PASSED:
        return
    kinds = {Verdict.FAILED: "failure", Verdict.SKIPPED: "skipped"}
    said = clean(feedback.text(check.code, check.facts)) if check.code else check.verdict.value
    element = ET.Element(kinds.get(check.verdict, "error"), message=said, type=check.code or check.verdict.value)
    call = f"\n{clean(check.call)}" if check.call else ""
    element.text = f"{said}{call}\n({'?' if check.points is None else check.points}/{check.max_points})"
    yield element
