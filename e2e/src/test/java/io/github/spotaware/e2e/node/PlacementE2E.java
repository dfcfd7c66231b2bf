package io.github.spotaware.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Where the real scheduler puts a replacement. Three nodes take pods: two are empty, and the third
 * is half full, so that it is the last that the scheduler would take by itself.
 */
@E2E
final class PlacementE2E {

  private static final String NAME = "web";
  private static final List<String> EMPTY = List.of("node-1", "node-2");
  private static final String FULLER = "node-3";
  private static final String UNUSED = "node-4";
  private static final String TAINT = "karpenter.sh/disrupted";
  private static final Duration BOUND = Duration.ofSeconds(30);

  @BeforeEach
  void threeNodesOfWhichOneIsFuller(Scenario scenario) {
    scenario.workloads().setUnschedulable(UNUSED, true);
    scenario.workloads().deploy(filler());
  }

  private static Workload filler() {
    return Workload.named("filler")
        .onlyOnNode(FULLER)
        .readyAfter(Duration.ofMillis(100))
        .edit(d ->
            d.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withNewResources()
                .addToRequests(Map.of("cpu", new Quantity("4"), "memory", new Quantity("16Gi")))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
  }

  /** A surge that waits for its end only. */
  private static Workload web(String name) {
    return Workload.named(name)
        .labelled()
        .readyAfter(Duration.ofMillis(300))
        .annotated(Annotations.SCALE_DOWN_DELAY, "600");
  }

  /** Such that a node that is about to be drained still takes its pods. */
  private static Workload tolerant(String name) {
    return web(name)
        .edit(d ->
            d.editSpec()
                .editTemplate()
                .editSpec()
                .addNewToleration()
                .withKey(TAINT)
                .withOperator("Exists")
                .endToleration()
                .endSpec()
                .endTemplate()
                .endSpec());
  }

  @Test
  void landsOnNoNodeThatIsAboutToBeDrained(Scenario scenario) {
    int rounds = Counts.of(1, 20);
    long with = onTheNodeThatGoes(scenario, "with", rounds);
    long without;
    Resource<MutatingWebhookConfiguration> webhook =
        scenario
            .client()
            .admissionRegistration()
            .v1()
            .mutatingWebhookConfigurations()
            .withName("spot-aware-scaler");
    MutatingWebhookConfiguration shipped = webhook.get();
    webhook.delete();
    try {
      without = onTheNodeThatGoes(scenario, "without", rounds);
    } finally {
      scenario.client().resource(anew(shipped)).create();
    }
    System.out.printf(
        "replacements on the node that is about to be drained: %d of %d; without the webhook: %d of"
            + " %d%n",
        with, rounds, without, rounds);
    assertThat(with).isZero();
  }

  private static MutatingWebhookConfiguration anew(MutatingWebhookConfiguration shipped) {
    return new MutatingWebhookConfigurationBuilder(shipped)
        .editMetadata()
        .withResourceVersion(null)
        .withUid(null)
        .withManagedFields()
        .endMetadata()
        .build();
  }

  private static long onTheNodeThatGoes(Scenario scenario, String what, int rounds) {
    return IntStream.range(0, rounds)
        .filter(round -> landsOnTheNodeThatGoes(scenario, what + "-" + round))
        .count();
  }

  /** The node of its only pod is cordoned, and the emptiest of the others is to go as well. */
  private static boolean landsOnTheNodeThatGoes(Scenario scenario, String name) {
    Workloads workloads = scenario.workloads();
    workloads.deploy(tolerant(name));
    Pod old = workloads.pod(name);
    PodTemplateSpec template = workloads.deployment(name).getSpec().getTemplate();
    try (TestNode first = TestNode.of(scenario, old.getSpec().getNodeName());
        TestNode goes = TestNode.of(scenario, otherEmptyNode(first.name()))) {
      assertThat(EMPTY).as("where the first pod is").contains(first.name());
      goes.taint(TAINT);
      first.cordon();
      Pod replacement = awaitReplacement(workloads, name, old);
      assertThat(workloads.deployment(name).getSpec().getTemplate())
          .as("the template")
          .isEqualTo(template);
      return replacement.getSpec().getNodeName().equals(goes.name());
    } finally {
      remove(scenario, name);
    }
  }

  private static String otherEmptyNode(String node) {
    return EMPTY.stream().filter(other -> !other.equals(node)).findFirst().orElseThrow();
  }

  private static Pod awaitReplacement(Workloads workloads, String name, Pod old) {
    Await.until(
        "a replacement of " + name + " to have a node",
        Deadline.after(BOUND),
        () -> !others(workloads, name, old).isEmpty());
    return others(workloads, name, old).getFirst();
  }

  private static List<Pod> others(Workloads workloads, String name, Pod old) {
    return workloads.pods(name).stream()
        .filter(pod -> !pod.getMetadata().getUid().equals(old.getMetadata().getUid()))
        .filter(pod -> pod.getSpec().getNodeName() != null)
        .toList();
  }

  /** With its pods, so that the next one finds the nodes as this one did. */
  private static void remove(Scenario scenario, String name) {
    String namespace = scenario.namespace();
    scenario.client().apps().deployments().inNamespace(namespace).withName(name).delete();
    Await.until(
        "the pods of " + name + " to go",
        Deadline.after(BOUND),
        () ->
            scenario
                .client()
                .pods()
                .inNamespace(namespace)
                .withLabel("app", name)
                .list()
                .getItems()
                .isEmpty());
  }

  @Test
  void landsWhereTheConfigurationPrefersAndKeepsWhatItsOwnerPrefers(Scenario scenario) {
    Affinity theirs =
        new AffinityBuilder()
            .withNewNodeAffinity()
            .addNewPreferredDuringSchedulingIgnoredDuringExecution()
            .withWeight(1)
            .withNewPreference()
            .addToMatchExpressions(new NodeSelectorRequirement("type", "Exists", List.of()))
            .endPreference()
            .endPreferredDuringSchedulingIgnoredDuringExecution()
            .endNodeAffinity()
            .build();
    scenario.configure(ConfigurationKeys.REPLACEMENT_NODE_PREFERENCE, "capacity=on-demand");
    Workloads workloads = scenario.workloads();
    workloads.deploy(
        web(NAME)
            .edit(d ->
                d.editSpec()
                    .editTemplate()
                    .editSpec()
                    .withAffinity(theirs)
                    .endSpec()
                    .endTemplate()
                    .endSpec()));
    Pod old = workloads.pod(NAME);
    try (TestNode first = TestNode.ofPod(scenario, NAME);
        TestNode preferred = TestNode.of(scenario, FULLER)) {
      preferred.label("capacity", "on-demand");
      first.cordon();
      Pod replacement = awaitReplacement(workloads, NAME, old);

      assertThat(replacement.getSpec().getNodeName()).isEqualTo(FULLER);
      assertThat(replacement.getSpec().getAffinity())
          .isEqualTo(
              new AffinityBuilder(theirs)
                  .editNodeAffinity()
                  .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                  .withWeight(100)
                  .withNewPreference()
                  .addToMatchFields(isNot(first.name()))
                  .addToMatchFields(isNot(UNUSED))
                  .endPreference()
                  .endPreferredDuringSchedulingIgnoredDuringExecution()
                  .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                  .withWeight(50)
                  .withNewPreference()
                  .addToMatchExpressions(
                      new NodeSelectorRequirement("capacity", "In", List.of("on-demand")))
                  .endPreference()
                  .endPreferredDuringSchedulingIgnoredDuringExecution()
                  .endNodeAffinity()
                  .withPodAntiAffinity(awayFromSiblings().getPodAntiAffinity())
                  .build());
    }
  }

  private static NodeSelectorRequirement isNot(String node) {
    return new NodeSelectorRequirement("metadata.name", "NotIn", List.of(node));
  }

  private static Affinity awayFromSiblings() {
    return new AffinityBuilder()
        .withNewPodAntiAffinity()
        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
        .withWeight(100)
        .withNewPodAffinityTerm()
        .withTopologyKey("kubernetes.io/hostname")
        .withNewLabelSelector()
        .addToMatchExpressions(new LabelSelectorRequirement("app", "In", List.of(NAME)))
        .endLabelSelector()
        .endPodAffinityTerm()
        .endPreferredDuringSchedulingIgnoredDuringExecution()
        .endPodAntiAffinity()
        .build();
  }

  /** Nobody goes away here: an eviction alone starts the surge. */
  @Test
  void onlyReplacementsAreChanged(Scenario scenario) {
    Workloads workloads = scenario.workloads();
    workloads.deploy(Workload.named("plain").readyAfter(Duration.ofMillis(100)));
    workloads.deploy(web(NAME));
    Pod old = workloads.pod(NAME);
    PodTemplateSpec template = workloads.deployment(NAME).getSpec().getTemplate();
    assertThat(Waits.untilNot429(scenario, old.getMetadata().getName()).allowed()).isTrue();
    workloads.scale("plain", 2);
    workloads.awaitAvailable("plain", 2);
    workloads.awaitAvailable(NAME, 2);

    assertThat(old.getSpec().getAffinity()).as("before the surge").isNull();
    assertThat(workloads.pods("plain"))
        .hasSize(2)
        .allMatch(pod -> pod.getSpec().getAffinity() == null);
    assertThat(workloads.deployment(NAME).getSpec().getTemplate()).isEqualTo(template);
    List<Pod> replacements = workloads.pods(NAME);
    assertThat(replacements)
        .hasSize(2)
        .allSatisfy(pod ->
            assertThat(pod.getSpec().getAffinity().getPodAntiAffinity())
                .isEqualTo(awayFromSiblings().getPodAntiAffinity()));
    assertThat(replacements).extracting(pod -> pod.getSpec().getNodeName()).doesNotHaveDuplicates();
  }
}
