package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.sampler.tpe.ParzenShape;
import io.sweepstake.sweeps.sampler.tpe.TpeOptions;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplersTest {
  @TempDir private Path jar;

  /** A sampler as a jar brings it. */
  public static final class Brought implements SamplerKind {
    static volatile String name = "brought";

    @Override
    public SamplerDescription description() {
      return new SamplerDescription(name, "of a jar", true, List.of());
    }

    @Override
    public boolean startsUp() {
      return false;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return new RandomSampler();
    }
  }

  @Test
  void aJarBesideTheProgramBringsSamplers() throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(SamplerKind.class.getName()), Brought.class.getName());
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    URL[] path = {jar.toUri().toURL()};
    try (URLClassLoader beside = new URLClassLoader(path, own);
        URLClassLoader another = new URLClassLoader(path, own)) {
      assertThat(Samplers.names()).doesNotContain("brought").contains("tpe");
      Thread.currentThread().setContextClassLoader(beside);
      assertThat(Samplers.names()).contains("brought", "tpe");
      assertThatCode(() -> Samplers.of(Strategy.of("brought"))).doesNotThrowAnyException();
      Brought.name = "tpe";
      Thread.currentThread().setContextClassLoader(another);
      assertThatThrownBy(Samplers::names)
          .hasMessage(
              "sampler tpe: must have a name of its own, another is there; was found as "
                  + Brought.class.getName());
    } finally {
      Brought.name = "brought";
      Thread.currentThread().setContextClassLoader(own);
    }
  }

  @Test
  void everySamplerTakesTheOptionsItDescribesAtTheirDefaults() {
    for (SamplerDescription description : Samplers.describe()) {
      Map<String, String> defaults = new HashMap<>();
      description.options().forEach(option -> defaults.put(option.name(), option.otherwise()));
      Sampler explicit = Samplers.of(Strategy.of(description.name(), defaults));
      Sampler plain = Samplers.of(Strategy.of(description.name()));
      History one =
          SamplerContract.run(
              plain, SamplerContract.spec(SamplerContract.MIXED, 1), 20, SamplerContract::sum);
      History two =
          SamplerContract.run(
              explicit, SamplerContract.spec(SamplerContract.MIXED, 1), 20, SamplerContract::sum);
      assertThat(SamplerContract.points(two))
          .as(description.name())
          .isEqualTo(SamplerContract.points(one));
      assertThat(description.lines()).hasSize(1 + description.options().size());
    }
    assertThat(Samplers.describe().stream().map(SamplerDescription::name))
        .containsExactlyElementsOf(Samplers.names());
  }

  @Test
  void describesEachOptionInALine() {
    SamplerDescription grid =
        Samplers.describe().stream().filter(d -> d.name().equals("grid")).findFirst().orElseThrow();
    assertThat(grid.lines())
        .containsExactly(
            "grid  every point of a grid",
            "  levels=3  into how many values a continuous parameter is cut; at least 1",
            "  duplicates=reject  a point proposed before, in a space of finitely many: reject for"
                + " another, allow, or cache to take over its result");
  }

  @Test
  void refusesWhatASamplerDoesNotUnderstand() {
    for (String name : Samplers.names()) {
      assertThatThrownBy(() -> Samplers.of(Strategy.of(name, Map.of("speed", "1"))))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(name + ": options are [")
          .hasMessageContaining("duplicates")
          .hasMessageEndingWith("was speed");
    }
    assertThatThrownBy(() -> Samplers.of(Strategy.of("tpe", Map.of("preset", "best"))))
        .hasMessage("tpe preset: must be one of [sweepstake, optuna, watanabe], was best");
    assertThatThrownBy(() -> Samplers.of(Strategy.of("genetic", Map.of("mutation", "NaN"))))
        .hasMessage("genetic mutation: must be at least 0 and finite, was NaN");
  }

  @Test
  void readsWhatToDoWithDuplicates() {
    assertThat(Samplers.duplicates(Strategy.of("tpe"))).isEqualTo(Duplicates.REJECT);
    assertThat(Samplers.duplicates(Strategy.of("gp", Map.of("duplicates", "cache"))))
        .isEqualTo(Duplicates.CACHE);
    assertThatThrownBy(() -> Samplers.of(Strategy.of("gp", Map.of("duplicates", "some"))))
        .hasMessage("gp duplicates: must be one of [reject, allow, cache], was some");
  }

  @Test
  void checksTheNumberOfGoalsBeforeAStudyBegins() {
    Objective two =
        Objective.of(Goal.minimize(Metric.of("loss")), Goal.maximize(Metric.of("cost")));
    assertThatThrownBy(() -> Samplers.check(Strategy.of("cma-es"), two))
        .hasMessage("cma-es: takes one goal, had 2; auto, gp, tpe and genetic take several");
    assertThatCode(() -> Samplers.check(Strategy.of("tpe"), two)).doesNotThrowAnyException();
  }

  @Test
  void presetsChangeOnlyWhatIsNotGiven() {
    TpeOptions tuned =
        TpeOptions.of(Map.of("preset", "watanabe", "good_share", "0.2", "least_width", "0.05"));
    assertThat(tuned.goodShare()).isEqualTo(0.2);
    assertThat(tuned.kernels()).isEqualTo(new ParzenShape(1, true, true, 0.05, 2));
    assertThat(tuned.improvementWeights()).isTrue();
    assertThat(TpeOptions.of(Map.of("preset", "watanabe"))).isEqualTo(TpeOptions.WATANABE);
    assertThat(TpeOptions.of(Map.of())).isEqualTo(TpeOptions.DEFAULT);
    assertThat(TpeOptions.of(Map.of("joint", "false")).joint()).isEqualTo(TpeOptions.Joint.NEVER);
  }
}
