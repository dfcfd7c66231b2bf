package io.github.spotaware.e2e.autoscaler;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.github.spotaware.e2e.controlplane.ForeignCrds;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.junit.Scenario;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for KEDA: its real CustomResourceDefinitions, and instead of its operator a loop that
 * does the one thing that matters here, ten times a second: it makes the HPA of each ScaledObject
 * and writes its own minReplicas over whatever is in it (controllers/keda/hpa.go).
 */
final class Keda implements AutoCloseable {
  static final String USER_AGENT = "keda-operator-stand-in";

  private static final long PERIOD_MILLIS = 100;
  private static final ResourceDefinitionContext SCALED_OBJECTS =
      new ResourceDefinitionContext.Builder()
          .withGroup("keda.sh")
          .withVersion("v1alpha1")
          .withKind("ScaledObject")
          .withPlural("scaledobjects")
          .withNamespaced(true)
          .build();

  private final Scenario scenario;
  private final Path crd;
  private final KubernetesClient client;
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

  private Keda(Scenario scenario) {
    this.scenario = scenario;
    crd = ForeignCrds.build(ProjectRoot.find()).keda().resolve("keda.sh_scaledobjects.yaml");
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(scenario.client().getConfiguration())
                    .withUserAgent(USER_AGENT)
                    .build())
            .build();
  }

  /** Installs it, for the ScaledObjects of the test's namespace. */
  static Keda install(Scenario scenario) {
    Keda keda = new Keda(scenario);
    scenario.kubectl("apply", "--server-side", "--filename=" + keda.crd).orThrow();
    scenario
        .kubectl("wait", "--for=condition=Established", "--filename=" + keda.crd, "--timeout=30s")
        .orThrow();
    var _ =
        keda.loop.scheduleWithFixedDelay(keda::reconcile, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return keda;
  }

  /** The name of the HPA that is made from a ScaledObject. */
  static String hpaOf(String scaledObject) {
    return "keda-hpa-" + scaledObject;
  }

  /** For up to 3 replicas of the Deployment of its name; empty leaves minReplicaCount unset. */
  void scale(String deployment, Optional<Integer> minReplicaCount) {
    client
        .resource(
            """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: %s
              namespace: %s
            spec:
              scaleTargetRef:
                name: %s
              maxReplicaCount: 3
              triggers:
                - type: metrics-api
                  metadata: {}
            %s\
            """
                .formatted(
                    deployment,
                    scenario.namespace(),
                    deployment,
                    minReplicaCount.map(min -> "  minReplicaCount: " + min).orElse("")))
        .create();
  }

  Optional<Integer> minReplicaCount(String name) {
    GenericKubernetesResource found =
        client
            .genericKubernetesResources(SCALED_OBJECTS)
            .inNamespace(scenario.namespace())
            .withName(name)
            .get();
    return minimum(found);
  }

  private static Optional<Integer> minimum(@Nullable GenericKubernetesResource scaledObject) {
    Integer value = scaledObject == null ? null : scaledObject.get("spec", "minReplicaCount");
    return Optional.ofNullable(value);
  }

  private void reconcile() {
    try {
      client
          .genericKubernetesResources(SCALED_OBJECTS)
          .inNamespace(scenario.namespace())
          .list()
          .getItems()
          .forEach(this::reconcile);
    } catch (KubernetesClientException e) {
      System.out.println("the stand-in for KEDA tries again: " + e.getMessage());
    }
  }

  /** A minimum of 0 is 1 to the HPA. */
  private void reconcile(GenericKubernetesResource scaledObject) {
    String name = scaledObject.getMetadata().getName();
    int wanted = Math.max(1, minimum(scaledObject).orElse(0));
    var hpas = client.autoscaling().v2().horizontalPodAutoscalers();
    HorizontalPodAutoscaler hpa =
        hpas.inNamespace(scenario.namespace()).withName(hpaOf(name)).get();
    if (hpa == null) {
      client
          .resource(
              Hpa.owned(
                  scenario.namespace(),
                  hpaOf(name),
                  name,
                  name,
                  scaledObject.getMetadata().getUid(),
                  wanted))
          .create();
    } else if (hpa.getSpec().getMinReplicas() != wanted) {
      hpas.inNamespace(scenario.namespace())
          .resource(
              new HorizontalPodAutoscalerBuilder(hpa)
                  .editMetadata()
                  .withResourceVersion(null)
                  .endMetadata()
                  .editSpec()
                  .withMinReplicas(wanted)
                  .endSpec()
                  .build())
          .update();
    }
  }

  /** The definition goes, and with it every ScaledObject. */
  @Override
  public void close() {
    loop.shutdownNow();
    scenario.kubectl("delete", "--wait", "--filename=" + crd).orThrow();
    client.close();
  }
}
