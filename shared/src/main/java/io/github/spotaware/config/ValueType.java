package io.github.spotaware.config;

import io.github.spotaware.config.Reading.Read;
import io.github.spotaware.config.Reading.Refused;
import io.github.spotaware.selector.KubernetesNames;
import io.github.spotaware.selector.LabelSelector;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How a text is read as a typed value. The text comes without white space around it. */
@FunctionalInterface
interface ValueType<T> {
  /** No sign, no fraction, no unit, and few enough digits for an int beyond any leading zeros. */
  Pattern WHOLE_NUMBER = Pattern.compile("0*[0-9]{1,9}");

  Reading<T> read(String text);

  /**
   * Reads what the user wrote for this key, white space around it included, or notes why it can't.
   */
  default Optional<T> read(String key, String written, List<InvalidValue> invalid) {
    return switch (read(written.strip())) {
      case Read<T>(T value) -> Optional.of(value);
      case Refused<T>(String allowed) -> {
        invalid.add(new InvalidValue(key, written, allowed));
        yield Optional.empty();
      }
    };
  }

  /** A whole number of seconds. */
  static ValueType<Duration> seconds(IntRange range) {
    return wholeNumber(range, "a whole number of seconds", Duration::ofSeconds);
  }

  /** A whole number. */
  static ValueType<Integer> number(IntRange range) {
    return wholeNumber(range, "a whole number", number -> number);
  }

  private static <T> ValueType<T> wholeNumber(
      IntRange range, String what, Function<Integer, T> convert) {
    Reading<T> refused = new Refused<>(what + " from " + range.min() + " to " + range.max());
    return text -> {
      if (!WHOLE_NUMBER.matcher(text).matches()) {
        return refused;
      }
      int number = Integer.parseInt(text);
      return range.contains(number) ? new Read<>(convert.apply(number)) : refused;
    };
  }

  /** {@code true} or {@code false}, in any case. */
  static ValueType<Boolean> bool() {
    return oneOf(Map.of("true", true, "false", false));
  }

  /** The constants of an enum by their lower-case names, in any case. */
  static <E extends Enum<E>> ValueType<E> constantOf(Class<E> type) {
    Map<String, E> byName = new TreeMap<>();
    for (E constant : type.getEnumConstants()) {
      byName.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return oneOf(byName);
  }

  private static <T> ValueType<T> oneOf(Map<String, T> byName) {
    Reading<T> refused = new Refused<>(String.join(", ", new TreeSet<>(byName.keySet())));
    return text -> {
      T value = byName.get(text.toLowerCase(Locale.ROOT));
      return value == null ? refused : new Read<>(value);
    };
  }

  /** A label selector; blank text selects everything. */
  static ValueType<LabelSelector> selector() {
    return text -> {
      try {
        return new Read<>(LabelSelector.parse(text));
      } catch (IllegalArgumentException e) {
        return new Refused<>("a label selector (" + e.getMessage() + ")");
      }
    };
  }

  /** A label selector that selects something less than everything. */
  static ValueType<LabelSelector> narrowSelector() {
    return text ->
        text.isEmpty()
            ? new Refused<>("a label selector that is not empty, for that would select everything")
            : selector().read(text);
  }

  /** Namespace names separated by commas; blank text is none. */
  static ValueType<Set<String>> namespaces() {
    return text ->
        text.isEmpty()
            ? new Read<>(Set.of())
            : list(text, "comma-separated namespace names", KubernetesNames::dnsLabelProblem);
  }

  /** Taint keys separated by commas, at least one. */
  static ValueType<Set<String>> taintKeys() {
    return text ->
        list(text, "comma-separated taint keys, at least one", KubernetesNames::keyProblem);
  }

  private static Reading<Set<String>> list(
      String text, String what, Function<String, Optional<String>> problemOf) {
    Set<String> elements = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      String element = part.strip();
      Optional<String> problem = problemOf.apply(element);
      if (problem.isPresent()) {
        return new Refused<>(what + " (\"" + element + "\": " + problem.get() + ")");
      }
      elements.add(element);
    }
    return new Read<>(elements);
  }
}
