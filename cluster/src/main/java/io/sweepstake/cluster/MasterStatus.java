package io.sweepstake.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * What a standalone master says about itself on its web page, as JSON.
 *
 * @param aliveWorkers workers registered and heard of lately
 * @param cores of all alive workers together
 * @param coresUsed by applications
 */
public record MasterStatus(int aliveWorkers, int cores, int coresUsed) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Asks the master; nothing if it does not answer, or not yet. */
  static Optional<MasterStatus> of(HttpClient client, URI webPage) {
    HttpRequest request =
        HttpRequest.newBuilder(webPage.resolve("/json/")).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(parse(response.body())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static MasterStatus parse(String json) throws IOException {
    JsonNode status = JSON.readTree(json);
    for (String field : new String[] {"aliveworkers", "cores", "coresused"}) {
      if (!status.path(field).canConvertToInt()) {
        throw new IOException("master status: has no number " + field + ", was " + json);
      }
    }
    return new MasterStatus(
        status.get("aliveworkers").asInt(),
        status.get("cores").asInt(),
        status.get("coresused").asInt());
  }
}
