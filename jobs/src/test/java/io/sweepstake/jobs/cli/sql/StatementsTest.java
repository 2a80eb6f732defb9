package io.sweepstake.jobs.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
  @Test
  void semicolonsEndStatements() {
    assertThat(Statements.of("SELECT 1;\n ;SELECT\n2 ; SELECT"))
        .isEqualTo(new Statements(List.of("SELECT 1", "SELECT\n2"), "SELECT"));
  }

  @Test
  void semicolonsInQuotesDoNot() {
    assertThat(Statements.of("SELECT ';', \"a;\\\";\", `b;\\`, 'it\\';';").whole())
        .containsExactly("SELECT ';', \"a;\\\";\", `b;\\`, 'it\\';'");
    assertThat(Statements.of("SELECT ';").rest()).isEqualTo("SELECT ';");
  }

  @Test
  void commentsAreNoPartOfThem() {
    assertThat(Statements.of("-- all; of them\nSELECT /* one; */ 1; -- done"))
        .isEqualTo(new Statements(List.of("SELECT   1"), ""));
    assertThat(Statements.of("SELECT /*+ BROADCAST(t) */ 1 - 1;").whole())
        .containsExactly("SELECT /*+ BROADCAST(t) */ 1 - 1");
  }

  /** Nothing that is piped in is passed over without a word. */
  @Test
  void whatNeverEndsIsAStatementOfItsOwn() {
    assertThat(Statements.all("SELECT 1; SELECT 2")).containsExactly("SELECT 1", "SELECT 2");
    assertThat(Statements.all("SELECT 1; SELECT 'a; SELECT 2;\n"))
        .containsExactly("SELECT 1", "SELECT 'a; SELECT 2;");
    assertThat(Statements.all("SELECT 1 /* one; SELECT 2;"))
        .containsExactly("SELECT 1 /* one; SELECT 2;");
    assertThat(Statements.all("SELECT 1; /*/")).containsExactly("SELECT 1", "/*/");
    assertThat(Statements.all(" ;\n-- nothing")).isEmpty();
  }
}
