package io.github.spotaware.e2e.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.Nodes;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Deletes that must not wait, with {@code guard-deletes}: the API server asks no webhook about
 * them, and each has its end. That it would count is shown by one that it asks about.
 */
@E2E
final class DeleteNotHeldE2E {

  private static final String NAME = "web";
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final String CONTROLLER = "system:serviceaccount:kube-system:";

  private long before;

  @BeforeEach
  void guardDeletes(Scenario scenario) {
    scenario.configure(ConfigurationKeys.GUARD_DELETES, "true");
    scenario.workloads().deploy(web());
    before = DeleteCalls.count(scenario);
  }

  @AfterEach
  void thenOneThatIsHeldIsCounted(Scenario scenario) {
    assertThat(asked(scenario)).as("calls about deletes that must not wait").isZero();
    if (scenario.workloads().isGone(NAME)) {
      return;
    }
    scenario.workloads().awaitAvailable(NAME, 1);
    scenario.kubectl("delete", "pod", scenario.workloads().podName(NAME)).orThrow();
    assertThat(asked(scenario)).as("calls about one that waits").isGreaterThanOrEqualTo(2);
  }

  private static Workload web() {
    return Workload.named(NAME).labelled().readyAfter(Duration.ofMillis(300));
  }

  private long asked(Scenario scenario) {
    return DeleteCalls.count(scenario) - before;
  }

  private static void awaitNoPods(Scenario scenario) {
    Await.until(
        "the pods of " + scenario.namespace() + " to go",
        Deadline.after(BOUND),
        () ->
            scenario.client().pods().inNamespace(scenario.namespace()).list().getItems().isEmpty());
  }

  @Test
  void byForce(Scenario scenario) {
    String pod = scenario.workloads().podName(NAME);

    CommandResult delete =
        scenario.kubectl("delete", "pod", pod, "--force", "--grace-period=0").orThrow();

    assertThat(delete.stderr()).doesNotContain("spot-aware-scaler");
    assertThat(scenario.workloads().schedule(NAME)).isEmpty();
    scenario.workloads().awaitAvailable(NAME, 1);
  }

  @Test
  void byAScaleDown(Scenario scenario) {
    scenario.kubectl("scale", "deployment", NAME, "--replicas=2").orThrow();
    scenario.workloads().awaitAvailable(NAME, 2);
    scenario.kubectl("scale", "deployment", NAME, "--replicas=1").orThrow();
    scenario.workloads().awaitAvailable(NAME, 1);
    scenario.kubectl("scale", "deployment", NAME, "--replicas=0").orThrow();
    awaitNoPods(scenario);
    scenario.kubectl("scale", "deployment", NAME, "--replicas=1").orThrow();
  }

  @Test
  void byTheDeletionOfItsDeployment(Scenario scenario) {
    scenario.kubectl("delete", "deployment", NAME).orThrow();
    awaitNoPods(scenario);
  }

  @Test
  void byTheDeletionOfItsDeploymentInTheForeground(Scenario scenario) {
    scenario.kubectl("delete", "deployment", NAME, "--cascade=foreground").orThrow();
    awaitNoPods(scenario);
  }

  @Test
  void byTheDeletionOfItsNamespace(Scenario scenario) {
    scenario.kubectl().run("delete", "namespace", scenario.namespace()).orThrow();
    awaitNoPods(scenario);
  }

  /** The pod garbage collector removes it by force, a while after the node has gone. */
  @Test
  void byTheEndOfItsNode(Scenario scenario) {
    String pod = scenario.workloads().podName(NAME);
    String node = scenario.workloads().node(NAME);
    try {
      scenario.client().nodes().withName(node).delete();
      Await.until(
          "pod " + pod + " to go",
          Deadline.after(BOUND),
          () ->
              scenario.client().pods().inNamespace(scenario.namespace()).withName(pod).get()
                  == null);
    } finally {
      scenario.client().resource(Nodes.node(node)).create();
    }
    scenario.workloads().awaitBackAtOne(NAME, BOUND);
  }

  /** Whoever it is, by the name that the API server sees; the rights are those of an admin. */
  @Test
  void byKubernetesItself(Scenario scenario) {
    for (String user :
        List.of(
            CONTROLLER + "replicaset-controller",
            CONTROLLER + "namespace-controller",
            CONTROLLER + "pod-garbage-collector",
            CONTROLLER + "generic-garbage-collector",
            "system:kube-controller-manager",
            "system:kube-scheduler",
            "system:node:" + scenario.workloads().node(NAME))) {
      scenario
          .kubectl(
              "delete",
              "pod",
              scenario.workloads().podName(NAME),
              "--as=" + user,
              "--as-group=system:masters")
          .orThrow();
      assertThat(asked(scenario)).as("calls about a delete by " + user).isZero();
      scenario.workloads().awaitAvailable(NAME, 1);
    }
  }
}
