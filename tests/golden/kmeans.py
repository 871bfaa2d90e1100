"""Writes kmeans.json: what scikit-learn finds from given starting centres, and the silhouettes of what it found.

Run from this folder with Python 3.11, numpy 1.24.2, scikit-learn 1.2.1:  python3 kmeans.py
Every number is rounded to a few decimals before it is used, so that the file holds exactly what was clustered.
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_samples

warnings.filterwarnings("ignore")
assert sklearn.__version__ == "1.2.1", sklearn.__version__
random = np.random.default_rng(2024)


def blobs(rows, centres, spread):
    centre = np.array(centres)[random.integers(0, len(centres), rows)]
    return np.round(centre + spread * random.standard_normal((rows, len(centres[0]))), 3)


def case(name, x, start, iterations=300):
    model = KMeans(len(start), init=np.array(start), n_init=1, max_iter=iterations, tol=0, algorithm="lloyd").fit(x)
    samples = silhouette_samples(x, model.labels_)
    return {
        "name": name,
        "columns": x.shape[1],
        "x": x.ravel().tolist(),
        "start": np.array(start).ravel().tolist(),
        "maxIterations": iterations,
        "centres": model.cluster_centers_.ravel().tolist(),
        "labels": model.labels_.tolist(),
        "inertia": model.inertia_,
        "iterations": model.n_iter_,
        "silhouette": samples.mean(),
        "silhouetteByCluster": [samples[model.labels_ == j].mean() for j in range(len(start))],
    }


apart = blobs(60, [[0, 0], [10, 0], [0, 10]], 0.8)
overlapping = blobs(200, [[0, 0, 0, 0], [2, 0, 1, 0], [0, 2, 0, 1], [2, 2, 2, 2]], 1.1)
far = blobs(80, [[1000, -2000, 500], [1004, -2000, 503]], 0.9)
cases = [
    case("well apart, from the first three rows", apart, apart[:3]),
    case("overlapping, from the first five rows", overlapping, overlapping[:5]),
    case("overlapping, stopped after four iterations", overlapping, overlapping[:5], 4),
    case("far from the origin", far, far[[0, 1]]),
    case("a centre that loses every row at once", apart, np.vstack([apart[:2], [[500.0, 500.0]]])),
]
with open("kmeans.json", "w") as file:
    json.dump({"made with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "cases": cases}, file, indent=None)
    file.write("\n")
