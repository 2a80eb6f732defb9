package io.sweepstake.sweeps.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fields of JSON objects, as studies and trials need them. */
final class Fields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Fields() {}

  static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.fields().forEachRemaining(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  static Map<String, Object> plain(JsonNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            entry -> map.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
    return map;
  }

  static JsonNode need(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException("must have \"" + key + "\"");
    }
    return value;
  }

  /** JSON has no infinities: they are text. */
  static void set(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.put(key, String.valueOf(value));
    }
  }

  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }
}
