"""rfm_pandas.py CSV AS_OF: pandas from order lines to three numbers and three scores per customer."""
import sys

from turns import need, serve

need("pandas")

import pandas as pd

orders = pd.read_csv(sys.argv[1], parse_dates=["order_time"])
as_of = pd.Timestamp(sys.argv[2])


def rfm(threads):
    table = orders.groupby("customer_id").agg(
        last=("order_time", "max"), frequency=("order_id", "count"), monetary=("amount", "sum")
    )
    table["recency"] = (as_of - table["last"]).dt.days
    for name, rising in (("recency", False), ("frequency", True), ("monetary", True)):
        table[name[0]] = pd.qcut(table[name].rank(method="first", ascending=rising), 5, labels=False) + 1
    return table


def quality(table):
    medians = {name: float(table[name].median()) for name in ("recency", "frequency", "monetary")}
    return {"customers": len(table), **medians}


serve(pd.__version__, rfm, quality)
