package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.workload.AutoscalerKind;
import io.github.spotaware.workload.AutoscalerState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AutoscalerMapperTest {
  private static final String KEDA = "keda.sh/v1alpha1";
  private static final String CONTROLLER = "true";

  private static HorizontalPodAutoscaler ownedBy(
      String kind, String apiVersion, String controller) {
    return Serialization.unmarshal(
        """
        {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
         "metadata": {"name": "keda-hpa-queue", "namespace": "shop", "uid": "u",
           "resourceVersion": "7", "ownerReferences": [
             {"apiVersion": "%s", "kind": "%s", "name": "queue", "uid": "o", "controller": %s}]},
         "spec": {"maxReplicas": 5, "scaleTargetRef": {"kind": "Deployment", "name": "web"}}}
        """
            .formatted(apiVersion, kind, controller),
        HorizontalPodAutoscaler.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ScaledObject, keda.sh/v1alpha1, true, queue",
    "ScaledObject, keda.sh/v1alpha1, false,",
    "ScaledObject, keda.sh/v1alpha1, null,",
    "ScaledObject, example.com/v1, true,",
    "ScaledJob, keda.sh/v1alpha1, true,"
  })
  void theScaledObjectIsTheHpasController(
      String kind, String apiVersion, String controller, String name) {
    assertThat(AutoscalerMapper.scaledObjectOf(ownedBy(kind, apiVersion, controller)))
        .isEqualTo(Optional.ofNullable(name));
  }

  @Test
  void anHpaIsPatchedWhereItIs() {
    AutoscalerState hpa =
        AutoscalerMapper.map(ownedBy(AutoscalerKind.SCALED_OBJECT.text(), KEDA, CONTROLLER));
    assertThat(hpa)
        .isEqualTo(new AutoscalerState("shop", "keda-hpa-queue", "u", "7", Optional.empty(), 5));
    assertThat(AutoscalerMapper.path(hpa))
        .isEqualTo("/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/keda-hpa-queue");
  }

  @ParameterizedTest
  @CsvSource({
    "'{}',                                          , 100",
    "'{\"minReplicaCount\": 0}',                   0, 100",
    "'{\"minReplicaCount\": 1, \"maxReplicaCount\": 4}', 1, 4"
  })
  void aScaledObjectHasKedasDefaults(String spec, Integer minimum, int maximum) {
    GenericKubernetesResource scaledObject =
        Serialization.unmarshal(
            """
            {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "spec": %s,
             "metadata": {"name": "queue", "namespace": "shop", "uid": "o", "resourceVersion": "3"}}
            """
                .formatted(spec),
            GenericKubernetesResource.class);
    AutoscalerState state = AutoscalerMapper.map(scaledObject);
    assertThat(state)
        .isEqualTo(
            new AutoscalerState(
                AutoscalerKind.SCALED_OBJECT,
                "shop",
                "queue",
                "o",
                "3",
                Optional.ofNullable(minimum),
                maximum));
    assertThat(AutoscalerMapper.path(state))
        .isEqualTo("/apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects/queue");
  }
}
