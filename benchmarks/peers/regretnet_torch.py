"""The PyTorch side of the comparison: the workload of Workload.java, float32, one thread.

Usage: regretnet_torch.py 2x2 SECONDS         prints iterations per second, eager, the median of five windows
       regretnet_torch.py 2x2 SECONDS tuned   the same, compiled: five ascent steps to a graph, the loss to another, both
                                              by Inductor with its products tuned; fused Adam, subnormals flushed
       regretnet_torch.py tunable             fails where this PyTorch has no compiler that works
       regretnet_torch.py sgemm               for every line read, multiplies matrices of 1536 x 1536 once and prints GFLOP/s
       regretnet_torch.py version
"""
import statistics
import sys
import time

import torch

WIDTH, BATCH, STEPS, RATE, LAMBDA, RHO = 100, 128, 25, 0.1, 5.0, 2.0
UNROLLED = 5  # ascent steps in one compiled graph; all 25 are no faster


def network(inputs, outputs):
    layers = [torch.nn.Linear(inputs, WIDTH), torch.nn.Tanh(), torch.nn.Linear(WIDTH, WIDTH), torch.nn.Tanh(),
              torch.nn.Linear(WIDTH, outputs)]
    for layer in layers[::2]:
        torch.nn.init.xavier_uniform_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
    return torch.nn.Sequential(*layers)


class Auction:
    def __init__(self, bidders, items):
        self.n, self.m = bidders, items
        self.allocation = network(bidders * items, (bidders + 1) * items)
        self.payment = network(bidders * items, bidders)
        self.parameters = [*self.allocation.parameters(), *self.payment.parameters()]

    def outcome(self, bids):  # [profiles, n, m]
        flat = bids.flatten(1)
        a = torch.softmax(self.allocation(flat).view(-1, self.n + 1, self.m), 1)[:, :self.n]
        return a, torch.sigmoid(self.payment(flat)) * (a * bids).sum(2)

    def misreported(self, values, misreports):
        """Utility of bidder i when she alone misreports, all bidders in one batch: [n, profiles]."""
        n = self.n
        bids = values.repeat(n, 1, 1, 1)
        index = torch.arange(n)
        bids[index, :, index] = misreports
        a, p = self.outcome(bids.flatten(0, 1))
        a, p = a.view(n, -1, n, self.m), p.view(n, -1, n)
        return (a[index, :, index] * values.transpose(0, 1)).sum(2) - p[index, :, index]

    def ascend(self, values, misreports):
        gradient, = torch.autograd.grad(self.misreported(values, misreports).sum(), misreports)
        with torch.no_grad():
            return (misreports + RATE * gradient).clamp_(0, 1)

    def loss(self, values, misreports):
        a, payments = self.outcome(values)
        truthful = ((a * values).sum(2) - payments).T
        regret = torch.relu(self.misreported(values, misreports) - truthful).mean(1)
        return -payments.sum(1).mean() + (LAMBDA * regret).sum() + RHO / 2 * (regret ** 2).sum()

    def iteration(self, values, misreports, optimiser):
        for p in self.parameters:
            p.requires_grad_(False)
        for _ in range(STEPS):
            misreports = self.ascend(values, misreports.requires_grad_(True))
        for p in self.parameters:
            p.requires_grad_(True)
        loss = self.loss(values, misreports.detach())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()


class TunedAuction(Auction):
    def __init__(self, bidders, items):
        super().__init__(bidders, items)
        self.ascents = torch.compile(self.several, mode="max-autotune")
        self.compiled_loss = torch.compile(self.loss, mode="max-autotune")

    def several(self, values, misreports):
        for _ in range(UNROLLED):
            gradient = torch.func.grad(lambda m: self.misreported(values, m).sum())(misreports)
            misreports = (misreports + RATE * gradient).clamp(0, 1)
        return misreports

    def iteration(self, values, misreports, optimiser):
        for p in self.parameters:
            p.requires_grad_(False)
        for _ in range(STEPS // UNROLLED):
            misreports = self.ascents(values, misreports)
        for p in self.parameters:
            p.requires_grad_(True)
        loss = self.compiled_loss(values, misreports)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()


def rate(shape, seconds, tuned):
    n, m = map(int, shape.split("x"))
    torch.manual_seed(1)
    auction = TunedAuction(n, m) if tuned else Auction(n, m)
    values = torch.rand(BATCH, n, m)
    misreports = torch.rand(n, BATCH, m)
    optimiser = torch.optim.Adam(auction.parameters, lr=1e-3, fused=True if tuned else None)
    auction.iteration(values, misreports.clone(), optimiser)  # compiles

    def window(length):
        start, count = time.perf_counter(), 0
        while True:
            auction.iteration(values, misreports.clone(), optimiser)
            count += 1
            passed = time.perf_counter() - start
            if passed > length:
                return count / passed

    window(max(2.0, seconds / 2))
    return statistics.median(window(seconds / 5) for _ in range(5))


def serve_sgemm():
    a, b = torch.rand(1536, 1536), torch.rand(1536, 1536)
    c = torch.mm(a, b)
    for _ in sys.stdin:
        start = time.perf_counter()
        torch.mm(a, b, out=c)
        print(f"{2 * 1536 ** 3 / (time.perf_counter() - start) / 1e9:.2f}", flush=True)


def tunable():
    double = torch.compile(lambda x: 2 * x)
    assert double(torch.ones(3)).sum() == 6


torch.set_num_threads(1)
if sys.argv[1] == "version":
    print(torch.__version__)
elif sys.argv[1] == "sgemm":
    serve_sgemm()
elif sys.argv[1] == "tunable":
    tunable()
else:
    tuned = sys.argv[3:] == ["tuned"]
    if tuned:
        torch.set_flush_denormal(True)
    print(f"{rate(sys.argv[1], float(sys.argv[2]), tuned):.2f}")
