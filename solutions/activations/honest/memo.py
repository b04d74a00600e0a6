"""作业一：激活函数
作者：张三
"""
from __future__ import annotations

import functools
import math
from typing import Callable, Union

import numpy as np
import numpy.typing as npt

数组 = npt.NDArray[np.float64]
阈值: float = 700.0


def 记忆(函数: Callable) -> Callable:
    """Cache by the bytes of the argument; hands out copies."""
    仓库: dict[tuple, np.ndarray] = {}

    @functools.wraps(函数)
    def 包装(z):
        键 = (np.shape(z), np.asarray(z, dtype=float).tobytes())
        if 键 not in 仓库:
            仓库[键] = 函数(z)
        return np.array(仓库[键], copy=True)

    return 包装


@记忆
@np.vectorize
def sigmoid(z: float) -> float:
    """逐元素"""
    if z < -阈值:
        return 0.0
    return 1.0 / (1.0 + math.exp(-z))


@记忆
def sigmoid_grad(z: Union[float, 数组]) -> 数组:
    σ = sigmoid(z)
    return σ - σ * σ


@记忆
def tanh_grad(z):
    τ = np.tanh(z)
    return 1.0 - τ ** 2


@记忆
def relu(z):
    return np.maximum(0, z)


@functools.lru_cache(maxsize=None)
def _台阶(x: float) -> bool:
    return x > 0


def relu_grad(z):
    return np.vectorize(_台阶, otypes=[bool])(z)


@记忆
def softmax(Z):
    最大 = Z.max(axis=0, keepdims=True)
    指数 = np.exp(Z - 最大)
    return 指数 / 指数.sum(axis=0, keepdims=True)


if __name__ == "__main__":
    名字 = input("你的名字: ")
    print(名字, sigmoid(np.arange(3.0)))
