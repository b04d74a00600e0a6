"""Grade numpy coursework on weight initialisation, backpropagation and gradient checking."""

__version__ = "0.1.0"
