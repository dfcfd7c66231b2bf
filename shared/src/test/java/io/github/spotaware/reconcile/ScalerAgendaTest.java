package io.github.spotaware.reconcile;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScalerAgendaTest {
  private FakeCluster cluster = FakeCluster.of(workload(pod("web-a").on("n")));
  private boolean leads = true;

  private ScalerAgenda start() {
    NodeAgenda nodes = new NodeAgenda(cluster, () -> leads, ScalerAgenda.NODE_LAG);
    Reconciler reconciler = new Reconciler(cluster, () -> leads, Course.WHOLE, nodes::due);
    ScalerAgenda agenda =
        new ScalerAgenda(
            cluster, () -> leads, new WorkQueue(reconciler::pass, cluster.timing), nodes);
    agenda.start();
    cluster.put(Nodes.staying("n"));
    return agenda;
  }

  private void given(Workloads workload) {
    cluster = FakeCluster.of(workload);
  }

  private Phase phase() {
    return cluster.memory.schedule().orElseThrow().content().phase();
  }

  private long podLookUps() {
    return cluster.requests.stream().filter("podsOn"::equals).count();
  }

  @Test
  void aNodeSignalThatNoWebhookHeardOfSurgesAfterALag() {
    start();
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(ScalerAgenda.NODE_LAG.minusMillis(1));
    assertThat(cluster.memory.schedule()).isEmpty();
    cluster.timing.pass(Duration.ofMillis(1));
    assertThat(phase()).isEqualTo(Phase.SURGED);
  }

  @Test
  void aRaiseThatAWebhookHasBegunIsLeftToItForASecond() {
    given(workload(pod("web-a").on("n")).schedule(Schedules.in(Phase.RAISING)));
    start();
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(ScalerAgenda.NODE_LAG.plusMillis(999));
    assertThat(phase()).isEqualTo(Phase.RAISING);
    cluster.timing.pass(Duration.ofMillis(10));
    assertThat(phase()).isEqualTo(Phase.SURGED);
  }

  @Test
  void aSignalFromBeforeItsTermIsFoundWhenTheTermBegins() {
    leads = false;
    ScalerAgenda agenda = start();
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(Duration.ofSeconds(9));
    assertThat(cluster.memory.schedule()).isEmpty();
    leads = true;
    agenda.termBegins();
    cluster.timing.settle();
    assertThat(phase()).isEqualTo(Phase.SURGED);
  }

  @Test
  void aNodeThatWentBeforeAnyoneLookedIsFoundByThePodOnItWhenATermBegins() {
    given(workload(pod("web-a").on("n")).goneNode("n"));
    NodeAgenda nodes = new NodeAgenda(cluster, () -> leads, ScalerAgenda.NODE_LAG);
    Reconciler reconciler = new Reconciler(cluster, () -> leads, Course.WHOLE, nodes::due);
    ScalerAgenda agenda =
        new ScalerAgenda(
            cluster, () -> leads, new WorkQueue(reconciler::pass, cluster.timing), nodes);
    agenda.start();
    cluster.current = false;
    agenda.termBegins();
    cluster.timing.pass(Duration.ofMillis(500));
    assertThat(cluster.requests).isEmpty();
    cluster.current = true;
    cluster.timing.pass(Duration.ofMillis(500).plus(ScalerAgenda.NODE_LAG));
    assertThat(phase()).isEqualTo(Phase.SURGED);
  }

  @Test
  void everyCheckIntervalLooksAgain() {
    given(workload(pod("web-a").on("n")).deployment(Deployments.web().recreate()));
    start();
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(Duration.ofSeconds(1));
    assertThat(podLookUps()).isEqualTo(1);
    cluster.timing.pass(cluster.configuration().checkInterval());
    assertThat(podLookUps()).isEqualTo(2);
    assertThat(cluster.told).as("once per disruption").containsExactly(Reason.NOT_SURGEABLE);
  }

  @Test
  void whatSurgesIsLookedAtAtOnceForANewInterruption() {
    start();
    cluster.put(Nodes.cordoned("n"));
    cluster.timing.pass(ScalerAgenda.NODE_LAG);
    cluster.memory.controllersAct();
    cluster.memory.kubeletsAct(cluster.timing.now().wall());
    cluster.put(Nodes.staying("node-of-web-new-1"));
    cluster.timing.pass(Duration.ofSeconds(5));
    cluster.put(Nodes.cordoned("node-of-web-new-1"));
    cluster.timing.pass(ScalerAgenda.NODE_LAG);
    assertThat(cluster.memory.marked()).containsExactly("web-a", "web-new-1");
  }
}
