package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.report.Report;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The ConfigMap {@code spot-aware-scaler-config}, from a watch. */
public final class ConfigurationWatch implements AutoCloseable {
  public static final String NAME = "spot-aware-scaler-config";

  private final SharedIndexInformer<ConfigMap> informer;

  /**
   * @param onData told the data after each change, empty when the ConfigMap is gone; and what an
   *     Event about it names
   */
  public ConfigurationWatch(
      KubernetesClient client, BiConsumer<Optional<Map<String, String>>, Report.Subject> onData) {
    informer =
        Informers.lasting(
            client
                .configMaps()
                .inNamespace(ScheduleStore.NAMESPACE)
                .withName(NAME)
                .runnableInformer(0));
    informer.addEventHandler(
        Handler.of(
            configMap ->
                onData.accept(
                    Optional.of(PodMapper.orEmpty(configMap.getData())), subject(configMap)),
            configMap -> onData.accept(Optional.empty(), subject(configMap))));
  }

  public void start() {
    informer.start();
  }

  /** The ConfigMap, or its absence, has been seen. */
  public boolean current() {
    return informer.hasSynced();
  }

  private static Report.Subject subject(ConfigMap configMap) {
    return new Report.Subject(
        "v1",
        "ConfigMap",
        configMap.getMetadata().getNamespace(),
        configMap.getMetadata().getName(),
        configMap.getMetadata().getUid());
  }

  @Override
  public void close() {
    informer.stop();
  }
}
