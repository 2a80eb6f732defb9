package io.sweepstake.problems.fuzz;

import static io.sweepstake.problems.fuzz.Program.check;

import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.problems.fuzz.Program.Result;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;

/**
 * The program's doors, each with an input that was good before it was changed at random. What comes
 * of one is asked for nothing but a result, or one sentence.
 */
final class Doors {
  private static final Pattern IMPORTED = Pattern.compile("imported (\\d+) trial");

  private static final Metric REVENUE = Metric.of("revenue");

  private final Program program;
  private final Path home;
  private final Path good;
  private final Path work;
  private final Path wall;
  private final String table;
  private final byte[] network;
  private final byte[] graph;
  private final List<String> graphs;
  private final List<Result> views = new ArrayList<>();
  private final StudyDefinition definition;
  private final TrialFunction function;
  private final Trial waiting;
  private final TrialState through;

  Doors(Program program, Path home) throws IOException, InterruptedException {
    this.program = program;
    this.home = home;
    good = home.resolve("good");
    work = home.resolve("study");
    wall = Files.writeString(home.resolve("wall"), "no directory");
    definition =
        StudyDefinition.of(
            SweepConfig.of(
                Map.of(
                    "setting", "additive-1x2-uniform",
                    "family", "regretnet",
                    "iterations", "20",
                    "trials", "2",
                    "sampler", "random",
                    "study", good.toString(),
                    "params", Map.of("width", "4..6", "profiles", "256"))));
    function =
        definition.problem().trials(new TrialOrder("fuzz", 1, Optional.empty(), false, Map.of()));
    History history;
    try (ParquetTrialStore store =
            ParquetTrialStore.create(
                new org.apache.hadoop.fs.Path(good.toString()),
                new Configuration(),
                definition.spec());
        ThreadTrialExecutor executor = new ThreadTrialExecutor(function, 1)) {
      history =
          new Sweep(
                  store,
                  definition.sampler(),
                  new NoPruner(),
                  executor,
                  SweepPlan.synchronous(Budget.total(2), 1),
                  SweepListener.SILENT)
              .run();
    }
    Trial first = history.trial(0);
    Trial asked =
        Trial.asked(0, first.point(), 1, first.ask(), first.timing().asked())
            .started(first.timing().asked());
    waiting = function.advance(List.of(asked), new Rung(0, 10)).get(0);
    through = function.advance(List.of(waiting), Rung.end(1)).get(0).state();
    table = Files.readString(good.resolve("trials.csv"));
    try (Stream<Path> artifacts = Files.list(good.resolve("artifacts"))) {
      network = Files.readAllBytes(artifacts.sorted().findFirst().orElseThrow());
    }
    Path file = Files.write(home.resolve("good.network"), network);
    Result exported = run("export", file, "--to", home.resolve("good.zip"));
    if (exported.code() != 0) {
      throw new IOException("export: " + exported);
    }
    graph = Files.readAllBytes(home.resolve("good.zip"));
    graphs = List.of(coefficients(graph));
    copy();
    views.addAll(look());
  }

  /** A study of two completed trials. */
  Path study() {
    return good;
  }

  /** A network of the setting's, as a file has it. */
  byte[] sealed() {
    return network.clone();
  }

  private Result run(Object... arguments) {
    return program.run(arguments);
  }

  /** Flags of a sweep that cannot begin, as its study would lie in a file. */
  String flags(RandomGenerator random) {
    Mutation mutation = new Mutation(random);
    List<Object> line = new ArrayList<>(mutation.oneOf(GoodInputs.LINES));
    for (int k = random.nextInt(1, 4); k > 0; k--) {
      int at = random.nextInt(1, line.size() + 1);
      switch (random.nextInt(4)) {
        case 0 -> line.add(mutation.oneOf(GoodInputs.FLAGS));
        case 1 ->
            line.set(
                at - 1,
                random.nextInt(3) > 0 ? mutation.oneOf(GoodInputs.VALUES) : mutation.word());
        default -> {
          String flag =
              mutation.oneOf(random.nextBoolean() ? GoodInputs.WITH_FITTING : GoodInputs.FLAGS);
          List<String> fitting = GoodInputs.FITTING.getOrDefault(flag, GoodInputs.VALUES);
          line.add(flag);
          line.add(random.nextInt(6) > 0 ? mutation.oneOf(fitting) : mutation.word());
        }
      }
    }
    if (line.get(0).equals("sweep") || line.get(0).equals("grid")) {
      line.removeIf(word -> word.equals("--study") || word.equals("-h"));
      line.addAll(List.of(line.get(0).equals("grid") ? "--studies" : "--study", wall.resolve("x")));
    }
    if (String.valueOf(line.get(0)).equals("train")) {
      line.addAll(List.of("--to", wall.resolve("x")));
    }
    return check(line, run(line.toArray()));
  }

  String yaml(RandomGenerator random) throws IOException {
    byte[] text = new Mutation(random).of(GoodInputs.YAML, "[\\s:,\\[\\]{}]");
    Path file = Files.write(home.resolve("sweep.yaml"), text);
    return check(text, run("sweep", "-f", file, "--study", wall.resolve("x")));
  }

  String bids(RandomGenerator random) throws IOException {
    byte[] text = new Mutation(random).of(GoodInputs.BIDS, "[,\n]");
    Path file = Files.write(home.resolve("bids.csv"), text);
    return check(
        text,
        run("params", "--setting", "additive-1x2:file(" + file + ")", "--family", "rochetnet"));
  }

  /** What there was stays, and each row is taken over or said to be left out. */
  String csv(RandomGenerator random) throws IOException {
    byte[] text = new Mutation(random).of(table, "[,\n]");
    Path file = Files.write(home.resolve("trials.csv"), text);
    copy();
    Result result = run("import", work, "--from", file);
    String wrong = check(text, result);
    if (wrong != null || result.code() != 0) {
      return wrong;
    }
    List<Trial> trials =
        ParquetTrialStore.view(new org.apache.hadoop.fs.Path(work.toString()), new Configuration())
            .trials();
    Matcher imported = IMPORTED.matcher(result.err());
    int count = imported.find() ? Integer.parseInt(imported.group(1)) : -1;
    return trials.size() == 2 + count && imported.reset().find()
        ? null
        : "imported " + count + ", the study has " + trials.size() + ": " + result;
  }

  /** A changed network is no network. */
  String network(RandomGenerator random) throws IOException {
    byte[] bytes = new Mutation(random).of(network);
    Path file = Files.write(home.resolve("some.network"), bytes);
    Path to = home.resolve("some.zip");
    Files.deleteIfExists(to);
    Result result = run("export", file, "--to", to);
    return result.code() == 0 && !Arrays.equals(bytes, network)
        ? "taken for a network: " + result
        : check("network", result);
  }

  /** A changed graph is refused, or the same graph: not all bytes of a zip mean something. */
  String graph(RandomGenerator random) throws IOException {
    byte[] bytes = new Mutation(random).of(graph);
    Path file = Files.write(home.resolve("some.zip"), bytes);
    Path to = home.resolve("again.zip");
    Files.deleteIfExists(to);
    Result result = run("export", file, "--to", to);
    return result.code() == 0 && !graphs.get(0).equals(coefficients(Files.readAllBytes(to)))
        ? "another graph: " + result
        : check("graph", result);
  }

  /**
   * A trial goes on as if nothing had been, or begins again and says so, or fails in a sentence.
   */
  String checkpoint(RandomGenerator random) {
    byte[] good =
        waiting.artifacts().stream()
            .filter(artifact -> artifact.name().equals(Artifact.CHECKPOINT))
            .findFirst()
            .orElseThrow()
            .content();
    byte[] bytes = new Mutation(random).of(good);
    Trial sent = waiting.withArtifacts(List.of(new Artifact(Artifact.CHECKPOINT, bytes)));
    Trial row = function.advance(List.of(sent), Rung.end(1)).get(0);
    boolean began = row.provenance().attributes().containsKey("began_again");
    boolean same =
        row.state() instanceof TrialState.Completed
            && row.state().metrics().value(REVENUE).equals(through.metrics().value(REVENUE));
    return same && (began || Arrays.equals(bytes, good)) ? null : "checkpoint: " + row;
  }

  /** A damaged study is as it was, or says what it is not. */
  String damaged(RandomGenerator random) throws IOException {
    copy();
    List<Path> files;
    try (Stream<Path> all = Files.walk(work)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Mutation mutation = new Mutation(random);
    Path file = mutation.oneOf(files);
    byte[] before = Files.readAllBytes(file);
    Files.write(file, mutation.of(before));
    List<Result> now = look();
    for (int k = 0; k < now.size(); k++) {
      Result result = now.get(k);
      String wrong = check(file, result);
      boolean said = !result.err().equals(views.get(k).err());
      if (wrong != null) {
        return wrong;
      }
      if (result.code() == 0 && !said && !result.out().equals(views.get(k).out())) {
        return file + ": silently another: " + result + ", was " + views.get(k);
      }
    }
    return null;
  }

  private List<Result> look() {
    return List.of(
        run("best", work, "--format", "csv"),
        run("replay", work, "--format", "csv"),
        run("export", work, "--trial", 1, "--to", wall.resolve("x")));
  }

  private void copy() throws IOException {
    delete(work);
    try (Stream<Path> paths = Files.walk(good)) {
      for (Path path : paths.toList()) {
        Files.copy(path, work.resolve(good.relativize(path).toString()));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException unused)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }

  private static String coefficients(byte[] zip) throws IOException {
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().equals("coefficients.bin")) {
          return Arrays.toString(entries.readAllBytes());
        }
      }
    }
    return "none";
  }
}
