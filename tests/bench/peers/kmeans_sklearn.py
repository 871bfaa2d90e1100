"""kmeans_sklearn.py FILE COLUMNS CLUSTERS STEPS: scikit-learn's Lloyd from the first rows, raw row-major float32."""
import sys
import warnings

from turns import need, serve

need("sklearn", "threadpoolctl")

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

warnings.filterwarnings("ignore")
path, (columns, clusters, steps) = sys.argv[1], map(int, sys.argv[2:5])
x = np.fromfile(path, np.float32).reshape(-1, columns)
start = x[:clusters].copy()


def fit(threads):
    with threadpool_limits(threads):
        return KMeans(clusters, init=start, n_init=1, max_iter=steps, tol=0, algorithm="lloyd").fit(x)


def inertia(model):
    # In double precision on the model's own centres: the attribute is a sum of float32.
    centres = model.cluster_centers_.astype(np.float64)
    total = 0.0
    for at in range(0, len(x), 100_000):
        part = x[at : at + 100_000].astype(np.float64)
        distances = ((part[:, None, :] - centres[None]) ** 2).sum(axis=2)
        total += float(distances.min(axis=1).sum())
    return {"inertia": total, "steps": int(model.n_iter_)}


serve(sklearn.__version__, fit, inertia)
