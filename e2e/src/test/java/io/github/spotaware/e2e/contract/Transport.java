package io.github.spotaware.e2e.contract;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/** How the project's client watches; it is made as that of its processes is. */
enum Transport {
  WEB_SOCKET,
  HTTP_STREAM;

  /** A new one; the caller closes it. */
  KubernetesClient client(ContractCluster cluster) {
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .withOnlyHttpWatches(this == HTTP_STREAM)
            .withRequestTimeout(5_000)
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectInterval(500)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }
}
