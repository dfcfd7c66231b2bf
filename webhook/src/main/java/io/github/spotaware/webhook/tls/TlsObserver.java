package io.github.spotaware.webhook.tls;

import java.time.Instant;

/**
 * Hears of every renewal; for metrics and Events. Called from one thread at a time, and must not
 * block.
 */
public interface TlsObserver {
  /**
   * A pair came into use: the first one, or a renewed one.
   *
   * @param notAfter when its certificate expires
   */
  void inUse(Instant notAfter);

  /**
   * A changed pair was refused and the last good one stays in use. Called once per distinct
   * problem, however often it is seen.
   *
   * @param problem names the file and what is wrong with it
   */
  void refused(String problem);

  /** The certificate in use has expired, and there is no good one to take its place. */
  void expired();
}
