package io.sweepstake.problems.auction.warmstart;

import io.sweepstake.core.dl4j.AuctionGraph;
import io.sweepstake.core.dl4j.NativeLibrary;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Teaches networks known auctions on Spark, once each, and remembers them.
 *
 * <p>Data is not shipped: a shard is a range of profile indices, and whoever has the shard draws
 * the profiles and asks the teacher. Each round, every worker takes the averaged network through
 * {@link Imitation#averagingPeriod()} batches, and the networks (and Adam's moments) are averaged
 * (DL4J's parameter averaging). In local mode the result is a function of the {@link Imitation}
 * alone.
 */
public final class WarmStart {
  private static final String RECIPE = "recipe";

  private final JavaSparkContext spark;
  private final WarmStartCache cache;
  private final Consumer<String> progress;

  /**
   * @param directory where results are kept, on any Hadoop file system; made when first needed
   * @param progress told a line at a time what happens
   */
  public WarmStart(JavaSparkContext spark, Path directory, Consumer<String> progress) {
    this.spark = spark;
    this.cache = new WarmStartCache(directory, spark.hadoopConfiguration());
    this.progress = progress;
  }

  /** A network that imitates, how it was taught, and where it is kept. */
  public record Kept(AuctionGraph graph, String recipe, Path file) {}

  /**
   * The network that imitation ends with: the one kept for this setting and shape, if it was taught
   * in just this way; else a new one, which takes its place.
   *
   * @throws IOException if the result cannot be kept; a damaged file in the cache is only reported,
   *     and replaced
   * @throws IllegalStateException if ND4J has no native library here, or the imitation diverges
   */
  public Kept taught(Imitation imitation) throws IOException {
    return find(imitation, kept -> kept.equals(imitation.recipe()));
  }

  /** The network kept for a setting and shape, however it was taught; else as {@link #taught}. */
  public Kept any(Imitation imitation) throws IOException {
    return find(imitation, kept -> true);
  }

  private Kept find(Imitation imitation, Predicate<String> acceptable) throws IOException {
    NativeLibrary.require();
    String label = imitation.label();
    Path file = cache.file(label);
    Optional<AuctionGraph.Noted> kept = kept(imitation, label);
    if (kept.isPresent()) {
      String recipe = kept.get().notes().getOrDefault(RECIPE, "unknown");
      if (acceptable.test(recipe)) {
        progress.accept("warm start: found " + file + " (" + recipe + ")");
        return new Kept(kept.get().graph(), recipe, file);
      }
      progress.accept("warm start: " + file + " was taught otherwise (" + recipe + ")");
    }
    AuctionGraph graph = train(imitation);
    if (!graph.weights().finite()) {
      throw new IllegalStateException(
          "warm start: imitation diverged; its learning rate of "
              + imitation.learningRate()
              + " is too high");
    }
    progress.accept("warm start: " + Likeness.of(imitation, graph));
    cache.write(label, graph, Map.of(RECIPE, imitation.recipe()));
    progress.accept("warm start: kept as " + file);
    return new Kept(graph, imitation.recipe(), file);
  }

  private Optional<AuctionGraph.Noted> kept(Imitation imitation, String label) {
    try {
      Optional<AuctionGraph.Noted> kept = cache.read(label);
      if (kept.isPresent() && !kept.get().graph().shape().equals(imitation.shape())) {
        throw new IOException("holds a network of shape " + kept.get().graph().shape().label());
      }
      return kept;
    } catch (IOException e) {
      progress.accept(
          "warm start: %s is damaged (%s), training again"
              .formatted(cache.file(label), e.getMessage()));
      return Optional.empty();
    }
  }

  private AuctionGraph train(Imitation imitation) {
    long started = System.nanoTime();
    progress.accept(
        "warm start: network %s imitates %s on %s, %d profiles, %d epochs, %d shards"
            .formatted(
                imitation.shape().label(),
                imitation.teacher(),
                imitation.setting().name(),
                imitation.profiles(),
                imitation.epochs(),
                imitation.workers()));
    ComputationGraph initial =
        AuctionGraph.initial(
                imitation.shape(),
                imitation.learningRate(),
                Seeds.derive(imitation.seed(), "imitation weights", 0))
            .graph();
    SparkComputationGraph network = new SparkComputationGraph(spark, initial, master(imitation));
    network.setCollectTrainingStats(false);
    for (int epoch = 0; epoch < imitation.epochs(); epoch++) {
      for (int first = 0; first < imitation.updatesPerEpoch(); ) {
        int updates = Math.min(imitation.averagingPeriod(), imitation.updatesPerEpoch() - first);
        network.fitMultiDataSet(shards(imitation, first, updates));
        first += updates;
      }
      progress.accept(
          String.format(
              Locale.ROOT,
              "warm start: epoch %d/%d loss %.4f, %.1f s",
              epoch + 1,
              imitation.epochs(),
              network.getScore(),
              (System.nanoTime() - started) / 1e9));
    }
    return AuctionGraph.of(network.getNetwork());
  }

  private static ParameterAveragingTrainingMaster master(Imitation imitation) {
    return new ParameterAveragingTrainingMaster.Builder(imitation.workers(), imitation.batch())
        .batchSizePerWorker(imitation.batch())
        .averagingFrequency(imitation.averagingPeriod())
        .workerPrefetchNumBatches(0)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        // Shards are already one per worker; moving them would ship what was drawn in place.
        .repartionData(Repartition.Never)
        // Caching fails on an RDD that Spark has already been told how to store.
        .storageLevel(null)
        // Without it DL4J seeds itself from the clock, and no two runs agree.
        .rngSeed(Seeds.derive(imitation.seed(), "imitation order", 0))
        .build();
  }

  /** One partition per worker: that worker's batches of weight updates first, first + 1, …. */
  private JavaRDD<MultiDataSet> shards(Imitation imitation, int first, int updates) {
    Shard round =
        new Shard(
            imitation.setting().name(),
            imitation.setting().bidders(),
            imitation.teacher(),
            imitation.workers(),
            imitation.batch(),
            first,
            updates,
            Seeds.derive(imitation.seed(), "imitation profiles", 0));
    List<Integer> workers = IntStream.range(0, imitation.workers()).boxed().toList();
    return spark.parallelize(workers, imitation.workers()).flatMap(round::examples);
  }

  /** The examples of one round, as little as an executor needs to make them. */
  private record Shard(
      String setting,
      int bidders,
      Teacher teacher,
      int workers,
      int batch,
      int first,
      int updates,
      long seed)
      implements Serializable {

    Iterator<MultiDataSet> examples(int worker) {
      Setting drawn = Settings.named(setting, OptionalInt.of(bidders));
      Mechanism auction = teacher.auction(drawn);
      return IntStream.range(first, first + updates)
          .mapToObj(update -> batch(drawn, auction, (long) update * workers + worker))
          .iterator();
    }

    private MultiDataSet batch(Setting drawn, Mechanism auction, long index) {
      ValuationProfiles profiles = new ValuationProfiles(batch, drawn.bidders(), drawn.items());
      drawn.distribution().sample(index * batch, profiles, seed);
      return AuctionGraph.examples(profiles, auction.run(profiles));
    }
  }
}
