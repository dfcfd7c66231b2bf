package io.github.spotaware.sandbox.api;

import io.github.spotaware.sandbox.access.User;
import java.util.Map;

/**
 * What belongs to a request whatever it asks for.
 *
 * @param query each parameter's first value
 * @param deadline when the request as a whole ends, by {@link System#nanoTime}
 */
public record Call(User user, String userAgent, Map<String, String> query, long deadline) {
  /** How long one request lives in the API server, in nanoseconds. */
  public static final long LIFE = 34_000_000_000L;

  /**
   * Nothing is to be persisted.
   *
   * @throws ApiError where it is anything but {@code All}
   */
  public boolean dryRun() {
    String asked = query.getOrDefault("dryRun", "");
    if (!asked.isEmpty() && !asked.equals("All")) {
      throw ApiError.badRequest("dryRun: Unsupported value: \"" + asked + "\": supported: \"All\"");
    }
    return !asked.isEmpty();
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
