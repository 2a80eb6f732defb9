package io.sweepstake.core.matchnet;

import io.sweepstake.core.descent.Ranges;
import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.quadratic.PackingLayer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network that matches: reports through hidden layers of tanh to {@code z} in [−1, 1] for each
 * structure, and {@code max (w + βz)ᵀx − k‖x‖², x ≥ 0, Sx ≤ b} behind it, with w the pairs that a
 * structure matches (after Curry et al.'s unpublished experiments on {@code MechanismDesign}).
 *
 * @param width of hidden layers
 * @param depth how many of them
 * @param strength β, in pairs: beyond 2, the network can shut any exchange of two
 * @param curvature k: the smaller, the closer to whole matchings and the steeper
 * @param bonus what w has more for structures within one hospital
 */
public record MatchNet(int width, int depth, double strength, double curvature, double bonus) {
  public static final String REPORTS = "reports";
  public static final String MATCHING = "matching";

  public MatchNet {
    Ranges.atLeast("width", width, 1);
    Ranges.atLeast("depth", depth, 1);
    Ranges.above("strength", strength, 0);
    Ranges.above("curvature", curvature, 0);
    Ranges.atLeast("bonus", bonus, 0);
  }

  /** From reports {@code [hospital][type]} to a matching. */
  public NetworkProgram program(ExchangeSetting setting) {
    NetworkProgram.Builder network = NetworkProgram.builder();
    int columns = setting.central().size();
    Block reports = network.input(REPORTS, setting.hospitals() * setting.types());
    Block at = reports;
    for (int layer = 1; layer <= depth; layer++) {
      at = network.activate(Activation.TANH, network.dense("hidden" + layer, at, width));
    }
    Block scores = network.activate(Activation.TANH, network.dense("scores", at, columns));
    List<Double> weights =
        IntStream.range(0, columns)
            .mapToObj(j -> setting.pairs(j) + (setting.owner(j) >= 0 ? bonus : 0))
            .toList();
    return network
        .output(
            MATCHING,
            network.add(
                new PackingLayer(scores, reports, setting.central(), weights, strength, curvature)))
        .build();
  }
}
