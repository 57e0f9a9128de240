#!/usr/bin/env python3
"""Tune the weights of ranking by coordinate ascent, and tell by cross-validation what it is worth.

    tune.py --program PATH --set KIND:QUERIES:QRELS:INDEX[:SHARE] … --weights JSON [--rounds N]

A set is judged queries over an index: KIND is `notices` or `clauses` as `zhengsou eval` has them,
SHARE what its nDCG@10 counts in the goal (1 where none is given). Every setting is run once over
all queries. The weights that are named move, one at a time, up or down; a step is kept when the goal gains. At the end,
for each of five folds, the setting that is best on the other four is scored on the fold: the mean
of the folds is what the choice is worth on queries that did not choose it.

Standard library only.
"""
import argparse
import collections
import json
import math
import subprocess
import sys
import unicodedata

FOLDS = 5
DEPTH = 10
# By what a weight is multiplied in one step.
STEPS = [1.5, 1 / 1.5]


def fold_text(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if not c.isspace())


class Judged:
    """A set of judged queries."""

    def __init__(self, program, spec):
        parts = spec.split(":")
        self.kind, self.queries, self.qrels, self.index = parts[:4]
        self.share = float(parts[4]) if len(parts) > 4 else 1.0
        self.program = program
        self.judged = collections.defaultdict(list)
        with open(self.qrels, encoding="utf-8") as lines:
            for line in lines:
                if self.kind == "clauses":
                    fields = line.rstrip("\n").split("\t")
                    if fields[0] != "qid":
                        self.judged[fields[0]].append((fields[1], int(fields[2]), fold_text(fields[3])))
                else:
                    fields = line.split()
                    if len(fields) == 4 and int(fields[3]) > 0:
                        self.judged[fields[0]].append((fields[2], int(fields[3]), None))
        with open(self.queries, encoding="utf-8") as lines:
            names = lines.readline().rstrip("\n").split("\t")
            rows = [dict(zip(names, line.rstrip("\n").split("\t"))) for line in lines]
        self.kinds = {row["qid"]: row.get("kind", "all") for row in rows if row["qid"] in self.judged}

    def run(self, weights):
        """nDCG@10 of each query."""
        command = [self.program, "eval", self.kind, self.queries, "--index", self.index,
                   "--depth", str(DEPTH * 3), "--weights", json.dumps(weights)]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = collections.defaultdict(list)
        for line in output.splitlines():
            if self.kind == "clauses":
                row = json.loads(line)
                found[row["qid"]].append((row["doc"], fold_text(row["text"])))
            else:
                fields = line.split()
                found[fields[0]].append((fields[2], None))
        return {qid: self.gain(qid, found[qid]) for qid in self.kinds}

    def gain(self, qid, found):
        judged = self.judged[qid]
        ideal = sorted((grade for _, grade, _ in judged), reverse=True)[:DEPTH]
        total = sum((2 ** grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(ideal))
        used, gains = set(), []
        for doc, text in found[:DEPTH]:
            best = 0
            for number, (wanted, grade, anchor) in enumerate(judged):
                if number not in used and doc == wanted and (anchor is None or anchor in text):
                    used.add(number)
                    best = grade
                    break
            gains.append(best)
        got = sum((2 ** grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(gains))
        return got / total if total else 0.0


def goal(sets, scores, keep=lambda number: True):
    """The shares' mean of nDCG@10 over the queries that are kept."""
    total = 0.0
    for judged, of_query in zip(sets, scores):
        kept = [of_query[qid] for number, qid in enumerate(sorted(of_query)) if keep(number)]
        total += judged.share * sum(kept) / len(kept)
    return total / sum(judged.share for judged in sets)


def by_kind(judged, of_query):
    kinds = collections.defaultdict(list)
    for qid, score in of_query.items():
        kinds[judged.kinds[qid]].append(score)
    return {kind: round(sum(scores) / len(scores), 3) for kind, scores in sorted(kinds.items())}


def main():
    parser = argparse.ArgumentParser(description="Tune the weights of ranking (see the top of this file).")
    parser.add_argument("--program", required=True)
    parser.add_argument("--set", action="append", required=True, dest="sets")
    parser.add_argument("--weights", required=True, help="names of weights with their values now, as JSON")
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()

    sets = [Judged(args.program, spec) for spec in args.sets]
    tried = {}

    def scores(weights):
        key = json.dumps(weights, sort_keys=True)
        if key not in tried:
            tried[key] = [judged.run(weights) for judged in sets]
            print(f"{goal(sets, tried[key]):.4f}", *(f"{sum(of.values()) / len(of):.4f}" for of in tried[key]), key, flush=True)
        return tried[key]

    best = json.loads(args.weights)
    height = goal(sets, scores(best))
    for _ in range(args.rounds):
        gained = False
        for name in list(best):
            for step in STEPS:
                while True:
                    other = dict(best, **{name: round(best[name] * step, 3)})
                    reached = goal(sets, scores(other))
                    if reached <= height + 0.0002:
                        break
                    best, height, gained = other, reached, True
        if not gained:
            break

    held_out = []
    for number in range(FOLDS):
        chosen = max(tried.values(), key=lambda one: goal(sets, one, lambda at: at % FOLDS != number))
        held_out.append(goal(sets, chosen, lambda at: at % FOLDS == number))
    start = next(iter(tried.values()))
    print(f"start {goal(sets, start):.4f}, best {height:.4f}, on held-out folds {sum(held_out) / FOLDS:.4f}")
    print(json.dumps(best))
    for judged, of_query in zip(sets, tried[json.dumps(best, sort_keys=True)]):
        print(judged.kind, by_kind(judged, of_query))


if __name__ == "__main__":
    sys.exit(main())
