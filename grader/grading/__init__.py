"""Runs an exercise's checks against one submission."""
