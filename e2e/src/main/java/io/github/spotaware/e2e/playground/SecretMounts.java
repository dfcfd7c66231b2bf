package io.github.spotaware.e2e.playground;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Does what kubelets do with Secrets: brings what changes in the cluster to the volumes. Faster
 * than they do, which take up to two minutes. A Secret that is deleted changes no volume, as there.
 */
final class SecretMounts implements AutoCloseable {

  private final KubernetesClient client;
  private final String namespace;

  /**
   * For Secrets of this namespace.
   *
   * @param client closed with this
   */
  SecretMounts(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Fills the volumes with what the Secret holds now, and follows it from then on. */
  void mount(String secret, List<SecretVolume> volumes) {
    var resource = client.secrets().inNamespace(namespace).withName(secret);
    fill(volumes, resource.require());
    var _ =
        resource.inform(
            new ResourceEventHandler<Secret>() {
              @Override
              public void onAdd(Secret added) {
                fill(volumes, added);
              }

              @Override
              public void onUpdate(Secret before, Secret changed) {
                fill(volumes, changed);
              }

              @Override
              public void onDelete(Secret deleted, boolean unknown) {
                // A kubelet leaves the files of running pods as they are.
              }
            });
  }

  private static void fill(List<SecretVolume> volumes, Secret secret) {
    Map<String, String> values = new TreeMap<>();
    secret
        .getData()
        .forEach((key, value) ->
            values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    volumes.forEach(volume -> volume.hold(values));
  }

  @Override
  public void close() {
    client.close(); // ends its watches as well
  }
}
