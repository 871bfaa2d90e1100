"""words_jieba.py TEXTS CUTS: jieba's lcut with its hidden Markov model, one text a line.

Writes to CUTS how long each word is, in characters, uint16 each; a 0 ends a text.
"""
import logging
import sys

from turns import need, serve

need("jieba")

import array

import jieba

jieba.setLogLevel(logging.ERROR)
jieba.initialize()
texts = open(sys.argv[1], encoding="utf8").read().split("\n")


def quality(words):
    with open(sys.argv[2], "wb") as file:
        for line in words:
            array.array("H", [*map(len, line), 0]).tofile(file)
    return {"words": sum(map(len, words))}


serve(jieba.__version__, lambda threads: [jieba.lcut(text) for text in texts], quality)
