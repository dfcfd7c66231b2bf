package io.github.spotaware.e2e.demo.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Copies that differ in one place, in the same order. */
final class Copies {

  private Copies() {}

  static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return Collections.unmodifiableMap(copy);
  }

  static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    Map<K, V> copy = new LinkedHashMap<>(map);
    copy.remove(key);
    return Collections.unmodifiableMap(copy);
  }

  /** The oldest of those that match go, until there are {@code most} of them. */
  static <K, V> Map<K, V> atMost(int most, Map<K, V> map, Predicate<V> matching) {
    long surplus = map.values().stream().filter(matching).count() - most;
    if (surplus <= 0) {
      return map;
    }
    Map<K, V> copy = new LinkedHashMap<>(map);
    map.entrySet().stream()
        .filter(entry -> matching.test(entry.getValue()))
        .limit(surplus)
        .forEach(entry -> copy.remove(entry.getKey()));
    return Collections.unmodifiableMap(copy);
  }

  /** With one more at the end; the first go, until there are {@code most}. */
  static <T> List<T> appended(int most, List<T> list, T last) {
    List<T> copy = new ArrayList<>(list);
    copy.add(last);
    return List.copyOf(copy.subList(Math.max(0, copy.size() - most), copy.size()));
  }
}
