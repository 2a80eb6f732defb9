"""What `sweepstake ceiling` does for two bidders and two items, additive, U[0,1], in plain numpy.

The same numbers of coefficients, profiles and steps: rays, and one stream between a bidder's two
values, whose polynomial has degree D in her own values and degree D in her rival's; Adam; the bound's
mean on fresh profiles. Prints the bound and what a step and an evaluation take.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 ceiling_numpy.py --steps 300
"""

import argparse
import time

import numpy as np


def legendre(x, degree):
    """Shifted Legendre polynomials of degrees 0..degree and their derivatives, [degree, n]."""
    z = 2 * x - 1
    p = np.empty((degree + 1, x.size), np.float32)
    d = np.zeros_like(p)
    p[0] = 1
    if degree:
        p[1] = z
        d[1] = 2
    for k in range(1, degree):
        p[k + 1] = ((2 * k + 1) * z * p[k] - k * p[k - 1]) / (k + 1)
        d[k + 1] = ((2 * k + 1) * (2 * p[k] + z * d[k]) - k * d[k - 1]) / (k + 1)
    return p, d


def pairs(degree):
    return [(a, b) for a in range(degree + 1) for b in range(degree + 1 - a)]


def features(x, y, degree):
    """Products of total degree at most D, and their slopes along x and y: [n, products] each."""
    px, dx = legendre(x, degree)
    py, dy = legendre(y, degree)
    a, b = np.array(pairs(degree)).T
    return (px[a] * py[b]).T, (dx[a] * py[b]).T, (px[a] * dy[b]).T


class Bound:
    def __init__(self, degree):
        self.degree = degree
        count = len(pairs(degree))
        self.c = np.zeros((count, count), np.float32)

    def virtual(self, own, rival):
        """F of both items of one bidder, and what the gradient needs."""
        x, y = own[:, 0], own[:, 1]
        s = own.max(axis=1)
        ray = own * ((3 * s * s - 1) / (2 * s * s))[:, None]
        f, fx, fy = features(x, y, self.degree)
        g, _, _ = features(rival[:, 0], rival[:, 1], self.degree)
        h, hx, hy = ((m @ self.c * g).sum(axis=1) for m in (f, fx, fy))
        u, v = x * (1 - x), y * (1 - y)
        du, dv = 1 - 2 * x, 1 - 2 * y
        first = u * (dv * h + v * hy)  # d psi / d y
        second = v * (du * h + u * hx)  # d psi / d x
        return ray + np.stack([first, -second], axis=1), (f, fx, fy, g, u, v, du, dv)

    def gradient(self, share, kept):
        f, fx, fy, g, u, v, du, dv = kept
        p, q = share[:, 0], -share[:, 1]
        of_h = (p * u * dv + q * v * du)[:, None] * f
        of_slopes = (p * u * v)[:, None] * fy + (q * u * v)[:, None] * fx
        return (of_h + of_slopes).T @ g

    def measure(self, values, learn):
        """The bound's value at each profile, and its gradient where asked."""
        total = []
        for i in (0, 1):
            total.append(self.swapped(values[:, i], values[:, 1 - i]))
        worth = np.stack([f for f, _ in total], axis=1)  # [n, bidder, item]
        best = worth.max(axis=1)
        value = np.maximum(best, 0).sum(axis=1)
        if not learn:
            return value, None
        n = values.shape[0]
        gradient = np.zeros_like(self.c)
        for i in (0, 1):
            share = ((worth[:, i] >= best) & (best > 0)).astype(np.float32) / n
            (one, other) = total[i][1]
            gradient += self.gradient(share, one)
            gradient += self.gradient(share[:, ::-1], other)
        return value, gradient

    def swapped(self, own, rival):
        """Two streams, one each way: the items are alike."""
        one, kept_one = self.virtual(own, rival)
        other, kept_other = self.virtual(own[:, ::-1], rival[:, ::-1])
        rays = own * ((3 * own.max(axis=1) ** 2 - 1) / (2 * own.max(axis=1) ** 2))[:, None]
        return one + other[:, ::-1] - rays, (kept_one, kept_other)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--degree", type=int, default=8)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--profiles", type=int, default=262144)
    parser.add_argument("--rate", type=float, default=0.05)
    arguments = parser.parse_args()
    random = np.random.default_rng(1)
    bound = Bound(arguments.degree)
    first, second = np.zeros_like(bound.c), np.zeros_like(bound.c)
    mean, averaged = np.zeros_like(bound.c), 0
    begun = time.process_time()
    for step in range(1, arguments.steps + 1):
        values = random.random((arguments.batch, 2, 2), dtype=np.float32)
        _, g = bound.measure(values, True)
        done = (step - 1) / arguments.steps
        rate = arguments.rate * (1 if done < 0.5 else 0.01 ** (2 * done - 1))
        first = 0.9 * first + 0.1 * g
        second = 0.999 * second + 0.001 * g * g
        bound.c -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        if done >= 0.8:
            averaged += 1
            mean += (bound.c - mean) / averaged
    trained = time.process_time() - begun
    bound.c = mean
    begun = time.process_time()
    values = []
    for _ in range(arguments.profiles // 8192):
        values.append(bound.measure(random.random((8192, 2, 2), dtype=np.float32), False)[0])
    values = np.concatenate(values)
    measured = time.process_time() - begun
    print(
        f"bound {values.mean():.5f} +- {values.std() / np.sqrt(values.size):.5f}; "
        f"training {arguments.steps * arguments.batch / trained:.0f} profiles/s, "
        f"measuring {values.size / measured:.0f} profiles/s"
    )


if __name__ == "__main__":
    main()
