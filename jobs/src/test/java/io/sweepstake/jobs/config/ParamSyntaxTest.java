package io.sweepstake.jobs.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParamSyntaxTest {
  private static final Param<?> RATE = FloatParam.log("learning_rate", 1e-5, 1e-1);
  private static final Param<?> WIDTH = IntParam.uniform("width", 16, 256);
  private static final Param<?> LOSS = CategoricalParam.of("loss", "budget", "lagrangian");

  @Test
  void plainRangesAreUniform() {
    assertThat(ParamSyntax.parse(RATE, "0..5"))
        .isEqualTo(FloatParam.uniform("learning_rate", 0, 5));
    assertThat(ParamSyntax.parse(RATE, "-1.5 .. 2e-1"))
        .isEqualTo(FloatParam.uniform("learning_rate", -1.5, 0.2));
  }

  @Test
  void logRangesAreUniformInTheLogarithm() {
    assertThat(ParamSyntax.parse(RATE, "log:1e-4..1e-2"))
        .isEqualTo(FloatParam.log("learning_rate", 1e-4, 1e-2));
    assertThat(ParamSyntax.parse(WIDTH, "log:16..256")).isEqualTo(IntParam.log("width", 16, 256));
  }

  @Test
  void wholeParametersStayWhole() {
    assertThat(ParamSyntax.parse(WIDTH, "32..64")).isEqualTo(IntParam.uniform("width", 32, 64));
    assertThat(ParamSyntax.parse(WIDTH, "32..128/32"))
        .isEqualTo(IntParam.stepped("width", 32, 128, 32));
    assertThat(ParamSyntax.parse(RATE, "int:1..3"))
        .isEqualTo(IntParam.uniform("learning_rate", 1, 3));
  }

  @Test
  void gridsHaveAStep() {
    assertThat(ParamSyntax.parse(RATE, "0..1/0.25"))
        .isEqualTo(FloatParam.stepped("learning_rate", 0, 1, 0.25));
  }

  @Test
  void bracesEnumerateChoices() {
    assertThat(ParamSyntax.parse(LOSS, "{budget}"))
        .isEqualTo(CategoricalParam.of("loss", "budget"));
    assertThat(ParamSyntax.parse(WIDTH, "{16, 64}"))
        .isEqualTo(CategoricalParam.of("width", "16", "64"));
  }

  @Test
  void quotedChoicesMayHoldAnything() {
    Param<?> kind = CategoricalParam.of("kind", "", "a,b", " say \"c\"", "d");
    assertThat(ParamSyntax.parse(kind, "{\"\", \"a,b\" ,\" say \"\"c\"\"\",d}")).isEqualTo(kind);
    assertThat(ParamSyntax.parse(kind, "{,d}")).isEqualTo(CategoricalParam.of("kind", "", "d"));
    assertThat(ParamSyntax.parse(kind, "\"\"")).isEqualTo(CategoricalParam.of("kind", ""));
    assertThat(ParamSyntax.parse(kind, "")).isEqualTo(CategoricalParam.of("kind", ""));
  }

  /** As lists of a YAML file come in. */
  @Test
  void whatIsWrittenIsReadAgain() {
    List<String> choices = List.of("", "a,b", " say \"c\"", "d", "\"", "e ", "{f}");
    Param<?> kind = new CategoricalParam("kind", choices);
    String text = choices.stream().map(ParamSyntax::choice).collect(joining(",", "{", "}"));
    assertThat(ParamSyntax.parse(kind, text)).isEqualTo(kind);
  }

  @Test
  void oneValueFixesAParameter() {
    assertThat(ParamSyntax.parse(RATE, "0.003").fixed()).isTrue();
    assertThat(ParamSyntax.parse(WIDTH, "100")).isEqualTo(IntParam.uniform("width", 100, 100));
    assertThat(ParamSyntax.parse(LOSS, "lagrangian"))
        .isEqualTo(CategoricalParam.of("loss", "lagrangian"));
  }

  @Test
  void errorsNameTheParameterTheRuleAndTheValue() {
    assertRefused(RATE, "log:0..1", "learning_rate: a log scale needs low > 0, was 0.0");
    assertRefused(RATE, "5..1", "learning_rate: low must not exceed high, was 5.0 > 1.0");
    assertRefused(RATE, "0..NaN", "learning_rate: must be a finite number");
    assertRefused(RATE, "0..Infinity", "learning_rate: must be a finite number");
    assertRefused(RATE, "fast", "was fast");
    assertRefused(RATE, "log:3", "log: wants a range");
    assertRefused(RATE, "{0.1,}", "a choice is empty");
    assertRefused(WIDTH, "1.5..3", "width: must be a whole number, was 1.5");
    assertRefused(WIDTH, "{16,wide}", "was wide");
    assertRefused(
        LOSS,
        "budgte",
        "loss: must be one of [budget, lagrangian], was budgte; did you mean budget?");
    assertRefused(LOSS, "0..1", "loss: must be one of");
  }

  private static void assertRefused(Param<?> known, String text, String message) {
    assertThatThrownBy(() -> ParamSyntax.parse(known, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
