package io.github.spotaware.webhook.server;

/** The API server's end of a call. */
@FunctionalInterface
public interface Caller {
  /**
   * Whether it has hung up, looked up now at the cost of one non-blocking read. Once true it stays
   * true; false says only that nothing was heard of it. May be asked from any thread until the call
   * is answered.
   */
  boolean isGone();
}
