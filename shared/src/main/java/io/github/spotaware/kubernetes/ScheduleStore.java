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
import io.github.spotaware.schedule.UnreadableSchedule;
import java.time.Instant;
import java.util.Map;

/** Schedules as ConfigMaps in our own namespace. */
public final class ScheduleStore {
  public static final String NAMESPACE = ScheduleName.NAMESPACE;
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String MANAGER = "spot-aware-scaler";

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
    NameUse use = parse(found);
    return use instanceof NameUse.Ours(StoredSchedule stored)
            && !stored.content().deployment().equals(deployment)
        ? new NameUse.Taken()
        : use;
  }

  /** What a ConfigMap is, to whichever Deployment. */
  static NameUse parse(ConfigMap configMap) {
    if (!isOurs(configMap)) {
      return new NameUse.Taken();
    }
    Map<String, String> data = PodMapper.orEmpty(configMap.getData());
    try {
      return new NameUse.Ours(
          new StoredSchedule(
              configMap.getMetadata().getName(),
              configMap.getMetadata().getUid(),
              configMap.getMetadata().getResourceVersion(),
              Instant.parse(configMap.getMetadata().getCreationTimestamp()),
              ScheduleData.read(data),
              ScheduleData.others(data)));
    } catch (IllegalArgumentException e) {
      return new NameUse.Unreadable(
          new UnreadableSchedule(
              configMap.getMetadata().getName(),
              configMap.getMetadata().getUid(),
              String.valueOf(e.getMessage())));
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
            .resource(configMap(name, ScheduleData.write(content)).build())
            .create());
  }

  StoredSchedule update(StoredSchedule from, Schedule to) {
    ConfigMap next =
        configMap(from.name(), ScheduleData.write(from, to))
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

  private static ConfigMapBuilder configMap(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .addToLabels(MANAGED_BY, MANAGER)
        .endMetadata()
        .withData(data);
  }

  private static StoredSchedule stored(ConfigMap configMap) {
    if (parse(configMap) instanceof NameUse.Ours(StoredSchedule stored)) {
      return stored;
    }
    throw new IllegalStateException("a schedule just written can't be read");
  }
}
