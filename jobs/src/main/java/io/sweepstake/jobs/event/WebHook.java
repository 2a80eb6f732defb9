package io.sweepstake.jobs.event;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Posts to an address when a run has found something better, and when it ends. It is only news:
 * what cannot be delivered is one warning, and never stops or holds up a run.
 */
public final class WebHook implements EventSink, AutoCloseable {
  private static final Set<String> TOLD = Set.of(Event.BEST, Event.END);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_PORT = 65_535;
  private static final int LONGEST = 1 << 20; // bytes of an answer, which nobody reads

  private final URI address;
  private final InstantSource clock;
  private final Consumer<String> warnings;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(ProxySelector.getDefault())
          .build();
  private final ExecutorService posts =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(8),
          task -> {
            Thread thread = new Thread(task, "web-hook");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardOldestPolicy()); // also when it is closed
  private boolean warned;

  /**
   * @param address as {@link #address} reads it
   * @param warnings is told once when something could not be delivered
   */
  public WebHook(URI address, InstantSource clock, Consumer<String> warnings) {
    this.address = address;
    this.clock = clock;
    this.warnings = warnings;
  }

  /**
   * Reads an address.
   *
   * @param option that has it, for messages
   * @throws IllegalArgumentException if it is none of http or https
   */
  public static URI address(String option, String text) {
    URI address;
    try {
      address = URI.create(text.strip());
    } catch (IllegalArgumentException malformed) {
      address = URI.create("");
    }
    String scheme = String.valueOf(address.getScheme());
    boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (address.getRawUserInfo() != null) {
      // A name and a password are not repeated: what is wrong is often kept in a log.
      throw new IllegalArgumentException(
          option + ": an address must be without name and password, was one of " + host(address));
    }
    if (!web || address.getHost() == null || address.getPort() > MAX_PORT) {
      throw new IllegalArgumentException(
          option
              + ": must be an address such as https://host/path"
              + (address.getPort() > MAX_PORT ? ", with a port of at most " + MAX_PORT : "")
              + ", was "
              + (text.isBlank() ? "empty" : text));
    }
    return address;
  }

  private static String host(URI address) {
    return address.getHost() == null ? "a host that has no name" : address.getHost();
  }

  @Override
  public void tell(Event event) {
    if (TOLD.contains(event.name())) {
      String body = event.json(clock.instant());
      posts.execute(() -> post(body));
    }
  }

  private void post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      int status = BoundedAnswer.of(client, request, PATIENCE, LONGEST).statusCode();
      if (status >= 300) {
        warn("answered with status " + status);
      }
    } catch (HttpTimeoutException late) {
      warn("gave " + late.getMessage());
    } catch (IOException | RuntimeException failed) {
      warn("cannot be reached");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** The path of an address is often a secret. */
  private synchronized void warn(String what) {
    if (!warned) {
      warned = true;
      warnings.accept(
          "--notify: "
              + address.getScheme()
              + "://"
              + address.getAuthority()
              + " "
              + what
              + "; the study goes on without");
    }
  }

  /** Waits for what is being posted, five seconds at most. */
  @Override
  public void close() {
    posts.shutdown();
    try {
      if (!posts.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        posts.shutdownNow();
      }
    } catch (InterruptedException stopping) {
      posts.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
