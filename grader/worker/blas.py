"""How many threads BLAS may use: one, in the grader as in its workers.

Results then do not depend on the machine's cores, a fork finds no threads to lose, and the small matrices of a course
are multiplied faster.
"""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Environment variables, read by BLAS when numpy is imported."""
