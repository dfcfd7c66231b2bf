package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.schedule.LegacyObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LegacyWatchTest {

  /** As {@code kubectl create configmap}, and later {@code kubectl patch}, leave it. */
  private static ConfigMap configMap() {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: scale-down-web
          namespace: spot-scaling
          uid: uid-legacy
          resourceVersion: "7"
          creationTimestamp: "2026-01-01T12:00:00Z"
          managedFields:
          - manager: kubectl-create
            operation: Update
            time: "2026-01-01T12:00:00Z"
            fieldsV1: {"f:data": {"f:deployment": {}, "f:namespace": {}}}
          - manager: kubectl-patch
            operation: Update
            time: "2026-01-01T12:00:30Z"
            fieldsV1: {"f:data": {"f:scheduled_time": {}}}
          - manager: kubectl-label
            operation: Update
            time: "2026-01-01T12:00:50Z"
            fieldsV1: {"f:metadata": {"f:labels": {"f:team": {}}}}
        data:
          deployment: web
          namespace: shop
          scheduled_time: "1767269100"
          original_replicas: "1"
          current_replicas: "2"
        """,
        ConfigMap.class);
  }

  private static Instant written(ConfigMap configMap) {
    return LegacyWatch.parse(configMap)
        .map(LegacyObject.Surge.class::cast)
        .map(surge -> surge.schedule().written())
        .orElseThrow();
  }

  @Test
  void itsTimeIsThatOfTheLastDueTime() {
    assertThat(written(configMap())).isEqualTo(Instant.parse("2026-01-01T12:00:30Z"));
  }

  @Test
  void orThatOfItsCreationWhereNobodyIsRecorded() {
    ConfigMap configMap =
        new ConfigMapBuilder(configMap()).editMetadata().withManagedFields().endMetadata().build();
    assertThat(written(configMap)).isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
  }

  @Test
  void oneThatCarriesOurLabelIsNone() {
    ConfigMap ours =
        new ConfigMapBuilder(configMap())
            .editMetadata()
            .addToLabels(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
            .endMetadata()
            .build();
    assertThat(LegacyWatch.parse(ours)).isEmpty();
  }
}
