"""tree_sklearn.py X Y COLUMNS TRAIN DEPTH: scikit-learn's exact tree; raw float32 rows, a byte per label."""
import sys

from turns import need, serve

need("sklearn")

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

columns, train, depth = map(int, sys.argv[3:6])
x = np.fromfile(sys.argv[1], np.float32).reshape(-1, columns)
y = np.fromfile(sys.argv[2], np.uint8)


def fit(threads):
    return DecisionTreeClassifier(max_depth=depth, random_state=0).fit(x[:train], y[:train])


def quality(model):
    return {"auc": float(roc_auc_score(y[train:], model.predict_proba(x[train:])[:, 1]))}


serve(sklearn.__version__, fit, quality)
