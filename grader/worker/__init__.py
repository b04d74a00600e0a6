"""The boundary to student code: a sandboxed child process per submission and the frames that cross it."""
