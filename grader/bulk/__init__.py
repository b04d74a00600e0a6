"""Many submissions: who handed in what, grading on every core, the gradebook, grades and exports.

Theory of operation. `intake` turns folders, zips and downloads of learning platforms into items, one per student and
place. `run` asks the gradebook which of them are new, hands those to `crew` (processes, each with sandboxed workers of
its own) and keeps every result in one transaction as it comes: whatever ends the run, the next one goes on from there.
`grades` computes what counts from what is kept; `exports` write it down for others.
"""
