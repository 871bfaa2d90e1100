"""svm_sklearn.py FOLDER COST TOLERANCE: scikit-learn's LinearSVC, one class against the rest."""
import sys

from turns import need, serve

need("sklearn")

import sklearn
from sklearn.svm import LinearSVC
from svm_matrix import primal, read

cost, tolerance = map(float, sys.argv[2:4])
x, y = read(sys.argv[1])


def fit(threads):
    return LinearSVC(C=cost, tol=tolerance, random_state=0).fit(x, y)


def quality(model):
    return {"primal": primal(x, y, model.coef_, model.intercept_, model.classes_, cost)}


serve(sklearn.__version__, fit, quality)
