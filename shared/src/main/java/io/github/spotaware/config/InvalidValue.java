package io.github.spotaware.config;

/**
 * A value that the user wrote and we can't follow.
 *
 * @param key the ConfigMap key or the annotation
 * @param value what the user wrote, untouched
 * @param allowed what may stand there
 */
public record InvalidValue(String key, String value, String allowed) {
  private static final int MAX_VALUE = 100;
  private static final int MAX_ALLOWED = 400;

  /**
   * One line for Events, logs and answers, such as {@code hold-seconds: "abc" is not allowed;
   * allowed: a whole number of seconds from 1 to 27}. A value beyond 100 characters and a text of
   * what is allowed beyond 400 are cut short, as an Event message holds 1024 bytes; control
   * characters and line breaks become spaces.
   */
  public String message() {
    return key + ": " + problem();
  }

  /** The same without the key. */
  public String problem() {
    InvalidValue shown = shortened();
    return "\"" + shown.value + "\" is not allowed; allowed: " + shown.allowed;
  }

  /** As it is shown to people: a ConfigMap's value may have a million characters. */
  public InvalidValue shortened() {
    return new InvalidValue(key, oneLine(value, MAX_VALUE), oneLine(allowed, MAX_ALLOWED));
  }

  /** Counts code points, so that no surrogate pair is cut in two. */
  private static String oneLine(String text, int max) {
    String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    return line.codePointCount(0, line.length()) <= max
        ? line
        : line.substring(0, line.offsetByCodePoints(0, max)) + "…";
  }
}
