package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.api.EvictionAdmission.Verdict;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.api.EvictionResult;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a POST to {@code pods/eviction}. */
class EvictionContractTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.of("default", "web");

  private final List<EvictionResult> results = new ArrayList<>();

  private EvictionCall send(World world, EvictionRequest request) {
    return world.cluster.evictions().evict(request, results::add);
  }

  private static EvictionRequest of(Key pod) {
    return new EvictionRequest(pod, null, false, "test");
  }

  private static void budget(World world, int minAvailable, boolean alwaysAllow) {
    world
        .cluster
        .policies()
        .createBudget(WEB, "pdb", minAvailable, DisruptionBudget.UNSET, alwaysAllow);
    world.seconds(5);
  }

  private static int allowed(World world) {
    List<DisruptionBudgetState> budgets = world.cluster.reads().budgets("default");
    return budgets.getFirst().disruptionsAllowed();
  }

  @Test
  void thePodTerminatesAndIsReplaced() {
    World world = World.of(2).with(SPEC);
    Pod pod = world.onlyPod(WEB);

    assertThat(world.evict(pod).code()).isEqualTo(201);
    assertThat(world.live(pod).meta().terminating()).isTrue();
    world.await(() -> world.gone(pod) && world.serving(WEB).size() == 1);
  }

  @Test
  void aPodThatDoesNotExistIs404() {
    World world = World.of(1);
    send(world, of(new Key("default", "nobody")));
    world.seconds(5);
    assertThat(results).extracting(EvictionResult::code).containsExactly(404);
  }

  @Test
  void anotherUidIs409() {
    World world = World.of(1).with(SPEC);
    Key key = world.onlyPod(WEB).meta().key();
    send(world, new EvictionRequest(key, "other", false, "test"));
    world.seconds(5);
    assertThat(results).extracting(EvictionResult::code).containsExactly(409);
  }

  @Test
  void aDryRunDeletesNothing() {
    World world = World.of(1).with(SPEC);
    Pod pod = world.onlyPod(WEB);
    send(world, new EvictionRequest(pod.meta().key(), null, true, "test"));
    world.seconds(5);
    assertThat(results).extracting(EvictionResult::code).containsExactly(201);
    assertThat(world.live(pod).active()).isTrue();
  }

  @Test
  void aBudgetWithoutAllowanceIs429() {
    World world = World.of(1).with(SPEC);
    budget(world, 1, false);
    assertThat(allowed(world)).isZero();
    assertThat(world.evict(world.onlyPod(WEB)).code()).isEqualTo(429);
  }

  @Test
  void aBudgetThatItsControllerHasNotSeenIs429() {
    World world = World.of(1).with(SPEC);
    world.cluster.policies().createBudget(WEB, "pdb", DisruptionBudget.UNSET, 1, false);
    world.cluster.evictions().step(io.github.spotaware.simulation.kernel.Pace.NONE);
    send(world, of(world.onlyPod(WEB).meta().key()));
    world.await(() -> !results.isEmpty());
    assertThat(results).extracting(EvictionResult::code).containsExactly(429);
  }

  @Test
  void oneAllowanceIsUsedOnce() {
    World world = World.of(2).with(SPEC.replicas(2));
    budget(world, 1, false);
    assertThat(allowed(world)).isEqualTo(1);

    world.active(WEB).forEach(pod -> send(world, of(pod.meta().key())));
    world.await(() -> results.size() == 2);

    assertThat(results).extracting(EvictionResult::code).containsExactlyInAnyOrder(201, 429);
  }

  @Test
  void theAllowanceComesBackOnceTheReplacementIsReady() {
    World world = World.of(2).with(SPEC.replicas(2));
    budget(world, 1, false);
    world.evict(world.active(WEB).getFirst());
    assertThat(allowed(world)).isZero();
    world.await(() -> allowed(world) == 1);
    assertThat(world.serving(WEB)).hasSize(2);
  }

  @Test
  void maxUnavailableCountsWhatTheDeploymentWants() {
    World world = World.of(2).with(SPEC.replicas(2));
    world.cluster.policies().createBudget(WEB, "pdb", DisruptionBudget.UNSET, 1, false);
    world.await(() -> allowed(world) == 1);
    world.evict(world.active(WEB).getFirst());
    assertThat(allowed(world)).isZero();
  }

  @Test
  void twoBudgetsOnOnePodAre500() {
    World world = World.of(1).with(SPEC);
    world.cluster.policies().createBudget(WEB, "one", 0, DisruptionBudget.UNSET, false);
    world.cluster.policies().createBudget(WEB, "two", 0, DisruptionBudget.UNSET, false);
    world.seconds(5);
    assertThat(world.evict(world.onlyPod(WEB)).code()).isEqualTo(500);
  }

  @Test
  void aPendingPodGoesWhateverTheBudgetSays() {
    World world = World.of(1).with(SPEC);
    world.cluster.nodes().cordon("n1");
    budget(world, 2, false);
    world.cluster.users().scale(WEB, 2, "kubectl");
    world.seconds(5);
    Pod pending =
        world.active(WEB).stream().filter(pod -> pod.node() == null).findFirst().orElseThrow();

    assertThat(world.evict(pending).code()).isEqualTo(201);
    assertThat(world.gone(pending)).isTrue();
  }

  @Test
  void anUnreadyPodGoesWithAlwaysAllowOnly() {
    World world = World.of(1).with(SPEC);
    budget(world, 1, false);
    Pod pod = world.onlyPod(WEB);
    world.cluster.kubelets().crash(pod.meta().key());
    assertThat(world.live(pod).ready()).isFalse();
    assertThat(world.evict(pod).code()).isEqualTo(429);
    world.cluster.policies().deleteBudget("default", "pdb");
    budget(world, 1, true);
    world.cluster.kubelets().crash(pod.meta().key());
    assertThat(world.evict(pod).code()).isEqualTo(201);
  }

  @Test
  void admissionComesFirstAndItsDenialIsPassedOn() {
    World world = World.of(1);
    world
        .cluster
        .evictions()
        .admission((call, answer) -> answer.accept(new Verdict(false, 429, "held")));
    send(world, of(new Key("default", "nobody")));
    assertThat(results).containsExactly(new EvictionResult(429, "held"));
  }

  @Test
  void aRequestEndsAfter34Seconds() {
    World world = World.of(1).with(SPEC);
    Pod pod = world.onlyPod(WEB);
    List<java.util.function.Consumer<Verdict>> held = new ArrayList<>();
    world.cluster.evictions().admission((call, answer) -> held.add(answer));

    EvictionCall call = send(world, of(pod.meta().key()));
    world.seconds(33);
    assertThat(results).isEmpty();
    world.seconds(2);
    assertThat(results).extracting(EvictionResult::code).containsExactly(504);
    assertThat(call.finished()).isTrue();
    held.getFirst().accept(Verdict.ALLOWED);
    world.seconds(5);
    assertThat(world.live(pod).active()).isTrue();
  }

  @Test
  void aClientThatHangsUpIsToldNothing() {
    World world = World.of(1).with(SPEC);
    List<String> noticed = new ArrayList<>();
    world.cluster.evictions().admission((call, answer) -> call.onGone(() -> noticed.add("gone")));
    EvictionCall call = send(world, of(world.onlyPod(WEB).meta().key()));
    call.hangUp();
    world.seconds(60);
    assertThat(noticed).containsExactly("gone");
    assertThat(results).isEmpty();
  }

  @Test
  void callsAreLostWithTheServer() {
    World world = World.of(1).with(SPEC);
    world.cluster.evictions().admission((call, answer) -> {});
    send(world, of(world.onlyPod(WEB).meta().key()));
    world.cluster.api().goAway();
    assertThat(results).extracting(EvictionResult::code).containsExactly(EvictionResult.NO_ANSWER);
    send(world, of(world.onlyPod(WEB).meta().key()));
    assertThat(results).hasSize(2);
  }

  @Test
  void aFinishedPodIsDeletedAtOnce() {
    World world = World.of(1).with(SPEC);
    budget(world, 1, false);
    Pod pod = world.onlyPod(WEB);
    world.cluster.kubelets().finish(pod.meta().key());
    assertThat(world.evict(pod).code()).isEqualTo(201);
    assertThat(world.cluster.store().get(Kind.POD, pod.meta().key())).isNull();
  }
}
