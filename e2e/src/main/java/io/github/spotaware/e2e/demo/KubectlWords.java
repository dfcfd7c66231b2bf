package io.github.spotaware.e2e.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kubectl says while it drains, in plain words. */
final class KubectlWords {

  private static final Pattern CORDONED = Pattern.compile("node/(\\S+) cordoned");
  private static final Pattern EVICTING = Pattern.compile("evicting pod [^/]+/(\\S+)");
  private static final Pattern EVICTED = Pattern.compile("pod/(\\S+) evicted");
  private static final Pattern DRAINED = Pattern.compile("node/(\\S+) drained");

  private KubectlWords() {}

  /** The line in plain words; the line itself if it is another one. */
  static String of(String line) {
    return replaced(
        DRAINED,
        "is done: $1 is drained",
        replaced(
            EVICTED,
            "sees that $1 is gone",
            replaced(
                EVICTING,
                "asks to evict $1",
                replaced(CORDONED, "cordons $1: no new pods there", line))));
  }

  private static String replaced(Pattern pattern, String words, String line) {
    Matcher matcher = pattern.matcher(line.strip());
    return matcher.matches() ? matcher.replaceFirst(words) : line;
  }
}
