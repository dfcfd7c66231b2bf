package io.github.spotaware.reconcile;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.REF;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeAgendaTest {
  private static final Duration LAG = Duration.ofMillis(300);

  private final FakeCluster cluster = FakeCluster.of(workload(pod("web-a").on("n")));
  private final List<DeploymentRef> told = new ArrayList<>();
  private boolean mayAct = true;
  private final NodeAgenda agenda = new NodeAgenda(cluster, () -> mayAct, LAG);

  @BeforeEach
  void start() {
    agenda.start(told::add);
    cluster.put(Nodes.staying("n"));
  }

  private void pass(Duration time) {
    cluster.timing.pass(time);
  }

  @Test
  void aSignalIsLookedAtAfterTheLag() {
    cluster.put(Nodes.cordoned("n"));
    pass(LAG.minusMillis(1));
    assertThat(cluster.requests).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(cluster.requests).containsExactly("podsOn");
    assertThat(told).containsExactly(REF);
  }

  @Test
  void itIsLookedAtOnceHoweverOftenTheNodeChanges() {
    cluster.put(Nodes.cordoned("n"));
    pass(LAG);
    cluster.put(Nodes.tainted("n", "karpenter.sh/disrupted"));
    cluster.put(Nodes.dead("n"));
    pass(Duration.ofMinutes(1));
    assertThat(told).containsExactly(REF);
  }

  @Test
  void theNextSignalIsLookedAtAnew() {
    cluster.put(Nodes.cordoned("n"));
    pass(LAG);
    cluster.put(Nodes.staying("n"));
    pass(Duration.ofSeconds(1));
    cluster.put(Nodes.cordoned("n"));
    pass(LAG);
    assertThat(told).containsExactly(REF, REF);
  }

  @Test
  void nodesThatStayAreNotLookedAt() {
    cluster.put(Nodes.labelled(Nodes.staying("n"), "a", "b"));
    cluster.put(Nodes.tainted("n", "DeletionCandidateOfClusterAutoscaler"));
    pass(Duration.ofMinutes(1));
    assertThat(cluster.requests).isEmpty();
  }

  @Test
  void aBlipWithinTheDelayOrTheLagComesToNothing() {
    cluster.put(Nodes.cordoned("n"));
    pass(LAG.minusMillis(1));
    cluster.put(Nodes.staying("n"));
    pass(Duration.ofMinutes(1));
    cluster.configure(c -> c.scaleUpDelay(Duration.ofSeconds(10)));
    cluster.put(Nodes.cordoned("n"));
    pass(Duration.ofSeconds(9));
    cluster.put(Nodes.staying("n"));
    pass(Duration.ofMinutes(1));
    assertThat(cluster.requests).isEmpty();
    assertThat(cluster.timing.timers()).isZero();
  }

  @Test
  void aSignalIsDueAfterTheDelay() {
    cluster.configure(c -> c.scaleUpDelay(Duration.ofSeconds(10)));
    cluster.put(Nodes.cordoned("n"));
    pass(Duration.ofSeconds(10).minusMillis(1));
    assertThat(agenda.due()).isEmpty();
    pass(Duration.ofMillis(1).plus(LAG));
    assertThat(agenda.due()).extracting(NodeSignal::node).containsExactly("n");
    assertThat(told).containsExactly(REF);
  }

  @Test
  void aShorterDelayCountsAtOnce() {
    cluster.configure(c -> c.scaleUpDelay(Duration.ofMinutes(10)));
    cluster.put(Nodes.cordoned("n"));
    pass(Duration.ofSeconds(20));
    cluster.configure(c -> c.scaleUpDelay(Duration.ofSeconds(20)));
    pass(LAG);
    assertThat(told).containsExactly(REF);
  }

  @Test
  void aTaintThatIsConfiguredLaterCountsAtOnce() {
    cluster.put(Nodes.tainted("n", "example.com/notice"));
    pass(Duration.ofSeconds(20));
    cluster.configure(c -> c.disruptionTaints(Set.of("example.com/notice")));
    pass(LAG);
    assertThat(told).containsExactly(REF);
  }

  @Test
  void aLookUpThatFailsIsMadeAgainLaterAndLater() {
    cluster.failures = 2;
    cluster.put(Nodes.cordoned("n"));
    pass(LAG.plusMillis(200 + 399));
    assertThat(told).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(told).containsExactly(REF);
    assertThat(cluster.requests).containsExactly("podsOn");
  }

  @Test
  void aLookUpThatFailsIsNotMadeAgainOnceTheSignalIsOver() {
    cluster.failures = 1;
    cluster.put(Nodes.cordoned("n"));
    pass(LAG);
    cluster.put(Nodes.staying("n"));
    pass(Duration.ofMinutes(1));
    assertThat(cluster.requests).isEmpty();
  }

  @Test
  void nothingIsConcludedBeforeTheWatchOfDeploymentsHasCaughtUp() {
    cluster.current = false;
    cluster.put(Nodes.cordoned("n"));
    pass(Duration.ofSeconds(1));
    assertThat(cluster.requests).isEmpty();
    cluster.current = true;
    pass(Duration.ofSeconds(2));
    assertThat(told).containsExactly(REF);
  }

  @Test
  void whoMayNotActLooksWhenItMay() {
    mayAct = false;
    cluster.put(Nodes.cordoned("n"));
    pass(Duration.ofSeconds(9));
    agenda.everything();
    assertThat(cluster.requests).isEmpty();
    mayAct = true;
    agenda.everything();
    pass(Duration.ZERO);
    assertThat(told).containsExactly(REF);
    agenda.everything();
    pass(Duration.ZERO);
    assertThat(told).containsExactly(REF, REF);
  }

  @Test
  void aNodeThatIsGoneIsLookedAtUntilNoPodIsLeft() {
    cluster.removeNode("n");
    pass(LAG);
    assertThat(told).containsExactly(REF);
    cluster.memory.delete("uid-web-a");
    cluster.memory.kubeletsAct(cluster.timing.now().wall());
    agenda.everything();
    pass(Duration.ZERO);
    assertThat(agenda.count()).isZero();
    assertThat(told).containsExactly(REF);
  }

  @Test
  void outOfScopeIsNotTold() {
    cluster.configure(c -> c.namespaceMode(NamespaceMode.WHITELIST).targetNamespaces(Set.of("a")));
    cluster.put(Nodes.cordoned("n"));
    pass(LAG);
    assertThat(cluster.requests).as("nothing is protected, so nothing is asked").isEmpty();
    cluster.configure(c -> c.targetNamespaces(Set.of(REF.namespace())));
    agenda.everything();
    pass(Duration.ZERO);
    assertThat(told).containsExactly(REF);
  }

  @Test
  void whereNothingIsLabelledNothingIsAsked() {
    FakeCluster bare =
        FakeCluster.of(workload(pod("web-a").on("n")).deployment(Deployments.web().unlabelled()));
    try (NodeAgenda idle = new NodeAgenda(bare, () -> true, LAG)) {
      idle.start(told::add);
      bare.put(Nodes.cordoned("n"));
      bare.timing.pass(Duration.ofSeconds(1));
    }
    assertThat(bare.requests).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void ofManyNodesAtOnceABoundedNumberIsLookedAtAtATime() {
    for (int i = 0; i < 100; i++) {
      cluster.put(Nodes.staying("n" + i));
      cluster.put(Nodes.cordoned("n" + i));
    }
    pass(LAG);
    assertThat(cluster.requests).hasSize(100);
    assertThat(cluster.mostAtOnce).isLessThanOrEqualTo(8);
  }

  @Test
  void closedItLooksAtNothing() {
    cluster.configure(c -> c.scaleUpDelay(Duration.ofSeconds(10)));
    cluster.put(Nodes.cordoned("n"));
    agenda.close();
    pass(Duration.ofMinutes(1));
    assertThat(cluster.requests).isEmpty();
    assertThat(cluster.timing.timers()).isZero();
  }
}
