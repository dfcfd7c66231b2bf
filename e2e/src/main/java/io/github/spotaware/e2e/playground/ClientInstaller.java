package io.github.spotaware.e2e.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * With the Java client, where there is no kubectl. What the embedded cluster has no part for is
 * left out: the termination handler, which needs a cloud.
 *
 * @param clients makes a client with all rights
 */
record ClientInstaller(Supplier<KubernetesClient> clients) implements Installer {

  private static final Set<String> LEFT_OUT =
      Set.of("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "DaemonSet");

  @Override
  public List<ObjectNode> render(Path kustomization) {
    return Kustomization.render(kustomization).stream()
        .filter(object -> !LEFT_OUT.contains(Manifests.kind(object)))
        .toList();
  }

  /** On a busy machine an answer may be lost; the client then asks again, for what is there. */
  @Override
  public void apply(List<ObjectNode> objects) {
    try (KubernetesClient client = clients.get()) {
      for (ObjectNode object : objects) {
        client.resource(generic(object)).createOr(NonDeletingOperation::update);
      }
    }
  }

  @Override
  public void inject(ObjectNode configuration, String caBundle) {
    ObjectNode changed = configuration.deepCopy();
    for (JsonNode entry : changed.path("webhooks")) {
      ((ObjectNode) entry).withObject("/clientConfig").put("caBundle", caBundle);
    }
    try (KubernetesClient client = clients.get()) {
      client.resource(generic(changed)).update();
    }
  }

  private static GenericKubernetesResource generic(ObjectNode object) {
    return Serialization.unmarshal(object.toString(), GenericKubernetesResource.class);
  }
}
