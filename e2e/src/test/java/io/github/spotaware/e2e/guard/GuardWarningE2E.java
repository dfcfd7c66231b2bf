package io.github.spotaware.e2e.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.ScheduleName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What kubectl prints for a 1 that is kept at 2, and what is stored after it. */
@E2E
final class GuardWarningE2E {

  private static final String NAME = WriterOfOne.NAME;
  private static final String STAYS = "Warning: spot-aware-scaler: spec.replicas stays 2: ";
  private static final Duration READY_SOON = Duration.ofMillis(300);

  /** The node is cordoned, the pod's eviction held, and its replacement stays Pending. */
  @ParameterizedTest
  @EnumSource(WriterOfOne.class)
  void duringTheSurgeItIsKept(WriterOfOne writer, Scenario scenario, @TempDir Path folder)
      throws Exception {
    scenario.workloads().deploy(PendingSurge.workload());
    Path manifest = WriterOfOne.manifest(scenario, folder);
    writer.write(scenario, manifest).orThrow();
    scenario.workloads().setUnschedulable(PendingSurge.NODE, true);
    PendingSurge.evictAgain(scenario);
    String pod = scenario.workloads().readyPodName(NAME);
    String schedule = schedule(scenario).getMetadata().getResourceVersion();
    long generation = deployment(scenario).getMetadata().getGeneration();

    CommandResult dryRun = print(writer.write(scenario, manifest, "--dry-run=server"));
    print(writer.write(scenario, manifest));
    String version = deployment(scenario).getMetadata().getResourceVersion();
    CommandResult kept = writer.write(scenario, manifest);

    for (CommandResult said : List.of(dryRun, kept)) {
      assertThat(said.exitCode()).isZero();
      assertThat(said.stderr())
          .startsWith(STAYS + "a second pod runs for ")
          .contains(", and the eviction of pod " + pod + " is held until another serves; it goes")
          .containsPattern("back to 1 by itself, no sooner than \\S+Z \\(in \\d+ s\\)");
    }
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(2);
    assertThat(owners(deployment(scenario)))
        .as("who owns f:replicas")
        .containsExactly("spot-aware-webhook Update");
    if (writer != WriterOfOne.REPLACE) { // which takes the controller's annotation away each time
      assertThat(deployment(scenario).getMetadata().getResourceVersion())
          .as("a second write changes nothing")
          .isEqualTo(version);
      assertThat(deployment(scenario).getMetadata().getGeneration()).isEqualTo(generation);
    }
    assertThat(schedule(scenario).getMetadata().getResourceVersion()).isEqualTo(schedule);
  }

  /** The count is ours, so the API server refuses before it asks us. */
  @Test
  void aServerSideApplyThatDoesNotForceConflicts(Scenario scenario, @TempDir Path folder)
      throws Exception {
    PendingSurge.start(scenario);
    Path manifest = WriterOfOne.manifest(scenario, folder);

    CommandResult refused =
        print(
            scenario.kubectl(
                "apply", "--server-side", "--field-manager=gitops", "--filename=" + manifest));

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.output()).contains(".spec.replicas").contains("spot-aware-webhook");
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(2);
  }

  /** The old pod has gone, another serves: the owner's 1 is followed at once. */
  @Test
  void afterTheHandoffItIsFollowed(Scenario scenario, @TempDir Path folder) throws Exception {
    Workload web =
        Workload.named(NAME)
            .labelled()
            .readyAfter(READY_SOON)
            .annotated(Annotations.SCALE_DOWN_DELAY, "3600");
    ServingWatch watch = scenario.deployAndWatch(web);
    EvictionAnswer answer = scenario.evict(scenario.workloads().podName(NAME));
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    scenario
        .workloads()
        .awaitSchedule(
            NAME, "the handoff", it -> it.phase() == Phase.SURGED && it.held().isEmpty());
    Path manifest = WriterOfOne.manifest(scenario, folder);
    String schedule = schedule(scenario).getMetadata().getResourceVersion();

    CommandResult dryRun = print(WriterOfOne.SCALE.write(scenario, manifest, "--dry-run=server"));
    assertThat(dryRun.stderr()).startsWith(STAYS + "the scale-down to 1 would begin now");
    assertThat(schedule(scenario).getMetadata().getResourceVersion()).isEqualTo(schedule);

    CommandResult followed = print(WriterOfOne.SCALE.write(scenario, manifest));
    assertThat(followed.stderr()).startsWith(STAYS + "the scale-down to 1 begins now");
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);

    Waits.untilEvent(scenario, NAME, "ScaledDown");
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(CountWrites.of(scenario).changes())
        .extracting(CountWrites.Change::change)
        .containsExactly("1 -> 2", "2 -> 1");
  }

  @Test
  void aPodOnANodeThatGoesAwayKeepsIt(Scenario scenario, @TempDir Path folder) throws Exception {
    Workload web =
        Workload.named(NAME)
            .labelled()
            .readyAfter(READY_SOON)
            .annotated(Annotations.SCALE_DOWN_DELAY, "120");
    scenario.workloads().deploy(web);
    String pod = scenario.workloads().podName(NAME);
    String node = scenario.workloads().node(NAME);
    scenario.workloads().setUnschedulable(node, true);
    scenario.workloads().awaitSchedule(NAME, "Surged", it -> it.phase() == Phase.SURGED);
    scenario.workloads().awaitAvailable(NAME, 2);

    CommandResult kept =
        print(WriterOfOne.SCALE.write(scenario, WriterOfOne.manifest(scenario, folder)));

    assertThat(kept.stderr())
        .startsWith(
            STAYS
                + "a second pod runs for node "
                + node
                + ": unschedulable, and pod "
                + pod
                + " is on node "
                + node
                + ", which goes away (unschedulable); it goes back to 1 by itself, no sooner than");
  }

  @Test
  void otherCountsPassAndEndTheSurge(Scenario scenario) {
    for (int count : new int[] {3, 0}) {
      PendingSurge.start(scenario, PendingSurge.workload());
      CommandResult passed =
          print(scenario.kubectl("scale", "deployment", NAME, "--replicas=" + count));
      assertThat(passed.output()).doesNotContain("Warning");
      Waits.untilNoSchedule(scenario, NAME);
      assertThat(scenario.workloads().replicas(NAME)).isEqualTo(count);
      scenario.client().apps().deployments().inNamespace(scenario.namespace()).delete();
      scenario.uncordon(PendingSurge.NODE);
    }
  }

  @Test
  void switchedOffItPasses(Scenario scenario, @TempDir Path folder) throws Exception {
    scenario.configure(ConfigurationKeys.SURGE_GUARD, "false");
    PendingSurge.start(scenario);

    CommandResult passed =
        print(WriterOfOne.SCALE.write(scenario, WriterOfOne.manifest(scenario, folder)));

    assertThat(passed.output()).doesNotContain("Warning");
    Waits.untilNoSchedule(scenario, NAME);
    assertThat(scenario.workloads().replicas(NAME)).isEqualTo(1);
    assertThat(Waits.untilEvent(scenario, NAME, "ScaleDownCancelled"))
        .contains("replicas was set back to 1 by kubectl");
  }

  private static CommandResult print(CommandResult result) {
    System.out.printf("$ %s%n%s", result.command(), result.output());
    return result;
  }

  private static Deployment deployment(Scenario scenario) {
    return scenario.workloads().deployment(NAME);
  }

  private static ConfigMap schedule(Scenario scenario) {
    return scenario
        .client()
        .configMaps()
        .inNamespace(ScheduleName.NAMESPACE)
        .withName(ScheduleName.of(new DeploymentRef(scenario.namespace(), NAME)))
        .get();
  }

  private static List<String> owners(Deployment deployment) {
    return deployment.getMetadata().getManagedFields().stream()
        .filter(entry ->
            entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:replicas"))
        .map(GuardWarningE2E::words)
        .toList();
  }

  private static String words(ManagedFieldsEntry entry) {
    return entry.getManager() + " " + entry.getOperation();
  }
}
