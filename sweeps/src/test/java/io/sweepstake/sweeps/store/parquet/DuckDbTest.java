package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queries of {@code docs/other-readers.md}, asked of studies on disk. */
class DuckDbTest {
  private static final Path PAGE = Path.of("../docs/other-readers.md");
  private static final Path STUDIES = Path.of("src/test/resources/format-1");

  private final List<String> queries = new ArrayList<>();

  @BeforeEach
  void readThePage() throws Exception {
    Matcher blocks = Pattern.compile("(?s)```sql\n(.*?)```").matcher(Files.readString(PAGE));
    while (blocks.find()) {
      queries.add(
          blocks
              .group(1)
              .replace("studies/first", STUDIES + "/whole")
              .replace("studies/wide", STUDIES + "/killed"));
    }
  }

  @Test
  void trialsAreThoseOfTheStudyWithTimesInTheirZone() throws SQLException {
    History history = view("whole");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(queries.get(0))) {
      assertThat(rows.getMetaData().getColumnTypeName(5)).isEqualTo("TIMESTAMP WITH TIME ZONE");
      int count = 0;
      while (rows.next()) {
        Trial trial = history.trial(rows.getInt("number"));
        assertThat(rows.getString("state")).isEqualTo("COMPLETE");
        assertThat(rows.getObject("datetime_start", OffsetDateTime.class).toInstant())
            .isEqualTo(trial.timing().started());
        count++;
      }
      assertThat(count).isEqualTo(history.told());
    }
  }

  @Test
  void studiesAreSetBesideEachOther() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(queries.get(1))) {
      List<String> studies = new ArrayList<>();
      while (rows.next()) {
        studies.add(rows.getString("study") + ": " + rows.getInt("trials"));
      }
      assertThat(studies).containsExactly("killed: 2", "whole: 4");
    }
  }

  @Test
  void curvesAreThoseOfTheTrials() throws SQLException {
    long measured = view("whole").trials().stream().mapToLong(trial -> trial.curve().size()).sum();
    assertThat(queries).hasSize(3);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(queries.get(2))) {
      long count = 0;
      while (rows.next()) {
        count++;
      }
      assertThat(count).isEqualTo(measured).isPositive();
    }
  }

  private static History view(String study) {
    return ParquetTrialStore.view(
        ParquetTrialStoreTest.directory(STUDIES.resolve(study)).root, new Configuration(false));
  }
}
