package io.sweepstake.sweeps.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which kind of several some settings are about. */
class ProblemKindsTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir Path folder;

  @BeforeEach
  void threeKindsAreHere() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(ProblemKind.class.getName()),
        String.join("\n", Plain.class.getName(), Kidney.class.getName(), Other.class.getName()));
    URL[] urls = {folder.toUri().toURL()};
    Thread.currentThread()
        .setContextClassLoader(
            new URLClassLoader(urls, before) {
              @Override
              public Enumeration<URL> getResources(String name) throws IOException {
                return findResources(name); // no services but these
              }
            });
  }

  @AfterEach
  void theyGo() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void aBeginningIsWhatTellsKindsWithOneFieldApart() {
    assertThat(kind(Map.of("setting", "kidney-2x2"))).isEqualTo("kidney");
    assertThat(kind(Map.of("setting", "additive-2x2"))).isEqualTo("plain");
    assertThat(kind(Map.of("size", "3"))).isEqualTo("other");
  }

  @Test
  void theKindThatIsNamedGoesBeforeWhatItsValuesBeginWith() {
    assertThat(kind(Map.of("setting", "kidney-2x2", "problem", "plain"))).isEqualTo("plain");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind(Map.of("setting", "kidney-2x2", "problem", "cakes")))
        .withMessage(
            "problem: must be one of [kidney, other, plain], was cakes; is its jar on the class"
                + " path?");
  }

  @Test
  void whereNothingTellsTheKindMustBeNamed() {
    for (Map<String, String> unclear :
        List.of(Map.<String, String>of(), Map.of("setting", "additive", "size", "3"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kind(unclear))
          .withMessageStartingWith("problem: must be given, one of [kidney, other, plain]");
    }
  }

  @Test
  void whatAllKindsWantIsAskedForFirst() throws Exception {
    Files.writeString(
        folder.resolve("META-INF/services").resolve(ProblemKind.class.getName()),
        Plain.class.getName() + "\n" + Kidney.class.getName());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind(Map.of()))
        .withMessage("setting: must be given");
  }

  private static String kind(Map<String, String> settings) {
    return ProblemKinds.of(settings).name();
  }

  private abstract static class Named implements ProblemKind {
    @Override
    public String name() {
      return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public Problem problem(SortedMap<String, String> settings) {
      throw new UnsupportedOperationException();
    }
  }

  /** Takes any setting. */
  public static final class Plain extends Named {
    @Override
    public List<Field> fields() {
      return List.of(Field.required("setting", "SETTING", "Any."));
    }
  }

  /** Takes settings of its own. */
  public static final class Kidney extends Named {
    @Override
    public List<Field> fields() {
      return List.of(Field.required("setting", "SETTING", "Kidneys.", "kidney"));
    }
  }

  /** Takes something else. */
  public static final class Other extends Named {
    @Override
    public List<Field> fields() {
      return List.of(Field.required("size", "N", "How large."));
    }
  }
}
