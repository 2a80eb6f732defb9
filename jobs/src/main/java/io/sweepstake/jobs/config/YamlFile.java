package io.sweepstake.jobs.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML file as plain maps, lists, text, numbers and booleans, by the rules of YAML 1.2: dates are
 * text, and neither {@code 010} nor {@code on} is anything else than it looks like.
 *
 * @param path of the file
 * @param values by key
 * @param places where each key stands; those of a mapping within follow its key and a dot
 */
public record YamlFile(Path path, Map<String, Object> values, Map<String, Mark> places) {
  public YamlFile {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    places = Map.copyOf(places);
  }

  /**
   * Reads a file that holds one mapping.
   *
   * @throws IllegalArgumentException if it is no YAML, no mapping, names a key twice, or holds NaN
   *     or an infinity; the message has the line and the column where these are known
   * @throws IOException if it cannot be read
   */
  public static YamlFile read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + ": must be a YAML file, is a directory");
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + ": no such file");
    }
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object content;
    Map<String, Mark> places = new HashMap<>();
    try {
      String text = Files.readString(file);
      Node root = yaml(options).compose(new StringReader(text));
      checkEnds(file, root, new ArrayList<>());
      note(root, "", places);
      content = yaml(options).load(text);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": must be text in UTF-8, holds other bytes", e);
    } catch (MarkedYAMLException e) {
      throw new IllegalArgumentException(
          place(file, e.getProblemMark())
              + ": "
              + (String.valueOf(e.getProblem()).startsWith("but found")
                  ? e.getContext() + ", "
                  : "")
              + e.getProblem(),
          e);
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
    YamlFile read = new YamlFile(file, values, places);
    values.forEach((key, value) -> read.checkFinite(key, value));
    return read;
  }

  /**
   * Where a key stands, as messages begin: the file, and the line and column where they are known.
   *
   * @param key as in {@link #places}
   */
  public String at(String key) {
    return place(path, places.get(key));
  }

  /** Some text as a value that {@link #read} takes for that text, or the number that it is. */
  static String scalar(String text) {
    if (Plain.LOGICAL.matcher(text).matches()
        || Plain.WHOLE.matcher(text).matches()
        || Plain.REAL.matcher(text).matches()) {
      return text;
    }
    DumperOptions inOneLine = new DumperOptions();
    inOneLine.setSplitLines(false);
    return new Yaml(inOneLine).dump(text).strip();
  }

  private static String place(Path file, Mark mark) {
    return mark == null
        ? file.toString()
        : file + " line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
  }

  private static void note(Node node, String prefix, Map<String, Mark> places) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          places.put(prefix + key.getValue(), key.getStartMark());
          note(entry.getValueNode(), prefix + key.getValue() + ".", places);
        }
      }
    }
  }

  private static Yaml yaml(LoaderOptions options) {
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(unused), unused, options, new Plain());
  }

  /** Which words are no text. */
  private static final class Plain extends Resolver {
    private static final Pattern LOGICAL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?(?:0|[1-9][0-9]*)");
    private static final Pattern REAL =
        Pattern.compile(
            "[-+]?(?:(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+"
                + "|\\.(?:inf|Inf|INF))|\\.(?:nan|NaN|NAN)");
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL| ?");

    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, LOGICAL, "tTfF");
      addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, REAL, "-+0123456789.");
      addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
      addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
    }
  }

  /** Checks that no collection contains itself. */
  private static void checkEnds(Path file, Node node, List<Node> around) {
    if (around.stream().anyMatch(outer -> outer == node)) {
      throw new IllegalArgumentException(
          place(file, node.getStartMark()) + ": must not contain itself");
    }
    around.add(node);
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(element -> checkEnds(file, element, around));
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        checkEnds(file, entry.getKeyNode(), around);
        checkEnds(file, entry.getValueNode(), around);
      }
    }
    around.remove(around.size() - 1);
  }

  private void checkFinite(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((inner, nested) -> checkFinite(key + "." + inner, nested));
    } else if (value instanceof List<?> list) {
      list.forEach(nested -> checkFinite(key, nested));
    } else if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException(
          at(key) + ": " + key + ": must be a finite number, was " + number);
    }
  }
}
