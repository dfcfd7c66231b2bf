package io.github.spotaware.config;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Something the ConfigMap can set.
 *
 * @param key what the user calls it
 * @param type how its text is read
 * @param target where its value goes
 */
record Setting<T>(String key, ValueType<T> type, BiConsumer<ConfigurationBuilder, T> target) {

  /** Puts the value of this text into the builder, or notes why it can't. */
  void apply(String written, ConfigurationBuilder builder, List<InvalidValue> invalid) {
    type.read(key, written, invalid).ifPresent(value -> target.accept(builder, value));
  }
}
