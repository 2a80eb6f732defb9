package io.sweepstake.problems.auction.warmstart;

import io.sweepstake.core.dl4j.GraphShape;
import io.sweepstake.core.dl4j.NativeLibrary;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.problem.Preparation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.util.Properties;

/**
 * The network that all trials of a study start from: one that imitates the setting's known auction,
 * taught by the Spark that runs the study unless one is kept beside it.
 */
public record ImitatedStart(Setting setting, MechanismFamily family, Architecture architecture)
    implements Preparation {
  /** The file of a study that holds it. */
  public static final String FILE = "warmstart.network";

  private static final String SCALA = "2.12";

  /** Fixed, so that all studies of a setting and family share one imitation. */
  private static final long SEED = 1;

  /**
   * A network that was taught to imitate.
   *
   * @param file where it is kept
   */
  public record Imitated(NetworkFile network, Likeness likeness, String file) {}

  @Override
  public String file() {
    return FILE;
  }

  @Override
  public void check(byte[] kept) {
    NetworkFile unused = NetworkFile.fromBytes(kept);
  }

  /** A network of its shape that knows nothing: steps take the same time from any weights. */
  @Override
  public Optional<byte[]> standIn() {
    List<LayerWeights> layers =
        family.layers(setting, architecture).stream()
            .map(
                shape ->
                    new LayerWeights(
                        shape,
                        new float[shape.outputs() * shape.inputs()],
                        new float[shape.outputs()]))
            .toList();
    return Optional.of(
        new NetworkFile(
                setting.name(),
                setting.bidders(),
                family.name(),
                architecture,
                new NetworkWeights(layers))
            .toBytes());
  }

  @Override
  public Optional<String> toExpect() {
    Imitation imitation =
        Imitation.standard(setting, GraphShape.of(family, setting, architecture), SEED);
    return Optional.of(
        "a network that imitates "
            + imitation.teacher()
            + " is taught first, "
            + imitation.epochs()
            + " epochs of "
            + imitation.profiles()
            + " profiles, unless one is kept");
  }

  @Override
  public byte[] make(Workshop workshop) throws IOException {
    return network(new Path(workshop.shared(), "warmstart").toString(), workshop::say).toBytes();
  }

  /**
   * A network that imitates the setting's known auction: the one that is kept, however it was
   * taught, or one taught now on Spark.
   *
   * @param directory of the cache, on any Hadoop file system
   * @param progress told a line at a time what happens
   */
  public NetworkFile network(String directory, Consumer<String> progress) throws IOException {
    requireTeacher();
    GraphShape shape = GraphShape.of(family, setting, architecture);
    Imitation imitation = Imitation.standard(setting, shape, SEED);
    return network(imitation, family, warmStart(directory, progress).any(imitation));
  }

  /** Teaches a network in just this way, unless one that was taught so is kept. */
  public static Imitated taught(
      Imitation imitation, MechanismFamily family, String directory, Consumer<String> progress)
      throws IOException {
    requireTeacher();
    WarmStart.Kept kept = warmStart(directory, progress).taught(imitation);
    return new Imitated(
        network(imitation, family, kept),
        Likeness.of(imitation, kept.graph()),
        kept.file().toString());
  }

  /**
   * Checks that DL4J can teach here.
   *
   * @throws IllegalStateException when it is not on the class path, or Spark is not one it knows
   */
  private static void requireTeacher() {
    NativeLibrary.requireClasses();
    requireScala(Properties.versionNumberString());
  }

  static void requireScala(String version) {
    if (!version.startsWith(SCALA)) {
      throw new IllegalStateException(
          "warm start: DL4J teaches on Spark of Scala "
              + SCALA
              + " only, such as 3.5, this is Scala "
              + version
              + "; leave it out (warm_start=none), or copy a "
              + FILE
              + " into the study that Spark 3.5 has taught");
    }
  }

  /** On the Spark that runs in this process. */
  private static WarmStart warmStart(String directory, Consumer<String> progress) {
    return new WarmStart(
        JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext()),
        new Path(directory),
        progress);
  }

  private static NetworkFile network(
      Imitation imitation, MechanismFamily family, WarmStart.Kept kept) {
    return new NetworkFile(
        imitation.setting().name(),
        imitation.setting().bidders(),
        family.name(),
        imitation.shape().architecture(),
        kept.graph().weights());
  }
}
