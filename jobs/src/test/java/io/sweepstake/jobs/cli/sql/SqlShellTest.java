package io.sweepstake.jobs.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a terminal of bytes. */
class SqlShellTest {
  private static final SqlCompleter COMPLETER =
      new SqlCompleter(
          () ->
              Map.of(
                  "trials", List.of("number", "params_width"),
                  "runs", List.of("stopped_because")),
          List.of("avg", "percentile", "+"));

  private static final String LAST = "<all has been shown>";

  @TempDir Path temp;

  private List<String> typed(String keys) throws IOException {
    List<String> answered = new ArrayList<>();
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PipedOutputStream keyboard = new PipedOutputStream();
    try (PipedInputStream in = new PipedInputStream(keyboard, 10_000);
        Terminal terminal =
            TerminalBuilder.builder()
                .system(false)
                .type("ansi")
                .encoding(StandardCharsets.UTF_8)
                .streams(in, shown)
                .build()) {
      terminal.setSize(new Size(100, 30));
      keyboard.write((keys + "quit\n").getBytes(StandardCharsets.UTF_8));
      new SqlShell(terminal, COMPLETER, temp.resolve("history"))
          .run(
              new SqlShell.Answers() {
                @Override
                public void answer(String sql) {
                  answered.add(sql);
                  if (sql.contains("slow")) {
                    terminal.raise(Terminal.Signal.INT);
                  }
                  if (sql.contains("wrong") || answered.contains("no more")) {
                    throw new IllegalArgumentException("query: so wrong");
                  }
                  if (sql.startsWith("selec ")) {
                    // No IllegalArgumentException, as Spark's mistakes are none.
                    throw new UnsupportedOperationException("query: no such word as selec");
                  }
                  if (sql.startsWith("nothing said")) {
                    throw new IllegalStateException((String) null);
                  }
                }

                @Override
                public List<String> views() {
                  return List.of("trials", "runs");
                }

                @Override
                public void cancel() {
                  answered.add("no more");
                }
              });
      // What is shown goes through a thread of the terminal's own, in order; what was typed ahead
      // it echoes at once, so that only what nobody typed tells that all has come.
      terminal.writer().print(LAST);
      terminal.writer().flush();
      for (int k = 0; k < 6_000 && !shown.toString(StandardCharsets.UTF_8).contains(LAST); k++) {
        LockSupport.parkNanos(10_000_000);
      }
    }
    answered.add(shown.toString(StandardCharsets.UTF_8));
    return answered;
  }

  @Test
  void aStatementGoesOnUntilItsSemicolonAndAMistakeIsNotTheEnd() throws IOException {
    List<String> answered = typed("SELECT 'a;!'\nFROM t;\nwrong; SELECT 2;\n");
    assertThat(answered).startsWith("SELECT 'a;!'\nFROM t", "wrong", "SELECT 2").hasSize(4);
    assertThat(answered.get(3)).contains("sql> ", "  -> ", "query: so wrong");
    assertThat(Files.readString(temp.resolve("history"))).contains("wrong; SELECT 2;");
  }

  @Test
  void whateverAStatementComesToIsASentenceAndTheNextIsAnswered() throws IOException {
    List<String> answered = typed("selec 1;\nnothing said;\nSELECT 2;\n");
    assertThat(answered).startsWith("selec 1", "nothing said", "SELECT 2").hasSize(4);
    assertThat(answered.get(3))
        .contains("query: no such word as selec", "java.lang.IllegalStateException")
        .doesNotContain("\tat ");
  }

  @Test
  void helpIsNoStatementAndSaysWhatThereIs() throws IOException {
    List<String> answered = typed("help\n\\?\n.HELP\n");
    assertThat(answered).hasSize(1);
    assertThat(answered.get(0).split("views: trials, runs", -1)).hasSize(4);
    assertThat(answered.get(0)).contains("Ctrl-D").doesNotContain("  -> ");
  }

  @Test
  void controlCEndsTheStatementAndNotTheShell() throws IOException {
    List<String> answered = typed("slow; SELECT 1;\nSELECT 2;\n");
    assertThat(answered).startsWith("slow", "no more", "SELECT 2").hasSize(4);
    assertThat(answered.get(3)).contains("cancelled");
  }

  @Test
  void tabCompletes() throws IOException {
    assertThat(typed("SELECT params_w\t FROM tria\t;\n"))
        .first()
        .asString()
        .matches("SELECT params_width +FROM trials *");
  }

  @Test
  void columnsAreThoseOfTheViewsThatAreNamed() {
    assertThat(COMPLETER.candidates("SELECT s FROM runs", "s"))
        .contains("stopped_because", "select")
        .doesNotContain("number");
    assertThat(COMPLETER.candidates("SELECT avg(t.nu FROM trials t", "avg(t.nu"))
        .containsExactly("avg(t.number", "avg(t.null", "avg(t.nulls");
    assertThat(COMPLETER.candidates("SELECT PER FROM trials", "PER"))
        .containsExactly("percentile(");
  }

  @Test
  void historyIsWhereOthersKeepTheirs() throws IOException {
    assertThat(SqlShell.history(null, temp))
        .isEqualTo(temp.resolve(".local/state/sweepstake/sql-history"));
    assertThat(temp.resolve(".local/state/sweepstake")).isDirectory();
    assertThat(SqlShell.history(temp.resolve("x").toString(), temp))
        .isEqualTo(temp.resolve("x/sweepstake/sql-history"));
  }
}
