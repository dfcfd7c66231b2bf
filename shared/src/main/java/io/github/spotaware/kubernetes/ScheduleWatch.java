package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.UnreadableSchedule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The schedules, from a watch: to be woken by, not to decide on. */
public final class ScheduleWatch implements AutoCloseable {
  private final Map<String, StoredSchedule> byName = new ConcurrentHashMap<>();
  private final Map<String, UnreadableSchedule> unreadable = new ConcurrentHashMap<>();
  private final Changes changes;
  private final Consumer<UnreadableSchedule> onUnreadable;
  private final LastingWatch<ConfigMap> watch;

  /**
   * @param onUnreadable told of each schedule that cannot be read, once for each reason
   */
  public ScheduleWatch(
      KubernetesClient client,
      Changes changes,
      Consumer<UnreadableSchedule> onUnreadable,
      Watches watches) {
    this.changes = changes;
    this.onUnreadable = onUnreadable;
    watch =
        new LastingWatch<>(
            "schedules",
            () ->
                Informers.consistent(
                    client
                        .configMaps()
                        .inNamespace(ScheduleStore.NAMESPACE)
                        .withLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)),
            Handler.of(this::seen, configMap -> gone(configMap.getMetadata().getName())),
            watches);
  }

  private void seen(ConfigMap configMap) {
    switch (ScheduleStore.parse(configMap)) {
      case NameUse.Ours(StoredSchedule stored) -> {
        unreadable.remove(stored.name());
        byName.put(stored.name(), stored);
        changes.tell(stored.content().deployment());
      }
      case NameUse.Unreadable(UnreadableSchedule schedule) -> {
        if (!schedule.equals(unreadable.put(schedule.name(), schedule))) {
          onUnreadable.accept(schedule);
        }
        forget(schedule.name());
      }
      case NameUse.Taken taken -> gone(configMap.getMetadata().getName());
      case NameUse.Free free -> gone(configMap.getMetadata().getName());
    }
  }

  private void gone(String name) {
    unreadable.remove(name);
    forget(name);
  }

  private void forget(String name) {
    StoredSchedule before = byName.remove(name);
    if (before != null) {
      changes.tell(before.content().deployment());
    }
  }

  public void start() {
    watch.start();
  }

  public boolean current() {
    return watch.current();
  }

  public Collection<StoredSchedule> all() {
    return List.copyOf(byName.values());
  }

  /** How many schedules there are that this version cannot read. */
  public int unreadable() {
    return unreadable.size();
  }

  @Override
  public void close() {
    watch.close();
  }
}
