"""Linear SVM on TF-IDF of words (1-2-grams) and characters within words (2-5-grams).

Reads {"training": [{"text", "label"}], "test": [text]} from standard input, writes {"labels", "c"}. The regularisation
is chosen on a fifth of the training rows.
"""
import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC


def pipeline(c):
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    return make_pipeline(make_union(words, characters), LinearSVC(C=c))


task = json.load(sys.stdin)
texts = [row["text"] for row in task["training"]]
labels = [row["label"] for row in task["training"]]
fit_texts, held_texts, fit_labels, held_labels = train_test_split(texts, labels, test_size=0.2, random_state=1)
scores = {c: pipeline(c).fit(fit_texts, fit_labels).score(held_texts, held_labels) for c in [0.1, 0.3, 1.0]}
best = max(scores, key=scores.get)
model = pipeline(best).fit(texts, labels)
json.dump({"labels": list(model.predict(task["test"])), "c": best}, sys.stdout)
