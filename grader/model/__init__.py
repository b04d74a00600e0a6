"""Plain data shared by every layer: verdicts, failures, sources, reports and errors. Imports nothing of ours."""
