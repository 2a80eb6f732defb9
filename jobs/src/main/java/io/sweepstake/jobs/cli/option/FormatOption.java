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

  /** What was asked for. */
  public Format chosen() {
    return format;
  }

  public boolean isTable() {
    return format == Format.TABLE;
  }
}
