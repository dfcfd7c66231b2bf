package io.github.spotaware.simulation.cluster;

import static io.github.spotaware.simulation.cluster.World.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.api.EvictionAdmission.Verdict;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.api.EvictionRequest;
import io.github.spotaware.simulation.cluster.api.EvictionResult;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes of the DELETE of a pod that the webhooks are asked about. */
class DeleteContractTest {
  private static final DeploymentSpec SPEC = DeploymentSpec.of("default", "web");
  private static final Verdict DENIED = new Verdict(false, 429, "not yet");

  private final List<EvictionResult> results = new ArrayList<>();
  private final List<EvictionCall> asked = new ArrayList<>();
  private final List<Consumer<Verdict>> open = new ArrayList<>();
  private final List<EvictionCall> deleted = new ArrayList<>();

  /** Webhooks that answer when they are told to. */
  private World holding(World world) {
    world
        .cluster
        .deletes()
        .admission((call, answer) -> {
          asked.add(call);
          open.add(answer);
        });
    world.cluster.deletes().onDeleted((call, pod) -> deleted.add(call));
    return world;
  }

  private EvictionCall send(World world, Pod pod, boolean dryRun) {
    return world
        .cluster
        .deletes()
        .delete(EvictionRequest.delete(pod.meta().key(), null, dryRun, "test"), results::add);
  }

  private List<Integer> codes() {
    return results.stream().map(EvictionResult::code).toList();
  }

  @Test
  void isAskedAboutWithThePodsUidAndThenThePodTerminates() {
    World world = holding(World.of(2).with(SPEC));
    Pod pod = world.onlyPod(WEB);
    send(world, pod, false);
    assertThat(asked)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.request().uid()).isEqualTo(pod.meta().uid());
          assertThat(call.request().direct()).isTrue();
        });
    assertThat(world.live(pod).active()).isTrue();

    open.getFirst().accept(Verdict.ALLOWED);
    world.await(() -> !results.isEmpty());
    assertThat(codes()).containsExactly(200);
    assertThat(world.live(pod).meta().terminating()).isTrue();
    assertThat(deleted).containsExactlyElementsOf(asked);
  }

  @Test
  void aDenialIsTheAnswer() {
    World world = holding(World.of(2).with(SPEC));
    Pod pod = world.onlyPod(WEB);
    send(world, pod, false);
    open.getFirst().accept(DENIED);
    assertThat(codes()).containsExactly(429);
    assertThat(world.live(pod).active()).isTrue();
  }

  @Test
  void aPodThatHasChangedMeanwhileIsAskedAboutAgainAndTheLastAnswerCounts() {
    World world = holding(World.of(2).with(SPEC));
    Pod pod = world.onlyPod(WEB);
    send(world, pod, false);
    world.cluster.users().annotatePod("default", pod.meta().name(), "a", "b");
    open.getFirst().accept(Verdict.ALLOWED);
    world.await(() -> asked.size() == 2);
    assertThat(world.live(pod).active()).isTrue();

    open.getLast().accept(Verdict.ALLOWED);
    world.await(() -> !results.isEmpty());
    assertThat(codes()).containsExactly(200);
    assertThat(deleted).containsExactly(asked.getLast());
  }

  @Test
  void whatIsTerminatingOrRunsNowhereIsNotAskedAbout() {
    World world = holding(World.of(1).with(SPEC));
    Pod pod = world.onlyPod(WEB);
    world.cluster.users().deletePod("default", pod.meta().name());
    send(world, pod, false);
    assertThat(codes()).containsExactly(200);

    world.cluster.nodes().cordon("n1");
    world.await(() -> world.gone(pod) && world.active(WEB).size() == 1);
    Pod pending = world.onlyPod(WEB);
    assertThat(pending.node()).isNull();
    send(world, pending, false);
    assertThat(codes()).containsExactly(200, 200);
    assertThat(world.gone(pending)).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void aDryRunIsAskedAboutAndDeletesNothing() {
    World world = holding(World.of(2).with(SPEC));
    Pod pod = world.onlyPod(WEB);
    send(world, pod, true);
    open.getFirst().accept(Verdict.ALLOWED);
    world.await(() -> !results.isEmpty());
    assertThat(codes()).containsExactly(200);
    assertThat(world.live(pod).active()).isTrue();
    assertThat(deleted).isEmpty();
  }

  @Test
  void noRequestOutlivesTheApiServersPatience() {
    World world = holding(World.of(2).with(SPEC));
    Pod pod = world.onlyPod(WEB);
    EvictionCall call = send(world, pod, false);
    world.seconds(35);
    assertThat(codes()).containsExactly(504);
    assertThat(call.finished()).isTrue();
    open.getFirst().accept(Verdict.ALLOWED);
    world.seconds(5);
    assertThat(world.live(pod).active()).isTrue();
  }

  @Test
  void theTaintManagerTriesFiveTimes() {
    World world = World.of(2).with(SPEC);
    world.cluster.askAboutTaintEvictions();
    world
        .cluster
        .deletes()
        .admission((call, answer) -> {
          asked.add(call);
          answer.accept(DENIED);
        });
    Pod pod = world.onlyPod(WEB);
    world
        .cluster
        .nodes()
        .taint(Objects.requireNonNull(pod.node()), "moved", Taint.Effect.NO_EXECUTE);
    world.seconds(60);
    assertThat(asked).hasSize(5);
    assertThat(world.cluster.store().get(Kind.POD, pod.meta().key())).isNotNull();
    assertThat(world.live(pod).active()).isTrue();
  }
}
