"""The PyTorch side of the comparison: the workload of Workload.java, eager, float32, one thread.

Usage: regretnet_torch.py 2x2 SECONDS   prints iterations per second, the median of five windows
       regretnet_torch.py peak          prints GFLOP/s of this PyTorch's sgemm, 1536 cubed
       regretnet_torch.py version
"""
import statistics
import sys
import time

import torch

WIDTH, BATCH, STEPS, RATE, LAMBDA, RHO = 100, 128, 25, 0.1, 5.0, 2.0


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

    def iteration(self, values, misreports, optimiser):
        for p in self.parameters:
            p.requires_grad_(False)
        for _ in range(STEPS):
            misreports.requires_grad_(True)
            gradient, = torch.autograd.grad(self.misreported(values, misreports).sum(), misreports)
            with torch.no_grad():
                misreports = (misreports + RATE * gradient).clamp_(0, 1)
        for p in self.parameters:
            p.requires_grad_(True)
        a, payments = self.outcome(values)
        truthful = ((a * values).sum(2) - payments).T
        regret = torch.relu(self.misreported(values, misreports.detach()) - truthful).mean(1)
        loss = -payments.sum(1).mean() + (LAMBDA * regret).sum() + RHO / 2 * (regret ** 2).sum()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()


def rate(shape, seconds):
    n, m = map(int, shape.split("x"))
    torch.manual_seed(1)
    auction = Auction(n, m)
    values = torch.rand(BATCH, n, m)
    misreports = torch.rand(n, BATCH, m)
    optimiser = torch.optim.Adam(auction.parameters, lr=1e-3)

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


def peak():
    a, b = torch.rand(1536, 1536), torch.rand(1536, 1536)
    rates = []
    for _ in range(15):
        start = time.perf_counter()
        torch.mm(a, b)
        rates.append(2 * 1536 ** 3 / (time.perf_counter() - start) / 1e9)
    return statistics.median(rates)


torch.set_num_threads(1)
if sys.argv[1] == "version":
    print(torch.__version__)
elif sys.argv[1] == "peak":
    print(f"{peak():.1f}")
else:
    print(f"{rate(sys.argv[1], float(sys.argv[2])):.2f}")
