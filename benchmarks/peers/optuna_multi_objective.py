"""One study of Optuna's TPE or NSGA-II with several goals, all to be made small, through lines of JSON.

First line in:  {"sampler": "tpe", "seed": 0, "trials": 100, "goals": 2, "constrained": false, "params": [{"name": "x0", "low": 0, "high": 1}, ...]}
Then for each trial, out: {"x0": 0.25, ...}, and in: {"values": [...], "constraints": [...]}, which hold where none is above 0.

Usage: optuna_multi_objective.py | optuna_multi_objective.py --version
"""
import json
import sys
import warnings

import optuna


def main():
    warnings.simplefilter("ignore")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    ask = json.loads(sys.stdin.readline())
    kind = {"tpe": optuna.samplers.TPESampler, "nsga2": optuna.samplers.NSGAIISampler}[ask["sampler"]]
    # The one way to constraints that both 3.x and 5.0 know.
    judge = (lambda trial: trial.user_attrs["constraints"]) if ask["constrained"] else None
    sampler = kind(seed=ask["seed"], constraints_func=judge)
    study = optuna.create_study(directions=["minimize"] * ask["goals"], sampler=sampler)
    for _ in range(ask["trials"]):
        trial = study.ask()
        point = {p["name"]: trial.suggest_float(p["name"], p["low"], p["high"]) for p in ask["params"]}
        print(json.dumps(point), flush=True)
        told = json.loads(sys.stdin.readline())
        trial.set_user_attr("constraints", told["constraints"])
        study.tell(trial, told["values"])


if sys.argv[1:] == ["--version"]:
    print(optuna.__version__)
else:
    main()
