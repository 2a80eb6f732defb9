"""Optuna's default TPE, asked and told through lines of JSON; functions and workers are the caller's.

{"op": "study", "seed": 0, "params": [...], "startup": [{"x0": 1.5}, ...]}   begins a study with these points first
{"op": "ask"}                                  answers the next point, {"x0": 0.25, ...}
{"op": "tell", "number": 3, "value": 0.7}      trials are numbered in the order of asking

Usage: optuna_peer.py             reads standard input until it ends
       optuna_peer.py --version
"""
import json
import sys
import warnings

import optuna


def suggest(trial, param):
    if param["kind"] == "choice":
        return trial.suggest_categorical(param["name"], param["choices"])
    kind = trial.suggest_float if param["kind"] == "float" else trial.suggest_int
    return kind(param["name"], param["low"], param["high"], log=param["log"])


def main():
    warnings.simplefilter("ignore")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study, params, trials = None, None, None
    for line in sys.stdin:
        message = json.loads(line)
        if message["op"] == "study":
            study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=message["seed"]))
            params, trials = message["params"], []
            for point in message["startup"]:
                study.enqueue_trial(point)
        elif message["op"] == "ask":
            trials.append(study.ask())
            print(json.dumps({param["name"]: suggest(trials[-1], param) for param in params}), flush=True)
        else:
            study.tell(trials[message["number"]], message["value"])


if sys.argv[1:] == ["--version"]:
    print(optuna.__version__)
else:
    main()
