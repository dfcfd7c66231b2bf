package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.report.Report;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The ConfigMap {@code spot-aware-scaler-config}, from a watch. */
public final class ConfigurationWatch implements AutoCloseable {
  public static final String NAME = "spot-aware-scaler-config";

  private final SharedIndexInformer<ConfigMap> informer;
  private final CompletableFuture<Void> read = new CompletableFuture<>();

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
            configMap -> {
              onData.accept(
                  Optional.of(PodMapper.orEmpty(configMap.getData())), subject(configMap));
              read.complete(null);
            },
            configMap -> onData.accept(Optional.empty(), subject(configMap))));
  }

  public void start() {
    informer
        .start()
        .thenRun(() -> {
          if (informer.getStore().list().isEmpty()) {
            read.complete(null);
          }
        });
  }

  /** The ConfigMap was told, or is seen not to be there. */
  public boolean current() {
    return read.isDone();
  }

  /** Runs the action once that is so; at once where it is. */
  public void whenCurrent(Runnable action) {
    read.thenRun(action);
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
