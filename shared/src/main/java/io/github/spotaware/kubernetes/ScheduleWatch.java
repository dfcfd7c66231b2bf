package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
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
  private final SharedIndexInformer<ConfigMap> informer;

  /**
   * @param onUnreadable told of each schedule that cannot be read, once for each reason
   */
  public ScheduleWatch(
      KubernetesClient client, Changes changes, Consumer<UnreadableSchedule> onUnreadable) {
    this.changes = changes;
    this.onUnreadable = onUnreadable;
    informer =
        Informers.lasting(
            client
                .configMaps()
                .inNamespace(ScheduleStore.NAMESPACE)
                .withLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
                .runnableInformer(0));
    informer.addEventHandler(
        Handler.of(this::seen, configMap -> gone(configMap.getMetadata().getName())));
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
    informer.start();
  }

  public boolean current() {
    return informer.hasSynced() && informer.isWatching();
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
    informer.stop();
  }
}
