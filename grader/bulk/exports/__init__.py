"""Writers of grades, one per consumer. The rules that each keeps stand in its module."""
