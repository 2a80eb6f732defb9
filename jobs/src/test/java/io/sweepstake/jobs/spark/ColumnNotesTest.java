package io.sweepstake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.study.TrialColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColumnNotesTest {
  private static final Path PAGE = Path.of("../docs/columns.md");

  @Test
  void everyColumnOfTheTrialTableIsExplained() {
    assertThat(
            Stream.of(TrialColumn.FIRST, TrialColumn.COURSE, TrialColumn.LINEAGE)
                .flatMap(List::stream)
                .map(TrialColumn::name))
        .allSatisfy(column -> assertThat(ColumnNotes.of("trials", column)).as(column).isPresent());
    assertThat(ColumnNotes.of("trials", "params_width")).contains("the value of a hyper-parameter");
    assertThat(ColumnNotes.of("trials", "revenue")).isEmpty();
  }

  /** With {@code -Dcolumns.write=true} the page is made anew. */
  @Test
  void thePageIsMadeOfTheNotes() throws IOException {
    if (Boolean.getBoolean("columns.write")) {
      Files.writeString(PAGE, ColumnNotes.page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(ColumnNotes.page());
  }
}
