package io.sweepstake.notebooks.kernel;

import io.sweepstake.jobs.export.Build;
import io.sweepstake.notebooks.CellShell;
import io.sweepstake.notebooks.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseKernelBuilder;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Runs the cells of one notebook, as Jupyter asks for them. */
public final class NotebookKernel extends BaseKernel {
  private final CellShell shell = new CellShell();

  private NotebookKernel(Parts parts) {
    super(
        "sweepstake",
        Build.current().version(),
        new LanguageInfo.Builder("java")
            .version(System.getProperty("java.specification.version"))
            .mimetype("text/x-java-source")
            .fileExtension(".java")
            .pygments("java")
            .codemirror("text/x-java")
            .build(),
        List.of(),
        null,
        parts.io(),
        parts.comm(),
        parts.renderer(),
        null,
        parts.magics(),
        false,
        parts.styler());
  }

  /** What the library's builder would make of its defaults. */
  private static final class Parts extends BaseKernelBuilder<Parts, NotebookKernel> {
    org.dflib.jjava.jupyter.kernel.JupyterIO io() {
      return buildJupyterIO(StandardCharsets.UTF_8);
    }

    org.dflib.jjava.jupyter.kernel.comm.CommManager comm() {
      return buildCommManager();
    }

    org.dflib.jjava.jupyter.kernel.display.Renderer renderer() {
      return buildRenderer();
    }

    org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry magics() {
      return buildMagicsRegistry();
    }

    org.dflib.jjava.jupyter.kernel.util.StringStyler styler() {
      return buildErrorStyler();
    }

    @Override
    public NotebookKernel build() {
      return new NotebookKernel(this);
    }
  }

  /**
   * Answers Jupyter until it says that it is enough.
   *
   * @param connection the file in which it says where it listens
   * @throws IOException if the file cannot be read, or nobody listens
   */
  public static void serve(Path connection) throws IOException {
    KernelConnectionProperties properties =
        KernelConnectionProperties.parse(Files.readString(connection));
    try {
      JupyterConnection jupyter = new JupyterConnection(properties);
      NotebookKernel kernel = new Parts().build();
      endWith(System.getenv("JPY_PARENT_PID"), jupyter);
      kernel.becomeHandlerForConnection(jupyter);
      kernel.onStartup();
      jupyter.connect();
      jupyter.waitUntilClose();
      kernel.shell.close();
    } catch (GeneralSecurityException e) {
      throw new IOException(connection + ": " + e.getMessage(), e);
    }
  }

  /** Jupyter that was killed has told nobody that it is over. */
  private static void endWith(String jupyter, JupyterConnection connection) {
    if (jupyter != null && jupyter.matches("[0-9]{1,18}")) {
      ProcessHandle.of(Long.parseLong(jupyter))
          .ifPresent(process -> process.onExit().thenRun(connection::close));
    }
  }

  @Override
  public Object evalRaw(String cell) {
    // Scala, and so Dataset.show, remembers the stream that it found first.
    scala.Console$.MODULE$.setOutDirect(System.out);
    try {
      return shell.run(cell).orElse(null);
    } catch (CellShell.FailedException failed) {
      throw new CellException(failed);
    }
  }

  /** Of what went wrong in a cell the reader needs that, and not where it came by here. */
  private static final class CellException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CellException(CellShell.FailedException failed) {
      super(failed.getMessage(), failed);
    }
  }

  @Override
  public DisplayData eval(String cell) {
    Object value = evalRaw(cell);
    if (value == null) {
      return null;
    }
    try {
      Shown shown = Shown.of(value);
      DisplayData data = new DisplayData(shown.text());
      shown
          .png()
          .ifPresent(bytes -> data.putData("image/png", Base64.getEncoder().encodeToString(bytes)));
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> formatError(Throwable error) {
    return error instanceof CellException failed
        ? failed.getMessage().lines().toList()
        : super.formatError(error);
  }

  @Override
  public DisplayData inspect(String cell, int at, boolean more) {
    List<String> signatures = shell.signatures(cell, at);
    return signatures.isEmpty() ? null : new DisplayData(String.join("\n", signatures));
  }

  @Override
  public ReplacementOptions complete(String cell, int at) {
    CellShell.Suggestions suggestions = shell.suggestions(cell, at);
    return new ReplacementOptions(suggestions.words(), suggestions.from(), at);
  }

  @Override
  public String isComplete(String cell) {
    return shell.complete(cell) ? IS_COMPLETE_YES : IS_COMPLETE_MAYBE;
  }

  @Override
  public void interrupt() {
    shell.stop();
  }
}
