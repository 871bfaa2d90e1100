"""What the two SVM peers share: the matrix ours was trained on, and the objective both are compared by."""
import numpy as np
from scipy import sparse


def read(folder):
    """CSR as raw files, labels as a byte each."""
    values = np.fromfile(f"{folder}/values.f32", np.float32)
    indices = np.fromfile(f"{folder}/indices.u32", np.int32)
    offsets = np.fromfile(f"{folder}/offsets.u32", np.int32)
    y = np.fromfile(f"{folder}/y.u8", np.uint8)
    return sparse.csr_matrix((values, indices, offsets)), y


def primal(x, y, weights, bias, classes, cost):
    """Mean over the classes of half the squared weights plus C times the squared hinge."""
    total = 0.0
    for w, b, label in zip(weights, bias, classes):
        w = np.asarray(w, np.float64)
        short = np.maximum(0, 1 - np.where(y == label, 1, -1) * (x @ w + b))
        total += 0.5 * (w @ w + b * b) + cost * (short**2).sum()
    return float(total / len(classes))
