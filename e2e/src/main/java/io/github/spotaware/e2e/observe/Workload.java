package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A Deployment to be made, and what belongs to it. Begin with {@link #named}; each method gives a
 * workload that differs. Its pods carry {@code app: NAME}.
 */
public final class Workload {

  /** The default of {@code protected-labels}. */
  public static final Map<String, String> PROTECTED = Map.of("spot-aware", "enabled");

  /** The annotation of a pod that says how long it takes to become Ready. */
  public static final String READY_DELAY = "pod-ready.stage.kwok.x-k8s.io/delay";

  private final Deployment deployment;
  private final boolean withService;
  private final Optional<IntOrString> minAvailable;

  private Workload(Deployment deployment, boolean withService, Optional<IntOrString> minAvailable) {
    this.deployment = deployment;
    this.withService = withService;
    this.minAvailable = minAvailable;
  }

  /** One replica, without the label, without a Service, with all defaults of the API. */
  public static Workload named(String name) {
    Deployment deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withReplicas(1)
            .withNewSelector()
            .addToMatchLabels("app", name)
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .addToLabels("app", name)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("example.com/main:1")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    return new Workload(deployment, false, Optional.empty());
  }

  /** With the label that protects it. */
  public Workload labelled() {
    return labelled(PROTECTED);
  }

  /** With more labels on the Deployment itself. */
  public Workload labelled(Map<String, String> labels) {
    return edit(d -> d.editMetadata().addToLabels(labels).endMetadata());
  }

  /** With an annotation on the Deployment itself. */
  public Workload annotated(String key, String value) {
    return edit(d -> d.editMetadata().addToAnnotations(key, value).endMetadata());
  }

  /** Wants this many pods. */
  public Workload replicas(int count) {
    return edit(d -> d.editSpec().withReplicas(count).endSpec());
  }

  /** A pod counts as available when it was Ready for so long. */
  public Workload minReadySeconds(int seconds) {
    return edit(d -> d.editSpec().withMinReadySeconds(seconds).endSpec());
  }

  /** Ends the old pod of a rollout before the new one starts. */
  public Workload recreated() {
    return edit(d -> d.editSpec().editOrNewStrategy().withType("Recreate").endStrategy().endSpec());
  }

  /** Rolls out with these bounds: numbers, or percentages as strings. */
  public Workload rollingUpdate(Object maxSurge, Object maxUnavailable) {
    return edit(d ->
        d.editSpec()
            .editOrNewStrategy()
            .withType("RollingUpdate")
            .withNewRollingUpdate()
            .withMaxSurge(new IntOrString(maxSurge))
            .withMaxUnavailable(new IntOrString(maxUnavailable))
            .endRollingUpdate()
            .endStrategy()
            .endSpec());
  }

  /** Its pods run on this node or nowhere: a replacement stays Pending once it is cordoned. */
  public Workload onlyOnNode(String node) {
    return edit(d ->
        d.editSpec()
            .editTemplate()
            .editSpec()
            .addToNodeSelector("kubernetes.io/hostname", node)
            .endSpec()
            .endTemplate()
            .endSpec());
  }

  /** Its pods become Ready so long after they were bound to a node. */
  public Workload readyAfter(Duration delay) {
    return podAnnotated(READY_DELAY, delay.toMillis() + "ms");
  }

  /** With an annotation on its pods. */
  public Workload podAnnotated(String key, String value) {
    return edit(d ->
        d.editSpec()
            .editTemplate()
            .editMetadata()
            .addToAnnotations(key, value)
            .endMetadata()
            .endTemplate()
            .endSpec());
  }

  /** Its pods start and never become Ready. */
  public Workload neverReady() {
    return readyAfter(Duration.ofHours(24));
  }

  /** With a Service of its name that selects its pods. */
  public Workload withService() {
    return new Workload(deployment, true, minAvailable);
  }

  /** With a PodDisruptionBudget of its name. */
  public Workload withBudget(int available) {
    return new Workload(deployment, withService, Optional.of(new IntOrString(available)));
  }

  /** Changed in any other way. */
  public Workload edit(UnaryOperator<DeploymentBuilder> change) {
    Deployment changed = change.apply(new DeploymentBuilder(deployment)).build();
    return new Workload(changed, withService, minAvailable);
  }

  /** The name of the Deployment, the Service and the PodDisruptionBudget. */
  public String name() {
    return deployment.getMetadata().getName();
  }

  /** What selects its pods. */
  public Map<String, String> selector() {
    return deployment.getSpec().getSelector().getMatchLabels();
  }

  int wantedReplicas() {
    return deployment.getSpec().getReplicas();
  }

  Deployment deployment(String namespace) {
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .withNamespace(namespace)
        .endMetadata()
        .build();
  }

  Optional<Service> service(String namespace) {
    return withService ? Optional.of(makeService(namespace)) : Optional.empty();
  }

  Optional<PodDisruptionBudget> budget(String namespace) {
    return minAvailable.map(available ->
        new PodDisruptionBudgetBuilder()
            .withNewMetadata()
            .withName(name())
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withMinAvailable(available)
            .withNewSelector()
            .withMatchLabels(selector())
            .endSelector()
            .endSpec()
            .build());
  }

  private Service makeService(String namespace) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name())
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withSelector(selector())
        .addNewPort()
        .withPort(80)
        .endPort()
        .endSpec()
        .build();
  }
}
