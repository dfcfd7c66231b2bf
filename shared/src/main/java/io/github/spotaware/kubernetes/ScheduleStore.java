package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Preconditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.schedule.StoredLegacySchedule;
import io.github.spotaware.schedule.StoredSchedule;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schedules as ConfigMaps in our own namespace. */
public final class ScheduleStore {
  public static final String NAMESPACE = ScheduleName.NAMESPACE;
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String MANAGER = "spot-aware-scaler";

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleStore.class);

  private final KubernetesClient client;

  public ScheduleStore(KubernetesClient client) {
    this.client = client;
  }

  /** A live read of one name. */
  NameUse use(String name, DeploymentRef deployment) {
    ConfigMap found = client.configMaps().inNamespace(NAMESPACE).withName(name).get();
    if (found == null) {
      return new NameUse.Free();
    }
    return parse(found)
        .filter(stored -> stored.content().deployment().equals(deployment))
        .<NameUse>map(NameUse.Ours::new)
        .orElseGet(NameUse.Taken::new);
  }

  /**
   * Empty for what is not a schedule of ours; an unreadable one is said once a read, and left
   * alone.
   */
  static Optional<StoredSchedule> parse(ConfigMap configMap) {
    if (!isOurs(configMap)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StoredSchedule(
              configMap.getMetadata().getName(),
              configMap.getMetadata().getUid(),
              configMap.getMetadata().getResourceVersion(),
              Instant.parse(configMap.getMetadata().getCreationTimestamp()),
              ScheduleData.read(PodMapper.orEmpty(configMap.getData()))));
    } catch (IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("configMap", configMap.getMetadata().getName())
          .log("unreadable schedule, left alone: {}", e.getMessage());
      return Optional.empty();
    }
  }

  static boolean isOurs(ConfigMap configMap) {
    return isOurs(configMap.getMetadata());
  }

  static boolean isOurs(ObjectMeta meta) {
    return MANAGER.equals(PodMapper.orEmpty(meta.getLabels()).get(MANAGED_BY));
  }

  StoredSchedule create(String name, Schedule content) {
    return stored(
        client
            .configMaps()
            .inNamespace(NAMESPACE)
            .resource(configMap(name, content).build())
            .create());
  }

  StoredSchedule update(StoredSchedule from, Schedule to) {
    ConfigMap next =
        configMap(from.name(), to)
            .editMetadata()
            .withUid(from.uid())
            .withResourceVersion(from.resourceVersion())
            .endMetadata()
            .build();
    return stored(client.configMaps().inNamespace(NAMESPACE).resource(next).update());
  }

  void delete(StoredSchedule schedule) {
    delete(schedule.name(), new Preconditions(schedule.resourceVersion(), schedule.uid()));
  }

  void delete(StoredLegacySchedule schedule) {
    delete(schedule.name(), new Preconditions(schedule.resourceVersion(), schedule.uid()));
  }

  private void delete(String name, Preconditions asRead) {
    DeleteOptions options = new DeleteOptions();
    options.setPreconditions(asRead);
    client.raw("/api/v1/namespaces/" + NAMESPACE + "/configmaps/" + name, "DELETE", options);
  }

  private static ConfigMapBuilder configMap(String name, Schedule content) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .addToLabels(MANAGED_BY, MANAGER)
        .endMetadata()
        .withData(ScheduleData.write(content));
  }

  private static StoredSchedule stored(ConfigMap configMap) {
    return parse(configMap)
        .orElseThrow(() -> new IllegalStateException("a schedule just written can't be read"));
  }
}
