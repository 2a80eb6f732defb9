package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.config.YamlFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says in which file a mistake is, and where, if it is in one.
 *
 * @param file null for none
 * @param values what of it no flag has replaced
 */
record FileMistakes(YamlFile file, Map<String, Object> values) {
  /** The mistake, with its place in front when it is about something that the file says. */
  IllegalArgumentException named(IllegalArgumentException mistake) {
    if (file == null) {
      return mistake;
    }
    String message = String.valueOf(mistake.getMessage());
    String key = subjects().get(message.split("[: ]", 2)[0]);
    if (key != null && key.equals("params")) {
      key = unknown(message, key);
    }
    return key == null
        ? mistake
        : new IllegalArgumentException(file.at(written(key)) + ": " + message, mistake);
  }

  /** The words with which messages about the file's values begin, and of which key they are. */
  private Map<String, String> subjects() {
    Map<String, String> subjects = new LinkedHashMap<>();
    if (values.get("sampler") instanceof String sampler) {
      subjects.put(sampler.split(":", 2)[0].strip(), "sampler");
    } else if (values.get("sampler") instanceof Map<?, ?> sampler) {
      subjects.put(String.valueOf(sampler.get("name")), "sampler");
    }
    if (values.get("params") instanceof Map<?, ?> params) {
      subjects.put("param", "params");
      params.keySet().forEach(name -> subjects.put("params." + name, "params." + name));
      params
          .keySet()
          .forEach(name -> subjects.put(String.valueOf(name).replace('-', '_'), "params." + name));
    }
    values.keySet().forEach(key -> subjects.put(key, key));
    return subjects;
  }

  /** The key of the hyper-parameter that a message names which is about one that is not there. */
  private String unknown(String message, String otherwise) {
    return values.get("params") instanceof Map<?, ?> params
        ? params.keySet().stream()
            .map(String::valueOf)
            .filter(name -> message.contains(" " + name.replace('-', '_')))
            .findFirst()
            .map(name -> "params." + name)
            .orElse(otherwise)
        : otherwise;
  }

  /** As the file has it, where a key may be called as its flag. */
  private String written(String key) {
    List<String> ways =
        List.of(
            key,
            key.replaceFirst("^params", "param"),
            key.replaceFirst("^params\\.", ""),
            key.replaceFirst("^engine$", "device"));
    return ways.stream().filter(file.places()::containsKey).findFirst().orElse(key);
  }
}
