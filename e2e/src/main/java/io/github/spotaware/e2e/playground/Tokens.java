package io.github.spotaware.e2e.playground;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.Kubeconfig;
import java.time.Duration;

/** The tokens that kubelets ask for. */
public final class Tokens {
  private Tokens() {}

  /** One for this ServiceAccount. */
  public static Kubeconfig.Token request(
      KubernetesClient client, String namespace, String serviceAccount, Duration life) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(life.toSeconds())
            .endSpec()
            .build();
    return new Kubeconfig.Token(
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(serviceAccount)
            .tokenRequest(request)
            .getStatus()
            .getToken());
  }
}
