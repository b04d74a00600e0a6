"""Courses and exercises as folders: course.toml, exercise.toml, checks, reference and packed material."""
