package io.sweepstake.sweeps.store.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.study.Provenance;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * One that writes to a study, or did: an open store of some process.
 *
 * @param id no two have the same
 * @param host and {@code pid} are for people: neither is one machine's or one container's alone
 * @param identity empty where the system does not tell
 * @param since when it began; empty when a version that did not note it wrote this
 */
public record Driver(
    String id, String host, long pid, Optional<ProcessIdentity> identity, Optional<Instant> since) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A new one, in this process. */
  public static Driver begun(ProcessTable processes, Instant now) {
    return new Driver(
        UUID.randomUUID().toString(),
        Provenance.ofThisProcess().attributes().get("host"),
        ProcessHandle.current().pid(),
        processes.self(),
        Optional.of(now.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** Eight characters, for names of files. */
  public String tag() {
    return id.substring(0, 8);
  }

  public ObjectNode json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("owner", id);
    node.put("host", host);
    node.put("pid", pid);
    since.ifPresent(begun -> node.put("since", begun.toString()));
    identity.ifPresent(
        process -> {
          node.put("boot_id", process.boot());
          node.put("namespaces", process.namespaces());
          node.put("start_ticks", process.startTicks());
        });
    return node;
  }

  /** Reads what {@link #json} gives; empty when the text is not that, such as one half written. */
  public static Optional<Driver> parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (!node.path("owner").isTextual()) {
        return Optional.empty();
      }
      long pid = node.path("pid").asLong(-1);
      return Optional.of(
          new Driver(
              node.path("owner").asText(),
              node.path("host").asText("an unknown host"),
              pid,
              node.has("boot_id")
                  ? Optional.of(
                      new ProcessIdentity(
                          node.path("boot_id").asText(),
                          node.path("namespaces").asText(),
                          pid,
                          node.path("start_ticks").asLong(-1)))
                  : Optional.empty(),
              node.has("since")
                  ? Optional.of(Instant.parse(node.path("since").asText()))
                  : Optional.empty()));
    } catch (JsonProcessingException | DateTimeException notADriver) {
      return Optional.empty();
    }
  }

  /** For people. */
  @Override
  public String toString() {
    return "process " + pid + " on " + host + since.map(begun -> ", since " + begun).orElse("");
  }
}
