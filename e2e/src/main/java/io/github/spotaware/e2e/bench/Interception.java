package io.github.spotaware.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** The webhook configurations, to be taken out of the API server's way and put back. */
final class Interception {

  private final KubernetesClient client;
  private final List<HasMetadata> removed = new ArrayList<>();

  Interception(KubernetesClient client) {
    this.client = client;
  }

  /** From a moment later on the API server asks no webhook. */
  void remove() {
    var api = client.admissionRegistration().v1();
    removed.addAll(api.validatingWebhookConfigurations().list().getItems());
    removed.addAll(api.mutatingWebhookConfigurations().list().getItems());
    removed.forEach(each -> client.resource(each).delete());
  }

  /** From a moment later on it asks them as before. */
  void restore() {
    for (HasMetadata each : removed) {
      each.setMetadata(anew(each.getMetadata()));
      client.resource(each).create();
    }
    removed.clear();
  }

  private static ObjectMeta anew(ObjectMeta before) {
    return new ObjectMetaBuilder()
        .withName(before.getName())
        .withLabels(before.getLabels())
        .withAnnotations(before.getAnnotations())
        .build();
  }
}
