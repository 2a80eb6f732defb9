package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.dl4j.NativeLibrary;
import io.sweepstake.core.dl4j.ProgramGraph;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.problems.auction.Auctions;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Networks that people bring: our own files, and DL4J graphs that were exported from them. */
final class NetworkBytes {
  private static final long LARGEST = 1L << 30;

  private NetworkBytes() {}

  /**
   * A network's file, or the network of a study's trial.
   *
   * @param target a file, or a study's directory
   * @param trial which of the study's; if null, that of its verdict, else the best
   * @throws IOException if it is no network, or there is none
   * @throws IllegalArgumentException if there is no such trial
   */
  static NetworkFile of(String target, Integer trial) throws IOException {
    return found(target, trial).network();
  }

  /**
   * A network, and which study's it is.
   *
   * @param origin of a study's: {@code study}, its name, {@code trial}, {@code seed} of everything
   *     random in it, and {@code retraining} where it is of the point's training with a fresh seed
   */
  record Found(NetworkFile network, Map<String, String> origin) {}

  /** As {@link #of}, with where it is from. */
  static Found found(String target, Integer trial) throws IOException {
    return found(target, trial, AuctionProblem.NETWORK);
  }

  /**
   * The auction to be used: as {@link #found}, but of a study that was searched by what its trials'
   * networks earn once they are made truthful, the truthful auction that earned it.
   *
   * @param notes told which of the two it is, in such a study
   */
  static Found auction(String target, Integer trial, Consumer<String> notes) throws IOException {
    if (Files.isRegularFile(Path.of(target))
        || !StudyView.of(target)
            .history()
            .spec()
            .objective()
            .metrics()
            .contains(AuctionMetrics.TRUTHFUL_REVENUE)) {
      return found(target, trial);
    }
    Found truthful = found(target, trial, AuctionProblem.TRUTHFUL);
    notes.accept(
        "trial "
            + truthful.origin().get("trial")
            + " as it was made truthful, which earned its truthful_revenue; its network itself is"
            + " another file of "
            + target
            + "/artifacts");
    return truthful;
  }

  private static Found found(String target, Integer trial, String artifact) throws IOException {
    if (Files.isRegularFile(Path.of(target))) {
      if (trial != null) {
        throw new IllegalArgumentException(
            "--trial: is for a study, but " + target + " is one network's file");
      }
      return new Found(read(target), Map.of());
    }
    StudyView study = StudyView.of(target);
    problem(target, study);
    Optional<Verdict> verdict = trial == null ? study.verdict() : Optional.empty();
    Optional<String> named =
        verdict
            .flatMap(Verdict::artifact)
            .map(path -> path.replaceFirst(Pattern.quote(AuctionProblem.NETWORK) + "$", artifact));
    if (named.isPresent()) {
      byte[] bytes =
          study
              .bytes(named.get())
              .orElseThrow(() -> new IOException(target + ": " + named.get() + " is gone"));
      Map<String, String> origin = origin(study, verdict.get().trial());
      if (verdict.get().retraining() > 0) {
        origin.put("retraining", String.valueOf(verdict.get().retraining()));
      }
      return new Found(read(target + ": " + named.get(), bytes), origin);
    }
    int number = trial == null ? best(target, study) : trial;
    List<Trial> trials = study.history().trials();
    if (number < 0 || number >= trials.size()) {
      throw new IllegalArgumentException(
          "--trial: must be from 0 to "
              + (trials.size() - 1)
              + " in "
              + target
              + ", was "
              + number);
    }
    Optional<byte[]> bytes = study.artifact(number, artifact);
    if (bytes.isEmpty()) {
      throw new IOException(
          target
              + ": trial "
              + number
              + " left no "
              + (artifact.equals(AuctionProblem.NETWORK) ? "network" : "truthful auction")
              + "; only completed trials of this very study do");
    }
    return new Found(read(target + ": trial " + number, bytes.get()), origin(study, number));
  }

  private static Map<String, String> origin(StudyView study, int trial) {
    Map<String, String> origin = new TreeMap<>();
    origin.put("study", study.history().spec().name());
    origin.put("trial", String.valueOf(trial));
    origin.put("seed", String.valueOf(study.history().trial(trial).seed()));
    return origin;
  }

  /**
   * The problem of a study of auctions.
   *
   * @throws IllegalArgumentException if it is of another problem
   */
  static Auctions problem(String target, StudyView study) {
    Problem problem = StudyView.definition(study.history()).problem();
    if (problem instanceof Auctions auctions) {
      return auctions;
    }
    throw new IllegalArgumentException(
        "%s: must be a study of auctions, is of the problem %s"
            .formatted(target, problem.kind().name()));
  }

  private static int best(String target, StudyView study) throws IOException {
    return study.best(1).stream()
        .findFirst()
        .map(Trial::number)
        .orElseThrow(
            () -> new IOException(target + ": no trial has completed and left its network"));
  }

  /**
   * Reads a file, which anybody may have written.
   *
   * @throws IOException if it is neither
   */
  static NetworkFile read(String file) throws IOException {
    Path path = Path.of(file);
    long size = Files.size(path);
    if (size > LARGEST) {
      throw new IOException(
          file + ": a network has at most " + LARGEST + " bytes, this has " + size);
    }
    return read(file, Files.readAllBytes(path));
  }

  /**
   * The setting that a network is to be run in: a study's own, or the network's. The files of this
   * machine are its user's to name: one that only a network's file names is not opened.
   *
   * @param target what the network is from: a file, or a study's directory
   * @param chosen by the user, if they chose one
   * @throws IllegalArgumentException if they must, or if what they chose is of another size or
   *     demand
   */
  static Setting setting(String target, NetworkFile network, Optional<Setting> chosen) {
    if (chosen.isPresent() || !Files.isDirectory(Path.of(target))) {
      return among(target, network, chosen);
    }
    Auctions problem = problem(target, StudyView.of(target));
    return among(target, network, Optional.of(problem.setting()));
  }

  private static Setting among(String name, NetworkFile network, Optional<Setting> chosen) {
    OptionalInt bidders = OptionalInt.of(network.bidders());
    if (chosen.isEmpty() && Settings.namesFile(network.setting())) {
      throw new IllegalArgumentException(
          name
              + ": its setting is "
              + network.setting().replaceAll("\\p{Cntrl}", "?")
              + ", and a file that only a network names is not opened; give the setting with"
              + " --setting");
    }
    Setting own = Settings.sized(network.setting(), bidders);
    Setting setting = chosen.orElseGet(() -> Settings.named(network.setting(), bidders));
    if (setting.bidders() != own.bidders()
        || setting.items() != own.items()
        || setting.demand() != own.demand()) {
      throw new IllegalArgumentException(
          "--setting: must be of the size and demand of %s, %d x %d and %s, was %s"
              .formatted(
                  name,
                  own.bidders(),
                  own.items(),
                  own.demand().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  setting.name()));
    }
    try {
      open(network, setting);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(name + ": " + refused.getMessage(), refused);
    }
    return setting;
  }

  /** Looks whether it is an auction, as families that must be proved to be one are not all. */
  private static void open(NetworkFile network, Setting setting) {
    MechanismFamily family = MechanismFamilies.named(network.family());
    network.weights().require(family.layers(setting, network.architecture()));
    if (family instanceof TruthfulFamily) {
      Mechanism unused =
          family.mechanism(
              setting,
              network.architecture(),
              network.weights(),
              NetworkMechanism.on(Loops.best().get()));
    }
  }

  /**
   * Reads either.
   *
   * @param name of what the bytes are from, for the message
   * @throws IOException if they are neither
   */
  static NetworkFile read(String name, byte[] bytes) throws IOException {
    try {
      if (ProgramGraph.isZip(bytes)) {
        NativeLibrary.require();
        return ProgramGraph.fromBytes(bytes).network();
      }
      return NetworkFile.fromBytes(bytes);
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }
}
