package io.github.spotaware.config;

/**
 * A value that the user wrote and we can't follow.
 *
 * @param key the ConfigMap key or the annotation
 * @param value what the user wrote, untouched
 * @param allowed what may stand there
 */
public record InvalidValue(String key, String value, String allowed) {
  private static final int MAX_SHOWN = 100;

  /**
   * One line for Events, logs and answers, such as {@code hold-seconds: "abc" is not allowed;
   * allowed: a whole number of seconds from 1 to 27}. A value beyond 100 characters is cut short,
   * and control characters become spaces: an Event message holds 1024 bytes.
   */
  public String message() {
    String line = value.replaceAll("\\p{Cntrl}", " ");
    String shown = line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    return key + ": \"" + shown + "\" is not allowed; allowed: " + allowed;
  }
}
