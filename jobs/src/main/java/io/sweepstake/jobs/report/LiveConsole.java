package io.sweepstake.jobs.report;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A console with a last line that changes in place, where the console can do that, and plain lines
 * where it cannot.
 */
public class LiveConsole {
  /** What colours mean, and the terminal's code of each. */
  public enum Colour {
    GOOD(32),
    BAD(31),
    BOLD(1);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  private static final long TERMINAL_MILLIS = 500;
  private static final long PLAIN_MILLIS = 10_000;

  private final PrintWriter out;
  private final boolean interactive;
  private final int columns;
  private final boolean coloured;
  private final long begun = System.nanoTime();
  private long due = begun + TimeUnit.MILLISECONDS.toNanos(PLAIN_MILLIS);
  private boolean lineShown;
  private boolean muted;

  /**
   * One without colours.
   *
   * @param interactive whether the console is a terminal
   * @param columns the terminal's width in characters, at least 20
   */
  public LiveConsole(PrintWriter out, boolean interactive, int columns) {
    this(out, interactive, columns, false);
  }

  /**
   * @param interactive whether the console is a terminal
   * @param columns the terminal's width in characters, at least 20
   * @param coloured whether it may show colours
   */
  public LiveConsole(PrintWriter out, boolean interactive, int columns, boolean coloured) {
    this.out = out;
    this.interactive = interactive;
    this.columns = Math.max(20, columns);
    this.coloured = coloured;
  }

  /** The console of this process, as the launcher found it. */
  public static LiveConsole ofThisProcess(PrintWriter out) {
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean terminal = Boolean.getBoolean("sweepstake.terminal") && !dumb;
    String plain = System.getenv("NO_COLOR"); // https://no-color.org
    return new LiveConsole(
        out,
        terminal,
        Integer.getInteger("sweepstake.columns", 100),
        terminal && (plain == null || plain.isEmpty()));
  }

  /** One that says what is important, and nothing else. */
  public static LiveConsole quiet(PrintWriter out) {
    return new LiveConsole(out, false, 100) {
      @Override
      public synchronized void print(String line) {
        // Nobody wants to know.
      }

      @Override
      public synchronized void important(String line) {
        super.print(line);
      }
    };
  }

  public boolean interactive() {
    return interactive;
  }

  /**
   * This console for one of several that share it: each line begins with a name, and the changing
   * line is left to the others.
   */
  public LiveConsole named(String name) {
    LiveConsole whole = this;
    return new LiveConsole(out, interactive, columns) {
      @Override
      public void print(String line) {
        whole.print(name + ": " + line);
      }

      @Override
      public void important(String line) {
        whole.important(name + ": " + line);
      }

      @Override
      public void show(String line) {
        // There is one changing line for all.
      }

      @Override
      public void progress(String line) {
        if (!interactive()) {
          print(line);
        }
      }

      @Override
      public String in(Colour colour, String text) {
        return whole.in(colour, text);
      }
    };
  }

  /** The text in a colour, where there are colours. */
  public String in(Colour colour, String text) {
    return coloured ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }

  /**
   * Whether it is time for another line about progress where lines stay: ten seconds after the
   * first, and ever more seldom, so that a log grows as the logarithm of time.
   */
  public synchronized boolean due() {
    long now = System.nanoTime();
    if (now < due) {
      return false;
    }
    due = now + Math.max(TimeUnit.MILLISECONDS.toNanos(PLAIN_MILLIS), (now - begun) / 10);
    return true;
  }

  /**
   * Calls something now and then: often where a line can change, else every ten seconds.
   *
   * @param name of the thread that calls
   * @return what stops it
   */
  public ScheduledExecutorService clock(String name, Runnable tick) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    long period = interactive ? TERMINAL_MILLIS : PLAIN_MILLIS;
    var unused = clock.scheduleAtFixedRate(tick, period, period, TimeUnit.MILLISECONDS);
    return clock;
  }

  /** Says nothing from now on. */
  public synchronized void mute() {
    clear();
    muted = true;
  }

  /** Prints a line that stays. */
  public synchronized void print(String line) {
    if (muted) {
      return;
    }
    clear();
    out.println(line);
    out.flush();
  }

  /** Prints a line that stays, also where little is to be said: an outcome or a warning. */
  public void important(String line) {
    print(line);
  }

  /** Replaces the changing line; does nothing where lines cannot change. */
  public synchronized void show(String line) {
    if (interactive && !muted) {
      int room = columns - 1;
      out.print("\r\u001b[K" + (line.length() > room ? line.substring(0, room) : line));
      out.flush();
      lineShown = true;
    }
  }

  /** Shows a line in place, or where lines cannot change, prints it. */
  public synchronized void progress(String line) {
    if (interactive) {
      show(line);
    } else {
      print(line);
    }
  }

  /** Removes the changing line. */
  public synchronized void clear() {
    if (lineShown) {
      out.print("\r\u001b[K");
      out.flush();
      lineShown = false;
    }
  }
}
