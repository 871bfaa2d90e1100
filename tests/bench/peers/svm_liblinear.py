"""svm_liblinear.py FOLDER COST TOLERANCE: LIBLINEAR itself, what liblinear-train -s 1 -B 1 does, on loaded data."""
import sys

from turns import need, serve

need("liblinearutil", "scipy", "numpy")

from liblinearutil import parameter, problem, train
from svm_matrix import primal, read

cost, tolerance = map(float, sys.argv[2:4])
x, y = read(sys.argv[1])
# Rows as dictionaries counted from 1: Debian's binding for whole matrices asks for a part of SciPy that is gone.
rows = [dict(zip((part.indices + 1).tolist(), part.data.tolist())) for part in x]
data = problem(y.tolist(), rows, bias=1)
settings = parameter(f"-s 1 -c {cost} -B 1 -e {tolerance} -q")


def quality(model):
    labels = model.get_labels()
    solved = [model.get_decfun(label_idx=i) for i in range(len(labels))]
    return {"primal": primal(x, y, [w for w, b in solved], [b for w, b in solved], labels, cost)}


serve("2.3.0", lambda threads: train(data, settings), quality)
