package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.report.Report;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The ConfigMap {@code spot-aware-scaler-config}, from a watch. */
public final class ConfigurationWatch implements AutoCloseable {
  public static final String NAME = "spot-aware-scaler-config";

  private final LastingWatch<ConfigMap> watch;
  private final CompletableFuture<Void> read = new CompletableFuture<>();

  /**
   * @param onData told the data after each change, empty when the ConfigMap is gone; and what an
   *     Event about it names
   */
  public ConfigurationWatch(
      KubernetesClient client,
      BiConsumer<Optional<Map<String, String>>, Report.Subject> onData,
      Watches watches) {
    watch =
        new LastingWatch<>(
            "the configuration",
            () ->
                Informers.consistent(
                    client.configMaps().inNamespace(ScheduleStore.NAMESPACE).withName(NAME)),
            Handler.of(
                configMap ->
                    onData.accept(
                        Optional.of(PodMapper.orEmpty(configMap.getData())), subject(configMap)),
                configMap -> onData.accept(Optional.empty(), subject(configMap))),
            watches);
  }

  public void start() {
    watch.start();
    watch.whenListed(() -> read.complete(null));
  }

  /** The ConfigMap was told, or is seen not to be there. */
  public boolean read() {
    return read.isDone();
  }

  /** What was told last is what is in force, or was a moment ago. */
  public boolean current() {
    return watch.current();
  }

  /** The same, also while the watch connects anew. */
  public boolean recent() {
    return watch.recent();
  }

  /** Runs the action once it was read; at once where it was. */
  public void whenRead(Runnable action) {
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
    watch.close();
  }
}
