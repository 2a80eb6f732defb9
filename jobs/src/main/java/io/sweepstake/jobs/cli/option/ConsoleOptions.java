package io.sweepstake.jobs.cli.option;

import io.sweepstake.jobs.event.EventSink;
import io.sweepstake.jobs.event.JsonConsole;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.event.WebHook;
import io.sweepstake.jobs.report.LiveConsole;
import java.io.PrintWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Option;

/** How a command that runs tells what happens: to people, and to programs. */
public final class ConsoleOptions {
  /** The option that says how; errors follow it. */
  public static final String LOG = "--log";

  /** What standard error is. */
  public enum Log {
    TEXT,
    JSON
  }

  @Option(
      names = "--quiet",
      description = "Say nothing but the result, and what it rests on, at the end.")
  private boolean quiet;

  @Option(
      names = LOG,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "What standard error has: text, or json, an object per line for each event (default:"
              + " text).")
  private Log log;

  /** Opens what was asked for; results go elsewhere. */
  public Telling open(PrintWriter err) {
    return open(err, null);
  }

  /**
   * Opens what was asked for.
   *
   * @param notify the address that is posted to; null for none
   * @throws IllegalArgumentException if the address is none, or both ways are asked for
   */
  Telling open(PrintWriter err, String notify) {
    URI address = notify == null ? null : WebHook.address("--notify", notify);
    if (quiet && log == Log.JSON) {
      throw new IllegalArgumentException("only one of --quiet, --log json may be given");
    }
    JsonConsole json = new JsonConsole(err, InstantSource.system());
    LiveConsole console =
        log == Log.JSON ? json : quiet ? LiveConsole.quiet(err) : LiveConsole.ofThisProcess(err);
    EventSink events = log == Log.JSON ? json : event -> {};
    boolean trials = !quiet && log == Log.TEXT;
    if (address == null) {
      return new Telling(console, events, trials, quiet, () -> {});
    }
    WebHook hook = new WebHook(address, InstantSource.system(), console::important);
    return new Telling(console, EventSink.all(List.of(events, hook)), trials, quiet, hook::close);
  }
}
