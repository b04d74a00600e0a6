"""The class report: what a whole class's gradebook says about the students, the checks and the grader.

Theory of operation: `collect` asks `bulk.grades` which attempts count, then reads every stored report once, one at a
time. Each counting one goes into the tally of its exercise, which keeps counts, sums and one example per mistake, never
a report; every one is searched for signs of tampering. What comes out (`model`) is written as JSON, as a page or as
lines for a terminal. Nothing is run again.
"""
