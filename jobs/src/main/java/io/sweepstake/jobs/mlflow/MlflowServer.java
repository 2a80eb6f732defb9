package io.sweepstake.jobs.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.jobs.event.BoundedAnswer;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * An MLflow tracking server. Requests are one after the other, and wait ten seconds each at most.
 *
 * <p>Who needs a name or a token has it in the environment, as MLflow's own clients do: {@code
 * MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}, or {@code MLFLOW_TRACKING_TOKEN}.
 */
public final class MlflowServer {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 64 << 20; // bytes of an answer: a thousand runs
  private static final String API = "/api/2.0/mlflow/";

  private final URI address;
  private final Optional<String> authorization;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(ProxySelector.getDefault())
          .build();

  /**
   * @param address of http or https, such as {@code http://127.0.0.1:5000}
   * @param environment of the process
   */
  public MlflowServer(URI address, Map<String, String> environment) {
    this.address = address;
    authorization = authorization(environment);
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    String token = environment.get("MLFLOW_TRACKING_TOKEN");
    String user = environment.get("MLFLOW_TRACKING_USERNAME");
    if (user != null && !user.isEmpty()) {
      String both = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
      byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return Optional.ofNullable(token).filter(t -> !t.isEmpty()).map(t -> "Bearer " + t);
  }

  /** Its address without what may be secret in it. */
  @Override
  public String toString() {
    return address.getScheme() + "://" + address.getAuthority();
  }

  /**
   * Posts a body.
   *
   * @param path such as {@code runs/create}
   * @throws IOException if it cannot be reached, or refuses
   */
  JsonNode post(String path, ObjectNode body) throws IOException {
    return answer(
            path, request(path, "").POST(HttpRequest.BodyPublishers.ofString(body.toString())))
        .orElseThrow(() -> new IOException(this + ": " + path + ": answered with status 404"));
  }

  /**
   * Asks for what has a name.
   *
   * @return empty if there is none
   * @throws IOException if it cannot be reached, or refuses
   */
  Optional<JsonNode> get(String path, String key, String name) throws IOException {
    String query = "?" + key + "=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    return answer(path, request(path, query).GET());
  }

  private HttpRequest.Builder request(String path, String query) {
    String base = address.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + API + path + query))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json");
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private Optional<JsonNode> answer(String path, HttpRequest.Builder request) throws IOException {
    HttpResponse<String> response;
    try {
      response = BoundedAnswer.of(client, request.build(), PATIENCE, LONGEST);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException(this + ": was not waited for", stopping);
    } catch (HttpTimeoutException late) {
      throw new IOException(this + ": " + path + ": " + late.getMessage(), late);
    } catch (IOException e) {
      throw new IOException(this + ": cannot be reached", e);
    }
    if (response.statusCode() == 200) {
      try {
        return Optional.of(JSON.readTree(response.body()));
      } catch (JsonProcessingException e) {
        throw new IOException(this + ": " + path + ": did not answer in JSON", e);
      }
    }
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    throw new IOException(
        this + ": " + path + ": answered with status " + response.statusCode() + reason(response));
  }

  /**
   * A text that an answer must have.
   *
   * @param path that was asked, for the message
   * @throws IOException if it is not there: what answers is no MLflow, or none that we know
   */
  String text(JsonNode answer, String path, String member) throws IOException {
    JsonNode value = answer.at(member);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new IOException(
          this
              + ": "
              + path
              + ": answered without "
              + member.substring(1).replace('/', '.')
              + ", as no MLflow server does");
    }
    return value.textValue();
  }

  private static String reason(HttpResponse<String> response) {
    try {
      String message = JSON.readTree(response.body()).path("message").asText();
      return message.isEmpty()
          ? ""
          : ": " + message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    } catch (JsonProcessingException page) {
      return "";
    }
  }
}
