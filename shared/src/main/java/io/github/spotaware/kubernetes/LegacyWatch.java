package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.port.LegacyObjects;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.LegacyObject;
import io.github.spotaware.schedule.LegacySchedule;
import io.github.spotaware.schedule.StoredLegacySchedule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The ConfigMaps of the shell version: those of our namespace that don't carry our label. */
public final class LegacyWatch implements LegacyObjects, AutoCloseable {
  private final KubernetesClient client;
  private final Executor executor;
  private final Map<String, LegacyObject> byName = new ConcurrentHashMap<>();
  private final List<Consumer<LegacyObject>> listeners = new CopyOnWriteArrayList<>();
  private final LastingWatch<ConfigMap> watch;

  /**
   * @param executor runs the live reads
   */
  public LegacyWatch(KubernetesClient client, Executor executor, Watches watches) {
    this.client = client;
    this.executor = executor;
    watch =
        new LastingWatch<>(
            "ConfigMaps of the shell version",
            () ->
                Informers.consistent(
                    client
                        .configMaps()
                        .inNamespace(ScheduleStore.NAMESPACE)
                        .withoutLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)),
            Handler.of(
                configMap -> parse(configMap).ifPresent(this::found),
                configMap -> byName.remove(configMap.getMetadata().getName())),
            watches);
  }

  private void found(LegacyObject object) {
    byName.put(object.name(), object);
    listeners.forEach(listener -> listener.accept(object));
  }

  public void start() {
    watch.start();
  }

  @Override
  public Collection<LegacyObject> seen() {
    return List.copyOf(byName.values());
  }

  @Override
  public void onLegacyChange(Consumer<LegacyObject> listener) {
    listeners.add(listener);
  }

  @Override
  public CompletionStage<Optional<StoredLegacySchedule>> schedule(DeploymentRef deployment) {
    return CompletableFuture.supplyAsync(
        () -> LiveRequests.orFailed(() -> read(deployment)), executor);
  }

  private Optional<StoredLegacySchedule> read(DeploymentRef deployment) {
    ConfigMap found =
        client
            .configMaps()
            .inNamespace(ScheduleStore.NAMESPACE)
            .withName(LegacySchedule.nameOf(deployment.name()))
            .get();
    return Optional.ofNullable(found)
        .flatMap(LegacyWatch::parse)
        .map(object ->
            object instanceof LegacyObject.Surge(StoredLegacySchedule schedule) ? schedule : null)
        .filter(schedule -> schedule.content().deployment().equals(deployment));
  }

  static Optional<LegacyObject> parse(ConfigMap configMap) {
    ObjectMeta meta = configMap.getMetadata();
    return ScheduleStore.isOurs(configMap)
        ? Optional.empty()
        : LegacyObject.of(
            meta.getName(),
            meta.getUid(),
            meta.getResourceVersion(),
            ManagedFields.lastWritten(meta, "f:data", "f:scheduled_time")
                .orElseGet(() -> Instant.parse(meta.getCreationTimestamp())),
            PodMapper.orEmpty(configMap.getData()));
  }

  @Override
  public void close() {
    watch.close();
  }
}
