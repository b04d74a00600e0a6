"""For authors: what students get is generated from the solutions, and every exercise is proven before they see it."""
