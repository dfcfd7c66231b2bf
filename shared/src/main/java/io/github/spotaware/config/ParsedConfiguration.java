package io.github.spotaware.config;

import java.util.List;

/** What the data of a ConfigMap amount to. */
public sealed interface ParsedConfiguration {
  /**
   * Every value can be followed.
   *
   * @param configuration the values, with the defaults of the absent keys
   * @param unknownKeys keys that mean nothing to us, perhaps mistyped, in sorted order
   */
  record Valid(Configuration configuration, List<String> unknownKeys)
      implements ParsedConfiguration {
    /** Copies. */
    public Valid {
      unknownKeys = List.copyOf(unknownKeys);
    }
  }

  /**
   * At least one value can't be followed, so none is.
   *
   * @param values all of the invalid ones, in the order of {@link ConfigurationKeys}
   */
  record Invalid(List<InvalidValue> values) implements ParsedConfiguration {
    /**
     * Copies.
     *
     * @throws IllegalArgumentException if there is no invalid value
     */
    public Invalid {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("nothing is invalid");
      }
    }
  }
}
