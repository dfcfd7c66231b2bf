package io.github.spotaware.sandbox.api;

import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.admission.Asking;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What belongs to a request whatever it asks for.
 *
 * @param query each parameter's first value
 * @param deadline when the request as a whole ends, by {@link System#nanoTime}
 */
public record Call(User user, String userAgent, Map<String, String> query, long deadline) {
  /** How long one request lives in the API server, in nanoseconds. */
  public static final long LIFE = 34_000_000_000L;

  private static final Map<String, Double> UNITS = Map.of("ms", 1e6, "s", 1e9, "m", 6e10);
  private static final Pattern SECONDS = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)");

  /**
   * When a request that comes now ends: after the client's own timeout, where it gives one that is
   * shorter (handlers/get.go, parseTimeout).
   */
  public static long deadline(Map<String, String> query) {
    Matcher matcher = SECONDS.matcher(query.getOrDefault("timeout", ""));
    long life =
        matcher.matches()
            ? (long)
                (Double.parseDouble(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1e9))
            : LIFE;
    return System.nanoTime() + Math.min(life, LIFE);
  }

  /**
   * Nothing is to be persisted.
   *
   * @throws ApiError where it is anything but {@code All}
   */
  public boolean dryRun() {
    String asked = query.getOrDefault("dryRun", "");
    if (!asked.isEmpty() && !asked.equals("All")) {
      throw ApiError.of(
          422,
          "Invalid",
          "Options.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: \""
              + asked
              + "\": supported values: \"All\"");
    }
    return !asked.isEmpty();
  }

  /** As reviews are told of it. */
  Asking asking() {
    return new Asking(user, dryRun(), query.getOrDefault("fieldManager", ""));
  }

  /** Who is to own what is written (handlers/create.go, managerOrUserAgent). */
  public String fieldManager() {
    String asked = query.getOrDefault("fieldManager", "");
    if (!asked.isEmpty()) {
      return asked;
    }
    int slash = userAgent.indexOf('/');
    return slash < 0 ? userAgent : userAgent.substring(0, slash);
  }
}
