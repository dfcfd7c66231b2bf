package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.github.spotaware.workload.AutoscalerKind;
import io.github.spotaware.workload.AutoscalerState;
import java.util.Optional;

/** HPAs and the ScaledObjects of KEDA, of which there is no model: three fields are read. */
final class AutoscalerMapper {
  private static final String KEDA = "keda.sh";
  private static final String VERSION = "v1alpha1";

  static final ResourceDefinitionContext SCALED_OBJECTS =
      new ResourceDefinitionContext.Builder()
          .withGroup(KEDA)
          .withVersion(VERSION)
          .withKind(AutoscalerKind.SCALED_OBJECT.text())
          .withPlural("scaledobjects")
          .withNamespaced(true)
          .build();

  /** KEDA's where maxReplicaCount is unset (apis/keda/v1alpha1, defaultHPAMaxReplicas). */
  private static final int DEFAULT_MAX_REPLICA_COUNT = 100;

  private AutoscalerMapper() {}

  /**
   * The name of the ScaledObject that KEDA makes this HPA from: its controller. One that KEDA only
   * once owned has no such reference any more.
   */
  static Optional<String> scaledObjectOf(HorizontalPodAutoscaler hpa) {
    return hpa.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .filter(owner -> AutoscalerKind.SCALED_OBJECT.text().equals(owner.getKind()))
        .filter(owner -> owner.getApiVersion().startsWith(KEDA + "/"))
        .map(OwnerReference::getName)
        .findFirst();
  }

  static AutoscalerState map(HorizontalPodAutoscaler hpa) {
    return new AutoscalerState(
        hpa.getMetadata().getNamespace(),
        hpa.getMetadata().getName(),
        hpa.getMetadata().getUid(),
        hpa.getMetadata().getResourceVersion(),
        Optional.ofNullable(hpa.getSpec().getMinReplicas()),
        hpa.getSpec().getMaxReplicas());
  }

  static AutoscalerState map(GenericKubernetesResource scaledObject) {
    return new AutoscalerState(
        AutoscalerKind.SCALED_OBJECT,
        scaledObject.getMetadata().getNamespace(),
        scaledObject.getMetadata().getName(),
        scaledObject.getMetadata().getUid(),
        scaledObject.getMetadata().getResourceVersion(),
        count(scaledObject, AutoscalerKind.SCALED_OBJECT.minimum()),
        count(scaledObject, AutoscalerKind.SCALED_OBJECT.maximum())
            .orElse(DEFAULT_MAX_REPLICA_COUNT));
  }

  private static Optional<Integer> count(GenericKubernetesResource scaledObject, String field) {
    Number value = scaledObject.get("spec", field);
    return Optional.ofNullable(value).map(Number::intValue);
  }

  /** Where it is patched. */
  static String path(AutoscalerState autoscaler) {
    String resource =
        switch (autoscaler.kind()) {
          case HORIZONTAL_POD_AUTOSCALER -> "/horizontalpodautoscalers/";
          case SCALED_OBJECT -> "/scaledobjects/";
        };
    String version =
        switch (autoscaler.kind()) {
          case HORIZONTAL_POD_AUTOSCALER -> "autoscaling/v2";
          case SCALED_OBJECT -> KEDA + "/" + VERSION;
        };
    return "/apis/"
        + version
        + "/namespaces/"
        + autoscaler.namespace()
        + resource
        + autoscaler.name();
  }
}
