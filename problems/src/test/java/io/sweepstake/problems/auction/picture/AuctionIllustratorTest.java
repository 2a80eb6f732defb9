package io.sweepstake.problems.auction.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuctionIllustratorTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));
  private static final StudySpec SPEC =
      StudySpec.of("pictures", SPACE, Objective.of(Goal.maximize(REVENUE)), 1);

  /** The straight-jacket of two uniform values: nothing, either item at 2/3, both at 0.862. */
  @Test
  void theBordersOfTheOptimalMenuAreExact() {
    Setting setting = Settings.named("additive-1x2-uniform", OptionalInt.empty());
    MenuAuction menu = (MenuAuction) KnownOptimum.auction(setting).orElseThrow();
    List<Layer> borders = new MenuBorders(menu, new Slice(setting)).layers();
    assertThat(borders).hasSize(5);
    double both = (4 - Math.sqrt(2)) / 3;
    List<double[]> ends = new ArrayList<>();
    for (Layer border : borders) {
      for (Mark.Point end : ((Series) border).points()) {
        ends.add(new double[] {end.x(), end.y()});
      }
    }
    for (double[] corner :
        new double[][] {{2 / 3.0, 0}, {2 / 3.0, both - 2 / 3.0}, {both - 2 / 3.0, 1}}) {
      assertThat(ends)
          .as("a border ends at %s, %s", corner[0], corner[1])
          .anySatisfy(end -> assertThat(end).containsExactly(corner, within(1e-6)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "additive-1x2-uniform, 1, rochetnet, allocation-1 allocation-2 payment utility bundles"
        + " directions menu",
    "additive-2x2-uniform, 2, regretnet, allocation-1 allocation-2 payment utility bundles"
        + " directions lies",
    "unit-1x2-uniform-23, 1, rochetnet, allocation-1 allocation-2 payment utility bundles"
        + " directions menu",
    "combinatorial-2x2-uniform-12, 2, regretnet, allocation-1 allocation-2 allocation-pair payment"
        + " utility bundles directions lies",
    "additive-1x2-uniform-triangle, 1, regretnet, allocation-1 allocation-2 payment utility bundles"
        + " directions lies",
    "'screening-1x2:lognormal(0,0.5)', 1, finitely-convex, allocation-1 allocation-2 payment"
        + " utility surplus directions",
    "uniform, 3, auctionnet, allocation payment lies",
    "uniform, 2, myersonnet, allocation payment"
  })
  void everyFamilyHasItsPictures(String name, int bidders, String family, String figures)
      throws IOException {
    Setting setting = Settings.named(name, OptionalInt.of(bidders));
    Section section = section(setting, MechanismFamilies.named(family)).get(0);
    assertThat(section.figures()).extracting(Figure::name).containsExactly(figures.split(" "));
    assertThat(section.tables()).hasSize(family.equals("rochetnet") ? 2 : 1);
  }

  @Test
  void aStudyWithoutANetworkHasNoSection() throws IOException {
    Setting setting = Settings.named("additive-1x2-uniform", OptionalInt.empty());
    assertThat(
            new AuctionIllustrator(setting, "network.bin")
                .sections(
                    new Illustrated(
                        History.empty(SPEC), Optional.empty(), (trial, any) -> Optional.empty())))
        .isEmpty();
  }

  private static List<Section> section(Setting setting, MechanismFamily family) throws IOException {
    Architecture architecture = family.defaultArchitecture(setting);
    NetworkWeights weights =
        family instanceof TruthfulFamily truthful
            ? truthful.initial(setting, architecture, 1)
            : NetworkWeights.glorot(((NetworkFamily) family).program(setting, architecture), 1);
    byte[] network =
        new NetworkFile(setting.name(), setting.bidders(), family.name(), architecture, weights)
            .toBytes();
    Trial trial =
        Trial.asked(0, Point.of(SPACE, Map.of("x", 0.5)), 1, new Ask(0, "random"), Instant.EPOCH)
            .completed(Metrics.of(REVENUE, 0.5), Instant.EPOCH);
    History history = History.empty(SPEC).with(trial);
    return new AuctionIllustrator(setting, "network.bin")
        .sections(new Illustrated(history, history.best(), (number, any) -> Optional.of(network)));
  }
}
