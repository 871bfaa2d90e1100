"""Writes svm.json: linear SVMs that scikit-learn's LinearSVC (LIBLINEAR) fits on small sparse tables.

Run from this folder with Python 3.11, numpy 1.24.2, scikit-learn 1.2.1:  python3 svm.py
All values are multiples of 1/1024, which float32 holds exactly. `objectives` is the primal per problem,
0.5 (w.w + b.b) + sum of cost * loss, at a tolerance far below what is compared. In LIBLINEAR a class weight changes the
cost of the positive rows only, and of both classes where there are two.
"""
import json

import numpy as np
import sklearn
from sklearn.svm import LinearSVC

assert sklearn.__version__ == "1.2.1", sklearn.__version__


def table(random, rows, columns, classes):
    """Sparse rows, about a fifth filled; columns c, c + classes, ... speak for class c; a tenth of labels is wrong."""
    y = random.integers(0, classes, rows)
    rates = np.where(np.arange(columns)[None, :] % classes == y[:, None], 0.35, 0.15)
    x = (random.random((rows, columns)) < rates) * np.round((0.2 + random.random((rows, columns))) * 1024) / 1024
    return x, np.where(random.random(rows) < 0.1, random.integers(0, classes, rows), y)


def case(name, seed, rows, columns, classes, cost, loss, weights=None):
    x, y = table(np.random.default_rng(seed), rows, columns, classes)
    model = LinearSVC(
        C=cost, loss=loss, dual=True, tol=1e-9, max_iter=10_000_000, intercept_scaling=1, random_state=0,
        class_weight=None if weights is None else dict(enumerate(weights)),
    ).fit(x, y)
    factor = np.ones(classes) if weights is None else np.array(weights)
    objectives = []
    for problem, (w, b) in enumerate(zip(model.coef_, model.intercept_)):
        label = problem + (classes == 2)
        positive = y == label
        short = np.maximum(0, 1 - np.where(positive, 1, -1) * (x @ w + b))
        others = factor[0] if classes == 2 else 1
        costs = cost * np.where(positive, factor[label], others)
        objectives.append(0.5 * (w @ w + b * b) + float(costs @ (short if loss == "hinge" else short**2)))
    rows_of, columns_of = np.nonzero(x)
    return {
        "name": name,
        "columns": columns,
        "offsets": np.concatenate([[0], np.cumsum(np.bincount(rows_of, minlength=rows))]).tolist(),
        "indices": columns_of.tolist(),
        "values": x[rows_of, columns_of].tolist(),
        "y": y.tolist(),
        "cost": cost,
        "loss": loss,
        "classWeights": weights,
        "objectives": objectives,
        "bias": model.intercept_.tolist(),
        "weights": model.coef_.T.ravel().tolist(),
        "predicted": model.predict(x).tolist(),
    }


cases = [
    case("four classes, squared hinge", 1, 150, 40, 4, 1.0, "squared_hinge"),
    case("four classes, hinge", 2, 150, 40, 4, 0.5, "hinge"),
    case("two classes, squared hinge", 3, 120, 30, 2, 0.25, "squared_hinge"),
    case("two weighted classes, hinge", 4, 120, 30, 2, 1.0, "hinge", [0.5, 3.0]),
    case("three weighted classes, squared hinge", 5, 120, 30, 3, 0.5, "squared_hinge", [1.0, 2.0, 4.0]),
    case("more columns than rows", 6, 60, 200, 3, 2.0, "squared_hinge"),
]
with open("svm.json", "w") as file:
    json.dump({"made with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "cases": cases}, file)
    file.write("\n")
