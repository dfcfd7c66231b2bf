package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.concurrent.Executors;

/** Makes the client of a process. */
public final class Clients {
  /** No API request of ours lives longer, in milliseconds. */
  static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  private Clients() {}

  /**
   * Configured from KUBECONFIG or the pod's service account. It never retries by itself: what is
   * worth a retry is decided where the deadline is known.
   *
   * @param userAgent names the process in the API server's audit log
   */
  public static KubernetesClient create(String userAgent) {
    return create(userAgent, false);
  }

  /**
   * The same, for watches that come and go: they are streams of one HTTP/2 connection, not a
   * WebSocket, and with it a TLS handshake, each.
   */
  public static KubernetesClient createForShortWatches(String userAgent) {
    return create(userAgent, true);
  }

  private static KubernetesClient create(String userAgent, boolean onlyHttpWatches) {
    Config config =
        new ConfigBuilder()
            .withOnlyHttpWatches(onlyHttpWatches)
            .withUserAgent(userAgent)
            .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
            .withConnectionTimeout(REQUEST_TIMEOUT_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectInterval(500)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .withTaskExecutor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }
}
