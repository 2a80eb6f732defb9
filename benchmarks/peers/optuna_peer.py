"""One of Optuna's samplers with its default options, asked and told through lines of JSON; functions and workers are the caller's.

{"op": "study", "seed": 0, "params": [...], "startup": [{"x0": 1.5}, ...], "constrained": false}   begins a study with these points first
{"op": "ask"}                                  answers the next point, {"x0": 0.25, ...}, without the parameters that do not exist in it
{"op": "tell", "number": 3, "value": 0.7, "violation": 0}      trials are numbered in the order of asking

Usage: optuna_peer.py SAMPLER            reads standard input until it ends; SAMPLER is tpe, gp, cmaes or nsgaii
       optuna_peer.py --version SAMPLER  fails where it does not run here
"""
import json
import sys
import warnings

import optuna

SAMPLERS = {"tpe": "TPESampler", "gp": "GPSampler", "cmaes": "CmaEsSampler", "nsgaii": "NSGAIISampler"}


def sampler(name, seed, constrained):
    options = {"seed": seed}
    if constrained and name != "cmaes":
        options["constraints_func"] = lambda trial: (trial.user_attrs["violation"],)
    return getattr(optuna.samplers, SAMPLERS[name])(**options)


def suggest(trial, param):
    if param["kind"] == "choice":
        return trial.suggest_categorical(param["name"], param["choices"])
    kind = trial.suggest_float if param["kind"] == "float" else trial.suggest_int
    return kind(param["name"], param["low"], param["high"], log=param["log"])


def point(trial, params):
    values = {}
    for param in params:
        if "parent" not in param or values.get(param["parent"]) in param["when"]:
            values[param["name"]] = suggest(trial, param)
    return values


def main(name):
    study, params, trials = None, None, None
    for line in sys.stdin:
        message = json.loads(line)
        if message["op"] == "study":
            study = optuna.create_study(sampler=sampler(name, message["seed"], message["constrained"]))
            params, trials = message["params"], []
            for startup in message["startup"]:
                study.enqueue_trial(startup)
        elif message["op"] == "ask":
            trials.append(study.ask())
            print(json.dumps(point(trials[-1], params)), flush=True)
        else:
            trial = trials[message["number"]]
            trial.set_user_attr("violation", message["violation"])
            study.tell(trial, message["value"])


def tried(name):
    """Whatever a sampler needs is imported when it first models."""
    study = optuna.create_study(sampler=sampler(name, 0, False))
    study.optimize(lambda trial: trial.suggest_float("x", 0, 1) + trial.suggest_float("y", 0, 1), n_trials=12)


warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
if sys.argv[1] == "--version":
    tried(sys.argv[2])
    print(optuna.__version__)
else:
    main(sys.argv[1])
