"""Writes optuna_analysis.json: what Optuna makes of fixed tables of trials.

Run with Optuna 5.0.0 and scikit-learn 1.6.1:  python optuna_analysis.py > optuna_analysis.json
"""
import json
import math
import random
import sys
import warnings

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import FanovaImportanceEvaluator, PedAnovaImportanceEvaluator
from optuna.samplers._tpe.sampler import _split_trials

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def splits():
    """The numbers of the good trials, for every other number of them, by goals to be minimised."""
    cases = []
    for goals, count, kind in [(2, 40, "any"), (2, 30, "grid"), (2, 60, "front"), (3, 40, "any"), (3, 50, "front"),
                               (4, 30, "front")]:
        rng = random.Random(100 * goals + count)
        losses = []
        for _ in range(count):
            v = [rng.uniform(-1, 2) for _ in range(goals)]
            if kind == "grid":
                v = [float(round(x * 2)) for x in v]
            if kind == "front":
                v = [abs(x) + 0.01 for x in v]
                norm = math.sqrt(sum(x * x for x in v))
                v = [x / norm for x in v]
            losses.append(v)
        study = optuna.create_study(directions=["minimize"] * goals)
        for v in losses:
            study.add_trial(optuna.trial.create_trial(values=v))
        good = {}
        for n in range(1, count, 2):
            below, _ = _split_trials(study, study.get_trials(), n)
            good[n] = [t.number for t in below]
        cases.append({"losses": losses, "good": good})
    return cases


SPACE = {
    "x": FloatDistribution(-1.0, 3.0),
    "rate": FloatDistribution(1e-4, 1.0, log=True),
    "step": FloatDistribution(0.0, 2.0, step=0.25),
    "n": IntDistribution(1, 9),
    "width": IntDistribution(8, 512, log=True),
    "kind": CategoricalDistribution(["a", "b", "c"]),
    "depth": IntDistribution(1, 4),  # only where kind is b
}


def table():
    rng = random.Random(7)
    rows = []
    for _ in range(200):
        kind = rng.choice(["a", "b", "c"])
        row = {
            "x": rng.uniform(-1, 3),
            "rate": math.exp(rng.uniform(math.log(1e-4), 0)),
            "step": rng.randrange(9) * 0.25,
            "n": rng.randint(1, 9),
            "width": int(round(math.exp(rng.uniform(math.log(8), math.log(512))))),
            "kind": kind,
        }
        if kind == "b":
            row["depth"] = rng.randint(1, 4)
        row["loss"] = ((row["x"] - 1.5) ** 2 + 0.3 * abs(math.log10(row["rate"]) + 2) + 0.05 * row["n"]
                       + {"a": 0.0, "b": 0.4, "c": 1.0}[kind] + 0.2 * row.get("depth", 0) + 0.01 * rng.gauss(0, 1))
        row["cost"] = row["width"] / 512 + 0.1 * row["n"] + row["step"]
        rows.append(row)
    return rows


def study_of(rows, space, goals):
    study = optuna.create_study(directions=["minimize"] * len(goals))
    for row in rows:
        params = {k: row[k] for k in space if k in row}
        study.add_trial(optuna.trial.create_trial(
            params=params, distributions={k: space[k] for k in params}, values=[row[g] for g in goals],
            user_attrs={"cost": row["cost"]}))
    return study


def ped(study, target=None, **options):
    return PedAnovaImportanceEvaluator(**options).evaluate(study, target=target)


def fanova(rows, space, goal):
    shares = []
    for seed in range(8):
        found = FanovaImportanceEvaluator(seed=seed).evaluate(study_of(rows, space, [goal]))
        shares.append([found[k] for k in space])
    return dict(zip(space, np.mean(shares, axis=0)))


def main():
    rows = table()
    one, two = study_of(rows, SPACE, ["loss"]), study_of(rows, SPACE, ["loss", "cost"])
    floats = {"x": FloatDistribution(-1.0, 3.0), "y": FloatDistribution(0.0, 1.0), "z": FloatDistribution(0.0, 1.0)}
    rng = random.Random(3)
    plain = []
    for _ in range(300):
        row = {"x": rng.uniform(-1, 3), "y": rng.random(), "z": rng.random()}
        row["loss"] = (row["x"] - 1) ** 2 + 3 * row["y"] + 2 * (row["z"] - 0.5) * (row["y"] - 0.5)
        row["cost"] = row["z"]
        plain.append(row)
    json.dump({
        "optuna": optuna.__version__,
        "splits": splits(),
        "table": rows,
        "ped_anova": {
            "loss": ped(one),
            "loss, best quarter": ped(one, target_quantile=0.25),
            "loss, best tenth in best half": ped(one, region_quantile=0.5),
            "loss, in the space": ped(one, evaluate_on_local=False),
            "cost": ped(one, target=lambda t: t.user_attrs["cost"]),
            "loss and cost": ped(two),
        },
        "plain": plain,
        "fanova": fanova(plain, floats, "loss"),
    }, sys.stdout, indent=None)


main()
