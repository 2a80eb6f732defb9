package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.search.function.TestFunction;
import io.sweepstake.benchmarks.search.function.TestFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares all samplers, and Optuna where it is at hand, on nine functions, and writes a page with
 * a drawing for each function.
 *
 * <p>Options, each with a value: {@code --seeds 60}, {@code --trials 100}, {@code --workers
 * 1,10,32}, {@code --functions} all of the suite, {@code --suite} textbook or wider, {@code
 * --threads} as many as processors, {@code --python python3}, {@code --peer SCRIPT} (none: no
 * peer), {@code --optuna DIRECTORY} (repeatable) the source tree of another Optuna than the one
 * installed, {@code --archive} where the peers' cells are kept, and {@code --out} the directory of
 * the page.
 */
public final class SearchSuite {
  private int seeds = 60;
  private int trials = 100;
  private List<Integer> workers = List.of(1, 10, 32);
  private List<TestFunction> functions = TestFunctions.suite();
  private Path archive = Path.of("benchmarks/target/search-peers");
  private int threads = Runtime.getRuntime().availableProcessors();
  private String python = "python3";
  private Optional<Path> script = Optional.empty();
  private final List<Path> trees = new ArrayList<>();
  private List<String> optunas = List.of("tpe");
  private String page = "search-benchmarks";
  private Path out = Path.of("docs");

  private SearchSuite() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    SearchSuite suite = new SearchSuite();
    for (int k = 0; k < arguments.length; k += 2) {
      if (k + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[k] + ": needs a value, had none");
      }
      suite.set(arguments[k], arguments[k + 1]);
    }
    suite.run();
  }

  private void set(String option, String value) {
    switch (option) {
      case "--seeds" -> seeds = Integer.parseInt(value);
      case "--trials" -> trials = Integer.parseInt(value);
      case "--workers" -> workers = whole(value);
      case "--optuna" -> trees.add(Path.of(value));
      case "--optuna-samplers" -> optunas = known(OptunaContender.SAMPLERS, option, value);
      case "--suite" -> suite(value);
      case "--archive" -> archive = Path.of(value);
      case "--functions" -> functions = named(value);
      case "--threads" -> threads = Integer.parseInt(value);
      case "--python" -> python = value;
      case "--peer" -> script = Optional.of(Path.of(value));
      case "--out" -> out = Path.of(value);
      default -> throw new IllegalArgumentException("no such option: " + option);
    }
  }

  private static List<Integer> whole(String numbers) {
    return Arrays.stream(numbers.split(",")).map(Integer::parseInt).toList();
  }

  private void suite(String name) {
    switch (name) {
      case "textbook" -> {
        functions = TestFunctions.suite();
        page = "search-benchmarks";
      }
      case "wider" -> {
        functions = TestFunctions.wider();
        page = "search-wider";
      }
      default ->
          throw new IllegalArgumentException("--suite: must be textbook or wider, was " + name);
    }
  }

  private List<TestFunction> named(String names) {
    List<String> wanted =
        known(functions.stream().map(TestFunction::name).toList(), "--functions", names);
    return functions.stream().filter(f -> wanted.contains(f.name())).toList();
  }

  private static List<String> known(List<String> known, String option, String names) {
    List<String> wanted = List.of(names.split(","));
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(option + ": must be of " + known + ", was " + name);
      }
    }
    return wanted;
  }

  private void run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Contender> contenders = new ArrayList<>(SamplerContender.all());
    contenders.addAll(peers());
    Comparison comparison = new Comparison(contenders, functions, workers, seeds, trials);
    List<Cell> cells = comparison.run(threads, new CellArchive(archive));
    Files.createDirectories(out.resolve(page));
    String text = new SearchReport(comparison, cells, page).markdown();
    Files.writeString(out.resolve(page + ".md"), text);
    List<String> names = contenders.stream().map(Contender::name).toList();
    for (TestFunction function : functions) {
      List<Cell> mine = cells.stream().filter(c -> c.function().equals(function.name())).toList();
      RegretPlot plot = new RegretPlot(function.name(), names, workers, mine, trials);
      Files.writeString(out.resolve(page).resolve(function.name() + ".svg"), plot.svg());
    }
    System.out.println(text.substring(text.indexOf("## ")));
    System.out.printf(Locale.ROOT, "%.0f s%n", (System.nanoTime() - start) * 1e-9);
  }

  private List<Contender> peers() {
    List<Contender> peers = new ArrayList<>();
    if (script.isEmpty()) {
      return peers;
    }
    peers.addAll(peers(Optional.empty()));
    if (peers.isEmpty()) {
      System.out.println("Optuna: not installed (no Python that imports it)");
    }
    for (Path tree : trees) {
      List<Contender> found = peers(Optional.of(tree));
      if (found.isEmpty()) {
        throw new IllegalArgumentException("--optuna: no Optuna that runs in " + tree);
      }
      peers.addAll(found);
    }
    return peers;
  }

  private List<Contender> peers(Optional<Path> tree) {
    return optunas.stream()
        .flatMap(
            sampler -> OptunaContender.find(python, script.orElseThrow(), tree, sampler).stream())
        .toList();
  }
}
