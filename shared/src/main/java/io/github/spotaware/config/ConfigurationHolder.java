package io.github.spotaware.config;

import io.github.spotaware.config.ConfigurationChange.Changed;
import io.github.spotaware.config.ConfigurationChange.Rejected;
import io.github.spotaware.config.ConfigurationChange.Unchanged;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration in force: the last good one, the defaults before there was one. Safe for use by
 * many threads; what {@link #current()} returned stays as it was.
 */
public final class ConfigurationHolder {
  private volatile State state = new State(Configuration.defaults(), List.of(), List.of());

  private record State(
      Configuration current, List<InvalidValue> problems, List<String> unknownKeys) {}

  /**
   * Takes in the data of the ConfigMap as they are now.
   *
   * @param data empty if the ConfigMap doesn't exist: the configuration in force stays, so that a
   *     ConfigMap deleted by mistake changes nothing
   * @return {@code Rejected} once for each distinct problem; the same problem again is {@code
   *     Unchanged} until the data were valid or gone in between
   */
  public synchronized ConfigurationChange on(Optional<Map<String, String>> data) {
    State before = state;
    if (data.isEmpty()) {
      state = new State(before.current, List.of(), List.of());
      return new Unchanged();
    }
    return switch (ConfigurationParser.parse(data.get())) {
      case ParsedConfiguration.Valid(Configuration configuration, List<String> unknownKeys) -> {
        state = new State(configuration, List.of(), unknownKeys);
        yield configuration.equals(before.current) ? new Unchanged() : new Changed(configuration);
      }
      case ParsedConfiguration.Invalid(List<InvalidValue> values) -> {
        state = new State(before.current, values, before.unknownKeys);
        yield values.equals(before.problems) ? new Unchanged() : new Rejected(values);
      }
    };
  }

  /** The configuration in force. */
  public Configuration current() {
    return state.current;
  }

  /** Whether the data last seen could be followed; true while there are none. */
  public boolean valid() {
    return state.problems.isEmpty();
  }

  /** Keys of the data last followed that mean nothing to us, perhaps mistyped, in sorted order. */
  public List<String> unknownKeys() {
    return state.unknownKeys;
  }
}
