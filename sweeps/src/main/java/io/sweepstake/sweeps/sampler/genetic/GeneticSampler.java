package io.sweepstake.sweeps.sampler.genetic;

import io.jenetics.Alterer;
import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.Genotype;
import io.jenetics.IntermediateCrossover;
import io.jenetics.Mutator;
import io.jenetics.Phenotype;
import io.jenetics.UniformCrossover;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Options;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerDescription;
import io.sweepstake.sweeps.sampler.SamplerKind;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A steady-state genetic algorithm with the operators of Jenetics: each point is a child of two
 * good ones, and there are no generations to wait for. The population is the best completed trials
 * of the history, feasible ones first; with several goals by fronts and crowding, which makes it
 * NSGA-II (see {@link GeneticPopulation}).
 *
 * <p>Numbers are crossed by blending (Jenetics' {@link IntermediateCrossover}, BLX-½ of Eshelman
 * and Schaffer, 1993) and mutated by small steps ({@link GeneticPolynomialMutator}); choices come
 * from either parent and mutate to any. Numbers are genes of one chromosome in the unit cube and
 * choices of another, for Jenetics crosses one chromosome of a pair at a time.
 *
 * @param population how many of the best completed trials may be parents; as many random points
 *     come first
 * @param tournament how many are drawn for each parent, of which the best is taken
 * @param mutation the expected number of genes that mutate per child
 */
public record GeneticSampler(int population, int tournament, double mutation) implements Sampler {
  static final List<Option> DESCRIPTION =
      List.of(
          Option.of(
              "population",
              10,
              "how many of the best trials may be parents; at least 2. As many random trials come"
                  + " first"),
          Option.of(
              "tournament", 3, "how many are drawn for each parent, the best wins; at least 1"),
          Option.of(
              "mutation", 1.0, "expected number of mutated parameters per child; at least 0"));

  private static final int TRIES = 8;
  private static final double BEYOND_THE_PARENTS = 0.5;
  private static final double CONTIGUITY = 10;

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

  /** A population of 10, tournaments of 3, one mutated gene per child. */
  public GeneticSampler() {
    this(10, 3, 1);
  }

  /** A sampler with options by name; an unknown or wrong one is refused with its name. */
  static GeneticSampler of(Map<String, String> options) {
    Options reader = new Options("genetic", DESCRIPTION, options);
    return new GeneticSampler(
        reader.whole("population"), reader.whole("tournament"), reader.real("mutation"));
  }

  @Override
  public Optional<Suggestion> suggest(History history, RandomGenerator random) {
    SearchSpace space = history.spec().space();
    if (history.completedCount() < population) {
      return Optional.of(new Suggestion(RandomSampler.draw(space, random), "startup"));
    }
    Set<Point> known = new HashSet<>();
    for (Trial trial : history.trials()) {
      if (!trial.removed()) {
        known.add(trial.point());
      }
    }
    List<Trial> parents = GeneticPopulation.of(history, population);
    Point child = null;
    // Recombined children may equal a parent, above all where parameters have few values.
    for (int k = 0; k < TRIES && (child == null || known.contains(child)); k++) {
      child = child(space, parents, random);
    }
    return Optional.of(new Suggestion(child, "genetic"));
  }

  private Point child(SearchSpace space, List<Trial> parents, RandomGenerator random) {
    Trial mother = winner(parents, random);
    List<Trial> others = parents.stream().filter(trial -> trial != mother).toList();
    Trial father = winner(others, random);
    double[][] pair = {unit(mother, random), unit(father, random)};
    double chance = Math.min(1, mutation / space.size());
    double[] child = new double[space.size()];
    IntPredicate choice = k -> space.params().get(k) instanceof CategoricalParam;
    breed(
        pair,
        child,
        choice.negate(),
        new IntermediateCrossover<>(1, BEYOND_THE_PARENTS),
        new GeneticPolynomialMutator(chance, CONTIGUITY),
        random);
    breed(pair, child, choice, new UniformCrossover<>(1, 0.5), new Mutator<>(chance), random);
    return Point.decode(space, child);
  }

  /** Fills in the genes of a child that {@code which} selects. */
  private static void breed(
      double[][] pair,
      double[] child,
      IntPredicate which,
      Alterer<DoubleGene, Double> crossover,
      Alterer<DoubleGene, Double> mutator,
      RandomGenerator random) {
    int[] genes = IntStream.range(0, child.length).filter(which).toArray();
    if (genes.length == 0) {
      return;
    }
    ISeq<Phenotype<DoubleGene, Double>> parents =
        ISeq.of(phenotype(pair[0], genes), phenotype(pair[1], genes));
    Genotype<DoubleGene> altered =
        RandomRegistry.with(
            random,
            seeded ->
                mutator
                    .alter(crossover.alter(parents, 1).population(), 1)
                    .population()
                    .get(0)
                    .genotype());
    for (int k = 0; k < genes.length; k++) {
      child[genes[k]] = altered.chromosome().get(k).doubleValue();
    }
  }

  private static Phenotype<DoubleGene, Double> phenotype(double[] unit, int[] genes) {
    DoubleGene[] chromosome =
        Arrays.stream(genes).mapToObj(k -> DoubleGene.of(unit[k], 0, 1)).toArray(DoubleGene[]::new);
    return Phenotype.of(Genotype.of(DoubleChromosome.of(chromosome)), 1);
  }

  /** The best of a few; parents are sorted, so that is the smallest index. */
  private Trial winner(List<Trial> parents, RandomGenerator random) {
    int best = parents.size() - 1;
    for (int k = 0; k < tournament; k++) {
      best = Math.min(best, random.nextInt(parents.size()));
    }
    return parents.get(best);
  }

  /** The place of a trial in [0, 1); a parameter that it lacks is inherited from nobody. */
  private static double[] unit(Trial trial, RandomGenerator random) {
    return Arrays.stream(trial.point().encode())
        .map(place -> Double.isNaN(place) ? random.nextDouble() : place)
        .map(place -> Math.min(Math.nextDown(1.0), Math.max(0, place)))
        .toArray();
  }

  /** By the name of {@code genetic}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription("genetic", "children of two good points", true, DESCRIPTION);
    }

    @Override
    public boolean startsUp() {
      return true;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return GeneticSampler.of(options);
    }
  }
}
