"""CLASSROOM/autograders/ASSIGNMENT/autograder.py, with the course's bundle (course.zip, unpacked) beside it.

Classroom 50 runs this in a student's checkout. `-P` keeps the checkout off Python's path: nothing there is imported.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXERCISE = "backprop"  # that the assignment asks for
PYTHON = [sys.executable, "-P", "-m"]

subprocess.run([*PYTHON, "pip", "install", "--quiet", "--user", "-r", str(HERE / "requirements.txt")], check=True)
grading = subprocess.run([*PYTHON, "grader", "ci", "--course", str(HERE), "--exercise", EXERCISE], check=False)
sys.exit(grading.returncode)
