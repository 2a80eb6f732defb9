package io.sweepstake.jobs.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened in a run.
 *
 * @param name what, in small letters with underscores
 * @param fields more about it: text, numbers, booleans and maps of these; what is null is left out
 */
public record Event(String name, Map<String, Object> fields) {
  public static final String BEST = "best";
  public static final String END = "end";
  public static final String EXPECTED = "expected";

  private static final ObjectMapper JSON = new ObjectMapper();

  public Event {
    Map<String, Object> there = new LinkedHashMap<>(fields);
    there.values().removeIf(value -> value == null);
    fields = Collections.unmodifiableMap(there);
  }

  /** A line for people. */
  public static Event note(String text) {
    return new Event("note", Map.of("text", text));
  }

  /** What ended the run before its time. */
  public static Event error(String text) {
    return new Event("error", Map.of("text", text));
  }

  /** The event as one line of JSON, without its end; numbers that JSON has not are text. */
  public String json(Instant at) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("time", at.truncatedTo(ChronoUnit.MILLIS).toString());
    all.put("event", name);
    all.putAll(fields);
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("event: " + name + " cannot be JSON", impossible);
    }
  }
}
