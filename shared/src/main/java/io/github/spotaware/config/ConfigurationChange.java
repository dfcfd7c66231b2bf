package io.github.spotaware.config;

import java.util.List;

/** What a new reading of the ConfigMap changes. */
public sealed interface ConfigurationChange {
  /** From now on this configuration holds. */
  record Changed(Configuration configuration) implements ConfigurationChange {}

  /** The same configuration holds, and there is nothing new to report. */
  record Unchanged() implements ConfigurationChange {}

  /**
   * The last good configuration goes on, and these values are to be reported.
   *
   * @param values all of the invalid ones, at least one
   */
  record Rejected(List<InvalidValue> values) implements ConfigurationChange {
    /** Copies. */
    public Rejected {
      values = List.copyOf(values);
    }
  }
}
