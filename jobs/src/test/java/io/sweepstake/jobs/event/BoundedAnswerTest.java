package io.sweepstake.jobs.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BoundedAnswerTest {
  private static final Duration LONG = Duration.ofSeconds(100);

  @Test
  void anAnswerWithinBoundsIsWhole() throws Exception {
    assertThat(answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nd\u00e9j", "", LONG))
        .isEqualTo("d\u00e9j");
  }

  @Test
  void aBodyWithoutEndIsCutOff() {
    assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000), LONG))
        .isInstanceOf(IOException.class)
        .hasMessage("an answer of more than 5000 bytes");
  }

  @Test
  void aBodyThatNeverEndsIsWaitedForOnlySoLong() {
    String begun = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nd";
    assertThatThrownBy(() -> answer(begun, "", Duration.ofSeconds(1)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("no whole answer within 1 s");
  }

  /** The body that a server sends: what it begins with, then so much more again and again. */
  private static String answer(String first, String more, Duration patience) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread sending = new Thread(() -> send(server, first, more));
      sending.setDaemon(true);
      sending.start();
      URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      HttpRequest request = HttpRequest.newBuilder(address).build();
      return BoundedAnswer.of(HttpClient.newHttpClient(), request, patience, 5000).body();
    }
  }

  private static void send(ServerSocket server, String first, String more) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(first.getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (!more.isEmpty()) {
        out.write(more.getBytes(StandardCharsets.UTF_8));
      }
      // The socket is kept open until who asked has gone.
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // Who asked has heard enough.
    }
  }
}
