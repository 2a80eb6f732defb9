"""PyTorch beside packs on a GPU: the workload of Workload.java, K networks at a time by batched products, float32.

Usage: packs_torch.py HOW TF32 2x2 SECONDS K ...   prints for each K how many trial-iterations a second there are; HOW is
                                                   eager, graph (CUDA graphs) or compiled; TF32 is tf32 or fp32
Each of the K networks trains as it would alone: the loss is a sum over them, and Adam moves each weight by itself.
On a machine without CUDA it runs on the processor, to show that it does; graphs need CUDA.
"""
import sys
import time

import torch

WIDTH, BATCH, STEPS, RATE, LAMBDA, RHO = 100, 128, 25, 0.1, 5.0, 2.0
UNROLLED = 5  # ascent steps in one compiled graph


class Network:
    def __init__(self, count, inputs, outputs, device):
        self.layers = []
        for rows, columns in ((inputs, WIDTH), (WIDTH, WIDTH), (WIDTH, outputs)):
            bound = (6 / (rows + columns)) ** 0.5
            weight = (2 * torch.rand(count, rows, columns, device=device) - 1) * bound
            self.layers += [weight.requires_grad_(), torch.zeros(count, 1, columns, device=device, requires_grad=True)]

    def __call__(self, x):  # [network, profile, input]
        weights = self.layers
        x = torch.tanh(torch.baddbmm(weights[1], x, weights[0]))
        x = torch.tanh(torch.baddbmm(weights[3], x, weights[2]))
        return torch.baddbmm(weights[5], x, weights[4])


class Pack:
    def __init__(self, count, bidders, items, device):
        self.n, self.m = bidders, items
        self.allocation = Network(count, bidders * items, (bidders + 1) * items, device)
        self.payment = Network(count, bidders * items, bidders, device)
        self.parameters = self.allocation.layers + self.payment.layers

    def outcome(self, bids):  # [network, profile, n, m]
        flat = bids.flatten(2)
        shares = self.allocation(flat).unflatten(2, (self.n + 1, self.m))
        a = torch.softmax(shares, 2)[:, :, :self.n]
        return a, torch.sigmoid(self.payment(flat)) * (a * bids).sum(3)

    def misreported(self, values, misreports):  # [network, bidder, profile, m] -> utilities [network, bidder, profile]
        n = self.n
        own = torch.eye(n, device=values.device).view(1, n, 1, n, 1)
        bids = values.unsqueeze(1) * (1 - own) + misreports.unsqueeze(3) * own
        a, p = self.outcome(bids.flatten(1, 2))
        a, p = a.unflatten(1, (n, -1)), p.unflatten(1, (n, -1))
        return ((a * values.unsqueeze(1)).sum(4) * own[..., 0]).sum(3) - (p * own[..., 0]).sum(3)

    def several(self, values, misreports):
        for _ in range(UNROLLED):
            misreports = misreports.detach().requires_grad_()
            gradient, = torch.autograd.grad(self.misreported(values, misreports).sum(), misreports)
            misreports = (misreports.detach() + RATE * gradient).clamp(0, 1)
        return misreports

    def several_compiled(self, values, misreports):
        for _ in range(UNROLLED):
            gradient = torch.func.grad(lambda m: self.misreported(values, m).sum())(misreports)
            misreports = (misreports + RATE * gradient).clamp(0, 1)
        return misreports

    def loss(self, values, misreports):
        a, payments = self.outcome(values)
        truthful = ((a * values).sum(3) - payments).transpose(1, 2)
        regret = torch.relu(self.misreported(values, misreports) - truthful).mean(2)
        each = -payments.sum(2).mean(1) + (LAMBDA * regret).sum(1) + RHO / 2 * (regret ** 2).sum(1)
        return each.sum()


def trainer(how, count, bidders, items, device):
    pack = Pack(count, bidders, items, device)
    several, loss = pack.several, pack.loss
    if how == "compiled":
        several = torch.compile(pack.several_compiled)
        loss = torch.compile(pack.loss)
    cuda = device == "cuda"
    optimiser = torch.optim.Adam(pack.parameters, lr=1e-3, fused=cuda or None, capturable=how == "graph")
    values = torch.rand(count, BATCH, bidders, items, device=device)
    misreports = torch.rand(count, bidders, BATCH, items, device=device)

    def iteration():
        for p in pack.parameters:
            p.requires_grad_(False)
        found = misreports
        for _ in range(STEPS // UNROLLED):
            found = several(values, found)
        for p in pack.parameters:
            p.requires_grad_(True)
        optimiser.zero_grad(set_to_none=True)
        loss(values, found.detach()).backward()
        optimiser.step()

    if how != "graph":
        return iteration
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            iteration()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        iteration()
    return graph.replay


def main():
    how, precision, shape, seconds = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.backends.cuda.matmul.allow_tf32 = precision == "tf32"
    wait = torch.cuda.synchronize if device == "cuda" else lambda: None
    for count in map(int, sys.argv[5:]):
        torch.manual_seed(1)
        iteration = trainer(how, count, *map(int, shape.split("x")), device)
        iteration()
        wait()
        start, done = time.perf_counter(), 0
        while done == 0 or time.perf_counter() - start < seconds:
            iteration()
            wait()
            done += 1
        rate = count * done / (time.perf_counter() - start)
        print(f"{shape:6} {'torch-' + how + '-' + precision:22} {count:7} {rate:14.1f}", flush=True)


main()
