package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.object.Bound;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Progress;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.object.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments from their creation to their end, as any cluster treats them. */
class DeploymentContractTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.of("default", "web");

  @Test
  void onePodComesUpAndServes() {
    World world = World.of(2).with(SPEC);

    assertThat(world.serving(WEB)).hasSize(1);
    assertThat(world.deployment(WEB).status().revision()).isEqualTo(1);
    assertThat(world.deployment(WEB).status().progress().reason())
        .isEqualTo(Progress.Reason.NEW_REPLICA_SET_AVAILABLE);
  }

  @Test
  void aSecondReplicaGoesToAnotherNode() {
    World world = World.of(2).with(SPEC);

    world.cluster.users().scale(WEB, 2, "kubectl");
    world.await(() -> world.serving(WEB).size() == 2);

    assertThat(world.active(WEB)).extracting(Pod::node).containsExactlyInAnyOrder("n1", "n2");
  }

  @Test
  void scalingDownKeepsThePodOfTheHigherDeletionCost() {
    World world = World.of(2).with(SPEC);
    Pod old = world.onlyPod(WEB);
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.await(() -> world.serving(WEB).size() == 2);
    world
        .cluster
        .users()
        .annotatePod(
            "default", old.meta().name(), "controller.kubernetes.io/pod-deletion-cost", "-10");
    world.seconds(2);

    world.cluster.users().scale(WEB, 1, "kubectl");
    world.await(() -> world.complete(WEB));

    assertThat(world.onlyPod(WEB).meta().uid()).isNotEqualTo(old.meta().uid());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0"})
  void aRolloutNeverGoesBelowWhatMaxUnavailableAllows(int maxUnavailable, int maxSurge) {
    World world =
        World.of(2)
            .with(
                SPEC.replicas(2)
                    .strategy(Strategy.rolling(Bound.pods(maxSurge), Bound.pods(maxUnavailable))));
    List<Integer> serving = new ArrayList<>();
    List<Integer> present = new ArrayList<>();

    world.cluster.users().rollOut(WEB, 2, false);
    world.await(() -> {
      serving.add(world.serving(WEB).size());
      present.add(world.active(WEB).size());
      return world.complete(WEB);
    });

    assertThat(serving).allMatch(count -> count >= 2 - maxUnavailable);
    assertThat(present).allMatch(count -> count <= 2 + maxSurge);
    assertThat(world.deployment(WEB).status().revision()).isEqualTo(2);
  }

  @Test
  void bothBoundsZeroLetOnePodBeUnavailable() {
    World world = World.of(1).with(SPEC.strategy(Strategy.rolling(Bound.pods(0), Bound.pods(0))));

    world.cluster.users().rollOut(WEB, 2, false);
    world.await(() -> world.serving(WEB).isEmpty());
    world.await(() -> world.complete(WEB));
  }

  @Test
  void aRollBackTakesTheOldReplicaSetAsTheNewest() {
    World world = World.of(2).with(SPEC);
    world.cluster.users().rollOut(WEB, 2, false);
    world.await(() -> world.complete(WEB));

    world.cluster.users().rollOut(WEB, 1, false);
    world.await(() -> world.complete(WEB));

    ReplicaSet first = world.cluster.store().get(Kind.REPLICA_SET, new Key("default", "web-t1"));
    assertThat(first).isNotNull();
    assertThat(first.revision()).isEqualTo(3);
  }

  @Test
  void aBrokenRolloutKeepsTheOldPodAndExceedsItsDeadline() {
    World world = World.of(2).with(SPEC.progressDeadlineSeconds(60));

    world.cluster.users().rollOut(WEB, 2, true);
    world.await(() ->
        world.deployment(WEB).status().progress().reason()
            == Progress.Reason.PROGRESS_DEADLINE_EXCEEDED);

    assertThat(world.serving(WEB)).extracting(pod -> pod.template().id()).containsExactly(1);
  }

  @Test
  void scalingInTheMiddleOfARolloutReachesTheNewCount() {
    World world = World.of(3).with(SPEC.replicas(4));

    world.cluster.users().rollOut(WEB, 2, false);
    world.await(() -> world.active(WEB).stream().anyMatch(pod -> pod.template().id() == 2));
    world.cluster.users().scale(WEB, 6, "kubectl");
    world.await(() -> world.complete(WEB));

    assertThat(world.active(WEB)).hasSize(6);
  }

  @Test
  void recreateStopsTheOldPodFirst() {
    World world = World.of(2).with(SPEC.strategy(Strategy.RECREATE));
    List<Integer> present = new ArrayList<>();

    world.cluster.users().rollOut(WEB, 2, false);
    world.await(() -> {
      present.add(world.cluster.truth().pods(WEB).size());
      return world.complete(WEB);
    });

    assertThat(present).allMatch(count -> count <= 1).contains(0);
  }

  @Test
  void minReadySecondsDelayAvailability() {
    World world = World.of(2).with(SPEC.minReadySeconds(20));
    long readySince = world.onlyPod(WEB).readySince();

    assertThat(world.time.nanos() - readySince).isGreaterThan(20_000_000_000L);
  }

  @Test
  void aQuotaShowsAsReplicaFailureUntilItIsLifted() {
    World world = World.of(2).with(SPEC);
    world.cluster.users().quota("default", 1);

    world.cluster.users().scale(WEB, 2, "kubectl");
    world.await(() -> world.deployment(WEB).status().replicaFailure() != null);
    world.cluster.users().quota("default", -1);
    world.await(() -> world.complete(WEB));

    assertThat(world.deployment(WEB).status().replicaFailure()).isNull();
  }

  @Test
  void deletionTakesReplicaSetsAndPodsWithIt() {
    World world = World.of(2).with(SPEC);
    Pod pod = world.onlyPod(WEB);

    world.cluster.users().delete(WEB);
    assertThat(world.live(pod).meta().terminating()).isFalse();
    world.await(() -> world.gone(pod));

    assertThat(world.cluster.store().list(Kind.REPLICA_SET)).isEmpty();
  }

  @Test
  void aDeploymentMadeAnewHasAnotherUidAndItsOwnPod() {
    World world = World.of(2).with(SPEC);
    Pod old = world.onlyPod(WEB);
    String uid = world.deployment(WEB).meta().uid();

    world.cluster.users().delete(WEB);
    world.cluster.users().create(SPEC);
    world.await(() -> world.complete(WEB) && world.gone(old));

    assertThat(world.deployment(WEB).meta().uid()).isNotEqualTo(uid);
    assertThat(world.onlyPod(WEB).meta().uid()).isNotEqualTo(old.meta().uid());
  }

  @Test
  void foregroundDeletionShowsATerminatingDeployment() {
    World world = World.of(2).with(SPEC);

    world.cluster.users().deleteForeground(WEB);
    assertThat(world.cluster.reads().deployment(WEB).orElseThrow().terminating()).isTrue();
    world.await(() -> world.cluster.reads().deployment(WEB).isEmpty());
  }

  @Test
  void aTerminatingNamespaceIsEmptiedAndTakesNothingNew() {
    World world = World.of(2).with(SPEC);
    Pod pod = world.onlyPod(WEB);

    world.cluster.users().deleteNamespace("default");
    assertThat(world.cluster.reads().namespaceTerminating("default")).isTrue();
    assertThat(world.cluster.users().create(DeploymentSpec.of("default", "late"))).isFalse();
    world.await(() -> world.gone(pod));
    world.await(() -> world.cluster.store().get(Kind.NAMESPACE, Key.of("default")) == null);
  }
}
