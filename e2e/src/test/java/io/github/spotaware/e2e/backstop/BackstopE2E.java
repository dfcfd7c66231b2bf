package io.github.spotaware.e2e.backstop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.hold.Obstacle;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PodDisruptionBudget for each protected Deployment, for when both webhooks are dead. */
@E2E
final class BackstopE2E {

  private static final String NAME = "web";

  @BeforeEach
  void on(Scenario scenario) {
    scenario.configure(ConfigurationKeys.BACKSTOP_PDB, "true");
  }

  private static Workload web() {
    return Workload.named(NAME).labelled().withService();
  }

  /** The drain's cordon is what the scaler surges for; until then its evictions are refused. */
  @Test
  void withBothWebhooksDeadDrainsCostNoDowntime(Scenario scenario) {
    ServingWatch watch = scenario.deployAndWatch(web());
    Backstops backstops = new Backstops(scenario);
    backstops.awaitInEffect(NAME);
    backstops.killBothWebhooks();
    int drains = Counts.of(3, 20);

    for (int i = 0; i < drains; i++) {
      drainOnce(scenario, watch);
    }

    AuditEvents evictions = scenario.audit().in(scenario.namespace()).evictions();
    long refused = evictions.list().stream().filter(event -> event.code() == 429).count();
    System.out.printf(
        "both webhooks dead, backstop in effect: %d drains, downtime 0 s, %d evictions refused%n",
        drains, refused);
    assertThat(evictions.list()).extracting(event -> event.code()).containsOnly(201, 429);
    assertThat(refused).as("evictions that the backstop refused").isPositive();
  }

  private static void drainOnce(Scenario scenario, ServingWatch watch) {
    Workloads workloads = scenario.workloads();
    String node = workloads.node(NAME);
    watch.markStart();

    CommandResult drain = scenario.drain(node, "--timeout=90s");

    assertThat(drain.exitCode()).as(drain.output()).isZero();
    workloads.awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    assertThat(watch.everZero()).isFalse();
    scenario.uncordon(node);
  }

  /** What it is for: the same drain without it. */
  @Test
  void withoutItTheSameDrainTakesTheOnlyPod(Scenario scenario) {
    scenario.configure(ConfigurationKeys.BACKSTOP_PDB, "false");
    ServingWatch watch = scenario.deployAndWatch(web());
    new Backstops(scenario).killBothWebhooks();

    CommandResult drain = scenario.drain(scenario.workloads().node(NAME), "--timeout=90s");

    assertThat(drain.exitCode()).as(drain.output()).isZero();
    scenario.workloads().awaitBackAtOne(NAME, Waits.SURGE_BOUND);
    System.out.printf(
        "both webhooks dead, no backstop: downtime %d ms%n", watch.downtime().toMillis());
    assertThat(watch.downtime()).isPositive();
  }

  /** The webhook deletes it first: the scaler, which would do so as well, is dead. */
  @Test
  @Slow
  void whatCannotBeSurgedIsLetGoAllTheSame(Scenario scenario) {
    scenario.workloads().deploy(web());
    Backstops backstops = new Backstops(scenario);
    backstops.awaitInEffect(NAME);
    scenario.playground().kill("scaler");
    scenario
        .kubectl(
            "patch",
            "deployment",
            NAME,
            "--type=merge",
            "-p",
            "{\"spec\":{\"strategy\":{\"type\":\"Recreate\",\"rollingUpdate\":null}}}")
        .orThrow();

    CommandResult drain = scenario.drain(scenario.workloads().node(NAME), "--timeout=60s");

    assertThat(drain.exitCode()).as(drain.output()).isZero();
    assertThat(drain.stderr()).contains("its strategy is Recreate");
    assertThat(backstops.all()).isEmpty();
    assertDeletedByTheWebhook(scenario);
  }

  @Test
  @Slow
  void maxHoldLetsAPodGoAllTheSame(Scenario scenario) {
    Workload pending = PendingSurge.workload().annotated(Annotations.MAX_HOLD, "10");
    scenario.workloads().deploy(pending);
    Backstops backstops = new Backstops(scenario);
    backstops.awaitInEffect(pending.name());

    CommandResult drain = scenario.drain(PendingSurge.NODE, "--timeout=90s");

    assertThat(drain.exitCode()).as(drain.output()).isZero();
    assertThat(Waits.untilEvent(scenario, pending.name(), "EvictionHoldExpired"))
        .contains("max-hold (10 s)");
    assertThat(backstops.all()).isEmpty();
    assertDeletedByTheWebhook(scenario);
  }

  private static void assertDeletedByTheWebhook(Scenario scenario) {
    AuditEvents deletes =
        scenario
            .audit()
            .in(scenario.namespace())
            .of("poddisruptionbudgets")
            .where(event -> event.verb().equals("delete") && event.code() == 200);
    assertThat(deletes.by(AuditEvents.WEBHOOK).list()).hasSize(1);
    assertThat(deletes.list()).hasSize(1);
  }

  @Test
  void noneIsLeftWhereProtectionHasEnded(Scenario scenario) {
    Backstops backstops = new Backstops(scenario);
    List<String> names = List.of("unlabelled", "scaled", "deleted", "orphaned", "switched-off");
    for (String name : names) {
      scenario.workloads().deploy(Workload.named(name).labelled());
    }
    names.forEach(backstops::awaitInEffect);

    scenario.kubectl("label", "deployment", "unlabelled", "spot-aware-").orThrow();
    backstops.awaitNone("unlabelled");
    scenario.workloads().scale("scaled", 3);
    backstops.awaitNone("scaled");
    scenario.kubectl("delete", "deployment", "deleted").orThrow();
    backstops.awaitNone("deleted");
    scenario.kubectl("delete", "deployment", "orphaned", "--cascade=orphan").orThrow();
    backstops.awaitNone("orphaned");
    assertThat(names(backstops)).containsExactly("spot-aware-switched-off");
    scenario.configure(ConfigurationKeys.BACKSTOP_PDB, "false");

    Await.until(
        "all backstops to go", Deadline.after(Backstops.BOUND), () -> names(backstops).isEmpty());
  }

  private static List<String> names(Backstops backstops) {
    return backstops.all().stream()
        .map(PodDisruptionBudget::getMetadata)
        .map(meta -> meta.getName())
        .toList();
  }

  @Test
  void whatCannotRunTwoPodsHasNone(Scenario scenario) {
    Obstacle.READ_WRITE_ONCE_CLAIM.deploy(scenario, web());
    scenario.workloads().deploy(Workload.named("other").labelled());
    Backstops backstops = new Backstops(scenario);

    Await.until(
        "the other's backstop to be made",
        Deadline.after(Backstops.BOUND),
        () -> backstops.of("other").isPresent());

    Await.until(
        "the scaler to have looked at the claim",
        Deadline.after(Backstops.BOUND),
        () ->
            !scenario
                .audit()
                .by(AuditEvents.SCALER)
                .in(scenario.namespace())
                .of("persistentvolumeclaims")
                .list()
                .isEmpty());
    assertThat(backstops.of(NAME)).isEmpty();
  }

  /** Nothing made it, so nothing ends it: the API server and kubectl show who and what for. */
  @Test
  void itSaysWhoseItIs(Scenario scenario) {
    scenario.workloads().deploy(web());
    Backstops backstops = new Backstops(scenario);
    Await.until(
        "the backstop to be made",
        Deadline.after(Backstops.BOUND),
        () -> backstops.of(NAME).isPresent());

    System.out.print(scenario.kubectl("get", "poddisruptionbudgets").orThrow().output());
    PodDisruptionBudget made = backstops.of(NAME).orElseThrow();
    assertThat(made.getSpec().getSelector()).as("selector at first").isNull();
    assertThat(made.getSpec().getMinAvailable().getIntVal()).isEqualTo(1);
    assertThat(made.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    assertThat(made.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getName()).isEqualTo(NAME));
  }
}
