"""tfidf_sklearn.py TEXTS LOW HIGH: scikit-learn's TfidfVectorizer on windows of characters, one text a line."""
import sys

from turns import need, serve

need("sklearn")

import numpy as np
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

low, high = map(int, sys.argv[2:4])
texts = open(sys.argv[1], encoding="utf8").read().split("\n")


def fit(threads):
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(low, high), sublinear_tf=True, dtype=np.float32)
    return vectorizer.fit_transform(texts)


def quality(x):
    return {"columns": x.shape[1], "entries": int(x.nnz), "sum": float(x.data.sum(dtype=np.float64))}


serve(sklearn.__version__, fit, quality)
