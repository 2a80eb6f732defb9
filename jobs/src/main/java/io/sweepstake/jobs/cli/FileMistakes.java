package io.sweepstake.jobs.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Says in which file a mistake is, where it is in one.
 *
 * @param file the YAML file, null for none
 * @param values what of it no flag has replaced
 */
record FileMistakes(Path file, Map<String, Object> values) {
  /** The mistake, with the file's name in front when it is about something that the file says. */
  IllegalArgumentException named(IllegalArgumentException mistake) {
    String message = String.valueOf(mistake.getMessage());
    String subject = message.split("[: ]", 2)[0];
    return file != null && subjects().contains(subject)
        ? new IllegalArgumentException(file + ": " + message, mistake)
        : mistake;
  }

  /** The words with which messages about the file's values begin. */
  private Set<String> subjects() {
    Set<String> subjects = new HashSet<>(values.keySet());
    if (values.get("params") instanceof Map<?, ?> params) {
      subjects.add("param");
      params.keySet().forEach(name -> subjects.add(String.valueOf(name).replace('-', '_')));
      params.keySet().forEach(name -> subjects.add("params." + name));
    }
    if (values.get("sampler") instanceof String sampler) {
      subjects.add(sampler.split(":", 2)[0].strip());
    } else if (values.get("sampler") instanceof Map<?, ?> sampler) {
      subjects.add(String.valueOf(sampler.get("name")));
    }
    return subjects;
  }
}
