package io.sweepstake.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.benchmarks.search.function.Branin;
import io.sweepstake.benchmarks.search.function.Gardner;
import io.sweepstake.benchmarks.search.function.MixedSix;
import io.sweepstake.benchmarks.search.function.Noisy;
import io.sweepstake.benchmarks.search.function.Shifted;
import io.sweepstake.benchmarks.search.function.Sphere;
import io.sweepstake.benchmarks.search.function.TestFunction;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Strategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final TestFunction SPHERE = new Shifted(new Sphere(5));

  @TempDir Path directory;

  /** Proposes random points and writes down what it is asked and told. */
  private static final class Recorder implements Proposer {
    final List<Integer> told = new ArrayList<>();
    int outstanding;
    int most;
    int asked;
    int startup;
    TestFunction function;
    long seed;

    @Override
    public void begin(TestFunction next, long nextSeed, int nextStartup) {
      function = next;
      seed = nextSeed;
      startup = nextStartup;
    }

    @Override
    public Point ask() {
      most = Math.max(most, ++outstanding);
      return Startup.point(function, seed, asked++);
    }

    @Override
    public void tell(int number, double value, double violation) {
      outstanding--;
      told.add(number);
    }

    @Override
    public void close() {}
  }

  @Test
  void everyTrialIsToldOnceAndWorkersAreKeptBusy() {
    Recorder recorder = new Recorder();
    double[] best = new AsynchronousWorkers(10).run(recorder, SPHERE, 3, 60);
    assertThat(recorder.asked).isEqualTo(60);
    assertThat(recorder.most).isEqualTo(10);
    assertThat(new HashSet<>(recorder.told)).hasSize(60).hasSameSizeAs(recorder.told);
    assertThat(recorder.told).isNotEqualTo(recorder.told.stream().sorted().toList());
    assertThat(recorder.startup).isEqualTo(19);
    for (int told = 1; told < best.length; told++) {
      assertThat(best[told]).isLessThanOrEqualTo(best[told - 1]);
    }
  }

  @Test
  void oneWorkerTellsInTheOrderOfAsking() {
    Recorder recorder = new Recorder();
    new AsynchronousWorkers(1).run(recorder, SPHERE, 3, 20);
    assertThat(recorder.told).isSorted().hasSize(20);
    assertThat(recorder.startup).isEqualTo(10);
  }

  @Test
  void tpeStartsWithTheSharedPointsAndThenLeavesThem() {
    for (int workers : new int[] {1, 10, 32}) {
      Proposer tpe = new SamplerContender(Strategy.of("tpe")).open();
      List<Boolean> shared = new ArrayList<>();
      Proposer watched =
          new Proposer() {
            @Override
            public void begin(TestFunction function, long seed, int startup) {
              tpe.begin(function, seed, startup);
            }

            @Override
            public Point ask() {
              Point point = tpe.ask();
              shared.add(point.equals(Startup.point(SPHERE, 7, shared.size())));
              return point;
            }

            @Override
            public void tell(int number, double value, double violation) {
              tpe.tell(number, value, violation);
            }

            @Override
            public void close() {}
          };
      new AsynchronousWorkers(workers).run(watched, SPHERE, 7, 50);
      int startup = Startup.points(workers);
      assertThat(shared.subList(0, startup)).containsOnly(true);
      assertThat(shared.subList(startup, 50)).containsOnly(false);
    }
  }

  @Test
  void onlyWhatKeepsTheConstraintCountsAndNoiseIsNotJudged() throws InterruptedException {
    Comparison comparison =
        new Comparison(
            List.of(new SamplerContender(Strategy.of("random"))),
            List.of(new Gardner(), new Noisy(new Branin(), 2)),
            List.of(1),
            2,
            60);
    List<Cell> cells = comparison.run(1, new CellArchive(directory));
    double[] constrained = cells.get(0).best()[0];
    double[] noisy = cells.get(1).best()[0];
    assertThat(constrained[0]).as("a fiftieth of the box keeps it").isInfinite();
    assertThat(Arrays.stream(constrained).min().orElseThrow()).isGreaterThan(-1e-6);
    assertThat(constrained[59]).isFinite();
    assertThat(Arrays.stream(noisy).min().orElseThrow()).isGreaterThan(-1e-6);
    assertThat(Arrays.stream(noisy).distinct().count())
        .as("a new best by luck may be worse")
        .isGreaterThan(1);
    assertThat(page(comparison, cells)).contains("| gardner2 | – / – |");
  }

  private Comparison small() {
    return new Comparison(
        SamplerContender.all(), List.of(SPHERE, new MixedSix()), List.of(1, 4), 3, 30);
  }

  @Test
  void threadsDoNotShowInTheResult() throws InterruptedException {
    Comparison comparison = small();
    CellArchive archive = new CellArchive(directory);
    String one = page(comparison, comparison.run(1, archive));
    String three = page(comparison, comparison.run(3, archive));
    assertThat(three)
        .isEqualTo(one)
        .contains("sphere5s")
        .contains("| mixed6 |")
        .contains("Significantly worse in ");
  }

  private static String page(Comparison comparison, List<Cell> cells) {
    return new SearchReport(comparison, cells, "drawings").markdown();
  }

  @Test
  void comparesEverySamplerButTheGrid() {
    Set<String> names = new HashSet<>();
    SamplerContender.all().forEach(contender -> names.add(contender.name()));
    assertThat(names).contains("random", "tpe").doesNotContain("grid");
  }

  @Test
  void anArchivedCellComesBackToTheDigit() {
    Cell cell = new Cell("Peer 1.0", SPHERE.name(), 1, new double[][] {{1.0 / 3, 1e-9}, {2, 0.1}});
    CellArchive archive = new CellArchive(directory);
    archive.keep(cell);
    assertThat(archive.find("Peer 1.0", SPHERE, 1, 2, 2).orElseThrow().best())
        .isDeepEqualTo(cell.best());
    assertThat(archive.find("Peer 1.0", SPHERE, 1, 3, 2)).as("too few seeds").isEmpty();
    assertThat(archive.find("Peer 1.1", SPHERE, 1, 2, 2)).as("another version").isEmpty();
  }

  @Test
  void aPythonThatIsNotThereIsNoPeer() {
    Path script = directory.resolve("peer.py");
    assertThat(OptunaContender.find("no-such-python", script, Optional.empty(), "tpe")).isEmpty();
  }

  @Test
  void quartilesInterpolate() {
    assertThat(Quartiles.of(new double[] {4, 1, 3, 2})).isEqualTo(new Quartiles(1.75, 2.5, 3.25));
    assertThat(Quartiles.of(new double[] {7})).isEqualTo(new Quartiles(7, 7, 7));
    assertThatThrownBy(() -> new Quartiles(2, 1, 3))
        .hasMessage("quartiles: must not fall, were 2.0, 1.0, 3.0");
  }

  @Test
  void numbersHaveThreeDigits() {
    assertThat(List.of(3416.2, 44.31, 0.0121, 0.38).stream().map(SearchReport::text))
        .containsExactly("3416", "44.3", "0.0121", "0.380");
  }

  private static List<String> names(Comparison comparison) {
    return comparison.contenders().stream().map(Contender::name).toList();
  }

  @Test
  void drawingsStayInTheirFrame() throws InterruptedException {
    Comparison comparison = small();
    List<Cell> cells = comparison.run(1, new CellArchive(directory));
    List<Cell> sphere = cells.stream().filter(c -> c.function().equals(SPHERE.name())).toList();
    String svg = new RegretPlot(SPHERE.name(), names(comparison), List.of(1, 4), sphere, 30).svg();
    assertThat(svg).startsWith("<svg").endsWith("</svg>\n").doesNotContain("NaN");
    assertThat(svg.split("<polyline", -1)).hasSize(1 + sphere.size());
    assertThat(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8).length).isLessThan(40_000);
  }
}
