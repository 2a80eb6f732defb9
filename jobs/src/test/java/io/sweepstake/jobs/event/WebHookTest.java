package io.sweepstake.jobs.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebHookTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @Test
  void theBestAndTheEndArePosted() throws IOException {
    HttpServer server = server(200);
    try (WebHook hook = hook(server)) {
      hook.tell(new Event("trial_finished", Map.of("trial", 3)));
      hook.tell(new Event(Event.BEST, Map.of("trial", 3)));
      hook.tell(new Event(Event.END, Map.of("complete", true)));
    }
    server.stop(0);
    assertThat(posted)
        .containsExactly(
            "application/json {\"time\":\"1970-01-01T00:00:00Z\",\"event\":\"best\",\"trial\":3}",
            "application/json {\"time\":\"1970-01-01T00:00:00Z\",\"event\":\"end\",\"complete\":true}");
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatIsRefusedIsOneWarningWithoutTheSecretInThePath() throws IOException {
    HttpServer server = server(302);
    try (WebHook hook = hook(server)) {
      hook.tell(new Event(Event.BEST, Map.of()));
      hook.tell(new Event(Event.END, Map.of()));
    }
    server.stop(0);
    assertThat(posted).hasSize(2);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith("--notify: http://127.0.0.1:")
        .contains("answered with status 302")
        .doesNotContain("secret");
  }

  @Test
  void whoIsNotThereHoldsUpNothing() throws IOException {
    HttpServer server = server(200);
    WebHook hook = hook(server);
    server.stop(0);
    hook.tell(new Event(Event.END, Map.of()));
    hook.close();
    assertThat(warnings).singleElement().asString().contains("cannot be reached");
    hook.tell(new Event(Event.END, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/x", "file:///etc/passwd", "host", "http:///x", "a b"})
  void onlyTheWebIsPostedTo(String address) {
    assertThatThrownBy(() -> WebHook.address("--notify", address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--notify: must be an address such as https://host/path, was " + address);
  }

  @Test
  void whatIsWrongWithAnAddressIsToldWithoutItsPassword() {
    assertThatThrownBy(() -> WebHook.address("--notify", "http://me:secret@h/"))
        .hasMessage("--notify: an address must be without name and password, was one of h");
    assertThatThrownBy(() -> WebHook.address("--notify", "http://h:99999/"))
        .hasMessage(
            "--notify: must be an address such as https://host/path, with a port of at most 65535,"
                + " was http://h:99999/");
    assertThatThrownBy(() -> WebHook.address("--notify", " ")).hasMessageEndingWith("was empty");
  }

  private WebHook hook(HttpServer server) {
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/secret";
    URI read = WebHook.address("--notify", address);
    return new WebHook(read, CLOCK, warnings::add);
  }

  private HttpServer server(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/secret",
        exchange -> {
          String type = exchange.getRequestHeaders().getFirst("Content-Type");
          byte[] body = exchange.getRequestBody().readAllBytes();
          posted.add(type + " " + new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
