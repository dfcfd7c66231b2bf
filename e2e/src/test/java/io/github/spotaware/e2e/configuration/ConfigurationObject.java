package io.github.spotaware.e2e.configuration;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ConfigMap of the configuration, edited without waiting for anyone to take it. Closing it puts
 * the data back as they were.
 */
final class ConfigurationObject implements AutoCloseable {

  /** Its namespace. */
  static final String NAMESPACE = "spot-scaling";

  /** Its name. */
  static final String NAME = "spot-aware-scaler-config";

  private final KubernetesClient client;
  private final Map<String, String> before;

  ConfigurationObject(KubernetesClient client) {
    this.client = client;
    this.before = client.configMaps().inNamespace(NAMESPACE).withName(NAME).get().getData();
  }

  /** Sets these keys and leaves the others as they were at first. */
  void set(Map<String, String> changed) {
    Map<String, String> data = new TreeMap<>(before);
    data.putAll(changed);
    write(data);
  }

  /** Puts the data back as they were. */
  @Override
  public void close() {
    write(before);
  }

  private void write(Map<String, String> data) {
    client
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .edit(config -> new ConfigMapBuilder(config).withData(data).build());
  }
}
