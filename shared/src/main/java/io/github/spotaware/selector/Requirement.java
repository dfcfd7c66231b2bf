package io.github.spotaware.selector;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One condition on one label.
 *
 * @param key the label's key, a qualified name
 * @param operator how the label relates to the values
 * @param values label values, iterated in sorted order; at least one for {@code In} and {@code
 *     NotIn}, none otherwise
 */
public record Requirement(String key, Operator operator, Set<String> values) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the key or a value breaks the label syntax, or the number
   *     of values does not fit the operator
   */
  public Requirement {
    // Sorted, not Set.copyOf: the text form and the simulation must not depend on a hash seed.
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    KubernetesNames.keyProblem(key)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(keyMessage(key, problem));
        });
    if (operator.takesValues() == values.isEmpty()) {
      throw new IllegalArgumentException(
          operator.apiName()
              + (values.isEmpty() ? " needs at least one value" : " takes no values"));
    }
    for (String value : values) {
      KubernetesNames.valueProblem(value)
          .ifPresent(problem -> {
            throw new IllegalArgumentException(valueMessage(value, problem));
          });
    }
  }

  /** The label exists and has one of these values. */
  public static Requirement in(String key, Collection<String> values) {
    return new Requirement(key, Operator.IN, new TreeSet<>(values));
  }

  /** The label is absent, or has none of these values. */
  public static Requirement notIn(String key, Collection<String> values) {
    return new Requirement(key, Operator.NOT_IN, new TreeSet<>(values));
  }

  /** The label has this value. */
  public static Requirement equalTo(String key, String value) {
    return in(key, List.of(value));
  }

  /** The label exists. */
  public static Requirement exists(String key) {
    return new Requirement(key, Operator.EXISTS, Set.of());
  }

  /** The label is absent. */
  public static Requirement doesNotExist(String key) {
    return new Requirement(key, Operator.DOES_NOT_EXIST, Set.of());
  }

  /** Whether an object with these labels meets the condition. */
  public boolean matches(Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
    };
  }

  /**
   * The text form that {@link LabelSelector#parse} reads; one value is written {@code a=b} or
   * {@code a!=b}.
   */
  @Override
  public String toString() {
    String list = String.join(",", values);
    return switch (operator) {
      case IN -> key + (values.size() == 1 ? "=" + list : " in (" + list + ")");
      case NOT_IN -> key + (values.size() == 1 ? "!=" + list : " notin (" + list + ")");
      case EXISTS -> key;
      case DOES_NOT_EXIST -> "!" + key;
    };
  }

  static String keyMessage(String key, String problem) {
    return "\"" + key + "\" is not a label key: " + problem;
  }

  static String valueMessage(String value, String problem) {
    return "\"" + value + "\" is not a label value: " + problem;
  }
}
