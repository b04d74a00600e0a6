"""Pure mathematics in float64: gradients, calibrated statistics, depth laws, symmetry. No I/O, no import of ours."""
