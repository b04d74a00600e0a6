"""The notebook's face: `grader.check("he_normal")` and `%check he_normal`.

Theory of operation. The student's kernel is no place to grade in: whatever a cell has changed in numpy, in the warnings
filters or in the random state would reach the reference, and grading would reach them. So the kernel's side (`kernel`,
`session`) only collects text: the cells that were run, and the source of the functions that Python has now. A process
of ours (`helper` starts it, `service` is it) chooses what is written (`written`), grades it in the sandbox as
`grader check --only` does, and answers with the rendered report. It stays for the next call and ends with the kernel.
"""
