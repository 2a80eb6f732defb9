package io.sweepstake.core.program;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pass over a program is for: which rows of which outputs are wanted, and which rows of
 * which inputs move while it runs again and again; the others are taken in once.
 *
 * @param outputs wanted rows by the output's name; outputs that are not named are not computed
 * @param moving rows by the input's name: only these have gradients; none of an input not named
 */
public record PassRequest(Map<String, Rows> outputs, Map<String, Rows> moving) {
  public PassRequest {
    outputs = Map.copyOf(outputs);
    moving = Map.copyOf(moving);
  }

  /** Every output, while all inputs move. */
  public static PassRequest everything(NetworkProgram program) {
    return new PassRequest(all(program.outputs()), all(program.inputs()));
  }

  private static Map<String, Rows> all(Map<String, Block> blocks) {
    Map<String, Rows> rows = new LinkedHashMap<>();
    blocks.forEach((name, block) -> rows.put(name, Rows.all(block.rows())));
    return rows;
  }
}
