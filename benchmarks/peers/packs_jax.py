"""JAX beside packs on a GPU: the workload of Workload.java, K networks at a time by jit(vmap(...)), float32.

Usage: packs_jax.py TF32 2x2 SECONDS K ...   prints for each K how many trial-iterations a second there are; TF32 is tf32 or fp32
"""
import sys
import time

import jax
import jax.numpy as jnp

WIDTH, BATCH, STEPS, RATE, LAMBDA, RHO = 100, 128, 25, 0.1, 5.0, 2.0


def network(key, inputs, outputs):
    layers = []
    for rows, columns in ((inputs, WIDTH), (WIDTH, WIDTH), (WIDTH, outputs)):
        key, own = jax.random.split(key)
        bound = (6 / (rows + columns)) ** 0.5
        layers.append((jax.random.uniform(own, (rows, columns), minval=-bound, maxval=bound), jnp.zeros(columns)))
    return layers


def run(layers, x):
    for weight, bias in layers[:-1]:
        x = jnp.tanh(x @ weight + bias)
    return x @ layers[-1][0] + layers[-1][1]


def outcome(parameters, bids):  # [profile, n, m]
    profiles, n, m = bids.shape
    flat = bids.reshape(profiles, n * m)
    a = jax.nn.softmax(run(parameters[0], flat).reshape(profiles, n + 1, m), 1)[:, :n]
    return a, jax.nn.sigmoid(run(parameters[1], flat)) * (a * bids).sum(2)


def misreported(parameters, values, misreports):  # [bidder, profile, m] -> utilities [bidder, profile]
    profiles, n, m = values.shape
    own = jnp.eye(n).reshape(n, 1, n, 1)
    bids = values[None] * (1 - own) + misreports[:, :, None] * own
    a, p = outcome(parameters, bids.reshape(n * profiles, n, m))
    a, p = a.reshape(n, profiles, n, m), p.reshape(n, profiles, n)
    return ((a * values[None]).sum(3) * own[..., 0]).sum(2) - (p * own[..., 0]).sum(2)


def loss(parameters, values, misreports):
    a, payments = outcome(parameters, values)
    truthful = ((a * values).sum(2) - payments).T
    regret = jax.nn.relu(misreported(parameters, values, misreports) - truthful).mean(1)
    return -payments.sum(1).mean() + (LAMBDA * regret).sum() + RHO / 2 * (regret ** 2).sum()


def iteration(state, values, misreports):
    parameters, first, second, step = state

    def climb(_, at):
        gradient = jax.grad(lambda m: misreported(parameters, values, m).sum())(at)
        return jnp.clip(at + RATE * gradient, 0, 1)

    found = jax.lax.fori_loop(0, STEPS, climb, misreports)
    gradient = jax.grad(loss)(parameters, values, found)
    step = step + 1
    each = jax.tree_util.tree_map
    first = each(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
    second = each(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
    parameters = each(
        lambda w, m, v: w - 1e-3 * (m / (1 - 0.9 ** step)) / (jnp.sqrt(v / (1 - 0.999 ** step)) + 1e-8),
        parameters, first, second)
    return parameters, first, second, step


def main():
    precision, shape, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    jax.config.update("jax_default_matmul_precision", "tensorfloat32" if precision == "tf32" else "float32")
    n, m = map(int, shape.split("x"))
    for count in map(int, sys.argv[4:]):
        keys = jax.random.split(jax.random.PRNGKey(1), count)
        parameters = jax.vmap(lambda key: (network(key, n * m, (n + 1) * m), network(key, n * m, n)))(keys)
        zeros = jax.tree_util.tree_map(jnp.zeros_like, parameters)
        state = (parameters, zeros, zeros, jnp.zeros(count))
        values = jax.random.uniform(keys[0], (count, BATCH, n, m))
        misreports = jax.random.uniform(keys[-1], (count, n, BATCH, m))
        together = jax.jit(jax.vmap(iteration))
        state = jax.block_until_ready(together(state, values, misreports))
        start, done = time.perf_counter(), 0
        while done == 0 or time.perf_counter() - start < seconds:
            state = jax.block_until_ready(together(state, values, misreports))
            done += 1
        rate = count * done / (time.perf_counter() - start)
        print(f"{shape:6} {'jax-vmap-' + precision:22} {count:7} {rate:14.1f}", flush=True)


main()
