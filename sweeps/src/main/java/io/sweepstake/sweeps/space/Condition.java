package io.sweepstake.sweeps.space;

import java.io.Serializable;
import java.util.List;

/**
 * When a conditional parameter exists: only in points where the parent exists and is one of these
 * choices.
 */
public record Condition(CategoricalParam parent, List<String> choices) implements Serializable {
  public Condition {
    choices = List.copyOf(choices);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException(
          parent.name() + ": a condition needs at least one choice, had none");
    }
    for (String choice : choices) {
      if (!parent.contains(choice)) {
        throw parent.outside(choice);
      }
    }
  }
}
