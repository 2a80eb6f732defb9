package io.sweepstake.sweeps.sampler.genetic;

import io.jenetics.DoubleGene;
import io.jenetics.Mutator;
import java.util.random.RandomGenerator;

/**
 * Polynomial mutation (Deb and Agrawal, 1995; bounded, as in the C program of NSGA-II): mostly
 * small steps that never leave the gene's bounds.
 */
final class GeneticPolynomialMutator extends Mutator<DoubleGene, Double> {
  private final double contiguity;

  /**
   * A mutator.
   *
   * @param probability of each gene to mutate, in [0, 1]
   * @param contiguity at least 0; the larger, the closer mutants are
   */
  GeneticPolynomialMutator(double probability, double contiguity) {
    super(probability);
    this.contiguity = contiguity;
  }

  @Override
  protected DoubleGene mutate(DoubleGene gene, RandomGenerator random) {
    double width = gene.max() - gene.min();
    double place = (gene.doubleValue() - gene.min()) / width;
    double u = random.nextDouble();
    double power = contiguity + 1;
    double step =
        u < 0.5
            ? Math.pow(2 * u + (1 - 2 * u) * Math.pow(1 - place, power), 1 / power) - 1
            : 1 - Math.pow(2 * (1 - u) + (2 * u - 1) * Math.pow(place, power), 1 / power);
    double value = gene.doubleValue() + step * width;
    return gene.newInstance(Math.min(Math.nextDown(gene.max()), Math.max(gene.min(), value)));
  }
}
