package io.github.spotaware.simulation.cluster.api;

/**
 * What the client of an eviction gets.
 *
 * @param code 201, 404, 409, 429, 500, or 504 past the deadline; {@link #NO_ANSWER} where the
 *     connection broke
 */
public record EvictionResult(int code, String message) {
  public static final int NO_ANSWER = 0;

  public boolean evicted() {
    return code == 201;
  }
}
