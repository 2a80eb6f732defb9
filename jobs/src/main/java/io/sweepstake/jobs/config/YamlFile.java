package io.sweepstake.jobs.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML file as plain maps, lists, text, numbers and booleans. */
final class YamlFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private YamlFile() {}

  /**
   * Reads a file that holds one mapping.
   *
   * @throws IllegalArgumentException if it is no YAML, no mapping, names a key twice, or holds NaN
   *     or an infinity; the message has the line where one is known
   * @throws IOException if it cannot be read
   */
  static Map<String, Object> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + ": no such file");
    }
    Object content;
    try (JsonParser parser = YAML.createParser(Files.readString(file))) {
      content = YAML.readValue(parser, Object.class);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
      String reason = e.getOriginalMessage().strip().lines().findFirst().orElse("cannot be read");
      throw new IllegalArgumentException(file + line + ": " + reason, e);
    }
    if (!(content instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(file + ": wants keys and values such as trials: 20");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put(String.valueOf(key), value));
    values.forEach((key, value) -> checkFinite(file, key, value));
    return values;
  }

  private static void checkFinite(Path file, String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((inner, nested) -> checkFinite(file, key + "." + inner, nested));
    } else if (value instanceof List<?> list) {
      list.forEach(nested -> checkFinite(file, key, nested));
    } else if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException(
          file + ": " + key + ": must be a finite number, was " + number);
    }
  }
}
