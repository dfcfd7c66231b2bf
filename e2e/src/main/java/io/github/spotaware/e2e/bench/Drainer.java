package io.github.spotaware.e2e.bench;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.spotaware.e2e.observe.EvictionClient;
import io.github.spotaware.e2e.observe.TokenConfig;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import io.github.spotaware.e2e.playground.Tokens;
import java.time.Duration;

/**
 * Someone who drains: a ServiceAccount of its own, so that API Priority and Fairness counts for it
 * as for any other.
 */
record Drainer(EvictionClient evictions, KubernetesClient client) implements AutoCloseable {

  private static final Duration TOKEN_LIFE = Duration.ofHours(4);

  /** What all of them in a namespace may do. */
  static void grant(KubernetesClient admin, String namespace) {
    admin
        .load(Drainer.class.getResourceAsStream("drainers.yaml"))
        .inNamespace(namespace)
        .serverSideApply();
  }

  /** Makes the ServiceAccount. */
  static Drainer create(
      PlaygroundHandle playground, KubernetesClient admin, String namespace, String name) {
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    String token = Tokens.request(admin, namespace, name, TOKEN_LIFE).value();
    return new Drainer(
        EvictionClient.withToken(playground.kubeconfig(), token),
        new KubernetesClientBuilder()
            .withConfig(TokenConfig.of(playground.kubeconfig(), token))
            .build());
  }

  @Override
  public void close() {
    evictions.close();
    client.close();
  }
}
