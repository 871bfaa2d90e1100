"""Writes tree.json: decision trees that scikit-learn grows on small tables, and what they say of rows not seen.

Run from this folder with Python 3.11, numpy 1.24.2, scikit-learn 1.2.1:  python3 tree.py
All values are multiples of 1/1024, which float32 (scikit-learn's tables) holds exactly. Where several splits of a node
are equally good scikit-learn takes one at random; each case is the first of its tables for which twenty random states
grow the same tree.
"""
import json
from itertools import count

import numpy as np
import sklearn
from sklearn.tree import DecisionTreeClassifier

assert sklearn.__version__ == "1.2.1", sklearn.__version__


def table(random, rows, columns):
    return np.round(random.standard_normal((rows, columns)) * 1024) / 1024


def two_classes(random, rows):
    x = table(random, rows, 4)
    return x, (x[:, 0] + np.sin(2 * x[:, 1]) + 0.4 * random.standard_normal(rows) > 0).astype(int)


def three_classes(random, rows):
    x = table(random, rows, 3)
    return x, (x[:, 0] > 0.2).astype(int) + (x[:, 1] + 0.5 * random.standard_normal(rows) > 0.5)


def few_values(random, rows):
    x = np.floor(3 * table(random, rows, 5)) / 2
    odds = 1 / (1 + np.exp(-(x[:, 0] - x[:, 1] * x[:, 2])))
    return x, (random.random(rows) < odds).astype(int)


def grown(x, y, depth, leaf):
    models = [DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=state).fit(x, y) for state in range(20)]
    first = models[0].tree_
    same = all(
        np.array_equal(model.tree_.feature, first.feature) and np.array_equal(model.tree_.threshold, first.threshold)
        for model in models
    )
    return models[0] if same else None


def case(name, make, rows, depth, leaf):
    for seed in count():
        random = np.random.default_rng(seed)
        x, y = make(random, rows)
        unseen, _ = make(random, 60)
        model = grown(x, y, depth, leaf)
        if model is not None:
            break
    tree = model.tree_
    inner = tree.feature >= 0
    return {
        "name": name,
        "seed": seed,
        "columns": x.shape[1],
        "x": x.ravel().tolist(),
        "y": y.tolist(),
        "maxDepth": depth,
        "minLeaf": leaf,
        "features": np.where(inner, tree.feature, -1).tolist(),
        "thresholds": np.where(inner, tree.threshold, 0).tolist(),
        "rowsOfNodes": tree.n_node_samples.tolist(),
        "importance": model.feature_importances_.tolist(),
        "unseen": unseen.ravel().tolist(),
        "predicted": model.predict(unseen).tolist(),
        "probabilities": model.predict_proba(unseen).ravel().tolist(),
    }


cases = [
    case("two classes, depth 4", two_classes, 300, 4, 10),
    case("three classes, depth 5", three_classes, 400, 5, 12),
    case("columns of few values, depth 4", few_values, 500, 4, 20),
    case("a single question", two_classes, 100, 1, 1),
]
with open("tree.json", "w") as file:
    json.dump({"made with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "cases": cases}, file)
    file.write("\n")
