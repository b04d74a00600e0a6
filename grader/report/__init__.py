"""Writers of results: feedback texts, the terminal, JSON."""
