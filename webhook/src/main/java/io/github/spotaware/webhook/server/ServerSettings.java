package io.github.spotaware.webhook.server;

import java.time.Duration;

/**
 * Where the webhook listens and how long it takes to leave.
 *
 * @param listenAddress a host name or address; {@code 0.0.0.0} for all
 * @param port 0 takes a free one
 * @param drainTimeout how long a stop waits for calls to be answered
 */
public record ServerSettings(String listenAddress, int port, Duration drainTimeout) {
  /** The port that the webhook configuration names. */
  public static final int DEFAULT_PORT = 8443;

  /** One second over the 34 s that the API server gives a request; the pod has 45 s to end. */
  public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(35);

  /** Checks the ranges. */
  public ServerSettings {
    if (listenAddress.isBlank()) {
      throw new IllegalArgumentException("listenAddress is empty");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not in 0..65535");
    }
    if (drainTimeout.isNegative()) {
      throw new IllegalArgumentException("drainTimeout " + drainTimeout + " is negative");
    }
  }

  /** The usual port and time, on one address. */
  public static ServerSettings on(String listenAddress) {
    return new ServerSettings(listenAddress, DEFAULT_PORT, DEFAULT_DRAIN_TIMEOUT);
  }
}
