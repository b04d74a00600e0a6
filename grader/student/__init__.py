"""The proxy that a check calls in place of the student's module."""
