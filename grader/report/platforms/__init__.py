"""Writers for the platforms on which a submission is graded by itself: GitHub, GitLab, Gradescope, Classroom 50.

The rules that each consumer sets stand in its module. All of them get a `Result` and give text or plain data; what a
student may see of hidden checks has been decided before (`student_view`), except for Gradescope, which can hide tests.
"""
