package io.github.spotaware.reconcile;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.DEPLOYMENT_UID;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.backstop.Backstop;
import io.github.spotaware.port.BudgetChanges;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BackstopAgendaTest {
  private static final LabelSelector WEB = LabelSelector.parse("app=web");
  private static final Duration A_MOMENT = Duration.ofMillis(10);

  private boolean leads = true;
  private final List<Consumer<String>> watchers = new ArrayList<>();
  private final BudgetChanges watch = watchers::add;

  private FakeCluster start(Workloads workload, boolean on) {
    FakeCluster cluster = FakeCluster.of(workload);
    cluster.configure(c -> c.backstopPdb(on));
    BackstopAgenda agenda = new BackstopAgenda(cluster, watch, () -> leads);
    agenda.start();
    agenda.everything();
    cluster.timing.settle();
    return cluster;
  }

  private static List<String> writes(FakeCluster cluster) {
    return cluster.requests.stream().filter(name -> name.endsWith("Backstop")).toList();
  }

  private static boolean inEffect(FakeCluster cluster) {
    return cluster.memory.budgets().stream().anyMatch(DisruptionBudgetState::inEffect);
  }

  @Test
  void isMadeAndIsInEffectAWhileLater() {
    FakeCluster cluster = start(workload(pod("web-a")), true);
    assertThat(writes(cluster)).containsExactly("CreateBackstop");

    cluster.timing.pass(Backstop.UNTIL_IN_EFFECT.minus(A_MOMENT));
    assertThat(inEffect(cluster)).isFalse();
    cluster.timing.pass(A_MOMENT.multipliedBy(2));
    assertThat(inEffect(cluster)).isTrue();
  }

  @Test
  void anotherLeaderCountsTheWhileAnew() {
    FakeCluster cluster =
        start(workload(pod("web-a")).backstop(DEPLOYMENT_UID, LabelSelector.nothing(), 0), true);
    cluster.timing.pass(Backstop.UNTIL_IN_EFFECT.minus(A_MOMENT));
    assertThat(inEffect(cluster)).isFalse();
  }

  @Test
  void aBudgetThatComesMeanwhileIsGivenWay() {
    FakeCluster cluster = start(workload(pod("web-a")), true);
    cluster.memory.writeBudget("own", "app=web");
    cluster.timing.pass(Backstop.UNTIL_IN_EFFECT.multipliedBy(2));
    assertThat(cluster.memory.budgets())
        .extracting(DisruptionBudgetState::name)
        .containsExactly("own");
  }

  @Test
  void aBudgetThatNoWebhookSawIsGivenWayAtOnce() {
    FakeCluster cluster = start(workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0), true);
    cluster.memory.writeBudget("own", "app=web");
    watchers.forEach(watcher -> watcher.accept(Workloads.NAMESPACE));
    cluster.timing.settle();
    assertThat(writes(cluster)).containsExactly("DeleteBackstop");
  }

  @Test
  void switchedOffAllAreDeleted() {
    FakeCluster cluster = start(workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0), true);
    cluster.configure(c -> c.backstopPdb(false));
    cluster.timing.settle();
    assertThat(cluster.memory.budgets()).isEmpty();
  }

  @Test
  void whatIsLeftIsDeletedWhereItWasSwitchedOffBefore() {
    FakeCluster cluster = start(workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0), false);
    assertThat(cluster.memory.budgets()).isEmpty();
    assertThat(watchers).isEmpty();
  }

  @Test
  void whereTheDeploymentIsGoneItIsDeleted() {
    FakeCluster cluster = start(workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0), true);
    cluster.memory.deleteDeployment();
    cluster.tellChange();
    cluster.timing.settle();
    assertThat(cluster.memory.budgets()).isEmpty();
  }

  @Test
  void aListThatFailsIsMadeAgain() {
    FakeCluster cluster = FakeCluster.of(workload(pod("web-a")).backstop(DEPLOYMENT_UID, WEB, 0));
    BackstopAgenda agenda = new BackstopAgenda(cluster, watch, () -> leads);
    agenda.start();
    cluster.failures = 1;
    agenda.everything();
    cluster.timing.settle();
    assertThat(writes(cluster)).isEmpty();

    cluster.timing.pass(BackstopAgenda.RETRY);
    assertThat(cluster.memory.budgets()).isEmpty();
  }

  @Test
  void switchedOffAChangeIsNotLookedAt() {
    FakeCluster cluster = start(workload(pod("web-a")), false);
    cluster.tellChange();
    cluster.timing.settle();
    assertThat(cluster.requests).containsExactly("backstops");
  }

  @Test
  void whoDoesNotLeadDoesNothing() {
    leads = false;
    FakeCluster cluster = start(workload(pod("web-a")), true);
    cluster.tellChange();
    cluster.timing.pass(BackstopAgenda.SAFETY_NET);
    assertThat(cluster.requests).isEmpty();
  }
}
