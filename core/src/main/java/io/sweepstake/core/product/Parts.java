package io.sweepstake.core.product;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts by how they are said, {@code hinge(1)}; found as services. */
public final class Parts {
  private static final Pattern PART =
      Pattern.compile("\\s*([A-Za-z][A-Za-z0-9-]*)\\(([^()]*)\\)\\s*");

  private Parts() {}

  /**
   * A kernel.
   *
   * @throws IllegalArgumentException naming those there are, or what is wrong with its numbers
   */
  public static Kernel kernel(String said) {
    return part("kernel", said, ServiceLoader.load(KernelProvider.class));
  }

  /**
   * A cost.
   *
   * @throws IllegalArgumentException as {@link #kernel}
   */
  public static Cost cost(String said) {
    return part("cost", said, ServiceLoader.load(CostProvider.class));
  }

  /**
   * A limit.
   *
   * @throws IllegalArgumentException as {@link #kernel}
   */
  public static Limit limit(String said) {
    return part("limit", said, ServiceLoader.load(LimitProvider.class));
  }

  private static <T> T part(
      String kind, String said, Iterable<? extends PartProvider<T>> providers) {
    Matcher parts = PART.matcher(said);
    List<String> usages = new ArrayList<>();
    for (PartProvider<T> provider : providers) {
      usages.add(provider.usage());
      if (parts.matches() && parts.group(1).equals(provider.name())) {
        return provider.of(numbers(said, parts.group(2)));
      }
    }
    usages.sort(null);
    throw new IllegalArgumentException(
        kind + ": must be one of " + usages + ", was " + said.strip());
  }

  private static List<Double> numbers(String said, String list) {
    if (list.isBlank()) {
      return List.of();
    }
    try {
      return Arrays.stream(list.split(",", -1)).map(String::strip).map(Double::valueOf).toList();
    } catch (NumberFormatException notNumbers) {
      throw new IllegalArgumentException(
          "must have numbers between its brackets, was " + said.strip(), notNumbers);
    }
  }
}
