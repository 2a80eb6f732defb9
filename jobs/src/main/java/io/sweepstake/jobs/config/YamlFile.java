package io.sweepstake.jobs.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file as plain maps, lists, text, numbers and booleans. */
public final class YamlFile {
  private YamlFile() {}

  /**
   * Reads a file that holds one mapping.
   *
   * @throws IllegalArgumentException if it is no YAML, no mapping, names a key twice, or holds NaN
   *     or an infinity; the message has the line where one is known
   * @throws IOException if it cannot be read
   */
  public static Map<String, Object> read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + ": must be a YAML file, is a directory");
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + ": no such file");
    }
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object content;
    try {
      content = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": must be text in UTF-8, holds other bytes", e);
    } catch (MarkedYAMLException e) {
      String line = e.getProblemMark() == null ? "" : " line " + (e.getProblemMark().getLine() + 1);
      throw new IllegalArgumentException(file + line + ": " + e.getProblem(), e);
    } catch (YAMLException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("is no YAML");
      throw new IllegalArgumentException(file + ": " + reason, e);
    }
    if (content == null) {
      throw new IllegalArgumentException(
          file + ": is empty, wants keys and values such as trials: 20");
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
