package io.sweepstake.sweeps.sampler;

import io.jenetics.Alterer;
import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.GaussianMutator;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.UniformCrossover;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A steady-state genetic algorithm with the operators of Jenetics: each point is a child of two
 * good ones, and there are no generations to wait for. The population is the best completed trials
 * of the history, feasible ones first, by the first goal.
 *
 * <p>All parameters are genes of one chromosome in the unit cube: Jenetics crosses one chromosome
 * of a pair, and takes its bounds from the first gene.
 *
 * @param population how many of the best completed trials may be parents; as many random points
 *     come first, but at most as many as half of {@code population}
 * @param tournament how many are drawn for each parent, of which the best is taken
 * @param mutation the expected number of genes that mutate per child
 */
public record GeneticSampler(int population, int tournament, double mutation) implements Sampler {
  static final List<SamplerOption> DESCRIPTION =
      List.of(
          SamplerOption.of(
              "population",
              20,
              "how many of the best trials may be parents; at least 2. Half as many random trials"
                  + " come first"),
          SamplerOption.of(
              "tournament", 3, "how many are drawn for each parent, the best wins; at least 1"),
          SamplerOption.of(
              "mutation", 1.0, "expected number of mutated parameters per child; at least 0"));

  private static final int TRIES = 8;

  public GeneticSampler {
    if (population < 2) {
      throw new IllegalArgumentException(
          "genetic population: must be at least 2, was " + population);
    }
    if (tournament < 1) {
      throw new IllegalArgumentException(
          "genetic tournament: must be at least 1, was " + tournament);
    }
    if (!(mutation >= 0) || Double.isInfinite(mutation)) {
      throw new IllegalArgumentException(
          "genetic mutation: must be at least 0 and finite, was " + mutation);
    }
  }

  /** A population of 20, tournaments of 3, one mutated gene per child. */
  public GeneticSampler() {
    this(20, 3, 1);
  }

  /** A sampler with options by name; an unknown or wrong one is refused with its name. */
  static GeneticSampler of(Map<String, String> options) {
    OptionReader reader = new OptionReader("genetic", DESCRIPTION, options);
    return new GeneticSampler(
        reader.whole("population"), reader.whole("tournament"), reader.real("mutation"));
  }

  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    SearchSpace space = history.spec().space();
    if (history.completedCount() < Math.max(2, population / 2)) {
      return Optional.of(new Suggestion(RandomSampler.draw(space, random), "startup"));
    }
    Objective objective = history.spec().objective();
    Set<Point> known = new HashSet<>();
    List<Trial> ranked = new ArrayList<>();
    for (Trial trial : history.trials()) {
      known.add(trial.point());
      // Failed trials have no place here: a NaN among Jenetics' fitnesses would win.
      if (trial.state() instanceof TrialState.Completed) {
        ranked.add(trial);
      }
    }
    ranked.sort(objective::compare);
    List<Trial> parents = ranked.subList(0, Math.min(population, ranked.size()));
    Point child = null;
    // Recombined children may equal a parent, above all where parameters have few values.
    for (int k = 0; k < TRIES && (child == null || known.contains(child)); k++) {
      child = child(space, parents, random);
    }
    return Optional.of(new Suggestion(child, "genetic"));
  }

  private Point child(SearchSpace space, List<Trial> parents, RandomGenerator random) {
    ISeq<Phenotype<DoubleGene, Double>> pair =
        ISeq.of(
            phenotype(winner(parents, random), random), phenotype(winner(parents, random), random));
    double chance = Math.min(1, mutation / space.size());
    return RandomRegistry.with(
        random,
        seeded -> {
          Alterer<DoubleGene, Double> crossover = new UniformCrossover<>(1, 0.5);
          Alterer<DoubleGene, Double> mutator = new GaussianMutator<>(chance);
          Genotype<DoubleGene> altered =
              mutator
                  .alter(crossover.alter(pair, 1).population(), 1)
                  .population()
                  .get(0)
                  .genotype();
          double[] unit = new double[space.size()];
          for (int k = 0; k < unit.length; k++) {
            unit[k] = altered.chromosome().get(k).doubleValue();
          }
          return Point.decode(space, unit);
        });
  }

  /** The best of a few; parents are sorted, so that is the smallest index. */
  private Trial winner(List<Trial> parents, RandomGenerator random) {
    int best = parents.size() - 1;
    for (int k = 0; k < tournament; k++) {
      best = Math.min(best, random.nextInt(parents.size()));
    }
    return parents.get(best);
  }

  private static Phenotype<DoubleGene, Double> phenotype(Trial trial, RandomGenerator random) {
    double[] unit = trial.point().encode();
    DoubleGene[] genes = new DoubleGene[unit.length];
    for (int k = 0; k < genes.length; k++) {
      // A parameter that this parent lacks is inherited from nobody.
      double place = Double.isNaN(unit[k]) ? random.nextDouble() : unit[k];
      genes[k] = DoubleGene.of(Math.min(Math.nextDown(1.0), Math.max(0, place)), 0, 1);
    }
    return Phenotype.of(Genotype.of(DoubleChromosome.of(genes)), 1);
  }
}
