package io.sweepstake.jobs.cli.option;

import io.sweepstake.jobs.export.Format;
import io.sweepstake.jobs.export.ResultTable;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option of every command that has results. */
public final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "How results are written: table, csv or json (default: table).")
  private Format format;

  public void print(ResultTable table, PrintWriter out) {
    out.print(table.format(format));
    out.flush();
  }

  /**
   * The same of a table that is to be seen as a whole: on a terminal columns that have no room are
   * left out, and named.
   */
  public void printFitted(ResultTable table, PrintWriter out) {
    int width = Integer.getInteger("sweepstake.output.columns", 0);
    ResultTable shown = isTable() && width > 0 ? table.within(width) : table;
    print(shown, out);
    int left = shown.columns().size();
    if (left < table.columns().size()) {
      out.println(
          "no room for "
              + String.join(", ", table.columns().subList(left, table.columns().size()))
              + "; --format csv has all");
      out.flush();
    }
  }

  /** What was asked for. */
  public Format chosen() {
    return format;
  }

  public boolean isTable() {
    return format == Format.TABLE;
  }
}
