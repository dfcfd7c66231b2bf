package io.github.spotaware.fuzz.data;

import io.github.spotaware.fuzz.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects what is wrong with the treatment of one input. */
final class Checks {
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  /** So that an Event's note, which takes 1024 bytes, has all of it in most alphabets. */
  private static final int LONGEST = 800;

  private final List<String> problems = new ArrayList<>();

  void that(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  void equal(Object actual, Object expected, String what) {
    that(actual.equals(expected), what + " is " + actual + " and not " + expected);
  }

  /** A reason is for people: one line, not endless. */
  void reason(String reason) {
    that(!reason.isBlank(), "no reason is given");
    that(!BREAKS.matcher(reason).find(), "the reason has line breaks: " + cut(reason));
    int length = reason.codePointCount(0, reason.length());
    that(length <= LONGEST, "the reason has " + length + " characters");
  }

  /** What was found, or else this. */
  Outcome or(Outcome fine) {
    return problems.isEmpty() ? fine : new Outcome.Wrong(cut(String.join("; ", problems)));
  }

  static String cut(String text) {
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }

  /** As Java code would show it, so that nothing of it is invisible. */
  static String shown(Map<String, String> data) {
    StringBuilder text = new StringBuilder();
    data.forEach((key, value) ->
        text.append(System.lineSeparator())
            .append("    ")
            .append(escaped(key))
            .append(": ")
            .append(escaped(value)));
    return text.toString();
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder("\"");
    for (char c : cut(text).toCharArray()) {
      escaped.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return escaped.append('"').toString();
  }
}
