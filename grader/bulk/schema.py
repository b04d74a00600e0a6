"""The gradebook's tables (docs/gradebook.md describes them column by column)."""

VERSION = 1
# "bkck" in ASCII: tells a gradebook from any other SQLite file.
APPLICATION_ID = 0x626B636B

TABLES = """
CREATE TABLE submission (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL,
    label TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    matching TEXT NOT NULL,
    submitted TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    UNIQUE (student, sha256)
) STRICT;

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    exercise TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('graded', 'ungraded', 'unreadable')),
    points INTEGER,
    max_points INTEGER NOT NULL,
    exercise_sha256 TEXT NOT NULL,
    grader_sha256 TEXT NOT NULL,
    isolation TEXT NOT NULL,
    versions TEXT NOT NULL,
    seconds REAL NOT NULL,
    graded TEXT NOT NULL,
    report TEXT NOT NULL,
    packed BLOB NOT NULL,
    UNIQUE (submission, exercise),
    CHECK ((points IS NULL) = (status <> 'graded'))
) STRICT;

CREATE TABLE adjustment (
    id INTEGER PRIMARY KEY,
    student TEXT NOT NULL,
    exercise TEXT NOT NULL,
    points REAL NOT NULL,
    reason TEXT NOT NULL,
    made TEXT NOT NULL
) STRICT;
"""
