package io.github.spotaware.certs.cluster;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.github.spotaware.certs.plan.Names;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * Sees which certificate a webhook pod serves: where its Service leads to, as the API server asks
 * it, which works inside the cluster; else through a port-forward, which works from a workstation.
 */
final class Handshakes {
  private static final Set<String> NO_ADDRESS = Set.of("", "None");

  private final KubernetesClient client;
  private final String namespace;

  Handshakes(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Empty where neither way leads there. */
  Optional<X509Certificate> certificateOf(String pod) {
    return throughService(pod).or(() -> throughPortForward(pod));
  }

  private Optional<X509Certificate> throughService(String pod) {
    try {
      Service service = client.services().inNamespace(namespace).withName(pod).get();
      return Optional.ofNullable(service)
          .map(Handshakes::address)
          .filter(address -> !NO_ADDRESS.contains(address))
          .flatMap(address -> Handshake.leafOf(address, Names.WEBHOOK_PORT));
    } catch (KubernetesClientException _) {
      return Optional.empty(); // not allowed to see it: the other way may do
    }
  }

  private static String address(Service service) {
    String address =
        "ExternalName".equals(service.getSpec().getType())
            ? service.getSpec().getExternalName()
            : service.getSpec().getClusterIP();
    return address == null ? "" : address;
  }

  private Optional<X509Certificate> throughPortForward(String pod) {
    try (LocalPortForward forward =
        client.pods().inNamespace(namespace).withName(pod).portForward(Names.WEBHOOK_PORT)) {
      return Handshake.leafOf("127.0.0.1", forward.getLocalPort());
    } catch (KubernetesClientException | IOException | IllegalStateException _) {
      return Optional.empty();
    }
  }
}
