package io.sweepstake.jobs.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.NamedSetting;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKinds;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.pruner.Pruners;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.CategoricalParam;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What editors need to know of a sweep's YAML file, as JSON schema: which keys there are, what each
 * means and takes. It lets through whatever {@link SweepConfig} reads, and not all that it refuses.
 */
public final class SweepSchema {
  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

  /** Keys whose values are whole numbers, with the least. */
  private static final Map<String, Integer> WHOLE =
      Map.of(
          "trials",
          1,
          "parallelism",
          1,
          "pack-size",
          1,
          "finalists",
          0,
          "retrain",
          0,
          "stagnation",
          1);

  private static final Set<String> FLAGS = Set.of("synchronous", "without-default");
  private static final Set<String> LISTS = Set.of("import", "prior");
  private static final ObjectMapper JSON = new ObjectMapper();

  private SweepSchema() {}

  /**
   * The schema of files about a problem of this kind.
   *
   * @param problem whose hyper-parameters it knows
   * @param meanings by key
   */
  public static String of(Problem problem, Map<String, String> meanings) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", DRAFT);
    schema.put("title", "A sweep of " + problem.kind().name());
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ObjectNode params = params(problem);
    for (String key : SweepConfig.keys()) {
      if (key.equals("param") || key.equals("params")) {
        properties.set(key, params);
      } else if (!ofAnother(key, problem)) {
        ObjectNode property = properties.putObject(key);
        allow(key, property);
        String meaning = meanings.get(key);
        if (meaning != null) {
          property.put("description", meaning);
        }
      }
    }
    for (Field field : problem.kind().fields()) {
      ObjectNode property = (ObjectNode) properties.get(field.key());
      property.put("description", field.meaning());
      if (property.get("type") instanceof ArrayNode any) {
        any.add("array"); // its parts, which a flag has with commas between them
      }
    }
    Field first = problem.kind().fields().get(0);
    List<String> names = problem.kind().namedSettings().stream().map(NamedSetting::name).toList();
    if (!names.isEmpty()) {
      strings((ObjectNode) properties.get(first.key()), "examples", names);
    }
    return schema.toPrettyString() + "\n";
  }

  private static boolean ofAnother(String key, Problem problem) {
    boolean own = problem.kind().fields().stream().anyMatch(field -> field.key().equals(key));
    return !own
        && ProblemKinds.all().stream()
            .anyMatch(kind -> kind.fields().stream().anyMatch(field -> field.key().equals(key)));
  }

  private static void allow(String key, ObjectNode property) {
    if (WHOLE.containsKey(key)) {
      property.put("type", "integer").put("minimum", WHOLE.get(key));
    } else if (key.equals("seed")) {
      property.put("type", "integer");
    } else if (key.equals("stop-at")) {
      property.put("type", "number");
    } else if (FLAGS.contains(key)) {
      property.put("type", "boolean");
    } else if (key.equals("sampler")) {
      strategy(property, Samplers.names());
    } else if (key.equals("pruner")) {
      strategy(property, Pruners.names());
    } else if (LISTS.contains(key)) {
      types(property, "string", "array").putObject("items").put("type", "string");
    } else if (key.equals("enqueue")) {
      types(property, "string", "object", "array");
    } else if (key.equals("study") || key.equals("objective")) {
      property.put("type", "string");
    } else {
      types(property, "string", "number", "boolean");
    }
  }

  /** A name, with options after a colon or as a mapping beside it. */
  private static void strategy(ObjectNode property, List<String> names) {
    types(property, "string", "object");
    String anySpelling = String.join("|", names).replaceAll("[-_]", "[-_]");
    property.put("pattern", "^\\s*(" + anySpelling + ")\\s*(:.*)?$");
    property.putArray("required").add("name");
    strings(property, "examples", names);
    strings(property.putObject("properties").putObject("name"), "enum", names);
  }

  private static ObjectNode params(Problem problem) {
    ObjectNode params = JSON.createObjectNode();
    types(params, "object", "null");
    params.put("description", "Hyper-parameters: one value, or those that are searched.");
    params.put("additionalProperties", false);
    ObjectNode properties = params.putObject("properties");
    for (Tunable<?> tunable : problem.tunables()) {
      ObjectNode property = properties.putObject(tunable.name());
      types(property, "string", "number", "boolean", "array");
      property.put("description", tunable.meaning() + "; " + tunable.range().range());
      if (tunable.range() instanceof CategoricalParam category) {
        strings(property, "examples", category.choices());
      } else {
        property.putArray("examples").add(ParamSyntax.text(tunable.range()));
      }
    }
    return params;
  }

  private static ObjectNode types(ObjectNode property, String... types) {
    strings(property, "type", List.of(types));
    return property;
  }

  private static void strings(ObjectNode node, String key, Collection<String> texts) {
    var array = node.putArray(key);
    texts.forEach(array::add);
  }
}
