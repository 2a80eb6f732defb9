package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream between two of a bidder's items may hang on beside her values for them: rivals'
 * best values, and her other values. Each from 0 to 1.
 *
 * <p>Any function would do, for a stream is only ever differentiated by its own two values.
 */
final class Surroundings {
  private static final int LANES = Kernels.TILE;

  private final int bidders;
  private final int items;
  private final boolean pairs;
  private final List<Variable>[][] variables; // of the stream between two items

  @SuppressWarnings({"unchecked", "rawtypes"})
  Surroundings(Setting setting) {
    bidders = setting.bidders();
    items = setting.items();
    pairs = setting.demand() == Demand.COMBINATORIAL;
    variables = new List[items][items];
    for (int first = 0; first < items; first++) {
      for (int second = 0; second < items; second++) {
        variables[first][second] = variables(first, second);
      }
    }
  }

  /** How many variables there are. */
  int variables() {
    return items < 2 ? 0 : variables[0][1].size();
  }

  private enum Kind {
    RIVAL,
    RIVAL_SUM,
    OTHER_ITEM,
    OTHER_MEAN,
    OTHER_GREATEST,
    RIVALS_OTHER_MEAN
  }

  private record Variable(Kind kind, int item) {}

  private List<Variable> variables(int first, int second) {
    List<Variable> variables = new ArrayList<>();
    if (bidders > 1) {
      variables.add(new Variable(Kind.RIVAL, first));
      variables.add(new Variable(Kind.RIVAL, second));
      if (pairs) {
        variables.add(new Variable(Kind.RIVAL_SUM, -1));
      }
    }
    if (items == 3) {
      variables.add(new Variable(Kind.OTHER_ITEM, 3 - first - second));
      if (bidders > 1 && !pairs) {
        variables.add(new Variable(Kind.RIVAL, 3 - first - second));
      }
    } else if (items > 3) {
      variables.add(new Variable(Kind.OTHER_MEAN, -1));
      variables.add(new Variable(Kind.OTHER_GREATEST, -1));
      if (bidders > 1) {
        variables.add(new Variable(Kind.RIVALS_OTHER_MEAN, -1));
      }
    }
    return variables;
  }

  /**
   * Writes the variables of a stream.
   *
   * @param types {@code [bidder][item][lane]}, each from 0 to 1
   * @param best {@code [bidder][item][lane]}: the greatest of rivals' types, 0 without rivals
   * @param into {@code [variable][lane]}
   */
  void of(StreamBasis.Stream stream, float[] types, float[] best, float[] into) {
    List<Variable> chosen = variables[stream.first()][stream.second()];
    for (int v = 0; v < chosen.size(); v++) {
      write(chosen.get(v), stream, types, best, into, v * LANES);
    }
  }

  private void write(
      Variable variable,
      StreamBasis.Stream stream,
      float[] types,
      float[] best,
      float[] into,
      int at) {
    int bidder = stream.bidder();
    int first = stream.first();
    int second = stream.second();
    int own = bidder * items;
    switch (variable.kind()) {
      case RIVAL -> System.arraycopy(best, (own + variable.item()) * LANES, into, at, LANES);
      case OTHER_ITEM -> System.arraycopy(types, (own + variable.item()) * LANES, into, at, LANES);
      case RIVAL_SUM -> greatestSum(types, bidder, into, at);
      case OTHER_MEAN -> mean(types, own, first, second, into, at);
      case RIVALS_OTHER_MEAN -> mean(best, own, first, second, into, at);
      case OTHER_GREATEST -> greatest(types, own, first, second, into, at);
    }
  }

  /** The greatest of rivals' mean types. */
  private void greatestSum(float[] types, int bidder, float[] into, int at) {
    for (int s = 0; s < LANES; s++) {
      float greatest = 0;
      for (int i = 0; i < bidders; i++) {
        float sum = 0;
        for (int j = 0; j < items; j++) {
          sum += types[(i * items + j) * LANES + s];
        }
        greatest = i == bidder ? greatest : Math.max(greatest, sum / items);
      }
      into[at + s] = greatest;
    }
  }

  private void mean(float[] rows, int own, int first, int second, float[] into, int at) {
    for (int s = 0; s < LANES; s++) {
      float sum = 0;
      for (int j = 0; j < items; j++) {
        sum += j == first || j == second ? 0 : rows[(own + j) * LANES + s];
      }
      into[at + s] = sum / (items - 2);
    }
  }

  /** The greatest other type, to a power that spreads it evenly where types are uniform. */
  private void greatest(float[] types, int own, int first, int second, float[] into, int at) {
    for (int s = 0; s < LANES; s++) {
      float greatest = 0;
      for (int j = 0; j < items; j++) {
        if (j != first && j != second) {
          greatest = Math.max(greatest, types[(own + j) * LANES + s]);
        }
      }
      into[at + s] = (float) Rays.power(greatest, items - 2);
    }
  }
}
