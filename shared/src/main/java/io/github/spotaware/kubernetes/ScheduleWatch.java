package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.schedule.StoredSchedule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schedules, from a watch: to be woken by, not to decide on. */
public final class ScheduleWatch implements AutoCloseable {
  private final Map<String, StoredSchedule> byName = new ConcurrentHashMap<>();
  private final SharedIndexInformer<ConfigMap> informer;

  public ScheduleWatch(KubernetesClient client, Changes changes) {
    informer =
        Informers.lasting(
            client
                .configMaps()
                .inNamespace(ScheduleStore.NAMESPACE)
                .withLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
                .runnableInformer(0));
    informer.addEventHandler(
        Handler.of(
            configMap ->
                ScheduleStore.parse(configMap)
                    .ifPresent(stored -> {
                      byName.put(stored.name(), stored);
                      changes.tell(stored.content().deployment());
                    }),
            configMap -> {
              StoredSchedule gone = byName.remove(configMap.getMetadata().getName());
              if (gone != null) {
                changes.tell(gone.content().deployment());
              }
            }));
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

  @Override
  public void close() {
    informer.stop();
  }
}
